"""The English messages of git and ssh are translated into French, or only logged."""

import re

import pytest

from tests.tables import each_row
from tooling.sharing import messages
from tooling.sharing.messages import Trouble, explained
from tooling.sharing.repository import Repository

SAID = {
    "@@@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @@@\nHost key verification failed.": ("a changé", Trouble.OTHER),
    "No ED25519 host key is known for h and you have requested strict checking.\nHost key verification failed.\nfatal: Could not read from remote repository.": ("n’a jamais parlé", Trouble.OTHER),
    "git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.": ("sa clé manque", Trouble.OTHER),
    "fatal: could not read Username for 'https://h': terminal prompts disabled": ("demande qui vous êtes", Trouble.OTHER),
    "remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://h/x.git/'": ("demande qui vous êtes", Trouble.OTHER),
    "remote: error: GH006: Protected branch update failed for refs/heads/main.\n! [remote rejected] main -> main (protected branch hook declined)": ("proposition", Trouble.PROTECTED),
    "remote: GitLab: You are not allowed to push code to protected branches on this project.\n ! [remote rejected] main -> main (pre-receive hook declined)": ("proposition", Trouble.PROTECTED),
    "remote: error: GH013: Repository rule violations found for refs/heads/main.": ("proposition", Trouble.PROTECTED),
    "! [remote rejected] main -> main (pre-receive hook declined)": ("refuse", Trouble.PROTECTED),
    "remote: error: GH007: Your push would publish a private email address.": ("adresse e-mail privée", Trouble.OTHER),
    "remote: error: GH001: Large files detected.\n ! [remote rejected] main -> main (pre-receive hook declined)": ("trop lourd", Trouble.OTHER),
    "remote: Permission to a/b.git denied to c.\nfatal: unable to access 'https://h/': The requested URL returned error: 403": ("pas le droit", Trouble.OTHER),
    "remote: Repository not found.\nfatal: repository 'https://h/' not found": ("Il n’y a rien", Trouble.OTHER),
    "fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote repository.": ("Il n’y a rien", Trouble.OTHER),
    "fatal: unable to access 'https://h/': server certificate verification failed.": ("certificat", Trouble.OTHER),
    "ssh: Could not resolve hostname h: Name or service not known\nfatal: Could not read from remote repository.": ("Pas de connexion", Trouble.OFFLINE),
    "fatal: unable to access 'https://h/': Could not resolve host: h": ("Pas de connexion", Trouble.OFFLINE),
    "ssh: connect to host h port 22: Connection refused\nfatal: Could not read from remote repository.": ("Pas de connexion", Trouble.OFFLINE),
    "! [rejected] main -> main (fetch first)\nerror: failed to push some refs to 'x'": ("Quelqu’un d’autre", Trouble.RACE),
    "! [rejected] main -> main (non-fast-forward)": ("Quelqu’un d’autre", Trouble.RACE),
    "remote: error: cannot lock ref 'refs/heads/main': is at a but expected b": ("Quelqu’un d’autre", Trouble.RACE),
    "send-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly": ("coupée", Trouble.LOST),
    "error: RPC failed; curl 56 Recv failure: Connection reset by peer": ("coupée", Trouble.LOST),
    "fatal: Unable to create '/x/.git/index.lock': File exists.": ("Un autre programme", Trouble.OTHER),
    "fatal: detected dubious ownership in repository at '/x'": ("autre utilisateur", Trouble.OTHER),
    "fatal: cannot store x: No space left on device": ("disque est plein", Trouble.OTHER),
    "error: object file .git/objects/aa/bb is empty\nfatal: loose object is corrupt": ("abîmée", Trouble.OTHER),
    "fatal: the gremlins ate your frobnicator": ("transmettez le fichier", Trouble.OTHER),
}  # fmt: skip
ENGLISH = re.compile(r"\b(the|your|fatal|error|remote|denied|rejected|push|failed|repository|branch)\b", re.IGNORECASE)


@each_row("said", SAID)
def test_what_git_says_is_said_in_french_with_what_to_do(said):
    told, trouble = SAID[said]
    found, french = explained(said)
    assert (found, told in french) == (trouble, True)
    assert not ENGLISH.search(french)
    assert set(re.findall(r"{(\w+)}", french)) <= {"host", "url", "address", "log"}


def test_no_message_is_without_something_that_git_says():
    used = {explained(said)[1] for said in SAID}
    assert used == {french for _, _, french in messages._MESSAGES} - {UNSAID} | {messages.UNKNOWN}


UNSAID = next(french for _, _, french in messages._MESSAGES if french.startswith("Un fichier de ce dossier"))
"""The message about file permissions, for which ``SAID`` has no example."""


def test_what_is_not_known_goes_to_the_log(desk):
    ana = desk("ana")
    found = Repository(ana.folder, ana.folder / ".cache/git.log")
    refused = found.refused(("push", "x"), "fatal: the gremlins ate your frobnicator")
    assert "gremlins" not in str(refused)
    assert "transmettez le fichier .cache/git.log à la personne" in str(refused)
    assert "gremlins" in found.log.read_text("utf-8")


@pytest.mark.parametrize(
    ("url", "host", "shown"),
    [
        ("git@forge.exemple.be:cai/site.git", "forge.exemple.be", "git@forge.exemple.be:cai/site.git"),
        ("ssh://git@forge.exemple.be:2222/site.git", "forge.exemple.be", "ssh://forge.exemple.be:2222/site.git"),
        ("https://moi:secret@forge.exemple.be/site.git", "forge.exemple.be", "https://forge.exemple.be/site.git"),
        ("/srv/site.git", "", "/srv/site.git"),
        ("C:/site.git", "", "C:/site.git"),
    ],
)
def test_the_host_is_named_and_a_password_is_not(desk, url, host, shown):
    ana = desk("ana")
    ana.git("remote", "set-url", "origin", url)
    found = Repository(ana.folder, ana.folder / ".cache/git.log")
    assert (found.url, found.host) == (shown, host)
