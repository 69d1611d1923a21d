"""Publications to a real server on this machine: sshd receives the site, nginx serves it. Mandatory in CI."""

import os
import re
import subprocess
import time
from datetime import timedelta

import pytest

from tests.serving import killing
from tests.serving.killing import Visitor, publication, run, shown, succeed
from tests.serving.loopback import NEEDED
from tests.serving.small_site import contents, files, steps, write
from tests.unit.release.repository import commit, git, repository
from tooling.commands import build_date
from tooling.release import clock, publishing
from tooling.release.publishing import SAID, UNSURE, publish, rollback
from tooling.targets import origin, rsync, server_session
from tooling.targets.manifest import Manifest
from tooling.targets.rsync import RsyncTarget
from tooling.targets.server_session import ServerSession
from tooling.targets.server_settings import read_server
from tooling.targets.target import ConnectionLost, TargetRefused

pytestmark = NEEDED


def releases(server):
    return sorted(entry.name for entry in (server.site / "releases").iterdir())


def test_publications_that_are_killed_leave_the_old_site_or_the_new_one(server, tmp_path):
    """Twelve kills: each victim, each moment; scripts/kill_publications.py kills any number."""
    tally = run(server, tmp_path / "aside", times=12, heal_every=6)
    assert tally.bad == 0, tally
    assert tally.killed.total() == 12, tally


def test_a_visitor_would_notice_a_mixed_site(server, tmp_path):
    succeed(server.toml, tmp_path / "aside", 1)
    (server.site / "current/page-3/index.html").write_bytes(files(2)["page-3/index.html"])
    assert Visitor(server.web_port, files(1), files(2)).once() == "mixed"


def test_a_visitor_would_notice_half_a_page(server, tmp_path):
    succeed(server.toml, tmp_path / "aside", 1)
    page = server.site / "current/page-3/index.html"
    page.write_bytes(page.read_bytes()[:-9])
    assert Visitor(server.web_port, files(1), files(2)).once() == "broken"


def test_a_publication_says_what_changes_where_the_site_is_and_how_to_go_back(server, said):
    assert said(1)[0] == 0
    code, printed, _ = said(2)
    assert code == 0
    assert "ATTENTION : 1 page disparaît :\n  /only-1/\n1 page ajoutée :\n  /only-0/\n13 pages changées :\n" in printed
    assert re.search(r"C’est publié : la publication du \d\d/\d\d/\d{4} à \d\d:\d\d\.\n", printed)
    assert "L’adresse du site : https://www.exemple.be/\n" in printed
    assert "annuler-publication --vers rsync" in printed
    assert shown(server, 2)


def test_a_site_that_did_not_change_is_not_published_again(server, said):
    said(1)
    code, printed, _ = said(1)
    assert (code, len(releases(server))) == (0, 1)
    assert "Rien n’a changé : le serveur 127.0.0.1 montre déjà ce site." in printed


def test_a_release_says_on_the_server_alone_where_it_comes_from(server, target, said):
    said(1)
    with target:
        made = target.origin()
    assert made.made_by == origin.person()
    assert (server.site / "current/../origin").stat().st_mode & 0o777 == 0o644
    assert not list((server.site / "current/").rglob("origin*"))
    (server.site / "current/../origin").unlink()  # as in a release that an earlier version of the program made
    with target:
        assert target.origin() is None
    assert said(2)[0] == 0


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_that_is_not_that_of_the_server_publishes_nothing(server, said, monkeypatch, days):
    said(1)
    wrong = clock.now() + timedelta(days=days)
    for module in (build_date, clock, publishing):
        monkeypatch.setattr(module, "now", lambda: wrong)
    code, _, errors = said(2)
    assert code == 1
    assert "mais le serveur 127.0.0.1 dit le " in errors
    assert ("paraîtraient avant leur date" in errors) is (days > 0)
    assert shown(server, 1)


def test_an_older_content_is_not_published_over_a_newer_one_unasked(server, said, tmp_path):
    root = repository(tmp_path / "project")
    old = commit(root, "2020-11-20", content__a="a")
    commit(root, "2020-11-21", content__a="b")
    assert said(1, root=root)[0] == 0
    git(root, "checkout", "-q", old)
    code, _, errors = said(2, root=root)
    assert code == 1
    assert "le contenu de ce dossier est plus ancien" in errors
    assert shown(server, 1)


HOST_KEYS = {
    "changed": ("n’a plus la clé que cet ordinateur lui connaît", "ssh-keygen -R "),
    "unknown": (
        "Cet ordinateur ne connaît pas encore la clé du serveur 127.0.0.1",
        "→ Connectez-vous une fois à la main",
    ),
}


