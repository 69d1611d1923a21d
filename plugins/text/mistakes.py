"""What is wrong in the content, told in French with file and line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from plugins.text.typography import fold

Blame = Callable[[PurePosixPath, int, str], None]
"""Takes note of a mistake: the file below the content folder, the line, what is wrong."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing to mend. ``path`` is printed as it stands, ``line`` counts from 1; a draft may ``lack`` it."""

    path: str
    line: int
    message: str
    lack: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class ContentMistakes(Exception):
    """Every mistake of every file of one run, in the order of files and lines."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(map(str, self.mistakes)))

    def report(self) -> str:
        """The mistakes, one a line, and a last line that counts them."""
        count = len(self.mistakes)
        files = len({mistake.path for mistake in self.mistakes})
        total = f"{count} erreur{'s' * (count > 1)} dans {files} fichier{'s' * (files > 1)}."
        return f"{self}\n{total} Rien n’a été publié."


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """« → vouliez-vous dire « x » ? » for the nearest known word, or nothing when none is near."""
    folded = {fold(k): k for k in known}
    near = get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return f" → vouliez-vous dire « {folded[near[0]]} » ?" if near else ""


def one_of(words: Iterable[str]) -> str:
    """« a », « b » ou « c »."""
    quoted = [f"« {word} »" for word in words]
    return " ou ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def not_opened(error: OSError) -> str:
    """What an officer can do about a file that was found, but cannot be read; the system's own words are English."""
    if isinstance(error, FileNotFoundError):
        return "le fichier n’est plus là, ou n’est qu’un raccourci vers un fichier absent → copiez ici le fichier même"
    if isinstance(error, PermissionError):
        return "le fichier existe, mais sa lecture est interdite → vérifiez ses droits"
    return "le fichier ne s’ouvre pas → copiez-le de nouveau"
