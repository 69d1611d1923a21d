"""The frame of every page: the menu marks the current section, the head names the icon for a home screen."""

import struct

CARD = "/carte/"
"""The end of the address of an embed, which has no menu."""


def marked(links):
    return {link.get("href"): link.get("aria-current") for link in links if link.get("aria-current")}


def framed(built):
    """Return each page with the menu, and the links of its header."""
    return [
        (page, list(page.tree.find(".//header[@class='site-header']").iter("a")))
        for page in built.pages.values()
        if not page.address.endswith(CARD)
    ]


def test_the_menu_marks_the_page_and_the_section_in_which_one_is(built):
    entries, seen = set(), set()
    for page, links in framed(built):
        brand, *menu = links
        assert brand.get("href") == "/"
        here = {
            link.get("href"): "page" if link.get("href") == page.address else "true"
            for link in menu
            if page.address.startswith(link.get("href"))
        }
        assert marked(menu) == here, page.address
        assert marked([brand]) == ({"/": "page"} if page.address == "/" else {}), page.address
        entries |= {link.get("href") for link in menu}
        seen |= set(here.items())
    assert len(entries) > 1
    assert {(entry, "page") for entry in entries} <= seen
    assert "true" in {how for _, how in seen}


def test_every_page_names_the_icon_of_a_home_screen(built):
    (address,) = {
        link.get("href")
        for page, _ in framed(built)
        for link in page.tree.findall("head/link[@rel='apple-touch-icon']") or [{}]
    }
    data = (built.folder / address.removeprefix("/")).read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert width == height >= 180
