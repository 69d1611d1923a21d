"""Writes other values into a source file: a change touches only its own lines, every other byte stays.

Comments, the order of fields, newlines, a byte-order mark and the notation of unchanged values are taken from the file
itself, at the marks that PyYAML gives for each value.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from difflib import SequenceMatcher
from typing import Final, NamedTuple
from unicodedata import normalize

import yaml

from plugins.base.yaml_text import flow, scalar
from plugins.source import front_matter
from plugins.source.characters import tidy
from plugins.source.front_matter import Value, decode, items_of

Name = str | int
"""The key of a field in its group, or the index of an item in its list."""
WIDEST: Final = 100
"""The greatest number of characters of a group or a list that is written on one line."""


class NotKept(ValueError):
    """The text to be written would be read as something else: nothing may be written."""


def append(data: bytes, key: str, values: Mapping[str, str], after: str) -> bytes:
    """The bytes of a readable source file with ``values`` as a new last item of the list ``key``.

    A list that is not there yet is written after the field ``after``, or at the end of the front matter.
    """
    found = front_matter.read("", data).values
    longer: Value = [*items_of(found.get(key)), dict(values)]
    names = list(found)
    names.insert(names.index(after) + 1 if after in found else len(names), key)
    return rewritten(data, {**dict.fromkeys(names), **found, key: longer})


def without(data: bytes, key: str, items: Collection[int]) -> bytes:
    """The bytes of a readable source file without some items of the list ``key``, counted from 0.

    The field of a list without items is removed too.
    """
    found = front_matter.read("", data).values
    left: Value = [item for number, item in enumerate(items_of(found[key])) if number not in items]
    return rewritten(data, {**found, key: left})


def rewritten(data: bytes, values: Mapping[str, Value], body: str | None = None) -> bytes:
    """The bytes of a readable source file with other ``values``, and another text below if ``body`` is given.

    A new field is written where it stands among the ``values``. The result is read again: raises NotKept if it does not
    say the same, Unreadable if a value has what no file may have.
    """
    text, before = decode(data), front_matter.read("", data)
    start, end, below = front_matter.fences(text)
    new: dict[str, Value] = {name: value for name, each in values.items() if (value := bare(each))}
    front, rest = _Front(text[start:end]).with_values(before.values, new), text[below:]
    asked = before.body if body is None else normalize("NFC", body)
    if asked.strip("\n") != before.body.strip("\n"):
        lead = before.body[: len(before.body) - len(before.body.lstrip("\n"))] if before.body.strip("\n") else "\n"
        rest = "\n" + lead + asked.strip("\n") + "\n"
    after = _with_rows_of(data, text, text[:start] + front + text[end:below] + rest)
    found = front_matter.read("", after)
    if not same({**found.values}, new) or found.body.strip("\n") != asked.strip("\n"):
        raise NotKept(
            "ce fichier est écrit d’une façon qui ne se change pas d’ici → ouvrez-le, et changez-le à la main"
        )
    return after


def bare(value: Value) -> Value:
    """A value as it is read, without its empty parts; None for an empty value."""
    if isinstance(value, str):
        return tidy(normalize("NFC", value)) or None
    if isinstance(value, dict):
        return {key: kept for key, item in value.items() if (kept := bare(item)) is not None} or None
    if isinstance(value, list):
        return [kept for item in value if (kept := bare(item)) is not None] or None
    return None


def same(old: Value, new: Value) -> bool:
    """Whether two values say the same; a single value says the same as a list of it."""
    one, other = bare(old), bare(new)
    if isinstance(other, list) and one is not None:
        items = items_of(one)
        return len(items) == len(other) and all(map(same, items, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def _with_rows_of(data: bytes, text: str, changed: str) -> bytes:
    """Encode ``changed``: rows that it shares with ``text``, the text of ``data``, keep their bytes and newlines."""
    raw = re.split(r"(\r\n|\r|\n)", data.decode("utf-8-sig"))
    rows, ends = raw[::2], [*raw[1::2], ""]
    newline = "\r\n" if "\r\n" in ends else "\n" if "\n" in ends else "\r"
    new = changed.split("\n")
    written = [[row, newline] for row in new]
    for old, place, size in SequenceMatcher(None, text.split("\n"), new, autojunk=False).get_matching_blocks():
        for number in range(size):
            written[place + number] = [rows[old + number], ends[old + number] or newline]
    written[-1][1] = ""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + "".join(map("".join, written)).encode()


class _Part(NamedTuple):
    """A field of a group, or an item of a list, in the file."""

    key: yaml.Node | None
    value: yaml.Node

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return (self.key or self.value).start_mark.index


class _Front:
    """The text of a front matter, and its edits: the offsets of what is replaced, and the replacement."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[tuple[int, int, str]] = []

    def with_values(self, old: dict[str, Value], new: dict[str, Value]) -> str:
        """The text with the values ``new`` in place of ``old``."""
        self._change(_Part(None, _composed(self.text)), old, new)
        text = self.text
        for start, end, put in sorted(self.edits, key=lambda edit: edit[:2])[::-1]:
            text = text[:start] + put + text[end:]
        return text

    def _change(self, part: _Part, old: Value, new: Value) -> None:
        """Note the edits that give a field or an item another value."""
        if same(old, new):
            return
        if isinstance(new, list) and len(new) == 1 and not isinstance(old, list) and bare(old) is not None:
            new = new[0]  # a single value may stand for a list
        key, node = part
        start, end = node.start_mark.index, self._end(node)
        if isinstance(node, yaml.CollectionNode) and node.flow_style and not isinstance(new, str):
            self.edits.append((start, end, self._flow(node, old, new)))
        elif isinstance(node, yaml.CollectionNode) and type(old) is type(new):
            self._rows(node, old, new)
        elif key and isinstance(new, list) and end > start and same(old, new[0]):
            self._list_from(key, node, new[1:])
        elif key is None or (isinstance(node, yaml.ScalarNode) and isinstance(new, str)):
            put = _like(node, new, plain) if isinstance(new, str) else _item(new, node.start_mark.column)
            self.edits.append((start, end, put if end > start else f" {put}"))
        else:
            put, colon = _under(new, key.start_mark.column), self.text.index(":", key.end_mark.index) + 1
            place = self._next_row(colon) - 1 if end == start and put.startswith("\n") else colon
            self.edits.append((place, max(place, end), put))

    def _list_from(self, key: yaml.Node, node: yaml.Node, further: list[Value]) -> None:
        """Turn a single value into a list: the value as it is written, with its comment, then the ``further`` items."""
        start, end = node.start_mark.index, self._next_row(self._end(node)) - 1
        own_row = self._row(start) > key.end_mark.index
        column, deeper = (node.start_mark.column, 2) if own_row else (key.start_mark.column + 2, 4)
        first, *rest = self.text[start:end].split("\n")
        rows = [f"- {first}", *(f"{' ' * deeper}{row}" if row else row for row in rest)]
        rows += [f"{' ' * column}- {_item(item, column + 2)}" for item in further]
        place = start if own_row else self.text.index(":", key.end_mark.index) + 1
        self.edits.append((place, end, ("" if own_row else f"\n{' ' * column}") + "\n".join(rows)))

    def _rows(self, node: yaml.Node, old: Value, new: Value) -> None:
        """Note the edits of a group or a list whose parts have rows of their own."""
        column, parts, pairs = node.start_mark.column, _parts(node), _paired(old, new)
        before, after = _named(old), _named(new)
        place = self._row(node.start_mark.index)
        if None in pairs[0] and self.text[place : node.start_mark.index].strip():
            # The first row has the « - » of the item around it: no row can be put before it.
            self.edits.append((node.start_mark.index, self._end(node), _item(new, column)))
            return
        spans = {name: self._span(node, part) for name, part in parts.items()}
        gone = [name for name, found in pairs if found is None and name is not None]
        for name, found in pairs:
            if name is None and found is not None:
                row = f"{' ' * column}{_row_of(found, after[found], column)}\n"
                moved = [one for one in gone if isinstance(one, int) and same(before[one], after[found])]
                self.edits.append((place, place, self.text[slice(*spans[moved[0]])] if moved else row))
            elif name is not None:
                place = spans[name][1]
                if found is not None:
                    self._change(parts[name], before[name], after[found])
                elif bare(before[name]) is not None:  # the row of an empty field stays
                    self.edits.append((*spans[name], ""))

    def _flow(self, node: yaml.Node, old: Value, new: Value) -> str:
        """A value as it is written in brackets; unchanged parts are taken from the file."""
        start, end = node.start_mark.index, self._end(node)
        if same(old, new):
            return self.text[start:end]
        if isinstance(new, str):
            return _like(node, new, scalar)
        if isinstance(new, list) and not isinstance(old, list):
            return f"[{', '.join(self._flow(node, old, item) for item in new)}]"
        parts = _parts(node)
        if type(old) is not type(new) or not parts:
            return flow(new)
        names, written, last = list(parts), "", -1
        before, after = _named(old), _named(new)
        for name, found in _paired(old, new):
            if found is None:
                continue
            number = -1 if name is None else names.index(name)
            if name is None:
                text = f"{found}: " * isinstance(found, str) + flow(after[found])
            else:
                part = parts[name]
                value = self._flow(part.value, before[name], after[found])
                space = "" if self._end(part.value) > part.value.start_mark.index else " "
                text = f"{self.text[part.start : part.value.start_mark.index]}{space}{value}"
            follows = number == last + 1 > 0
            gap = self.text[self._end(parts[names[last]].value) : parts[names[number]].start] if follows else ", "
            written += f"{gap if written else ''}{text}"
            last = number
        return (
            f"{self.text[start : parts[names[0]].start]}{written}{self.text[self._end(parts[names[-1]].value) : end]}"
        )

    def _span(self, node: yaml.Node, part: _Part) -> tuple[int, int]:
        """The offsets of the rows of a part: that of its first character, and that after its last row."""
        start = part.start
        if isinstance(node, yaml.SequenceNode):  # begins with its « - »
            first = part.value is node.value[0]
            start = (
                node.start_mark.index if first else self.text.rindex(f"\n{' ' * node.start_mark.column}-", 0, start) + 1
            )
        return self._row(start), self._next_row(self._end(part.value))

    def _end(self, node: yaml.Node) -> int:
        """The offset where a value ends; the end mark of a block stands below the comments and empty rows after it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        end = node.end_mark.index
        return len(self.text[:end].rstrip()) if _quote(node) in ("|", ">") else end

    def _row(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def _next_row(self, place: int) -> int:
        return self.text.index("\n", place) + 1


def _composed(text: str) -> yaml.Node:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    assert node
    return node


def _quote(node: yaml.Node) -> str:
    """The sign that opens a text: a quotation mark, that of a block, or ""."""
    return getattr(node, "style", None) or ""


def _parts(node: yaml.Node) -> dict[Name, _Part]:
    """The parts of a group or of a list in the file, by name."""
    if isinstance(node, yaml.MappingNode):
        return {tidy(key.value): _Part(key, value) for key, value in node.value}
    return {number: _Part(None, item) for number, item in enumerate(node.value)}


def _named(value: Value) -> dict[Name, Value]:
    """The parts of a group or of a list, by name."""
    return dict[Name, Value](value.items() if isinstance(value, dict) else enumerate(value or ()))


def _paired(old: Value, new: Value) -> list[tuple[Name | None, Name | None]]:
    """Pairs of the old and the new name of each part of a value; None for the missing one of a new or removed part."""
    if isinstance(old, dict):
        names = list(_named(new))
        pairs: list[tuple[Name | None, Name | None]] = [(name, name if name in names else None) for name in old]
        for number, name in enumerate(names):
            if name not in old:
                found = [one for _, one in pairs]
                before = next((found.index(one) + 1 for one in names[number::-1] if one in found), None)
                after = next((found.index(one) for one in names[number:] if one in found), len(pairs))
                pairs.insert(after if before is None else before, (None, name))
        return pairs
    one, other = ([json.dumps(bare(item), sort_keys=True) for item in items or ()] for items in (old, new))
    return [
        (i + number if i + number < i_end else None, j + number if j + number < j_end else None)
        for _, i, i_end, j, j_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        for number in range(max(i_end - i, j_end - j))
    ]


def plain(value: str) -> str:
    """A text as the value of a row: quoted only if YAML would read something else."""
    if re.match(r"[\w«…]", value) and value not in ("null", "~"):
        for row in (f"a: {value}", f"- {value}"):
            try:
                node = _composed(row)
            except yaml.YAMLError:
                break
            (part,) = _parts(node).values()
            if not isinstance(part.value, yaml.ScalarNode) or part.value.value != value:
                break
        else:
            return value
    return json.dumps(value, ensure_ascii=False)


def _like(node: yaml.Node, value: str, written: Callable[[str], str]) -> str:
    """A text in the quotes of the text before it, or else as ``written`` writes it."""
    if _quote(node) == "'":
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False) if _quote(node) == '"' else written(value)


def _is_short(value: Value) -> bool:
    """Whether a group or a list has only texts and fits on one line."""
    parts = value.values() if isinstance(value, dict) else value or ()
    return all(isinstance(part, str) for part in parts) and len(flow(value)) <= WIDEST


def _under(value: Value, column: int) -> str:
    """A value as it is written after its key and the colon; the key is in ``column``."""
    if isinstance(value, str):
        return f" {plain(value)}"
    if isinstance(value, list) and _is_short(value):
        return f" {flow(value)}"
    indent = column + 2
    parts = value.items() if isinstance(value, dict) else enumerate(value or ())
    return "".join(f"\n{' ' * indent}{_row_of(name, part, indent)}" for name, part in parts)


def _row_of(name: str | int, value: Value, column: int) -> str:
    """A field, or an item of a list, that begins in a ``column`` of its own row."""
    return f"{name}:{_under(value, column)}" if isinstance(name, str) else f"- {_item(value, column + 2)}"


def _item(value: Value, column: int) -> str:
    """A value that begins in a ``column``, after the « - » of an item."""
    if isinstance(value, str):
        return plain(value)
    if _is_short(value) or not isinstance(value, dict):
        return flow(value)
    return f"\n{' ' * column}".join(_row_of(name, part, column) for name, part in value.items())
