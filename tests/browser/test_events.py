"""A site that was built long ago still shows correctly which events are over."""

import re

import pytest

from tests.browser.axe import assert_no_barrier

HYBRID = "/agenda/2027/hybride/"
BEFORE, CLOSED, LAST_DAY, AFTER = "2027-04-01", "2027-04-02", "2027-04-16", "2027-04-17"


def shown(page, *words):
    """Return those of the words that are visible in the main part of the page."""
    text = page.locator("main").inner_text()
    return [word for word in words if word in text]


OFFERS = ("S’inscrire", "essai@exemple.be", "Les inscriptions sont closes", "Suivre en ligne", "Ajouter à mon agenda")
LATER = ("Revoir l’événement", "Événement passé")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (BEFORE, ["S’inscrire", "essai@exemple.be", "Suivre en ligne", "Ajouter à mon agenda"]),
        (CLOSED, ["Les inscriptions sont closes", "Suivre en ligne", "Ajouter à mon agenda"]),
        (LAST_DAY, ["Les inscriptions sont closes", "Suivre en ligne", "Ajouter à mon agenda"]),
        (AFTER, ["Les inscriptions sont closes", *LATER]),
    ],
)
def test_what_is_over_goes_and_what_is_true_then_comes(visit, day, expected):
    page = visit(HYBRID, now=f"{day}T12:00:00+02:00")
    assert shown(page, *OFFERS, *LATER) == expected
    assert shown(page, "15 avril 2027", "16 avril 2027", "Inscription jusqu’au jeudi 1er avril 2027 inclus") != []


def test_without_script_the_page_says_what_was_true_when_it_was_made(visit):
    page = visit(HYBRID, now=f"{AFTER}T12:00:00+02:00", java_script_enabled=False)
    assert shown(page, *OFFERS, *LATER) == ["S’inscrire", "essai@exemple.be", "Suivre en ligne", "Ajouter à mon agenda"]


def test_lists_mark_what_is_over_but_not_what_was_cancelled(visit):
    page = visit("/agenda/", now=f"{AFTER}T12:00:00+02:00")
    marked = {
        item.locator("h3").inner_text(): item.locator(".state:visible").all_inner_texts()
        for item in page.locator(".event-item").all()
    }
    assert marked["Forum hybride"] == ["Événement passé"]
    assert marked["Visite dont les inscriptions sont closes"][1:] == ["Annoncé ; la date est passée"]
    assert marked["Journée reprogrammée"] == ["Reporté : prévu d’abord le jeudi 10 décembre 2026"]
    assert marked["Journée annulée"] == ["Annulé"]
    assert marked["Journée reportée sans date"] == ["Reporté, sans nouvelle date"]


def test_the_home_page_marks_what_is_over(visit):
    marks = [
        visit("/", now=f"{day}T12:00:00+01:00").locator(".poster .state:visible").all_inner_texts()
        for day in ("2026-12-15", "2026-12-16")
    ]
    assert marks == [[], ["Événement passé"]]


def test_a_date_that_is_given_up_is_struck_out(visit):
    page = visit("/agenda/2027/annulee/")
    assert page.locator(".moment s").inner_text().split("\n") == ["Jeudi 4 février 2027,", "de 14h à 16h"]
    assert shown(page, *OFFERS) == []
    page = visit("/agenda/")
    struck = page.locator(".event-day--struck").evaluate_all(
        "days => days.map(day => [getComputedStyle(day).textDecorationLine, day.innerText.split('\\n')[1]])"
    )
    assert struck == [["line-through", "3"], ["line-through", "4"]]


def test_the_mail_to_register_has_its_subject(visit):
    link = visit(HYBRID).locator("a[href^='mailto:essai@exemple.be?']")
    assert link.get_attribute("href") == "mailto:essai@exemple.be?subject=Inscription%20%3A%20Forum%20hybride"


TOMORROW = "/agenda/2026/formation-en-six-jours/"  # one of its days is
EACH_STATE = [HYBRID, *(f"/agenda/{name}/" for name in ("2027/annulee", "2026/sans-date", "2026/close", "2027/vague"))]


@pytest.mark.parametrize("path", [*EACH_STATE, "/agenda/", TOMORROW])
def test_nothing_scrolls_sideways_and_axe_finds_no_barrier(visit, path):
    assert_no_barrier(visit(path, width=320, still=True))


@pytest.mark.parametrize("path", EACH_STATE)
def test_an_event_prints_on_one_sheet(visit, path):
    assert len(re.findall(rb"/Type\s*/Page\b", visit(path).pdf(format="A4"))) == 1
