"""The invented site as a release: its checks pass or fail as they should, and it contains nothing withheld."""

import datetime as dt
import re
import shutil
from dataclasses import replace

import pytest

from plugins.base.cache import Cache
from plugins.base.findings import as_text
from plugins.source.loading import load
from tests.built_site import BUILD_DATE, IN_TWO_LANGUAGES, INVENTED, ROOT, build, precompress
from tests.made_site import few_communes, files_made
from tooling.hosting import host_files
from tooling.release import nu_checker
from tooling.release.checks import check
from tooling.release.gate import placeholders
from tooling.release.leak_check import withheld
from tooling.release.release import Release

HOME = "https://www.cainamur.be"
TODAY = dt.date.fromisoformat(BUILD_DATE)
TEXT = "titre: Zanzibar ou Zoulouland\nresume: Un zébu secret.\ndate: {}\ncategorie: Zinnia\netiquettes: [zorro]\n{}---\nZut"
SECRETS = {
    "actualites/zygote-premier.md": f"---\n{TEXT.format('2026-11-24', '')}",
    "actualites/zygote-second.md": f"---\n{TEXT.format('2026-01-01', 'statut: brouillon' + chr(10))}",
    "positions/zygote-troisieme.md": "---\ntitre: Zanzibar\ndate: 2030-01-01\nniveau: commune\n"
    "resume: zébu\nstatut: brouillon\n---\nZut",
    "agenda/zygote-quatrieme.md": "---\ntitre: Zoulouland\nstatut: brouillon\n---\nZut",
    "pages/zygote-cinquieme.md": "---\ntitre: Zanzibar\nstatut: brouillon\n---\nZut",
    "pages/zygote-sixieme.md": "---\ntitre: Zanzibar\nresume: zébu\nstatut: brouillon\u00a0\n---\nZut",
    "bureaux/zygote-septieme.md": "---\ntitre: Zoulouland\nstatut: |\n  brouillon\n"
    "adresse: {rue: R 1, code_postal: 5000, localite: Namur}\n---\nZut",
    "actualites/zygote-huitieme.md": f"---\n{TEXT.format('2026-12-24  18:00', '')}",
    "positions/zygote-neuvieme.md": "---\ntitre: Zanzibar\ndate: 2026-12-24\u00a018:00\ngenre: note\nniveau: commune\n"
    "resume: zébu\n---\nZut",
    "equipes/zygote-dixieme.md": '---\ntitre: Zoulouland\nresume: zébu\nordre: 99\nstatut: " brouillon"\n---\nZut',
}
WORDS = re.compile("|".join("zygote zanzibar zoulouland zébu zinnia zorro".split()), re.IGNORECASE)


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """A release of the invented site, with texts to be withheld, and with the numbers of the organisation filled in."""
    folder = tmp_path_factory.mktemp("release")
    content, output = folder / "content", folder / "site"
    shutil.copytree(INVENTED, content)
    for path, text in SECRETS.items():
        (content / path).write_text(text, "utf-8")
    organisation = content / "organisation/maison.md"
    organisation.write_text(re.sub(": à compléter$", ": connu", organisation.read_text("utf-8"), flags=re.M), "utf-8")
    result = build(content, output, "publishconf.py", extra=IN_TWO_LANGUAGES)
    assert result.returncode == 0, result.stderr
    site = load(content, TODAY)
    host_files.write_host_files(output, site.redirections)
    precompress(output, Cache(ROOT / ".cache/made"))
    listed = folder / "published.txt"
    listed.write_text("/\n/bureaux/yvoir/yvoir.ics\n/ancienne/page/\n", "utf-8")
    return Release(content, site, listed, output, HOME)


def test_the_site_may_be_published_once_its_numbers_are_known(release, monkeypatch):
    monkeypatch.setattr(nu_checker, "is_installed", lambda: False)  # tests/site/test_html.py runs it
    found = check(release)
    assert not found, as_text(found)


def test_a_draft_and_a_future_text_leave_no_trace_in_what_is_published(release):
    assert {source.path.as_posix() for source in release.site.withheld} >= set(SECRETS)
    assert list(withheld(release)) == []
    for file in release.folder.rglob("*"):
        assert not WORDS.search(file.relative_to(release.folder).as_posix())
        if file.is_file() and file.suffix not in {".br", ".gz"}:
            assert not WORDS.search(file.read_bytes().decode("utf-8", "replace")), file


def test_numbers_that_are_not_known_keep_a_release_back(release, invented):
    found = as_text(placeholders(replace(release, site=invented, content=INVENTED)))
    assert re.fullmatch(
        r".*content/organisation/maison\.md:\d+: numero_entreprise : « à compléter » → écrivez la vraie valeur avant de publier\n"
        r".*content/organisation/maison\.md:\d+: registre : « à compléter » → écrivez la vraie valeur avant de publier",
        found,
    )


def test_a_site_that_is_not_launched_is_closed_to_search_engines():
    with few_communes():
        files = files_made(INVENTED, "publishconf.py", LANGUAGES=("fr", "en"), LAUNCHED=False)
    pages = [data.decode() for path, data in files.items() if path.endswith(".html")]
    assert all('<meta name="robots" content="noindex">' in page for page in pages)
    assert b"<loc>" not in files["sitemap.xml"]
    assert files["robots.txt"].decode() == "User-agent: *\nAllow: /\nDisallow: /documents/\nDisallow: /images/\n"
