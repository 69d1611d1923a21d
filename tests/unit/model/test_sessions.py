"""The sessions of an event, read from all lines of its list, with changes of single sessions."""

import datetime as dt
import json
import random
import re

import pytest
from pydantic import TypeAdapter

from plugins.base.mistakes import ContentMistakes
from plugins.model.event_fields import SessionFields
from plugins.model.fields import Several
from plugins.model.session_days import SessionDays, SessionHours, WrittenDay
from plugins.model.sessions import sessions_of
from plugins.source.front_matter import parse_yaml
from plugins.source.loading import load
from tests.tables import each_row
from tests.unit.permanences.strategies import DRAWS, mutated, random_hours

EVENT = "---\ntitre: F\nresume: r\ngenre: formation\n{}\n---\n"
SIX = "debut: 2025\nseances:\n  - 23, 25 et 30 septembre ainsi que 2, 13 et 14 octobre, 9h-16h"
TODAY = dt.date(2025, 9, 24)


@pytest.fixture
def event(site):
    return lambda fields: site({"agenda/f.md": EVENT.format(fields)}, TODAY).get("event", "f")


@pytest.fixture
def wrong(mistakes):
    return lambda fields: mistakes({"agenda/f.md": EVENT.format(fields)})


def told(event):
    return [
        (f"{session.start}", session.end and f"{session.end.time:%H:%M}", session.state) for session in event.sessions
    ]


def test_one_line_makes_six_sessions(event):
    found = event(SIX)
    days = ["2025-09-23", "2025-09-25", "2025-09-30", "2025-10-02", "2025-10-13", "2025-10-14"]
    assert told(found) == [(f"{day} 09:00", "16:00", None) for day in days]
    assert [session.number for session in found.sessions] == [1, 2, 3, 4, 5, 6]


def test_the_start_and_the_end_follow_from_the_sessions(event):
    found = event(SIX)
    assert (str(found.start), str(found.end), found.address) == ("2025-09-23", "2025-10-14", "/agenda/2025/f/")


def test_one_session_gives_its_hours_too(event):
    found = event("seances: 23 septembre 2025, 9h-16h")
    assert (str(found.start), str(found.end)) == ("2025-09-23 09:00", "2025-09-23 16:00")


def test_a_line_tells_more_about_the_session_of_another(event):
    found = event(f"{SIX}\n  - {{le: 2025-10-02, titre: Les papiers, etat: annulé, raison: maladie}}")
    (other,) = [session for session in found.sessions if session.state]
    assert len(found.sessions) == 6
    assert (str(other.start), other.subject, other.reason) == ("2025-10-02 09:00", "Les papiers", "maladie")


def test_a_session_that_moved_keeps_its_hours_and_the_day_first_announced(event):
    found = event(f"{SIX}\n  - {{le: 17 octobre, initialement_le: 2025-10-02, raison: grève}}")
    last = found.sessions[-1]
    assert (str(last.start), str(last.planned), last.number) == ("2025-10-17 09:00", "2025-10-02 09:00", 6)
    assert str(found.end) == "2025-10-17"


def test_a_session_that_moved_may_be_cancelled_too(event):
    found = event(
        f"{SIX}\n  - {{le: 17 octobre, etat: annulé}}\n  - {{le: 17 octobre, initialement_le: 2025-10-02}}",
    )
    assert told(found)[-1] == ("2025-10-17 09:00", "16:00", "annulé")


def test_the_end_is_that_of_the_last_session_that_is_held(event):
    found = event(f"{SIX}\n  - {{le: 14 octobre, etat: annulé}}")
    assert str(found.end) == "2025-10-13"


def test_two_sessions_of_a_day_are_told_apart_by_their_hours(event):
    lines = "seances:\n  - 2 octobre 2025, 9h-12h\n  - 2 octobre 2025, 13h-16h\n"
    found = event(f"{lines}  - {{le: 2025-10-02, horaire: 13h-16h, titre: La suite}}")
    assert [session.subject for session in found.sessions] == [None, "La suite"]


def test_sessions_are_sorted(event):
    assert told(event("seances: [14 octobre 2025, 2 octobre 2025, septembre 2025]")) == [
        ("2025-09", None, None),
        ("2025-10-02", None, None),
        ("2025-10-14", None, None),
    ]


