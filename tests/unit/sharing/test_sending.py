"""Sending and receiving, without the terms of git."""

import pytest

from tests.unit.release.repository import git
from tests.unit.sharing.conftest import PAGE
from tooling.sharing import joining, sending
from tooling.sharing.repository import Repository

DINANT, CINEY = "content/bureaux/dinant.md", "content/bureaux/ciney.md"
LIST = "publication/addresses.txt"


def test_what_one_sends_the_other_receives(desk):
    ana, bo = desk("ana"), desk("bo")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    assert ana.send() == (
        0,
        "À envoyer : Dinant : « Téléphone » changé.\nEnvoyé : Dinant : « Téléphone » changé.\n",
    )
    assert bo.receive() == (0, "Reçu (1 page, par ana) : Dinant : « Téléphone » changé.\n")
    assert "telephone: 2" in bo.read(DINANT)
    assert bo.git("status", "--porcelain") == ""
    assert bo.messages() == ["Dinant : « Téléphone » changé", "x"]
    assert bo.receive() == (0, "Rien de neuf.\n")
    assert bo.send() == (0, "Rien à envoyer : tout le monde a la même chose.\n")


def test_what_both_changed_in_one_file_is_joined_without_a_question(desk):
    ana, bo = desk("ana"), desk("bo")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    ana.write("content/pages/a.md", PAGE.format("A"))
    ana.send()
    bo.edit(DINANT, "Une fin.", "Une autre fin.")
    bo.edit(CINEY, "telephone: 1", "telephone: 3")
    assert bo.receive()[1].endswith(
        "Votre travail est enregistré ; pour l’envoyer aux autres : python3 tasks.py envoyer\n"
    )
    assert bo.send()[0] == 0
    ana.receive()
    for one in (ana, bo):
        assert "telephone: 2" in one.read(DINANT)
        assert "Une autre fin." in one.read(DINANT)
        assert "telephone: 3" in one.read(CINEY)
        assert one.read("content/pages/a.md") == PAGE.format("A")
        assert one.git("status", "--porcelain") == ""
    assert ana.git("rev-parse", "HEAD") == bo.git("rev-parse", "HEAD")


def test_files_that_are_added_deleted_and_renamed_come_too(desk):
    ana, bo = desk("ana"), desk("bo")
    ana.git("mv", DINANT, "content/bureaux/dinan.md")
    ana.write("content/images/a.bin", "\0\1")
    (ana.folder / CINEY).unlink()
    ana.send()
    bo.edit(DINANT, "telephone: 1", "telephone: 2")  # under the old name, since Bo has not received yet
    assert bo.send()[0] == 0
    ana.receive()
    for one in (ana, bo):
        assert not (one.folder / DINANT).exists()
        assert not (one.folder / CINEY).exists()
        assert "telephone: 2" in one.read("content/bureaux/dinan.md")
        assert (one.folder / "content/images/a.bin").read_bytes() == b"\0\1"
        assert one.git("status", "--porcelain") == ""


def test_the_lists_of_published_addresses_are_joined_as_one(desk):
    ana, bo = desk("ana"), desk("bo")
    for one, day, address in ((ana, "2026-11-24", "/a/"), (bo, "2026-11-25", "/b/")):
        one.write(LIST, f"# Titre\n# Dernier ajout : {day}\n/\n{address}\n")
    ana.send()
    assert bo.send() == (0, "Envoyé : les adresses publiées.\n")
    ana.receive()
    assert ana.read(LIST) == bo.read(LIST) == "# Titre\n# Dernier ajout : 2026-11-25\n/\n/a/\n/b/\n"


def contradiction(desk):
    ana, bo = desk("ana"), desk("bo")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    ana.edit(CINEY, "Un texte.", "Le texte d’Ana.")
    ana.send()
    bo.edit(DINANT, "telephone: 1", "telephone: 3")
    bo.edit(CINEY, "Un texte.", "Le texte de Bo.")
    return ana, bo


