"""What an office tells a visitor, computed once and read by everything that shows it."""

import pytest

from plugins.model import Task

OFFICE = "---\ntitre: {}\nadresse: {{rue: 'Rue Haute, 1-3', code_postal: 5500, localite: {}}}\n{}---\n"
TEAM = "---\ntitre: T\nresume: r\nordre: 1\n---\n"
PERSON = "---\nprenom: {}\nnom: Essai\nfonction: f\nequipe: t\n{}---\n"
ORGANISATION = (
    "---\ntitre: O\nresume: r\nnom: Organisation\nsigle: O\nforme_juridique: ASBL\ndevise: d\nsiege: a\n"
    "site: https://example.be\nnumero_entreprise: n\nregistre: r\n"
    "contacts:\n  - {service: Accueil, telephone: 081/00 00 18}\n  - {service: Presse, telephone: 081/00 00 19}\n---\n"
)
PHONE, MAIL = "telephone: 0470/00 00 17\n", "courriel: a@example.be\n"
TWO = "permanences: [{quand: le lundi, qui: ana}, {quand: le mardi, qui: bo}]\n"


@pytest.fixture
def visit(site):
    """The visit of an office, with what else its file, its people and the organisation say."""

    def make(fields, ana="", town="Dinant", **files):
        people = {"personnes/ana.md": PERSON.format("Ana", ana), "personnes/bo.md": PERSON.format("Bo", PHONE)}
        office = {"bureaux/a.md": OFFICE.format("Dinant", town, fields)}
        found = site({"equipes/t.md": TEAM, **people, **office, **files})
        assert found.visit(found.offices[0]) is found.visit(found.offices[0])
        return found.visit(found.offices[0])

    return make


def test_an_address_says_its_own_lines(visit):
    address = visit("").address
    assert (address.street, address.locality) == ("Rue Haute, 1-3", "5500 Dinant")
    assert address.one_line == "Rue Haute, 1-3, 5500 Dinant"


@pytest.mark.parametrize(("town", "known"), [("Dinant", True), ("Nulle-Part", False)])
def test_an_address_has_a_point_where_the_locality_is_known(visit, town, known):
    assert (visit("", town=town).address.point is not None) is known


ONE = "permanences: [{quand: le lundi, qui: ana}]\n"


@pytest.mark.parametrize(
    ("fields", "ana", "organisation", "name", "whose"),
    [
        (PHONE + ONE, PHONE, ORGANISATION, "Dinant", "office"),
        (MAIL + ONE, PHONE, ORGANISATION, "Dinant", "office"),
        (ONE, PHONE, ORGANISATION, "Ana Essai", "person"),
        (ONE, MAIL, ORGANISATION, "Ana Essai", "person"),
        (ONE, "", ORGANISATION, "Accueil", "organisation"),
        (TWO, PHONE, ORGANISATION, "Accueil", "organisation"),
        (TWO, PHONE, "", "Dinant", "office"),
    ],
)
def test_one_calls_the_office_else_the_one_who_receives_else_the_organisation(
    visit, fields, ana, organisation, name, whose
):
    files = {"organisation/o.md": organisation} if organisation else {}
    reception = visit(fields, ana, **files).reception
    assert (reception.name, reception.whose) == (name, whose)
    assert reception.reachable is bool(reception.phone or reception.email)


def test_each_permanence_has_its_sentence_its_schedule_and_its_people(visit):
    found = visit(TWO)
    assert [session.sentence for session in found.sessions] == ["Tous les lundis", "Tous les mardis"]
    assert [[person.first_name for person in session.people] for session in found.sessions] == [["Ana"], ["Bo"]]
    assert tuple(session.schedule for session in found.sessions) == found.office.schedules
    assert [person.first_name for person in found.receivers] == ["Ana", "Bo"]


@pytest.mark.parametrize(("fields", "named"), [(ONE, []), (TWO, ["Ana"])])
def test_a_date_names_people_only_where_it_is_doubtful_who_receives(visit, fields, named):
    date = visit(fields).dates[0]
    assert [person.first_name for person in date.people] == ["Ana"]
    assert [person.first_name for person in date.named] == named


def test_the_next_rows_keep_the_dates_that_are_struck_out_between_them(visit):
    struck = "annulations: [{le: 2026-11-23, raison: r}, {le: 2026-12-07, raison: r}]\n"
    found = visit(ONE + struck)
    assert [str(date.day) for date in found.held[:2]] == ["2026-11-30", "2026-12-14"]
    rows = [(str(date.day), date.held) for date in found.next_rows(2)]
    assert rows == [("2026-11-23", False), ("2026-11-30", True), ("2026-12-07", False), ("2026-12-14", True)]


def test_all_dates_are_rows_where_fewer_are_held_than_one_asks_for(visit):
    closed = "fermetures: [{du: 2026-12-01, au: 2028-01-01, raison: r}]\n"
    found = visit(ONE + closed)
    assert [str(date.day) for date in found.held] == ["2026-11-23", "2026-11-30"]
    assert found.next_rows(3) == found.dates
    assert len(found.dates) > 3


TASK = "---\ntitre: T\nresume: r\nordre: {}\n{}---\n"


@pytest.mark.parametrize(
    ("contact", "organisation", "name"),
    [
        ("", ORGANISATION, "Accueil"),
        ("contact: {personne: bo}\n", ORGANISATION, "Bo Essai"),
        ("contact: {personne: ana}\n", ORGANISATION, "Accueil"),
        ("contact: {personne: ana}\n", "", "Ana Essai"),
        ("contact: {equipe: t}\n", ORGANISATION, "Accueil"),
        ("contact: {bureau: a}\n", ORGANISATION, "Dinant"),
        ("", "", None),
    ],
)
def test_a_task_ends_with_its_contact_else_the_organisation(site, contact, organisation, name):
    files = {
        "equipes/t.md": TEAM,
        "personnes/ana.md": PERSON.format("Ana", ""),
        "personnes/bo.md": PERSON.format("Bo", PHONE),
        "bureaux/a.md": OFFICE.format("Dinant", "Dinant", PHONE),
        "besoins/t.md": TASK.format(1, contact),
        **({"organisation/o.md": organisation} if organisation else {}),
    }
    found = site(files)
    reception = found.task_reception(*found.of(Task))
    assert (reception and reception.name) == name


def test_tasks_come_in_the_order_that_they_say(site):
    found = site({f"besoins/t{rank}.md": TASK.format(rank, "") for rank in (10, 2, 1)})
    assert [task.slug for task in found.of(Task)] == ["t1", "t2", "t10"]
