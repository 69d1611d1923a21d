"""The sitemap: one file while it is small, then an index and parts that keep to the limits."""

import re

import pytest

from plugins.files.sitemap import MOST_ADDRESSES, SITEMAP_BYTES, sitemaps
from plugins.model.site_files import SITEMAP_ADDRESS

HOME = "https://www.example.be"
PAGES = [f"/p{n:02}/" for n in range(25)]


def read(**limits):
    return {file.address: file.content.decode() for file in sitemaps(PAGES, HOME, **limits)}


def listed(text):
    return [loc.removeprefix(HOME) for loc in re.findall("<loc>([^<]+)</loc>", text)]


def test_the_limits_are_those_of_the_protocol():
    assert (MOST_ADDRESSES, SITEMAP_BYTES) == (50_000, 52_428_800)


def test_few_pages_are_in_one_file():
    (text,) = read().values()
    assert listed(text) == PAGES
    assert listed(read(most=25)[SITEMAP_ADDRESS]) == PAGES


@pytest.mark.parametrize(("limits", "sizes"), [({"most": 24}, [24, 1]), ({"most": 10}, [10, 10, 5])])
def test_many_pages_are_in_parts_that_an_index_names(limits, sizes):
    index, *parts = (files := read(**limits)).values()
    assert list(files) == [SITEMAP_ADDRESS, *(f"/sitemap-{n}.xml" for n in range(1, len(sizes) + 1))]
    assert listed(index) == list(files)[1:]
    assert "<sitemapindex" in index
    assert [len(listed(part)) for part in parts] == sizes
    assert [page for part in parts for page in listed(part)] == PAGES


@pytest.mark.parametrize("heaviest", [300, 500, 1000])
def test_no_part_is_heavier_than_the_limit(heaviest):
    _, *parts = read(heaviest=heaviest).values()
    assert len(parts) > 1
    assert all(len(part.encode()) <= heaviest for part in parts)
    assert [page for part in parts for page in listed(part)] == PAGES
    assert len(read(heaviest=len(read()[SITEMAP_ADDRESS].encode()))) == 1


def test_an_address_is_escaped():
    (file,) = sitemaps(["/a&b/"], HOME)
    assert b"/a&amp;b/" in file.content
