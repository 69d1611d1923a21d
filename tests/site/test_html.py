"""Every page passes the W3C's checker (Nu). Mandatory in CI; elsewhere only where Java and the checker are installed."""

import os

import pytest

from tooling.hosting.policy import CSP_OF_PAGES
from tooling.release import nu_checker

needs_the_checker = pytest.mark.skipif(
    not os.environ.get("CI") and not nu_checker.is_installed(),
    reason="Java ou le vérificateur du W3C manque : npm ci --prefix tooling/release/checker",
)


@needs_the_checker
def test_every_page_passes_the_nu_checker(built):
    assert nu_checker.is_installed()
    assert nu_checker.messages(built.folder) == []


@needs_the_checker
@pytest.mark.parametrize(
    ("element", "faults"),
    [
        ('<link rel="stylesheet" href="/a.css">', 0),
        ('<script type="application/ld+json">{}</script>', 0),
        ('<script src="//autre.example/a.js"></script>', 1),
        ('<link rel="stylesheet" href="https://autre.example/a.css">', 1),
        ("<script>0</script>", 1),
        ("<style>p { color: red }</style>", 1),
    ],
)
def test_what_the_policy_of_a_page_refuses_is_a_fault(tmp_path, element, faults):
    said = f'<meta http-equiv="Content-Security-Policy" content="{CSP_OF_PAGES}">'
    page = f'<!doctype html><html lang="fr"><head><meta charset="utf-8">{said}<title>Un essai</title>{element}</head>'
    (tmp_path / "index.html").write_text(f"{page}<body><p>Une phrase en français.</p></body></html>", "utf-8")
    found = nu_checker.messages(tmp_path)
    assert len(found) == faults
    assert all("Content Security Policy" in message for _, message in found)
