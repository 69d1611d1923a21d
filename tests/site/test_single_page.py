"""A page that is made alone, for the form beside it, is the page that a build makes."""

from pelican.settings import read_settings

from plugins.build.single_page import SinglePages
from plugins.files.file import File
from plugins.pages.every_page import pages_of
from tests.built_site import ROOT
from tests.compiled_templates import compiled_once

SEARCH = "/recherche/"
"""Its page names files that are made of all pages."""


def test_a_page_made_alone_is_that_of_the_build(invented, built):
    alone = SinglePages(ROOT / "pelicanconf.py")
    alone._compiled = compiled_once(read_settings(str(ROOT / "pelicanconf.py")))["JINJA_ENVIRONMENT"]["bytecode_cache"]
    of_each_kind = {page.template: page.address for page in pages_of(invented, "") if page.address != SEARCH}
    addresses = ["/", *of_each_kind.values()]
    assert len(addresses) > 20
    different = [
        address
        for address in addresses
        if alone.page(invented, address, built.folder) != (built.folder / File(address, b"").path).read_text("utf-8")
    ]
    assert different == []


def test_there_is_no_page_where_the_site_has_none(invented, built):
    assert SinglePages(ROOT / "pelicanconf.py").page(invented, "/rien/", built.folder) == ""
