import html5lib
import pytest

from tests.built_site import INVENTED
from tests.page_rules import RULES, Addresses


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_page_keeps_to_the_rules(built, invented, rule):
    assert list(rule(built, invented)) == []


def test_every_source_is_a_record(invented):
    files = list(INVENTED.rglob("*.md"))
    drafts = [source for source in invented.withheld if source.path.suffix == ".md"]
    assert len(files) == len({record.source.path for record in invented.records if record.source.path}) + len(drafts)


def test_there_are_notes_that_could_be_published(invented):
    assert [note for record in invented.records for note in record.to_verify]


def test_the_sitemap_lists_every_page(public, invented):
    sitemap = (public.folder / "sitemap.xml").read_text("utf-8")
    listed = html5lib.parse(sitemap, namespaceHTMLElements=False).iter("loc")
    addresses = {element.text.removeprefix("https://www.cainamur.be") for element in listed}
    assert addresses == set(public.pages) - Addresses.of(invented).unlisted


def test_no_line_parts_the_distance_of_a_village_from_its_unit(built):
    villages = built.pages["/bureaux/pres-de/yvoir/"].tree.find("body//dl[@class='flow']")
    text = "".join(villages.itertext())
    assert "\u00a0km), " in text
    assert " km)" not in text


def test_a_sheet_promises_dates_where_it_has_some(built):
    sheets = [page for address, page in built.pages.items() if address.endswith("/fiche/") and address.count("/") == 4]
    promised = [
        "ses dates" in page.tree.find("head/meta[@name='description']").get("content").replace("\u00a0", " ")
        for page in sheets
    ]
    assert promised == ["trois prochains mois" in page.text for page in sheets]
    assert set(promised) == {True, False}
