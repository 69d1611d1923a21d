"""The strict YAML front matter: every scalar stays text and is tidied, every line number is kept."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import yaml

from plugins.base.mistakes import CONFLICT, LineMistake, Location, Mistake, Unreadable, conflict_line, field_name
from plugins.source import limits
from plugins.source.characters import hidden, tidy
from plugins.source.yaml_errors import no_key, reserved_sign, usual_cause

FastLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The YAML loader in C, or the one in Python where PyYAML is installed without its C library."""

Row = TypeVar("Row")
Value = str | None | list["Value"] | dict[str, "Value"]

_FENCE = re.compile(r"^---[^\S\n]*$", re.MULTILINE)
_ANCHOR = re.compile(r"^\s*(?:- +)*(?:\w+: +)?[&*!]\w")


@dataclass(frozen=True)
class ParsedFile:
    """A source file split into front matter and body; ``lines`` holds the line of each value."""

    path: str
    values: dict[str, Value]
    lines: dict[Location, int]
    body: str
    body_line: int

    def line(self, location: Location) -> int:
        """The line of a value, or of the nearest group or list around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def there(self, location: Location) -> Location:
        """The location in the file for one of pydantic, which numbers even a single value where a list may stand."""
        found: Location = ()
        for step in location:
            if isinstance(step, str) or (*found, step) in self.lines:
                found = (*found, step)
        return found

    def mistake(self, location: Location, message: str) -> Mistake:
        """A mistake about the value at ``location``, whose name begins the message."""
        said = f"{field_name(self.there(location))} : {message}"
        return Mistake(self.path, self.line(location), said, location=location)


def read(path: str, data: bytes) -> ParsedFile:
    """Split the bytes of a file into front matter and body. Raises Unreadable.

    Accepts a byte-order mark, Windows line ends and decomposed accents, as editors on Windows and macOS write them.
    """
    text = decode(data)
    if not text.strip():
        raise Unreadable(1, "le fichier est vide → commencez par l’en-tête : « --- », « titre: … », « --- »")
    start, end, below = fences(text)
    values, lines = parse_yaml(text[start:end], first_line=2)
    return ParsedFile(path, values, lines, text[below + 1 :], text.count("\n", 0, below) + 2)


def fences(text: str) -> tuple[int, int, int]:
    """The offsets of the beginning and the end of the front matter, and of the end of the « --- » below it.

    Raises Unreadable where the text has no front matter.
    """
    opening = _FENCE.match(text)
    if not opening:
        raise Unreadable(
            1, "l’en-tête manque → la première ligne doit être « --- », suivie de « titre: … » et de « --- »"
        )
    closing = _FENCE.search(text, opening.end())
    if not closing:
        raise Unreadable(
            1, "l’en-tête ouvert par « --- » n’est jamais fermé → ajoutez une ligne « --- » avant le texte"
        )
    return opening.end() + 1, closing.start(), closing.end()


def decode_list(data: bytes) -> str:
    """As ``decode``, with the higher limits of a list that is read line by line."""
    return decode(data, limits.LIST_BYTES, limits.LIST_ROWS)


def list_rows(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a list with their numbers from 1, without empty lines and those that begin with « # »."""
    for number, row in enumerate(text.split("\n"), 1):
        if (row := row.strip()) and not row.startswith("#"):
            yield number, row


def read_rows(text: str, read: Callable[[int, str], Row]) -> tuple[list[Row], list[LineMistake]]:
    """What ``read`` makes of each line of a list, and a mistake where it raises ValueError, in French."""
    found, mistakes = list[Row](), list[LineMistake]()
    for number, row in list_rows(text):
        try:
            found.append(read(number, row))
        except ValueError as error:
            mistakes.append((number, str(error)))
    return found, mistakes


def decode(data: bytes, most: int = limits.BYTES, rows: int = limits.ROWS) -> str:
    """Decode UTF-8 to composed text (NFC) with Unix line ends. Raises Unreadable, also above ``most`` and ``rows``."""
    _within(limits.of_bytes(data, most))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(1, "le fichier est en UTF-16 → enregistrez-le en « UTF-8 »")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before, after = re.split(rb"\s", data[: error.start]), re.split(rb"\s", data[error.start :], maxsplit=1)
        word = (before[-1] + after[0]).decode("cp1252", "replace")
        raise Unreadable(
            line, f"« {word} » : un caractère n’est pas en UTF-8 → enregistrez le fichier en « UTF-8 »"
        ) from None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found := hidden(text):
        place, message = found
        raise Unreadable(text.count("\n", 0, place) + 1, message)
    _within(limits.of_text(text, rows))
    if conflict := conflict_line(text):
        raise Unreadable(conflict, CONFLICT)
    return text