def test_what_contradicts_itself_is_asked_side_by_side(desk, at_the_keyboard):
    ana, bo = contradiction(desk)
    code, said = bo.send("?", "1", "2")
    assert code == 0
    assert "Dinant, « Téléphone » :\n  1. la vôtre" in said
    assert "2. ana, le " in said
    assert "  telephone: 3                                  telephone: 2\n" in said
    ana.receive()
    for one in (ana, bo):
        assert "Le texte de Bo." in one.read(CINEY)
        assert "telephone: 2" in one.read(DINANT)
        assert not any("<<<" in one.read(path) or ">>>" in one.read(path) for path in (DINANT, CINEY))


@pytest.mark.parametrize("answers", [("a",), ("1", "annuler")])
def test_everything_can_be_called_off_at_any_question(desk, at_the_keyboard, answers):
    _, bo = contradiction(desk)
    before = bo.git("rev-parse", "HEAD"), bo.git("status", "--porcelain"), bo.read(DINANT), bo.read(CINEY)
    code, said = bo.send(*answers)
    assert code == 1
    assert said.endswith("Tout est annulé : ce dossier est comme avant.\n")
    assert (bo.git("rev-parse", "HEAD"), bo.git("status", "--porcelain"), bo.read(DINANT), bo.read(CINEY)) == before


def test_where_nobody_answers_it_is_told_and_nothing_changes(desk):
    _, bo = contradiction(desk)
    before = bo.git("rev-parse", "HEAD"), bo.git("status", "--porcelain")
    code, said = bo.send()
    assert code == 1
    assert said.endswith(
        "Deux versions de la même chose, à 2 endroits. Personne n’est là pour répondre. Rien n’a changé.\n"
    )
    assert (bo.git("rev-parse", "HEAD"), bo.git("status", "--porcelain")) == before


@pytest.mark.parametrize(("answer", "there"), [("1", False), ("2", True)])
def test_a_file_that_one_deleted_and_the_other_changed_is_asked_as_a_whole(desk, at_the_keyboard, answer, there):
    ana, bo = desk("ana"), desk("bo")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    ana.send()
    (bo.folder / DINANT).unlink()
    code, said = bo.send(answer)
    assert code == 0
    assert "Dinant, le fichier entier :" in said
    assert (bo.folder / DINANT).exists() is there


def test_who_signs_is_asked_once(desk, at_the_keyboard):
    new = desk()
    new.edit(DINANT, "telephone: 1", "telephone: 2")
    code, said = new.send("Zoé  Essai", "zoe@exemple.be")
    assert code == 0
    assert "Cette question n’est posée qu’une fois" in said
    assert new.git("log", "-1", "--format=%an <%ae>") == "Zoé Essai <zoe@exemple.be>\n"
    new.edit(DINANT, "telephone: 2", "telephone: 3")
    assert new.send()[0] == 0


@pytest.mark.parametrize(
    ("answers", "told"), [(("", "a@b.be"), "Il faut un nom"), (("A", "moi"), "n’est pas une adresse")]
)
def test_who_does_not_say_it_is_told_what_lacks(desk, at_the_keyboard, answers, told):
    new = desk()
    new.edit(DINANT, "telephone: 1", "telephone: 2")
    code, said = new.send(*answers)
    assert (code, told in said) == (1, True)
    assert new.messages() == ["x"]


def test_a_newcomer_without_a_keyboard_is_told_what_to_type(desk):
    new = desk()
    new.edit(DINANT, "telephone: 1", "telephone: 2")
    code, said = new.send()
    assert (code, "Dites une fois qui vous êtes : python3 tasks.py envoyer --nom" in said) == (1, True)
    assert new.send(name="Zoé Essai", email="zoe@exemple.be")[0] == 0


def test_without_a_remote_the_work_is_kept(desk):
    ana = desk("ana")
    ana.git("remote", "remove", "origin")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    assert ana.send()[1].endswith("votre travail est enregistré sur cet ordinateur.\n")
    assert ana.git("status", "--porcelain") == ""
    assert ana.receive() == (0, "Ce dossier n’est relié à aucun autre : il n’y a rien à recevoir.\n")


