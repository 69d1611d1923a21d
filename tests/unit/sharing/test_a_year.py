"""Two officers and a robot send to one repository, are killed and lose the network: no edit is lost, and no message is
in English.

By default there are few rounds; ``ROUNDS=20`` in the environment runs 20.
"""

import os
import random
import re
import sys
from pathlib import Path

import pytest

from tests.serving.killing import PROCESSES, kill_group
from tests.unit.release.repository import git
from tooling.sharing import repository, sending
from tooling.sharing.sending import receive, send

PROGRAM = Path(__file__).parents[3]
ROUNDS = int(os.environ.get("ROUNDS", "2"))
LIST = "publication/addresses.txt"
ENGLISH = re.compile(r"\b(the|your|fatal|error|remote|hint|denied|rejected|failed|Traceback|branch)\b", re.IGNORECASE)
CUT = """#!/bin/sh
# Every fourth connection is cut.
count=$(($(cat "$0.count" 2>/dev/null || echo 0) + 1))
echo "$count" >"$0.count"
[ $((count % 4)) = 0 ] && exit 1
exec git-{} "$@"
"""


def cut_now_and_then(desk, folder):
    for name, setting in (("receive-pack", "receivepack"), ("upload-pack", "uploadpack")):
        script = folder / f"{desk.folder.name}-{name}"
        script.write_text(CUT.format(name), "utf-8")
        script.chmod(0o755)
        desk.git("config", f"remote.origin.{setting}", str(script))


def run(desk, command, patience=None):
    """Run a command in another process, killed with its children after ``patience`` seconds; return its exit code."""
    told = desk.folder.with_name(f"{desk.folder.name}.told")
    told.write_bytes(b"")
    process = PROCESSES.Process(target=run_alone, args=(told, command, desk.folder))
    process.start()
    process.join(patience)
    kill_group(process)
    process.join()
    assert not ENGLISH.search(said := told.read_text("utf-8")), said
    return process.exitcode


def run_alone(told, command, folder):
    """Run a command in this process, as the leader of a process group, with its output in the file ``told``."""
    os.setsid()
    for stream in (1, 2):
        os.dup2(os.open(told, os.O_WRONLY | os.O_APPEND), stream)
    repository.PATIENCE = 0.1
    try:
        sys.exit(command(sending.Sharing(folder, folder / ".cache")))
    except repository.SharingRefused as refused:
        print(refused)
        sys.exit(1)


class Officer:
    """Somebody who edits the same files as the other officer, but never the same word."""

    def __init__(self, desk, name, dice):
        self.desk, self.name, self.dice, self.told = desk, name, dice, {}

    def edit(self, number):
        path = f"content/bureaux/{self.dice.choice(('dinant', 'ciney'))}.md"
        text, word = self.desk.read(path), f"{self.name}{number}"
        match self.dice.randrange(4):
            case 0:
                text = text.replace("annulations:\n", f"annulations:\n  - {{le: {word}, raison: r}}\n")
            case 1:
                text = text.replace("Une fin.", f"Un paragraphe {word}.\n\nUne fin.")
            case 2:
                text = text.replace("---\n\nUn", f"champ_{word.lower()}: {word}\n---\n\nUn")
            case 3:
                path = f"content/pages/{word.lower()}.md"
                text = f"---\ntitre: {word}\n---\n\nUn texte.\n"
        self.desk.write(path, text)
        self.told[word] = path


@pytest.mark.endurance
def test_a_year_of_two_officers_and_a_robot(desk, remote, tmp_path):
    dice = random.Random(19)
    start = desk("start")
    for name in ("dinant", "ciney"):
        path = f"content/bureaux/{name}.md"
        start.edit(path, "telephone: 1\n", "annulations:\n  - {le: 2026-01-01, raison: r}\n")
    start.write(LIST, "# Titre\n# Dernier ajout : 2026-01-01\n/\n")
    start.send()
    officers = [Officer(desk(name), name, dice) for name in ("Ana", "Bo")]
    robot = desk("robot")
    for each in (*(officer.desk for officer in officers), robot):
        each.git("pull", "-q")
    for officer in officers:
        cut_now_and_then(officer.desk, tmp_path)
    for number in range(ROUNDS):
        for officer in dice.sample(officers, 2):
            for part in range(dice.randint(1, 3)):
                officer.edit(f"x{number}x{part}")
            if dice.random() < 0.7:
                run(officer.desk, dice.choice((send, send, receive)), patience=dice.uniform(0.02, 0.4))
            else:
                run(officer.desk, send)
        made = tmp_path / "made.txt"
        made.write_text(f"# Titre\n# Dernier ajout : 2026-02-{number % 28 + 1:02}\n/\n/p{number:03}/\n", "utf-8")
        git(robot.folder, "-c", f"alias.remember=!{PROGRAM / '.ci/remember'} {made}", "remember")
    for officer in (*officers, *officers):
        assert any(run(officer.desk, send) == 0 for _ in range(4))  # the network fails now and then
    for officer in officers:
        assert any(run(officer.desk, receive) == 0 for _ in range(4))
    heads = {officer.desk.git("rev-parse", "HEAD") for officer in officers}
    assert heads == {git(remote, "rev-parse", "main")}
    for officer in officers:
        assert officer.desk.git("status", "--porcelain") == ""
        for each in officers:
            for word, path in each.told.items():
                assert officer.desk.read(path).count(word) >= 1, (word, path)
        listed = officer.desk.read(LIST).splitlines()
        assert [f"/p{number:03}/" for number in range(ROUNDS)] == listed[3:]
        texts = [file.read_text("utf-8") for file in (officer.desk.folder / "content").rglob("*.md")]
        assert not any(re.search(r"^(<<<<<<<|=======|>>>>>>>)", text, re.MULTILINE) for text in texts)
