"""The history in the desk: earlier versions and their authors, and restoring, after a page that shows what changes."""

import re
import subprocess

import pytest

from tests.unit.preview.exchange.gestures import HISTORY, SHARE, edit, push_button, read, words
from tests.unit.preview.forms import ask, controls
from tests.unit.release.repository import git
from tooling.commands.git import Service
from tooling.preview import exchange
from tooling.sharing import history, merging
from tooling.sharing.repository import Repository


def test_the_history_of_a_page_is_told_and_a_version_comes_back_after_it_was_shown(desk, past):
    page = ask(desk, f"{HISTORY}pages/essai")[1]
    assert "La page « Autre » : texte changé" in page
    assert "Direction" not in page
    version, *_, first = re.findall(r'href="(/_atelier/retablir/[0-9a-f]+/pages/essai)"', page)
    assert (who := moments_of(page)[-1][0]).endswith("20 novembre 2026, 12:00 · a@b.c")
    assert who in words(ask(desk, first)[1])
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
    """Return for each entry of the history its heading, its text and the targets of its links."""
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
    """Return the links from a page of the history to the previous and the next one, by their ``rel``."""
    return dict(re.findall(r'<a rel="(prev|next)" href="([^"]+)">Plus \w+</a>', page))


def test_a_longer_history_is_told_on_several_pages(desk, past, monkeypatch):
    monkeypatch.setattr(exchange.history, "SHOWN", 2)
    (past / merging.UNION).parent.mkdir()
    (past / merging.UNION).write_text("/\n", "utf-8")  # written by the program, so it is no entry of the history
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
    answers, run, read, request = [], Repository.run, [], Service.request

    def counted(*words, **options):
        answers.append(run(*words, **options))
        return answers[-1]

    monkeypatch.setattr(Repository, "run", counted)
    monkeypatch.setattr(Service, "request", lambda *given: read.append(given) or request(*given))
    assert ask(desk, "/_atelier/historique-2/")[1].count("<li><h2>") == 3
    assert (len(answers) < 10, 0 < len(read) < 60) == (True, True)
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
