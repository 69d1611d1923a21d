"""French spacing and apostrophes for text typed on an ordinary keyboard; lists in words; folding, slugs.

The narrow no-break space U+202F that fine typography wants before « ; ! ? » is in neither of the charter's fonts:
U+00A0 stands for it everywhere.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

NO_BREAK_SPACE = "\u00a0"

_RULES = (
    (re.compile(r"(?<=\w)'(?=\w|«|$)"), "’"),
    (re.compile(r"(?:(?<=\S)|^)[ \u00a0\u202f]+(?=[:;!?»](?![\w/]))"), NO_BREAK_SPACE),
    (re.compile(r"«[ \u00a0\u202f]*(?=\S)"), f"«{NO_BREAK_SPACE}"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NO_BREAK_SPACE),
)


def french(text: str) -> str:
    """``text`` with the apostrophes, ellipses and no-break spaces of French; idempotent."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


_NESTED = re.compile(r"«([^«»]*(?:«[^«»]*»[^«»]*)+)»")


def nested(text: str) -> str:
    """``text`` with “ ” in place of the guillemets inside other guillemets."""
    return _NESTED.sub(lambda match: f"«{inner_quotes(match[1])}»", text)


def inner_quotes(text: str) -> str:
    """``text`` with “ ” in place of all its guillemets, so that it can stand inside guillemets."""
    return re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", text))


def capital(text: str) -> str:
    """A text with a capital at its start; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def counted(number: int, word: str) -> str:
    """« 2 mots »."""
    return f"{number} {word}{'s' * (number > 1)}"


def without_article(name: str) -> str:
    """« bureau » for « le bureau »."""
    return re.sub(r"^(?:le |la |les |l’)", "", name)


def ended(text: str) -> str:
    """The text with a full stop at its end, unless it has one; the Ethiopic one « ። » where it has Ethiopic letters."""
    if text.endswith((".", "።")):
        return text
    return f"{text}{'።' if any('ሀ' <= letter <= 'ፚ' for letter in text) else '.'}"


def listed(items: Sequence[str], conjunction: str) -> str:
    """The items (at least one) with commas between them, and the conjunction before the last one."""
    *others, last = items
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def first_of(items: Sequence[str], shown: int) -> str:
    """The first ``shown`` items with commas, and the number of the others: « a, b et 2 autres »."""
    rest = len(items) - shown
    return ", ".join(items[:shown]) + (f" et {rest} autre{'s' * (rest > 1)}" if rest > 0 else "")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text in lower case without accents, to compare words with those that people type."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """The slug for a title: its file name, and so its address."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text).replace("œ", "oe").replace("æ", "ae")).strip("-")


def shortened(slug: str, most: int) -> str:
    """The slug cut to at most ``most`` characters, between two words if it can be."""
    return slug if len(slug) <= most else slug[: most + 1].rpartition("-")[0] or slug[:most]
