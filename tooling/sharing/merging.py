"""Three-way merge of a file of the site: two versions and their common base. Only a contradiction is a conflict.

A front matter is merged field by field, a list item by item, a text paragraph by paragraph and line by line, the list
of published addresses as a union: two people who add something at the same place have not contradicted each other.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

ALIKE: Final = 0.6
"""The similarity, from 0 to 1, from which an element counts as a changed version of another one."""
UNION: Final = "publication/addresses.txt"
_FENCE = re.compile(r"^---[^\S\n]*\n", re.MULTILINE)
_NAME = re.compile(r"\s*(?:- +)?([\w-]+)\s*:(?:\s|$)")
_DATED = re.compile(r"\s*- *\{? *(?:le|du|date|lieux|nom|service|titre): *([^,}\n]+)")
_FLOW = re.compile(r"(\s*(?:- +)?(?:[\w-]+: +)?)([\[{])(.*)([\]}])(\s*)", re.DOTALL)
_COMMA = re.compile(r"""("[^"]*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}|[^,"'\[{]+|["'\[{])|,\s*""")


@dataclass(frozen=True)
class Contradiction:
    """Two versions of one ``place``, which is named in French; "" is a removal."""

    place: str
    ours: str
    theirs: str


Part = str | Contradiction
Merge = Callable[[str, str, str], list[Part]]
Name = Callable[[str], str]


def merged(path: str, base: str, ours: str, theirs: str) -> list[Part]:
    """The parts of the merged file at ``path``: texts, and contradictions where both sides changed the same thing."""
    if path == UNION:
        return [_union(ours, theirs)]
    if path.endswith(".txt"):
        rows = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
        return _elements(rows, _before_arrow, lambda *versions: [Contradiction("la ligne", *versions[1:])])
    split = [_split(text) for text in (base, ours, theirs)]
    if not path.endswith(".md") or not all(head for head, _ in split[1:]):
        return _text(base, ours, theirs)
    (base, base_text), (ours, our_text), (theirs, their_text) = split
    return ["---\n", *_yaml(base, ours, theirs), "---\n", *_text(base_text, our_text, their_text)]


def _split(text: str) -> tuple[str, str]:
    """The front matter without its fences, and the text below; "" and the whole text where there is none."""
    fences = list(_FENCE.finditer(text if text.endswith("\n") else f"{text}\n"))[:2]
    if len(fences) < 2 or fences[0].start():
        return "", text
    return text[fences[0].end() : fences[1].start()], text[fences[1].end() :]


def _union(ours: str, theirs: str) -> str:
    """The addresses of both lists, below the comments of the one whose last comment, its day, is later."""
    heads = [[row for row in text.splitlines() if row.startswith("#")] for text in (ours, theirs)]
    addresses = {row for text in (ours, theirs) for row in text.splitlines() if row.startswith("/")}
    return "\n".join([*max(heads, key=lambda head: head[-1:]), *sorted(addresses), ""])


def _before_arrow(row: str) -> str:
    """The left side of a line « left → right », by which versions of a line are recognised."""
    return re.split(r"\s*(?:→|->|=>|=)\s*", row.strip())[0]


def _simple(base: str, ours: str, theirs: str) -> str | None:
    """The version on which both agree, or which one side alone changed; None where both changed it differently."""
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else None


def _yaml(base: str, ours: str, theirs: str) -> list[Part]:
    """Merge a piece of a front matter: several fields, one field, or one item."""
    if (simple := _simple(base, ours, theirs)) is not None:
        return [simple]
    pieces = [_pieces(text) for text in (base, ours, theirs)]
    if ours and theirs and all(len(each) > 1 for each in pieces[1:]):
        return _elements(pieces, _piece_name, _yaml)
    flows = [_FLOW.fullmatch(text) for text in (base or f"{_named(ours)}: []", ours, theirs)]
    if flow := flows[1]:
        before, opening, _, closing, after = flow.groups()
        if all(other and other[2] == opening for other in flows):
            items = [[item.strip() for item in _items(other[3])] for other in flows if other]
            joined = _elements(items, _named if opening == "{" else str, _conflict)
            texts = [part for part in joined if isinstance(part, str)]
            if len(texts) == len(joined):
                return [f"{before}{opening}{', '.join(texts)}{closing}{after}"]
    return _conflict(base, ours, theirs)


def _conflict(_: str, ours: str, theirs: str) -> list[Part]:
    name = _piece_name(ours or theirs) or _named(ours or theirs)
    return [Contradiction(f"« {name} »" if name else "une ligne", ours, theirs)]


def _pieces(text: str) -> list[str]:
    """Divide a piece of a front matter into the pieces of its next level; a comment belongs to what follows it."""
    rows = text.splitlines(keepends=True)
    told = [number for number, row in enumerate(rows) if row.strip() and not row.lstrip().startswith("#")]
    if len(told) < 2:
        return [text] if text else []
    first, second = (_indent(rows[number]) for number in told[:2])
    item = rows[told[0]].lstrip().startswith("- ")
    width = first + 2 if item and second > first else second
    starts = [told[0], *(number for number in told[1:] if _indent(rows[number]) == width)]
    starts = [number - _comments(rows, number) for number in starts]
    starts[0] = 0
    return ["".join(rows[start:end]) for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _comments(rows: Sequence[str], number: int) -> int:
    """The number of comment rows directly above a row."""
    above = 0
    while number - above - 1 >= 0 and rows[number - above - 1].lstrip().startswith("#"):
        above += 1
    return above


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _piece_name(piece: str) -> str:
    row = next((row for row in piece.splitlines() if row.strip() and not row.lstrip().startswith("#")), "")
    if row.lstrip().startswith("- "):
        dated = _DATED.match(row)
        return dated[1].strip() if dated else ""
    return _named(row)


def _named(piece: str) -> str:
    found = _NAME.match(piece)
    return found[1] if found else ""


def _items(inside: str) -> list[str]:
    """The items of a list or mapping written on one line, from the text inside its brackets."""
    items = [""]
    for found in _COMMA.finditer(inside):
        if found[1] is None:
            items.append("")
        else:
            items[-1] += found[1]
    return [item for item in items if item.strip()]


def _text(base: str, ours: str, theirs: str) -> list[Part]:
    """Merge a text, paragraph by paragraph."""
    if (simple := _simple(base, ours, theirs)) is not None:
        return [simple]
    paragraphs = [[f"{each}\n\n" for each in re.split(r"\n\s*\n", text.strip("\n"))] for text in (base, ours, theirs)]
    parts = _elements(paragraphs, lambda _: "", _paragraph)
    start = "\n" if ours.startswith("\n") else ""
    if parts and isinstance(last := parts[-1], str):
        parts[-1] = f"{last.rstrip(chr(10))}\n"
    return [start, *parts]


def _paragraph(base: str, ours: str, theirs: str) -> list[Part]:
    """Merge a paragraph, line by line; with a contradiction, the whole paragraph is one."""
    rows = [text.strip("\n").splitlines() for text in (base, ours, theirs)]
    if all(rows):
        parts = _elements(rows, lambda _: "", lambda *versions: [Contradiction("", *versions[1:])])
        lines = [part for part in parts if isinstance(part, str)]
        if len(lines) == len(parts):
            return ["\n".join(lines) + "\n\n"]
    return [Contradiction("le texte", ours, theirs)]


def _elements(versions: Sequence[Sequence[str]], name: Name, merge: Merge) -> list[Part]:
    """Merge the elements of three versions: by name where all have names of their own, else by their order."""
    named = [{name(element): element for element in version} for version in versions]
    if all(len(each) == len(version) and "" not in each for each, version in zip(named, versions, strict=True)):
        return [part for one in _order(named[1], named[2]) for part in _merge_one(named, one, merge)]
    base, ours, theirs = versions
    return _in_order(base, ours, theirs, merge)


def _merge_one(named: Sequence[dict[str, str]], name: str, merge: Merge) -> list[Part]:
    base, ours, theirs = (each.get(name, "") for each in named)
    simple = _simple(base, ours, theirs)
    return merge(base, ours, theirs) if simple is None else [simple] if simple else []


def _order(ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """All names, in our order; a name that only they have comes after the name that it follows there."""
    order, before = list(ours), ""
    for name in theirs:
        if name not in order:
            order.insert(order.index(before) + 1 if before in order else 0 if not before else len(order), name)
        before = name
    return order


def _in_order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], merge: Merge) -> list[Part]:
    (our_fates, our_new), (their_fates, their_new) = _fates(base, ours), _fates(base, theirs)
    parts: list[Part] = []
    for place in range(len(base) + 1):
        parts += our_new[place]
        parts += (each for each in their_new[place] if each not in our_new[place])
        if place < len(base):
            one, other = our_fates[place], their_fates[place]
            simple = _simple(base[place], one, other)
            parts += merge(base[place], one, other) if simple is None else [simple] if simple else []
    return parts


def _fates(base: Sequence[str], changed: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """What became of each element of ``base``, "" for a removal; and the new elements before each and at the end."""
    fates = [""] * len(base)
    new: list[list[str]] = [[] for _ in range(len(base) + 1)]
    for kind, start, end, first, last in SequenceMatcher(None, base, changed, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and end - start == last - first):
            fates[start:end] = changed[first:last]
        else:
            place = start
            for element in changed[first:last]:
                same = next((n for n in range(place, end) if _alike(base[n], element)), None)
                if same is None:
                    new[place].append(element)
                else:
                    fates[same], place = element, same + 1
    return fates, new


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
