"""Publications to a host that only offers SFTP (a server on this machine): complete, incomplete and killed ones."""

import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.serving.killing import heard, kill_group, publication, succeed
from tests.serving.loopback import NEEDED, loopback, shared_connection
from tests.serving.small_site import contents, files, steps, write
from tests.unit.release.keyboard import Keyboard
from tooling.commands.build_date import now
from tooling.release.publishing import publish, rollback
from tooling.targets import sftp
from tooling.targets.manifest import Manifest
from tooling.targets.origin import Origin
from tooling.targets.server_settings import read_server
from tooling.targets.sftp import SftpTarget
from tooling.targets.target import ConnectionLost

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "2"))
pytestmark = NEEDED


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """The server, with one SSH connection for all commands."""
    with loopback(tmp_path_factory.mktemp("sftp") / "host") as alone, shared_connection(alone) as server:
        yield server


@pytest.fixture
def settings(host, tmp_path):
    """The settings file of a new account folder on the server, and the folder that its web server shows."""
    www = tmp_path / "home/www"
    www.parent.mkdir()
    file = tmp_path / "sftp.toml"
    file.write_text(host.toml.read_text("utf-8").replace(str(host.site), str(www)), "utf-8")
    return file, www


@pytest.fixture
def said(settings, tmp_path, capsys):
    """Publishes a version; returns the exit code and what was printed."""

    def run(version, *, yes=True):
        code = publish(steps(version), SftpTarget(read_server(settings[0])), tmp_path / "aside", yes=yes)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def test_the_new_site_takes_the_place_of_the_old_one_whole(said, settings):
    _, www = settings
    www.mkdir()
    for version in (1, 2, 3):
        code, told = said(version)
        assert (code, "C’est publié : la publication du " in told) == (0, True)
        assert contents(www) == files(version)
    assert said(3)[1].endswith("Rien n’a changé : l’hébergeur 127.0.0.1 montre déjà ce site.\n")


OTHERS = {"index.html": b"Bient\xc3\xb4t", "devis.pdf": b"%PDF-", "webmail/config.php": b"<?php"}


@pytest.fixture
def answered(said, monkeypatch):
    """Publishes a version and types an answer to its question; returns the exit code and what was printed."""

    def run(version, typed):
        monkeypatch.setattr(sys, "stdin", Keyboard(f"{typed}\n"))
        return said(version, yes=False)

    return run


def test_what_others_put_there_is_told_before_the_first_publication_and_kept(said, answered, settings):
    _, www = settings
    write(www, OTHERS)
    code, told = said(1)
    assert (code, contents(www)) == (1, OTHERS)
    assert "contient 3 fichiers ou dossiers que ce site n’y a pas mis : devis.pdf, index.html, webmail." in told
    assert f"tout est gardé chez l’hébergeur, dans {www.parent}/.cainamur/before." in told
    assert (answered(1, "n")[0], contents(www)) == (0, OTHERS)
    assert (answered(1, "o")[0], contents(www)) == (0, files(1))
    for version in (2, 3):
        assert (said(version)[0], contents(www)) == (0, files(version))
        assert contents(www.parent / ".cainamur/before") == OTHERS


def test_what_others_put_there_comes_back_when_the_first_publication_is_undone(
    said, answered, settings, tmp_path, capsys
):
    file, www = settings
    write(www, OTHERS)
    for version in (1, 2):
        answered(version, "o")
        assert rollback(SftpTarget(read_server(file)), tmp_path / "aside", yes=True) == 0
        assert (
            f"Il montrerait de nouveau ce que {www} contenait avant la première publication." in capsys.readouterr().out
        )
        assert contents(www) == OTHERS
    assert rollback(SftpTarget(read_server(file)), tmp_path / "aside", yes=True) == 1
    answered(3, "o")
    assert (said(4)[0], contents(www)) == (0, files(4))
    assert contents(www.parent / ".cainamur/before") == OTHERS


@pytest.mark.parametrize("done", [1, 2, 3])
def test_a_first_publication_that_was_killed_keeps_what_others_put_there(answered, said, settings, monkeypatch, done):
    _, www = settings
    write(www, OTHERS)
    renames = SftpTarget._renames
    with monkeypatch.context() as patched:
        patched.setattr(SftpTarget, "_renames", lambda self, *names: renames(self, *names)[:done])
        answered(1, "o")
    assert "s’est arrêtée pendant l’échange" in said(1)[1]
    for version in (1, 2, 3):
        assert said(version)[0] == 0
        assert (contents(www), contents(www.parent / ".cainamur/before")) == (files(version), OTHERS)


@pytest.mark.parametrize("done", [1, 2])
def test_a_return_to_what_others_put_there_is_brought_to_its_end(answered, said, settings, monkeypatch, tmp_path, done):
    file, www = settings
    write(www, OTHERS)
    answered(1, "o")
    renames = SftpTarget._renames
    with monkeypatch.context() as patched:
        patched.setattr(SftpTarget, "_renames", lambda self, *names: renames(self, *names)[:done])
        rollback(SftpTarget(read_server(file)), tmp_path / "aside", yes=True)
    assert "s’est arrêtée pendant l’échange" in said(2)[1]
    assert contents(www) == OTHERS
    assert answered(2, "o")[0] == 0
    assert (contents(www), contents(www.parent / ".cainamur/before")) == (files(2), OTHERS)


