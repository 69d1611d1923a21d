"""One line cancels a session, or moves it; the other sessions stay as they were."""

import datetime as dt

import pytest

from plugins.desk import session_edits
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
    assert session_edits.cancel(folder, TODAY, "f", "2026-11-12", "maladie") == 0
    written = (folder / "agenda/f.md").read_text("utf-8").splitlines()
    assert [row for row in written if row not in EVENT.splitlines()] == [
        "  - {le: 2026-11-12, etat: annulé, raison: maladie}"
    ]
    assert days(folder) == [
        ("2026-11-10 09:00", None, None),
        ("2026-11-12 09:00", "annulé", "maladie"),
        ("2026-11-17 09:00", None, None),
    ]


def test_a_moved_session_keeps_its_hours(folder):
    assert session_edits.move(folder, TODAY, "f", "2026-11-12", "2026-11-19", "grève") == 0
    assert days(folder)[-1] == ("2026-11-19 09:00", None, "grève")
    assert len((folder / "agenda/f.md").read_text("utf-8").splitlines()) == len(EVENT.splitlines()) + 1


@pytest.mark.parametrize(
    ("event", "day", "said"),
    [
        ("g", "2026-11-12", "Pas d’événement « g »"),
        ("f", "2026-11-13", "n’est pas un jour de séance"),
        ("f", "12/11/2026", "écrivez 2026-11-12 ou 2026-12-11"),
    ],
)
def test_what_contradicts_the_sessions_changes_nothing(folder, capsys, event, day, said):
    assert session_edits.cancel(folder, TODAY, event, day, "maladie") == 1
    assert said in capsys.readouterr().out.replace("\u00a0", " ")
    assert (folder / "agenda/f.md").read_text("utf-8") == EVENT


def test_a_session_is_not_cancelled_twice(folder, capsys):
    session_edits.cancel(folder, TODAY, "f", "2026-11-12", "maladie")
    before = (folder / "agenda/f.md").read_bytes()
    assert session_edits.cancel(folder, TODAY, "f", "2026-11-12", "grève") == 1
    assert (folder / "agenda/f.md").read_bytes() == before
    assert "Rien n’a été changé." in capsys.readouterr().out
