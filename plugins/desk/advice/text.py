"""The readable text of a source file: its passages with their lines, without the marks of Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from plugins.base.mistakes import Location
from plugins.desk.advice.readability import countable_words, readability
from plugins.model import Record
from plugins.model.base import Fields
from plugins.model.fields import Ref, choices
from plugins.source.front_matter import ParsedFile

LineAdvice = Iterator[tuple[int, str]]
"""Advice about a file: lines, each with a message."""

NOT_READ = frozenset({"a_verifier", "titre", "fichier"})
SUMMARY: Location = ("resume",)
NAME_FIELDS = frozenset(
    {"prenom", "nom", "rue", "localite", "lieu", "lieux", "organisateurs", "partenaires", "avec", "sigle"}
)
"""Fields whose words are names, which a dictionary lacks."""

_HEADING = re.compile(r"#{1,6}\s+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_QUOTE = re.compile(r"\s*>\s?")
_NOTE = re.compile(r"\[\^[^\]]+\]:?\s*")
_DEFINITION = re.compile(r"\*\[([^\]]+)\]:")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\(([^)]*)\)")
_FOREIGN = re.compile(r"\[\[[a-z]{2,3}\s*:\s*([^\]]+)\]\]")
FOREIGN = "\u2060"
"""Stands before each word of another language, whose spelling is not checked; invisible, and no space."""
_ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s>)]+>?|<?[\w.+-]+@[\w.-]+\w>?")
_CODE = re.compile(r"`+[^`]+`+")
_MARKS = ("[", "`", "*", "_", "@", "://", "www.")  # without one of these, a text is plain already
_EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")
_END = re.compile(
    # First the sign, then the abbreviations that it does not end, « M. », « art. »: so the search is fast.
    r"[.!?…](?<!\bM.)(?<!\bDr.)(?<!\bart.)(?<!\bcf.)(?<!\bp.)(?<!\bex.)(?<!\bn.)(?<!\bav.)(?<!\bSt.)"
    r"(?:[\s»\"”)]*)\s+(?=[«“\"(]?\s*[A-ZÀ-ÖØ-Þ0-9])"
)


@dataclass(frozen=True)
class Passage:
    """A paragraph, an item of a list, a heading, or the field at ``location``, with the line breaks of the file."""

    text: str
    line: int
    location: Location = ()
    heading: bool = False

    @property
    def prose(self) -> bool:
        """Whether it consists of sentences: the summary and the text do, headings and other fields do not."""
        return not self.heading and self.location in (SUMMARY, ())

    def line_at(self, offset: int) -> int:
        """The line in the file of the character at ``offset``."""
        return self.line + self.text.count("\n", 0, offset)

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Each sentence, with its line."""
        start = 0
        for end in [*(match.end() for match in _END.finditer(self.text)), len(self.text)]:
            sentence = self.text[start:end]
            if sentence.strip():
                yield self.line_at(start + len(sentence) - len(sentence.lstrip())), " ".join(sentence.split())
            start = end


