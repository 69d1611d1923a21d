"""The records of a site in another language, with its translations and otherwise in French."""

import pytest

from plugins.languages.catalogue import Catalogue
from plugins.languages.language import Language
from plugins.languages.messages import Message
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache
from tests.unit.conftest import TODAY

WORDS = {
    "Santé": "Health",
    "Où aller": "Where to go",
    "Un médecin ?": "A doctor?",
    "Voyez [les bureaux](../bureaux/index.md).": "See [the offices](../bureaux/index.md).",
    "Accompagnement": "Support",
    "le rapport": "the report",
}
FILES = {
    "besoins/sante.md": "---\ntitre: Santé\nresume: Où aller\nordre: 1\nd_apres: le rapport\n---\n\nUn médecin ?\n\n"
    "Pas traduit : ça.\n\nVoyez [les bureaux](../bureaux/index.md).\n",
    "besoins/sport.md": "---\ntitre: Sport\nresume: Où aller\nordre: 2\n---\n",
    "bureaux/index.md": "---\ntitre: Bureaux\n---\n",
    "bureaux/dinant.md": "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n"
    "permanences: [{quand: tous les mardis, qui: ana}]\n---\n",
    "equipes/une.md": "---\ntitre: Une\nresume: r\nordre: 1\n---\n",
    "personnes/ana.md": "---\nprenom: Ana\nnom: Essai\nfonction: Accompagnement\nequipe: une\n---\n",
}


def words(**known):
    messages = {(None, french): Message((french,), (said,)) for french, said in {**WORDS, **known}.items()}
    return Catalogue("en", messages)


@pytest.fixture
def english(tmp_path):
    """A function that reads some files; it returns the French and the English site."""

    def read(files=FILES, records=None, **known):
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
        found = load(tmp_path, TODAY, records=records)
        return found, found.in_language(Language("en", "/en", words(**known)))

    return read


def test_a_record_has_the_words_and_the_address_of_the_language(english):
    french, site = english()
    task = site.get("task", "sante")
    assert (task.title, task.summary, task.address) == ("Health", "Where to go", "/en/je-cherche/sante/")
    assert (task.slug, task.based_on) == ("sante", "the report")
    assert french.get("task", "sante").address == task.source.address == "/je-cherche/sante/"
    assert french.get("task", "sante").title == "Santé"


def test_its_text_is_rendered_from_the_translated_one(english):
    _, site = english()
    html = site.get("task", "sante").html
    assert "<p>A doctor?</p>" in html  # without the French space before the question mark
    assert '<a href="/bureaux/">the offices</a>' in html


def test_a_paragraph_without_words_stays_in_french_and_says_so(english):
    _, site = english()
    assert '<p dir="ltr" lang="fr">Pas traduit\u00a0: ça.</p>' in _sorted(site.get("task", "sante").html)


def _sorted(html):
    return html.replace('lang="fr" dir="ltr"', 'dir="ltr" lang="fr"')


def test_a_record_whose_title_has_no_words_is_in_french_alone(english):
    _, site = english()
    assert site.get("task", "sport").address == "/je-cherche/sport/"
    assert site.get("task", "sport").title == "Sport"
    _, site = english(Sport="Sports")
    assert site.get("task", "sport").address == "/en/je-cherche/sport/"


def test_a_name_needs_no_words(english):
    _, site = english()
    office = site.get("office", "dinant")
    assert (office.title, office.address) == ("Dinant", "/en/bureaux/dinant/")
    assert site.visit(office).permanences[0].sentence.startswith("Every Tuesday")


def test_who_is_named_there_is_told_in_the_language_and_stays_in_french(english):
    french, site = english()
    person = site.visit(site.offices[0]).receivers[0]
    assert (person.role, person.address) == ("Support", french.people[0].address)
    assert french.people[0].role == "Accompagnement"


def test_a_link_of_a_translation_to_a_page_that_moved_stays_as_it_is(english):
    files = {**FILES, "besoins/sante.md": FILES["besoins/sante.md"].replace("bureaux/index.md", "bureaux/dinant.md")}
    moved = "See [the offices](/guichets/)."
    _, site = english(files, **{"Voyez [les bureaux](../bureaux/dinant.md).": moved})
    assert 'href="/guichets/"' in site.get("task", "sante").html


def test_a_page_has_another_version_where_its_words_are_others(english, tmp_path):
    """A build that reuses pages goes by the version of a page, which also changes with its translations."""

    def versions(**known):
        _, site = english(records=RecordCache(tmp_path / "kept", "1"), **known)
        return {record.slug: site.versions.get(record.address) for record in site.records}

    before, after = versions(), versions(**{"Pas traduit : ça.": "Now it is.", "Accompagnement": "Guidance"})
    assert {slug for slug in before if before[slug] != after[slug]} == {"sante", "ana"}


def test_the_words_of_a_role_that_was_changed_stay_until_they_are_brought_up_to_date(tmp_path):
    for path, text in FILES.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text.replace("Accompagnement", "Accompagnement social"), "utf-8")
    role = Message(("Accompagnement",), ("Support",), files=("content/personnes/ana.md",))
    catalogue = Catalogue("en", {role.key: role})
    site = load(tmp_path / "content", TODAY).in_language(Language("en", "/en", catalogue))
    assert site.get("person", "ana").role == "Support"
    assert site.language.words.messages[None, "Accompagnement social"].is_outdated
