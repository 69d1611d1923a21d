import datetime as dt

import pytest

from plugins.desk.front_matter_edit import append, without
from plugins.desk.permanence_edits import cancel, edit, move, reinstate
from plugins.model.office_dates import dates_of
from plugins.source.front_matter import read
from plugins.source.loading import load
from tests.tables import each_row

TODAY = dt.date(2026, 11, 23)
OFFICE = """---
# le bureau
titre: Dinant   # la ville
adresse: {rue: "Rue Haute, 1-3", code_postal: 5500, localite: Dinant}

permanences:
  # relu en janvier
  - quand: 2e et 4e jeudi du mois

verifie_le: 2021-01-31
---
Le texte.
"""


@pytest.fixture
def office(content):
    return content({"bureaux/dinant.md": OFFICE}) / "bureaux/dinant.md"


def spaces(text):
    return text.replace("\u00a0", " ")


def test_a_date_is_cancelled_in_one_line_and_nothing_else_changes(office, capsys):
    assert edit(office.parents[1], TODAY, "dinant", cancel("2026-12-24", 'congés : "fin" d’année')) == 0
    added = 'annulations:\n  - {le: 2026-12-24, raison: "congés : \\"fin\\" d’année"}\n'
    assert office.read_text("utf-8") == OFFICE.replace("jeudi du mois\n", f"jeudi du mois\n{added}")
    shown = spaces(capsys.readouterr().out)
    assert 'dinant.md:10:   - {le: 2026-12-24, raison: "congés : \\"fin\\" d’année"}' in shown
    assert "✗ jeudi 24 décembre 2026 (congés : " in shown


@pytest.mark.parametrize("said", ["jeudi 24 décembre", "24/12", "24 décembre 2026"])
def test_a_day_is_said_as_people_say_it_and_written_in_full(office, said):
    assert edit(office.parents[1], TODAY, "dinant", move(said, "demain", "congés")) == 0
    written = office.read_text("utf-8")
    assert ("{le: 2026-12-24," in written, "{le: 2026-11-24," in written) == (True, True)
    assert edit(office.parents[1], TODAY, "dinant", reinstate(said)) == 0
    assert office.read_text("utf-8") == OFFICE


def test_a_second_cancellation_joins_the_first(office):
    edit(office.parents[1], TODAY, "dinant", cancel("2026-12-24", "congés"))
    edit(office.parents[1], TODAY, "dinant", cancel("2026-12-10", "formation"))
    lines = "  - {le: 2026-12-24, raison: congés}\n  - {le: 2026-12-10, raison: formation}\n\n"
    assert lines in office.read_text("utf-8")


def test_a_moved_date_is_struck_out_and_added(office, capsys):
    assert edit(office.parents[1], TODAY, "dinant", move("2026-12-10", "2026-12-11", "grève", "9h-12h")) == 0
    found = load(office.parents[1], TODAY)
    dates = dates_of(found.get("office", "dinant"), TODAY, dt.date(2026, 12, 31))
    told = [(str(d.day), d.held, spaces(d.occurrence.reason)) for d in dates]
    assert told[1:3] == [
        ("2026-12-10", False, "grève, permanence reportée au vendredi 11 décembre 2026"),
        ("2026-12-11", True, "au lieu du jeudi 10 décembre 2026"),
    ]


def test_a_cancelled_date_is_held_again_and_the_file_is_as_it_was(office):
    edit(office.parents[1], TODAY, "dinant", cancel("2026-12-24", "congés"))
    assert edit(office.parents[1], TODAY, "dinant", reinstate("2026-12-24")) == 0
    assert office.read_text("utf-8") == OFFICE


def test_a_moved_date_comes_back_and_the_others_stay_as_they_are(office):
    edit(office.parents[1], TODAY, "dinant", move("2026-12-24", "2026-12-22", "congés"))
    before = office.read_bytes()
    edit(office.parents[1], TODAY, "dinant", move("2026-12-10", "2026-12-11", "grève"))
    assert edit(office.parents[1], TODAY, "dinant", reinstate("2026-12-10")) == 0
    assert office.read_bytes() == before


