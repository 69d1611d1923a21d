"""The pictures and documents that pages use.

Of a picture only the copies made of it are published; it and a document only where a public page shows it or leads to
it.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from plugins.base.mistakes import ContentMistakes, Mistake, not_opened
from plugins.files.file import BuildContext, File
from plugins.model.attachments import Attachment
from plugins.model.site import Site
from plugins.pictures.making import Job, Unmakeable, made, make_all
from plugins.pictures.picture import Picture


def jobs(site: Site, content: Path) -> list[Job]:
    """The copies to make for a site, in the order of addresses; none for a picture that no page shows or opens."""
    shown = {address for record in site.records for address in record.source.body.pictures}
    shown |= {picture.address for record in site.records for picture in record.holding(Picture)}
    opened = {address for record in site.records for _, address in record.source.body.links}
    return [
        Job(picture, content / address[1:], address in shown, address in opened)
        for address, picture in sorted(site.media.pictures.items())
        if picture
    ]


def offered(site: Site) -> tuple[str, ...]:
    """The addresses of the documents to publish: those that a page, a field or a redirection leads to."""
    linked = {address.partition("#")[0] for record in site.records for _, address in record.source.body.links}
    listed = {document.file for record in site.records for document in record.holding(Attachment)}
    moved = {redirection.target for redirection in site.redirections}
    return tuple(sorted((linked | listed | moved) & site.media.documents.keys()))


def pictures(site: Site, context: BuildContext) -> Iterator[File]:
    """The copies of the pictures. Raises ContentMistakes for an unreadable picture, also while files are written."""

    def read(job: Job, name: str) -> bytes:
        try:
            return made(job, name, context.cache)
        except Unmakeable as fault:
            raise _mistake(fault, context) from None

    wanted = jobs(site, context.content)
    try:
        make_all(wanted, context.cache, context.progress)
    except Unmakeable as fault:
        raise _mistake(fault, context) from None
    for job in wanted:
        for address, name in job.files():
            yield File(address, partial(read, job, name), version=name)  # has a hash of the picture and the recipe


def _mistake(fault: Unmakeable, context: BuildContext) -> ContentMistakes:
    return ContentMistakes([Mistake(f"{context.content.name}{fault.address}", 1, fault.message)])


def documents(site: Site, context: BuildContext) -> Iterator[File]:
    """The documents of ``offered``, unchanged. Raises ContentMistakes for one that cannot be read."""
    for address in offered(site):
        file = context.content / address[1:]
        try:
            file.stat()
        except OSError as gone:  # removed after the content was read
            raise ContentMistakes([Mistake(f"{context.content.name}{address}", 1, not_opened(gone))]) from None
        yield File(address, file)
