"""Cancelling or moving a session changes one line of its file; the other sessions stay as they were."""

import datetime as dt

import pytest

from plugins.desk.session_edits import cancel, edit, move, reinstate
from plugins.source.loading import load

TODAY = dt.date(2026, 11, 1)
EVENT = "---\ntitre: F\nresume: r\ngenre: formation\nseances:\n  - 10, 12 et 17 novembre 2026, 9h-16h\n---\n"


@pytest.fixture
def folder(content):
    return content({"agenda/f.md": EVENT})


def days(folder):
    found = load(folder, TODAY).get("event", "f").sessions
    return [(str(session.start), session.state, session.reason) for session in found]


def test_a_cancelled_session_is_one_line_more(folder):
    assert edit(folder, TODAY, "f", cancel("2026-11-12", "maladie")) == 0
    written = (folder / "agenda/f.md").read_text("utf-8").splitlines()
    assert [row for row in written if row not in EVENT.splitlines()] == [
        "  - {le: 2026-11-12, etat: annulé, raison: maladie, change_le: 2026-11-01}"
    ]
    assert days(folder) == [
        ("2026-11-10 09:00", None, None),
        ("2026-11-12 09:00", "annulé", "maladie"),
        ("2026-11-17 09:00", None, None),
    ]


@pytest.mark.parametrize(("day", "to"), [("2026-11-12", "2026-11-19"), ("12/11", "jeudi 19 novembre")])
def test_a_moved_session_keeps_its_hours(folder, day, to):
    assert edit(folder, TODAY, "f", move(day, to, "grève")) == 0
    assert days(folder)[-1] == ("2026-11-19 09:00", None, "grève")
    assert len((folder / "agenda/f.md").read_text("utf-8").splitlines()) == len(EVENT.splitlines()) + 1


@pytest.mark.parametrize(
    ("event", "day", "said"),
    [
        ("g", "2026-11-12", "Pas d’événement « g »"),
        ("f", "2026-11-13", "n’est pas un jour de séance"),
        ("f", "lundi 12 novembre", "écrivez 2026-11-12, ou corrigez la date"),
    ],
)
def test_what_contradicts_the_sessions_changes_nothing(folder, capsys, event, day, said):
    assert edit(folder, TODAY, event, cancel(day, "maladie")) == 1
    assert said in capsys.readouterr().out.replace("\u00a0", " ")
    assert (folder / "agenda/f.md").read_text("utf-8") == EVENT


def test_a_session_is_not_cancelled_twice(folder, capsys):
    edit(folder, TODAY, "f", cancel("2026-11-12", "maladie"))
    before = (folder / "agenda/f.md").read_bytes()
    assert edit(folder, TODAY, "f", cancel("2026-11-12", "grève")) == 1
    assert (folder / "agenda/f.md").read_bytes() == before
    assert "Rien n’a été changé." in capsys.readouterr().out


@pytest.fixture
def one_line(content):
    """A content with an event whose sessions are written on one line, with a comment."""
    return content({"agenda/f.md": EVENT.replace("\n  - 10", " 10").replace("16h", "16h   # salle 2")})


def test_a_session_of_one_line_is_cancelled_and_the_line_stays_as_it_was(one_line):
    assert edit(one_line, TODAY, "f", cancel("2026-11-12", "maladie")) == 0
    assert (one_line / "agenda/f.md").read_text("utf-8").splitlines()[4:8] == [
        "seances:",
        "  - 10, 12 et 17 novembre 2026, 9h-16h   # salle 2",
        "  - {le: 2026-11-12, etat: annulé, raison: maladie, change_le: 2026-11-01}",
        "---",
    ]
    assert [state for _, state, _ in days(one_line)] == [None, "annulé", None]


@pytest.mark.parametrize("day", ["2026-11-12", "2026-11-19"])
def test_a_moved_session_comes_back(folder, day):
    edit(folder, TODAY, "f", move("2026-11-12", "2026-11-19", "grève"))
    assert edit(folder, TODAY, "f", reinstate(day)) == 0
    assert (folder / "agenda/f.md").read_text("utf-8") == EVENT


def test_a_cancelled_session_is_held_again_and_the_others_stay_as_they_are(folder):
    edit(folder, TODAY, "f", cancel("2026-11-10", "maladie"))
    before = (folder / "agenda/f.md").read_bytes()
    edit(folder, TODAY, "f", cancel("2026-11-12", "maladie"))
    assert edit(folder, TODAY, "f", reinstate("2026-11-12")) == 0
    assert (folder / "agenda/f.md").read_bytes() == before


def test_a_session_that_moved_and_is_cancelled_comes_back_step_by_step(folder):
    edit(folder, TODAY, "f", move("2026-11-12", "2026-11-19", "grève"))
    moved = (folder / "agenda/f.md").read_bytes()
    edit(folder, TODAY, "f", cancel("2026-11-19", "maladie"))
    assert edit(folder, TODAY, "f", reinstate("2026-11-19")) == 0
    assert (folder / "agenda/f.md").read_bytes() == moved


@pytest.mark.parametrize(
    "lines",
    [
        "- 10, 12 et 17 novembre 2026, 9h-16h",
        "- {le: 12 novembre 2026, etat: annulé}",
        "- 12 novembre 2026\n  - {le: 12 novembre 2026, etat: annulé, titre: Les papiers}",
    ],
)
def test_what_no_line_alone_cancels_is_not_taken_back(content, capsys, lines):
    folder = content({"agenda/f.md": EVENT.replace("- 10, 12 et 17 novembre 2026, 9h-16h", lines)})
    before = (folder / "agenda/f.md").read_bytes()
    assert edit(folder, TODAY, "f", reinstate("2026-11-12")) == 1
    assert "→ vérifiez la date, ou corrigez « seances »" in capsys.readouterr().out.replace("\u00a0", " ")
    assert (folder / "agenda/f.md").read_bytes() == before
