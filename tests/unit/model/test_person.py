"""A person with a name and a function only has no page, but stands on the page of the team."""

from tests.drawn import JPEG
from tests.tables import each_row

TEAM = "---\ntitre: Accueil\nresume: r\nordre: 1\n---\n"
PAGE = "---\ntitre: P\nresume: r\n---\nVoir [Bo]({}).\n"
OWN, IN_TEAM = "/equipe/bo/", "/equipe/t/#_bo"


def person(extra="", text=""):
    return f"---\nprenom: Bo\nnom: Essai\nfonction: accueil\nequipe: t\n{extra}---\n{text}"


@each_row(
    ("file", "address"),
    [
        (person(), IN_TEAM),
        (person("verifie_le: 2026-01\na_verifier: une note\n", " \n\n"), IN_TEAM),
        (person(text="Bo accueille.\n"), OWN),
        (person("telephone: 081/00 00 18\n"), OWN),
        (person("courriel: bo@example.be\n"), OWN),
        (person("portrait: {fichier: bo.jpg, texte: Bo sourit}\n"), OWN),
    ],
)
def test_a_page_follows_from_what_is_known(site, file, address):
    (bo,) = site({"equipes/t.md": TEAM, "personnes/bo.md": file, "images/bo.jpg": JPEG}).people
    assert (bo.address, bo.has_page, bo.own_address) == (address, address == OWN, OWN)


def test_a_person_without_a_page_is_no_page_of_the_site(site):
    found = site({"equipes/t.md": TEAM, "personnes/bo.md": person()})
    assert IN_TEAM in {record.address for record in found.records}
    assert not {OWN, IN_TEAM} & {record.address for record in found.with_pages}


@each_row("link", ["../personnes/bo.md", OWN, IN_TEAM, "/equipe/t/#_bo"])
def test_a_link_leads_to_where_the_person_is(site, link):
    found = site({"equipes/t.md": TEAM, "personnes/bo.md": person(), "pages/p.md": PAGE.format(link)})
    assert f'href="{IN_TEAM}"' in found.get("page", "p").html


def test_a_link_to_another_place_in_the_team_is_a_mistake(mistakes):
    (told,) = mistakes({"equipes/t.md": TEAM, "personnes/bo.md": person(), "pages/p.md": PAGE.format("/equipe/t/#_co")})
    assert told.startswith("pages/p.md:5: lien « /equipe/t/#_co » : pas d’ancre « _co » dans cette page")


@each_row(("text", "target"), [("", "/equipe/t/"), ("Un texte.\n", OWN)])
def test_a_redirection_leads_to_the_page_that_shows_the_person(site, text, target):
    lines = f"/qui/bo.php → {OWN}\n"
    found = site({"equipes/t.md": TEAM, "personnes/bo.md": person(text=text), "redirections.txt": lines})
    assert [each.target for each in found.redirections] == [target]


def test_without_a_known_team_the_mistake_is_told_once(mistakes):
    (told,) = mistakes({"personnes/bo.md": person().replace("equipe: t\n", "equipe: À venir\n")})
    assert told.startswith("personnes/bo.md:5: equipe : l’équipe « À venir » n’existe pas")
