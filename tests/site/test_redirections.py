"""Old addresses in a built site: what stands there for hosts that know no redirections."""

import json

import html5lib
import pytest

from plugins.files.old_addresses import files
from plugins.model.redirection import Redirection
from tests.built_site import Built, build, opening
from tooling.hosting.policy import CSP_OF_PAGES

FILES = {
    "bureaux/dinant.md": "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n"
    "permanences: {quand: tous les lundis}\n---\n",
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
"""


@pytest.fixture
def make(tmp_path):
    """Builds a tiny public site with these lines; gives the folder and the result."""

    def made(lines, published=""):
        for name, text in (FILES | {"redirections.txt": lines}).items():
            file = tmp_path / "content" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        (tmp_path / "published.txt").write_text(published, "utf-8")
        extra = ("-e", f"PUBLISHED_LIST={json.dumps(str(tmp_path / 'published.txt'))}")
        return tmp_path / "output", build(tmp_path / "content", tmp_path / "output", "publishconf.py", extra=extra)

    return made


def test_a_page_stands_at_each_exact_old_address_and_leads_on(make):
    output, result = make(LINES)
    assert result.returncode == 0, result.stderr
    wanted = {
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


def test_a_calendar_that_moved_is_still_one_at_its_old_address(make):
    output, _ = make(LINES)
    old, new = output / "bureaux/dinan/dinan.ics", output / "bureaux/dinant/dinant.ics"
    assert old.read_bytes() == new.read_bytes()


def test_a_published_address_that_only_a_family_sends_on_has_its_page(make):
    lines = "\n/2019/* → /contact/\n/2019/cal* → /bureaux/dinant/dinant.ics\n"
    output, result = make(lines, "# note\n/2019/\n/2019/fête/\n/2019/cal.ics\n/2019/plan.pdf\n/bureaux/\n/x/\n")
    assert result.returncode == 0, result.stderr
    pages = {page.file.relative_to(output).as_posix() for page in Built(output).redirected}
    assert pages == {"2019/index.html", "2019/fête/index.html"}
    assert "url=/contact/" in (output / "2019/fête/index.html").read_text("utf-8")
    assert (output / "2019/cal.ics").read_bytes() == (output / "bureaux/dinant/dinant.ics").read_bytes()
    assert not (output / "2019/plan.pdf").exists()


def test_no_two_pages_that_some_disks_would_take_for_one():
    redirections = [Redirection(1, path, "", False, "/") for path in ("/A/", "/a/", "/B.html", "/b.html/c/")]
    assert [name for name, _ in files(redirections, ["/"])] == ["A/index.html", "B.html"]


def test_a_published_calendar_may_not_become_a_page_with_its_family(make):
    _, result = make("\n/2019/* → /contact/\n", "/2019/cal.ics\n")
    assert result.returncode == 1
    assert (
        "content/redirections.txt:2: « /2019/cal.ics » : un programme d’agenda ou de contacts ne lit pas une page → "
        "donnez à cette adresse sa ligne, qui mène à un autre fichier .ics du site" in result.stderr
    )


def test_nothing_stands_where_no_file_can_say_it(make):
    """Also where some disks would take the name for that of a page, such as /CONTACT/."""
    output, _ = make(LINES)
    for name in ("index.php", "plan.pdf", "famille", "12-foo:bar", "CONTACT", "ROBOTS.txt"):
        assert not (output / name).exists()
    assert (output / "robots.txt").is_file()
    assert (output / "vieux.html").is_file()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "/a/ → /bureaux/pres-de/yvoire/",
            "« /bureaux/pres-de/yvoire/ » : aucune page à cette adresse → vouliez-vous dire « /bureaux/pres-de/yvoir/ » ?",
        ),
        (
            "/a/ → /bureaux/dinant/dinan.ics",
            "« /bureaux/dinant/dinan.ics » : aucune page à cette adresse → vouliez-vous dire « /bureaux/dinant/dinant.ics » ?",
        ),
        (
            "/bureaux/dinant/dinant.ics → /permanences/permanences.ics",
            "« /bureaux/dinant/dinant.ics » est une page du site → retirez cette ligne, ou renommez la page",
        ),
        (
            "/bureaux/pres-de/* → /bureaux/",
            "« /bureaux/pres-de/* » prendrait aussi /bureaux/pres-de/andenne/, qui est une page du site → soyez plus précis",
        ),
    ],
)
def test_what_only_the_whole_site_can_tell_ends_the_build(make, line, message):
    output, result = make(f"\n{line}\n")
    assert result.returncode == 1
    assert (
        f"content/redirections.txt:2: {message}\n1 point à corriger, dans 1 fichier. Le site en ligne n’a pas changé."
        in result.stderr
    )
    assert "Traceback" not in result.stderr
    assert not output.exists() or not any(output.iterdir())
