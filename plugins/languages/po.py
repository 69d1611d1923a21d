"""Reads and writes files of translations (PO of gettext): strict in reading, always the same bytes in writing.

The reader of Babel would lose words without a notice: it accepts a line without its last quotation mark and drops a
letter of it, and of two entries with the same French it keeps the second.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Final

from plugins.base.mistakes import CONFLICT, Unreadable, conflict_line
from plugins.languages.messages import Key, Message

_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPED: Final = {sign: f"\\{letter}" for letter, sign in _ESCAPES.items()}
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)\s+(\".*)")
_WIDTH: Final = 76


@dataclass(frozen=True)
class PoFile:
    """The content of a file of translations, in its order."""

    header: tuple[tuple[str, str], ...]
    """The fields of the first entry: « Language: ar »."""
    comments: tuple[str, ...]
    """The comments of the first entry."""
    messages: tuple[Message, ...]
    obsolete: tuple[Message, ...] = ()
    """The messages whose French is nowhere any more."""


@dataclass
class _Entry:
    """An entry, while its lines are read."""

    line: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    obsolete: bool = False

    def message(self) -> Message:
        french = tuple(self.texts[key] for key in ("msgid", "msgid_plural") if key in self.texts)
        if "msgid" not in self.texts:
            raise Unreadable(self.line, "« msgid » manque au-dessus de cette ligne → ajoutez la phrase française")
        plural = "msgid_plural" in self.texts
        words: list[str] = []
        for key in self.texts:
            if key.startswith("msgstr"):
                if (key != "msgstr") != plural or (plural and key != f"msgstr[{len(words)}]"):
                    expected = f"msgstr[{len(words)}]" if plural else "msgstr"
                    raise Unreadable(self.line, f"« {key} » au lieu de « {expected} » → corrigez ce mot")
                words.append(self.texts[key])
        if not words:
            raise Unreadable(self.line, '« msgstr » manque sous cette phrase → ajoutez la ligne « msgstr "" »')
        return Message(
            french,
            tuple(words),
            self.texts.get("msgctxt"),
            tuple(self.comments),
            tuple(self.notes),
            tuple(self.files),
            tuple(self.flags),
            tuple(self.before[key] for key in ("msgid", "msgid_plural") if key in self.before),
            self.line,
        )


def parse_po(text: str) -> PoFile:
    """Parse the text of a file. Raises Unreadable."""
    if conflict := conflict_line(text):
        raise Unreadable(conflict, CONFLICT)
    kept: dict[bool, dict[Key, Message]] = {False: {}, True: {}}
    header: Message | None = None
    for entry in _entries(text):
        message = entry.message()
        if message.french == ("",) and message.context is None:
            header = header or message
            continue
        if other := kept[entry.obsolete].get(message.key):
            raise Unreadable(entry.line, f"cette phrase est déjà à la ligne {other.line} → gardez une seule des deux")
        kept[entry.obsolete][message.key] = message
    if header is None:
        raise Unreadable(1, "l’en-tête du fichier manque → reprenez ses premières lignes d’une version d’avant")
    pairs = (row.partition(":") for row in header.words[0].split("\n") if row)
    fields = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    return PoFile(fields, header.comments, tuple(kept[False].values()), tuple(kept[True].values()))


def _entries(text: str) -> Iterator[_Entry]:
    """The entries of a file. Raises Unreadable for a line that has no place in one."""
    entry, last = _Entry(), ""  # the keyword that a line with a string alone continues
    previous = False
    for number, whole in enumerate(text.split("\n"), 1):
        row = whole.strip().removeprefix("\ufeff")
        if not row:
            if entry.texts:
                yield entry
                entry, last = _Entry(), ""
            continue
        obsolete = row.startswith("#~")
        row = row[2:].lstrip() if obsolete else row
        before = row.startswith("#|") or (obsolete and row.startswith("|"))
        row = row.lstrip("#|").lstrip() if before else row
        opens = row.startswith("#") or before or re.match(r"msgctxt|msgid\b(?!_)", row)
        if opens and any(key.startswith("msgstr") for key in entry.texts):
            yield entry
            entry, last = _Entry(), ""
        if row.startswith("#"):
            _add_comment(entry, row)
            continue
        if found := _KEYWORD.fullmatch(row):
            last, previous, quoted = (found[1], before, found[3])
            texts = entry.before if before else entry.texts
            if last in texts:
                raise Unreadable(number, f"« {last} » est écrit deux fois de suite → gardez une seule des deux lignes")
            texts[last] = ""
            if not before:
                entry.line = entry.line or number
                entry.obsolete = obsolete
        elif row.startswith('"') and last and before == previous:
            quoted = row
        else:
            raise Unreadable(number, f"« {row[:40]} » n’a pas la forme d’une ligne de traduction → corrigez-la")
        (entry.before if previous else entry.texts)[last] += _unquoted(quoted, number)
    if entry.texts:
        yield entry


def _add_comment(entry: _Entry, row: str) -> None:
    kind, text = row[1:2], row[2:].strip()
    if kind == ".":
        entry.notes.append(text)
    elif kind == ":":
        entry.files.extend(re.sub(r":\d+$", "", place) for place in text.split())
    elif kind == ",":
        entry.flags.extend(flag.strip() for flag in text.split(","))
    else:
        entry.comments.append(row[1:].strip())


def _unquoted(text: str, line: int) -> str:
    found = _STRING.fullmatch(text)
    if not found:
        raise Unreadable(
            line, 'un guillemet droit « " » manque, ou est de trop → la ligne commence et finit par un seul'
        )

    def escaped(match: re.Match[str]) -> str:
        if match[1] not in _ESCAPES:
            raise Unreadable(line, f"« \\{match[1]} » n’a pas de sens ici → effacez le signe « \\ »")
        return _ESCAPES[match[1]]

    return re.sub(r"\\(.)", escaped, found[1]) if "\\" in found[1] else found[1]


def po_text(file: PoFile) -> str:
    """The text of a file; the same entries give the same bytes."""
    header = Message(("",), ("".join(f"{name}: {value}\n" for name, value in file.header),), comments=file.comments)
    entries = ("\n".join(_rows(message)) for message in (header, *file.messages))
    obsolete = ("\n".join(f"#~ {row}" if not row.startswith("#") else row for row in _rows(m)) for m in file.obsolete)
    return "\n\n".join((*entries, *obsolete)) + "\n"


def _rows(message: Message) -> Iterator[str]:
    """The lines of an entry."""
    yield from (f"# {comment}".rstrip() for comment in message.comments)
    yield from (f"#. {note}" for note in message.notes)
    yield from (
        f"#: {row}" for row in wrap(" ".join(message.files), _WIDTH, break_long_words=False, break_on_hyphens=False)
    )
    if message.flags:
        yield f"#, {', '.join(message.flags)}"
    for key, text in zip(("msgid", "msgid_plural"), message.before, strict=False):
        yield from (f"#| {row}" for row in _quoted(key, text))
    if message.context is not None:
        yield from _quoted("msgctxt", message.context)
    for key, text in zip(("msgid", "msgid_plural"), message.french, strict=False):
        yield from _quoted(key, text)
    plural = len(message.french) > 1
    for number, text in enumerate(message.words):
        yield from _quoted(f"msgstr[{number}]" if plural else "msgstr", text)


def _quoted(key: str, text: str) -> Iterable[str]:
    lines = [_quote(line) for line in re.findall(r".*\n|.+$", text)]
    return [f'{key} ""', *lines] if "\n" in text else [f"{key} {lines[0] if lines else _quote('')}"]


def _quote(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(letter, letter) for letter in text) + '"'
