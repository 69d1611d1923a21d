"""The preview's list of what is not public yet: drafts, and texts dated after today.

Only where the setting ``DRAFTS`` is on, which is in the preview alone: the pages of these texts are then built like the
others, and the preview marks them on their way to the browser (tooling/preview/drafts.py). A public build has neither.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from plugins.base import dates
from plugins.files import DRAFTS_LIST
from plugins.files.file import BuildContext, File
from plugins.model.site import Site, Withheld


def row(item: Withheld, site: Site, content: Path) -> dict[str, object]:
    """The entry of one text; ``lacks`` is empty when its page can be seen."""
    record = site.by_path.get(item.path.as_posix())
    return {
        "file": (content / item.path).as_posix(),
        "address": item.address,
        "title": record.title if record else item.title or item.path.stem,
        "appears": dates.day(item.until, site.language.locale) if item.until else None,
        "lacks": item.lacks,
    }


def drafts(site: Site, context: BuildContext) -> Iterator[File]:
    """The list, in the preview."""
    if context.drafts:
        rows = [row(item, site, context.content) for item in site.withheld]
        yield File(DRAFTS_LIST, json.dumps(rows, ensure_ascii=False).encode())