def test_the_next_session_is_the_first_that_is_held(event):
    found = event(f"{SIX}\n  - {{le: 2025-09-25, etat: annulé}}")
    assert str(found.next_session(TODAY).start) == "2025-09-30 09:00"
    assert found.next_session(dt.date(2025, 10, 15)) is None
    assert found.next_session(TODAY).session.number == 3


def test_a_chain_shows_what_is_over_what_is_next_and_what_is_off(event):
    found = event(f"{SIX}\n  - {{le: 2025-09-25, etat: annulé}}")
    states = ["done", "off", "next", "coming", "coming", "coming"]
    assert found.chain(TODAY) == tuple(enumerate(states, 1))
    assert {state for _, state in found.chain(dt.date(2025, 10, 15))} == {"done", "off"}


def test_a_session_has_its_own_place_or_that_of_the_event(event):
    lines = "seances:\n  - 2 octobre 2025\n  - {le: 3 octobre 2025, lieu: {nom: Dinant}}\n"
    found = event(f"lieu: {{nom: Namur}}\n{lines}  - {{le: 4 octobre 2025, en_ligne: https://x.be}}")
    assert [each.place and each.place.name for each in found.session_events] == ["Namur", "Dinant", None]
    assert [each.attendance for each in found.session_events] == ["offline", "offline", "online"]


def test_every_session_of_a_cancelled_event_is_cancelled(event):
    assert all(each.is_off for each in event(f"etat: annulé\n{SIX}").session_events)


@each_row(
    ("fields", "line", "said"),
    [
        ("seances: 23 septembre, 9h-16h", 5, "seances : « 23 septembre, 9h-16h » : de quelle année ?"),
        ("seances:\n  - 31 septembre 2025", 6, "seances : nº 1 : « 31 septembre 2025 » : septembre a 30 jours"),
        (
            "seances:\n  - {le: mardi 24 et 25 septembre 2025}",
            6,
            "« mardi 24 septembre 2025 » : ce jour est un mercredi → écrivez « mercredi 24 septembre 2025 »",
        ),
        (f"{SIX}\n  - 2 octobre 2025, 9h-16h", 8, "nº 2 : la séance du jeudi 2 octobre 2025 est écrite deux fois"),
        (f"{SIX}\n  - 2 octobre 2025, 15h-17h", 8, "nº 2 : le jeudi 2 octobre 2025, deux séances au même moment"),
        (f"{SIX}\n  - 3 mars 2027", 6, "« 2027-03-03 » : les séances dureraient plus d’un an"),
        (f"{SIX}\n  - {{le: 2025-10-02, horaire: midi}}", 8, "nº 2 : horaire : « midi » : il manque l’heure de fin"),
        (f"{SIX}\n  - {{le: '2025-10-02, 9h', horaire: 9h-16h}}", 8, "gardez l’heure de « le », ou « horaire »"),
        (f"{SIX}\n  - {{le: 13 et 14 octobre, initialement_le: 2025-10-02}}", 8, "une seule séance peut être déplacée"),
        (f"{SIX}\n  - {{le: 2025-10-02, initialement_le: 2025-10-02}}", 8, "n’est pas déplacée"),
        (
            f"{SIX}\n  - {{le: 2025-10-02, etat: annulé}}\n  - {{le: 2025-10-02, etat: annulé}}",
            9,
            "une autre ligne dit déjà cela de la séance du jeudi 2 octobre 2025",
        ),
        (f"{SIX}\n  - {{le: 2025-10-02, etat: supprimé}}", 8, "etat : « supprimé » ne convient pas"),
        (f"fin: 2025-12-01\n{SIX}", 5, "« 2025-12-01 », mais les séances donnent 2025-10-14 → effacez « fin »"),
        ("debut: 2025-10\nseances: 23 septembre 2025", 5, "les séances donnent 2025-09-23 → effacez « debut »"),
    ],
)
def test_a_mistake_is_told_at_its_line(wrong, fields, line, said):
    (found,) = wrong(fields)
    assert found.startswith(f"agenda/f.md:{line}: ")
    assert said in found


