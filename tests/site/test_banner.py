"""On its days, the banner is on every page in every language and on the embeds of the offices that it concerns; the
service worker keeps its files."""

import re

import html5lib
import pytest

from tests.site.conftest import BANNER, BANNER_FILE, made_with_banner


@pytest.fixture(scope="module")
def made(with_banner):
    return with_banner


def pages(made):
    """Return the pages of the site by path, without embeds and redirections."""
    every = {path: data.decode() for path, data in made.items() if path.endswith(".html")}
    return {path: html for path, html in every.items() if "site-header" in html}


def banners(html):
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [element for element in tree.iter("aside") if "banner" in element.get("class", "").split()]


def test_each_page_has_it_once_above_all_and_what_it_loads(made):
    found = pages(made)
    assert len(found) > 50
    for html in found.values():
        (banner,) = re.findall(r"<aside\b[^>]*\bbanner\b[^>]*>.*?</aside>", html, re.DOTALL)
        assert BANNER in banner
        assert html.index("skip-link") < html.index('<aside class="banner') < html.index("<header")
        assert len(re.findall(r'src="/theme/js/banner\.\w+\.js"', html)) == 1


def test_it_says_from_when_to_when_since_a_reader_may_have_no_script(made):
    words = " ".join("".join(banners(made["index.html"].decode())[0].itertext()).split()).replace("\u00a0", " ")
    assert "du lundi 23 novembre 2026 à 8h au mardi 24 novembre 2026 à 12h" in words


def test_in_another_language_it_says_what_it_is_and_that_its_text_is_french(made):
    (banner,) = banners(made["uk/index.html"].decode())
    assert banner.get("aria-label") == "⟦Important⟧" or "Important" in banner.get("aria-label")
    (text,) = [each for each in banner.iter() if each.text == BANNER]
    assert text.get("lang") == "fr"
    assert [link.get("href") for link in banner.iter("a")] == ["/uk/permanences/"]


@pytest.mark.parametrize("prefix", ["", "uk/"])
def test_the_office_that_it_names_says_so_among_the_others(made, prefix):
    tree = html5lib.parse(made[f"{prefix}bureaux/index.html"].decode(), namespaceHTMLElements=False)
    noted = [
        card.find(".//h3/a").get("href")
        for card in tree.iter("article")
        if any(each.get("class") == "office-note" for each in card.iter())
    ]
    assert noted == [f"/{prefix}bureaux/yvoir/"]


def noted(made):
    """Return the slugs of the offices whose embed shows the banner."""
    cards = {path.split("/")[1]: html.decode() for path, html in made.items() if path.endswith("/carte/index.html")}
    assert all(("banner." in html) is (BANNER in html) for html in cards.values())
    return {office for office, html in cards.items() if BANNER in html}


def test_the_card_of_an_office_has_it_where_it_concerns_that_office(made, few_texts, tmp_path):
    assert noted(made) == {"yvoir"}
    of_all = made_with_banner("2026-11-23", few_texts, tmp_path, BANNER_FILE.replace("bureaux: yvoir\n", ""))
    assert noted(of_all) == {"couvin", "florennes", "gedinne", "havelange", "yvoir"}


def test_it_is_kept_with_what_it_loads(made):
    kept = re.findall(r'"(/theme/[^"]*banner\.\w+\.(?:js|css))"', made["sw.js"].decode())
    assert len(set(kept)) == 2


def test_it_is_the_latest_news(made):
    feed = made["actualites/atom.xml"].decode()
    assert feed.index(BANNER) < feed.index("<entry>") + 400
    assert feed.count("<updated>2026-11-23T08:00:00+01:00</updated>") == 2


def test_on_other_days_nothing_of_it_is_there(few_texts, tmp_path):
    for path, data in made_with_banner("2026-11-25", few_texts, tmp_path).items():
        if path.endswith((".html", ".xml", "sw.js")):
            assert BANNER not in data.decode()
            assert "banner." not in data.decode()
