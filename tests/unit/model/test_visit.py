"""The visit of an office, which every page and file about the office uses."""

import pytest

from plugins.model import Task
from tests.tables import each_row

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
    """A function that returns the visit of an office, from further fields of its file, of a person and other files."""

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


@each_row(("town", "known"), [("Dinant", True), ("Nulle-Part", False)])
def test_an_address_has_a_point_where_the_locality_is_known(visit, town, known):
    assert (visit("", town=town).address.point is not None) is known


ONE = "permanences: [{quand: le lundi, qui: ana}]\n"


@each_row(
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
    assert [each.sentence for each in found.permanences] == ["Tous les lundis", "Tous les mardis"]
    assert [[person.first_name for person in each.people] for each in found.permanences] == [["Ana"], ["Bo"]]
    assert tuple(each.schedule for each in found.permanences) == found.office.schedules
    assert [person.first_name for person in found.receivers] == ["Ana", "Bo"]


@each_row(("fields", "named"), [(ONE, []), (TWO, ["Ana"])])
def test_a_date_names_people_only_where_it_is_doubtful_who_receives(visit, fields, named):
    date = visit(fields).dates[0]
    assert [person.first_name for person in date.people] == ["Ana"]
    assert [person.first_name for person in date.named] == named


def test_the_next_dates_tell_the_days_that_are_struck_out_before_them(visit):
    struck = "annulations: [{le: 2026-11-23, raison: r}, {le: 2026-12-07, raison: r}]\n"
    first, second, *_ = visit(ONE + struck).next_dates
    assert [str(date.day) for date in first.rows] == ["2026-11-23", "2026-11-30"]
    assert [(str(date.day), date.held) for date in second.rows] == [("2026-12-07", False), ("2026-12-14", True)]


def test_what_is_struck_out_for_good_comes_before_no_date(visit):
    closed = "fermetures: [{du: 2026-12-01, au: 2028-01-01, raison: r}]\n"
    assert [str(next.date.day) for next in visit(ONE + closed).next_dates] == ["2026-11-23", "2026-11-30"]


@each_row(
    ("age", "dated"),
    [
        ("verifie_le: 2025-11-23", False),
        ("verifie_le: 2025-11-22", True),
        ("verifie_le: 2025", False),
        ("d_apres: r\nd_apres_le: 2025-10", True),
        ("d_apres: r\nd_apres_le: 2020\nverifie_le: 2026-01-01", False),
        ("d_apres: r", True),
        ("", True),
    ],
)
def test_dates_are_certain_for_a_year_after_somebody_verified_them(visit, age, dated):
    """Today is 23 November 2026."""
    assert visit(f"{ONE}{age}\n").is_dated is dated


@each_row(
    ("fields", "known"),
    [
        ("", []),
        ("langues: [français, arabe]\n", [("", ("français", "arabe"), (), None)]),
        ("gratuit: non\na_apporter: un papier\n", [("", (), ("un papier",), False)]),
    ],
)
def test_only_what_is_known_is_told_before_coming(visit, fields, known):
    found = visit(ONE + fields).to_know
    assert [(each.when, each.languages, each.to_bring, each.is_free) for each in found] == known


def test_a_permanence_tells_what_holds_of_it_alone(visit):
    (told,) = visit(ONE.replace("quand:", "gratuit: oui, quand:")).to_know
    assert (told.when, told.is_free) == ("tous les lundis", True)


TASK = "---\ntitre: T\nresume: r\nordre: {}\n{}---\n"


@each_row(
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
