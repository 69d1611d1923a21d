"""The history of changes and their authors, and restoring earlier versions."""

import contextlib
import itertools
import os
import re
import shutil
from functools import partial

import pytest

from tests.serving.loopback import MISSING, loopback
from tests.serving.small_site import steps
from tests.unit.release.repository import git
from tests.unit.sharing.conftest import PAGE
from tooling.commands.program import COMMAND
from tooling.release import publishing
from tooling.sharing import history
from tooling.sharing.repository import Repository
from tooling.targets.folder import FolderTarget
from tooling.targets.rsync import RsyncTarget
from tooling.targets.server_settings import read_server

DINANT, CINEY = "content/bureaux/dinant.md", "content/bureaux/ciney.md"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The folder in which the first test keeps the clone and the remote with which all tests begin."""
    return tmp_path_factory.mktemp("sent") / "kept"


@pytest.fixture
def ana(desk, remote, kept):
    """The folder of Ana, who has sent three changes one after the other."""
    made = desk("ana")
    if kept.is_dir():
        settings = (made.folder / ".git/config").read_bytes()  # with the address of this remote
        for folder in (made.folder, remote):
            shutil.rmtree(folder)
            shutil.copytree(kept / folder.name, folder)
        (made.folder / ".git/config").write_bytes(settings)
        return made
    for path, old, new in (
        (DINANT, "telephone: 1", "telephone: 2"),
        (CINEY, "telephone: 1", "telephone: 3"),
        (DINANT, "Une fin.", "Une autre fin."),
    ):
        made.edit(path, old, new)
        made.send()
    for folder in (made.folder, remote):
        shutil.copytree(folder, kept / folder.name)
    return made


def told(desk, *given, **options):
    return desk._run(lambda sharing: history.history(sharing, *given, **options), ())


def restore(desk, *answers, yes=True, **options):
    return desk._run(lambda sharing: history.restore(sharing, yes=yes, **options), answers)


def mark(desk, said):
    """Return the mark (« repère ») of the change that the history describes in these words."""
    return mark_in(told(desk)[1], said)


def mark_in(history_told, said):
    return re.search(rf"repère ([0-9a-f]+)(?: · maintenant)?\n  {re.escape(said)}", history_told)[1]


def test_each_change_is_told_with_who_and_when(ana):
    code, said = told(ana)
    assert code == 0
    assert re.findall(r"^  (.+)", said, re.MULTILINE)[:3] == [
        "Dinant : texte changé",
        "Ciney : « Téléphone » changé",
        "Dinant : « Téléphone » changé",
    ]
    assert re.search(r"^\w+ \d+ \w+ \d{4}, \d\d:\d\d · ana · repère [0-9a-f]{7}$", said, re.MULTILINE)


def test_what_is_not_sent_yet_comes_first(ana):
    ana.edit(CINEY, "Une fin.", "x")
    assert told(ana)[1].startswith("\nPas encore enregistré\n  Ciney : texte changé\n\n")
    assert told(ana, "dinant")[1].startswith("\n")
    assert (" · maintenant" in told(ana, "dinant")[1], " · maintenant" in told(ana, "ciney")[1]) == (True, False)
    ana.edit(CINEY, "telephone: 3", "telephone: 1")
    ana.edit(CINEY, "\nx\n", "\nUne fin.\n")  # as it was before
    assert " · maintenant" not in told(ana, "ciney")[1]
    assert "Pas encore" not in told(ana, "dinant")[1]


@pytest.mark.parametrize(("page", "way"), [("", "--tout"), ("dinant", "dinant --tout")])
def test_of_a_long_history_the_latest_is_told_and_how_to_see_the_rest(ana, monkeypatch, page, way):
    monkeypatch.setattr(history, "SHOWN", 2)
    ana.edit(DINANT, "telephone: 2", "telephone: 4")
    ana.send()
    asked, said = [], Repository.said
    monkeypatch.setattr(Repository, "said", lambda *words: asked.append(words[1:]) or said(*words))
    shown = told(ana, page)[1]
    assert (shown.count(" · repère "), f"{COMMAND} historique {way}\n" in shown) == (2, True)
    logs = [words for words in asked if words[0] == "log" and "--diff-filter=D" not in words]  # without deleted files
    assert ["--max-count=3" in words for words in logs] == [not page]
    assert told(ana, page, everything=True)[1].count(" · repère ") > 2


@pytest.mark.parametrize("page", ["dinant", "bureaux/dinant", "content/bureaux/dinant.md"])
def test_one_page_is_told_alone(ana, page):
    said = told(ana, page)[1]
    assert "Dinant : texte changé" in said
    assert "Ciney : « Téléphone »" not in said


def test_a_page_that_there_never_was_is_told(ana):
    assert told(ana, "bureaux/dinan") == (
        1,
        "« bureaux/dinan » : aucun fichier de ce nom, même effacé → vouliez-vous dire « bureaux/dinant » ?\n",
    )


def test_one_change_is_undone_and_the_later_ones_stay(ana):
    code, said = restore(ana, mark=mark(ana, "Dinant : « Téléphone » changé"))
    assert (code, said.splitlines()[0]) == (0, "Dinant : « Téléphone » changé")
    assert ana.read(DINANT) == PAGE.format("Dinant").replace("Une fin.", "Une autre fin.")
    assert "telephone: 3" in ana.read(CINEY)
    assert ana.send()[1].endswith("Envoyé : Dinant : « Téléphone » changé.\n")
    assert restore(ana, mark=ana.git("rev-parse", "HEAD").strip())[0] == 0  # the restoring may be undone too
    assert "telephone: 2" in ana.read(DINANT)


def test_what_was_changed_again_since_is_asked(ana, at_the_keyboard):
    first = mark(ana, "Dinant : « Téléphone » changé")
    ana.edit(DINANT, "telephone: 2", "telephone: 9")
    ana.send()
    assert restore(ana, "a", mark=first) == (1, restore(ana, "a", mark=first)[1])
    assert "telephone: 9" in ana.read(DINANT)
    code, said = restore(ana, "2", mark=first)
    assert (code, "2. avant ce changement" in said) == (0, True)
    assert "telephone: 1" in ana.read(DINANT)


def test_a_deleted_page_comes_back_as_it_was(ana):
    before = ana.read(DINANT)
    (ana.folder / DINANT).unlink()
    assert restore(ana, page="dinant")[0] == 0  # before it was sent
    assert ana.read(DINANT) == before
    (ana.folder / DINANT).unlink()
    ana.send()
    assert restore(ana, page="dinant")[1].startswith("Bureau ajouté : Dinant\n")
    assert ana.read(DINANT) == before


def test_a_page_comes_back_as_it_was_before_its_last_change_or_at_a_moment(ana):
    assert restore(ana, page="dinant")[0] == 0
    assert "telephone: 2" in ana.read(DINANT)
    assert "Une fin." in ana.read(DINANT)
    first = ana.git("rev-list", "--max-parents=0", "HEAD").strip()
    assert restore(ana, page="dinant", mark=first)[0] == 0
    assert ana.read(DINANT) == PAGE.format("Dinant")
    assert restore(ana, page="dinant", mark=first) == (0, "C’est déjà ainsi : rien n’a changé.\n")


def test_what_lies_between_two_publications_is_told(ana):
    first, *_, last = ana.git("rev-list", "--reverse", "HEAD").split()
    told = partial(history.between, ana.folder, ana.folder / ".cache")
    assert told(first, last) == ["Ciney : « Téléphone » changé", "Dinant : « Téléphone » changé, texte changé"]
    assert told("0" * 40, last) == []
    assert history.between(ana.folder / "content", ana.folder / ".cache", first, last) == []  # a folder without git


@pytest.fixture(params=["folder", pytest.param("server", marks=pytest.mark.endurance), "forge"])
def publish(request, remote, tmp_path):
    """A function that publishes what somebody has sent, to each kind of target; it returns a public page."""
    public, aside = tmp_path / "public", tmp_path / "aside"

    def published(content, target, page):
        assert publishing.publish(steps(0, content), target, aside, yes=True) == 0
        return page.read_text("utf-8")

    with contextlib.ExitStack() as stack:
        if request.param == "server":
            if MISSING and not os.environ.get("CI"):
                pytest.skip(f"pas sur cette machine : {', '.join(MISSING)}")
            server = stack.enter_context(loopback(tmp_path / "server"))
            online = server.site / "current/bureaux/dinant.md"
            yield lambda person: published(person.folder / "content", RsyncTarget(read_server(server.toml)), online)
        elif request.param == "forge":  # whose runner starts from a clean clone each time
            page, runs = public / "bureaux/dinant.md", itertools.count()

            def run(person):
                clone = tmp_path / f"runner-{next(runs)}"
                git(tmp_path, "clone", "-q", str(remote), str(clone))
                return published(clone / "content", FolderTarget(public, aside), page)

            yield run
        else:
            page = public / "bureaux/dinant.md"
            yield lambda person: published(person.folder / "content", FolderTarget(public, aside), page)


def test_the_change_of_three_publications_ago_is_undone_online_too_and_the_later_two_stay(desk, publish):
    ana = desk("ana")
    publish(ana)
    for old, new in (("telephone: 1", "telephone: 2"), ("resume: r", "resume: s"), ("Une fin.", "Une autre fin.")):
        ana.edit(DINANT, old, new)
        assert ana.send()[0] == 0
        assert new in publish(ana)
    assert restore(ana, mark=mark(ana, "Dinant : « Téléphone » changé"))[0] == 0
    assert ana.send()[0] == 0
    online = publish(ana)
    assert "telephone: 1" in online
    assert "resume: s" in online
    assert "Une autre fin." in online


def test_of_a_change_of_several_pages_each_may_stay(ana, at_the_keyboard):
    for path in (CINEY, DINANT):
        ana.edit(path, "resume: r", "resume: s")
    ana.send()
    both = ana.git("rev-parse", "--short=7", "HEAD").strip()
    code, said = restore(ana, "n", "o", mark=both, one_by_one=True)
    assert (code, "\nDinant : « Résumé » changé\n  - Résumé : s\n  + Résumé : r\n" in said) == (0, True)
    assert ("resume: s" in ana.read(CINEY), "resume: r" in ana.read(DINANT)) == (True, True)
    code, said = restore(ana, "", mark=both, one_by_one=True)
    assert (code, said.splitlines()[-1], "resume: s" in ana.read(CINEY)) == (0, "Rien n’a changé.", True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Dites quoi"),
        ({"mark": "HEAD"}, "n’est pas un repère"),
        ({"mark": "0123456"}, "n’est pas un repère"),
        ({"page": "content/images"}, "aucun fichier de ce nom"),
    ],
)
def test_what_cannot_be_restored_is_told(ana, options, said):
    code, printed = restore(ana, **options)
    assert (code, said in printed) == (1, True)


def test_the_beginning_cannot_be_undone(ana):
    first = ana.git("rev-list", "--max-parents=0", "HEAD").strip()
    assert "le tout premier" in restore(ana, mark=first)[1]


@pytest.fixture
def joined(desk):
    """The folder of Bo, after Ana and Bo changed different parts of a page and both sent them."""
    ana, bo = desk("ana"), desk("bo")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    ana.send()
    bo.edit(DINANT, "Une fin.", "Une autre fin.")
    bo.send()
    return bo


def test_the_moment_that_joins_the_work_of_two_cannot_be_undone(joined):
    assert (
        "réunit le travail de plusieurs personnes" in restore(joined, mark=joined.git("rev-parse", "HEAD").strip())[1]
    )


def test_the_version_that_joins_two_is_told_first(joined):
    said = told(joined, "dinant")[1]
    assert [(who, now) for who, now in re.findall(r" · (\S+) · repère [0-9a-f]{7}( · maintenant)?\n", said)] == [
        ("bo", " · maintenant"),
        ("ana", ""),
        ("bo", ""),
        ("a@b.c", ""),
    ]
    assert said.count(history.JOINED) == 1


def test_what_a_page_loses_is_told_with_whose_work_that_was_and_asked(joined, at_the_keyboard):
    before = joined.read(DINANT)
    own = mark_in(told(joined, "dinant")[1], "Dinant : texte changé")
    code, said = restore(joined, "n", page="dinant", mark=own, yes=False)
    assert (code, joined.read(DINANT)) == (0, before)
    assert said.startswith("Dinant : « Téléphone » changé\n  - Téléphone : 2\n  + Téléphone : 1\n")
    assert re.search(
        rf"\n{history.VERSION} du \w+ \d+ \w+ \d{{4}}, \d\d:\d\d · bo\n{history.GOES}\n  .*, \d\d:\d\d · ana · Dinant : « Téléphone » changé\n",
        said,
    )
    assert said.endswith("Rien n’a changé.\n")
    assert restore(joined, "o", page="dinant", mark=own, yes=False)[0] == 0
    assert joined.read(DINANT) == PAGE.format("Dinant").replace("Une fin.", "Une autre fin.")


def test_without_a_terminal_nothing_comes_back_unless_that_is_said(ana):
    before = ana.read(DINANT)
    code, said = restore(ana, page="dinant", yes=False)
    assert (code, "ajoutez --oui" in said, "texte changé" in said, ana.read(DINANT)) == (1, True, True, before)


def test_what_is_changed_during_the_question_is_not_lost(ana, at_the_keyboard, monkeypatch):
    def edited(*_):
        ana.edit(DINANT, "resume: r", "resume: s")
        return True

    monkeypatch.setattr(history.joining, "write", lambda *_: pytest.fail("written"))
    monkeypatch.setattr("tooling.sharing.asking.AtTheKeyboard.agrees", edited)
    code, said = restore(ana, page="dinant", yes=False)
    assert (code, history.CHANGED_MEANWHILE in said) == (1, True)


def test_a_page_that_has_another_address_now_comes_back_as_it_was_under_the_old_one(ana):
    ana.git("mv", DINANT, "content/bureaux/dinan.md")
    ana.send()
    first = ana.git("rev-list", "--max-parents=0", "HEAD").strip()
    assert restore(ana, page="dinan", mark=first)[0] == 0
    assert ana.read("content/bureaux/dinan.md") == PAGE.format("Dinant")


def test_what_is_no_content_is_told_only_with_all(ana):
    ana.write("publication.toml", "a = 1\n")
    ana.send()
    assert "Réglages et programme" not in told(ana)[1]
    assert "Réglages et programme (1 fichier)" in told(ana, everything=True)[1]


def test_moments_are_told_in_the_time_of_the_organisation(ana):
    ana.edit(DINANT, "resume: r", "resume: s")
    ana.git("commit", "-qam", "x", "--date", "2026-11-26T23:12:00+00:00")
    assert told(ana)[1].startswith("\nvendredi 27 novembre 2026, 00:12 · ana · repère ")


@pytest.mark.parametrize(("choice", "now"), [("1", "bo"), ("2", "ana")])
def test_the_version_that_was_chosen_of_two_is_told_first(desk, at_the_keyboard, choice, now):
    ana, bo = desk("ana"), desk("bo")
    for one in (bo, ana):  # the order of the edits does not matter
        one.edit(DINANT, "telephone: 1", f"telephone: {one.folder.name}")
    ana.send()
    assert bo.send(choice)[0] == 0
    assert re.findall(r" · (\S+) · repère [0-9a-f]{7}( · maintenant)?\n", told(bo, "dinant")[1])[0] == (
        now,
        " · maintenant",
    )


def test_a_record_that_a_field_names_is_called_by_its_title(ana):
    for name, title in (("un", "Accueil"), ("deux", "Droit")):
        ana.write(f"content/equipes/{name}.md", f"---\ntitre: {title}\nresume: r\nordre: 1\n---\n")
    person = "content/personnes/bo.md"
    ana.write(person, "---\nprenom: Bo\nnom: Essai\nfonction: f\nequipe: un\n---\n")
    for path in (DINANT, CINEY):
        (ana.folder / path).unlink()
    ana.send()
    ana.edit(person, "equipe: un", "equipe: deux")
    ana.send()
    said = restore(ana, page="bo")[1]
    assert "  - Équipe : Droit\n  + Équipe : Accueil\n" in said
