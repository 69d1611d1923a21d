"""The finder (« Quel est mon bureau ? »): by name, postcode, position or point on the map, with and without script."""

import pytest

from tests.browser.axe import assert_no_barrier
from tests.unit.places.finding import find
from tests.unit.places.variants import NONSENSE, VARIANTS

OTHERS = (
    "flor",
    "villers",
    "5530",
    "5530 Godinne",
    "1000",
    "Liège",
    "St-Servais",
    "jambe",
    "Spy",
    "Spi",
    "",
    "5",
    "55300",
)
GIVES_NO_POSITION = """code => {
  navigator.geolocation.getCurrentPosition = (_, fail) => fail({ code, PERMISSION_DENIED: 1 });
}"""
IN_PAGE = """async ([source, texts]) => {
  const { Gazetteer } = await import(source);
  const data = await fetch(document.querySelector("[data-finder]").dataset.finder);
  const engine = document.querySelector("[data-finder]").dataset.engine;
  const gazetteer = new Gazetteer(await data.json(), () => import(engine));
  const found = await Promise.all(texts.map((text) => gazetteer.find(text)));
  return found.map(({ places, outside, unsure }) => [places.map(({ name, point }) => [name, ...point]), outside, unsure]);
}"""


def search(page, text):
    page.get_by_label("Votre commune").fill(text)
    page.get_by_role("button", name="Chercher").click()


def offices(page):
    return page.locator(".office-result h3").all_inner_texts()


def answer(page, words):
    """Wait for an answer with some words, and return the whole answer, with ordinary spaces."""
    status = page.get_by_role("status")
    status.get_by_text(words).first.wait_for()
    return status.inner_text().replace("\u00a0", " ")


def test_a_commune_sorts_the_offices(visit):
    page = visit("/bureaux/")
    search(page, "Dinant")
    assert answer(page, "Dinant") == "Dinant : 5 bureaux, du plus proche au plus éloigné, en ligne droite."
    assert offices(page)[:3] == ["Yvoir", "Florennes", "Havelange"]
    assert page.locator("[data-finder-distance]").all_inner_texts()[:2] == ["8 km", "22 km"]
    nearest = page.locator(".office-result--nearest")
    assert nearest.locator("h3").inner_text() == "Yvoir"
    assert "jeudi 26 novembre" in nearest.inner_text()
    assert nearest.locator("a[href^='tel:']").count() == 1
    assert page.locator(".map__office--nearest").get_attribute("href") == "/bureaux/yvoir/"
    assert page.url.endswith("/bureaux/?lieu=Dinant")


def test_the_nearest_office_comes_into_view_on_a_phone(visit):
    page = visit("/bureaux/")
    search(page, "Couvin")
    answer(page, "Couvin")
    title = page.locator(".office-result--nearest h3").bounding_box()
    assert 0 <= title["y"] < 740


def test_the_field_suggests_communes_and_villages(visit):
    page = visit("/bureaux/")
    page.get_by_label("Votre commune").focus()
    page.locator("#_lieux option[value='Godinne']").wait_for(state="attached")
    assert page.locator("#_lieux option[value='Godinne']").evaluate("option => option.label") == "Yvoir"
    assert page.locator("#_lieux option").count() > 350


def test_a_postcode_sorts_the_offices(visit):
    page = visit("/bureaux/")
    search(page, "5660")
    assert answer(page, "5660").startswith("5660 Couvin : 5 bureaux")
    assert offices(page)[0] == "Couvin"


def test_an_address_with_a_place_answers_at_once(visit):
    page = visit("/bureaux/?lieu=mariembourg")
    assert answer(page, "Mariembourg").startswith("Mariembourg (Couvin) : 5 bureaux")
    assert offices(page)[0] == "Couvin"
    assert page.locator("[data-finder-distance]").first.inner_text() == "moins de 1 km"


@pytest.mark.parametrize("word", ["Trucmuche", "<b>Namur</b>x1"])
def test_an_unknown_place_is_said_to_be_unknown(visit, word):
    page = visit("/bureaux/")
    search(page, "Yvoir")
    answer(page, "Yvoir")
    search(page, word)
    assert answer(page, "Nous ne trouvons pas").startswith(
        f"Nous ne trouvons pas « {word} » dans la province de Namur."
    )
    assert page.locator(".office-result:visible, .office-result--nearest, .map__office--nearest").count() == 0
    page.get_by_role("button", name="Voir tous les bureaux").click()
    assert offices(page)[0] == "Couvin"
    assert page.locator(".office-result:visible").count() == 5


@pytest.mark.parametrize("place", ["Charleroi", "1000", "Bruxelles", "Jumet"])
def test_a_place_outside_the_province_is_told_so_and_no_list_looks_like_an_answer(visit, place):
    page = visit("/bureaux/")
    search(page, place)
    told = answer(page, place)
    assert told.startswith(f"« {place} » n’est pas dans la province de Namur.")
    assert "votre bureau n’est pas le nôtre" in told
    assert page.get_by_role("status").locator("a[href^='tel:']").is_visible()
    assert page.locator(".office-result:visible").count() == 0
    search(page, "Yvoir")
    answer(page, "Yvoir : 5 bureaux")
    assert page.locator(".office-result:visible").count() == 5


