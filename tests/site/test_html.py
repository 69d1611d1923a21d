"""Every page passes the W3C's checker (Nu); skipped where Java or the checker is missing, except in CI."""

import datetime as dt
import os
import shutil

import pytest

from plugins.desk.letter.contents import letter_of
from plugins.desk.letter.writing import as_html
from tests.built_site import ROOT
from tests.site.conftest import BANNER
from tooling.hosting.policy import CSP_OF_PAGES
from tooling.release import nu_checker

needs_the_checker = pytest.mark.skipif(
    not os.environ.get("CI") and not nu_checker.is_installed(),
    reason="Java ou le vérificateur du W3C manque : npm ci --prefix tooling/release/checker",
)


ELEMENTS = (
    ('<link rel="stylesheet" href="/a.css">', 0),
    ('<script type="application/ld+json">{}</script>', 0),
    ('<script src="//autre.example/a.js"></script>', 1),
    ('<link rel="stylesheet" href="https://autre.example/a.css">', 1),
    ("<script>0</script>", 1),
    ("<style>p { color: red }</style>", 1),
)
WITH_BANNER = ("index.html", "bureaux/index.html", "bureaux/yvoir/index.html", "bureaux/yvoir/carte/index.html")


@pytest.fixture(scope="module")
def found(built, invented, with_banner, tmp_path_factory):
    """The messages of the checker about the site, the letter, some pages with a banner, and a page for each of
    ``ELEMENTS``: in one run, since Java starts slowly."""
    folder = tmp_path_factory.mktemp("checked")
    for page in (*built.pages.values(), *built.redirected):
        if "/pres-de/" not in page.address or page.address.endswith("/yvoir/"):  # all pages of communes are alike
            copy = folder / "site" / page.file.relative_to(built.folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page.file, copy)
    (folder / "lettre.html").write_text(as_html(letter_of(invented, dt.date(2026, 11, 1)), ROOT / "theme"), "utf-8")
    for path in WITH_BANNER:
        assert BANNER in with_banner[path].decode()
        (folder / "banner" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "banner" / path).write_bytes(with_banner[path])
    said = f'<meta http-equiv="Content-Security-Policy" content="{CSP_OF_PAGES}">'
    page = f'<!doctype html><html lang="fr"><head><meta charset="utf-8">{said}<title>Un essai</title>'
    for number, (element, _) in enumerate(ELEMENTS):
        text = f"{page}{element}</head><body><p>Une phrase en français.</p></body></html>"
        (folder / f"elements/{number}").mkdir(parents=True)
        (folder / f"elements/{number}/index.html").write_text(text, "utf-8")
    return nu_checker.messages(folder)


@needs_the_checker
def test_what_the_policy_of_a_page_refuses_is_a_fault(found):
    messages = [each for each in found if each[0].startswith("elements/")]
    told = [sum(path == f"elements/{number}/index.html" for path, _ in messages) for number in range(len(ELEMENTS))]
    assert told == [faults for _, faults in ELEMENTS]
    assert all("Content Security Policy" in message for _, message in messages)


@needs_the_checker
def test_every_page_the_letter_and_the_banner_pass_the_nu_checker(found):
    assert nu_checker.is_installed()
    assert [each for each in found if not each[0].startswith("elements/")] == []


@needs_the_checker
def test_nothing_else_is_a_fault(found):
    assert len(found) == sum(faults for _, faults in ELEMENTS)
