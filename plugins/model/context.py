"""The context of a validation: the source file, and which records, documents and pictures exist."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from plugins.model.body import Body
from plugins.pictures.media import NO_MEDIA, Media


@dataclass(frozen=True)
class Source:
    """Where a record comes from: its file, below the content folder, and the text under its front matter."""

    path: PurePosixPath
    address: str
    body: Body
    prefix: str = ""
    """The beginning of every address in the language of the text: « /ar »; "" in that of the content."""

    @property
    def slug(self) -> str:
        return self.path.stem


class RecordNames(Protocol):
    """Which records exist, so that a reference to none is a mistake."""

    def expect(self, kind: str, slug: str) -> None:
        """Raise ValueError, in French, when there is no published record of that kind and slug."""


class DocumentFiles(Protocol):
    """The documents and pages to which a field may link."""

    def document(self, name: str) -> str:
        """The address of a file of ``content/documents/``. Raises ValueError, in French, when it is not there."""

    def link(self, target: str) -> str:
        """The address to which a link leads. Raises ValueError, in French, when it leads nowhere."""


@dataclass(frozen=True)
class ValidationContext:
    """What the validation of a front matter needs beside its values."""

    source: Source
    names: RecordNames
    files: DocumentFiles
    media: Media = NO_MEDIA
