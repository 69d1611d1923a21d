"""One entry of ``fermetures.md`` closes all offices, in every place that shows one of their dates."""

import datetime as dt
import json
import re
import shutil

import pytest

from plugins.build import generator as building
from plugins.source.loading import load
from tests.built_site import BUILD_DATE, INVENTED
from tests.made_site import few_communes, files_made
from tests.pseudo import Bracketed

FIRST, LAST = dt.date(2026, 12, 11), dt.date(2027, 1, 31)
REASON = "peinture des murs"


@pytest.fixture(scope="module")
def closed_days():
    """The days of the closure on which each office would be open, by slug, without the offices that have none."""
    site = load(INVENTED, dt.date.fromisoformat(BUILD_DATE))
    days = {
        office.slug: {d.day for d in site.visit(office).dates if FIRST <= d.day <= LAST and d.held}
        for office in site.offices
    }
    assert sum(map(bool, days.values())) > 3
    return {slug: found for slug, found in days.items() if found}


@pytest.fixture(scope="module")
def made(few_texts, tmp_path_factory):
    content = tmp_path_factory.mktemp("closed") / "content"
    shutil.copytree(few_texts, content)
    line = f"  - {{du: {FIRST}, au: {LAST}, raison: {REASON}}}\n"
    (content / "fermetures.md").write_text(f"---\nfermetures:\n{line}---\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "read_catalogue", lambda file, code: Bracketed(code))
        with few_communes():
            return files_made(content, "publishconf.py", LANGUAGES=("fr", "uk"))


def text(made, address):
    return made[address].decode()


def test_on_the_page_of_each_office_in_each_language(made, closed_days):
    for prefix in ("", "uk/"):
        for slug in closed_days:
            assert REASON in text(made, f"{prefix}bureaux/{slug}/index.html")


def test_on_the_page_of_all_permanences(made, closed_days):
    assert text(made, "permanences/index.html").count(REASON) >= sum(map(len, closed_days.values()))


@pytest.mark.parametrize("page", ["index.html", "bureaux/index.html"])
def test_none_of_the_dates_is_offered(made, closed_days, page):
    offered = re.findall(r'<li[^>]*data-day="([^"]+)"', text(made, page))
    assert offered
    assert set(map(dt.date.fromisoformat, offered)) & set.union(*closed_days.values()) == set()


def test_on_the_sheets(made, closed_days):
    for slug in closed_days:
        assert REASON in text(made, f"bureaux/{slug}/fiche/index.html")


def test_the_calendars_leave_the_dates_out(made, closed_days):
    for slug, days in closed_days.items():
        calendar = text(made, f"bureaux/{slug}/{slug}.ics").replace("\r\n ", "")
        left_out = "".join(line for line in calendar.splitlines() if line.startswith("EXDATE"))
        assert [day for day in days if f"{day:%Y%m%d}" not in left_out] == []


def test_in_the_open_data(made, closed_days):
    found = json.loads(text(made, "donnees/permanences.json"))
    hsds = text(made, "donnees/hsds.json")
    assert hsds.count(REASON) >= sum(map(len, closed_days.values()))
    assert json.dumps(found, ensure_ascii=False).count(REASON) >= sum(map(len, closed_days.values()))