def test_an_event_without_sessions_still_needs_its_start(wrong):
    (found,) = wrong("seances:")
    assert "debut : ce champ manque" in found


def random_text(drawn):
    return "".join(drawn.choices("aeéinrst", k=drawn.randint(1, 12)))


def written_sessions(drawn):
    """Return the lines of a random list, and the expected sessions: by day, their hours and changes."""
    first = dt.date(2027, 1, 20)
    rest = [first + dt.timedelta(day) for day in sorted(drawn.sample(range(301), drawn.randint(2, 12)))]
    spare = [first + dt.timedelta(day) for day in range(301, 330)]
    groups = drawn.randint(1, min(4, len(rest) - 1))
    lines, sessions = [], {}
    for number in range(groups):
        count = len(rest) if number == groups - 1 else drawn.randint(1, len(rest) - (groups - number - 1))
        some, rest = rest[:count], rest[count:]
        hours = SessionHours(random_hours(drawn)) if drawn.randrange(2) else SessionHours()
        year = 2027 if number == 0 or drawn.randrange(2) else None
        written = [WrittenDay(year, day.month, day.day) for day in some]
        lines.append(f'"{SessionDays(tuple(written), hours)}"')
        sessions |= {day: {"hours": hours} for day in some}
    for day in sorted(drawn.sample(sorted(sessions), drawn.randint(0, len(sessions)))):
        known = sessions.pop(day)
        fields = drawn.sample(["titre", "etat", "raison", "lieu", "moved"], drawn.randint(1, 5))
        said = {"le": day.isoformat()}
        more = {
            "titre": random_text(drawn),
            "etat": drawn.choice(["annulé", "complet"]),
            "raison": random_text(drawn),
        }
        said |= {key: value for key, value in more.items() if key in fields}
        known |= {key: value for key, value in more.items() if key in fields}
        if "lieu" in fields:
            known["lieu"] = random_text(drawn)
            said["lieu"] = {"nom": known["lieu"]}
        if "moved" in fields:
            said |= {"initialement_le": day.isoformat(), "le": (moved := spare.pop()).isoformat()}
            known["planned"] = day
            day = moved
        sessions[day] = known
        lines.append(json.dumps(said, ensure_ascii=False))
    return lines, dict(sorted(sessions.items()))


def read_list(text):
    values, _ = parse_yaml(text)
    return sessions_of(TypeAdapter(Several[SessionFields]).validate_python(values["seances"]), None)


def test_a_list_reads_back_as_it_was_written():
    drawn = random.Random(17)
    for _ in range(100 * DRAWS):
        lines, expected = written_sessions(drawn)
        sessions, mistakes = read_list("seances:\n" + "".join(f"  - {line}\n" for line in lines))
        assert mistakes == []
        assert [session.number for session in sessions] == list(range(1, len(expected) + 1))
        told = {
            session.day.first: {
                "hours": session.hours,
                "titre": session.subject,
                "etat": session.state,
                "raison": session.reason,
                "lieu": session.place and session.place.name,
                "planned": session.planned and session.planned.first,
            }
            for session in sessions
        }
        nothing = dict.fromkeys(("titre", "etat", "raison", "lieu", "planned"))
        assert told == {day: nothing | known for day, known in expected.items()}


LISTED = """seances:
  - 23, 25 et 30 septembre ainsi que 2, 13 et 14 octobre 2027, 9h-16h
  - {le: 25 septembre, etat: annulé, raison: la salle est fermée}
  - {le: 2027-10-21, initialement_le: 2027-10-14, titre: Les papiers}
  - {le: 2027-10-13, horaire: 9h-16h, lieu: {nom: Moulin, localite: Dinant}}"""


def test_a_malformed_list_is_never_more_than_french_sentences(content):
    drawn, refused = random.Random(17), 0
    while refused < 100 * DRAWS:
        text = mutated(LISTED, drawn, "aeinorst é’,;.-–:/0123456789hH{}[]#\n«»")
        folder = content({"agenda/f.md": EVENT.format(text)})
        try:
            load(folder, TODAY)
        except ContentMistakes as found:
            refused += 1
            for mistake in found.mistakes:
                assert "→" in mistake.message, text
                assert not re.search(r"\b(?:the|out of range|invalid|must|not|expected)\b", mistake.message), text