def test_only_the_association_of_the_place_is_told(visit):
    page = visit("/bureaux/?lieu=Mons")
    assert "Maison des essais de Mons" in answer(page, "Mons")
    search(page, "Liège")
    assert "Maison des essais de Mons" not in answer(page, "Liège")
    assert page.locator("#ailleurs").get_by_role("link", name="Maison des essais de Mons").is_visible()


def test_a_place_that_is_misspelt_is_asked_back(visit):
    page = visit("/bureaux/")
    search(page, "filipville")
    assert answer(page, "Vouliez-vous").startswith("Vouliez-vous dire Philippeville ?")
    assert page.locator(".office-result:visible").count() == 0
    page.get_by_role("button", name="Un autre lieu").click()
    assert page.locator(":focus").get_attribute("name") == "lieu"
    page.get_by_role("button", name="Philippeville", exact=True).click()
    answer(page, "Philippeville : 5 bureaux")
    assert offices(page)[0] == "Florennes"


def test_a_place_elsewhere_that_is_misspelt_is_asked_back(visit):
    page = visit("/bureaux/?lieu=charlerwa")
    answer(page, "Vouliez-vous dire Charleroi ?")
    page.get_by_role("button", name="Charleroi", exact=True).click()
    answer(page, "« Charleroi » n’est pas dans la province")


def test_nothing_typed_asks_for_something(visit):
    page = visit("/bureaux/")
    page.get_by_role("button", name="Chercher").click()
    answer(page, "Écrivez d’abord")


def test_several_places_are_a_choice_for_the_keyboard(visit):
    page = visit("/bureaux/")
    page.get_by_label("Votre commune").focus()
    page.keyboard.type("villers")
    page.keyboard.press("Enter")
    answer(page, "Plusieurs lieux")
    choice = page.get_by_role("button", name="Villers-sur-Lesse (Rochefort)")
    choice.focus()
    page.keyboard.press("Enter")
    answer(page, "Villers-sur-Lesse (Rochefort) : 5 bureaux")
    assert offices(page)[0] == "Gedinne"


def test_the_position_is_used_only_when_asked(visit):
    options = {"geolocation": {"latitude": 50.11, "longitude": 4.956}, "permissions": ["geolocation"]}
    page = visit("/bureaux/", **options)
    assert page.get_by_role("status").inner_text() == ""
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("button", name="Autour de moi").click()
    answer(page, "Autour de vous : 5 bureaux")
    assert offices(page)[0] == "Gedinne"
    assert sent == []
    assert page.url.endswith("/bureaux/")


def test_a_refused_position_is_told(visit):
    page = visit("/bureaux/")
    page.evaluate(GIVES_NO_POSITION, 1)
    page.get_by_role("button", name="Autour de moi").click()
    answer(page, "Écrivez plutôt votre commune")


def test_a_position_that_cannot_be_found_is_told(visit):
    page = visit("/bureaux/")
    page.evaluate(GIVES_NO_POSITION, 2)
    page.get_by_role("button", name="Autour de moi").click()
    answer(page, "n’a pas pu être trouvée")


def test_without_script_the_form_leads_to_the_communes(visit):
    page = visit("/bureaux/", java_script_enabled=False)
    assert not page.get_by_role("button", name="Autour de moi").is_visible()
    search(page, "Dinant")
    assert page.url.endswith("/bureaux/?lieu=Dinant#communes")
    assert "votre bureau n’est pas le nôtre" in page.locator("#ailleurs").inner_text()
    page.locator("#communes").get_by_role("link", name="Dinant").click()
    assert page.locator("h1").inner_text() == "Bureaux d’accueil près de Dinant"
    assert page.locator("main h3").all_inner_texts()[:3] == ["Yvoir", "Florennes", "Havelange"]
    assert page.locator("[data-finder-distance]").first.inner_text() == "8 km"


def test_the_map_is_walked_with_the_keyboard(visit):
    page = visit("/bureaux/", width=1280)
    dot = page.get_by_role("group", name="Carte des bureaux d’accueil").get_by_role("link", name="Florennes")
    dot.focus()
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "/bureaux/gedinne/"
    assert page.locator(":focus .map__dot").evaluate("dot => getComputedStyle(dot).strokeWidth") == "5px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/bureaux/gedinne/")


def test_a_finger_hits_a_point_of_the_map(visit):
    page = visit("/bureaux/", width=360)
    for target in page.locator(".map__target").all():
        assert target.bounding_box()["width"] >= 39


def test_the_page_finds_what_the_plugin_finds(visit):
    """The JavaScript of the page and the reference in Python find the same places, also for words that mean none."""
    texts = [*(typed for _, typed in VARIANTS), *NONSENSE, *OTHERS]
    page = visit("/bureaux/")
    source = page.locator("script[src*='/finder.']").get_attribute("src")
    expected = []
    for text in texts:
        found = find(text)
        expected.append([[[place.name, *place.point] for place in found.places], found.outside, found.unsure])
    assert page.evaluate(IN_PAGE, [source, texts]) == expected


@pytest.mark.parametrize(
    "path", ["/bureaux/?lieu=yvoir", "/bureaux/?lieu=villers", "/bureaux/?lieu=Mons", "/bureaux/pres-de/namur/"]
)
def test_axe_finds_no_barrier(visit, path):
    page = visit(path, still=True)
    if "?" in path:
        page.locator("[data-finder-status] p").first.wait_for()
    assert_no_barrier(page, widths=(320, 1280))
