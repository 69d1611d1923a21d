"""The banner: the hours in which it is shown, and the message of each mistake in its file."""

import datetime as dt

from plugins.files.feeds.items import news_items
from plugins.pages.banner import banner_of, note_of
from tests.tables import each_row

OFFICE = "---\ntitre: {}\nadresse: {{rue: Rue 1, code_postal: 5000, localite: Namur}}\n---\n"
PAGE = "---\ntitre: Toutes les horloges\nresume: r\n---\n"
FILES = {"bureaux/ici.md": OFFICE.format("Ici"), "bureaux/la.md": OFFICE.format("Là"), "pages/horloges.md": PAGE}
USUAL = {"texte": "Fermé ce matin.", "du": "2026-11-23 08:00", "au": "2026-11-23 12:00"}


def banner(**fields):
    rows = "".join(f"{key}: {value}\n" for key, value in (USUAL | fields).items() if value)
    return FILES | {"bandeau.md": f"---\n{rows}---\n"}


@each_row(
    ("day", "start", "end", "shown"),
    [
        ((2026, 11, 22), "2026-11-23 08:00", "2026-11-23 12:00", False),
        ((2026, 11, 23), "2026-11-23 08:00", "2026-11-23 12:00", True),
        ((2026, 11, 24), "2026-11-23 08:00", "2026-11-23 12:00", False),
        ((2026, 11, 24), "2026-11-23", "2026-11-24", True),
        ((2026, 11, 25), "2026-11-23", "2026-11-24", False),
    ],
)
def test_it_is_in_the_pages_of_its_days(site, day, start, end, shown):
    found = site(banner(du=start, au=end), dt.date(*day))
    assert bool(banner_of(found)) is shown


@each_row(
    ("start", "end", "moments"),
    [
        ("2026-11-23 08:00", "2026-11-23 12:00", ("2026-11-23T08:00:00+01:00", "2026-11-23T12:00:00+01:00")),
        ("2026-10-25", "2026-10-25", ("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00")),
        ("2026-07-01", "2026-12-31", ("2026-07-01T00:00:00+02:00", "2027-01-01T00:00:00+01:00")),
    ],
)
def test_its_moments_are_those_of_the_clock_of_the_organisation(site, start, end, moments):
    found = site(banner(du=start, au=end)).banner
    assert (found.from_moment, found.until_moment) == moments


@each_row(
    ("link", "address", "words"),
    [
        ("/horloges/", "/horloges/", "Toutes les horloges"),
        ("pages/horloges.md", "/horloges/", "Toutes les horloges"),
        ("060 00 00 20", "tel:+3260000020", "060/00 00 20"),
        ("https://www.example.be/x", "https://www.example.be/x", "example.be"),
        ("", None, ""),
    ],
)
def test_where_it_leads(site, link, address, words):
    shown = banner_of(site(banner(lien=link)))
    assert (shown.link, shown.label) == (address, words)


def test_the_offices_that_it_names_have_a_note(site):
    found = site(banner(bureaux="ici"))
    assert [office.slug for office in found.offices if note_of(office, found)] == ["ici"]
    everywhere = site(banner(bureaux="tous"))
    assert [office for office in everywhere.offices if note_of(office, everywhere)] == []


@each_row(("level", "titles"), [("urgent", ["Important : Fermé ce matin."]), ("info", [])])
def test_an_urgent_one_is_news(site, level, titles):
    items = news_items(site(banner(niveau=level)), "https://example.be", lambda record: "")
    assert [item.title.replace("\u00a0", " ") for item in items] == titles


@each_row(
    ("link", "address"),
    [
        ("/horloges/", "https://example.be/horloges/"),
        ("https://example.org/suite", "https://example.org/suite"),
        ("060 00 00 20", "https://example.be/"),
        (None, "https://example.be/"),
    ],
)
def test_its_news_leads_where_it_does_but_to_no_telephone(site, link, address):
    items = news_items(site(banner(niveau="urgent", lien=link)), "https://example.be", lambda record: "")
    assert [item.address for item in items] == [address]


LONG = "x" * 141


@each_row(
    ("fields", "message"),
    [
        ({"texte": ""}, "2: texte : ce champ manque → écrivez « texte: … »"),
        ({"texte": LONG}, "2: texte : ce texte a 141 caractères, 140 au plus sont possibles → raccourcissez-le"),
        ({"au": ""}, "2: au : ce champ manque"),
        ({"au": "2026-11-23 07:59"}, "4: au : la fin (2026-11-23 07:59) vient avant le début (2026-11-23 08:00) → corrigez"),
        ({"au": "2026-11-23 08:00"}, "4: au : la fin (2026-11-23 08:00) vient avant le début"),
        ({"du": "2026-11"}, "3: du : « 2026-11 » : il faut un jour précis → écrivez par exemple 2026-11-26"),
        ({"du": "23/11/2026 à 8h"}, "3: du : « 23/11/2026 à 8h » → écrivez 2026-11-23 08:00"),
        ({"au": "2028-11-23"}, "4: au : « 2028-11-23 » : plus d’un an après le début → vérifiez l’année"),
        ({"niveau": "urgents"}, "5: niveau : « urgents » ne convient pas → vouliez-vous dire « urgent » ?"),
        ({"lien": "/horloge/"}, "5: lien : lien « /horloge/ » : aucune page à cette adresse → vouliez-vous dire « /horloges/ » ?"),
        ({"lien": "060 00"}, "5: lien : « 060 00 » n’est pas un numéro de téléphone possible"),
        ({"lien": "voir la page"}, "5: lien : « voir la page » n’est pas une adresse → écrivez par exemple /permanences/"),
        ({"bureaux": "icy"}, "5: bureaux : le bureau « icy » n’existe pas → vouliez-vous dire « ici » ?"),
        ({"texte": "Fermé le mardi 26 novembre 2026"}, "2: texte : « mardi 26 novembre 2026 » : ce jour est un jeudi"),
        ({"statut": "brouillon"}, "5: statut : champ inconnu"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_line(mistakes, fields, message):
    told = mistakes(banner(**fields))
    assert [line for line in told if line.replace("\u00a0", " ").startswith(f"bandeau.md:{message}")], told
