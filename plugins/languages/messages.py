"""A message of a catalogue: the French, its words in another language, and whether they are outdated or reviewed.

A review is a translator's comment with a digest of the French and of the words, so that it holds for these alone,
whatever program changes them later. Every tool keeps comments (Poedit, msgmerge); they would drop a flag of our own.
"""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

FUZZY: Final = "fuzzy"
FORMAT: Final = "python-format"
_REVIEW = re.compile(r"relu par (.+), le (\d{4}-\d\d-\d\d) \(([0-9a-f]{6})\)")

Key = tuple[str | None, str]
"""What identifies a message: its context, and its French in the singular."""


@dataclass(frozen=True)
class Message:
    """A message as in a file of translations."""

    french: tuple[str, ...]
    """The French sentence; with plural forms, the singular and the plural."""
    words: tuple[str, ...] = ()
    """The translation, or one for each plural form of the language; "" where it is missing."""
    context: str | None = None
    comments: tuple[str, ...] = ()
    """What translators and reviewers wrote."""
    notes: tuple[str, ...] = ()
    """What the program tells translators: the field in which the message stands."""
    files: tuple[str, ...] = ()
    """The source files in which the message stands, in the order of the site."""
    flags: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    """For outdated words, the French that they translate."""
    line: int = 0

    @property
    def key(self) -> Key:
        return self.context, self.french[0]

    @property
    def has_words(self) -> bool:
        """Whether each plural form has words, current or outdated."""
        return bool(self.words) and all(self.words)

    @property
    def is_outdated(self) -> bool:
        """Whether the French changed after the words were written."""
        return self.has_words and FUZZY in self.flags

    @property
    def mark(self) -> str:
        """A digest of the French and of the words, which identifies both on a review sheet and in a review."""
        parts = (self.context or "", *self.french, "", *self.words)
        return sha256("\0".join(parts).encode()).hexdigest()[:6]

    @property
    def review(self) -> str | None:
        """The reviewer of these words, and the day: « Amina, le 2026-12-01 »; None without a valid review."""
        found = (_REVIEW.fullmatch(comment) for comment in reversed(self.comments))
        return next((f"{one[1]}, le {one[2]}" for one in found if one and one[3] == self.mark), None)

    @property
    def is_reviewed(self) -> bool:
        return self.has_words and not self.is_outdated and self.review is not None

    def reviewed(self, name: str, day: str) -> "Message":
        """The message with a review of its words as they are now."""
        return replace(self, comments=(*self.without_reviews(), f"relu par {name}, le {day} ({self.mark})"))

    def without_reviews(self) -> tuple[str, ...]:
        """The comments that are no reviews."""
        return tuple(comment for comment in self.comments if not _REVIEW.fullmatch(comment))

    def tidied(self) -> "Message":
        """The message without reviews of other words or of another French."""
        if self.is_reviewed:
            return self
        return replace(self, comments=self.without_reviews())

    def made_for(self, earlier: "Message") -> "Message":
        """This message with the words of an ``earlier`` one, marked as outdated."""
        flags = tuple(dict.fromkeys((FUZZY, *self.flags)))
        before = earlier.before if earlier.is_outdated and earlier.before else earlier.french
        words = earlier.words if len(earlier.french) == len(self.french) else earlier.words[-1:]
        return replace(self, words=words, comments=earlier.without_reviews(), flags=flags, before=before)
