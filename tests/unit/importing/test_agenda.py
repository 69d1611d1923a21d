"""The import of events from a calendar file: each UID once, in Belgian time, with the dates of recurrence rules."""

import datetime as dt

import pytest

from plugins.importing.wordpress_import import REPORT, ImportRequest, import_agenda
from plugins.model import Event
from plugins.source.loading import load

TODAY = dt.date(2026, 11, 23)
SITE = {"pages/contact.md": "---\ntitre: Contact\nresume: Où nous trouver.\n---\n"}


@pytest.fixture
def agenda(tmp_path, capsys):
    """A function that imports some VEVENTs; it returns the exit code and what was printed."""
    for name, text in SITE.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True)
        (tmp_path / "content" / name).write_text(text, "utf-8")

    def run(*events, trial=False):
        body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n".replace("\n", "\r\n") for event in events)
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n".replace("\r\r", "\r")
        (tmp_path / "agenda.ics").write_bytes(text.encode())
        request = ImportRequest((tmp_path / "agenda.ics",), None, trial, "python3 tasks.py")
        code = import_agenda(tmp_path / "content", TODAY, request, tmp_path / ".cache")
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    run.folder = tmp_path / "content/agenda"
    run.read = lambda name: (run.folder / f"{name}.md").read_text("utf-8")
    run.names = lambda: sorted(file.stem for file in run.folder.glob("*.md"))
    run.report = lambda: (tmp_path / REPORT).read_text("utf-8")
    run.site = lambda: load(tmp_path / "content", TODAY)
    return run


FEAST = "UID:a@x\nSUMMARY:La fête\nDTSTART:20270418T070000Z\nDTEND:20270418T133000Z"


def test_an_event_has_its_words_its_place_and_its_hour_here(agenda):
    more = (
        "LOCATION:La Halle\\, Rue des Essais 3\\, 5000 Namur\\, Belgique\nURL:https://forms.example/r/1\n"
        "DESCRIPTION:Un *mot*.\\n\\nDeux & trois <b>.\nCATEGORIES:Salon,Autre\nORGANIZER;CN=Atelier Plume:mailto:a@x.example"
    )
    code, _ = agenda(f"{FEAST}\n{more}")
    assert code == 0
    assert agenda.read("la-fete") == (
        '---\ntitre: La fête\nresume: "Un *mot*. Deux & trois <b>."\ngenre: Salon\ndebut: 2027-04-18 09:00\n'
        "fin: 2027-04-18 15:30\nlieu: {nom: La Halle, rue: Rue des Essais 3, code_postal: 5000, localite: Namur}\n"
        "organisateurs: [Atelier Plume]\ninscription: {adresse: https://forms.example/r/1}\n"
        "---\n\nUn \\*mot\\*.\n\nDeux & trois &lt;b>.\n"
    )


@pytest.mark.parametrize(
    ("event", "rows"),
    [
        ("DTSTART;VALUE=DATE:20270418\nDTEND;VALUE=DATE:20270419", ["debut: 2027-04-18"]),
        ("DTSTART;VALUE=DATE:20270418\nDTEND;VALUE=DATE:20270421", ["debut: 2027-04-18", "fin: 2027-04-20"]),
        ("DTSTART;TZID=America/New_York:20270101T200000\nDURATION:PT2H", ["debut: 2027-01-02 02:00", "fin: 2027-01-02 04:00"]),
        ("DTSTART:20270418T090000", ["debut: 2027-04-18 09:00"]),
        ("DTSTART:20270418T090000\nSTATUS:CANCELLED", ["etat: annulé"]),
        ("DTSTART:20270418T090000\nLOCATION:https://visio.example/1", ["en_ligne: https://visio.example/1"]),
    ],
)  # fmt: skip
def test_a_date_and_a_state_are_read(agenda, event, rows):
    assert agenda(f"UID:a@x\nSUMMARY:E\n{event}")[0] == 0
    text = agenda.read("e").split("\n")
    assert [row for row in rows if row not in text] == []
    assert len([row for row in text if row.startswith(("debut", "fin"))]) == max(
        1, len([r for r in rows if r[:3] in ("deb", "fin")])
    )


