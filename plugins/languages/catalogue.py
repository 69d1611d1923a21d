"""The catalogue of a language, read from its file of translations (PO).

A message has words, outdated words, or none. A sentence that changed in the content keeps the words of the sentence
before, marked as outdated, even before the command ``translations`` has run (``Catalogue.following``).
"""

import gettext
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from plugins.base.mistakes import ContentMistakes, Mistake, Unreadable
from plugins.languages.checks import breaks
from plugins.languages.messages import Key, Message
from plugins.languages.po import PoFile, parse_po

ALIKE: Final = 0.6
"""The likeness, from 0 to 1, from which a new sentence counts as a changed version of an old one."""
SAME_PLACE: Final = 0.25
"""Added to the likeness of two messages between the same neighbours or in the same field."""
CATALOGUE: Final = "messages.po"
ANYWHERE: Final = "plugins/"
"""The file of a message that names none, as in a catalogue written by hand: every page needs the program's messages."""


@dataclass(frozen=True)
class Catalogue:
    """The words of a language for each French message; a message without words stays French."""

    code: str
    messages: Mapping[Key, Message] = field(repr=False)
    obsolete: Mapping[Key, Message] = field(default_factory=dict, repr=False)
    """Messages whose French is nowhere any more."""
    plural: str = "n != 1"
    """The rule that chooses the form for a number, from the header of the file (« Plural-Forms »)."""

    def gettext(self, message: str, /) -> str:
        return self._words(None, message) or message

    def pgettext(self, context: str, message: str, /) -> str:
        return self._words(context, message) or message

    def ngettext(self, singular: str, plural: str, count: int, /) -> str:
        found = self.messages.get((None, singular))
        if not found or not found.has_words:
            return singular if count == 1 else plural
        return found.words[min(plural_rule(self.plural)(count), len(found.words) - 1)]

    def has(self, message: str, /) -> bool:
        """Whether a message has words, current or outdated."""
        return bool(self._words(None, message))

    @cached_property
    def lacking(self) -> frozenset[str]:
        """The files with a message that has no words."""
        return self._files_with(lambda message: not message.has_words)

    @cached_property
    def outdated(self) -> frozenset[str]:
        """The files with a message whose words are outdated."""
        return self._files_with(lambda message: message.is_outdated)

    @cached_property
    def unreviewed(self) -> frozenset[str]:
        """The files with a message whose words no reader of the language has approved."""
        return self._files_with(lambda message: not message.is_reviewed)

    def _files_with(self, is_so: Callable[[Message], bool]) -> frozenset[str]:
        return frozenset(file for message in self.messages.values() if is_so(message) for file in message.files)

    def following(self, texts: Mapping[str, Sequence[str]]) -> "Catalogue":
        """Return the catalogue for the French of today; ``texts`` has all messages of some files, by file.

        A new or changed sentence gets words as in ``adopted``; a sentence that is gone from a file no longer counts for
        it.
        """
        new: dict[Key, Message] = {}
        for file, french in texts.items():
            there = [Message((text,), ("",), files=(file,)) for text in french]
            adopted = {message.key: message for message in self.adopted(file, there)}
            for message in there:
                known = new.get(message.key) or self.messages.get(message.key)
                if known is None or (message.key in adopted and not known.has_words):
                    new[message.key] = adopted.get(message.key, message)
                elif file not in known.files:
                    new[message.key] = replace(known, files=(*known.files, file))
        said = {file: frozenset(french) for file, french in texts.items()}
        for key, message in self.messages.items():
            gone = [file for file in message.files if key[1] not in said.get(file, (key[1],))]
            if gone:
                kept = new.get(key, message)
                new[key] = replace(kept, files=tuple(file for file in kept.files if file not in gone))
        return replace(self, messages={**self.messages, **new}) if new else self

    def adopted(self, file: str, french: Sequence[Message]) -> Iterator[Message]:
        """Yield words for the ``french`` messages of a file that the catalogue does not know.

        They are the words of a similar sentence that is gone from the file, marked as outdated; or, for a sentence that
        was there earlier, the words that it had.
        """
        there = {message.key for message in french}
        fresh = [message for message in french if message.key not in self.messages]
        for message in fresh:
            if known := self.obsolete.get(message.key):
                yield replace(known, files=message.files, notes=message.notes)
        fresh = [message for message in fresh if message.key not in self.obsolete]
        if fresh:
            before = [message for message in self.messages.values() if file in message.files]
            gone = [message for message in before if message.key not in there and message.has_words]
            for new, old in _pairs(fresh, gone, french, before):
                outdated = new.made_for(old)
                if not any(found for words in outdated.words for found in breaks(outdated, words)):
                    yield outdated

    def _words(self, context: str | None, message: str) -> str:
        found = self.messages.get((context, message))
        return found.words[0] if found and found.has_words else ""


