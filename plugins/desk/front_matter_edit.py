"""Add a line to a list in a front matter; comments, order, line ends and every other byte stay as they are."""

import yaml

from plugins.base.yaml_text import scalar
from plugins.source.front_matter import decode


def append(data: bytes, key: str, values: dict[str, str], after: str) -> bytes:
    """The bytes of a readable source file with ``values`` as a last item of the list ``key``.

    A list that is not there yet begins after the field ``after``, or else at the end of the front matter.
    """
    text = decode(data)
    rows = text.split("\n")
    closing = next(number for number, row in enumerate(rows) if number and row.rstrip() == "---")
    root = yaml.compose("\n".join(rows[1:closing]), Loader=yaml.SafeLoader)
    fields = {name.value: (name, value) for name, value in root.value} if root else {}
    item = "{" + ", ".join(f"{name}: {scalar(value)}" for name, value in values.items()) + "}"
    if key in fields:
        name, node = fields[key]
        _append_item(rows, name, node, item)
    else:
        end = _last_line(fields[after][1]) + 1 if after in fields else closing - 1
        rows[end + 1 : end + 1] = [f"{key}:", f"  - {item}"]
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return mark + "\n".join(rows).encode().replace(b"\n", newline)


def _append_item(rows: list[str], name: yaml.Node, node: yaml.Node, item: str) -> None:
    """Line numbers of nodes count from 0 below the opening fence, which is row 0."""
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
        raise ValueError(
            f"{name.value} : ce champ n’est pas une liste de lignes → ajoutez la ligne à la main : - {item}"
        )


def _last_line(node: yaml.Node) -> int:
    """Where a value ends: the end of a block would also take the comments and empty lines after it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return node.end_mark.line - (node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)
