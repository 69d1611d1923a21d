"""Every published address of the real site still answers or redirects."""

import re
from urllib.parse import unquote

import pytest

from plugins.model.redirection import RedirectionIndex
from tests.built_site import ROOT
from tooling.release import published

LIST = ROOT / published.LIST


def test_every_published_address_answers_or_leads_on(real_site, real):
    assert published.missing(published.Answers.of_built(real_site.folder), LIST, real.redirections) == ()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        r"/bureaux/[^/]+/",
        r"/bureaux/[^/]+/carte/",
        r"/bureaux/([^/]+)/\1\.ics",
        r"/bureaux/([^/]+)/\1\.vcf",
        r"/bureaux/[^/]+/fiche/",
        r"/bureaux/pres-de/[^/]+/",
        "/donnees/hsds.json",
        "/permanences/permanences.ics",
        "/robots.txt",
        "/sitemap.xml",
        "/sw.js",
    ],
)
def test_the_list_has_every_sort_of_address(address):
    assert any(re.fullmatch(address, listed) for listed in published.read_published_addresses(LIST))


def test_every_known_address_of_the_site_before_is_one_hop_from_a_page(real_site, real):
    """On a host with redirection rules, and on one that only serves files and ignores queries."""
    index = RedirectionIndex(real.redirections)
    files = {page.address: page for page in (*real_site.redirected, *real_site.pages.values())}
    lost = []
    for address in real.old_addresses:
        by_rule = index.of(address)
        path = unquote(address.partition("?")[0])
        file = files.get(path) or files.get(f"{path}/")
        by_file = file and (re.search(r'content="0; url=([^"]+)"', file.source) or (None, file.address))[1]
        lost += [address for end in (by_rule and by_rule.target, by_file) if end not in real_site.pages]
    assert len(real.old_addresses) >= 24
    assert lost == []
