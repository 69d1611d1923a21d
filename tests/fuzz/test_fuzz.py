"""``check`` reads damaged contents or refuses them in French, without a crash; scripts/fuzz.py reads many more."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="needs the limits of Unix")
from plugins.desk import check
from plugins.source.folder import ContentFiles
from tests.fuzz import judging

ROOT = Path(__file__).parents[2]


@pytest.mark.endurance
def test_a_hundred_damaged_contents_are_withstood():
    command = [sys.executable, ROOT / "scripts/fuzz.py", "--count", "100", "--seed", "2026", "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("100 read")


def test_the_site_that_is_damaged_is_sound_itself(tmp_path):
    content, damages = judging.make(1, -1, tmp_path / "a")
    assert (damages, judging.read(content, tmp_path)) == ([], (False, []))


def test_a_seed_and_a_number_make_the_same_damages_again(tmp_path):
    def damaged(name):
        content, done = judging.make(3, 5, tmp_path / name)
        files = sorted(file for file in content.rglob("*") if file.is_file())
        return [step.replace(str(tmp_path / name), "") for step in done], [
            (f.relative_to(content), f.read_bytes()) for f in files
        ]

    assert damaged("a") == damaged("b")
    assert judging.make(3, 5, tmp_path / "c")[1] != judging.make(3, 6, tmp_path / "d")[1]


def raises(*_):
    raise RecursionError("maximum recursion depth exceeded")


def ends(*_):
    os.kill(os.getpid(), signal.SIGSEGV)


def computes(*_):
    while True:
        pass


def waits(*_):
    time.sleep(60)


def says(stream, text, code):
    def main(content, *_):
        print(text.replace("FILE", f"{content}/pages/x.md"), file=getattr(sys, stream))
        return code

    return main


@pytest.mark.parametrize(
    ("main", "fault"),
    [
        (raises, "RecursionError"),
        (ends, "died of signal 11"),
        (computes, "s of CPU"),
        (waits, "waits for ever"),
        (says("stderr", "FILE:1: Address not found → corrigez\n1 erreur", 1), "« found, not » in"),
        (says("stderr", "FILE:1: c’est faux\n1 erreur", 1), "no remedy"),
        (says("stderr", "faux → corrigez\n1 erreur", 1), "no mistake"),
        (says("stdout", "le texte \x1b[2J", 0), "U+001B is printed"),
        (says("stdout", "rien", 0), "is accounted for 0 times"),
    ],
)
def test_what_is_not_withstood_is_told_with_what_makes_it_again(monkeypatch, main, fault):
    sound, parent = check.main, os.getpid()
    monkeypatch.setattr(check, "main", lambda *asked: (sound if os.getpid() == parent else main)(*asked))
    if main is computes:
        monkeypatch.setattr(judging, "CPU", 0.1)
    if main is waits:
        monkeypatch.setattr(judging, "WAIT", 0.2)
    if fault.startswith("is accounted"):
        monkeypatch.setattr(judging, "sort_files", lambda *_: ContentFiles((), (), (), (), {}))
    tally = judging.run(1, [0], 1)
    assert any(told.startswith("seed 1 number 0: ") and fault in told for told in tally.faults), tally.faults
