"""The sitemap: one file while it is small, then an index and parts that keep to the limits."""

import re

import pytest

from plugins.files.sitemap import MOST_ADDRESSES, SITEMAP_BYTES, Listed, sitemap_files, sitemaps
from plugins.model.site_files import SITEMAP_ADDRESS
from tests.tables import each_row

HOME = "https://www.example.be"
ADDRESSES = [f"/p{n:02}/" for n in range(25)]
PAGES = [Listed(address) for address in ADDRESSES]


def read(**limits):
    return {file.address: file.content.decode() for file in sitemaps(PAGES, HOME, **limits)}


def listed(text):
    return [loc.removeprefix(HOME) for loc in re.findall("<loc>([^<]+)</loc>", text)]


def test_the_limits_are_those_of_the_protocol():
    assert (MOST_ADDRESSES, SITEMAP_BYTES) == (50_000, 52_428_800)


def test_few_pages_are_in_one_file():
    (text,) = read().values()
    assert listed(text) == ADDRESSES
    assert listed(read(most=25)[SITEMAP_ADDRESS]) == ADDRESSES


@each_row(("limits", "sizes"), [({"most": 24}, [24, 1]), ({"most": 10}, [10, 10, 5])])
def test_many_pages_are_in_parts_that_an_index_names(limits, sizes):
    index, *parts = (files := read(**limits)).values()
    assert list(files) == [SITEMAP_ADDRESS, *(f"/sitemap-{n}.xml" for n in range(1, len(sizes) + 1))]
    assert listed(index) == list(files)[1:]
    assert "<sitemapindex" in index
    assert [len(listed(part)) for part in parts] == sizes
    assert [page for part in parts for page in listed(part)] == ADDRESSES


@each_row("heaviest", [300, 500, 1000])
def test_no_part_is_heavier_than_the_limit(heaviest):
    _, *parts = read(heaviest=heaviest).values()
    assert len(parts) > 1
    assert all(len(part.encode()) <= heaviest for part in parts)
    assert [page for part in parts for page in listed(part)] == ADDRESSES
    assert len(read(heaviest=len(read()[SITEMAP_ADDRESS].encode()))) == 1


def test_an_address_is_escaped():
    (file,) = sitemaps([Listed("/a&b/")], HOME)
    assert b"/a&amp;b/" in file.content


TEXTS = {
    "actualites/n.md": "---\ntitre: N\nresume: r\ncategorie: c\ndate: 2026-05\n{}---\n",
    "positions/p.md": "---\ntitre: P\nresume: r\nniveau: région\ngenre: note\ndate: 2020\n{}---\n",
    "pages/p.md": "---\ntitre: P\nresume: r\n{}---\n",
    "ressources/r.md": "---\ntitre: R\nresume: r\ngenre: outil\ndate: 2020\n{}---\n",
}


@pytest.mark.parametrize(
    ("path", "extra", "changed"),
    [
        ("actualites/n.md", "", "2026-05"),
        ("actualites/n.md", "verifie_le: 2026-06-01\n", "2026-06-01"),
        ("actualites/n.md", "verifie_le: 2026-01\n", "2026-05"),
        ("actualites/n.md", "verifie_le: 2027-01\n", "2026-05"),
        ("positions/p.md", "suivi:\n  - {texte: t, le: 2021-02-03}\n  - {texte: u}\n", "2021-02-03"),
        ("positions/p.md", "", "2020"),
        ("pages/p.md", "verifie_le: 2026-11-23 09:30\n", "2026-11-23T09:30:00+01:00"),
        ("pages/p.md", "", None),
        ("ressources/r.md", "", None),
    ],
)
def test_a_page_changed_when_its_record_says_so(site, context, path, extra, changed):
    found = site({path: TEXTS[path].format(extra)})
    (file,) = sitemap_files(found, context())
    (record,) = [each for each in found.records if each.source.path.as_posix() == path]
    told = re.findall(rf"{record.address}</loc>(?:<lastmod>(.*?)</lastmod>)?</url>", file.content.decode())
    assert told == [changed or ""]
