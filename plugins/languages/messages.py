"""A message of a catalogue: the French, its words in another language, what is known of them.

A review is a comment of the translator, which every tool keeps (Poedit, msgmerge; a flag of our own they drop), with a
digest of the French and of the words: it holds of these alone, whatever program changes one of them.
"""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

FUZZY: Final = "fuzzy"
FORMAT: Final = "python-format"
_REVIEW = re.compile(r"relu par (.+), le (\d{4}-\d\d-\d\d) \(([0-9a-f]{6})\)")

Key = tuple[str | None, str]
"""What tells a message from every other: its context, and its French in the singular."""


@dataclass(frozen=True)
class Message:
    """One message, as a file of translations has it."""

    french: tuple[str, ...]
    """The sentence; where it counts, that of one and that of several."""
    words: tuple[str, ...] = ()
    """Its translation, or one for each number that the language tells apart; "" where it is missing."""
    context: str | None = None
    comments: tuple[str, ...] = ()
    """What translators and readers wrote."""
    notes: tuple[str, ...] = ()
    """What the program says to them: in which field it stands."""
    files: tuple[str, ...] = ()
    """Where it stands, in the order of the site."""
    flags: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    """The French that the words were made for, where it has changed since."""
    line: int = 0

    @property
    def key(self) -> Key:
        return self.context, self.french[0]

    @property
    def has_words(self) -> bool:
        """Whether each of its numbers has words, of now or of before."""
        return bool(self.words) and all(self.words)

    @property
    def is_outdated(self) -> bool:
        """Whether its words were made for a French that has changed since."""
        return self.has_words and FUZZY in self.flags

    @property
    def mark(self) -> str:
        """What this French and these words are known by, on a sheet and in a review."""
        parts = (self.context or "", *self.french, "", *self.words)
        return sha256("\0".join(parts).encode()).hexdigest()[:6]

    @property
    def review(self) -> str | None:
        """Who reviewed these words for this French, and when: « Amina, le 2026-12-01 »."""
        found = (_REVIEW.fullmatch(comment) for comment in reversed(self.comments))
        return next((f"{one[1]}, le {one[2]}" for one in found if one and one[3] == self.mark), None)

    @property
    def is_reviewed(self) -> bool:
        return self.has_words and not self.is_outdated and self.review is not None

    def reviewed(self, name: str, day: str) -> "Message":
        """The message with a review of its words as they are."""
        return replace(self, comments=(*self.without_reviews(), f"relu par {name}, le {day} ({self.mark})"))

    def without_reviews(self) -> tuple[str, ...]:
        """Its comments that are no reviews."""
        return tuple(comment for comment in self.comments if not _REVIEW.fullmatch(comment))

    def tidied(self) -> "Message":
        """Without the reviews of other words or another French."""
        if self.is_reviewed:
            return self
        return replace(self, comments=self.without_reviews())

    def made_for(self, earlier: "Message") -> "Message":
        """This French with the words of an ``earlier`` one, which are outdated then."""
        flags = tuple(dict.fromkeys((FUZZY, *self.flags)))
        before = earlier.before if earlier.is_outdated and earlier.before else earlier.french
        words = earlier.words if len(earlier.french) == len(self.french) else earlier.words[-1:]
        return replace(self, words=words, comments=earlier.without_reviews(), flags=flags, before=before)
