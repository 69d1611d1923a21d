"""The dialogue of the first day: it asks for the hosting, writes the settings, explains and tries each part."""

import subprocess

import pytest

from plugins.base.identity import IDENTITY
from tests.unit.release.repository import commit, git, repository
from tooling.release.launch import Launch, read_launch
from tooling.setup import wizard
from tooling.setup.hosts import GITHUB_ADDRESSES, GITHUB_PAGES, GITLAB_ADDRESS, GITLAB_PAGES
from tooling.setup.ssh_keys import PUBLISHED, Keys
from tooling.setup.wizard import Wizard
from tooling.targets.server_settings import Server, read_server

TRIAL = "https://essai.exemple.be"


class NoServer:
    """Stand-in for the target on a server, which answers."""

    told = ""

    def __init__(self, server):
        self.server = server

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def remark(self):
        return self.told

    def doubt(self):
        return ""


@pytest.fixture
def project(tmp_path):
    """A clone of a repository on this disk, with the settings that the project begins with."""
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    root = repository(tmp_path / "project")
    (root / "publication.toml").write_text("[site]\nlance = false\n", "utf-8")
    commit(root)
    git(root, "remote", "add", "origin", str(remote))
    git(root, "push", "-q", "origin", "main")
    return root


@pytest.fixture
def told(project, tmp_path, capsys):
    """A function that runs the dialogue with some answers; it returns the exit code and the output."""

    def run(*answers, keys=None):
        left = list(answers)
        found = Wizard(project, tmp_path / "log", lambda question: left.pop(0), keys or Keys(tmp_path / ".ssh"))
        code = found.run()
        assert left == []
        return code, capsys.readouterr().out

    return run


@pytest.mark.parametrize(("number", "host"), [("1", "github"), ("2", "gitlab"), ("5", "dossier")])
def test_the_host_is_asked_written_and_explained(told, project, number, host):
    code, said = told(TRIAL, number)
    assert code == 0
    assert read_launch(project / "publication.toml") == Launch(launched=False, trial=TRIAL, host=host)
    for title in (
        "À faire une fois (",
        "À demander à qui gère le nom de domaine",
        "La nuit :",
        "La liste des adresses publiées :",
    ):
        assert title in said
    assert "essai.exemple.be             CNAME" in said
    assert f"  oui  le dépôt {project.parent / 'remote.git'}\n" in said
    assert said.endswith("\nEnsuite : python3 tasks.py envoyer, puis python3 tasks.py publier.\n")


def test_what_is_typed_wrongly_is_asked_again(told, project):
    _, said = told("essai", f"{TRIAL}/", "6", "github", "1")
    assert "« essai » : écrivez une adresse comme" in said
    assert said.count("Écrivez un nombre de 1 à 5.") == 2
    assert read_launch(project / "publication.toml").trial == TRIAL


def test_a_launched_site_has_no_trial_address(told, project):
    (project / "publication.toml").write_text("[site]\nlance = true\n", "utf-8")
    told("1")
    assert read_launch(project / "publication.toml") == Launch(launched=True, host="github")


def test_a_server_is_asked_and_tried_and_what_was_known_is_kept(told, project, monkeypatch, tmp_path):
    settings = project / "publication.toml"
    settings.write_text(
        '[site]\nlance = false\n[serveur]\nhote = "a.exemple.be"\nutilisateur = "publication"\ndossier = "/srv/x"\n'
        'options_ssh = ["-F", "none"]\n',
        "utf-8",
    )
    monkeypatch.setattr(wizard, "SERVERS", {"serveur": NoServer})
    monkeypatch.setattr(Keys, "knows", lambda self, host, port: True)
    code, said = told("", "3", "b exemple", "b.exemple.be", "", "", "2222")
    assert "« b exemple » : écrivez un nom comme" in said
    assert (code, "  oui  le serveur b.exemple.be\n" in said) == (0, True)
    assert read_server(settings) == Server("b.exemple.be", "publication", "/srv/x", 2222, ("-F", "none"))
    assert "« crontab -e », qui ouvre la liste de ce que l’ordinateur fait à heure fixe" in said
    assert "Le port est un numéro que l’hébergeur donne avec le nom du serveur" in said
    assert (tmp_path / ".ssh/id_ed25519.pub").read_text("utf-8").strip() in said


