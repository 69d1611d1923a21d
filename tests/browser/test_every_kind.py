"""One page of each kind under different conditions: axe, widths, letter sizes, late fonts, the security policy."""

import re

import pytest

from tests.browser.axe import assert_no_barrier
from tests.browser.faces import assert_nothing_moves

KINDS = (
    "/",
    "/bureaux/",
    "/bureaux/yvoir/",
    "/bureaux/couvin/",
    "/je-cherche/",
    "/je-cherche/commencer/",
    "/permanences/",
    "/equipe/",
    "/equipe/barnabe-girouette/",
    "/equipe/essai/",
    "/accueil/",
    "/plateformes/",
    "/plateformes/essais/",
    "/agenda/",
    "/agenda/2026/forum-des-ebauches/",
    "/agenda/2026/pleniere-des-essais/",
    "/agenda/2025/fete-des-ratages/",
    "/agenda/2025/salon-des-prototypes/",
    "/agenda/2026/formation-en-six-jours/",
    "/agenda/2027/matinees-au-choix/",
    "/formations/",
    "/formations/essayer-en-equipe/",
    "/formations/public/volontaires/",
    "/positions/",
    "/positions/motion-d-essai/",
    "/agenda/2025/",
    "/positions/niveau/region/",
    "/actualites/mot-cle/essai/",
    "/actualites/",
    "/actualites/2026/un-essai-reussi/",
    "/chiffres/",
    "/chiffres/2025/",
    "/ressources/",
    "/ressources/manuel/",
    "/ressources/enregistrement-de-la-pleniere/",
    "/a-propos/",
    "/accessibilite/",
    "/bureaux/pres-de/yvoir/",
    "/bureaux/yvoir/fiche/",
    "/bureaux/fiche/",
    "/donnees/",
    "/hors-ligne/",
    "/contact/",
    "/recherche/",
    "/plan-du-site/",
    "/mentions-legales/",
    "/404.html",
)
ONE_SHEET = (
    "/bureaux/couvin/",  # by appointment, with the people to call
    "/bureaux/florennes/",  # with a date for each Monday of a year
    "/bureaux/havelange/",  # with data that were not verified for a year
    "/bureaux/yvoir/",
    "/bureaux/pres-de/yvoir/",
    "/je-cherche/commencer/",
    "/agenda/2025/fete-des-ratages/",
    "/positions/motion-d-essai/",
)


ENLARGE = "size => { document.documentElement.style.fontSize = `${size}%`; }"
WORDS_BROKEN = """() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("code, pre, .email, svg")) continue;
    // Of what is written for machines, as « example.be », the parts may stand on two lines.
    const machine = [...node.data.matchAll(/\\S*[.@/]\\p{L}\\S*/gu)].map((match) => [match.index, match.index + match[0].length]);
    for (const match of node.data.matchAll(/[\\p{L}’]+/gu)) {
      if (machine.some(([start, end]) => start <= match.index && match.index < end)) continue;
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const lines = new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top)));
      if (lines.size > 1) broken.push(`${match[0]} in ${node.parentElement.outerHTML.slice(0, 60)}`);
    }
  }
  return broken;
}"""


def assert_words_keep_whole_on_a_narrow_phone(page):
    """However large the letters are, nothing scrolls sideways and no word stands on two lines."""
    page.set_viewport_size({"width": 320, "height": 740})
    for size in (200, 150, 100):
        page.evaluate(ENLARGE, size)
        assert (size, page.evaluate("document.documentElement.scrollWidth")) <= (size, 320)
        assert (size, page.evaluate(WORDS_BROKEN)) == (size, [])


@pytest.mark.parametrize("path", KINDS)
def test_nothing_moves_while_a_page_loads_no_word_breaks_and_axe_finds_no_barrier(visit, path):
    """On this day no date is past, today or tomorrow: lines that a script adds or hides then may move others.

    The fixture also checks that no page logs an error under the security policy of the public site.
    """
    page = visit("/robots.txt", now="2026-11-20T12:00:00+01:00")
    assert assert_nothing_moves(page, path) == set()
    assert_words_keep_whole_on_a_narrow_phone(page)
    page.emulate_media(reduced_motion="reduce")
    assert_no_barrier(page, widths=(360, 1280), opened=True)