@pytest.mark.parametrize("failed", [False, True], ids=["published once", "and failed since"])
def test_what_an_earlier_version_mixed_with_the_site_is_set_aside(said, settings, failed):
    _, www = settings
    said(1)
    aside = www.parent / ".cainamur"
    state = json.loads((aside / "state").read_text("utf-8"))
    if failed:
        state["other"] = {"number": 2, "files": None, "origin": "", "leftovers": sorted(files(2))}
    write(aside / ("next" if failed else "other"), OTHERS)
    old = {"shown": state["shown"], "other": state["other"]}
    (aside / "state").write_text(json.dumps(old), "utf-8")
    for version in (2, 3):
        assert (said(version)[0], contents(www)) == (0, files(version))
    assert contents(aside / "before").items() >= {name: OTHERS[name] for name in OTHERS if "index" not in name}.items()


@pytest.mark.parametrize("named", [True, False], ids=["", "by an earlier version"])
def test_a_folder_that_is_corrected_is_published_to(said, answered, settings, named):
    file, www = settings
    text = file.read_text("utf-8")
    write(www, {"index.html": b"old"})
    file.write_text(text.replace(str(www), f"{www}w"), "utf-8")
    code, told = said(1)
    assert (code, f"Le dossier {www}w n’existe pas encore chez 127.0.0.1" in told) == (0, True)
    if not named:
        state = www.parent / ".cainamur/state"
        kept = json.loads(state.read_text("utf-8"))
        state.write_text(json.dumps({name: kept[name] for name in ("shown", "other")}), "utf-8")
        assert "Rien n’a changé" in said(1)[1]
    file.write_text(text, "utf-8")
    assert (answered(1, "o")[0], contents(www)) == (0, files(1))
    assert (said(2)[0], contents(www)) == (0, files(2))
    assert contents(www.parent / "wwww") == files(1)


