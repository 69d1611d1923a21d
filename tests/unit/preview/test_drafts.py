"""Withheld texts: marked in the preview, absent from the public site."""

import json
import shutil

import pytest

from tests.built_site import ROOT, Built
from tooling.commands import building
from tooling.preview.build_pool import BuildPool
from tooling.preview.drafts import Draft, banner, link_marks, page, read_drafts
from tooling.preview.state import PreviewState

NEWS = "---\ntitre: Grande nouvelle secrète\nresume: Une surprise.\ndate: {date}\ncategorie: Essai\n{more}---\n\nTexte caché.\n"
FILES = {
    "actualites/parue.md": NEWS.format(date="2026-11-01", more="").replace("secrète", "connue").replace("caché", "lu"),
    "actualites/annonce-secrete.md": NEWS.format(date="2026-12-03", more="etiquettes: [motsecret]\n"),
    "pages/page-secrete.md": "---\ntitre: Page secrète\nresume: x\nstatut: brouillon\n---\n[fête](/agenda/2027/fete-secrete/)\n",
    "agenda/fete-secrete.md": "---\ntitre: Fête secrète\nresume: x\nstatut: brouillon\ngenre: fête\ndebut: 2027-06-21\n---\n",
    "agenda/bal-secret.md": "---\ntitre: Bal secret\nstatut: brouillon\n---\n",
    "actualites/sur-le-bal-secret.md": NEWS.format(
        date="2026-11-02", more="statut: brouillon\nevenement: bal-secret\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A copy of the program, with a content of its own that has withheld texts."""
    root = tmp_path_factory.mktemp("drafts")
    for name in ("theme", "plugins", "tooling", "tests"):
        (root / name).symlink_to(ROOT / name, target_is_directory=True)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, root)
    with (root / "pelicanconf.py").open("a") as settings:
        settings.write("from tests.compiled_templates import compiled_once\ncompiled_once(globals())\n")
        settings.write("LANGUAGES = ('fr', 'en')\n")  # further languages are made like the second one
    for path, text in FILES.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def preview(site):
    """The state of a preview that shows the site, as ``servir`` does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUILD_DATE", "2026-11-23")
        with BuildPool(site / "pelicanconf.py", site) as pool:
            output, mistakes = pool.build()
    assert mistakes == ""
    state = PreviewState(live=True)
    state.show(output)
    return state


def with_additions(state, address):
    return state.with_additions((state.folder / address.strip("/") / "index.html").read_bytes(), address).decode()


@pytest.mark.parametrize("settings", ["pelicanconf.py", "publishconf.py"])
def test_no_trace_of_them_is_in_a_build(site, tmp_path, monkeypatch, settings):
    monkeypatch.setenv("BUILD_DATE", "2026-11-23")
    assert building.build(site / settings, tmp_path / "output") == 0
    files = [file for file in (tmp_path / "output").rglob("*") if file.is_file()]
    assert "/actualites/2026/parue/" in Built(tmp_path / "output").pages
    for file in files:
        assert b"secr" not in file.read_bytes().replace("secrétariat".encode(), b"").replace(b"secret.", b""), file
        assert "secr" not in file.as_posix().removeprefix(tmp_path.as_posix())


def test_their_pages_are_in_the_preview_under_a_banner(preview):
    draft = with_additions(preview, "/page-secrete/")
    assert "<strong>Brouillon.</strong>" in draft
    assert "effacez la ligne «\u00a0statut: brouillon\u00a0» de <code>content/pages/page-secrete.md</code>" in draft
    later = with_additions(preview, "/actualites/2026/annonce-secrete/")
    assert "<strong>Pas encore en ligne.</strong> Cette page paraîtra le jeudi 3 décembre 2026" in later


def test_a_public_page_says_only_that_there_are_some(preview):
    public = with_additions(preview, "/actualites/2026/parue/")
    assert "Aperçu. 5 textes ne sont pas en ligne." in public
    assert "preview-drafts--this" not in public


def test_lists_show_them_marked(preview):
    news = with_additions(preview, "/actualites/")
    assert 'href="/actualites/2026/annonce-secrete/"' in news
    assert '<link rel="stylesheet" href="/_preview/marks.css">' in news
    style = link_marks(preview.drafts)
    assert 'main a[href="/actualites/2026/annonce-secrete/"]::before { content: "à paraître"' in style
    assert 'main a[href="/actualites/2026/parue/"]' not in style


def test_an_incomplete_draft_and_what_names_it_have_no_page_but_what_they_lack_is_told(preview):
    assert not (preview.folder / "actualites/2026/sur-le-bal-secret").exists()
    listed = page(preview.drafts)
    assert "debut : ce champ manque → écrivez" in listed
    assert "« bal-secret » est un brouillon incomplet" in listed
    assert 'href="/agenda/2027/bal-secret/"' not in listed


def test_the_banner_is_drawn_on_the_way_to_the_browser_only(preview):
    assert not [file for file in preview.folder.rglob("*.html") if "preview-" in file.read_text("utf-8")]


def test_what_an_officer_types_is_text_in_the_preview(tmp_path):
    (tmp_path / "_preview").mkdir()
    row = {"file": "content/a&b.md", "address": "/x/", "title": "<b>", "appears": None, "lacks": ["<i>"]}
    (tmp_path / "_preview/drafts.json").write_text(json.dumps([row]), "utf-8")
    shown = page(read_drafts(tmp_path))
    assert "&lt;b&gt;" in shown
    assert "&lt;i&gt;" in shown
    assert "content/a&amp;b.md" in shown


def test_nothing_is_said_where_nothing_waits(tmp_path):
    assert read_drafts(tmp_path) == ()
    assert banner((), "/") == link_marks(()) == ""
    assert "Tous les textes sont en ligne." in page(())


def test_one_is_not_many():
    only = Draft("content/a.md", "/a/", "a", None, ())
    assert "Un texte n’est pas en ligne." in banner((only,), "/")