@dataclass(frozen=True)
class Reading:
    """A source file with its record, read as passages."""

    record: Record
    document: ParsedFile

    @cached_property
    def path(self) -> PurePosixPath:
        return self.record.source.path

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages in the order of the page: the summary, the text, then the other fields."""
        fields = tuple(_of_fields(self.record, self.document, ()))
        beside = tuple(passage for passage in fields if passage.location != SUMMARY)
        return (*(passage for passage in fields if passage.location == SUMMARY), *_of_body(self.document), *beside)

    @cached_property
    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Each sentence of the summary and of the text, with its line."""
        return tuple(found for passage in self.passages if passage.prose for found in passage.sentences())

    @property
    def word_count(self) -> int:
        """The number of words of the title, the summary and the text."""
        read = (passage.text for passage in self.passages if passage.location in (SUMMARY, ()))
        return sum(len(countable_words(text)) for text in (self.record.title, *read))

    @cached_property
    def readability(self) -> int | None:
        """The readability of the sentences, from 0 to 100; None where they are too few."""
        return readability(sentence for _, sentence in self.sentences)

    @cached_property
    def links(self) -> tuple[tuple[int, str, str], ...]:
        """Each link of the text: its line, its text, its target."""
        return tuple((self._line(m.start()), m[1], m[2]) for m in _LINK.finditer(self.document.body) if m[0][0] != "!")

    @cached_property
    def bare_addresses(self) -> tuple[tuple[int, str], ...]:
        """Addresses of the web in the text that are no links, with their lines."""
        if not any(mark in self.document.body for mark in ("://", "www.")):
            return ()
        text = _CODE.sub(_blank, _LINK.sub(_blank, self.document.body))
        return tuple(
            (self._line(m.start()), m[0].strip("<>").rstrip(".,;:!?"))
            for m in _ADDRESS.finditer(text)
            if "@" not in m[0]
        )

    @property
    def rows(self) -> Iterator[tuple[int, str]]:
        """The rows of the text with their lines, without code."""
        return enumerate(_CODE.sub("", self.document.body).split("\n"), self.document.body_line)

    @cached_property
    def definitions(self) -> frozenset[str]:
        """The abbreviations that the text defines on lines such as ``*[ONU]: …``."""
        return frozenset(_DEFINITION.findall(self.document.body))

    def _line(self, offset: int) -> int:
        return self.document.body_line + self.document.body.count("\n", 0, offset)


def _blank(match: re.Match[str]) -> str:
    """Spaces in place of a match, so that offsets and lines stay."""
    return re.sub(r"[^\n]", " ", match[0])


def plain(text: str) -> str:
    """A text without targets of links, code, addresses and emphasis; its rows stay."""
    if not any(mark in text for mark in _MARKS):
        return text
    text = _FOREIGN.sub(lambda match: re.sub(r"(\w+)", rf"{FOREIGN}\1", match[1]), _CODE.sub("", text))
    text = _LINK.sub(r"\1", text)
    return _EMPHASIS.sub("", _NOTE.sub("", _ADDRESS.sub("", text)))


def _of_fields(fields: Fields, document: ParsedFile, location: Location) -> Iterator[Passage]:
    """The texts in the fields: no references, choices, addresses or dates."""
    for name, field in type(fields).model_fields.items():
        where = (*location, field.alias or name)
        if field.alias in NOT_READ or choices(field):
            continue
        value = getattr(fields, name)
        for number, item in enumerate(value if isinstance(value, tuple) else (value,)):
            spot = (*where, number) if isinstance(value, tuple) else where
            if isinstance(item, Fields):
                yield from _of_fields(item, document, spot)
            elif isinstance(item, str) and not isinstance(item, Ref) and (text := plain(item).strip()):
                yield Passage(text, document.line(spot), spot)


def _of_body(document: ParsedFile) -> Iterator[Passage]:
    """The passages of the text under the front matter, without code."""
    rows: list[str] = []
    fenced = False
    for number, row in enumerate([*document.body.split("\n"), ""], document.body_line):
        fence = row.lstrip().startswith("```")
        fenced ^= fence
        heading, item = _HEADING.match(row), _ITEM.match(row)
        apart = heading or item or fence or not row.strip() or row.startswith("|") or _DEFINITION.match(row)
        code = row.startswith("    ") and not rows and not item
        if rows and apart:
            yield Passage(plain("\n".join(rows)), number - len(rows))
            rows = []
        if fence or fenced or code or not row.strip() or _DEFINITION.match(row):
            continue
        if heading:
            yield Passage(plain(row[heading.end() :]), number, heading=True)
        elif row.startswith("|"):
            cells = (plain(cell).strip() for cell in row.strip("|").split("|"))
            yield from (Passage(cell, number, heading=True) for cell in cells if cell.strip("-: "))
        else:
            rows.append(_QUOTE.sub("", row[item.end() :] if item else row, count=1))
