"""A page that is made alone, as beside a form of the desk, is equal to the page of a build."""

import re
import shutil

import pytest
from pelican.settings import read_settings

from plugins.build.single_page import SinglePages
from plugins.files.file import File
from plugins.pages.every_page import pages_of
from tests.built_site import ROOT
from tests.compiled_templates import compiled_once

SEARCH = "/recherche/"
"""Left out: this page names files that are made from all pages."""


@pytest.fixture
def alone():
    settings = ROOT / "pelicanconf.py"
    pages = SinglePages(settings)
    pages._options |= compiled_once(read_settings(str(settings)))["JINJA_ENVIRONMENT"]
    return pages


def test_a_page_made_alone_is_that_of_the_build(alone, invented, built):
    of_each_kind = {page.template: page.address for page in pages_of(invented, "") if page.address != SEARCH}
    addresses = ["/", *of_each_kind.values()]
    assert len(addresses) > 20
    different = [
        address
        for address in addresses
        if alone.page(invented, address, built.folder) != (built.folder / File(address, b"").path).read_text("utf-8")
    ]
    assert different == []


def test_a_style_sheet_or_a_script_that_changes_is_seen_at_the_next_look(alone, invented, built, tmp_path):
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    alone._settings["THEME"] = str(theme)

    def looked_at():
        page = alone.page(invented, "/contact/", built.folder)
        return [re.search(rf"/theme/{name}\.\w+\.\w+", page)[0] for name in ("css/main", "js/main")]

    first = looked_at()
    for path, same in (("css/tokens.css", (False, True)), ("js/main.js", (True, False))):
        with (theme / "static" / path).open("a", encoding="utf-8") as file:
            file.write("\n:root { --more: 1px; }\n" if path.endswith(".css") else "\n1;\n")
        before, first = first, looked_at()
        assert tuple(map(str.__eq__, before, first)) == same, path


def test_there_is_no_page_where_the_site_has_none(alone, invented, built):
    assert alone.page(invented, "/rien/", built.folder) == ""