def test_enter_keeps_each_answer_that_was_given(project, monkeypatch, tmp_path):
    monkeypatch.setattr(wizard, "SERVERS", {"sftp": NoServer})
    monkeypatch.setattr(Keys, "knows", lambda self, host, port: True)
    asked = []

    def run(*answers):
        left = list(answers)
        Wizard(
            project, tmp_path / "log", lambda asks: [left.pop(0), asked.append(asks)][0], Keys(tmp_path / ".ssh")
        ).run()
        assert left == []
        return (project / "publication.toml").read_text("utf-8")

    first = run(TRIAL, "4", "h.exemple.be", "agente", "/site/www", "0", "2222")
    assert asked[:2] == ["Laquelle ? (Entrée : aucune pour l’instant) ", "Votre choix, de 1 à 5 : "]
    asked.clear()
    assert run("", "", "", "", "", "") == first
    assert asked[:2] == [f"Laquelle ? [{TRIAL}] ", "Votre choix, de 1 à 5 [4] : "]
    assert asked[-1] == "Le port [2222] : "


def test_what_a_server_has_to_say_stands_below_its_line(told, monkeypatch):
    monkeypatch.setattr(wizard, "SERVERS", {"sftp": NoServer})
    monkeypatch.setattr(Keys, "knows", lambda self, host, port: True)
    monkeypatch.setattr(NoServer, "told", "Le dossier n’existe pas encore.\nEst-ce bien lui ?")
    code, said = told("", "4", "h.exemple.be", "agente", "/site/wwww", "")
    assert code == 0
    assert "  oui  le serveur h.exemple.be\n       Le dossier n’existe pas encore.\n       Est-ce bien lui ?\n" in said


def test_what_does_not_work_is_told_with_what_to_do(told, project):
    git(project, "remote", "set-url", "origin", str(project / "nowhere.git"))
    code, said = told("", "1")
    assert (code, "  NON  le dépôt : Il n’y a rien à l’adresse" in said) == (1, True)
    assert said.endswith(
        "\nEnsuite : faites ce que dit chaque « NON », puis relancez python3 tasks.py mise-en-route.\n"
    )


def test_a_folder_that_is_no_clone_is_told(told, project):
    git(project, "remote", "remove", "origin")
    code, said = told("", "1")
    assert (code, "ce dossier n’est relié à aucun autre" in said) == (1, True)


class Known(Keys):
    """``Keys`` whose servers offer a key with a fingerprint, without a network."""

    fingerprint = ""

    def knows(self, host, port):
        return self.known_hosts.exists() and host in self.known_hosts.read_text("utf-8")

    def offered(self, host, port):
        return (f"{host} ssh-ed25519 AAAA", self.fingerprint) if self.fingerprint else ("", "")


@pytest.mark.parametrize(
    ("host", "fingerprint", "answers", "fault"),
    [
        ("github.com", PUBLISHED["github.com"], [], ""),
        ("github.com", "SHA256:autre", [], "son empreinte n’est pas celle qu’il publie"),
        ("forge.exemple.be", "SHA256:x", ["o"], ""),
        ("forge.exemple.be", "SHA256:x", ["n"], "son empreinte n’est pas confirmée"),
        ("forge.exemple.be", "", [], "il ne répond pas"),
    ],
)
def test_the_key_of_a_server_is_compared_before_it_is_known(project, tmp_path, host, fingerprint, answers, fault):
    keys = Known(tmp_path / ".ssh")
    keys.fingerprint = fingerprint
    made = Wizard(project, tmp_path / "log", lambda question: answers.pop(0), keys)
    tried = made._ssh(host, 22)
    assert [each for _, each in tried if each] == [each for _, each in tried if fault and fault in each]
    assert bool([each for _, each in tried if each]) is bool(fault)
    assert keys.knows(host, 22) is not bool(fault)


def test_a_key_is_made_once_and_without_a_question(tmp_path):
    keys = Keys(tmp_path / ".ssh")
    assert keys.public() == ""
    made = keys.make()
    assert made.startswith("ssh-ed25519 ")
    assert keys.public() == made
    assert (tmp_path / ".ssh").stat().st_mode & 0o777 == 0o700
    line = f"[h.exemple.be]:2222 {' '.join(made.split()[:2])}"
    keys.remember(line)
    assert keys.knows("h.exemple.be", 2222)
    assert not keys.knows("h.exemple.be", 22)
    assert subprocess.run(["ssh-keygen", "-lf", keys.known_hosts], capture_output=True).returncode == 0


@pytest.mark.parametrize(
    ("number", "address", "page"), [("1", GITHUB_ADDRESSES[0], GITHUB_PAGES), ("2", GITLAB_ADDRESS, GITLAB_PAGES)]
)
def test_what_a_forge_may_change_stands_beside_the_page_that_says_it(told, project, number, address, page):
    (project / "publication.toml").write_text("[site]\nlance = true\n", "utf-8")
    _, said = told(number)
    assert f"  {IDENTITY.apex:<28} A      {address}\n" in said
    assert f"Comparez avec la page de l’hébergeur : {page}\n" in said


def test_a_computer_whose_user_has_no_name_gets_a_key(monkeypatch, tmp_path):
    def nobody():
        raise KeyError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert Keys(tmp_path).make().startswith("ssh-ed25519 ")
