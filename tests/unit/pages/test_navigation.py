"""The site map: it names each page of a section while they are few, then the lists of years."""

from plugins.model.facets import lists_of
from plugins.pages.navigation import MOST_NAMED, branches, is_legal
from tests.tables import each_row

NEWS = "---\ntitre: N{0}\nresume: r\ndate: {1}-01-01\ncategorie: Neige\n---\n"
PLATFORM = "---\ntitre: P{0}\nresume: r\n---\n"
YEARS = ("2026", "2025")


def branch(site, folder):
    return next(found for found in branches(site, lists_of(site)) if found.folder == folder)


@each_row(("count", "named"), [(MOST_NAMED - 1, MOST_NAMED), (MOST_NAMED, 1)])
def test_of_many_records_only_those_that_no_year_lists_are_named(site, count, named):
    """A record that is alone in its year has no list, and is named itself."""
    files = {f"actualites/n{n}.md": NEWS.format(n, YEARS[n % 2]) for n in range(count)}
    found = branch(site({"actualites/seule.md": NEWS.format("seule", "2019"), **files}), "actualites")
    assert len(found.records) == named
    assert "Nseule" in [record.title for record in found.records]


@each_row(("count", "named"), [(MOST_NAMED, MOST_NAMED), (MOST_NAMED + 1, 0)])
def test_a_long_section_without_years_leads_to_its_own_page(site, count, named):
    found = branch(site({f"plateformes/p{n}.md": PLATFORM.format(n) for n in range(count)}), "plateformes")
    assert (len(found.records), found.section.address) == (named, "/plateformes/")


@each_row(("slug", "asked_for"), [("mentions-legales", True), ("vie-privee", True), ("plan-du-site", False)])
def test_the_pages_that_the_law_asks_for_are_known(site, slug, asked_for):
    page = site({f"pages/{slug}.md": PLATFORM.format(1)}).get("page", slug)
    assert is_legal(page) == asked_for
