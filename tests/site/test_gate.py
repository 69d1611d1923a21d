"""``verifier``, without a build, finds the same obstacles to a publication as ``publier``, in the same words."""

import datetime as dt
from dataclasses import replace

import pytest

from plugins.base.cache import Cache
from plugins.source.loading import load
from tests.built_site import BUILD_DATE, IN_TWO_LANGUAGES, ROOT, build, precompress
from tooling.hosting import host_files
from tooling.release import gate, nu_checker
from tooling.release.checks import check
from tooling.release.published import addresses
from tooling.release.release import Release
from tooling.release.sources import Sources

TODAY = dt.date.fromisoformat(BUILD_DATE)
HOME = "https://www.cainamur.be"
NEWS = "---\ntitre: {}\nresume: {}\ndate: {}\ncategorie: Atelier\netiquettes: [{}]\n{}---\n\n{}\n"
TEXTS = {
    "pages/accueil.md": "---\ntitre: Accueil\nresume: Une page, et ce qui s’y trouve.\n---\n\nUn texte.\n",
    "pages/numero.md": "---\ntitre: Numéro\nresume: à compléter\n---\n\nUn texte.\n",
    "pages/lorem.md": "---\ntitre: Faux texte\nresume: Lorem ipsum dolor.\n---\n\nUn texte.\n",
    "actualites/secret.md": NEWS.format("Zanzibar", "Un secret.", "2026-01-01", "zorro", "statut: brouillon\n", "x"),
    "actualites/demain.md": NEWS.format("Zoulouland", "Un secret.", "2026-12-24", "zut", "", "x"),
    "actualites/dite.md": NEWS.format(
        "Une nouvelle",
        f"Voyez {HOME}/resume-perdu/ bientôt.",
        "2026-02-01",
        "atelier",
        "a_verifier: Demander si /actualites/2026/demain/ est juste.\n",
        f"Bientôt /actualites/2026/secret/ et {HOME}/actualites/2026/demain/.\nVoyez {HOME}/texte-perdu/.",
    ),
}
LISTED = """/
/actualites/
/actualites/2026/dit/
/actualites/2026/dite/
/actualites/2026/secret/
/actualites/mot-cle/perdu/
/bureaux/perdu/
/bureaux/perdu/perdu.ics
/bureaux/perdu/perdu.vcf
/documents/perdu.pdf
/en/
/en/bureaux/
/en/bureaux/perdu/
/equipe/a-b/
/equipe/a-b/a-b.vcf
/permanences/permanences.ics
/robots.txt
/sitemap.xml
/sw.js
"""
OF_A_SMALL_SITE = {"le fichier est vide", "l’adresse /donnees/ ne mène à rien"}
"""The findings of ``publier`` that only occur because this content is so small."""


@pytest.fixture
def release(tmp_path, monkeypatch):
    monkeypatch.setattr(nu_checker, "is_installed", lambda: False)
    for path, text in ({f"content/{path}": text for path, text in TEXTS.items()} | {"addresses.txt": LISTED}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    folder, output = tmp_path / "content", tmp_path / "site"
    result = build(folder, output, "publishconf.py", extra=IN_TWO_LANGUAGES)
    assert result.returncode == 0, result.stderr
    site = load(folder, TODAY)
    host_files.write_host_files(output, site.redirections)
    precompress(output, Cache(ROOT / ".cache/made"))
    return Release(folder, site, tmp_path / "addresses.txt", output, HOME)


def test_whatever_forbids_to_publish_a_content_is_told_without_a_build(release):
    drafts = load(release.content, TODAY, with_drafts=True)
    told, questions = gate.check(Sources(release.content, gate.public(drafts), release.published))
    assert questions == []
    built = [finding for finding in check(release) if finding.what not in OF_A_SMALL_SITE]
    assert {(each.what, each.remedy) for each in built} == {(each.what, each.remedy) for each in told}
    assert {each.where for each in told} <= {each.where for each in built}
    assert {each.where for each in told if each.where.startswith("/")} == {
        "/actualites/2026/dit/",
        "/actualites/2026/secret/",
        "/actualites/mot-cle/perdu/",
        "/bureaux/perdu/",
        "/bureaux/perdu/perdu.ics",
        "/bureaux/perdu/perdu.vcf",
        "/documents/perdu.pdf",
        "/equipe/a-b/",
        "/equipe/a-b/a-b.vcf",
    }
    assert {each.where for each in told if not each.where.startswith("/")} == {
        f"content/{place}"
        for place in (
            "pages/numero.md:3",
            "pages/lorem.md:3",
            "actualites/dite.md:3",
            "actualites/dite.md:10",
            "actualites/dite.md:11",
        )
    }


def test_the_addresses_of_a_site_are_known_without_a_build(public, invented, tmp_path):
    """The invented site has addresses of every kind."""
    built = addresses(public.folder)
    listed = tmp_path / "addresses.txt"
    listed.write_text("\n".join(built), "utf-8")
    assert list(gate.published_addresses(Sources(tmp_path, invented, listed))) == []
    some_day = replace(invented, records=tuple(record for record in invented.records if record.kind != "office"))
    lost = {finding.where for finding in gate.published_addresses(Sources(tmp_path, some_day, listed))}
    offices = {address for office in invented.offices for address in built if office.address in address}
    assert offices - {"/bureaux/"} <= lost