@pytest.mark.parametrize("known", HOST_KEYS)
def test_a_server_with_an_unexpected_key_is_told_in_french_and_the_words_of_ssh_are_kept(
    server, tmp_path, capsys, known
):
    text, port = server.toml.read_text(), read_server(server.toml).port
    hosts = tmp_path / "known_hosts"
    key = (server.site.parent / "user_key.pub").read_text().split()[:2]
    hosts.write_text(f"[127.0.0.1]:{port} {' '.join(key)}\n" if known == "changed" else "")
    text = re.sub(r"UserKnownHostsFile=[^\"\']+", f"UserKnownHostsFile={hosts}", text)
    (tmp_path / "publication.toml").write_text(re.sub(r", '-o', 'StrictHostKeyChecking=accept-new'", "", text))
    target = RsyncTarget(read_server(tmp_path / "publication.toml"))
    assert publish(steps(1), target, tmp_path / "aside", yes=True) == 1
    errors = capsys.readouterr().err
    for words in HOST_KEYS[known]:
        assert words in errors
    assert "verification failed" not in errors
    log = tmp_path / "aside" / SAID
    assert f"Ce que l’autre programme a dit, en anglais, est dans {log}." in errors
    assert "Host key verification failed" in log.read_text("utf-8")


def test_a_publication_can_be_undone_and_undone_again(server, target, said, tmp_path, capsys):
    for version in (1, 2, 3):
        said(version)
    for version in (2, 1):
        assert rollback(target, tmp_path / "aside", yes=True) == 0
        printed = capsys.readouterr().out
        assert "1 page ajoutée :\n  /only-" in printed
        assert f", par {origin.person()} (un dossier sans git).\nIl montrerait de nouveau la publication du " in printed
        assert "C’est annulé. Le site montre maintenant la publication du " in printed
        assert shown(server, version)
    assert rollback(target, tmp_path / "aside", yes=True) == 1
    assert "Il n’y a pas de publication plus ancienne sur 127.0.0.1." in capsys.readouterr().err
    assert shown(server, 1)


def test_what_was_undone_is_not_gone_back_to(server, target, said, tmp_path):
    for version in (1, 2):
        said(version)
    rollback(target, tmp_path / "aside", yes=True)
    said(3)
    assert shown(server, 3)
    rollback(target, tmp_path / "aside", yes=True)
    assert shown(server, 1)


def test_what_was_never_shown_is_not_gone_back_to(server, target, said, tmp_path, capsys):
    write(tmp_path / "first", files(1))
    with target:
        made = origin.Origin(build_date.now(), "aline")
        target.upload(tmp_path / "first", Manifest.of(tmp_path / "first"), made)  # killed before the switch
    assert said(2)[0] == 0
    assert rollback(target, tmp_path / "aside", yes=True) == 1
    assert "Il n’y a pas de publication plus ancienne" in capsys.readouterr().err
    assert shown(server, 2)


def test_the_last_ones_are_kept_and_one_that_cannot_be_removed_does_not_spoil_the_publication(
    server, said, monkeypatch
):
    assert rsync.RELEASES_KEPT == 5
    monkeypatch.setattr(rsync, "RELEASES_KEPT", 2)  # two show the same in less time
    ask = ServerSession.ask

    def fail(self, word, *words):
        if word == "remove":
            raise ConnectionLost("lost")
        return ask(self, word, *words)

    said(1)
    said(2)
    with monkeypatch.context() as patch:
        patch.setattr(ServerSession, "ask", fail)
        assert said(3)[0] == 0
    assert shown(server, 3)
    said(4)
    assert [int(name[:4]) for name in releases(server)] == [3, 4]


def test_a_connection_lost_at_the_switch_has_a_code_of_its_own(server, said, monkeypatch):
    ask = ServerSession.ask

    def fail(self, word, *words):
        told = ask(self, word, *words)
        if word == "switch":
            raise ConnectionLost("lost")
        return told

    monkeypatch.setattr(ServerSession, "ask", fail)
    assert said(1)[0] == UNSURE
    assert shown(server, 1)


def modes(folder):
    return {(entry.is_dir(), entry.stat().st_mode & 0o777) for entry in (folder, *folder.rglob("*"))}


def test_a_web_server_can_read_what_is_published_whatever_the_umask_here(server, said):
    before = os.umask(0o077)
    try:
        assert said(1)[0] == 0
    finally:
        os.umask(before)
    assert modes((server.site / "current").resolve()) == {(True, 0o755), (False, 0o644)}