def test_an_event_that_repeats_itself_has_its_sessions(agenda):
    rule = "RRULE:FREQ=WEEKLY;COUNT=5\nEXDATE:20270425T070000Z\nRDATE:20270601T070000Z"
    moved = f"{FEAST}\nRECURRENCE-ID:20270502T070000Z".replace("0418T", "0503T")
    gone = f"{FEAST}\nRECURRENCE-ID:20270509T070000Z\nSTATUS:CANCELLED"
    assert agenda(f"{FEAST}\n{rule}", moved, gone)[0] == 0
    assert 'seances: ["18 avril, 3 et 16 mai ainsi que 1er juin 2027, 9h-15h30"]' in agenda.read("la-fete")
    (event,) = agenda.site().of(Event)
    assert event.address == "/agenda/2027/la-fete/"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("RRULE:FREQ=WEEKLY", "il se répète pendant plus de deux ans → écrivez-le à la main"),
        ("RRULE:FREQ=YEARLY;COUNT=9", "il se répète pendant plus de deux ans → écrivez-le à la main"),
        ("RRULE:FREQ=DAILY;COUNT=400", "il a plus de 120 dates → écrivez-le à la main"),
        ("RRULE:FREQ=SECONDLY", "il a plus de 120 dates → écrivez-le à la main"),
        ("RRULE:FREQ=DAILY;COUNT=1\nEXDATE:20270418T070000Z", "toutes ses dates sont annulées"),
    ],
)
def test_what_cannot_be_said_is_refused_and_told(agenda, rule, said):
    assert agenda(f"{FEAST}\n{rule}", "UID:b@x\nSUMMARY:B\nDTSTART:20270101T090000")[0] == 0
    assert agenda.names() == ["b"]
    assert f"- « La fête » : {said}" in agenda.report()


def test_the_uid_is_the_identity_of_an_event(agenda):
    agenda(FEAST, FEAST.replace("a@x", "59-1-2@ancien.example"), FEAST.replace("a@x", "z@cainamur.be"))
    assert agenda.names() == ["la-fete", "la-fete-2"]
    before = {name: agenda.read(name) for name in agenda.names()}
    assert (
        "Rien n’a changé depuis le dernier import." in agenda(FEAST, FEAST.replace("a@x", "59-1-2@ancien.example"))[1]
    )
    assert {name: agenda.read(name) for name in agenda.names()} == before
    agenda(FEAST.replace("0418T", "0420T").replace("La fête", "La grande fête"))
    assert agenda.names() == ["la-fete", "la-fete-2"]
    changed = [name for name in agenda.names() if "debut: 2027-04-20" in agenda.read(name)]
    assert len(changed) == 1
    (agenda.folder / f"{changed[0]}.md").unlink()
    agenda(FEAST)
    assert changed[0] not in agenda.names()


def test_what_a_calendar_keeps_private_stays_out_and_its_name_is_not_told(agenda):
    private = "UID:{0}@x\nSUMMARY:Zéphyr {0}\nDTSTART:20270418T090000\nCLASS:{0}"
    agenda(FEAST, private.format("PRIVATE"), private.format("CONFIDENTIAL"))
    assert agenda.names() == ["la-fete"]
    assert "Zéphyr" not in agenda.report()
    assert "- un événement est privé dans cet agenda\n- un événement" in agenda.report()


OUTLOOK = "UID:a@x\nSUMMARY;LANGUAGE=fr-be:E\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY"
ZONE = 'TZID="Romance Standard Time"'


@pytest.mark.parametrize(
    ("event", "rows"),
    [
        # Google Calendar
        ("UID:a@google.com\nSUMMARY:ANNULÉ : E\nDTSTART:20270418T070000Z\nSTATUS:TENTATIVE", ["statut: brouillon"]),
        (
            "UID:a@google.com\nSUMMARY:E\nDTSTART:20270418T070000Z\n"
            "DESCRIPTION:<b>Un</b>\\, deux.<br><ul><li>trois</li></ul><a href=\"https://x.example\">Lire</a>",
            ["**Un**, deux.", "- trois", "[Lire](https://x.example)"],
        ),
        ("UID:a@google.com\nSUMMARY:E\nDTSTART:20270418T070000Z\nORGANIZER;CN=a@x.example:mailto:b@x.example", ["debut: 2027-04-18 09:00"]),
        (
            "UID:a@google.com\nSUMMARY:E\nDTSTART;TZID=Europe/Brussels:20270311T093000\nDTEND;TZID=Europe/Brussels:20270311T123000\n"
            "RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20270408T215959Z;BYDAY=TH\nEXDATE;TZID=Europe/Brussels:20270325T093000",
            ['seances: ["11 et 18 mars ainsi que 1er et 8 avril 2027, 9h30-12h30"]'],
        ),
        # Outlook
        (f"{OUTLOOK}\nDTSTART;{ZONE}:20270909T090000\nORGANIZER;CN=\"Plume, Anne\":mailto:a@x.example", ["debut: 2027-09-09 09:00"]),
        (
            f"{OUTLOOK}\nDTSTART;{ZONE}:20271005T000000\nDTEND;{ZONE}:20271007T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            ["debut: 2027-10-05", "fin: 2027-10-06"],
        ),
        (
            f"{OUTLOOK}\nDTSTART;{ZONE}:20271007T090000\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20271014",
            ['seances: ["7 et 21 octobre 2027, à 9h"]'],
        ),
        # The Events Calendar
        (
            "UID:59-1-2@cainamur.be\nSUMMARY:E &amp; F\nDTSTART:20270418T070000Z\nURL:https://www.cainamur.be/event/e/\n"
            "DESCRIPTION:Un &#8211\\; deux.\nORGANIZER;CN=\"Atelier%20Plume\":MAILTO:a@x.example",
            ["titre: \"E & F\"", "organisateurs: [Atelier Plume]", "resume: \"Un – deux.\""],
        ),
    ],
)  # fmt: skip
def test_each_program_is_read_as_it_writes(agenda, event, rows):
    assert agenda(event)[0] == 0
    (name,) = agenda.names()
    text = agenda.read(name)
    assert [row for row in rows if row not in text.split("\n")] == []
    assert "cainamur.be/event" not in text
    assert name == ("e-f" if "&amp;" in event else "e")
    assert ("organisateurs" in text) == any("organisateurs" in row for row in rows)


