"""Cuts a sentence into tokens without case, accents and typographic variants, each with its place in the sentence."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from plugins.base.typography import inner_quotes

_LONGEST_QUOTE: Final = 80
_SAME_SIGN: Final = str.maketrans("’‘ʼ′‐‑‒–—―−", "''''-------")


class TokenKind(Enum):
    """The kind of a token."""

    DATE = auto()  # 2026-01-06
    WRONG_DATE = auto()  # 06/01/2026, 2026-1-6
    TIME = auto()  # 9h, 9h30, 09:30, 9 heures
    RANK = auto()  # 1er, 2e, 2ème
    NUMBER = auto()
    WORD = auto()
    SIGN = auto()
    END = auto()


_TOKEN: Final = re.compile(
    r"""
      (?P<DATE> [0-9]{4}-[0-9]{2}-[0-9]{2} (?![0-9-]) )
    | (?P<WRONG_DATE> [0-9]{1,4} (?P<between>[/.-]) [0-9]{1,2} (?P=between) [0-9]{1,4} (?![0-9]) )
    | (?P<TIME> [0-9]{1,2}
        (?: [ ]?h(?:eures?)?[ ]?[0-9]{2} (?! [ ]?h | [0-9:] )
          | [ ]?h(?:eures?)? (?![a-z])
          | [ ]?:[ ]?[0-9]{2} (?! [0-9:] ) ) )
    | (?P<RANK> [0-9]+ [ ]? (?: ers? | e?res? | e?mes? | iemes? | es? | nde?s? ) (?![a-z0-9]) )
    | (?P<NUMBER> [0-9]+ )
    | (?P<WORD> rendez[ -]?vous | apres[ -]?midis? | [a-z]+'? )
    | (?P<SIGN> [^ a-z0-9,;.'-]+ | . )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: ``text`` is normalized, ``start`` and ``end`` are its place in the sentence as it was written."""

    kind: TokenKind
    text: str
    start: int
    end: int


def _normalized(sentence: str) -> tuple[str, tuple[int, ...]]:
    """The sentence in lower case without accents, with plain apostrophes, dashes and single spaces; and where each of
    its characters stands in the sentence as it was written.
    """
    normalized: list[str] = []
    places: list[int] = []
    for place, character in enumerate(sentence):
        for part in unicodedata.normalize("NFKD", character).translate(_SAME_SIGN).lower():
            if unicodedata.combining(part):
                continue
            sign = " " if part.isspace() else part
            if sign != " " or (normalized and normalized[-1] != " "):
                normalized.append(sign)
                places.append(place)
    return "".join(normalized), tuple(places)


def tokenize(sentence: str) -> tuple[Token, ...]:
    """The tokens of a text, the last one of kind END; any text is accepted here."""
    normalized, places = _normalized(sentence)
    tokens = []
    for match in _TOKEN.finditer(normalized):
        if match.lastgroup is None or match[0].isspace():
            continue
        text = match[0]
        if match.lastgroup == "WORD":
            text = re.sub(r"^(rendez|apres)[ -]?(?=vous|midi)", r"\1-", text)
        tokens.append(Token(TokenKind[match.lastgroup], text, places[match.start()], places[match.end() - 1] + 1))
    return (*tokens, Token(TokenKind.END, "", len(sentence), len(sentence)))


def quote(text: str) -> str:
    """The text between French quotation marks, on one line, shortened, without unprintable characters."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    line = "".join(character if character.isprintable() else "\ufffd" for character in line)
    if len(line) > _LONGEST_QUOTE:
        line = line[: _LONGEST_QUOTE - 1] + "…"
    return f"« {inner_quotes(line)} »"
