"""A published address never dies: it answers, or leads on."""

import re

import pytest

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