def _within(excess: LineMistake | None, above: int = 0) -> None:
    """Raise Unreadable for an ``excess`` over a limit; ``above`` is how many lines of the file precede the text."""
    if excess:
        raise Unreadable(excess[0] + above, excess[1])


def texts(value: Value, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every text of a front matter, with its location."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(item, (*location, key))


def items_of(value: Value) -> list[Value]:
    """The items of a list; a single value counts as a list of one item, no value as an empty list."""
    return value if isinstance(value, list) else [value] if value else []


def parse_yaml(text: str, first_line: int = 1) -> tuple[dict[str, Value], dict[Location, int]]:
    """Parse YAML into plain values and the line of each, counted from ``first_line``. Raises Unreadable."""
    _within(limits.of_yaml(text, FastLoader), first_line - 1)
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        marks = (error.problem_mark, error.context_mark)
        mark = next(filter(None, reversed(marks) if "could not find" in (error.problem or "") else marks), None)
        number = mark.line if mark else 0
        rows = text.split("\n")
        while number and not (number < len(rows) and rows[number].strip()):
            number -= 1
        raise Unreadable(number + first_line, usual_cause(error, rows[number])) from None
    except yaml.YAMLError as error:
        bad = re.search(r"#x([0-9a-f]+)", str(error))
        raise Unreadable(
            first_line, f"un caractère illisible (U+{bad[1].upper() if bad else '?'}) → effacez-le"
        ) from None
    if node is None:
        raise Unreadable(first_line, "l’en-tête est vide → écrivez au moins « titre: … »")
    if not isinstance(node, yaml.MappingNode):
        row = text.split("\n")[: node.start_mark.line + 1][-1].strip()
        raise Unreadable(node.start_mark.line + first_line, no_key(row))
    reader = _Reader(text.split("\n"), first_line)
    return reader.mapping(node, ()), reader.lines


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=FastLoader)
    except yaml.YAMLError:
        # Parse again in Python: its errors have the same words on every machine, which ``usual_cause`` knows.
        return yaml.compose(text, Loader=yaml.SafeLoader)


class _Reader:
    """Turns YAML nodes into plain values; refuses anchors, tags and comments, by which text would be lost silently."""

    def __init__(self, rows: list[str], first_line: int) -> None:
        self.rows, self.first_line = rows, first_line
        self.lines: dict[Location, int] = {(): first_line}
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, location: Location) -> Value:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, location)
        self._begin(node, location)
        if isinstance(node, yaml.ScalarNode):
            text = self._text(node)
            return None if not node.style and text in ("", "~", "null") else text
        return [self.value(item, (*location, i)) for i, item in enumerate(node.value)]

    def mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Value]:
        self._begin(node, location)
        values: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + self.first_line
            if not isinstance(key_node, yaml.ScalarNode):
                raise Unreadable(line, "une clé doit être un mot simple → écrivez par exemple « titre: … »")
            key = self._text(key_node)
            if key in values:
                before = self.lines[(*location, key)]
                raise Unreadable(line, f"{key} : déjà écrit à la ligne {before} → gardez une seule des deux lignes")
            self.lines[(*location, key)] = line
            values[key] = self.value(value_node, (*location, key))
        return values

    def _begin(self, node: yaml.Node, location: Location) -> None:
        self.lines.setdefault(location, node.start_mark.line + self.first_line)
        self._refuse_marks(node)

    def _text(self, node: yaml.ScalarNode) -> str:
        """The text of a scalar, tidied."""
        # The check of the whole file has not seen an escape ("\u200b"), and has let through what its neighbours need.
        if found := hidden(node.value):
            raise Unreadable(node.start_mark.line + self.first_line, found[1])
        return tidy(node.value)

    def _refuse_marks(self, node: yaml.Node) -> None:
        line, row = node.start_mark.line, self.rows[min(node.start_mark.line, len(self.rows) - 1)]
        if id(node) in self.seen or not node.tag.startswith("tag:yaml.org,") or _ANCHOR.search(row):
            raise Unreadable(line + self.first_line, reserved_sign(row))
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode) and not node.style:
            rest = row[node.start_mark.column :].removeprefix(node.value)
            if lost := re.match(r"\s+(#\S.*)", rest):
                lost_text = f"« {lost[1]} » : le texte après « # » serait perdu"
                raise Unreadable(
                    line + self.first_line, f"{lost_text} → mettez toute la valeur entre guillemets droits"
                )