def test_a_web_server_can_enter_what_the_server_makes_whatever_the_umask_there(tmp_path):
    site = tmp_path / "srv"
    command = ["sh", "-c", server_session.SCRIPT, "publier", str(site), "aline", "60"]
    subprocess.run(command, input=b"begin 0001-2026 abc\n", umask=0o077, check=True, capture_output=True)
    assert (site / "releases/.incoming-abc").is_dir()
    assert modes(site) == {(True, 0o755), (False, 0o644)}


def test_a_file_that_did_not_change_takes_no_room(server, said):
    said(1)
    before = (server.site / "current/same.txt").stat().st_ino
    said(2)
    assert (server.site / "current/same.txt").stat().st_ino == before


def test_a_page_opened_before_still_finds_its_styles(server, said):
    for version in (1, 2, 3):
        said(version)
    visitor = Visitor(server.web_port, {}, {})
    for version in (1, 2, 3):
        style = next(path for path in files(version) if path.startswith("theme/"))
        assert visitor.get(style) == (200, files(version)[style])


def test_what_does_not_arrive_as_it_was_sent_is_not_shown(server, target, said, tmp_path, monkeypatch):
    said(1)
    send = RsyncTarget._rsync

    def spoil(self, release, token):
        send(self, release, token)
        (server.site / f"releases/.incoming-{token}/site/index.html").write_text("half")

    monkeypatch.setattr(RsyncTarget, "_rsync", spoil)
    code, _, errors = said(2)
    assert code == 1
    assert "s’est arrêté en chemin" in errors
    assert "FAILED" not in errors
    assert "index.html: FAILED" in (tmp_path / "aside" / SAID).read_text("utf-8")
    assert shown(server, 1)


def test_a_foreign_file_in_the_upload_is_not_shown(server, target, said, monkeypatch):
    said(1)
    send = RsyncTarget._rsync

    def add(self, release, token):
        send(self, release, token)
        (server.site / f"releases/.incoming-{token}/site/more.html").write_text("more")

    monkeypatch.setattr(RsyncTarget, "_rsync", add)
    assert said(2)[0] == 1
    assert shown(server, 1)


def test_a_line_that_was_cut_off_is_not_obeyed(server, said):
    said(1)
    said(2)
    session = ServerSession(read_server(server.toml), "aline")
    session._ssh.stdin.write(f"switch {releases(server)[0]}")  # without the newline
    session.close()
    assert shown(server, 2)


def test_a_folder_named_current_is_left_alone(server, said):
    (server.site / "current").mkdir()
    (server.site / "current/index.html").write_text("precious")
    try:
        code, _, errors = said(1)
        assert (code, f"{server.site}/current n’est pas de ce site" in errors) == (1, True), errors
        assert (server.site / "current/index.html").read_text() == "precious"
    finally:
        (server.site / "current/index.html").unlink()
        (server.site / "current").rmdir()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("port = ", "port = 1 # "), "La connexion à"),
        (('dossier = "', 'dossier = "/proc/nowhere'), "ne peut pas écrire dans le dossier /proc/nowhere"),
    ],
)
def test_a_server_that_cannot_be_used_is_told(server, tmp_path, capsys, change, told):
    toml = tmp_path / "publication.toml"
    toml.write_text(server.toml.read_text().replace(*change))
    assert publish(steps(1), RsyncTarget(read_server(toml)), tmp_path / "aside", yes=True) == 1
    assert told in capsys.readouterr().err


def test_a_link_that_leads_elsewhere_is_left_alone(server, said):
    (server.site / "current").symlink_to("/srv/other")
    code, _, errors = said(1)
    assert code == 1
    assert "/current mène à « /srv/other »" in errors


def test_the_folder_is_swapped_in_one_step_however_it_is_killed(tmp_path):
    output, aside, version = tmp_path / "output", tmp_path / "aside", 1
    lasts = succeed(output, aside, version)
    for count in range(12):
        process = publication(output, aside, version + 1)
        time.sleep(count / 12 * lasts)
        killing.kill([process.pid])
        killing.heard(process)
        now = contents(output)
        assert now in (files(version), files(version + 1))
        version += now == files(version + 1)
    succeed(output, aside, version + 1)
    assert contents(output) == files(version + 1)


def test_words_that_are_no_release_are_refused_by_the_server(server):
    session = ServerSession(read_server(server.toml), "aline")
    try:
        with pytest.raises(TargetRefused) as refused:
            session.ask("remove", "../../etc")
        assert "strange" in refused.value.said
    finally:
        session.close()
