"""The layout of pages: which parts stand side by side, on a phone and on a desktop."""

import pytest

from tests.browser.test_every_kind import BROKEN, ENLARGE

TASK = "/je-cherche/commencer/"
POSITION = "/positions/motion-d-essai/"


def box(page, selector):
    return page.locator(selector).first.bounding_box()


@pytest.mark.parametrize(("width", "beside"), [(360, False), (1280, True)])
def test_the_steps_of_a_task_stand_beside_its_title_on_a_desk(visit, width, beside):
    page = visit(TASK, width=width)
    title, steps = box(page, "main h1"), box(page, ".prose--task")
    assert (steps["y"] < title["y"] + title["height"]) == beside
    assert (steps["x"] > title["x"]) == beside


@pytest.mark.parametrize(("width", "size"), [(360, 64), (1440, 110)])
def test_a_position_numbers_what_it_asks(visit, width, size):
    page = visit(POSITION, width=width)
    page.locator("main .prose").first.evaluate(
        "text => { text.innerHTML = '<ol><li>Une <a href=\"/\">salle</a> par commune.</li><li>Un jour.</li></ol>'; }"
    )
    item = page.locator("main .prose li").first
    assert item.evaluate("item => parseFloat(getComputedStyle(item, '::before').fontSize)") == pytest.approx(
        size, abs=2
    )
    assert item.bounding_box()["height"] < 2 * size  # a link in it starts no line of its own


def test_an_event_says_its_place_on_the_line_of_the_hour(visit):
    page = visit("/agenda/2027/a-venir/", width=1280)
    hour, place = box(page, ".moment > span:nth-of-type(2)"), box(page, ".moment__place")
    assert hour["y"] == pytest.approx(place["y"], abs=1)
    assert hour["y"] > box(page, ".moment > span")["y"]


def test_the_question_of_the_search_is_its_title(visit):
    page = visit("/recherche/")
    page.get_by_role("heading", level=1).get_by_text("Que cherchez-vous ?").click()
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_home_page_tells_the_latest_without_summaries(visit):
    page = visit("/")
    latest = page.locator("main .columns .teaser")
    assert latest.count() > 2
    assert latest.locator("p:not(.teaser__meta)").count() == 0


def test_today_and_tomorrow_stand_beside_the_date_and_move_no_line_of_the_home_page(visit):
    heights = set()
    for day in ("2026-11-20", "2026-11-26"):
        page = visit("/", width=360, now=f"{day}T12:00:00+01:00")
        heights.add(page.locator(".visits > li:visible").first.bounding_box()["height"])
    assert page.locator(".visits .event-day strong:visible").count() > 0
    assert len(heights) == 1


def test_a_board_is_one_column_where_letters_are_large(visit):
    page = visit("/je-cherche/", width=320)
    page.evaluate(ENLARGE, 200)
    boxes = [link.bounding_box() for link in page.locator(".board__link").all()]
    assert len({box["x"] for box in boxes}) == 1
    assert page.locator(".board__link").first.evaluate("link => parseFloat(getComputedStyle(link).fontSize)") > 30


def test_the_circle_of_whom_a_position_asks_breaks_no_word(visit):
    page = visit(POSITION)
    page.locator(".dialogue span").last.evaluate("asked => { asked.textContent = 'Communes'; }")
    for width in (360, 768, 895, 896, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        assert (width, page.locator(".dialogue").evaluate(BROKEN)) == (width, [])


FIRST_LINES = """facts => facts.map(fact => [...fact.children].slice(0, 2).map(part => {
  const text = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (text.nextNode() && !text.currentNode.data.trim());
  const range = document.createRange();
  range.selectNodeContents(text.currentNode);
  return range.getClientRects()[0].bottom;
}))"""


@pytest.mark.parametrize("width", [360, 1440])
def test_a_fact_stands_on_the_line_of_its_name(visit, width):
    page = visit("/agenda/2026/formation-en-six-jours/", width=width)
    lines = page.locator(".facts__fact").evaluate_all(FIRST_LINES)
    assert len(lines) > 4
    assert [line for line in lines if abs(line[0] - line[1]) > 2] == []


ABOVE = """parts => parts.map(part => part.getBoundingClientRect().top - part.previousElementSibling.getBoundingClientRect().bottom)"""


@pytest.mark.parametrize("path", [POSITION, "/permanences/"])
def test_on_paper_no_part_sticks_to_the_one_above(visit, path):
    page = visit(path, width=768)
    page.emulate_media(media="print")
    gaps = page.locator(":is(.split, .split__main) > * + *:visible").evaluate_all(ABOVE)
    assert gaps
    assert min(gaps) >= 4


def test_paper_has_no_arrow_to_press_no_heading_of_hidden_links_and_every_line_of_a_board(visit):
    def on_paper(path):
        page = visit(path, still=True)
        page.emulate_media(media="print")
        return page

    number = on_paper("/je-cherche/commencer/").locator(".ask__number a")
    assert number.evaluate("link => getComputedStyle(link, '::after').display") == "none"
    assert not on_paper("/plan-du-site/").get_by_text("Bureaux près de chez vous").is_visible()
    cell = on_paper("/je-cherche/").locator(".board__link").first
    assert cell.evaluate("link => getComputedStyle(link).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_beside_a_high_drawing_the_parts_of_a_text_stay_together(visit):
    page = visit("/ressources/manuel/", width=1440)
    text = page.locator(".beside__text > .prose").evaluate(
        "text => [text.getBoundingClientRect().height, text.lastElementChild.getBoundingClientRect().height]"
    )
    assert text[0] == text[1]


@pytest.mark.parametrize(
    ("path", "width", "title"),
    [
        ("/", 768, "Vous arrivez en province de Namur ?"),
        ("/actualites/2026/un-essai-reussi/", 768, "Vous arrivez en province de Namur ?"),
        ("/chiffres/2025/", 360, "Les chiffres de 2025"),
    ],
)
def test_beside_a_drawing_a_title_ends_with_no_lonely_word(visit, path, width, title):
    page = visit(path, width=width)
    page.locator("h1").evaluate("(title, words) => { title.textContent = words; }", title)
    lines = page.locator("h1").evaluate(
        "title => { const range = document.createRange(); range.selectNodeContents(title);"
        " return [...range.getClientRects()].map(line => line.width); }"
    )
    assert len(lines) < 2 or lines[-1] > lines[0] / 2
