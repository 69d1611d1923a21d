"""What somebody shows who does not speak French: each phrase in French, and in the language of the page."""

from dataclasses import dataclass
from typing import Final

from plugins.languages.language import N_, OF_CONTENT, Language

SEEKING = N_("Je cherche le bureau d’accueil %(of)s.")
APPOINTMENT = N_("Je voudrais un rendez-vous.")
SPEAKING = N_("Je parle %(language)s.")
WORD_JOINER: Final = "\u2060"
"""Where no line may end: « rendez- » alone is no word to show."""


@dataclass(frozen=True)
class Phrase:
    """A phrase twice: as a French reader reads it, and as its owner does."""

    french: str
    own: str


def phrases(language: Language) -> tuple[Phrase, ...]:
    """The phrases that an office's page shows: what is looked for, then what is wanted; none on a French page."""
    if language.is_of_content:
        return ()
    seeking = Phrase(*(each.gettext(SEEKING, of=each.identity.of) for each in (OF_CONTENT, language)))
    wanting = (
        f"{each.gettext(APPOINTMENT)} {each.gettext(SPEAKING, language=language.name_in(each))}"
        for each in (OF_CONTENT, language)
    )
    french, own = wanting
    return (seeking, Phrase(french.replace("rendez-", f"rendez-{WORD_JOINER}"), own))
