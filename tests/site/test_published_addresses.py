"""A published address never dies: it answers, or leads on."""

import datetime as dt

import pytest

from plugins.source.loading import load
from tests.built_site import BUILD_DATE, ROOT, build
from tooling.release import published

FILE = ROOT / "tests/published_urls.txt"


@pytest.fixture(scope="module")
def output(built, tmp_path_factory):
    """The site of the day on which the list last grew: what was to appear later had not, what had was there."""
    day = published.day(FILE)
    if day == BUILD_DATE:
        return built.folder
    folder = tmp_path_factory.mktemp("published") / "output"
    assert build("content", folder, date=day).returncode == 0
    return folder


def test_every_published_address_answers_or_leads_on(output):
    redirections = load(ROOT / "content", dt.date.fromisoformat(published.day(FILE))).redirections
    assert published.missing(output, FILE, redirections) == ()


def test_the_list_has_pages_calendars_cards_and_data():
    assert {
        "/",
        "/bureaux/dinant/",
        "/bureaux/dinant/carte/",
        "/bureaux/dinant/dinant.ics",
        "/bureaux/dinant/dinant.vcf",
        "/bureaux/dinant/fiche/",
        "/bureaux/pres-de/yvoir/",
        "/donnees/hsds.json",
        "/permanences/permanences.ics",
        "/robots.txt",
        "/sitemap.xml",
        "/sw.js",
    } <= published.read(FILE)
