"""The list, for the preview, of what is not public yet: drafts, and texts dated after today.

It is made only with the setting ``DRAFTS``, which only the preview has. The pages of these texts are then built like
all others, and the preview marks them on their way to the browser (tooling/preview/drafts.py).
"""

import json
from collections.abc import Iterator
from pathlib import Path

from plugins.base import dates
from plugins.files import DRAFTS_LIST
from plugins.files.file import BuildContext, File
from plugins.model.site import Site, Withheld


def row(item: Withheld, site: Site, content: Path) -> dict[str, object]:
    """The entry of a text; ``lacks`` is empty where the preview can show its page."""
    record = site.by_path.get(item.path.as_posix())
    return {
        "file": (content / item.path).as_posix(),
        "address": item.address,
        "title": record.title if record else item.title or item.path.stem,
        "appears": dates.day(item.until, site.language.locale) if item.until else None,
        "lacks": item.lacks,
    }


def drafts(site: Site, context: BuildContext) -> Iterator[File]:
    """The list; nothing outside of the preview."""
    if context.drafts:
        rows = [row(item, site, context.content) for item in site.withheld]
        yield File(DRAFTS_LIST, json.dumps(rows, ensure_ascii=False).encode())
