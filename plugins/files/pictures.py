"""The pictures and documents of the pages: of pictures only what was made of them is published, and of both only what a
page shows or opens. What a draft alone names waits with it."""

import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TextIO

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.model.site import Site
from plugins.pictures.making import Job, Unmakeable, make_all
from plugins.pictures.markup import picture_markup
from plugins.text.cache import Cache
from plugins.text.mistakes import ContentMistakes, Mistake

PATIENCE: Final = 1.0
"""Seconds without a word."""
BETWEEN_LINES: Final = 5.0
"""Seconds between two lines, where a line cannot be written over (the log of a robot)."""


def jobs(site: Site, content: Path) -> list[Job]:
    """What is to be made for a site, in the order of addresses; of a picture that no page shows or opens, nothing."""
    shown = {address for record in site.records for address in record.source.body.pictures}
    shown |= {item.picture.file.address for item in site.news if item.picture}
    opened = {address for record in site.records for _, address in record.source.body.links}
    return [
        Job(picture, content / address[1:], address in shown, address in opened)
        for address, picture in sorted(site.media.pictures.items())
    ]


def offered(site: Site) -> tuple[str, ...]:
    """The addresses of the documents to publish: those that a page, a field or a redirection leads to."""
    linked = {address.partition("#")[0] for record in site.records for _, address in record.source.body.links}
    listed = {document.file for record in site.records for document in getattr(record, "documents", ())}
    moved = {redirection.target for redirection in site.redirections}
    return tuple(sorted((linked | listed | moved) & site.media.documents.keys()))


class Progress:
    """Tells how far the making is, once it takes a while: « Images : 12 sur 50 »."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.over = stream, stream.isatty()
        self.next, self.spoke = time.monotonic() + PATIENCE, False

    def __call__(self, done: int, total: int) -> None:
        now, end = time.monotonic(), done == total
        if now < self.next and not (end and self.spoke):
            return
        self.next, self.spoke = now + (0 if self.over else BETWEEN_LINES), True
        line = f"Images : {done} sur {total}"
        print(
            f"\r{line}" if self.over else line, end="" if self.over and not end else "\n", file=self.stream, flush=True
        )


class PicturesGenerator(Generator):
    """Writes the files of the pictures, and the documents."""

    def generate_output(self, writer: Writer) -> None:
        cache, content = Cache(Path(self.settings["CACHE_PATH"])), Path(self.settings["PATH"])
        wanted = jobs(self.settings["SITE"], content)
        try:
            make_all(wanted, cache, Progress(sys.stderr))
        except Unmakeable as fault:
            mistake = Mistake(f"{content.name}{fault.address}", 1, fault.message)
            print(ContentMistakes([mistake]).report(), file=sys.stderr)
            raise SystemExit(1) from None
        output = Path(self.output_path)
        publish(wanted, cache, output)
        for address in offered(self.settings["SITE"]):
            copy(content / address[1:], output / address[1:])


def publish(wanted: Iterable[Job], cache: Cache, output: Path) -> None:
    """Copy what was made to its addresses."""
    for job in wanted:
        for address, name in job.files():
            copy(cache.folder / name, output / address[1:])


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def equip(generator: Generator) -> None:
    """Give the templates filters for a picture, and for what is said beside a document."""
    documents = generator.settings["SITE"].media.documents
    generator.env.filters.update(
        picture=lambda shown: picture_markup(shown.file, shown.alternative),
        document_note=lambda address: documents[address].note,
    )


def generators(pelican: Pelican) -> type[Generator]:
    return PicturesGenerator


def register() -> None:
    signals.get_generators.connect(generators)
    signals.generator_init.connect(equip)
