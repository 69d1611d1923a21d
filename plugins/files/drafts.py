"""The preview's list of what is not public yet: drafts, and texts whose day has not come.

Only where the setting ``DRAFTS`` is on, which is in the preview alone: the pages of these texts are then built like the
others, and the preview marks them on their way to the browser (tooling/drafts.py). A public build has neither.
"""

import json
from pathlib import Path
from typing import Final

from babel import Locale
from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.build.content import as_typed
from plugins.model.site import Site, Withheld
from plugins.text import dates

LIST: Final = "_preview/drafts.json"


class DraftsGenerator(Generator):
    """Writes the list."""

    def generate_output(self, writer: Writer) -> None:
        site, content = self.settings["SITE"], as_typed(Path(self.settings["PATH"]))
        rows = [row(item, site, content, Locale.parse(self.settings["DEFAULT_LANG"])) for item in site.withheld]
        file = Path(self.output_path) / LIST
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")


def row(item: Withheld, site: Site, content: Path, locale: Locale) -> dict[str, object]:
    """What the preview tells of one text; ``lacks`` is empty when its page can be seen."""
    record = site.by_path.get(item.path.as_posix())
    return {
        "file": (content / item.path).as_posix(),
        "address": item.address,
        "title": record.title if record else item.title or item.path.stem,
        "appears": dates.day(item.until, locale) if item.until else None,
        "lacks": item.lacks,
    }


def generators(pelican: Pelican) -> type[Generator] | None:
    return DraftsGenerator if pelican.settings["DRAFTS"] else None


def register() -> None:
    signals.get_generators.connect(generators)
