"""The reports of imports, on the desk."""

import re

import pytest

from plugins.importing.state import FILE, Imported, ImportReport, ReportPart, digest
from tests.unit.preview.forms import CONTENT, ask

OFFICE, PAGE = "bureaux/dinant.md", "pages/essai.md"
EVIL = '<script>alert("x")</script>'
PARTS = (
    ReportPart("Images perdues", "Cherchez-les.", ((OFFICE, "un.jpg"), (PAGE, EVIL), ("pages/absente.md", "deux.jpg"))),
    ReportPart("Restés dehors", "", (("", f"« {EVIL} » : vide"), ("javascript:alert(1)", ""), ("../secret", "trois"))),
)


@pytest.fixture
def told(workshop):
    """The file with the reports and digests of two imports."""
    digests = {name: digest(CONTENT[name].encode()) for name in (OFFICE, PAGE)} | {"pages/absente.md": "x"}
    reports = {name: ImportReport("2026-11-20", (EVIL, "Venus : 2."), PARTS) for name in ("ancien.example", EVIL)}
    file = workshop.content.parent / FILE
    file.parent.mkdir()
    file.write_text(Imported(digests=digests, reports=reports).as_text(), "utf-8")
    return file


def rows(page, title):
    """Return for each item of a list of the page the target of its link, or "", and its text."""
    part = page.partition(f"<h3>{title}<")[2].partition("</ul>")[0]
    found = re.findall(r"<li>(.*)</li>", part)
    return [(re.search('href="([^"]*)"|$', row)[1] or "", re.sub("<[^>]*>", "", row)) for row in found]


def test_the_desk_tells_of_an_import_only_after_one(desk):
    assert "import" not in ask(desk, "/_atelier/")[1]
    assert ask(desk, "/_atelier/import/")[0] == 404


def test_the_desk_tells_what_an_import_told_with_the_form_of_each_text(desk, told):
    assert '<a href="/_atelier/import/">Ce que l’import a apporté</a>' in ask(desk, "/_atelier/")[1]
    status, page, _ = ask(desk, "/_atelier/import/")
    assert (status, page.count("<h3>")) == (200, 4)
    assert "<h2>ancien.example, vendredi 20 novembre 2026</h2>\n<p>" in page
    assert "<p>Venus : 2.</p>" in page
    assert rows(page, "Images perdues") == [
        ("/_atelier/modifier/bureaux/dinant", "Dinant\u00a0: un.jpg"),
        ("/_atelier/modifier/pages/essai", "Essai\u00a0: &lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;"),
        ("", "pages/absente\u00a0: deux.jpg – texte supprimé depuis"),
    ]


def test_nothing_of_an_export_is_html_or_an_address_of_the_desk(desk, told):
    page = ask(desk, "/_atelier/import/")[1]
    assert "<script" not in page
    assert [link for link, _ in rows(page, "Restés dehors")] == ["", "", ""]
    assert "javascript:" not in re.sub(r"<li>.*</li>", "", page)


def test_what_was_changed_since_comes_last_and_is_said(desk, told, workshop):
    (workshop.content / OFFICE).write_text(CONTENT[OFFICE].replace("Dinant", "Dinant-Sud", 1), "utf-8")
    page = ask(desk, "/_atelier/import/")[1]
    assert [words.partition("\u00a0")[0] for _, words in rows(page, "Images perdues")] == [
        "Essai",
        "Dinant-Sud",
        "pages/absente",
    ]
    assert "un.jpg – texte changé depuis" in page
    assert "<p>Cherchez-les. Textes déjà changés : 2.</p>" in page


def test_a_damaged_file_is_told(desk, told):
    told.write_text("{", "utf-8")
    assert '<a href="/_atelier/import/">' in ask(desk, "/_atelier/")[1]
    status, page, _ = ask(desk, "/_atelier/import/")
    assert (status, "imported.json » est abîmé → reprenez sa dernière version (git)." in page) == (200, True)
