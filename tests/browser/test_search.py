"""The search page: what queries find and how results are shown, also by keyboard, without script, on a bad network."""

import pytest

from tests.browser.axe import assert_no_barrier

# Each query with the page that must be among the first three results.
QUERIES = {
    "ebauche": "/agenda/2026/forum-des-ebauches/",
    "l'ébauche": "/agenda/2026/forum-des-ebauches/",
    "l’ébauche": "/agenda/2026/forum-des-ebauches/",
    "ÉBAUCHE": "/agenda/2026/forum-des-ebauches/",
    "parcours d'essai": "/accueil/",
    "étranger": "/plateformes/horloges/",
    "étrangère": "/plateformes/horloges/",
    "Forum ébauches": "/agenda/2026/forum-des-ebauches/",
    "horloge": "/plateformes/horloges/",
    "Yvoir": "/bureaux/yvoir/",
    "yvoire": "/bureaux/yvoir/",
    "barnabé": "/equipe/barnabe-girouette/",
    "barnebe": "/equipe/barnabe-girouette/",
    "permanence gedinne": "/bureaux/gedinne/",
    "mode d emploi": "/positions/carte-blanche-sans-mode-d-emploi/",
    "plénière": "/agenda/2026/pleniere-des-essais/",
    "carte blanche": "/positions/carte-blanche-sans-mode-d-emploi/",
    "marche": "/positions/marche-des-apprentis/",
    "chiffres 2025": "/chiffres/2025/",
    "brochure": "/ressources/manuel/",
    "carnet": "/ressources/carnets/",
    "accessibilité": "/accessibilite/",
    "vie privée": "/vie-privee/",
    "couvin rendez-vous": "/bureaux/couvin/",
    "Héloïse": "/equipe/heloise-lavande/",
    "toit": "/positions/",
    "mariembourg": "/bureaux/couvin/",
    "5620": "/bureaux/florennes/",
    "formation": "/formation/",
    "droit a l erreur": "/positions/carte-blanche-droit-a-l-erreur/",
    "actualités": "/actualites/",
    "bilan d'une année": "/actualites/2026/bilan-de-l-annee/",
    "où me garer à Havelange": "/bureaux/havelange/",
}


CLEAR = """() => {
  document.querySelector("[data-results]").replaceChildren();
  document.querySelector("[data-count]").textContent = "";
}"""


def type_in(page, words):
    """Type a query, and wait until the page shows its results; those of an earlier query are removed first."""
    page.evaluate(CLEAR)
    page.locator("input[name=q]").fill(words)
    page.wait_for_function("() => document.querySelector('[data-count]').textContent !== ''")


def found(page):
    return page.locator("[data-results] [data-title]").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )


def test_a_query_finds_what_a_person_expects(visit):
    page = visit("/recherche/")
    not_found = {}
    for query, expected in QUERIES.items():
        type_in(page, query)
        first = found(page)[:3]
        if expected not in first:
            not_found[query] = first
    assert not not_found


@pytest.mark.parametrize("one", ["œuvre", "OEUVRE"])
def test_a_ligature_is_two_letters(visit, one):
    page = visit("/recherche/")
    assert page.evaluate("text => text.normalize('NFD')", one)
    type_in(page, one)
    other = found(page)
    page.goto("/recherche/?q=" + {"œuvre": "oeuvre", "OEUVRE": "œuvre"}[one])
    page.wait_for_selector("[data-count]:not(:empty)")
    assert found(page) == other


def test_a_result_tells_its_type_and_where_the_words_are(visit):
    page = visit("/recherche/")
    type_in(page, "rue tâtonnements")
    office = page.locator(".result", has=page.locator("a[href='/bureaux/couvin/']"))
    assert office.locator("[data-type]").inner_text() == "Bureau d’accueil"
    assert office.locator("mark").all_inner_texts() == ["Rue", "Tâtonnements"]
    assert office.locator(".circles").bounding_box()["width"] == 34


def test_a_word_in_the_plural_and_half_a_word_are_found_and_marked(visit):
    page = visit("/recherche/")
    type_in(page, "brochures")
    assert "brochure" in [mark.casefold() for mark in page.locator("mark").all_inner_texts()]
    type_in(page, "girou")
    assert "Girouette" in page.locator("mark").all_inner_texts()


