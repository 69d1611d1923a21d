"""Sending, receiving and restoring in the desk: by plain forms, in French, and nothing changes before it was shown."""

import html
import os
import re
import shutil
import subprocess
import time

import pytest

from tests.unit.preview.forms import CONTENT, ask, controls
from tests.unit.release.repository import commit, git
from tooling.preview import exchange
from tooling.preview.pages import DeskState
from tooling.sharing import history, merging
from tooling.sharing.repository import Repository

SHARE, HISTORY = "/_atelier/partage/", "/_atelier/historique/"
PAGE = "pages/essai.md"


@pytest.fixture(autouse=True)
def own_git(tmp_path, monkeypatch):
    """Git without what the person at the keyboard has set."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[init]\n\tdefaultBranch = main\n", "utf-8")


@pytest.fixture(scope="module")
def beginning(tmp_path_factory):
    """The clone of a repository on this disk, with its pages, of somebody who has said who that is; each test copies it."""
    root = tmp_path_factory.mktemp("beginning")
    for name, text in CONTENT.items():
        (root / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / name).write_bytes(text.encode())
    (root / ".gitignore").write_text("/*\n!/content\n!/.gitignore\n", "utf-8")
    git(root, "init", "-q", "-b", "main")
    commit(root)
    git(root, "clone", "-q", "--bare", str(root), str(root / "remote.git"))
    git(root, "remote", "add", "origin", str(root / "remote.git"))
    git(root, "config", "user.name", "Ana")
    git(root, "config", "user.email", "ana@exemple.be")
    git(root, "fetch", "-q")
    git(root, "branch", "-q", "-u", "origin/main")
    return root


@pytest.fixture
def root(desk, workshop, beginning):
    root = workshop.content.parent
    shutil.copytree(beginning, root, dirs_exist_ok=True)
    settings = root / ".git/config"
    settings.write_text(settings.read_text("utf-8").replace(str(beginning), str(root)), "utf-8")
    return root


@pytest.fixture
def other(root):
    """Sends a change of somebody else."""
    git(root, "clone", "-q", str(root / "remote.git"), str(root / "other"))

    def sent(old, new, path=PAGE):
        edit(root / "other", old, new, path)
        git(root / "other", "commit", "-qam", "x", GIT_AUTHOR_NAME="Bo")
        git(root / "other", "push", "-q")

    return sent


def edit(root, old, new, path=PAGE):
    file = root / "content" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8", newline="\n")


def read(root, path=PAGE):
    return (root / "content" / path).read_text("utf-8")


def words(page):
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def push_button(desk, path, button, **more):
    """Send the form of a page with a button; the page after it, once all is done."""
    sent = {**controls(ask(desk, path)[1])[0], "geste": button, **more}
    status, page, headers = ask(desk, path, sent)
    return shown_in_the_end(desk, headers["Location"]) if status == 303 else page


def shown_in_the_end(desk, path):
    while 'http-equiv="refresh"' in (page := ask(desk, path)[1]):
        time.sleep(0.05)
    return page


def online(root):
    return git(root, "show", f"origin/main:content/{PAGE}")


def test_what_was_changed_is_shown_in_words_with_the_sentence_and_sent(desk, root):
    edit(root, "titre: Essai", "titre: Autre")
    page = words(ask(desk, SHARE)[1])
    assert "Les autres liront : « La page « Autre » : « Titre » changé »" in page
    assert git(root, "log", "--format=%s", "origin/main").splitlines() == ["x"]
    assert "Envoyé : La page « Autre » : « Titre » changé." in words(push_button(desk, SHARE, "envoyer"))
    assert (
        git(root / "remote.git", "log", "-1", "--format=%an %s", "main") == "Ana La page « Autre » : « Titre » changé\n"
    )
    page = words(ask(desk, SHARE)[1])
    assert ("Rien à envoyer : les autres ont tout." in page, "Envoyé : " in page) == (True, False)  # told once


def test_the_desk_tells_how_many_files_wait_to_be_sent(desk, root, monkeypatch):
    def waiting():
        page = words(ask(desk, "/_atelier/")[1])
        found = re.search(r"À envoyer : (\d+) (.*?\.) Envoyer", page)
        return int(found[1]) if found else 0

    assert waiting() == 0
    edit(root, "titre: Essai", "titre: Autre")
    git(root, "commit", "-qam", "x")
    assert waiting() == 1
    edit(root, "titre: Autre", "titre: Encore")
    edit(root, "ordre: 1", "ordre: 2", "equipes/accueil.md")
    (root / "content/pages/neuve.md").write_text("---\ntitre: Neuve\nresume: r\n---\n", "utf-8")
    index = (root / ".git/index").read_bytes()
    answers, run = [], Repository.run
    monkeypatch.setattr(Repository, "run", lambda *given, **options: answers.append(given) or run(*given, **options))
    assert waiting() == 3
    assert len(answers) < 10  # each is a process: the page must not wait for them
    assert (root / ".git/index").read_bytes() == index
    push_button(desk, SHARE, "envoyer")
    assert waiting() == 0


def test_the_list_of_published_addresses_waits_too(desk, root):
    (root / ".gitignore").write_text("/*\n!/content\n!/publication\n!/.gitignore\n", "utf-8")
    push_button(desk, SHARE, "envoyer")
    (root / merging.UNION).parent.mkdir()
    (root / merging.UNION).write_text("/\n", "utf-8")
    assert "À envoyer : 1" in words(ask(desk, "/_atelier/")[1])
    page = words(ask(desk, SHARE)[1])
    assert ("La liste des adresses publiées" in page, "les autres ont tout" in page) == (True, False)


def test_without_a_repository_nothing_waits_to_be_sent(desk):
    page = words(ask(desk, "/_atelier/")[1])
    assert ("À faire" in page, "À envoyer" in page) == (True, False)


def test_what_others_sent_is_received_and_told(desk, root, other):
    other("Un **texte**", "Un autre texte")
    edit(root, "titre: Essai", "titre: Autre")
    assert "Reçu (1 page, par Bo) : La page « Essai » : texte changé." in words(push_button(desk, SHARE, "recevoir"))
    assert ("titre: Autre" in read(root), "Un autre texte" in read(root)) == (True, True)


def test_sending_tells_whose_work_has_arrived_and_what_remains_until_the_public_sees_it(desk, workshop, root, other):
    desk.atelier.exchange = exchange.Exchange(DeskState(workshop), lambda: "Il reste à publier.")
    other("Un **texte**", "Un autre texte")
    other("ordre: 1", "ordre: 2", "equipes/accueil.md")
    page = words(push_button(desk, SHARE, "envoyer"))  # nothing to send
    assert ("Reçu (2 pages, par Bo) : " in page, "Il reste" in page) == (True, False)
    edit(root, "titre: Essai", "titre: Autre")
    page = words(push_button(desk, SHARE, "envoyer"))
    assert ("Envoyé : La page « Autre »" in page, "Il reste à publier." in page, "Reçu" in page) == (True, True, False)


@pytest.mark.parametrize(("choice", "stays"), [("1", "Ici"), ("2", "Ailleurs")])
def test_a_conflict_shows_both_versions_and_the_choice_is_kept(desk, root, other, choice, stays):
    other("titre: Essai", "titre: Ailleurs")
    edit(root, "titre: Essai", "titre: Ici")
    head = git(root, "rev-parse", "HEAD")
    page = push_button(desk, SHARE, "envoyer")
    assert "Deux personnes ont changé la même chose" in words(page)
    assert re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL) == ["titre: Ici\n", "titre: Ailleurs\n"]
    assert re.search(r"Bo, le \d\d/\d\d/\d{4}", words(page))
    assert (git(root, "rev-parse", "HEAD"), "titre: Ici" in read(root)) == (head, True)
    (name,) = set(re.findall(r'name="(choix\.[0-9a-f]+)"', page))
    push_button(desk, SHARE, "envoyer", **{name: choice})
    assert f"titre: {stays}\n" in read(root)
    assert f"titre: {stays}\n" in git(root / "remote.git", "show", f"main:content/{PAGE}")


def test_a_conflict_without_a_choice_is_asked_again_and_all_may_be_cancelled(desk, root, other):
    other("titre: Essai", "titre: Ailleurs")
    edit(root, "titre: Essai", "titre: Ici")
    before, head = read(root), git(root, "rev-parse", "HEAD")
    push_button(desk, SHARE, "envoyer")
    page = ask(desk, SHARE)[1]
    (name,) = set(re.findall(r'name="(choix\.[0-9a-f]+)"', page))
    for wrong in ({name: "3"}, {name: ""}, {"choix.autre": "1"}):
        sent = {**{key: value for key, value in controls(page)[0].items() if key != name}, **wrong, "geste": "envoyer"}
        assert ask(desk, SHARE, sent)[0] == 303
        assert "choisissez ce qui reste" in shown_in_the_end(desk, SHARE)
    assert "Tout est annulé : ce dossier est comme avant." in words(push_button(desk, SHARE, "annuler"))
    assert (read(root), git(root, "rev-parse", "HEAD")) == (before, head)
    assert "titre: Ailleurs" in git(root / "remote.git", "show", f"main:content/{PAGE}")


def test_who_has_not_said_who_that_is_is_asked_once(desk, root):
    for key in ("name", "email"):
        git(root, "config", "--unset", f"user.{key}")
    edit(root, "titre: Essai", "titre: Autre")
    assert {"name", "email"} <= set(controls(ask(desk, SHARE)[1])[0])
    assert "Il manque : Votre adresse e-mail." in words(push_button(desk, SHARE, "envoyer", name="Bo", email=" "))
    assert "n’est pas une adresse e-mail" in words(push_button(desk, SHARE, "envoyer", name="Bo", email="bo"))
    assert "Envoyé : " in words(push_button(desk, SHARE, "envoyer", name="Bo", email="bo@exemple.be"))
    assert git(root / "remote.git", "log", "-1", "--format=%an %ae", "main") == "Bo bo@exemple.be\n"
    assert "name" not in controls(ask(desk, SHARE)[1])[0]


def test_what_fails_is_told_in_french(desk, root):
    git(root, "remote", "set-url", "origin", str(root / "nowhere.git"))
    edit(root, "titre: Essai", "titre: Autre")
    page = words(push_button(desk, SHARE, "envoyer"))
    assert "Il n’y a rien à l’adresse" in page
    assert "fatal" not in page


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(28, "plein"), "Le disque est plein"), (RuntimeError("boom"), exchange.UNEXPECTED)],
)
def test_what_nobody_expects_is_told_and_ends_the_command(desk, root, monkeypatch, capsys, error, said):
    def fail(sharing, **_):
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(exchange, "send", fail)
        page = words(push_button(desk, SHARE, "envoyer"))
    assert (said in page, "boom" in page) == (True, False)
    assert ("boom" in capsys.readouterr().err) is isinstance(error, RuntimeError)  # for who develops the site
    edit(root, "titre: Essai", "titre: Autre")
    assert "Envoyé : " in words(push_button(desk, SHARE, "envoyer"))


@pytest.mark.parametrize("path", [SHARE, HISTORY, "/_atelier/defaire/abcd"])
def test_a_system_that_refuses_is_told(desk, root, monkeypatch, path):
    def refuse(*_):
        raise OSError(28, "plein")

    monkeypatch.setattr(exchange, "Sharing", refuse)
    assert "Le disque est plein" in ask(desk, path)[1]


def test_a_folder_that_is_no_clone_says_so(desk):
    for path in (SHARE, HISTORY, "/_atelier/defaire/abcd"):
        assert "Ce dossier n’est relié à aucun dépôt" in ask(desk, path)[1]


def test_what_was_begun_by_hand_is_undone_if_the_person_agrees(desk, root, other):
    other("titre: Essai", "titre: Ailleurs")
    edit(root, "titre: Essai", "titre: Ici")
    git(root, "commit", "-qam", "y")
    git(root, "fetch", "-q")
    subprocess.run(["git", "merge", "origin/main"], cwd=root, capture_output=True)
    assert "<<<<" in read(root)
    page = push_button(desk, SHARE, "recevoir")
    assert ("n’est pas finie" in page, "accord" in page, "<<<<" in read(root)) == (True, True, True)
    page = push_button(desk, SHARE, "recevoir", accord="oui")
    assert ("choisissez ce qui reste" in page, "<<<<" in read(root)) == (True, False)


def test_a_command_that_takes_its_time_is_shown_until_it_is_done(desk, root, monkeypatch):
    monkeypatch.setattr(exchange, "ANSWERED", 0)
    edit(root, "titre: Essai", "titre: Autre")
    waits = exchange.threading.Event()
    done = exchange.send
    monkeypatch.setattr(exchange, "send", lambda sharing, **given: waits.wait(20) and done(sharing, **given))
    sent = {**controls(ask(desk, SHARE)[1])[0], "geste": "envoyer"}
    assert ask(desk, SHARE, sent)[0] == 303
    page = ask(desk, SHARE)[1]
    assert ("Envoi en cours" in page, 'http-equiv="refresh"' in page, controls(page)[1]) == (True, True, [])
    for gesture in ("envoyer", "annuler"):  # of a page that was open before: nothing
        assert ask(desk, SHARE, {**sent, "geste": gesture})[0] == 303
        assert "Envoi en cours" in ask(desk, SHARE)[1]
    assert ask(desk, HISTORY)[2]["Location"] == SHARE
    waits.set()
    assert "Envoyé : " in words(shown_in_the_end(desk, SHARE))
    assert git(root / "remote.git", "rev-list", "--count", "main") == "2\n"


@pytest.fixture
def past(desk, root):
    """Three changes that were sent, of two pages."""
    for old, new, path in (
        ("titre: Essai", "titre: Autre", PAGE),
        ("fonction: Accueil", "fonction: Direction", "personnes/bo-essai.md"),
        ("Un **texte**", "Une fin", PAGE),
    ):
        edit(root, old, new, path)
        push_button(desk, SHARE, "envoyer")
    return root


def test_the_history_of_a_page_is_told_and_a_version_comes_back_after_it_was_shown(desk, past):
    page = ask(desk, f"{HISTORY}pages/essai")[1]
    assert "La page « Autre » : texte changé" in page
    assert "Direction" not in page
    version = re.findall(r'href="(/_atelier/retablir/[0-9a-f]+/pages/essai)"', page)[0]
    before = read(past)
    shown = ask(desk, version)[1]
    assert "+ Un **texte**." in words(shown).replace("Ajouté : ", "")
    assert read(past) == before
    after = words(push_button(desk, version, "faire"))
    assert "C’est écrit dans vos fichiers." in after
    assert "Les autres liront : « La page « Autre » : texte changé »." in after
    assert ("Un **texte**" in read(past), "titre: Autre" in read(past)) == (True, True)


def test_one_change_is_undone_and_the_later_ones_stay(desk, past):
    undo = re.findall(r'href="(/_atelier/defaire/[0-9a-f]+)"', ask(desk, HISTORY)[1])[2]
    push_button(desk, undo, "faire")
    assert ("titre: Essai" in read(past), "Une fin" in read(past)) == (True, True)
    assert "fonction: Direction" in read(past, "personnes/bo-essai.md")


def moments_of(page):
    """What the history tells of each moment, and where its links lead."""
    told = re.findall(r"<li><h2>(.*?)</h2>(.*?)(?=<li><h2>|</ol>)", page, re.DOTALL)
    return [(words(head), words(rest), re.findall(r'href="/_atelier/(\w+)/', rest)) for head, rest in told]


def test_of_two_versions_that_were_joined_the_page_as_it_is_now_is_first_and_nobodys_work_goes_unsaid(
    desk, root, other
):
    other("titre: Essai", "titre: Autre")
    edit(root, "Un **texte**", "Une fin")
    push_button(desk, SHARE, "envoyer")
    page = ask(desk, f"{HISTORY}pages/essai")[1]
    (now, joined, links), *older = moments_of(page)
    assert (now.endswith("· Ana · maintenant"), history.JOINED in joined, links) == (True, True, [])
    assert [(head.split(" · ")[1:], links) for head, _, links in older] == [
        (["Bo"], ["retablir", "defaire"]),
        (["Ana"], ["retablir", "defaire"]),
        (["a@b.c"], ["retablir", "defaire"]),
    ]
    assert ("La page « Autre »" in words(page), "pages/essai " in words(page)) == (True, False)
    mine = re.findall(r'href="(/_atelier/retablir/[0-9a-f]+/pages/essai)"', page)[1]
    page = words(ask(desk, mine)[1])
    assert "- Enlevé" not in page
    assert re.search(r"Enlevé : - Titre : Autre Ajouté : \+ Titre : Essai", page)
    assert re.search(
        r"Ce qui a suivi sur cette page s’en va \S+ \d+ \S+ \d{4}, \d\d:\d\d · Bo · La page « Autre » :", page
    )
    assert ("Les changements qui ont suivi restent" in page, "Les autres pages ne changent pas" in page) == (
        False,
        True,
    )
    assert ("Retour à l’historique" in page, "Annuler tout" in page) == (True, False)


def test_what_is_changed_here_and_not_sent_yet_comes_first_and_its_loss_is_told(desk, past):
    edit(past, "Une fin", "Un **texte**")  # as it was before
    page = ask(desk, f"{HISTORY}pages/essai")[1]
    assert not any(head.endswith("maintenant") for head, _, _ in moments_of(page))
    edit(past, "resume: r", "resume: s")
    page = ask(desk, f"{HISTORY}pages/essai")[1]
    assert "Maintenant, pas encore envoyé La page « Autre » : « Résumé » changé, texte changé" in words(page)
    assert not any(head.endswith("maintenant") for head, _, _ in moments_of(page))
    version = re.findall(r'href="(/_atelier/retablir/[0-9a-f]+/pages/essai)"', page)[0]
    assert "Ce que vous avez changé ici, et pas encore envoyé" in words(ask(desk, version)[1])


def test_in_the_history_of_a_page_a_change_of_several_is_undone_of_that_page_alone(desk, past):
    edit(past, "resume: r", "resume: s")
    edit(past, "ordre: 1", "ordre: 2", "equipes/accueil.md")
    push_button(desk, SHARE, "envoyer")
    undo = re.findall(r'href="(/_atelier/defaire/[^"]+)"', ask(desk, f"{HISTORY}pages/essai")[1])[0]
    page = words(ask(desk, undo)[1])
    assert ("+ Résumé : r" in page, "Accueil" in page, "changements qui ont suivi restent" in page) == (
        True,
        False,
        True,
    )
    push_button(desk, undo, "faire")
    assert ("resume: r" in read(past), "ordre: 2" in read(past, "equipes/accueil.md")) == (True, True)


def test_what_is_no_content_is_told_apart_and_not_undone_in_the_desk(desk, past):
    (past / ".gitignore").write_text("/*\n!/content\n!/.gitignore\n!/publication.toml\n", "utf-8")
    (past / "publication.toml").write_text("a = 1\n", "utf-8")
    push_button(desk, SHARE, "envoyer")
    (past / "publication.toml").write_text("a = 2\n", "utf-8")
    edit(past, "resume: r", "resume: s")
    push_button(desk, SHARE, "envoyer")
    page = ask(desk, HISTORY)[1]
    assert [told.partition(" Défaire")[0] for _, told, _ in moments_of(page)][:2] == [
        "La page « Autre » : « Résumé » changé",
        "La page « Autre » : texte changé",
    ]
    assert '<a href="/_atelier/historique-programme/">Réglages et programme</a>' in page
    undo = re.findall(r'href="(/_atelier/defaire/[0-9a-f]+)"', page)[0]
    push_button(desk, undo, "faire")
    assert ("resume: r" in read(past), (past / "publication.toml").read_text("utf-8")) == (True, "a = 2\n")
    told = moments_of(ask(desk, "/_atelier/historique-programme/")[1])
    assert [links for _, _, links in told] == [[]] * len(told)
    assert [said for _, said, _ in told][:2] == [
        "Réglages et programme (1 fichier)",
        "Réglages et programme (2 fichiers)",
    ]


def test_of_a_change_of_several_pages_those_that_are_ticked_come_back(desk, past):
    edit(past, "resume: r", "resume: s")
    edit(past, "ordre: 1", "ordre: 2", "equipes/accueil.md")
    push_button(desk, SHARE, "envoyer")
    undo = re.findall(r'href="(/_atelier/defaire/[0-9a-f]+)"', ask(desk, HISTORY)[1])[0]
    sent = controls(ask(desk, undo)[1])[0]
    del sent["fichier.0"]
    assert ask(desk, undo, {**sent, "geste": "faire"})[0] == 303
    assert ("resume: r" in read(past), "ordre: 2" in read(past, "equipes/accueil.md")) == (True, True)


def test_what_changed_again_since_is_chosen_before_it_is_shown(desk, past):
    undo = re.findall(r'href="(/_atelier/defaire/[0-9a-f]+)"', ask(desk, HISTORY)[1])[2]
    edit(past, "titre: Autre", "titre: Encore")
    page = ask(desk, undo)[1]
    assert exchange.CHANGED_SINCE in page
    (name,) = set(re.findall(r'name="(choix\.[0-9a-f]+)"', page))
    status, page, _ = ask(desk, undo, {**controls(page)[0], name: "2", "geste": "voir"})
    assert (status, "titre: Encore" in read(past)) == (200, True)
    assert ask(desk, undo, {**controls(page)[0], "geste": "faire"})[0] == 303
    assert "titre: Essai" in read(past)


def test_what_was_shown_and_is_not_so_any_more_is_shown_again(desk, past):
    undo = re.findall(r'href="(/_atelier/defaire/[0-9a-f]+)"', ask(desk, HISTORY)[1])[2]
    sent = {**controls(ask(desk, undo)[1])[0], "geste": "faire"}
    edit(past, "resume: r", "resume: s")
    before = read(past)
    assert exchange.OUTDATED in ask(desk, undo, sent)[1]
    assert read(past) == before


def test_what_is_as_it_was_changes_nothing(desk, past):
    page = ask(desk, f"/_atelier/retablir/{git(past, 'rev-parse', 'HEAD').strip()}/pages/essai")[1]
    assert ("C’est déjà ainsi" in page, controls(page)[1]) == (True, [])


def around(page):
    """The links from a page of the history to those beside it."""
    return dict(re.findall(r'<a rel="(prev|next)" href="([^"]+)">Plus \w+</a>', page))


def test_a_longer_history_is_told_on_several_pages(desk, past, monkeypatch):
    monkeypatch.setattr(exchange.history, "SHOWN", 2)
    (past / merging.UNION).parent.mkdir()
    (past / merging.UNION).write_text("/\n", "utf-8")  # nobody wrote this: it takes no place on a page
    git(past, "add", "-f", merging.UNION)
    git(past, "commit", "-qm", "x")
    edit(past, "Une fin", "Sa fin")
    git(past, "commit", "-qam", "x")
    pages = [ask(desk, f"/_atelier/historique{number}/") for number in ("", "-2", "-3")]
    assert [status for status, _, _ in pages] == [200, 200, 200]
    assert [page.count("<li><h2>") for _, page, _ in pages] == [2, 2, 1]
    assert [around(page) for _, page, _ in pages] == [
        {"next": "/_atelier/historique-2/"},
        {"prev": HISTORY, "next": "/_atelier/historique-3/"},
        {"prev": "/_atelier/historique-2/"},
    ]
    assert ask(desk, "/_atelier/historique-4/")[0] == 404
    assert ask(desk, "/_atelier/historique-0/")[0] == 404
    page = ask(desk, "/_atelier/historique-2/pages/essai")[1]
    assert (page.count("<li><h2>"), around(page)) == (2, {"prev": f"{HISTORY}pages/essai"})


def test_only_what_a_page_of_the_history_shows_is_asked_of_git(desk, past, monkeypatch):
    monkeypatch.setattr(exchange.history, "SHOWN", 3)
    stream = "commit refs/heads/main\ncommitter Ana <a@b.c> {0} +0000\ndata 0\n{1}M 644 inline content/pages/autre.md\ndata {2}\n{0}\n"
    parents = (f"from {git(past, 'rev-parse', 'HEAD')}" if not number else "" for number in range(2000))
    made = (stream.format(1_700_000_000 + at, parent, 11) for at, parent in enumerate(parents))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=past, input="".join(made), text=True, check=True)
    answers, run = [], Repository.run

    def counted(*words, **options):
        answers.append(run(*words, **options))
        return answers[-1]

    monkeypatch.setattr(Repository, "run", counted)
    assert ask(desk, "/_atelier/historique-2/")[1].count("<li><h2>") == 3
    assert len(answers) < 30
    assert max(len(answer.stdout.splitlines()) for answer in answers) < 60


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"{HISTORY}pages/absent", 404, "aucun fichier de ce nom"),
        (f"{HISTORY}../secret", 404, "aucun fichier de ce nom"),
        ("/_atelier/retablir/HEAD", 200, "n’est pas un repère"),
        ("/_atelier/retablir/--help", 200, "n’est pas un repère"),
        ("/_atelier/retablir/0123456/pages/absent", 200, "aucun fichier de ce nom"),
        (f"{SHARE}autre", 404, "pas de formulaire"),
    ],
)
def test_what_there_is_not_is_told(desk, root, path, status, said):
    found, page, _ = ask(desk, path)
    assert (found, said in page) == (status, True)


def test_every_page_of_the_site_leads_to_its_form_and_its_history(desk, root):
    assert f'<a href="{HISTORY}bureaux/dinant" target="_top">Historique</a>' in desk.atelier.overlay(
        "/bureaux/dinant/", "one"
    )


REFUSED = [
    ({"Host": "evil.example"}, 421),
    ({"Host": "127.0.0.1:1"}, 421),
    ({"Origin": None}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "https://evil.example"}, 403),
    ({"Content_Type": "text/plain"}, 415),
    ({"Content_Length": "-1"}, 411),
]


@pytest.mark.parametrize("kind", ["send", "restore"])
def test_another_site_changes_nothing(desk, past, kind):
    edit(past, "resume: r", "resume: s")
    undo = re.findall(r'href="(/_atelier/defaire/[0-9a-f]+)"', ask(desk, HISTORY)[1])[2]
    path, gesture = (SHARE, "envoyer") if kind == "send" else (undo, "faire")
    sent = {**controls(ask(desk, path)[1])[0], "geste": gesture}

    def state():
        return git(past / "remote.git", "rev-parse", "main"), git(past, "rev-parse", "HEAD"), read(past)

    before = state()
    for headers, status in REFUSED:
        assert ask(desk, path, sent, **headers)[0] == status
    for token in (None, "", "x" * 43, "é"):
        other = {key: value for key, value in sent.items() if key != "jeton"} | (
            {} if token is None else {"jeton": token}
        )
        status, page, _ = ask(desk, path, other)
        assert (status, exchange.RESTARTED in page) == (403, True)
    assert state() == before


@pytest.mark.parametrize("gesture", ["", "autre", "faire"])
def test_a_button_that_there_is_not_is_refused(desk, root, gesture):
    assert ask(desk, SHARE, {**controls(ask(desk, SHARE)[1])[0], "geste": gesture})[0] == 404
    assert ask(desk, HISTORY, {"geste": "envoyer"})[0] == 404


@pytest.mark.parametrize("path", [SHARE, HISTORY, f"{HISTORY}pages/essai"])
def test_no_other_page_may_show_or_script_these_pages(desk, root, path):
    _, page, headers = ask(desk, path)
    assert "<script" not in page
    assert not re.search(r"\bstyle=|\son\w+=", page)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_what_others_wrote_is_shown_as_text(desk, root, other):
    other("titre: Essai", 'titre: "</pre><script>alert(1)</script>"')
    edit(root, "titre: Essai", "titre: Ici")
    assert "<script" not in push_button(desk, SHARE, "envoyer")