def test_without_a_connection_the_work_waits(desk, remote):
    ana, bo = desk("ana"), desk("bo")
    ana.git("remote", "set-url", "origin", "ssh://git@nulle-part.invalid/x.git")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    code, said = ana.send()
    assert code == 0
    assert said.endswith(
        "Pas de connexion avec nulle-part.invalid. Votre travail est enregistré sur cet ordinateur ; il partira la "
        "prochaine fois.\n"
    )
    assert ana.receive()[0] == 1
    ana.git("remote", "set-url", "origin", str(remote))
    bo.edit(CINEY, "telephone: 1", "telephone: 2")
    bo.send()
    assert ana.send()[0] == 0
    bo.receive()
    assert "telephone: 2" in bo.read(DINANT)


def test_the_first_commit_of_all_goes_to_an_empty_repository(home, capfd, desk, remote):
    empty = home / "empty.git"
    git(home, "init", "-q", "--bare", str(empty))
    ana = desk("ana")
    ana.git("remote", "set-url", "origin", str(empty))
    assert ana.send()[0] == 0
    assert git(empty, "log", "--format=%s", "main") == "x\n"


def hook(remote, name, text):
    file = remote / "hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    file.chmod(0o755)


PROTECTED = (
    'while read old new ref; do [ "$ref" != refs/heads/main ] || '
    '{ echo "GitLab: You are not allowed to push code to protected branches on this project." >&2; exit 1; }; done'
)


def test_a_protected_branch_makes_a_proposal(desk, remote):
    hook(remote, "pre-receive", PROTECTED)
    hook(
        remote,
        "post-receive",
        'echo "To create a merge request for x, visit:"; echo "  https://gitlab.exemple.be/cai/site/-/merge_requests/new?a=1"',
    )
    ana = desk("ana")
    for number in "23":
        ana.edit(DINANT, f"telephone: {int(number) - 1}", f"telephone: {number}")
        code, said = ana.send()
        assert code == 0
        assert "Envoyé comme proposition : Dinant : « Téléphone » changé." in said
        assert said.endswith(
            "Ouvrez la proposition ici : https://gitlab.exemple.be/cai/site/-/merge_requests/new?a=1\n"
        )
    assert git(remote, "show", "proposition-ana:" + DINANT).count("telephone: 3") == 1
    assert git(remote, "log", "--format=%s", "main") == "x\n"


def test_a_proposal_of_that_name_is_never_forced(desk, remote):
    ana = desk("ana")
    ana.git("push", "-q", "origin", "main:proposition-ana")
    bo = desk("bo")
    bo.git("fetch", "-q")
    bo.git("checkout", "-q", "proposition-ana")
    bo.git("commit", "-q", "--allow-empty", "-m", "x")
    bo.git("push", "-q", "origin", "proposition-ana")
    hook(remote, "pre-receive", PROTECTED)
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    assert ana.send()[1].endswith("Son nom sur le dépôt : proposition-ana-2\n")


def test_what_others_send_between_receiving_and_sending_is_joined_too(desk, monkeypatch):
    ana, bo = desk("ana"), desk("bo")
    push, left = Repository.push, [1, 2]

    def meanwhile(self, *given):
        if left and self.root == ana.folder:
            number = left.pop()
            bo.write(f"content/pages/p{number}.md", PAGE.format(number))
            bo.git("add", ".")
            bo.git("commit", "-q", "-m", "x")
            bo.git("push", "-q", "origin", "main")
        return push(self, *given)

    monkeypatch.setattr(Repository, "push", meanwhile)
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    assert ana.send()[0] == 0
    assert (ana.folder / "content/pages/p1.md").exists()
    assert (ana.folder / "content/pages/p2.md").exists()


@pytest.mark.parametrize("edited", [False, True])
def test_all_may_be_cancelled_after_a_part_was_received_too(desk, monkeypatch, at_the_keyboard, edited):
    ana, bo = desk("ana"), desk("bo")
    bo.edit(CINEY, "telephone: 1", "telephone: 3")
    bo.send()
    push, left = Repository.push, [1]

    def meanwhile(self, *given):
        if left and self.root == ana.folder:
            left.pop()
            bo.edit(DINANT, "telephone: 1", "telephone: 3")
            bo.git("commit", "-qam", "x")
            bo.git("push", "-q", "origin", "main")
            if edited:  # an edit during the sending is kept
                ana.write("content/pages/p.md", PAGE.format("P"))
        return push(self, *given)

    monkeypatch.setattr(Repository, "push", meanwhile)
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    before = {path: ana.read(path) for path in (DINANT, CINEY)}
    code, said = ana.send("a")
    assert (code, "Tout est annulé : ce dossier est comme avant." in said) == (1, not edited)
    if edited:
        assert (ana.folder / "content/pages/p.md").exists()
        assert "Tout est annulé, sauf ce qui est déjà reçu." in said
    else:
        assert {path: ana.read(path) for path in (DINANT, CINEY)} == before
    assert ana.git("show", "origin/main:" + DINANT).count("telephone: 3") == 1
    assert ana.send("1")[0] == 0
    assert bo.receive()[0] == 0
    assert ("telephone: 2" in bo.read(DINANT), "telephone: 3" in bo.read(CINEY)) == (True, True)


