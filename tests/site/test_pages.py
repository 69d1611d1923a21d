import datetime as dt
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from plugins.model.facets import facets_of
from plugins.places import communes
from plugins.source.loading import load
from tests.built_site import BUILD_DATE, ROOT, Built, build

SITE = load(ROOT / "content", dt.date.fromisoformat(BUILD_DATE))
SHEETS = {f"{office.address}fiche/" for office in SITE.offices} | {"/bureaux/fiche/"}
# The cards for frames in other sites: without the navigation of this one.
CARDS = {f"{office.address}carte/" for office in SITE.offices}
NEARBY = {f"/bureaux/pres-de/{commune.slug}/" for commune in communes()}
# The agenda, the positions and the news by year, kind, level, tag…
LISTS = {page.address for page in facets_of(SITE).made}
# Pages that plugins make of records, without a source of their own.
GENERATED = SHEETS | NEARBY | CARDS | LISTS
# Those that say again what a listed page says: out of the sitemap, and told so to search engines.
UNLISTED = SHEETS | CARDS


def test_every_source_has_its_page(built):
    sources = {record.address for record in SITE.records}
    assert not sources & GENERATED
    assert sources | GENERATED == set(built.pages)
    files = list((ROOT / "content").rglob("*.md"))
    assert len(files) == len({record.source.path for record in SITE.records})


def test_what_leads_on_is_what_moved(built):
    moved = {redirection.file for redirection in SITE.redirections if redirection.exact}
    assert {page.file.relative_to(built.folder).as_posix() for page in built.redirected} <= moved


def test_every_page_is_valid_html(built):
    for page in built.pages.values():
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(page.source)
        assert len(page.ids) == len(set(page.ids)), page.address


def test_every_page_has_one_title_of_its_own(built):
    titles = {page.address: page.tree.find("head/title").text for page in built.pages.values()}
    assert len(set(titles.values())) == len(titles)


def test_every_page_has_one_h1_and_its_landmarks(built):
    for page in built.pages.values():
        assert len(list(page.tree.iter("h1"))) == 1, page.address
        landmarks = ("header", "main", "footer") if page.address in CARDS else ("header", "main", "footer", "nav")
        for landmark in landmarks:
            assert page.tree.find(f".//{landmark}") is not None, (page.address, landmark)
        assert page.tree.get("lang") == "fr"


def test_headings_come_in_order(built):
    for page in built.pages.values():
        levels = [int(e.tag[1]) for e in page.tree.iter() if e.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (
            page.address,
            levels,
        )


def test_every_page_describes_itself(built):
    for page in built.pages.values():
        description = page.tree.find("head/meta[@name='description']")
        assert description is not None, page.address
        assert description.get("content").strip(), page.address


def test_every_link_and_anchor_leads_somewhere(built):
    for page in built.pages.values():
        for element in page.tree.iter():
            for attribute in ("href", "src"):
                link = element.get(attribute)
                if not link or urlsplit(link).scheme:
                    continue
                parts = urlsplit(link)
                address = unquote(parts.path) or page.address
                assert built.answers(address), (page.address, link)
                if parts.fragment:
                    assert parts.fragment in built.pages[address].ids, (page.address, link)


def test_a_page_asks_nothing_of_another_host(built):
    for page in built.pages.values():
        for element in page.tree.iter():
            wanted = element.get("src") or (element.get("href") if element.tag == "link" else None)
            if wanted and element.get("rel") != "canonical":
                assert not urlsplit(wanted).netloc, (page.address, wanted)
        assert "<script>" not in page.source
        assert " style=" not in page.source, page.address


def test_nothing_of_pelicans_own_theme_shows(built):
    for page in built.pages.values():
        assert "Pelican" not in page.source, page.address
    assert not (built.folder / "archives.html").exists()


def test_notes_for_the_officer_are_not_published(built):
    notes = [note for record in SITE.records for note in record.to_verify]
    assert notes
    for page in built.pages.values():
        assert not [note for note in notes if note in page.text], page.address


def test_every_page_is_in_the_site_map(built):
    listed = {element.get("href") for element in built.pages["/plan-du-site/"].tree.iter("a")}
    assert set(built.pages) - UNLISTED - {"/404.html"} <= listed


def test_the_sitemap_lists_every_page(tmp_path):
    assert build("content", tmp_path, settings="publishconf.py").returncode == 0
    listed = html5lib.parse((tmp_path / "sitemap.xml").read_text("utf-8"), namespaceHTMLElements=False).iter("loc")
    addresses = {element.text.removeprefix("https://www.cainamur.be") for element in listed}
    assert addresses == set(Built(tmp_path).pages) - UNLISTED - {"/404.html"}


def test_a_page_that_is_not_listed_asks_not_to_be(built):
    told = {address for address, page in built.pages.items() if page.tree.find("head/meta[@name='robots']") is not None}
    assert told == UNLISTED | {"/404.html"}


@pytest.mark.parametrize("settings", ["pelicanconf.py", "publishconf.py"])
def test_two_builds_of_one_day_give_the_same_bytes(tmp_path, settings):
    outputs = [tmp_path / "one", tmp_path / "two"]
    for output in outputs:
        assert build("content", output, settings).returncode == 0
    one, two = ({f.relative_to(o): f.read_bytes() for f in o.rglob("*") if f.is_file()} for o in outputs)
    assert one == two


def test_a_page_that_is_gone_leaves_the_output(tmp_path):
    output = tmp_path / "output"
    (output / "old").mkdir(parents=True)
    (output / "old/index.html").write_text("old", "utf-8")
    assert build("content", output).returncode == 0
    assert not Path(output / "old").exists()