def test_a_date_that_is_not_cancelled_cannot_come_back(office, capsys):
    edit(office.parents[1], TODAY, "dinant", cancel("2026-12-24", "congés"))
    before = office.read_bytes()
    capsys.readouterr()
    assert edit(office.parents[1], TODAY, "dinant", reinstate("2026-12-10")) == 1
    said = "Le jeudi 10 décembre 2026, rien n’est annulé à Dinant → permanences annulées : jeudi 24 décembre 2026\n"
    assert spaces(capsys.readouterr().out) == said
    assert office.read_bytes() == before


@pytest.mark.parametrize(
    ("slug", "day", "message"),
    [
        ("dinan", "2026-12-24", "Pas de bureau « dinan » → vouliez-vous dire « dinant » ?"),
        (
            "dinant",
            "jeudi 25 décembre",
            "« jeudi 25 décembre 2026 » : ce jour est un vendredi → écrivez 2026-12-25, ou corrigez la date : jeudi est le 2026-12-24",
        ),
        ("dinant", "2026-12", "« 2026-12 » : il faut un jour précis, sans heure → écrivez par exemple 2026-12-24"),
        (
            "dinant",
            "2026-11-12",
            "Le jeudi 12 novembre 2026 est déjà passé → vérifiez l’année ; prochaines permanences : jeudi 26 novembre 2026, jeudi 10 décembre 2026, jeudi 24 décembre 2026",
        ),
        (
            "dinant",
            "2026-12-25",
            "Le vendredi 25 décembre 2026 n’est pas un jour de permanence à Dinant → vérifiez la date ; prochaines permanences : "
            "jeudi 26 novembre 2026, jeudi 10 décembre 2026, jeudi 24 décembre 2026",
        ),
        (
            "dinant",
            "2027-11-11",
            "Le jeudi 11 novembre 2027, il n’y a déjà pas de permanence à Dinant : Armistice → vérifiez la date ; prochaines permanences : jeudi 26 novembre 2026, jeudi 10 décembre 2026, jeudi 24 décembre 2026",
        ),
    ],
)
def test_a_cancellation_that_would_not_be_true_is_refused(office, capsys, slug, day, message):
    assert edit(office.parents[1], TODAY, slug, cancel(day, "congés")) == 1
    assert spaces(capsys.readouterr().out) == f"{message}\n"
    assert office.read_text("utf-8") == OFFICE


def test_a_move_to_a_holiday_is_refused_and_changes_nothing(office, capsys):
    assert edit(office.parents[1], TODAY, "dinant", move("2026-12-24", "2026-12-25", "congés")) == 1
    assert (
        "le vendredi 25 décembre 2026 est fermé (jour férié : Noël) → choisissez un autre jour, ou effacez cette ligne\nRien n’a été changé."
        in spaces(capsys.readouterr().out)
    )
    assert office.read_text("utf-8") == OFFICE


def test_other_mistakes_are_told_before_an_edit(office, capsys):
    wrong = OFFICE.replace("titre", "tire")
    office.write_text(wrong, "utf-8")
    assert edit(office.parents[1], TODAY, "dinant", cancel("2026-12-24", "congés")) == 1
    assert "tire : champ inconnu" in capsys.readouterr().out
    assert office.read_text("utf-8") == wrong