def test_the_keyboard_goes_first_to_the_content(visit):
    page = visit("/bureaux/yvoir/", width=1280)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Aller au contenu"
    assert skip.evaluate("link => getComputedStyle(link).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("element => element.closest('main') !== null")


def test_the_menu_of_a_phone_opens_with_the_keyboard_and_without_script(visit):
    page = visit("/", java_script_enabled=False)
    page.locator("header summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("header nav a", has_text="Agenda").is_visible()


@pytest.mark.parametrize("path", ONE_SHEET)
def test_a_page_prints_on_one_sheet(visit, path):
    pdf = visit(path).pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_an_office_that_receives_each_week_and_whose_data_are_old_prints_on_one_sheet(visit):
    page = visit("/bureaux/florennes/")
    assert page.locator(".dates__row").count() > 50
    page.locator(".visit__more > .freshness").evaluate("age => age.classList.replace('freshness', 'notice')")
    page.locator(".visit__more > .notice").evaluate("age => age.prepend(document.createElement('br'))")  # two lines
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


FRAMED = """path => new Promise(loaded => {
  const frame = document.createElement("iframe");
  frame.height = 740;
  frame.addEventListener("load", () => frame.contentDocument.fonts.ready.then(() => loaded()));
  frame.src = path;
  document.body.replaceChildren(frame);
})"""
SPILLS = """([size, word]) => {
  const frame = document.querySelector("iframe");
  const { documentElement: root } = frame.contentDocument;
  root.style.fontSize = `${size}%`;
  const links = [...root.querySelectorAll(".site-footer__links a")];
  if (word) links.filter(link => link.matches("li:first-child a")).forEach(link => { link.textContent = word; });
  const spilled = [];
  for (let width = 320; width <= 2560; width += 16) {
    frame.style.width = `${width}px`;
    if (root.scrollWidth > width || links.some(link => link.scrollWidth > link.clientWidth + 1)) spilled.push(width);
  }
  return spilled;
}"""


def widths_where_words_spill(visit, path, word=None):
    """Return the widths at which a page scrolls sideways or the links in its footer overlap, by the size of its letters.

    A long ``word`` may replace the first link of each list. The page is in a frame, since the width of a frame changes
    faster than that of a tab.
    """
    page = visit("/robots.txt", width=2560, bypass_csp=True)
    page.route(f"**{path}", lambda route: route.fulfill(response=route.fetch(), headers={"Content-Type": "text/html"}))
    page.evaluate(FRAMED, path)
    return {size: page.evaluate(SPILLS, [size, word]) for size in (100, 200)}


@pytest.mark.parametrize("path", ["/", "/bureaux/yvoir/", "/actualites/"])
def test_at_every_width_words_keep_to_their_room(visit, path):
    assert widths_where_words_spill(visit, path, "Accompagnement") == {100: [], 200: []}


BROKEN = r"""(title) => {
  const range = document.createRange();
  const text = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (text.nextNode()) {
    for (const word of text.currentNode.data.matchAll(/[\p{L}\p{N}]+/gu)) {
      range.setStart(text.currentNode, word.index);
      range.setEnd(text.currentNode, word.index + word[0].length);
      if (range.getClientRects().length > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


def test_no_word_of_a_title_is_broken_on_a_narrow_phone_with_large_text(visit):
    page = visit("/", width=320)
    page.locator("h1").evaluate("title => { title.textContent = 'Vous arrivez en province de Namur ?'; }")
    for size in (100, 150, 200):
        page.evaluate(ENLARGE, size)
        assert (size, page.locator("h1").evaluate(BROKEN)) == (size, [])
        assert (size, page.evaluate("document.documentElement.scrollWidth")) <= (size, 320)


def test_the_board_has_large_targets_and_full_rows(visit):
    page = visit("/je-cherche/")
    for width, columns in ((320, 2), (360, 2), (1280, 4)):
        page.set_viewport_size({"width": width, "height": 740})
        boxes = [link.bounding_box() for link in page.locator(".board__link").all()]
        assert min(min(box["height"], box["width"]) for box in boxes) >= 44, width
        rows = {}
        for box in boxes:
            rows.setdefault(round(box["y"]), []).append(box["width"])
        assert max(map(len, rows.values())) == columns, width
        widths = [sum(row) + 2 * (len(row) - 1) for row in rows.values()]
        assert max(widths) - min(widths) < 2, width


def test_the_finder_of_the_home_page_is_answered_by_the_page_of_the_offices(visit):
    page = visit("/")
    page.get_by_label("Votre commune").fill("Yvoir")
    page.get_by_role("button", name="Chercher").click()
    page.wait_for_url("**/bureaux/?lieu=Yvoir")
    page.wait_for_function("() => document.querySelector('[data-finder-offices] h3').innerText === 'Yvoir'")


ON_A_CIRCLE = """title => {
  const range = document.createRange();
  range.selectNodeContents(title);
  const circles = [...document.querySelectorAll(".masthead__figure circle")].map(circle => circle.getBoundingClientRect());
  return [...range.getClientRects()].some(line => circles.some(({ x, y, width }) => {
    const [centre, middle, radius] = [x + width / 2, y + width / 2, width / 2];
    const [across, down] = [Math.max(line.left, Math.min(centre, line.right)), Math.max(line.top, Math.min(middle, line.bottom))];
    return Math.hypot(across - centre, down - middle) < radius;
  }));
}"""


@pytest.mark.parametrize("path", ["/agenda/2025/fete-des-ratages/", "/positions/motion-d-essai/"])
def test_a_light_title_stands_beside_the_circles(visit, path):
    """Its light letters cannot be read on orange and yellow circles, so that even a long title must avoid them."""
    page = visit(path)
    title = page.locator("h1")
    title.evaluate("title => { title.textContent = 'Un titre long de prise de parole publique'; }")
    for width in (900, 1024, 1440, 2560):
        page.set_viewport_size({"width": width, "height": 740})
        assert not title.evaluate(ON_A_CIRCLE), width
