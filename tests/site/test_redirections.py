"""Old addresses in a built site: what stands there for hosts that know no redirections."""

import html5lib
import pytest

from tests.built_site import Built, build

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
"""


@pytest.fixture
def make(tmp_path):
    """Builds a tiny public site with these lines; gives the folder and the result."""

    def made(lines):
        for name, text in (FILES | {"redirections.txt": lines}).items():
            file = tmp_path / "content" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return tmp_path / "output", build(tmp_path / "content", tmp_path / "output", "publishconf.py")

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


def test_nothing_stands_where_no_file_can_say_it(make):
    output, _ = make(LINES)
    for name in ("index.php", "plan.pdf", "famille", "12-foo:bar"):
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
            "/bureaux/dinant/dinant.ics → /contact/",
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
    assert f"content/redirections.txt:2: {message}\n1 erreur dans 1 fichier. Rien n’a été publié." in result.stderr
    assert "Traceback" not in result.stderr
    assert not output.exists() or not any(output.iterdir())