def read_catalogue(path: Path, code: str) -> Catalogue:
    """Return the catalogue in a file; an empty one without the file.

    Raises ContentMistakes for a file that cannot be read, and for words that would break a page. Other faults block
    nothing (``checks.py``).
    """
    if not path.is_file():
        return Catalogue(code, {})
    try:
        catalogue = catalogue_of(read_po_file(path), code)
    except Unreadable as mistake:
        raise ContentMistakes([Mistake(path.as_posix(), mistake.line, mistake.message)]) from None
    broken = [
        Mistake(path.as_posix(), message.line, f"« {message.french[0]} » : {found}")
        for message in catalogue.messages.values()
        for words in message.words
        if words
        for found in breaks(message, words)
    ]
    if broken:
        raise ContentMistakes(broken)
    return catalogue


def read_po_file(path: Path) -> PoFile:
    """Read a file of translations. Raises Unreadable."""
    try:
        return parse_po(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(line, "un caractère n’est pas en UTF-8 → enregistrez le fichier en « UTF-8 »") from None


def catalogue_of(file: PoFile, code: str) -> Catalogue:
    """Return the catalogue in a file that was read. Raises Unreadable for a wrong rule of plurals."""
    rule = next((value for name, value in file.header if name == "Plural-Forms"), "")
    plural = rule.partition("plural=")[2].strip(" ;") or "n != 1"
    try:
        plural_rule(plural)
    except ValueError:
        message = f"« {plural} » n’est pas une règle de pluriel → reprenez « Plural-Forms » d’une version d’avant"
        raise Unreadable(1, message) from None
    known = {message.key: replace(message, files=message.files or (ANYWHERE,)) for message in file.messages}
    return Catalogue(code, known, {message.key: message for message in file.obsolete}, plural)


@lru_cache
def plural_rule(expression: str) -> Callable[[int], int]:
    """Return the function that gives the index of the form for a number. Raises ValueError."""
    return gettext.c2py(expression)


def _pairs(
    fresh: Sequence[Message], gone: Sequence[Message], french: Sequence[Message], before: Sequence[Message]
) -> Iterator[tuple[Message, Message]]:
    """Pair each new message with the old one of which it is a changed version: the most alike first, none twice."""
    around_new, around_old = _neighbours(french), _neighbours(before)
    found = sorted(
        (-likeness, first, second)
        for first, new in enumerate(fresh)
        for second, old in enumerate(gone)
        if (likeness := _likeness(new, old, near=around_new[new.key] == around_old[old.key])) >= ALIKE
    )
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for _, first, second in found:
        if first not in taken_new and second not in taken_old:
            taken_new.add(first)
            taken_old.add(second)
            yield fresh[first], gone[second]


def _neighbours(messages: Sequence[Message]) -> dict[Key, tuple[Key | None, Key | None]]:
    """The keys of the messages before and after each message."""
    keys = [None, *(message.key for message in messages), None]
    return {
        key: (before, after) for before, key, after in zip(keys, keys[1:], keys[2:], strict=False) if key is not None
    }


def _likeness(new: Message, old: Message, *, near: bool) -> float:
    """How alike two messages are, from 0 to 1 + SAME_PLACE; ``near`` if they have the same neighbours."""
    if new.context != old.context and new.french != old.french:
        return 0
    near = near or bool(set(new.notes) & set(old.notes))
    return _likeness_of_texts(old.french[0], new.french[0]) + SAME_PLACE * near


@lru_cache(maxsize=10_000)  # each language compares the same texts
def _likeness_of_texts(old: str, new: str) -> float:
    """How alike two texts are, from 0 to 1; 0 where it would be below ALIKE even with SAME_PLACE."""
    compared = SequenceMatcher(None, old, new, autojunk=False)
    if compared.real_quick_ratio() + SAME_PLACE < ALIKE or compared.quick_ratio() + SAME_PLACE < ALIKE:
        return 0
    return compared.ratio()
