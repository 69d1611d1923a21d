"""Which pages the edition of a language has."""

import pytest

from plugins.build.editions import editions
from plugins.languages.language import AsWritten, Language
from plugins.source.loading import load
from tests.unit.conftest import TODAY

FILES = {
    "bureaux/dinant.md": "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n---\n",
    "besoins/sante.md": "---\ntitre: Santé\nresume: Où aller\nordre: 1\n---\n",
}


class Lacking(AsWritten):
    """A catalogue in which some source files or templates lack a translation."""

    def __init__(self, *files):
        super().__init__()
        self.lacking = frozenset(files)


@pytest.fixture
def made(tmp_path):
    """Make the English edition of a small site, in which some files lack a translation."""

    def make(*lacking, asked=None):
        for path, text in FILES.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
        english = Language("en", "/en", Lacking(*lacking))

        def sources(template):
            if asked is not None:
                asked.append(template)
            return frozenset({f"{template}.html", "base.html"})

        found = editions(load(tmp_path, TODAY), "https://example.be", sources, (english,), {})
        return tuple(edition for edition in found if edition.pages)

    return make


def addresses(found):
    return {code: {page.address for page in each.pages} for each in found for code in (each.site.language.code,)}


def test_a_language_has_the_pages_whose_words_are_all_there(made):
    found = addresses(made())["en"]
    assert {"/en/", "/en/bureaux/", "/en/bureaux/dinant/", "/en/bureaux/dinant/fiche/", "/en/permanences/"} <= found
    assert all(address.startswith("/en/") for address in found)
    assert not any("pres-de" in address for address in found)


def test_a_template_that_lacks_a_word_makes_no_page(made):
    whole, found = addresses(made())["en"], addresses(made("task.html"))["en"]
    assert whole - found == {"/en/je-cherche/sante/"}
    assert addresses(made("sheet.html"))["en"] == whole - {"/en/bureaux/dinant/fiche/"}


def test_a_record_without_its_page_is_in_french(made):
    _, english = made("task.html")
    assert english.site.get("task", "sante").address == "/je-cherche/sante/"
    assert english.site.at("/je-cherche/sante/") == "/je-cherche/sante/"
    assert english.site.at("/bureaux/") == "/en/bureaux/"


@pytest.mark.parametrize("file", ["plugins/files/ical.py", "base.html", "home.html"])
def test_a_language_without_a_home_page_is_not_there(made, file):
    (french,) = made(file)
    assert french.site.pages_in == {}
    assert french.site.in_each_language("/bureaux/") == ()


def test_words_of_the_content_are_no_matter_of_templates(made):
    assert addresses(made("content/besoins/sante.md")) == addresses(made())


def test_no_template_is_read_for_a_paragraph_without_words(made):
    """Each edit leaves an untranslated paragraph: reading the templates of every page for it took half a minute."""
    asked = []
    made("content/besoins/sante.md", asked=asked)
    assert asked == []
    made("task.html", asked=asked)
    assert len(asked) == len(set(asked)) > 0


def test_a_page_leads_to_itself_in_each_language_or_to_the_home_page(made):
    french, english = (each.site for each in made())
    led = [(page.language.code, page.address, page.is_there) for page in french.in_each_language("/bureaux/dinant/")]
    assert led == [("fr", "/bureaux/dinant/", True), ("en", "/en/bureaux/dinant/", True)]
    led = [(page.language.code, page.address, page.is_there) for page in french.in_each_language("/agenda/")]
    assert led == [("fr", "/agenda/", True), ("en", "/en/", False)]
    led = [page.address for page in english.in_each_language("/en/bureaux/dinant/")]
    assert led == ["/en/bureaux/dinant/", "/bureaux/dinant/"]
