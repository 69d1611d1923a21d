"""The filters of positions and trainings work in place; without script, the same links lead to a page per choice."""

import re

import pytest

from tests.browser.axe import assert_no_barrier

POSITIONS = "/positions/"


FOLDED = "[data-filters] details:not([open]) > summary:visible"


def choice(page, name):
    if page.locator(FOLDED).count():
        page.locator(FOLDED).click()
    return page.locator("[data-filters] a", has_text=re.compile(f"^{name}$"))


def shown(page):
    return page.locator("[data-in]:not([data-again]):visible").count()


def told(page):
    return page.locator("[data-filters] [role='status']").inner_text().replace("\u00a0", " ")


def test_a_choice_keeps_the_entries_that_fit_and_says_how_many(visit):
    page = visit(POSITIONS)
    assert (shown(page), told(page)) == (7, "")
    choice(page, "Région").click()
    assert (shown(page), told(page)) == (2, "2 prises de position répondent à votre choix.")
    assert page.locator("[data-group]:visible h2").all_inner_texts() == ["Région"]
    assert choice(page, "Région").get_attribute("aria-current") == "true"
    assert choice(page, "Toutes les positions").get_attribute("aria-current") is None


def test_the_offer_of_trainings_is_narrowed_in_the_same_way(visit):
    page = visit("/formations/")
    choice(page, "Volontaires").click()
    choice(page, "Gratuit").click()
    assert (shown(page), told(page)) == (2, "2 formations répondent à votre choix.")
    assert page.locator("[data-group]:visible h2").all_inner_texts() == ["À venir", "À la demande"]


def test_on_a_phone_the_choices_are_folded_above_the_list_until_one_is_made(visit):
    page = visit(POSITIONS)
    assert page.locator("[data-filters] .chip:visible").count() == 0
    assert page.locator("[data-in]").first.bounding_box()["y"] < 800
    page = visit(f"{POSITIONS}?niveau=region")
    assert page.locator(FOLDED).count() == 0
    assert choice(page, "Région").is_visible()


def test_on_a_desk_the_choices_lie_open(visit):
    page = visit(POSITIONS, width=1280)
    assert page.locator("[data-filters] summary:visible").count() == 0
    assert choice(page, "Région").is_visible()


def test_the_table_of_a_motion_is_there_when_the_motion_is(visit):
    page = visit(f"{POSITIONS}?niveau=commune&genre=motion")
    assert (shown(page), page.locator("table:visible").count()) == (1, 1)
    choice(page, "Communes").click()
    choice(page, "Motion").click()
    choice(page, "Région").click()
    assert page.locator("table:visible").count() == 0
    assert page.locator("[data-group]:visible h2").all_inner_texts() == ["Région"]


def test_the_address_is_plain_again_after_the_last_choice(visit):
    page = visit(POSITIONS)
    choice(page, "Région").click()
    choice(page, "Région").click()
    assert page.url.endswith(POSITIONS)


def test_choices_add_up_and_are_taken_back(visit):
    page = visit(POSITIONS)
    choice(page, "Communes").click()
    choice(page, "Motion").click()
    assert (shown(page), told(page)) == (1, "1 prise de position répond à votre choix.")
    choice(page, "Communes").click()
    choice(page, "Carte blanche").click()
    assert shown(page) == 2
    choice(page, "Province").click()
    assert (shown(page), told(page)) == (0, "Aucune prise de position ne répond à ces choix réunis. Retirez-en un.")
    choice(page, "Toutes les positions").click()
    assert (shown(page), told(page)) == (7, "Les 7 prises de position sont affichées.")
    assert page.evaluate("location.search") == ""


def test_a_choice_can_be_sent_and_left_again(visit):
    page = visit(f"{POSITIONS}?genre=mobilisation&niveau=province")
    assert (shown(page), told(page)) == (1, "1 prise de position répond à votre choix.")
    choice(page, "Province").click()
    assert (page.evaluate("location.search"), shown(page)) == ("?genre=mobilisation", 2)
    page.go_back()
    assert (page.evaluate("location.search"), shown(page)) == ("?genre=mobilisation&niveau=province", 1)
    page.go_forward()
    assert shown(page) == 2


def test_an_address_that_asks_for_nothing_known_shows_all(visit):
    assert shown(visit(f"{POSITIONS}?niveau=lune&autre=1")) == 7


def test_a_choice_is_made_with_the_keyboard_and_the_focus_stays(visit):
    page = visit(POSITIONS, width=1280)
    choice(page, "Europe").focus()
    page.keyboard.press("Enter")
    assert shown(page) == 1
    assert page.evaluate("document.activeElement.textContent") == "Europe"
    page.keyboard.press("Enter")
    assert shown(page) == 7


def test_a_choice_opens_in_another_tab_as_it_is(visit):
    page = visit(POSITIONS)
    choice(page, "Région").click()
    assert choice(page, "Interpellation").get_attribute("href") == "?niveau=region&genre=interpellation"
    choice(page, "Interpellation").click(modifiers=["Control"])
    assert page.evaluate("location.search") == "?niveau=region"


def test_without_script_a_choice_leads_to_its_page(visit):
    page = visit(POSITIONS, java_script_enabled=False)
    choice(page, "Région").click()
    assert page.url.endswith("/positions/niveau/region/")
    assert page.locator("main .teaser").count() == 2
    page.locator("main nav a", has_text="Toutes les positions").click()
    assert page.url.endswith(POSITIONS)


def test_axe_finds_no_barrier_in_a_filtered_list(visit):
    assert_no_barrier(visit(f"{POSITIONS}?niveau=region", still=True))


@pytest.mark.parametrize("path", [POSITIONS, "/positions/niveau/region/"])
def test_every_choice_is_large_enough_for_a_thumb(visit, path):
    page = visit(path)
    for fold in page.locator(FOLDED).all():
        fold.click()
    choices = page.locator("main .chip:visible").all()
    assert choices
    assert all(of_page.bounding_box()["height"] >= 44 for of_page in choices)


def test_a_reference_is_copied_and_the_page_says_so(visit):
    page = visit("/positions/marche-des-apprentis/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("button", has_text="Copier la référence").click()
    page.locator("[role='status']:visible", has_text="La référence est copiée.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\u00a0", " ")
    assert copied == (
        "Maison d’essai de la province de Namur, « Marche des apprentis à Namur »,"
        " page web, https://www.example.be/positions/marche-des-apprentis/"
    )
    page.locator("summary", has_text="BibTeX").click()
    page.locator("button", has_text="Copier la notice BibTeX").click()
    page.wait_for_function("() => navigator.clipboard.readText().then(text => text.startsWith('@misc{men2024-marche'))")


def test_without_script_a_reference_can_be_selected(visit):
    page = visit("/positions/marche-des-apprentis/", java_script_enabled=False)
    assert page.locator("main button:visible").count() == 0
    page.locator("summary", has_text="BibTeX").click()
    assert page.locator("pre:visible").inner_text().startswith("@misc{")
