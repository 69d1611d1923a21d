"""Every file of the site that is no page, one module for each family."""

from typing import Final

DRAFTS_LIST: Final = "/_preview/drafts.json"
"""Written by ``drafts.py`` and read by the preview, which does not load the other makers: hence it stands here."""