def test_the_dates_that_the_events_calendar_writes_one_by_one_are_sessions(agenda):
    one = "UID:{0}-1-2@cainamur.be\nSUMMARY:Table\nDTSTART:2027{1}T080000Z\nURL:https://www.cainamur.be/event/table/2027-{2}/"
    agenda(one.format(10000012, "0503", "05-03"), one.format(10000013, "0510", "05-10"))
    assert agenda.names() == ["table"]
    assert 'seances: ["3 et 10 mai 2027, à 10h"]' in agenda.read("table")
    agenda(one.format(10000013, "0510", "05-10"), one.format(10000014, "0517", "05-17"))
    assert agenda.names() == ["table"]
    assert 'seances: ["10 et 17 mai 2027, à 10h"]' in agenda.read("table")


def test_an_event_whose_uid_changed_is_the_same_one(agenda):
    agenda(FEAST, "UID:b@x\nSUMMARY:B\nDTSTART:20270101T090000")
    agenda(f"{FEAST.replace('a@x', 'other@y')}\nLOCATION:La Halle")
    assert agenda.names() == ["b", "la-fete"]
    assert "lieu: {nom: La Halle}" in agenda.read("la-fete")
    edited = agenda.read("la-fete").replace("La Halle", "Le Moulin")
    (agenda.folder / "la-fete.md").write_text(edited, "utf-8")
    agenda(
        f"{FEAST.replace('a@x', 'third@y')}\nLOCATION:La Halle", FEAST.replace("a@x", "z@y").replace("0418T", "0419T")
    )
    assert agenda.names() == ["b", "la-fete", "la-fete-2"]
    assert agenda.read("la-fete") == edited


def test_an_event_that_was_written_by_hand_does_not_come_a_second_time(agenda):
    agenda.folder.mkdir()
    text = "---\ntitre: la Fête\nresume: r\ngenre: Salon\ndebut: 2027-04-18\n---\n"
    (agenda.folder / "mienne.md").write_text(text, "utf-8")
    _, said = agenda(FEAST, FEAST.replace("a@x", "b@x").replace("0418T", "0419T"))
    assert agenda.names() == ["la-fete", "mienne"]
    assert "debut: 2027-04-19" in agenda.read("la-fete")
    assert "- « La fête » : le site l’a déjà, dans agenda/mienne.md" in agenda.report()
    assert "Restent dehors : 1 texte." in said


@pytest.mark.parametrize(
    "row", ["RECURRENCE-ID:x", "RRULE:FREQ=x", "RRULE:x", "EXDATE:x", "DTEND:x", "DURATION:x", "RDATE:x"]
)
def test_an_event_that_cannot_be_read_does_not_stop_the_others(agenda, row):
    code, _ = agenda(f"{FEAST}\n{row}", FEAST, "UID:b@x\nSUMMARY:B\nDTSTART:20270101T090000")
    assert code == 0
    assert "b" in agenda.names()


@pytest.mark.parametrize(
    "data", [b"", b"x", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"]
)
def test_a_file_that_is_no_calendar_is_refused(agenda, data, tmp_path, capsys):
    (tmp_path / "a.ics").write_bytes(data)
    request = ImportRequest((tmp_path / "a.ics",), None, False, "python3 tasks.py")
    assert import_agenda(tmp_path / "content", TODAY, request, tmp_path / ".cache") == 1
    assert "n’est pas un agenda, ou il est vide" in capsys.readouterr().err


def test_a_trial_writes_no_event(agenda):
    code, said = agenda(FEAST, trial=True)
    assert (code, agenda.names()) == (0, [])
    assert "1 événement" in said