def test_nothing_is_asked_for_before_the_field_has_the_focus(visit):
    page = visit("/recherche/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(200)
    assert [url for url in asked if "favicon" not in url] == []
    with (
        page.expect_response("**/index.json?*"),
        page.expect_response("**/recents.json?*"),
        page.expect_response("**/engine.*.js"),
    ):
        page.locator("input[name=q]").focus()


def test_the_address_holds_the_query(visit):
    page = visit("/recherche/?q=horloge%20%26%20co")
    assert page.locator("input[name=q]").input_value() == "horloge & co"
    page.wait_for_selector("[data-results] a")
    assert "/plateformes/horloges/" in found(page)
    type_in(page, "forum essai")
    assert page.url.endswith("/recherche/?q=forum%20essai")
    page.locator("input[name=q]").fill("")
    page.wait_for_function("() => location.search === ''")
    assert found(page) == []


def test_the_count_is_said(visit):
    page = visit("/recherche/")
    count = page.get_by_role("status")
    type_in(page, "horloge")
    assert count.inner_text() == f"{len(found(page))} pages trouvées" or len(found(page)) == 1
    type_in(page, "accueil")
    assert count.inner_text().endswith(" pages trouvées, voici les 20 plus proches")
    assert len(found(page)) == 20


def test_no_result_says_so_and_leads_to_the_site_map(visit):
    page = visit("/recherche/")
    type_in(page, "xyzzyx <b>$&")
    assert page.locator("[data-nothing]").inner_text().replace("\u00a0", " ") == (
        "Aucune page ne correspond à « xyzzyx <b>$& »."
    )
    assert "xyzzyx" in page.get_by_role("status").text_content()
    assert page.locator("main a[href='/plan-du-site/']:visible").count() == 1


@pytest.mark.parametrize("query", ["", "  ", "l'", "de la"])
def test_no_word_to_look_for_is_no_failure(visit, query):
    page = visit(f"/recherche/?q={query}")
    assert page.locator("[data-state=start]").is_visible()
    assert page.locator("main a[href='/plan-du-site/']:visible").count() == 1


def test_an_index_that_does_not_come_is_told(chromium, address):
    page = chromium.new_page(base_url=address)
    page.route("**/index.json*", lambda route: route.abort())
    page.goto("/recherche/?q=forum")
    page.wait_for_selector("[data-state=failed]:visible")
    assert page.locator("main a[href='/plan-du-site/']:visible").count() == 1
    page.unroute("**/index.json*")
    page.locator("input[name=q]").fill("horloge")
    page.wait_for_selector("[data-results] a")
    page.close()


def test_older_pages_that_do_not_come_are_told_and_the_directory_answers(chromium, address):
    page = chromium.new_page(base_url=address)
    page.route("**/recents.json*", lambda route: route.abort())
    page.goto("/recherche/?q=yvoir")
    page.wait_for_selector("[data-results] a[href='/bureaux/yvoir/']")
    incomplete = "Les pages plus anciennes n’ont pas pu être consultées : il en manque peut-être."
    assert incomplete in page.get_by_role("status").inner_text().replace("\u00a0", " ")
    type_in(page, "xyzzyx")
    assert page.get_by_role("status").is_visible()
    assert incomplete in page.get_by_role("status").inner_text().replace("\u00a0", " ")
    page.unroute("**/recents.json*")
    type_in(page, "fête des ratages")
    page.wait_for_selector("[data-results] a[href='/agenda/2025/fete-des-ratages/']")
    assert "anciennes" not in page.get_by_role("status").inner_text()
    page.close()


def test_the_keyboard_alone_is_enough(visit):
    page = visit("/recherche/", width=1280)
    field = page.get_by_role("search").get_by_role("searchbox", name="Que cherchez-vous")
    field.focus()
    page.keyboard.type("yvoir")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.closest('[data-results]')")
    focused = page.locator(":focus")
    assert focused.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("[...document.querySelectorAll('[data-results] a')].indexOf(document.activeElement)") == 1
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bureaux/yvoir/")


def test_a_task_comes_first_with_its_number(visit):
    page = visit("/recherche/")
    type_in(page, "casser")
    assert found(page) == ["/je-cherche/reparer/"]
    call = page.locator("[data-results] [data-call]:visible")
    assert call.inner_text().replace("\u00a0", " ").split("\n") == ["Appelez : Ana Essai", "0470/00 00 17"]
    assert call.get_by_role("link").get_attribute("href") == "tel:+32470000017"
    type_in(page, "manuel")
    page.locator("[data-results] a[href='/ressources/manuel/']").wait_for()
    assert page.locator("[data-results] [data-call]:visible").count() == 0


def test_a_word_of_the_synonyms_leads_to_its_page(visit):
    page = visit("/recherche/")
    for word in ("مساعدة", "допомога", "how to begin", "premiers pas", "debute"):
        type_in(page, word)
        assert found(page)[:1] == ["/je-cherche/commencer/"], word


@pytest.mark.parametrize("script", [True, False])
def test_the_empty_search_shows_what_people_come_for(visit, script):
    page = visit("/recherche/", java_script_enabled=script)
    board = page.locator("main .board a")
    assert board.all_inner_texts()[0] == "Commencer"
    assert board.first.is_visible()


def test_a_commune_of_another_province_is_told_so(visit):
    page = visit("/recherche/?q=charleroi")
    page.wait_for_selector("[data-results] a")
    assert found(page) == ["/bureaux/#ailleurs"]
    page.locator("[data-results] a").click()
    assert page.locator("#ailleurs").is_visible()


def test_without_script_the_page_leads_to_the_site_map(visit):
    page = visit("/recherche/", java_script_enabled=False)
    assert not page.get_by_role("search").is_visible()
    page.locator("main").get_by_role("link", name="plan du site").click()
    assert page.url.endswith("/plan-du-site/")


def test_the_menu_leads_to_the_search(visit):
    page = visit("/bureaux/yvoir/", width=1440)
    page.locator("header").get_by_role("link", name="Chercher").click()
    assert page.url.endswith("/recherche/")


@pytest.mark.parametrize("query", ["essai", "xyzzyx", "casser"])
def test_axe_finds_no_barrier_around_results(visit, query):
    page = visit(f"/recherche/?q={query}", still=True)
    page.wait_for_selector("[data-count]:not(:empty)", state="attached")
    assert_no_barrier(page)


def test_results_fit_a_narrow_phone(visit):
    page = visit("/recherche/?q=formation", width=320)
    page.wait_for_selector("[data-results] a")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_room_of_the_form_is_kept_until_it_appears(visit):
    page = visit("/recherche/", width=412)
    footer = page.locator("footer").last
    before = footer.bounding_box()
    page.evaluate("for (const part of document.querySelectorAll('form, [data-state=start]')) part.dataset.waiting = ''")
    assert not page.get_by_role("searchbox").is_visible()
    assert footer.bounding_box() == before
