"""Pelican meets the content: one reading of the folder, records on the pages, mistakes that end the build.

Pelican swallows what a reader raises, so nothing is validated there: the folder is read once, before Pelican touches
the output, and Pelican's readers only hand over what was read.
"""

import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

from pelican import Pelican, signals
from pelican.contents import Page
from pelican.generators import PagesGenerator
from pelican.readers import BaseReader, Readers

from plugins.model import Record
from plugins.model.generated_page import MadePage
from plugins.source.loading import load
from plugins.text.cache import Cache
from plugins.text.mistakes import ContentMistakes


def read_content(pelican: Pelican) -> None:
    """Put the site into the settings, or print every mistake and end with code 1."""
    content = Path(pelican.settings["PATH"])
    try:
        cache = Cache(Path(pelican.settings["CACHE_PATH"]))
        today, with_drafts = pelican.settings["BUILD_DATE"], pelican.settings["DRAFTS"]
        site = load(as_typed(content), today, cache, with_drafts=with_drafts)
    except ContentMistakes as mistakes:
        print(mistakes.report(), file=sys.stderr)
        raise SystemExit(1) from None
    pelican.settings["SITE"] = site


def as_typed(path: Path) -> Path:
    """The path from the folder in which the command runs, as the officer knows it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def base_address(settings: dict[str, object]) -> str:
    """The site's own address, without a slash, for what is read outside of it: calendars, feeds, search engines."""
    organisation = settings["SITE"].organisation
    return (settings["SITEURL"] or (organisation.website if organisation else "")).rstrip("/")


class RecordReader(BaseReader):
    """Hands Pelican the record that was made of a file."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, object]]:
        """The HTML of the body and Pelican's metadata; a source that is not to be published is skipped."""
        path = PurePath(source_path).relative_to(self.settings["PATH"]).as_posix()
        record = self.settings["SITE"].by_path.get(path)
        return (record.html, metadata(record)) if record else ("", {"status": "skip"})


def use_record_reader(readers: Readers) -> None:
    """Only Markdown is content; everything else is an asset or a mistake."""
    readers.reader_classes = {"md": RecordReader, "static": BaseReader}


def add_default_pages(generator: PagesGenerator) -> None:
    """The pages that every site has, where the content does not write them."""
    written = {page.address for page in generator.pages}
    add_made(generator, (record for record in generator.settings["SITE"].records if record.address not in written))


def add_made(generator: PagesGenerator, records: Iterable[Record | MadePage]) -> None:
    """Add the pages of some records that no file writes."""
    for record in records:
        page = Page(record.html, metadata(record), generator.settings, context=generator.context)
        generator.pages.append(page)


def metadata(record: Record | MadePage) -> dict[str, object]:
    """What Pelican's Page needs to know of a record."""
    return {
        "title": record.title,
        "summary": record.summary or "",
        "slug": record.slug,
        "address": record.address,
        "url": record.address[1:],
        "save_as": record.save_as,
        "template": record.template,
        "status": "published",
        "record": record,
    }


def register() -> None:
    signals.get_generators.connect(read_content)
    signals.readers_init.connect(use_record_reader)
    signals.page_generator_finalized.connect(add_default_pages)
