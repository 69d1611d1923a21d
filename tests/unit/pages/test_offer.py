"""The offer of trainings: its events, the part in which each stands, and what a list shows of it."""

import datetime as dt

import pytest

from plugins.model import Training
from plugins.model.facets import lists_of
from plugins.pages.offer import availability, in_parts, in_short
from tests.tables import each_row

TODAY = dt.date(2026, 11, 23)
EVENT = "---\ntitre: E\nresume: r\ngenre: formation\ndebut: 2026-12-01 09:00\netat: confirmé\n{}\n---\n"
TRAINING = "---\ntitre: T\nresume: r\n{}\n---\n"
REGISTERS = "inscription: {courriel: a@exemple.be}"


@pytest.fixture
def event(site):
    return lambda fields: site({"agenda/e.md": EVENT.format(fields)}, TODAY).get("event", "e")


def spaces(text):
    return text.replace("\u00a0", " ")


def test_the_offer_is_what_is_coming_then_on_demand_then_what_is_over(site):
    found = site(
        {
            "agenda/apres.md": EVENT.format("").replace("2026-12-01", "2026-12-09"),
            "agenda/avant.md": EVENT.format("").replace("2026-12-01", "2026-12-02"),
            "agenda/passee.md": EVENT.format("").replace("2026-12-01", "2025-12-01"),
            "agenda/cycle.md": EVENT.format("").replace("formation", "cycle de matinées"),
            "agenda/forum.md": EVENT.format("").replace("formation", "forum"),
            "formations/t.md": TRAINING.format(""),
        },
        TODAY,
    )
    parts = [(heading, [each.slug for each in some]) for heading, some in in_parts(Training.in_section(found), TODAY)]
    assert parts == [("À venir", ["cycle", "avant", "apres"]), ("À la demande", ["t"]), ("Déjà passées", ["passee"])]


def test_both_are_listed_by_public_theme_form_and_price(site):
    fields = "publics: [Équipes]\nthemes: [accueil]\nprix: gratuit\n"
    found = lists_of(
        site(
            {
                "agenda/e.md": EVENT.format(f"{fields}lieu: {{nom: Moulin}}"),
                "formations/t.md": TRAINING.format(f"{fields}forme: sur place"),
            },
            TODAY,
        )
    )
    made = [
        (page.root, [record.slug for record in page.whole]) for page in found.made if page.root[:12] == "/formations/"
    ]
    addresses = ("public/equipes", "theme/accueil", "forme/sur-place", "prix/gratuit")
    assert made == [(f"/formations/{address}/", ["e", "t"]) for address in addresses]


@each_row(
    ("fields", "form"),
    [
        ("", None),
        ("lieu: {nom: Moulin}", "sur place"),
        ("en_ligne: https://exemple.be", "en ligne"),
        ("lieu: {nom: Moulin}\nen_ligne: https://exemple.be", "hybride"),
        (
            "lieu: {nom: Moulin}\ndebut: 2026\nseances: [3 mai 2026, {le: 4 mai, en_ligne: https://exemple.be}]",
            "hybride",
        ),
    ],
)
def test_its_form_is_that_of_its_sessions(site, fields, form):
    text = EVENT.replace("debut: 2026-12-01 09:00\n", "" if "debut" in fields else "debut: 2026-12-01\n")
    assert site({"agenda/e.md": text.format(fields)}, TODAY).get("event", "e").form == form


@each_row(
    ("fields", "said"),
    [
        ("", ""),
        (f"{REGISTERS}\nplaces: 1", "Il reste 1 place."),
        (f"{REGISTERS}\nplaces: 4", "Il reste 4 places."),
        ("inscription: {courriel: a@exemple.be, jusqu_au: 2026-11-20}\nplaces: 4", ""),
        (f"{REGISTERS}\netat: complet", "Complet."),
        (f"{REGISTERS}\netat: complet\nliste_d_attente: oui", "Complet, liste d’attente."),
        (
            "inscription: {courriel: a@exemple.be, jusqu_au: 2026-11-20}\netat: complet\nliste_d_attente: oui",
            "Complet.",
        ),
        (f"{REGISTERS}\nplaces: 4\netat: annulé", ""),
    ],
)
def test_the_places_that_are_left_are_told_while_one_can_register(site, fields, said):
    text = EVENT.replace("etat: confirmé\n", "") if "etat" in fields else EVENT
    found = site({"agenda/e.md": text.format(fields)}, TODAY).get("event", "e")
    assert spaces(availability(found, TODAY)) == said


def test_one_line_says_where_how_and_for_how_much(site):
    two = "debut: 2026-12\nlieu: {nom: Moulin}\nprix: 5 €\nseances: 3 et 4 décembre 2026"
    text = EVENT.replace("debut: 2026-12-01 09:00\n", "")
    found = site({"agenda/e.md": text.format(two), "formations/t.md": TRAINING.format("lieux: [Dinant, Ciney]")}, TODAY)
    assert spaces(in_short(found.get("event", "e"))) == "Sur place. Une inscription pour le tout. 5 €."
    assert in_short(found.get("training", "t")) == "Dinant, Ciney."


@each_row(
    ("fields", "said"),
    [
        ("edition_precedente: e", "edition_precedente : « e » est ce fichier-ci → écrivez celui de la fois d’avant"),
        ("places: 0", "places : il ne reste pas de place → effacez ce champ, écrivez « etat: complet »"),
        ("liste_d_attente: oui", "liste_d_attente : où s’inscrire ? → ajoutez « inscription »"),
    ],
)
def test_places_that_contradict_are_told(mistakes, fields, said):
    (found,) = mistakes({"agenda/e.md": EVENT.format(fields)})
    assert spaces(found) == f"agenda/e.md:7: {said}"
