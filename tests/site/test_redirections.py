"""Old addresses in a built site: the pages and files that redirect on hosts without redirections of their own."""

import json

import html5lib
import pytest

from tests.built_site import IN_TWO_LANGUAGES, Built, build, opening
from tooling.hosting.policy import CSP_OF_PAGES

FILES = {
    "bureaux/dinant.md": "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n"
    "permanences: {quand: tous les lundis}\n---\n",
    "actualites/seule.md": "---\ntitre: Seule\nresume: r\ndate: 2020-02-01\ncategorie: Neige\netiquettes: [pluie]\n---\n",
    "pages/contact.md": "---\ntitre: Contact\nresume: r\n---\n",
}
LINES = """
/ancienne/page/ → /contact/
/fête/d'été → /bureaux/pres-de/yvoir/
/vieux.html → /contact/
/bureaux/dinan/dinan.ics → /bureaux/dinant/dinant.ics
/index.php → /contact/
/plan.pdf → /contact/
/famille/* → /contact/
/vieux.html/page/ → /contact/
/robots.txt/page/ → /contact/
/12-foo:bar/ → /contact/
/?p=* → /contact/
/CONTACT/ → /bureaux/
/ROBOTS.txt/page/ → /contact/
/2019/* → /contact/
/2019/cal* → /bureaux/dinant/dinant.ics
/actualites/rubrique/neige/ → /contact/
"""
PUBLISHED = "# note\n/2019/\n/2019/fête/\n/2019/cal.ics\n/2019/plan.pdf\n/bureaux/\n/x/\n"
LISTS = "/actualites/page/2/\n/actualites/mot-cle/pluie/\n/actualites/rubrique/neige/\n/actualites/2031/\n"
"""Published addresses of lists that are gone: a second page, two lists with one record left, a list with none."""


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """A function that builds a tiny public site with lines of ``redirections.txt`` and of published addresses.

    It returns the folder and the result of the build.
    """

    def made(lines, published=""):
        tmp_path = tmp_path_factory.mktemp("old")
        for name, text in (FILES | {"redirections.txt": lines}).items():
            file = tmp_path / "content" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        (tmp_path / "published.txt").write_text(published, "utf-8")
        extra = (*IN_TWO_LANGUAGES, f"PUBLISHED_LIST={json.dumps(str(tmp_path / 'published.txt'))}")
        return tmp_path / "output", build(tmp_path / "content", tmp_path / "output", "publishconf.py", extra=extra)

    return made


@pytest.fixture(scope="module")
def output(make):
    folder, result = make(LINES, PUBLISHED + LISTS)
    assert result.returncode == 0, result.stderr
    return folder


def test_a_page_stands_at_each_old_address_and_leads_on(output):
    """A line with ``*`` gets a page at each published address that it matches; a list with one record needs no line."""
    wanted = {
        "actualites/page/2/index.html": "/actualites/",
        "actualites/mot-cle/pluie/index.html": "/actualites/2020/seule/",
        "actualites/rubrique/neige/index.html": "/contact/",
        "2019/index.html": "/contact/",
        "2019/fête/index.html": "/contact/",
        "ancienne/page/index.html": "/contact/",
        "fête/d'été/index.html": "/bureaux/pres-de/yvoir/",
        "vieux.html": "/contact/",
    }
    assert {page.file.relative_to(output).as_posix() for page in Built(output).redirected} == set(wanted)
    for page in Built(output).redirected:
        assert opening(page)[1:] == [
            {"http-equiv": "Content-Security-Policy", "content": CSP_OF_PAGES},
            {"name": "referrer", "content": "no-referrer"},
        ]
    for name, target in wanted.items():
        text = (output / name).read_text("utf-8")
        html5lib.HTMLParser(strict=True).parse(text)
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        assert tree.find("head/meta[@http-equiv='refresh']").get("content") == f"0; url={target}"
        assert tree.find("head/meta[@name='robots']").get("content") == "noindex"
        assert tree.find("head/link[@rel='canonical']").get("href") == f"https://www.cainamur.be{target}"
        assert tree.find("body//a").get("href") == target
        assert tree.find("body//h1").text == "Cette page a changé d’adresse"
        assert "<script" not in text
        for listing in ("sitemap.xml", "plan-du-site/index.html"):
            assert f"/{name.removesuffix('index.html')}" not in (output / listing).read_text("utf-8")


def test_a_calendar_that_moved_is_still_one_at_its_old_address(output):
    new = (output / "bureaux/dinant/dinant.ics").read_bytes()
    assert (output / "bureaux/dinan/dinan.ics").read_bytes() == (output / "2019/cal.ics").read_bytes() == new


def test_nothing_stands_where_no_file_can_say_it(output):
    """Nor where a disk that ignores case would overwrite a page, such as with /CONTACT/."""
    for name in ("index.php", "plan.pdf", "2019/plan.pdf", "famille", "12-foo:bar", "CONTACT", "ROBOTS.txt"):
        assert not (output / name).exists()
    assert (output / "robots.txt").is_file()
    assert (output / "vieux.html").is_file()


def test_what_only_the_whole_site_can_tell_ends_the_build(make):
    output, result = make("\n/bureaux/pres-de/* → /bureaux/\n")
    assert result.returncode == 1
    message = (
        "« /bureaux/pres-de/* » prendrait aussi /bureaux/pres-de/andenne/, qui est une page du site → soyez plus précis"
    )
    assert (
        f"content/redirections.txt:2: {message}\n1 point à corriger, dans 1 fichier. Le site en ligne n’a pas changé."
        in result.stderr
    )
    assert "Traceback" not in result.stderr
    assert not output.exists() or not any(output.iterdir())
