"""Limits for the files of the content: far above what people write, and low enough to parse fast.

Some input takes parsers quadratic time or more: a thousand brackets that are never closed, lists in lists. The checks
here refuse such input before it is parsed, in linear time.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

import yaml

from plugins.base.mistakes import LineMistake
from plugins.source.yaml_errors import reserved_sign

BYTES: Final = 200_000
"""Bytes of a text: ten times a chapter of a book, and more than the weight budget of a page."""
LIST_BYTES: Final = 2_000_000
"""Bytes of a list that is read line by line, such as the redirections of a site that moved."""
ROW: Final = 5_000
"""Characters of a line."""
WORD: Final = 1_000
"""Characters without a space: more than an address of the web has, fewer than a picture pasted as text."""
ROWS: Final = 3_000
LIST_ROWS: Final = 20_000
HEADER: Final = 50_000
"""Characters of a front matter."""
VALUES: Final = 2_000
"""Fields and items of a front matter."""
YAML_DEPTH: Final = 12
LINK_MARKS: Final = 1_000
"""Opening brackets and backticks of a text: each may begin a link or code, whose end the parser looks for in the whole
rest of the paragraph."""
LINK_SEARCH: Final = 5_000_000
"""The number of such marks in a paragraph times its characters, summed over all paragraphs of a text."""
NESTING: Final = 10
"""Levels of lists and quotations inside each other."""

_SMALLER = "→ partagez-le en plusieurs, ou publiez un PDF dans documents/"
_SHORTER = "→ retirez les lignes qui ne servent plus"
_MARK = re.compile(r"[\[`]")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:[-*+>:]|\d{1,9}[.)])(?=[ \t>]|$))*[ \t]*")
_RULE = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*)+")


def read_bounded(file: Path, most: int = BYTES) -> bytes:
    """The bytes of a file, at most ``most`` + 1, which shows that a file is too large. Raises OSError."""
    with file.open("rb") as opened:
        return opened.read(most + 1)


def of_bytes(data: bytes, most: int = BYTES) -> LineMistake | None:
    """The mistake of a file with more than ``most`` bytes."""
    if len(data) <= most:
        return None
    return 1, f"le fichier a plus de {_spoken(most // 1000)} Ko {_SMALLER if most == BYTES else _SHORTER}"


def of_text(text: str, rows: int = ROWS) -> LineMistake | None:
    """The mistake of the first line that is too long, or that comes after the ``rows`` lines allowed."""
    for number, row in enumerate(text.split("\n"), 1):
        if number > rows:
            remedy = "→ partagez-le en plusieurs" if rows == ROWS else _SHORTER
            return number, f"le fichier a plus de {_spoken(rows)} lignes {remedy}"
        if len(row) > WORD and (word := max(row.split(), key=len, default="")) and len(word) > WORD:
            remedy = "une image se dépose dans content/images/, et un programme n’a pas sa place dans le texte"
            return number, f"« {word[:30]}… » : {len(word)} caractères sans espace, {_spoken(WORD)} au plus → {remedy}"
        if len(row) > ROW:
            return number, f"cette ligne a {len(row)} caractères, {_spoken(ROW)} au plus → coupez-la en paragraphes"
    return None


def of_yaml(text: str, loader: type) -> LineMistake | None:
    """The mistake of a front matter that is too long, too deep or has too many values, or has an anchor or alias.

    With aliases, a few lines can become millions of values. A text that is not YAML is left to the parser.

    ``loader`` is one of PyYAML's, of which only the events are read: making its trees would recurse.
    """
    if len(text) > HEADER:
        return 1, f"l’en-tête a plus de {_spoken(HEADER)} caractères → mettez le texte sous le second « --- »"
    depth = count = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            count += isinstance(event, yaml.NodeEvent)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            line = event.start_mark.line + 1 if event.start_mark else 1
            if getattr(event, "anchor", None):
                return line, reserved_sign(text.split("\n")[:line][-1])
            if depth > YAML_DEPTH:
                remedy = "écrivez « champ: valeur », ou [un, deux]"
                return line, f"plus de {YAML_DEPTH} listes ou groupes les uns dans les autres → {remedy}"
            if count > VALUES:
                return line, f"l’en-tête a plus de {_spoken(VALUES)} valeurs → partagez le fichier en plusieurs"
    except yaml.YAMLError:
        pass
    return None


def of_markdown(text: str) -> LineMistake | None:
    """The mistake of a text that would take too long to render, or would recurse too deep."""
    return _nested(text) or _marked(text)


def _nested(text: str) -> LineMistake | None:
    for number, row in enumerate(text.split("\n"), 1):
        if _RULE.fullmatch(row):
            continue
        start = containers[0].expandtabs(4) if (containers := _CONTAINERS.match(row)) else ""
        level = len(re.sub(r"\s", "", re.sub(r"\d+", "", start))) + (len(start) - len(start.lstrip())) // 4
        if level > NESTING:
            said = f"plus de {NESTING} listes ou citations les unes dans les autres"
            return number, f"{said} → enlevez des espaces ou des signes au début de la ligne"
    return None


def _marked(text: str) -> LineMistake | None:
    marks = searched = 0
    for number, paragraph in _paragraphs(text):
        found = _MARK.findall(paragraph)
        marks += len(found)
        searched += len(found) * len(paragraph)
        if marks > LINK_MARKS or searched > LINK_SEARCH:
            said = "trop de signes « [ » ou « ` » dans ce texte"
            return number, f"{said} → retirez-les, ou partagez le texte en plusieurs paragraphes ou en plusieurs pages"
    return None


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, which empty lines separate, each with the line on which it begins."""
    rows = enumerate(text.split("\n"), 1)
    for filled, group in groupby(rows, key=lambda row: bool(row[1].strip())):
        if filled:
            numbered = list(group)
            yield numbered[0][0], "\n".join(row for _, row in numbered)


def _spoken(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
