"""The visit on the page of an office: on a small phone, around a permanence, with large letters, printed."""

import re

import pytest

from tests.browser.axe import assert_no_barrier
from tests.browser.test_every_kind import KINDS, assert_words_keep_whole_on_a_narrow_phone

OFFICES = tuple(f"/bureaux/{office}/" for office in ("couvin", "florennes", "gedinne", "havelange", "yvoir"))
# An office whose data nobody verified for a year, with a date on 27 November; one with recent data, on 26 November.
DATED, FRESH = "/bureaux/havelange/", "/bureaux/yvoir/"
WITH_DATES = ("/", "/bureaux/", DATED, FRESH, "/bureaux/pres-de/yvoir/", "/bureaux/pres-de/havelange/", "/permanences/")
# The pages on which, on 28 November, the next date is struck out and the date after it is to be confirmed.
STRUCK_OUT = (DATED, "/bureaux/pres-de/havelange/")
RELATIVE = re.compile("aujourd’hui|demain", re.IGNORECASE)
LARGE = ":is(.visit__day, .event-day__day):visible"
SIZE = "day => parseFloat(getComputedStyle(day).fontSize)"


def at_noon(day):
    return f"{day}T12:00:00+01:00"


@pytest.mark.parametrize("path", OFFICES)
def test_the_date_written_large_and_the_number_are_in_the_first_screen_of_a_small_phone(visit, path):
    page = visit(path, width=360, now=at_noon("2026-11-25"))
    for part in (".visit__day", ".visit__hours", ".call"):
        box = page.locator(f".masthead {part}:visible").first.bounding_box()
        assert box["y"] + box["height"] <= 640, part
    assert page.locator(".visit__day:visible").first.evaluate(SIZE) >= 32
    assert page.locator(".masthead .call").inner_text().startswith("Appelez avant de venir")
    age = page.locator(".visit__more :is(.notice, .freshness)").bounding_box()
    assert age["y"] + age["height"] <= 640


def test_a_long_date_stands_on_one_line_of_a_small_phone(visit):
    day = visit(DATED, now=at_noon("2026-11-26")).locator(".masthead .visit__day:visible")
    assert day.inner_text().replace("\u00a0", " ") == "vendredi 27 novembre"
    size = day.evaluate(SIZE)
    assert day.bounding_box()["height"] < 1.5 * size
    assert size > day.page.locator("h1").evaluate(SIZE)


@pytest.mark.parametrize(
    ("path", "day", "said"),
    [
        (FRESH, "2026-11-25", "Demain"),
        (FRESH, "2026-11-26", "Aujourd’hui"),
        (FRESH, "2026-11-24", ""),
        (DATED, "2026-11-26", "Prévu demain, à confirmer par téléphone"),
        (DATED, "2026-11-27", "Prévu aujourd’hui, à confirmer par téléphone"),
        (DATED, "2026-11-25", "À confirmer par téléphone"),
    ],
)
def test_tomorrow_is_certain_only_where_somebody_verified_it(visit, path, day, said):
    line = visit(path, now=at_noon(day)).locator(".visit__date:visible .visit__certainty")
    text = line.evaluate("line => line.innerText.trim()")
    assert text[:1].upper() + text[1:] == said


def test_without_styles_what_a_script_says_of_a_day_does_not_run_into_what_follows(visit):
    page = visit(DATED, now=at_noon("2026-11-26"))
    page.evaluate("() => document.querySelectorAll('link[rel=stylesheet]').forEach(sheet => sheet.remove())")
    line = page.locator(".visit__date:visible .visit__certainty").inner_text()
    assert line.strip() == "prévu demain, à confirmer par téléphone à confirmer par téléphone"


def test_old_data_are_told_in_a_frame_and_others_in_a_line(visit):
    notice = visit(DATED).locator(".notice")
    assert "Cela peut avoir changé." in notice.inner_text()
    assert notice.evaluate("notice => getComputedStyle(notice).borderTopStyle") == "solid"
    fresh = visit(FRESH)
    assert not fresh.locator(".notice").count()
    assert "Vérifié en" in fresh.locator(".freshness").inner_text()


def test_what_is_struck_out_stands_before_the_next_date_until_it_is_over(visit):
    path = "/bureaux/gedinne/"
    struck = visit(path, now=at_noon("2026-12-07")).locator(".visit__struck:visible")
    assert "mardi 8 décembre pas de permanence · formation" in struck.inner_text().replace("\u00a0", " ")
    assert not visit(path, now=at_noon("2026-12-09")).locator(".visit__struck:visible").count()


def test_once_all_dates_of_a_card_are_over_the_day_is_to_be_asked_for(visit):
    card = visit("/bureaux/pres-de/yvoir/", now=at_noon("2027-06-01")).locator(".office-result--nearest")
    assert card.locator(".visit__day:visible").inner_text() == "jour à demander"
    assert card.locator(".call").inner_text().startswith("Appelez avant de venir")


