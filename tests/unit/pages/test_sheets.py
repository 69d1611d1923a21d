import datetime as dt

import pytest
import segno
from html5lib import parseFragment

from plugins.base.cache import Cache
from plugins.pages.sheets import qr_code, sheets
from tests.tables import each_row

BASE = "https://www.cainamur.be"
ADDRESS = "adresse: {rue: R, code_postal: 5000, localite: Namur}\n"
WEEKLY = f"---\ntitre: A\n{ADDRESS}permanences: [{{quand: le lundi}}]\nannulations: [{{le: 2026-11-30, raison: congés}}]\n---\n"
SOMETIMES = f"---\ntitre: B\n{ADDRESS}permanences: [{{quand: sur rendez-vous}}]\nverifie_le: 2020\n---\n"


@pytest.fixture
def made(site):
    return sheets(site({"bureaux/a.md": WEEKLY, "bureaux/b.md": SOMETIMES}), BASE)


def test_every_office_has_a_sheet_and_all_have_one(made):
    assert [sheet.address for sheet in made] == ["/bureaux/a/fiche/", "/bureaux/b/fiche/", "/bureaux/fiche/"]
    assert [sheet.address for sheet in made][-1] == "/bureaux/fiche/"


def test_a_sheet_tells_the_dates_of_three_months_held_and_struck_out(made):
    days = {date.day: date.held for date in made[0].dates}
    assert (min(days), max(days)) == (dt.date(2026, 11, 23), dt.date(2027, 2, 22))
    assert made[0].until == dt.date(2027, 2, 23)
    assert [day for day, held in days.items() if not held] == [dt.date(2026, 11, 30)]


def test_a_sheet_tells_no_date_that_is_not_sure(site):
    rule = WEEKLY.replace("le lundi", '"le lundi, sauf vacances scolaires"')
    found = site({"bureaux/a.md": rule}, dt.date(2026, 11, 23))
    assert sheets(found, BASE)[0].until <= found.dates_until


def test_without_an_office_there_is_no_sheet(site):
    assert sheets(site({}), BASE) == ()


def test_the_code_opens_the_page_of_the_office(made):
    assert [sheet.url for sheet in made] == [f"{BASE}/bureaux/a/", f"{BASE}/bureaux/b/", f"{BASE}/bureaux/"]


def test_the_address_under_the_code_may_break_after_each_slash(made):
    assert made[0].shown_url == "www.cainamur.be/<wbr>bureaux/<wbr>a/<wbr>"


def test_a_site_without_an_address_of_its_own_has_no_code(site, tmp_path):
    made = sheets(site({"bureaux/a.md": WEEKLY}), "")
    assert [qr_code(sheet.url, Cache(tmp_path)) for sheet in made] == [None, None]


def test_a_code_is_drawn_once(tmp_path, monkeypatch):
    first = qr_code(BASE, Cache(tmp_path))
    monkeypatch.delattr(segno, "make_qr")
    assert qr_code(BASE, Cache(tmp_path)) == first
    with pytest.raises(AttributeError):
        qr_code(f"{BASE}/", Cache(tmp_path))


def test_a_code_has_its_quiet_zone_and_no_style(tmp_path):
    drawing = qr_code(BASE, Cache(tmp_path))
    (svg,) = parseFragment(drawing, namespaceHTMLElements=False)
    modules = segno.make_qr(BASE, error="m").symbol_size(border=0)[0]
    assert svg.get("viewBox") == f"0 0 {modules + 8} {modules + 8}"
    assert "style" not in drawing


@each_row(
    ("ages", "expected"),
    [
        (["verifie_le: 2021-01", "verifie_le: 2020"], "B"),
        (["verifie_le: 2021", ""], "B"),
        (["d_apres: x\nd_apres_le: 2019", "verifie_le: 2020"], "A"),
        (["verifie_le: 2021"], "A"),
    ],
)
def test_the_sheet_of_all_offices_is_as_old_as_the_oldest(site, ages, expected):
    names = ("A", "B")
    files = {
        f"bureaux/{name.lower()}.md": f"---\ntitre: {name}\n{ADDRESS}{age}\n---\n"
        for name, age in zip(names, ages, strict=False)
    }
    assert site(files).oldest_office.title == expected
