"""The phrases that people who speak no French may show."""

from plugins.languages.language import OF_CONTENT, Language
from plugins.pages.phrases import APPOINTMENT, SEEKING, SPEAKING, phrases
from tests.tables import each_row

WORDS = {SEEKING: "Looking for the %(of)s.", APPOINTMENT: "An appointment.", SPEAKING: "In %(language)s."}


class Words:
    def gettext(self, message):
        return WORDS[message]


def test_each_phrase_is_in_french_and_in_the_language_of_the_page():
    seeking, wanting = phrases(Language("es", "/es", words=Words()))
    french = OF_CONTENT.identity
    assert (seeking.french, seeking.own) == (
        f"Je cherche le bureau d’accueil {french.of}.",
        f"Looking for the {french.short}.",
    )
    assert (wanting.french, wanting.own) == (
        "Je voudrais un rendez-\u2060vous. Je parle espagnol.",
        "An appointment. In español.",
    )


@each_row(("code", "name"), [("fa", "dari"), ("ps", "pachto"), ("ti", "tigrigna"), ("ar", "arabe")])
def test_a_language_has_its_french_name(code, name):
    assert phrases(Language(code, f"/{code}", words=Words()))[1].french.endswith(f" Je parle {name}.")


def test_a_french_page_shows_none():
    assert phrases(OF_CONTENT) == ()
