"""The banner is on every page of its days, in every language, in what is kept without network, and on the card of an office
that it concerns."""

import re
import shutil

import html5lib
import pytest

from plugins.build import generator as building
from tests.made_site import few_communes, files_made
from tests.pseudo import Bracketed
from tests.site.test_html import needs_the_checker
from tooling.release import nu_checker

TEXT = "Les ateliers sont fermés ce matin."
FILE = f"---\ntexte: {TEXT}\ndu: 2026-11-23 08:00\nau: 2026-11-24 12:00\nniveau: urgent\nlien: /permanences/\nbureaux: yvoir\n---\n"


def made_on(day, texts, folder, file=FILE):
    content = folder / "content"
    shutil.copytree(texts, content)
    (content / "bandeau.md").write_text(file, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "read_catalogue", lambda file, code: Bracketed(code))
        with few_communes():
            return files_made(content, "publishconf.py", day, LANGUAGES=("fr", "uk"))


@pytest.fixture(scope="module")
def made(few_texts, tmp_path_factory):
    return made_on("2026-11-23", few_texts, tmp_path_factory.mktemp("banner"))


def pages(made):
    """Each page of the site by its path: no embed, and nothing that only leads on."""
    every = {path: data.decode() for path, data in made.items() if path.endswith(".html")}
    return {path: html for path, html in every.items() if "site-header" in html}


def banners(html):
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [element for element in tree.iter("aside") if "banner" in element.get("class", "").split()]


def test_each_page_has_it_once_above_all_and_what_it_loads(made):
    found = pages(made)
    assert len(found) > 50
    for html in found.values():
        (banner,) = banners(html)
        assert TEXT in "".join(banner.itertext())
        assert html.index("skip-link") < html.index('<aside class="banner') < html.index("<header")
        assert len(re.findall(r'src="/theme/js/banner\.\w+\.js"', html)) == 1


def test_it_says_from_when_to_when_since_a_reader_may_have_no_script(made):
    words = " ".join("".join(banners(made["index.html"].decode())[0].itertext()).split()).replace("\u00a0", " ")
    assert "du lundi 23 novembre 2026 à 8h au mardi 24 novembre 2026 à 12h" in words


def test_in_another_language_it_says_what_it_is_and_that_its_text_is_french(made):
    (banner,) = banners(made["uk/index.html"].decode())
    assert banner.get("aria-label") == "⟦Important⟧" or "Important" in banner.get("aria-label")
    (text,) = [each for each in banner.iter() if each.text == TEXT]
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
    """The offices whose card, in the page of a partner, notes it."""
    cards = {path.split("/")[1]: html.decode() for path, html in made.items() if path.endswith("/carte/index.html")}
    assert all(("banner." in html) is (TEXT in html) for html in cards.values())
    return {office for office, html in cards.items() if TEXT in html}


def test_the_card_of_an_office_has_it_where_it_concerns_that_office(made, few_texts, tmp_path):
    assert noted(made) == {"yvoir"}
    of_all = made_on("2026-11-23", few_texts, tmp_path, FILE.replace("bureaux: yvoir\n", ""))
    assert noted(of_all) == {"couvin", "florennes", "gedinne", "havelange", "yvoir"}


@needs_the_checker
def test_its_pages_pass_the_nu_checker(made, tmp_path):
    for path in ("index.html", "bureaux/index.html", "bureaux/yvoir/index.html", "bureaux/yvoir/carte/index.html"):
        assert TEXT in made[path].decode()
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(made[path])
    assert nu_checker.messages(tmp_path) == []


def test_it_is_kept_with_what_it_loads(made):
    kept = re.findall(r'"(/theme/[^"]*banner\.\w+\.(?:js|css))"', made["sw.js"].decode())
    assert len(set(kept)) == 2


def test_it_is_the_latest_news(made):
    feed = made["actualites/atom.xml"].decode()
    assert feed.index(TEXT) < feed.index("<entry>") + 400
    assert feed.count("<updated>2026-11-23T08:00:00+01:00</updated>") == 2


def test_on_other_days_nothing_of_it_is_there(few_texts, tmp_path):
    for path, data in made_on("2026-11-25", few_texts, tmp_path).items():
        if path.endswith((".html", ".xml", "sw.js")):
            assert TEXT not in data.decode()
            assert "banner." not in data.decode()