def test_a_file_that_is_saved_meanwhile_is_not_lost(desk, monkeypatch):
    ana, bo = desk("ana"), desk("bo")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    ana.send()
    show, left = joining.show, [1]

    def meanwhile(*given):
        if left:
            left.pop()
            bo.edit(DINANT, "Une fin.", "Une autre fin.")
        return show(*given)

    monkeypatch.setattr(joining, "show", meanwhile)
    bo.receive()
    assert "telephone: 2" in bo.read(DINANT)
    assert "Une autre fin." in bo.read(DINANT)


def test_a_run_that_is_killed_before_it_brings_the_index_along_is_completed_by_the_next_one(desk, monkeypatch):
    ana, bo = desk("ana"), desk("bo")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    ana.send()

    def killed(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Repository, "index_last", killed)
        with pytest.raises(KeyboardInterrupt):
            bo.receive()
    assert bo.git("status", "--porcelain")
    assert bo.receive()[0] == 0
    assert ("telephone: 2" in bo.read(DINANT), bo.git("status", "--porcelain")) == (True, "")


@pytest.mark.parametrize("step", range(4))
def test_a_run_that_is_killed_while_it_writes_is_taken_back_and_loses_nothing(desk, monkeypatch, step):
    ana, bo = desk("ana"), desk("bo")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    (ana.folder / CINEY).unlink()
    ana.write("content/pages/a.md", PAGE.format("A"))
    ana.send()
    bo.write("content/pages/b.md", PAGE.format("B"))
    write, left = Repository.write, list(range(step))

    class Killed(BaseException):
        pass

    def killed(*given):
        if not left:
            raise Killed
        left.pop()
        write(*given)

    def no_move(*_):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Repository, "write", killed)
        patched.setattr(Repository, "move", no_move)
        with pytest.raises(Killed):
            bo.receive()
    (bo.folder / ".git/index.lock").touch()  # as a killed git leaves it
    bo.edit("content/pages/b.md", "Une fin.", "Une autre fin.")  # saved before the next run
    assert bo.send()[0] == 0
    ana.receive()
    for one in (ana, bo):
        assert "telephone: 2" in one.read(DINANT)
        assert not (one.folder / CINEY).exists()
        assert (one.folder / "content/pages/a.md").exists()
        assert "Une autre fin." in one.read("content/pages/b.md")
        assert one.git("status", "--porcelain") == ""
    assert not list((bo.folder / ".git").glob("sharing*"))


@pytest.mark.parametrize("command", ["rebase", "merge"])
def test_what_somebody_began_with_git_is_undone_if_they_agree(desk, at_the_keyboard, command):
    ana, bo = desk("ana"), desk("bo")
    ana.edit(DINANT, "telephone: 1", "telephone: 2")
    ana.send()
    bo.edit(DINANT, "telephone: 1", "telephone: 3")
    bo.git("commit", "-q", "-a", "-m", "x")
    bo.git("fetch", "-q")
    bo.git(command, "origin/main", check=False)
    assert "<<<<<<<" in bo.read(DINANT)
    assert bo.send("n")[0] == 1
    assert bo.send("o", "1")[0] == 0
    assert "telephone: 3" in bo.read(DINANT)


def test_one_command_at_a_time(desk):
    ana = desk("ana")
    with sending.Sharing(ana.folder, ana.folder / ".cache").held():
        code, said = ana.receive()
    assert (code, "Un autre envoi est en cours dans ce dossier" in said) == (1, True)