@each_row(
    ("before", "after"),
    [
        ("a: [{le: 1}]\nb: c", "a: [{le: 1}, {le: 2}]\nb: c"),
        ("a: []\nb: c", "a: [{le: 2}]\nb: c"),
        ("a: [{le: 1},\n  {le: 3}]\nb: c", "a: [{le: 1},\n  {le: 3}, {le: 2}]\nb: c"),
        ("a: {le: 1}\nb: c", "a: [{le: 1}, {le: 2}]\nb: c"),
        ("a:\nb: c", "a:\n  - {le: 2}\nb: c"),
        ("a:\n- le: 1\n  r: x\n# fin\nb: c", "a:\n- le: 1\n  r: x\n- {le: 2}\n# fin\nb: c"),
        ("a:\n    - {le: 1}\n\nb: c", "a:\n    - {le: 1}\n    - {le: 2}\n\nb: c"),
        ("b: c\nd: e", "b: c\na:\n  - {le: 2}\nd: e"),
        ("d: e", "d: e\na:\n  - {le: 2}"),
        ("a: 3 mai, 9h-16h # vu\nb: c", "a:\n  - 3 mai, 9h-16h # vu\n  - {le: 2}\nb: c"),
        ("a: 3 mai\n  2026\nb: c", "a:\n  - 3 mai\n      2026\n  - {le: 2}\nb: c"),
        ("a:\n  3 mai\n  2026\nb: c", "a:\n  - 3 mai\n    2026\n  - {le: 2}\nb: c"),
        ("a: >-\n  3 mai\n  2026\nb: c", "a:\n  - >-\n      3 mai\n      2026\n  - {le: 2}\nb: c"),
        ('a: "3 mai"\nb: c', 'a:\n  - "3 mai"\n  - {le: 2}\nb: c'),
        ("a:\n  le: 1\n  r: x\nb: c", "a:\n  - le: 1\n    r: x\n  - {le: 2}\nb: c"),
    ],
)
def test_every_way_to_write_a_list_takes_one_more_item(before, after):
    document = "---\n{}\n---\nTexte\n"
    found = append(document.format(before).encode(), "a", {"le": "2"}, after="b")
    assert found.decode() == document.format(after)
    assert isinstance(read("a.md", found).values["a"], list)


@each_row(
    ("before", "items", "after"),
    [
        ("a:\n  - {le: 1} # vu\n  - {le: 2}\nb: c", [1], "a:\n  - {le: 1} # vu\nb: c"),
        ("a:\n  - le: 1\n    r: x\n  # fin\n  - {le: 2}\nb: c", [0], "a:\n  # fin\n  - {le: 2}\nb: c"),
        ("a:\n  - {le: 1}\n  - {le: 2}\nb: c", [0, 1], "b: c"),
        ("a: [{le: 1}, {le: 2}, {le: 3}]\nb: c", [1], "a: [{le: 1}, {le: 3}]\nb: c"),
        ("a: [{le: 1}, {le: 2}, {le: 3}]\nb: c", [1, 2], "a: [{le: 1}]\nb: c"),
        ("a: [{le: 1},\n  {le: 2},\n  {le: 3}]\nb: c", [2, 0], "a: [{le: 2}]\nb: c"),
        ("a: {le: 1}\nb: c", [0], "b: c"),
    ],
)
def test_items_of_a_list_are_taken_away(before, items, after):
    document = "---\n{}\n---\nTexte\n"
    assert without(document.format(before).encode(), "a", items).decode() == document.format(after)


def test_a_file_from_windows_stays_one():
    data = b"\xef\xbb\xbf---\r\nb: c\r\n---\r\nTexte\r\n"
    assert (
        append(data, "a", {"le": "2"}, after="b") == b"\xef\xbb\xbf---\r\nb: c\r\na:\r\n  - {le: 2}\r\n---\r\nTexte\r\n"
    )


def test_a_move_to_the_same_day_is_refused_and_changes_nothing(office, capsys):
    assert edit(office.parents[1], TODAY, "dinant", move("2026-12-10", "2026-12-10", "congés")) == 1
    assert "est déjà le jour prévu → écrivez le nouveau jour" in capsys.readouterr().out
    assert office.read_text("utf-8") == OFFICE


def test_a_disk_that_takes_only_a_part_leaves_the_file_as_it_was(office):
    resource = pytest.importorskip("resource")
    office.chmod(0o640)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            edit(office.parents[1], TODAY, "dinant", cancel("2026-12-24", "congés"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert office.read_text("utf-8") == OFFICE
    assert [file.name for file in office.parent.iterdir()] == [office.name]
    assert edit(office.parents[1], TODAY, "dinant", cancel("2026-12-24", "congés")) == 0
    assert office.stat().st_mode & 0o777 == 0o640


def test_an_edit_that_is_stopped_while_it_is_checked_changes_nothing(office, monkeypatch):
    readings = iter([load(office.parents[1], TODAY)])
    monkeypatch.setattr("plugins.desk.file_edit.load", lambda *_, **__: next(readings))
    with pytest.raises(StopIteration):
        edit(office.parents[1], TODAY, "dinant", cancel("2026-12-24", "congés"))
    assert office.read_text("utf-8") == OFFICE
