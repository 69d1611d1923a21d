"""Mistakes in the content: French sentences with their file and line.

The line comes from ``ParsedFile`` (plugins/source/front_matter.py): ``line`` for a field, ``body_line`` for the text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePosixPath

from plugins.base.typography import fold, listed, nested

# Control characters (those of the direction of writing too), lone surrogates, and the line ends that only some programs
# take as such.
_UNSEEN = re.compile(
    "[\0-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\uffff]"
)

Location = tuple[str | int, ...]
"""The place of a value in a front matter: French keys, and numbers from 0 in lists."""
LineMistake = tuple[int, str]
"""A line of a file, counted from 1, and a French sentence that says what is wrong there."""
Blame = Callable[[PurePosixPath, int, str], None]
"""A function that records a mistake: the path below the content folder, the line from 1, a French sentence."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake. ``path`` is printed as it is, ``line`` counts from 1.

    With ``lack``, a required field is missing, which a draft may lack. ``location`` is the place of the value in the
    front matter, where one value is to blame.
    """

    path: str
    line: int
    message: str
    lack: bool = False
    location: Location | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", nested(self.message))

    def __str__(self) -> str:
        return visible(f"{self.path}:{self.line}: {self.message}")


def field_name(location: Location) -> str:
    """The name of a field in messages: « permanences : nº 2 : quand », counted from 1."""
    return " : ".join(f"nº {step + 1}" if isinstance(step, int) else step for step in location)


class Unreadable(Exception):
    """Raised for a file of which nothing can be used: with a line, counted from 1, and a French sentence."""

    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message
        super().__init__(message)


class ContentMistakes(Exception):
    """Raised with every mistake of every file of one reading, in the order of files and lines."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(map(str, self.mistakes)))

    def report(self) -> str:
        """The mistakes, one a line, and a last line with their number and that the public site is unchanged."""
        count = len(self.mistakes)
        files = len({mistake.path for mistake in self.mistakes})
        total = f"{count} point{'s' * (count > 1)} à corriger, dans {files} fichier{'s' * (files > 1)}."
        return f"{self}\n{total} Le site en ligne n’a pas changé."


CONFLICT = (
    "deux personnes ont changé les mêmes lignes, et git a gardé les deux versions → gardez la bonne, effacez l’autre, "
    "puis les lignes qui commencent par « <<<<<<< », « ======= » et « >>>>>>> »"
)
# The marks of git, but no Markdown: equal signs below a line of text make a heading, bars alone a row of empty cells.
_CONFLICT_MARK = re.compile(r"^(?:(?:<{7}|>{7})(?: .*)?|\|{7} [^|]*|(?:(?<=\n\n)|\A)={7})\r?$", re.MULTILINE)


CANDIDATES = 5
"""How many of the nearest words ``did_you_mean`` compares by their last part."""


def conflict_line(text: str) -> int | None:
    """The line, from 1, of the first mark that git leaves where two people changed the same lines."""
    found = _CONFLICT_MARK.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def visible(text: str) -> str:
    """The text as one line for a terminal: each control or invisible character as its number, « [U+001B] »."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """« → vouliez-vous dire « x » ? » for the nearest known word; "" where none is near.

    The last part of an address or a path must be near too, since all pages of one folder have similar addresses.
    """
    folded = {fold(k): k for k in known}
    near = get_close_matches(fold(word), folded, n=CANDIDATES, cutoff=0.6)
    likely = next((one for one in near if get_close_matches(_last_part(word), [_last_part(one)], cutoff=0.5)), None)
    return f" → vouliez-vous dire « {folded[likely]} » ?" if likely else ""


def _last_part(path: str) -> str:
    return fold(path).strip("/").rpartition("/")[2].removesuffix(".md")


def one_of(words: Iterable[str]) -> str:
    """« a », « b » ou « c »."""
    return listed([f"« {word} »" for word in words], "ou")


def not_opened(error: OSError) -> str:
    """A French sentence for a file that was found but cannot be read, with a remedy."""
    if isinstance(error, FileNotFoundError):
        return "le fichier n’est plus là, ou n’est qu’un raccourci vers un fichier absent → copiez ici le fichier même"
    if isinstance(error, PermissionError):
        return "le fichier existe, mais sa lecture est interdite → vérifiez ses droits"
    return "le fichier ne s’ouvre pas → copiez-le de nouveau"
