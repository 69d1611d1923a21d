"""The index of the search: what it says of each page, and what it must never say."""

import datetime as dt
import json

import pytest
from babel import Locale

from plugins.files.search import NOT_PAGES, WORDS, index, indexed_pages
from plugins.model import TYPES
from plugins.model.section import Section
from plugins.pages.nearby import nearby_pages
from plugins.source.loading import load
from tests.built_site import INVENTED

TODAY = dt.date(2026, 11, 23)
FRENCH = Locale("fr")
FILES = {
    "equipes/t.md": "---\ntitre: Équipe\nresume: Une équipe.\nordre: 1\n---\n",
    "personnes/ana-b.md": "---\nprenom: Ana\nnom: Bé\nfonction: accueil\nequipe: t\ntelephone: 081/00 00 18\n---\n",
    "bureaux/dinant.md": "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n"
    "permanences:\n  - quand: 2e jeudi du mois\n    qui: ana-b\na_verifier: Zanzibar\n---\n",
    "pages/p.md": "---\ntitre: P\nresume: r\n---\n## Un *titre*\n\nL'été &amp; l'hiver.\n\n- un\n- deux\n",
    "pages/long.md": "---\ntitre: L\nresume: r\n---\n" + "mot " * 1000,
    "pages/brouillon.md": "---\ntitre: Zanzibar\nresume: r\nstatut: brouillon\n---\nZanzibar",
    "actualites/n.md": "---\ntitre: N\nresume: r\ndate: 2030-01-01\ncategorie: Zanzibar\n---\nZanzibar",
    "agenda/later.md": "---\ntitre: L\nresume: r\ngenre: salon\ndebut: 2027-03-02\ninitialement_le: 2027-02-01\n"
    "etat: reporté\n---\n",
    "agenda/past.md": "---\ntitre: A\nresume: r\ngenre: salon\ndebut: 2020-09-12\ninitialement_le: 2020-03-21\n"
    "etat: reporté\n---\n",
    "agenda/off.md": "---\ntitre: Off\nresume: r\ngenre: salon\ndebut: 2027-02\netat: annulé\n"
    "documents: {titre: Le plan, fichier: zanzibar.pdf}\n---\n",
    "documents/zanzibar.pdf": "%PDF-1.7",
    "agenda/e.md": "---\ntitre: E\nresume: r\ngenre: forum\ndebut: 2020-02\nen_ligne: https://example.org/zanzibar\n---\n",
}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return load(folder, TODAY)


@pytest.fixture(scope="module")
def by_address(tiny):
    return {entry.address: entry for entry in indexed_pages(tiny, FRENCH)}


def test_every_page_can_be_found(invented):
    pages = {record.address for record in invented.records} | {page.address for page in nearby_pages(invented)}
    found = [entry.address for entry in indexed_pages(invented, FRENCH)]
    assert found == sorted(pages - NOT_PAGES)
    assert all(entry.title and entry.type for entry in indexed_pages(invented, FRENCH))


@pytest.mark.parametrize("cls", [*TYPES, Section], ids=lambda cls: cls.kind)
def test_every_type_says_what_it_is(cls):
    assert cls.label or "genre" in cls.model_fields


def test_an_office_is_found_by_its_address_its_days_and_its_people(by_address):
    office = by_address["/bureaux/dinant/"]
    assert office.type == "Bureau d’accueil"
    assert office.text == "Rue Haute, 5500 Dinant · Permanence : 2e jeudi du mois · Ana Bé"


def test_a_person_is_found_by_their_function_team_phone_and_office(by_address):
    person = by_address["/equipe/ana-b/"]
    assert (person.title, person.text) == ("Ana Bé", "accueil · Équipe · 081/00 00 18 · Dinant")


def test_a_commune_is_found_by_its_villages_and_postcodes(by_address):
    commune = by_address["/bureaux/pres-de/dinant/"]
    assert {"5500", "Anseremme"} <= set(commune.text.split(", "))
    assert commune.summary == "Le bureau d’accueil le plus proche : Dinant."


def test_a_text_has_neither_tags_nor_references(by_address):
    page = by_address["/p/"]
    assert (page.headings, page.text) == ("Un titre", "Un titre L’été & l’hiver. un deux")


def test_an_event_says_what_it_is_and_of_when(by_address):
    assert by_address["/agenda/2020/e/"].type == "Forum · février 2020"
    assert by_address["/agenda/2027/off/"].type == "Salon · février 2027 · annulé"
    assert by_address["/agenda/2027/later/"].type == "Salon · mardi 2 mars 2027 · nouvelle date"
    assert by_address["/agenda/2020/past/"].type == "Salon · samedi 12 septembre 2020"


def test_a_long_text_is_cut(by_address):
    assert len(by_address["/long/"].text.split()) == WORDS


def test_no_draft_no_embargo_no_note_no_link_of_the_content_is_in_it(tiny):
    assert "zanzibar" not in index(tiny, FRENCH).decode().casefold()


def test_two_indexes_of_one_site_have_the_same_bytes(invented):
    assert index(invented, FRENCH) == index(load(INVENTED, TODAY), FRENCH)


def test_the_address_tells_the_content(built):
    page = (built.folder / "recherche/index.html").read_text("utf-8")
    assert page.count('data-index="/recherche/index.json?') == 1
    assert json.loads((built.folder / "recherche/index.json").read_bytes())


def test_the_script_is_only_where_it_serves(built):
    with_script = [address for address, page in built.pages.items() if "/js/search." in page.source]
    assert with_script == ["/recherche/"]


def test_the_engine_comes_with_its_licence(built):
    licence = (built.folder / "theme/js/vendor/minisearch-licence.txt").read_text("utf-8")
    assert "Luca Ongaro" in licence
    assert "Permission is hereby granted" in licence
