"""The makers of all files of the site that are no pages, one module for each family."""

from typing import Final

DRAFTS_LIST: Final = "/_preview/drafts.json"
"""Written by ``drafts.py`` and read by the preview. It stands here, since the preview loads none of the makers."""
