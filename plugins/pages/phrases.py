"""Phrases that a visitor without French shows to somebody: in French, and in the language of the page."""

from dataclasses import dataclass
from typing import Final

from plugins.languages.language import N_, OF_CONTENT, Language

SEEKING = N_("Je cherche le bureau d’accueil %(of)s.")
APPOINTMENT = N_("Je voudrais un rendez-vous.")
SPEAKING = N_("Je parle %(language)s.")
WORD_JOINER: Final = "\u2060"
"""Forbids a line break, here after « rendez- »."""


@dataclass(frozen=True)
class Phrase:
    """A phrase in French, and in the language of the page."""

    french: str
    own: str


def phrases(language: Language) -> tuple[Phrase, ...]:
    """The phrases on the page of an office: looking for the office, then asking for an appointment. None in French."""
    if language.is_of_content:
        return ()
    seeking = Phrase(*(each.gettext(SEEKING, of=each.identity.of) for each in (OF_CONTENT, language)))
    wanting = (
        f"{each.gettext(APPOINTMENT)} {each.gettext(SPEAKING, language=language.name_in(each))}"
        for each in (OF_CONTENT, language)
    )
    french, own = wanting
    return (seeking, Phrase(french.replace("rendez-", f"rendez-{WORD_JOINER}"), own))