@pytest.mark.parametrize(
    ("folder", "fault"),
    [
        ("home/www", "ne peut rien écrire dans TMP/home, à côté de TMP/home/www"),
        ("home/wwww", "Le dossier TMP/home/wwww n’existe pas chez 127.0.0.1, et votre compte ne peut pas le créer"),
        ("homes/www", "Le dossier TMP/homes n’existe pas chez 127.0.0.1"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told_with_what_to_do(said, settings, tmp_path, monkeypatch, folder, fault):
    file, www = settings
    www.mkdir()
    file.write_text(file.read_text("utf-8").replace(str(www), str(tmp_path / folder)), "utf-8")
    do = SftpTarget._do

    def closed(self, *lines):  # root may write everywhere, so the refusal of the host is imitated
        if lines[0].startswith("-mkdir") and (tmp_path / folder).parent.exists():
            raise ConnectionLost("", f'remote mkdir "{tmp_path}/home/.cainamur": Permission denied')
        return do(self, *lines)

    monkeypatch.setattr(SftpTarget, "_do", closed)
    code, told = said(1)
    assert (code, fault.replace("TMP", str(tmp_path)) in told) == (1, True), told
    assert "Recommencez" not in told


def test_a_host_that_does_not_have_the_key_yet_is_told(said, settings, tmp_path):
    file, _ = settings
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "other_key"], check=True)
    text = file.read_text("utf-8")
    text = re.sub(r"ControlPath=[^']*", "ControlPath=none", text)  # the shared one is logged in
    file.write_text(re.sub(r"[^']*/user_key", str(tmp_path / "other_key"), text), "utf-8")
    code, told = said(1)
    assert (code, "il n’a pas encore votre clé" in told, "Recommencez" in told) == (1, True, False), told


def test_only_what_differs_from_the_publication_before_the_last_is_sent(said, settings, monkeypatch):
    for version in (1, 2):
        said(version)
    sent, do = [], SftpTarget._do

    def listen(self, *lines):
        sent.extend(line for line in lines if line.startswith("put ") and "/next/" in line)
        return do(self, *lines)

    monkeypatch.setattr(SftpTarget, "_do", listen)
    said(3)
    assert {line.rpartition("/next/")[2].strip('"') for line in sent} == set(files(3)) - {"same.txt"}
    assert contents(settings[1]) == files(3)


def test_a_publication_can_be_undone_and_brought_back(said, settings, tmp_path, capsys):
    target = SftpTarget(read_server(settings[0]))
    assert rollback(target, tmp_path / "aside", yes=True) == 1
    assert "pas de publication précédente" in capsys.readouterr().err
    for version in (1, 2):
        said(version)
    for version in (1, 2):
        assert rollback(target, tmp_path / "aside", yes=True) == 0
        assert contents(settings[1]) == files(version)
        assert "Il montrerait de nouveau la publication du " in capsys.readouterr().out
    assert said(3)[0] == 0
    assert contents(settings[1]) == files(3)


def test_what_arrives_in_part_is_not_shown(said, settings, monkeypatch, tmp_path):
    said(1)
    do = SftpTarget._do

    def shorten(self, *lines):
        printed = do(self, *lines)
        if any("/next/index.html" in line for line in lines):
            (settings[1].parent / ".cainamur/next/index.html").write_text("x", "utf-8")
        return printed

    with monkeypatch.context() as patched:
        patched.setattr(SftpTarget, "_do", shorten)
        code, told = said(2)
    assert (code, "n’est pas complet" in told) == (1, True)
    assert contents(settings[1]) == files(1)
    assert said(2)[0] == 0
    assert contents(settings[1]) == files(2)


def test_somebody_else_who_publishes_is_waited_for_and_one_who_stopped_is_not(said, settings, monkeypatch):
    said(1)
    holder = settings[1].parent / ".cainamur/holder"
    other = {"who": "zoe depuis un ordinateur", "since": "24/11/2026 à 10:00", "alive": time.time(), "token": "x"}
    holder.write_text(json.dumps(other), "utf-8")
    code, told = said(2)
    assert (code, "zoe depuis un ordinateur, depuis 24/11/2026 à 10:00" in told) == (1, True)
    assert holder.exists()
    holder.write_text(json.dumps(other | {"alive": time.time() - sftp.LEASE}), "utf-8")
    assert said(2)[0] == 0
    assert not holder.exists()


def test_a_connection_that_is_lost_between_the_two_names_is_made_again_at_once(said, settings, monkeypatch, tmp_path):
    for version in (1, 2):
        said(version)
    do, lost = SftpTarget._do, []

    def lose(self, *lines):
        if not lost and any(line.endswith('/leaving"') for line in lines):
            lost.append(True)
            (cut,) = (number for number, line in enumerate(lines) if line.endswith('/leaving"'))
            do(self, *lines[: cut + 1])
            assert not settings[1].exists()
            raise ConnectionLost("coupée")
        return do(self, *lines)

    monkeypatch.setattr(SftpTarget, "_do", lose)
    monkeypatch.setattr(sftp, "AGAIN", (0,))
    code, told = said(3)
    assert (code, lost, "C’est publié : la publication du " in told) == (0, [True], True)
    assert contents(settings[1]) == files(3)
    assert said(3)[1].endswith("Rien n’a changé : l’hébergeur 127.0.0.1 montre déjà ce site.\n")


def test_a_connection_that_is_lost_before_the_names_change_changes_nothing(said, settings, monkeypatch):
    said(1)
    do = SftpTarget._do

    def lose(self, *lines):
        if any(line.endswith('/leaving"') for line in lines):
            raise ConnectionLost("coupée")
        return do(self, *lines)

    with monkeypatch.context() as patched:
        patched.setattr(SftpTarget, "_do", lose)
        patched.setattr(sftp, "AGAIN", (0,))
        code, told = said(2)
    assert (code != 0, "coupée" in told) == (True, True)
    assert contents(settings[1]) == files(1)
    assert said(2)[0] == 0


@pytest.mark.parametrize("done", [1, 2])
def test_a_switch_that_was_killed_is_brought_to_its_end(said, settings, tmp_path, monkeypatch, done):
    for version in (1, 2):
        said(version)
    site = tmp_path / "three"
    write(site, files(3))
    target, renames = SftpTarget(read_server(settings[0])), SftpTarget._renames
    with target:
        target.published()
        target.upload(site, Manifest.of(site), Origin(now(), "a"))
        monkeypatch.setattr(SftpTarget, "_renames", lambda self, *names: renames(self, *names)[:done])
        target.switch()
    monkeypatch.setattr(SftpTarget, "_renames", renames)
    told = said(3)[1]
    assert "La publication d’avant s’est arrêtée pendant l’échange" in told
    assert told.endswith("Rien n’a changé : l’hébergeur 127.0.0.1 montre déjà ce site.\n")
    assert contents(settings[1]) == files(3)
    assert rollback(target, tmp_path / "aside", yes=True) == 0
    assert contents(settings[1]) == files(2)


def test_publications_that_are_killed_at_random_leave_a_whole_site(settings, tmp_path):
    file, www = settings
    file.write_text(re.sub(r"ControlPath=[^']*", "ControlPath=none", file.read_text("utf-8")), "utf-8")
    dice, shown, killed = random.Random(7), 1, 0
    lasts = succeed(file, tmp_path / "aside", shown, patience=0)
    for version in range(2, KILLS + 2):
        process = publication(file, tmp_path / "aside", version)
        process.join(dice.uniform(0.1, 0.8) * lasts)
        killed += kill_group(process)
        heard(process)
        if www.exists():  # else it was killed between the two renames, and the next run completes them
            assert contents(www) in [files(shown), files(version)]
            shown = version if contents(www) == files(version) else shown
    assert killed
    succeed(file, tmp_path / "aside", 99, patience=0)
    assert contents(www) == files(99)
