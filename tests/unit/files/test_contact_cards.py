"""The contact cards, read back by two independent libraries: vobject and ical.js."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import vobject

from plugins.files.contact_cards import geo_uri, is_reachable, office_vcard, person_vcard
from tests.tables import each_row

ROOT = Path(__file__).parents[3]
TOOLS = ROOT / "tests/tools"
BASE = "https://www.cainamur.be"
TODAY = dt.date(2026, 11, 23)

ANA = "prenom: Ana\nnom: Bé\nfonction: accueil, écoute; suivi\nequipe: t\n"
REACHABLE = f"{ANA}telephone: 081/00 00 18\ncourriel: ana@cainamur.be\n"
OFFICE = 'titre: Là-haut\nadresse: {rue: "Rue A, 1", code_postal: 5500, localite: Dinant}\npermanences:\n  - {quand: 1er lundi du mois, qui: ana-b}\n'


def small(site, office="", person=REACHABLE, today=TODAY):
    """Read a site with one office and one person."""
    files = {
        "equipes/t.md": "---\ntitre: Équipe\nresume: r\nordre: 1\n---\n",
        "personnes/ana-b.md": f"---\n{person}---\n",
        "bureaux/a.md": f"---\n{OFFICE}{office}---\n",
    }
    return site(files, today)


def read(card):
    return vobject.readOne(card.decode(), validate=False)


@pytest.fixture(scope="module")
def cards(invented):
    """The contact cards of the invented site, by the slug of the office or person."""
    offices = {office.slug: office_vcard(office, invented, BASE) for office in invented.offices}
    people = {person.slug: person_vcard(person, invented, BASE) for person in invented.people if is_reachable(person)}
    return offices | people


def test_the_card_of_an_office_tells_what_its_page_tells(cards):
    card = read(cards["yvoir"])
    assert (card.version.value, card.kind.value) == ("4.0", "org")
    assert card.fn.value == "MEN Yvoir, bureau d’accueil"
    assert card.org.value == ["Maison d’essai de la province de Namur", "Yvoir"]
    assert card.tel.value == "tel:+32470000017"
    assert card.email.value == "ana@example.be"
    address = card.adr.value
    assert (address.street, address.code, address.city) == ("Rue de l’Essai, 1-3", "5530", "Yvoir")
    assert card.geo.value.startswith("geo:50.")
    assert card.note.value.splitlines() == [
        "2e et 4e jeudi du mois, avec Ana Essai.",
        "Appelez avant de venir : 0470/00 00 17 · Ana Essai.",
        "Vérifié en janvier 2026.",
    ]
    assert card.url.value == f"{BASE}/bureaux/yvoir/"
    assert (card.lang.value, card.rev.value) == ("fr", "20260115T000000Z")


def test_the_card_of_a_person_tells_what_their_page_tells(cards):
    card = read(cards["ana-essai"])
    assert (card.kind.value, card.fn.value) == ("individual", "Ana Essai")
    assert (card.n.value.family, card.n.value.given) == ("Essai", "Ana")
    assert card.title.value == "Accueil"
    assert (card.tel.value, card.email.value) == ("tel:+32470000017", "ana@example.be")
    assert "Yvoir : 2e et 4e jeudi du mois." in card.note.value


@pytest.mark.skipif(
    not os.environ.get("CI") and not (shutil.which("node") and (TOOLS / "node_modules/ical.js").is_dir()),
    reason="ical.js manque : npm ci --prefix tests/tools",
)
@pytest.mark.parametrize("slug", ["yvoir", "couvin", "ana-essai"])
def test_ical_js_finds_the_types_of_vcard_4(cards, tmp_path, slug):
    file = tmp_path / "a.vcf"
    file.write_bytes(cards[slug])
    command = ["node", str(TOOLS / "vcard.mjs"), str(file)]
    card = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    assert card["version"] == ["text", "4.0"]
    assert card["tel"][0] == "uri"
    assert card["rev"] == ["timestamp", "2026-01-15T00:00:00Z"]
    assert card["lang"] == ["language-tag", "fr"]
    mine = read(cards[slug])
    assert (card["fn"][1], card["note"][1]) == (mine.fn.value, mine.note.value)


def test_every_line_is_folded_and_ends_as_rfc_6350_says(cards):
    for card in cards.values():
        lines = card.split(b"\r\n")
        assert lines[:2] == [b"BEGIN:VCARD", b"VERSION:4.0"]
        assert lines[-2:] == [b"END:VCARD", b""]
        assert all(len(line) <= 75 and b"\n" not in line and line.decode() for line in lines[:-1])
    assert any(line.startswith(b" ") for line in cards["couvin"].split(b"\r\n") + cards["ana-essai"].split(b"\r\n"))


def test_every_card_has_an_identity_of_its_own(cards):
    uids = {read(card).uid.value for card in cards.values()}
    assert len(uids) == len(cards) == 5 + 4


def test_what_separates_values_is_escaped(site):
    found = small(site)
    card = read(person_vcard(found.people[0], found, BASE))
    assert card.title.value == found.people[0].role
    assert "," in card.title.value
    assert ";" in card.title.value


def test_a_card_keeps_its_bytes_all_year(site):
    written = set()
    for day in (dt.date(2026, 1, 1), TODAY):
        found = small(site, today=day)
        written.add((office_vcard(found.offices[0], found, BASE), person_vcard(found.people[0], found, BASE)))
    assert len(written) == 1


@each_row(
    ("verified", "rev", "words"),
    [
        ("verifie_le: 2021-05\n", "20210501T000000Z", "Vérifié en mai 2021."),
        ("verifie_le: 2021\n", "20210101T000000Z", "Vérifié en 2021."),
        ("d_apres: le registre\nd_apres_le: 2021-05\n", "20210501T000000Z", "D’après le registre."),
        ("d_apres: le registre\nverifie_le: 2026\n", "20260101T000000Z", "Vérifié en 2026."),
        ("", None, None),
    ],
)
def test_a_card_tells_where_its_data_come_from(site, verified, rev, words):
    found = small(site, verified)
    card = read(office_vcard(found.offices[0], found, BASE))
    assert getattr(card, "rev", SimpleNamespace(value=None)).value == rev
    assert card.note.value.split("\n")[2:] == ([words] if words else [])


def test_somebody_who_cannot_be_reached_has_no_card(site):
    assert not is_reachable(small(site, person=ANA).people[0])
    assert is_reachable(small(site).people[0])


def test_an_office_without_a_number_of_its_own_is_called_at_who_receives(site):
    found = small(site)
    assert read(office_vcard(found.offices[0], found, BASE)).tel.value == "tel:+3281000018"


def test_a_site_without_an_address_of_its_own_writes_no_url(site):
    found = small(site)
    assert b"URL:" not in office_vcard(found.offices[0], found, "")


def test_a_geo_link_gives_the_locality_and_asks_for_the_address(site):
    link = urlsplit(geo_uri(small(site).offices[0].postal_address))
    assert link.scheme == "geo"
    assert re.fullmatch(r"50\.\d+,4\.\d+", link.path)
    assert parse_qs(link.query) == {"q": ["Rue A, 1, 5500 Dinant"]}