def words_on_paper(page):
    page.emulate_media(media="print")
    return RELATIVE.findall(page.locator("main").inner_text())


@pytest.mark.parametrize("path", WITH_DATES)
def test_on_the_day_of_a_permanence_dates_are_large_nothing_is_a_barrier_and_paper_has_no_word_wrong_the_next_day(
    visit, path
):
    page = visit(path, now=at_noon("2026-11-26"), still=True)
    assert page.locator(LARGE).first.evaluate(SIZE) >= 32
    assert page.locator(".dates__soon:visible").count() > 0
    assert_no_barrier(page, widths=(1280, 360))
    assert words_on_paper(page) == []


@pytest.mark.parametrize("path", WITH_DATES)
def test_after_a_permanence_dates_are_large_nothing_is_a_barrier_and_paper_has_no_word_wrong_the_next_day(visit, path):
    page = visit(path, now=at_noon("2026-11-28"), still=True)
    assert page.locator(LARGE).first.evaluate(SIZE) >= 32
    assert page.locator(".dates__soon:visible").count() == 0
    if path in STRUCK_OUT:  # the others show nothing that they do not show on another day
        assert page.locator(".visit__struck:visible").count() > 0
        assert_no_barrier(page)
    assert words_on_paper(page) == []


@pytest.mark.parametrize("path", ["/bureaux/yvoir/carte/", "/bureaux/havelange/carte/"])
def test_the_date_of_an_embed_is_large_and_axe_finds_no_barrier(visit, path):
    """Unlike pages, an embed has only the script of the banner, and none that adds « aujourd’hui » to the date."""
    page = visit(path, now=at_noon("2026-11-26"), still=True)
    assert page.locator(".visit__day:visible").evaluate(SIZE) >= 32
    assert_no_barrier(page)


@pytest.mark.parametrize("path", ["/bureaux/yvoir/fiche/", "/bureaux/havelange/fiche/"])
def test_a_sheet_of_paper_has_no_word_that_is_wrong_the_next_day(visit, path):
    page = visit(path, now=at_noon("2026-11-26"))
    assert RELATIVE.search(page.locator("main").inner_text())
    assert words_on_paper(page) == []


def test_the_dates_on_paper_stand_in_columns(visit):
    page = visit(FRESH, width=700)
    page.emulate_media(media="print")
    boxes = [box.bounding_box() for box in page.locator(".dates__row:visible").all()]
    assert len({round(box["x"]) for box in boxes}) == 3
    starts = {}
    for box in boxes:
        starts.setdefault(round(box["y"]), []).append(round(box["x"]))
    assert [sorted(line) for line in starts.values()][:2] == [sorted({x for line in starts.values() for x in line})] * 2


def test_the_permanences_fit_on_two_sheets(visit):
    pdf = visit("/permanences/").pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


@pytest.mark.parametrize("path", sorted({*OFFICES} - {*KINDS}))
def test_on_a_narrow_phone_nothing_scrolls_sideways_and_no_word_breaks_however_large_the_letters(visit, path):
    assert_words_keep_whole_on_a_narrow_phone(visit(path))


def test_the_map_is_one_press_away_and_its_points_answer_a_finger(visit):
    page = visit("/bureaux/", width=360, has_touch=True)
    page.get_by_role("link", name="Voir la carte").tap()
    page.locator(".map").wait_for()
    assert page.locator(".map__sheet").evaluate("map => map.getBoundingClientRect().top < innerHeight / 2")
    for target in page.locator(".map__target").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    page.locator("a.map__office[href='/bureaux/florennes/'] .map__target").tap()
    page.wait_for_url("**/bureaux/florennes/")


def test_the_link_of_a_calendar_is_copied_with_the_keyboard_and_the_page_says_so(visit):
    page = visit(FRESH, permissions=["clipboard-read", "clipboard-write"])
    page.locator(".calendar summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copier le lien").focus()
    page.keyboard.press("Enter")
    page.locator(".calendar [role='status']", has_text="Le lien est copié.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/bureaux/yvoir/yvoir.ics")
    calendar = page.locator(".calendar").inner_text()
    assert calendar.index("Abonnez-vous") < calendar.index("Ajouter le fichier") < calendar.index("ne change pas")


def test_what_is_known_before_coming_is_told_and_nothing_else(visit):
    known = visit("/bureaux/gedinne/").locator("section", has_text="Bon à savoir").last.inner_text()
    assert all(word in known for word in ("Bus", "Train", "Fauteuil roulant", "Langues", "À apporter", "C’est gratuit"))
    assert not visit(FRESH).locator("h2", has_text="Bon à savoir").count()
