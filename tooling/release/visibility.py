"""Decides a second time which texts are public, and compares the result with the texts that are in the site.

It shares nothing with the first decision (plugins/source/front_matter.py, plugins/model/base.py) except which folders
there are, which of them have an embargo, and the pages that every site has; so a fault there stops the release instead
of publishing a draft. A text that is not surely public counts as withheld.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

import yaml

from plugins.base.findings import Finding
from plugins.base.processes import on_all_cores
from plugins.model import BY_FOLDER
from plugins.model.section import SECTIONS
from plugins.source.source_files import default_pages
from tooling.release.sources import Sources

REMEDY: Final = (
    "vérifiez « statut » et « date » dans ce fichier, puis recommencez ; si ce message revient, c’est le programme qui "
    "se trompe : prévenez la personne qui le développe"
)
_KEY = re.compile(r"[a-z]+(?:_[a-z]+)*")
_DRAFT_ROW = re.compile(r"^[^\w#\n]*statut[^\S\n]*:[^\w\n]*brouillon[^\w\n]*$", re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[ T][0-9]{2}:[0-9]{2})?)?)?")


def visibility(sources: Sources) -> Iterator[Finding]:
    """Texts in the site that are not surely public, public texts that it lacks, and withheld texts that it omits."""
    own = {page.source.path: page for page in default_pages({})}  # such a page is shown even if its file is a draft
    shown = {record.source.path for record in sources.site.records if record != own.get(record.source.path)}
    withheld = {source.path for source in sources.site.withheld}
    public = public_texts(sources)
    for path in sorted({*shown, *withheld, *public}):
        match path in shown, path in withheld, public.get(path, False):
            case (True, False, True) | (False, True, False):
                continue
            case (True, _, _):
                what = "ce texte est dans le site, mais rien ne prouve qu’il est public"
            case (False, _, True):
                what = "ce texte est public, mais il manque dans le site"
            case _:
                what = "ce texte n’est pas public, mais le programme l’a oublié"
        yield Finding(f"{sources.content.name}/{path}", what, REMEDY)


@lru_cache(maxsize=1)  # filled by ``checks.read_all``, before any thread starts
def public_texts(sources: Sources) -> dict[PurePosixPath, bool]:
    """The result of ``surely_public`` for the texts of a site on its day."""
    return dict(surely_public(sources.content, sources.site.today))


def surely_public(content: Path, today: date) -> Iterator[tuple[PurePosixPath, bool]]:
    """Yield the path of each text below ``content``, and whether it is surely public ``today``; read on all cores."""
    files = [
        file
        for folder in sorted({*BY_FOLDER, *SECTIONS})
        for file in filter(Path.is_file, sorted((content / folder).glob("[a-z0-9]*.md")))
    ]

    def is_public(file: Path) -> bool:
        folder = file.parent.relative_to(content).as_posix()
        embargoed = folder in BY_FOLDER and BY_FOLDER[folder].embargoed and file.stem != "index"
        return says_public(file.read_bytes(), today, embargoed=embargoed)

    for file, said in zip(files, on_all_cores(is_public, files), strict=True):
        yield PurePosixPath(file.relative_to(content).as_posix()), said


def says_public(data: bytes, today: date, *, embargoed: bool) -> bool:
    """Whether a text, given as bytes, is surely public ``today``; ``embargoed``: whether its date decides too."""
    try:
        text = data.decode("utf-8-sig")
        fields = _fields(text)
    except (ValueError, TypeError, yaml.YAMLError, RecursionError):
        return False
    if not all(map(_KEY.fullmatch, fields)):  # a strange key may be a misspelt « statut »
        return False
    if _DRAFT_ROW.search(text):  # anywhere in the file: its author meant a draft
        return False
    if "statut" in fields and _letters(fields["statut"]) != "publie":
        return False
    return not embargoed or _has_come(fields.get("date"), today)


def _fields(text: str) -> dict[str, object]:
    """The fields between the first two lines « --- ». Raises ValueError or TypeError for any other form."""
    first, *rows = text.replace("\t", " ").splitlines()  # libyaml reads tabs as spaces, this parser refuses them
    end = next((number for number, row in enumerate(rows) if row.strip() == "---"), None)
    if first.strip() != "---" or end is None:
        raise ValueError
    node = yaml.compose("\n".join(rows[:end]), Loader=yaml.BaseLoader)
    if not isinstance(node, yaml.MappingNode) or not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
        raise TypeError
    fields = [(key.value.strip(), value.value) for key, value in node.value]
    if len(dict(fields)) < len(fields):
        raise ValueError
    return dict(fields)


def _letters(value: object) -> str:
    """A text in lower case without accents; "" for any other value."""
    if not isinstance(value, str):
        return ""
    marked = unicodedata.normalize("NFD", value.strip().lower())
    return "".join(character for character in marked if not "\u0300" <= character <= "\u036f")


def _has_come(value: object, today: date) -> bool:
    """Whether a date, or the first day of a partial one, is ``today`` or earlier."""
    match = _DATE.fullmatch(" ".join(value.split())) if isinstance(value, str) else None
    if not match:
        return False
    return tuple(int(part or 1) for part in match.groups()) <= (today.year, today.month, today.day)
