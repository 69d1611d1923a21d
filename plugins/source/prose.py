"""The messages of the content, which are translated: texts in the fields of a record, and paragraphs of its text.

A message is what a translator sees: a paragraph, an item of a list, a heading, a cell of a table, without the marks at
its beginning and the ends of its lines. Marks inside of it (bold, links) stay: they are the translator's to place.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar, get_args

from plugins.model.base import Fields
from plugins.model.fields import TRANSLATED

Group = TypeVar("Group", bound=Fields)

_MARKS = re.compile(
    r"""[ ]{0,3}(?:
        (?P<heading>\#{1,6}[ \t]*)
      | (?P<item>(?:[*+-]|\d+\.)[ \t]+)
      | (?P<quote>>[ \t]?)
      | (?P<note>\[\^[^\]]+\]:[ \t]*)
      | (?P<definition>:[ \t]+)
    )""",
    re.VERBOSE,
)
_NO_WORDS = re.compile(r"(?:[\W\d_]|\[[^\]^]+\]:\s.*)*", re.DOTALL)
_BREAK: Final = re.compile(r"(?: {2,}|\\)$")
_ABBREVIATION = re.compile(r"[ ]{0,3}\*\[([^\]]+)\]:[ \t]*")
_TARGET = re.compile(r"[ ]{0,3}\[(?!\^)[^\]]+\]:\s")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*")
_ROW_OF_DASHES = re.compile(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL = re.compile(r"((?:[^|\\`]|\\.|`[^`]*`)+)")


def words_of(fields: Fields) -> Iterator[tuple[str, str]]:
    """The texts of a record that are translated, each with the key of its field."""
    for name, field in type(fields).model_fields.items():
        value = getattr(fields, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Fields):
                yield from words_of(item)
            elif isinstance(item, str) and item and _has_words(field.annotation, field.metadata):
                yield field.alias or name, item


def in_words(fields: Group, words: Callable[[str], str]) -> Group:
    """A copy of a record, or of a group of fields, with ``words`` applied to the texts that are translated."""

    def said(value: object, *, here: bool) -> object:
        if isinstance(value, tuple):
            items = tuple(said(item, here=here) for item in value)
            return value if all(new is old for new, old in zip(items, value, strict=True)) else items
        if isinstance(value, Fields):
            return in_words(value, words)
        return words(value) if here and isinstance(value, str) and value else value

    changes = {
        name: new
        for name, field in type(fields).model_fields.items()
        if (new := said(old := getattr(fields, name), here=_has_words(field.annotation, field.metadata))) is not old
    }
    return fields.model_copy(update=changes) if changes else fields


def _has_words(annotation: object, metadata: Iterable[object] = ()) -> bool:
    """Whether the type of a field, or that of the items of its list, has the mark TRANSLATED."""
    return (
        TRANSLATED in metadata
        or TRANSLATED in getattr(annotation, "__metadata__", ())
        or any(_has_words(part) for part in get_args(annotation))
    )


@dataclass(frozen=True)
class Piece:
    """A part of a text as it is written, and the message that a translator sees of it, "" for none."""

    raw: str
    message: str = ""


def messages(markdown: str) -> tuple[str, ...]:
    """Every message of a text in its order."""
    return tuple(piece.message for piece in pieces(markdown) if piece.message)


def translated(markdown: str, words: Callable[[str], str]) -> str:
    """The text with ``words`` applied to each message; where they change nothing, it is the same to the byte."""
    said = ((piece, words(piece.message) if piece.message else "") for piece in pieces(markdown))
    return "".join(piece.raw if text in ("", piece.message) else text for piece, text in said)


def pieces(markdown: str) -> Iterator[Piece]:
    """Cut a text into its messages and the parts between them; the ``raw`` parts joined are the text."""
    rows = markdown.split("\n")
    open_rows: list[str] = []  # the lines of a paragraph that the next line may continue

    def closed() -> Iterator[Piece]:
        if open_rows:
            yield _piece("\n".join(open_rows))
            open_rows.clear()

    table = False
    for number, row in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else ""
        table = bool(row.strip()) and (table or ("|" in row and bool(_ROW_OF_DASHES.fullmatch(following))))
        literal = not table and _stays(rows, number, in_paragraph=bool(open_rows))
        marks, text = ("", row) if table or literal else _marks(row)
        if marks or table or literal or not open_rows:
            yield from closed()
            if number:
                yield Piece("\n")
        if table:
            yield from _cells(row)
        elif literal:
            yield Piece(row)
        else:
            if not open_rows:
                lead = len(text) - len(text.lstrip())
                yield Piece(marks + text[:lead])
                text = text[lead:]
            open_rows.append(text)
            if "#" in marks:
                yield from closed()
    yield from closed()


def _stays(rows: list[str], number: int, *, in_paragraph: bool) -> bool:
    """Whether a line has nothing to translate: it is empty, code, the target of links or the underline of a heading."""
    row = rows[number]
    if row.startswith(("    ", "\t")) and not in_paragraph and not _in_list(rows, number):
        return True
    return not row.strip() or bool(_TARGET.match(row)) or (in_paragraph and bool(_UNDERLINE.fullmatch(row)))


def _in_list(rows: list[str], number: int) -> bool:
    """Whether an indented line belongs to an item of a list or to a note above it, not to a block of code."""
    for above in range(number - 1, -1, -1):
        row = rows[above]
        found = _MARKS.match(row)
        if found and (found["item"] or found["note"] or found["definition"]):
            return True
        if row.strip() and not row.startswith((" ", "\t")) and not (above and rows[above - 1].strip()):
            return False  # the first line of a paragraph
    return False


def _marks(row: str) -> tuple[str, str]:
    """The marks at the beginning of a line, both for an item in a quotation, and the rest of the line."""
    if found := _ABBREVIATION.match(row):
        return found[0], row[found.end() :]
    marks, rest = "", row
    indent = re.match(r"\s*", row)[0]  # type: ignore[index]  # an empty match is one
    if len(indent) > 3:
        marks, rest = indent, row[len(indent) :]
        if not _MARKS.match(rest):
            return "", row
    while found := _MARKS.match(rest):
        marks, rest = marks + found[0], rest[found.end() :]
        if found["heading"] or found["note"]:
            break
    return marks, rest


def _piece(raw: str) -> Piece:
    """A piece for a paragraph: its message is one line, but for the line breaks that are marked in it."""
    *above, last = raw.split("\n")
    joined = "".join(row.strip() + ("  \n" if _BREAK.search(row) else " ") for row in above) + last.strip()
    return Piece(raw) if _NO_WORDS.fullmatch(joined) else Piece(raw, joined)


def _cells(row: str) -> Iterator[Piece]:
    if _ROW_OF_DASHES.fullmatch(row):
        yield Piece(row)
        return
    for part in _CELL.split(row):
        text = part.strip()
        if text and text != "|" and not _NO_WORDS.fullmatch(text):
            lead = part.index(text)
            yield Piece(part[:lead])
            yield Piece(text, text)
            yield Piece(part[lead + len(text) :])
        else:
            yield Piece(part)
