"""Sending and receiving in the desk: by plain forms, in French, after a page that shows what changes."""

import re
import subprocess

import pytest

from tests.unit.preview.exchange.gestures import HISTORY, PAGE, SHARE, edit, push_button, read, shown_in_the_end, words
from tests.unit.preview.forms import ask, controls
from tests.unit.release.repository import git
from tooling.preview import exchange
from tooling.preview.exchange import AtTheDesk, Run
from tooling.preview.pages import DeskState
from tooling.sharing import merging
from tooling.sharing.repository import Repository


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
    assert ("Rien à envoyer : les autres ont tout." in page, "Envoyé : " in page) == (True, False)  # shown only once


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
    assert len(answers) < 10  # each call starts a process, for which the page waits
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
    assert ("boom" in capsys.readouterr().err) is isinstance(error, RuntimeError)  # for the developers
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
    for gesture in ("envoyer", "annuler"):  # the buttons of a page that was open before have no effect
        assert ask(desk, SHARE, {**sent, "geste": gesture})[0] == 303
        assert "Envoi en cours" in ask(desk, SHARE)[1]
    assert ask(desk, HISTORY)[2]["Location"] == SHARE
    waits.set()
    assert "Envoyé : " in words(shown_in_the_end(desk, SHARE))
    assert git(root / "remote.git", "rev-list", "--count", "main") == "2\n"


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


def test_a_command_that_ends_while_its_page_is_made_is_told_by_the_next(desk, root):
    run = desk.atelier.exchange._run = Run("envoyer", AtTheDesk({}))
    run.done.is_set = iter((False, True, True)).__next__
    assert "En cours… Cette page dit d’elle-même quand c’est fini." in ask(desk, SHARE)[1]


def test_what_others_wrote_is_shown_as_text(desk, root, other):
    other("titre: Essai", 'titre: "</pre><script>alert(1)</script>"')
    edit(root, "titre: Essai", "titre: Ici")
    assert "<script" not in push_button(desk, SHARE, "envoyer")
