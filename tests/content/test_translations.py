"""The files of translations: each is sound, and knows every sentence of the program."""

import pytest

from plugins.desk.extraction import french
from plugins.desk.translations import languages_of
from plugins.languages.catalogue import read_catalogue
from plugins.languages.checks import wrong
from tests.built_site import ROOT

THEME = ROOT / "theme"
LANGUAGES = languages_of(THEME)


@pytest.fixture(scope="module")
def said(real):
    """What the program says in French, whatever the content says."""
    return [message for message in french(real, ROOT / "content", THEME) if not message.files[0].endswith(".md")]


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request):
    return read_catalogue(THEME / f"translations/{request.param}/messages.po", request.param)


def test_there_are_languages(said):
    assert LANGUAGES
    assert said


def test_every_sentence_of_the_program_is_in_the_file(said, catalogue):
    """Where one is not: python3 tasks.py translations."""
    assert [message.french for message in said if message.key not in catalogue.messages] == []


def test_every_translation_has_the_placeholders_links_and_marks_of_its_french(catalogue):
    """What else may be wrong is told by the task: a reader may know better."""
    found = {message.french[0]: list(wrong(message, catalogue.code)) for message in catalogue.messages.values()}
    assert {text: told for text, told in found.items() if told} == {}
