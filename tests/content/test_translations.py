"""The catalogues of the real site: each is well formed and has every sentence of the program."""

import re

import pytest

from plugins.base.identity import IDENTITY
from plugins.desk.extraction import french_messages
from plugins.desk.translations import languages_of
from plugins.languages.catalogue import read_catalogue
from plugins.languages.checks import wrong
from plugins.places import communes
from tests.alphabets import LETTERS, foreign_letters
from tests.built_site import ROOT

READ = {"description", "og:title"}
THEME = ROOT / "theme"
LANGUAGES = languages_of(THEME)


@pytest.fixture(scope="module")
def said(real):
    """The French messages of the program, without those of the content."""
    return [
        message for message in french_messages(real, ROOT / "content", THEME) if not message.files[0].endswith(".md")
    ]


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request):
    return read_catalogue(THEME / f"translations/{request.param}/messages.po", request.param)


def test_there_are_languages(said):
    assert LANGUAGES
    assert said


def test_every_sentence_of_the_program_is_in_the_file(said, catalogue):
    """With the templates in which it stands. ``python3 tasks.py translations`` adds those that are missing."""
    known = {key: {*message.files} for key, message in catalogue.messages.items()}
    assert [message.french for message in said if not known.get(message.key, set()) >= {*message.files}] == []


def test_every_translation_has_the_placeholders_links_and_marks_of_its_french(catalogue):
    """The task ``translations`` reports other suspicions, which a reader may reject."""
    found = {message.french[0]: list(wrong(message, catalogue.code)) for message in catalogue.messages.values()}
    assert {text: told for text, told in found.items() if told} == {}


def told(element, language=None):
    """Yield each text that a visitor reads with the language in which it is marked, without numbers and addresses."""
    language = element.get("lang") or language
    unread = element.tag in {"script", "style", "svg"} or (element.tag == "meta" and element.get("name") not in READ)
    if unread or (element.get("dir") == "ltr" and element.tag not in {"html", "main"}):
        return
    yield language, element.text or ""
    yield from (
        (language, element.get(name)) for name in ("content", "aria-label", "alt", "title") if element.get(name)
    )
    for child in element:
        yield from told(child, language)
        yield language, child.tail or ""


def own_texts(real_site, code):
    """Yield the address of each page of a language, with its texts in that language."""
    for address, page in real_site.pages.items():
        if address.startswith(f"/{code}/"):
            yield address, "\n".join(text for language, text in told(page.tree) if language == code)


@pytest.fixture(scope="module")
def names(real):
    """The words of names, which are never translated: people, places, the organisation and its services."""
    texts = [record.title for record in (*real.people, *real.offices, real.organisation)]
    texts += [office.postal_address.one_line for office in real.offices]
    texts += [real.organisation.name, real.organisation.short_name, *(person.initials for person in real.people)]
    texts += [*(contact.service for contact in real.organisation.contacts)]
    texts += ["Facebook", "JavaScript", "QR", "SMS", *(commune.name for commune in communes())]
    texts += [text for each in real.organisation.neighbours for text in (each.name, *each.places)]
    return {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]+", text)}


@pytest.mark.parametrize("code", IDENTITY.languages[1:])
def test_a_page_has_no_letter_of_a_foreign_script(real_site, code):
    """French letters are allowed in every language, for names."""
    known = {*LETTERS["fr"], *LETTERS[code]}
    texts = dict(own_texts(real_site, code))
    found = {address: set(foreign_letters(text, code)) - known for address, text in texts.items()}
    assert {address: letters for address, letters in found.items() if letters} == {}
    assert texts


@pytest.mark.parametrize(
    "code", [code for code in IDENTITY.languages[1:] if not set(LETTERS[code]) & set(LETTERS["en"])]
)
def test_a_page_in_another_script_has_no_latin_words_but_names(real_site, names, code):
    """Except French words that it quotes in brackets or guillemets, and addresses."""
    quoted = re.compile(r"\([^()]*\)|«[^«»]*»|“[^“”]*”|\{\w+\}|\S+@\S+|\S+\.(?:be|com)\b\S*")
    found = {
        address: [word for word in re.findall("[a-zà-ÿœ]{2,}", quoted.sub(" ", text).casefold()) if word not in names]
        for address, text in own_texts(real_site, code)
    }
    assert {address: words for address, words in found.items() if words} == {}
