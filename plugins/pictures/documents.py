"""Documents to download: which formats are accepted, and how a link gives format and size."""

import re
from dataclasses import dataclass
from typing import Final

from plugins.base.typography import NO_BREAK_SPACE
from plugins.pictures.picture import PICTURES, extension_of

DOCUMENT_TYPES: Final = {
    "pdf": "PDF",
    "odt": "OpenDocument",
    "ods": "OpenDocument",
    "odp": "OpenDocument",
    "epub": "EPUB",
    "csv": "CSV",
    "txt": "texte",
    "mp3": "MP3",
}
"""The accepted extensions, with the format as links name it: free software opens them, and none runs a program."""
MAX_DOCUMENT_BYTES: Final = 100_000_000
"""The greatest size that GitHub accepts."""


@dataclass(frozen=True)
class Document:
    """A file of ``documents/``; ``size`` is in bytes."""

    address: str
    size: int

    @property
    def type(self) -> str:
        return DOCUMENT_TYPES[extension_of(self.address)]

    @property
    def note(self) -> str:
        """The format and the size: « PDF, 1,2 Mo »."""
        return f"{self.type}, {spoken_size(self.size)}"

    def note_beside(self, text: str) -> str:
        """The note after a link that reads ``text``, in brackets; without the format if the text names it."""
        said = re.search(rf"\b{re.escape(self.type)}\b", text, re.IGNORECASE)
        return f"({spoken_size(self.size) if said else self.note})"


def check_document(name: str, size: int) -> None:
    """Raise ValueError, in French, for a document that visitors cannot or should not open."""
    extension = extension_of(name)
    if extension in PICTURES or extension in ("heic", "svg"):
        raise ValueError("une image se met dans content/images/ → déplacez-la")
    if not extension:
        raise ValueError("le nom du fichier ne dit pas son format → enregistrez-le en PDF, sous un nom en « .pdf »")
    if extension not in DOCUMENT_TYPES:
        known = ", ".join(f".{known}" for known in DOCUMENT_TYPES)
        raise ValueError(f"« .{extension} » n’est pas un format de document accepté ({known}) → enregistrez-le en PDF")
    if not size:
        raise ValueError("le fichier est vide (0 octet) → copiez le document de nouveau")
    if size > MAX_DOCUMENT_BYTES:
        raise ValueError(f"le document pèse plus de {MAX_DOCUMENT_BYTES // 1_000_000} Mo → exportez un PDF allégé")


def spoken_size(size: int) -> str:
    """A number of bytes in French: « 640 octets », « 48 Ko », « 1,2 Mo »."""
    if size < 1000:
        return f"{size}{NO_BREAK_SPACE}octets"
    if size < 999_500:
        return f"{round(size / 1000)}{NO_BREAK_SPACE}Ko"
    return f"{size / 1_000_000:.1f}".replace(".", ",") + f"{NO_BREAK_SPACE}Mo"
