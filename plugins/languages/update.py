"""Brings a file of translations up to the French of today, and tells what is left to translate and to review."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from babel import Locale
from babel.messages.plurals import get_plural

from plugins.base.grouping import grouped
from plugins.base.identity import IDENTITY
from plugins.base.typography import counted
from plugins.languages.catalogue import Catalogue
from plugins.languages.messages import FUZZY, Key, Message
from plugins.languages.po import PoFile

PROJECT: Final = IDENTITY.id_domain


def updated(catalogue: Catalogue, french: Sequence[Message]) -> PoFile:
    """Return the file of a catalogue, brought up to the ``french`` messages of today, in their order.

    A changed message keeps its words, outdated; a message that is gone is kept as obsolete, in case it comes back.
    """
    plurals = get_plural(catalogue.code)
    by_file = grouped((file, message) for message in french for file in message.files)
    adopted: dict[Key, Message] = {}
    for file, there in by_file.items():
        for message in catalogue.adopted(file, there):
            adopted.setdefault(message.key, message)
    messages = tuple(_brought_up(m, catalogue, adopted, plurals.num_plurals) for m in french)
    there_now = {message.key for message in french}
    gone = {**catalogue.obsolete, **catalogue.messages}
    kept = [m for key, m in gone.items() if key not in there_now and m.has_words]
    obsolete = sorted((replace(m, notes=(), files=(), line=0) for m in kept), key=lambda m: (m.french, m.context or ""))
    header = (
        ("Project-Id-Version", PROJECT),
        ("Language", catalogue.code),
        ("Plural-Forms", plurals.plural_forms),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )
    return PoFile(header, (f"Le site en {name_in_french(catalogue.code)}.",), messages, tuple(obsolete))


def _brought_up(french: Message, catalogue: Catalogue, adopted: dict[Key, Message], forms: int) -> Message:
    """A message of today with the words that the catalogue or ``adopted`` has for it."""
    count = forms if len(french.french) > 1 else 1
    known = catalogue.messages.get(french.key) or adopted.get(french.key)
    if known is None:
        return replace(french, words=("",) * count)
    if known.french != french.french:  # the plural changed
        known = french.made_for(known)
    words = (*known.words, *("",) * count)[:count]
    outdated = FUZZY in known.flags and any(words)
    flags = (*((FUZZY,) if outdated else ()), *(flag for flag in french.flags if flag != FUZZY))
    before = known.before if outdated else ()
    return replace(french, words=words, comments=known.comments, flags=flags, before=before).tidied()


def name_in_french(code: str) -> str:
    """The name of a language in French: « arabe »."""
    return str(Locale.parse(code).get_display_name("fr"))


@dataclass(frozen=True)
class State:
    """The progress of a language: its number of messages, and those without words, outdated, and not yet reviewed."""

    path: str
    code: str
    count: int
    missing: tuple[Message, ...]
    outdated: tuple[Message, ...]
    unreviewed: tuple[Message, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every message has current and reviewed words."""
        return not (self.missing or self.outdated or self.unreviewed)

    def __str__(self) -> str:
        """« arabe (ar) : 278 textes ; 2 sans traduction, soit 14 mots ; 276 à faire relire, soit 2145 mots »."""
        parts = [counted(self.count, "texte")]
        for messages, what in (
            (self.missing, "sans traduction"),
            (self.outdated, "à revoir (le français a changé)"),
            (self.unreviewed, "à faire relire"),
        ):
            if messages:
                words = sum(len(message.french[-1].split()) for message in messages)
                parts.append(f"{len(messages)} {what}, soit {counted(words, 'mot')}")
        complete = ("tout est traduit et relu",) if self.is_complete else ()
        return f"{name_in_french(self.code)} ({self.code}) : {' ; '.join((*parts, *complete))}"


def state_of(code: str, messages: Sequence[Message], path: str = "") -> State:
    """The progress of some messages of a language; ``path`` is that of the file of translations."""
    return State(
        path,
        code,
        len(messages),
        tuple(m for m in messages if not m.has_words),
        tuple(m for m in messages if m.is_outdated),
        tuple(m for m in messages if m.has_words and not m.is_outdated and not m.is_reviewed),
    )
