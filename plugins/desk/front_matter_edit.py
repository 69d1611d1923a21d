"""Add a line to a list in a front matter, or take some away; every other byte stays as it is, comments too."""

from collections.abc import Collection

import yaml

from plugins.base.yaml_text import scalar
from plugins.source.front_matter import decode


def append(data: bytes, key: str, values: dict[str, str], after: str) -> bytes:
    """The bytes of a readable source file with ``values`` as a last item of the list ``key``.

    A list that is not there yet begins after the field ``after``, or else at the end of the front matter.
    """
    rows, closing, fields = _read(data)
    item = "{" + ", ".join(f"{name}: {scalar(value)}" for name, value in values.items()) + "}"
    if key in fields:
        name, node = fields[key]
        _append_item(rows, name, node, item)
    else:
        end = _last_line(fields[after][1]) + 1 if after in fields else closing - 1
        rows[end + 1 : end + 1] = [f"{key}:", f"  - {item}"]
    return _bytes(data, rows)


def without(data: bytes, key: str, items: Collection[int]) -> bytes:
    """The bytes of a readable source file without some items of the list ``key``, counted from 0.

    Where none is left, the field goes too.
    """
    rows, _, fields = _read(data)
    name, node = fields[key]
    if not isinstance(node, yaml.SequenceNode) or len(items) == len(node.value):
        del rows[name.start_mark.line + 1 : _last_line(node) + 2]
        return _bytes(data, rows)
    for number in sorted(items, reverse=True):
        item, last = node.value[number], number + 1 == len(node.value)
        if node.flow_style:
            first = node.value[number - 1].end_mark if last else item.start_mark
            after = item.end_mark if last else node.value[number + 1].start_mark
            text = rows[after.line + 1][after.column :]
            rows[first.line + 1 : after.line + 2] = [rows[first.line + 1][: first.column] + text]
            node.value.pop(number)
        else:
            del rows[item.start_mark.line + 1 : _last_line(item) + 2]
    return _bytes(data, rows)


def _read(data: bytes) -> tuple[list[str], int, dict[str, tuple[yaml.Node, yaml.Node]]]:
    """The rows of a source file, which of them closes its front matter, and the fields of that.

    Line numbers of nodes count from 0 below the opening fence, which is row 0.
    """
    rows = decode(data).split("\n")
    closing = next(number for number, row in enumerate(rows) if number and row.rstrip() == "---")
    root = yaml.compose("\n".join(rows[1:closing]), Loader=yaml.SafeLoader)
    return rows, closing, {name.value: (name, value) for name, value in root.value} if root else {}


def _bytes(data: bytes, rows: list[str]) -> bytes:
    """The rows as the file has them: with its mark and its line ends."""
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + "\n".join(rows).encode().replace(b"\n", newline)


def _append_item(rows: list[str], name: yaml.Node, node: yaml.Node, item: str) -> None:
    last = _last_line(node) + 1
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        before, after = rows[last][: node.end_mark.column - 1], rows[last][node.end_mark.column - 1 :]
        rows[last] = f"{before.rstrip()}{', ' if node.value else ''}{item}{after}"
    elif isinstance(node, yaml.SequenceNode):
        rows.insert(last + 1, f"{' ' * node.start_mark.column}- {item}")
    elif isinstance(node, yaml.MappingNode) and node.flow_style:
        row = rows[last]
        rows[last] = f"{row[: node.start_mark.column]}[{row[node.start_mark.column :].rstrip()}, {item}]"
    elif isinstance(node, yaml.ScalarNode) and not node.value:
        rows.insert(name.end_mark.line + 2, f"  - {item}")
    else:
        _split(rows, name, node, item)


def _split(rows: list[str], name: yaml.Node, node: yaml.Node, item: str) -> None:
    """Makes a list of a value that is none: the value as it is written, then the new item."""
    first, last, column = node.start_mark.line + 1, _last_line(node) + 1, node.start_mark.column
    own_row = first > name.end_mark.line + 1
    indent = " " * column if own_row else "  "
    further = [f"{'  ' if own_row else '    '}{row}" if row else row for row in rows[first + 1 : last + 1]]
    above = [] if own_row else [rows[first][:column].rstrip()]
    rows[first : last + 1] = [*above, f"{indent}- {rows[first][column:]}", *further, f"{indent}- {item}"]


def _last_line(node: yaml.Node) -> int:
    """Where a value ends: the end of a block would also take the comments and empty lines after it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return node.end_mark.line - (node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)
