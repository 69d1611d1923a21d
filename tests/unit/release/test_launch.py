"""Before the launch: search engines are kept from the trial address, and open questions do not block a publication."""

from pathlib import Path

import pytest

from plugins.base.identity import IDENTITY
from plugins.model.site import Site
from tests.unit.release.repository import commit, repository
from tests.unit.release.test_release_checks import release, without_java  # noqa: F401 - fixtures
from tooling.release import gate, site_publication
from tooling.release import launch as launching
from tooling.release.launch import Launch, read_launch
from tooling.targets.target import TargetRefused

ROOT = Path(__file__).parents[3]
TO_COMPLETE = {"pages/t.md": "---\ntitre: T\nresume: à compléter\n---\n"}


@pytest.mark.parametrize(
    ("text", "launch"),
    [
        ("", Launch()),
        ("[serveur]\n", Launch()),
        ("[site]\nlance = true\n", Launch()),
        ("[site]\nlance = false\n", Launch(launched=False)),
        (
            '[site]\nlance = false\nadresse_essai = "https://essai.exemple.be/"\n',
            Launch(launched=False, trial="https://essai.exemple.be"),
        ),
    ],
)
def test_a_site_is_launched_unless_its_settings_say_otherwise(tmp_path, text, launch):
    file = tmp_path / "publication.toml"
    assert read_launch(file) == Launch()
    file.write_text(text, "utf-8")
    assert read_launch(file) == launch


@pytest.mark.parametrize(
    "text",
    [
        "site = 3",
        "[site]\nlance = 0\n",
        '[site]\nlance = "non"\n',
        "[site]\nlancé = true\n",
        "[site]\nlancee = true\n",
        '[site]\nadresse_essai = "essai.exemple.be"\n',
        '[site]\nadresse_essai = "https://exemple.be/essai/"\n',
    ],
)
def test_what_is_not_understood_is_told(tmp_path, text):
    file = tmp_path / "publication.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(TargetRefused, match=r"publication.toml"):
        read_launch(file)


def test_the_trial_address_counts_until_the_launch():
    assert Launch(launched=False, trial="https://essai.exemple.be").address == "https://essai.exemple.be"
    assert Launch(launched=True, trial="https://essai.exemple.be").address == ""


def test_where_the_site_is_online_is_known():
    assert Launch().online == IDENTITY.website
    assert Launch(launched=False).online == ""
    assert Launch(launched=False, trial="https://essai.exemple.be").online == "https://essai.exemple.be"


def test_the_settings_that_are_committed_are_understood():
    read_launch(ROOT / "publication.toml")


@pytest.mark.parametrize("launched", [True, False])
def test_what_is_to_be_completed_waits_for_the_launch(release, launched):  # noqa: F811
    refused, questions = gate.check(release({}, TO_COMPLETE), launched=launched)
    assert [bool(refused), bool(questions)] == [launched, not launched]


def _settings(folder):
    file = folder / "publishconf.py"
    file.write_text('SITEURL = "https://www.exemple.be"\n', "utf-8")
    return file


@pytest.mark.parametrize("launched", [True, False])
def test_a_publication_at_a_trial_address_asks_instead_of_refusing_and_remembers_nothing(
    release,  # noqa: F811
    tmp_path,
    monkeypatch,
    capsys,
    launched,
):
    asked = {}

    def build(settings: Path, folder: Path, **overrides: object) -> int:
        asked.update(overrides)
        overrides["TELL_SITE"](Site((), made.site.today))
        return 0

    made = release({}, TO_COMPLETE)
    settings = _settings(tmp_path)
    monkeypatch.setattr(site_publication.building, "build", build)
    launch = Launch(launched, "https://essai.exemple.be")
    publication = site_publication.SitePublication(settings, tmp_path / "cache", launch)
    assert publication.build(made.folder) == 0
    home = "https://www.exemple.be" if launched else "https://essai.exemple.be"
    assert (publication.website, asked["SITEURL"], asked["LAUNCHED"]) == (home, home, launched)
    publication._release = made
    found = [finding.what for finding in publication.check(made.folder)]
    assert ("resume : « à compléter »" in found) is launched
    assert ("1 réponse à demander" in capsys.readouterr().out) is not launched
    (tmp_path / "publication").mkdir()
    publication.remember(made.folder)
    assert (tmp_path / "publication/addresses.txt").exists() is launched


def test_the_pages_whose_own_file_differs_from_what_was_published_are_known(release):  # noqa: F811
    people = {
        "equipes/accueil.md": "---\ntitre: Accueil\nresume: r\nordre: 1\n---\n",
        "personnes/ana.md": "---\nprenom: Ana\nnom: Essai\nfonction: Accueil\nequipe: accueil\n---\n",
    }
    made = release(content=people)
    root = made.content.parent
    repository(root)
    publication = site_publication.SitePublication(_settings(root), root / "cache")
    publication._release = made
    published = commit(root)
    assert publication.own_pages(published) == frozenset()
    with (root / "content/personnes/ana.md").open("a", encoding="utf-8") as file:
        file.write("Un texte.\n")
    assert publication.own_pages(published) == {"/equipe/accueil/"}  # which shows her, since she has no page
    assert publication.own_pages("--output=x") == publication.own_pages("0" * 40) == frozenset()
    assert not (root / "x").exists()


@pytest.mark.parametrize(
    ("host", "told"),
    [("github", "GitHub vérifie et met en ligne"), ("serveur", "publier"), (None, "publier"), ("[", "publier")],
)
def test_what_remains_after_a_sending_is_said_by_host(tmp_path, host, told):
    (tmp_path / "p.toml").write_text(f'[site]\nhebergeur = "{host}"\n' if host != "[" else "[", "utf-8")
    if host is None:
        (tmp_path / "p.toml").unlink()
    said = launching.after_sending(tmp_path / "p.toml")
    assert (told in said, "Le public ne voit encore rien" in said) == (True, host != "github")
