"""The import of events from WordPress: their dates, their sessions, and the posts that announce them."""

import pytest

from plugins.importing.mapping import FILE
from plugins.importing.wordpress_import import REPORT
from tests.unit.importing.wxr import EVENT, item


@pytest.mark.parametrize(
    ("meta", "title", "rows"),
    [
        ({}, "T", ["debut: 2025-04-18 09:00", "fin: 2025-04-18 15:30"]),
        ({"_EventAllDay": "yes", "_EventEndDate": "2025-04-20 23:59:59"}, "T", ["debut: 2025-04-18", "fin: 2025-04-20"]),
        ({"_EventEndDate": "2025-04-18 09:00:00"}, "T", ["debut: 2025-04-18 09:00"]),
        ({"_EventEndDate": "2025-04-19 02:00:00"}, "T", ["debut: 2025-04-18 09:00", "fin: 2025-04-19 02:00"]),
        ({"_EventEndDate": "2025-04-01 00:00:00"}, "T", ["debut: 2025-04-18 09:00", "sa fin (2025-04-01 00:00)"]),
        ({"_EventEndDate": "2027-04-01 00:00:00"}, "T", ["debut: 2025-04-18 09:00", "plus d’un an"]),
        ({"_EventStartDate": "", "_EventEndDate": ""}, "T", ["statut: brouillon", "La date de l’événement n’est pas connue"]),
        ({"_EventRecurrence": "a:1:{}"}, "T", ["ses répétitions"]),
        ({"_tribe_events_status": "canceled"}, "T", ["etat: annulé", "titre: T"]),
        ({}, "[ANNULÉ] T", ["etat: annulé", "titre: T"]),
        ({"_EventCost": "0"}, "T", ["prix: gratuit"]),
        ({"_EventCost": "12.50", "_EventCurrencySymbol": "€"}, "T", ['prix: "12,50 €"']),
        ({"_EventURL": "https://forms.example/r/1"}, "T", ["inscription: {adresse: https://forms.example/r/1}"]),
        ({"_EventURL": "https://x.example"}, "T", ["[Site de l’événement](https://x.example)"]),
        ({"_EventVenueID": "5"}, "T", ["lieu: {nom: Moulin, rue: Rue du Moulin 1, code_postal: 5000, localite: Namur}"]),
        ({"_EventVenueID": "6"}, "T", ["en_ligne: https://visio.example/1"]),
        ({"_EventOrganizerID": "7"}, "T", ["organisateurs: [La Plume]"]),
    ],
)  # fmt: skip
def test_an_event_keeps_its_date_its_place_and_its_state(wordpress, meta, title, rows):
    others = (
        item(
            5, "Moulin", "", type="tribe_venue", meta={"_VenueAddress": "Rue du Moulin 1", "_VenueCity": "5000 Namur"}
        ),
        item(6, "En ligne", "", type="tribe_venue", meta={"_VenueURL": "https://visio.example/1"}),
        item(7, "La Plume", "", type="tribe_organizer"),
    )
    code, said = wordpress(item(1, title, "<p>x</p>", type="tribe_events", meta=EVENT | meta), *others)
    assert (code, said.count("1 événement")) == (0, 1)
    text = wordpress.read("agenda/texte-1.md")
    assert [row for row in rows if row not in text] == []


def php(value):
    """Return a value in the serialization format of PHP (https://www.php.net/serialize)."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return f"a:{len(value)}:{{{''.join(php(part) for pair in pairs for part in pair)}}}"
    if isinstance(value, str):
        return f's:{len(value.encode())}:"{value}";'
    return "N;" if value is None else f"i:{value};"


def rule(kind="Custom", end="After", last=None, count=None, **custom):
    return {"type": kind, "end-type": end, "end": last, "end-count": count, "custom": custom}


def weekly(*days):
    return {"type": "Weekly", "interval": 1, "same-time": "yes", "week": {"day": [str(day) for day in days]}}


NOT_TOLD = "ses répétitions : seule la première date est ici"


@pytest.mark.parametrize(
    ("kept", "row"),
    [
        ([rule("Every Week", count=3)], 'seances: ["18 et 25 avril ainsi que 2 mai 2025, 9h-15h30"]'),
        ([rule(end="On", last="2025-05-03", **weekly(5, 6))], 'seances: ["18, 19, 25 et 26 avril ainsi que 2 et 3 mai 2025, 9h-15h30"]'),
        ([rule(count="3", type="Daily", interval="2")], 'seances: ["18, 20 et 22 avril 2025, 9h-15h30"]'),
        ([rule(count=3, type="Monthly", month={"number": "Third", "day": "5"})], 'seances: ["18 avril, 16 mai ainsi que 20 juin 2025, 9h-15h30"]'),
        ([rule(count=3, type="Monthly", month={"number": "Last", "day": "-1"})], 'seances: ["18 et 30 avril, 31 mai ainsi que 30 juin 2025, 9h-15h30"]'),
        ([rule(count=2, type="Monthly", month={"number": "18"})], 'seances: ["18 avril ainsi que 18 mai 2025, 9h-15h30"]'),
        ([rule(count=2, type="Monthly", month={"same-day": "yes", "number": "First"})], 'seances: ["18 avril ainsi que 18 mai 2025, 9h-15h30"]'),
        ([rule(count=2, type="Yearly")], 'seances: ["18 avril 2025, 9h-15h30", "18 avril 2026, 9h-15h30"]'),
        ([rule(type="Date", date={"date": "2025-06-01"}), rule("Every Week", count=2)], 'seances: ["18 et 25 avril ainsi que 1er juin 2025, 9h-15h30"]'),
        ([rule("Every Week", end="Never")], NOT_TOLD),
        ([rule("Every Week", count=200)], NOT_TOLD),
        ([rule("Sometimes", count=2)], NOT_TOLD),
        ([rule(count=2, type="Weekly", **{"same-time": "no"})], NOT_TOLD),
        ([rule(count=2, type="Yearly", year={"filter": "1"})], NOT_TOLD),
        ([rule(count=2, type="Monthly", month={"number": "Seventh"})], NOT_TOLD),
    ],
)  # fmt: skip
def test_an_event_that_repeats_itself_has_its_sessions(wordpress, kept, row):
    meta = EVENT | {"_EventRecurrence": php({"rules": kept, "exclusions": [], "description": "é"})}
    wordpress(item(1, type="tribe_events", meta=meta))
    text = wordpress.read("agenda/texte-1.md")
    assert row in text
    assert ("\nformule: cycle\n" in text) == ("retirez « formule: cycle »" in text) == (row != NOT_TOLD)
    assert ("debut:" in text, "fin:" in text) == ((True, True) if row == NOT_TOLD else (False, False))


def test_a_date_that_was_taken_out_is_no_session(wordpress):
    kept = {"rules": [rule("Every Week", count=3)], "exclusions": [rule(type="Date", date={"date": "2025-04-25"})]}
    wordpress(item(1, type="tribe_events", meta=EVENT | {"_EventRecurrence": php(kept)}))
    assert 'seances: ["18 avril ainsi que 2 mai 2025, 9h-15h30"]' in wordpress.read("agenda/texte-1.md")


def test_the_dates_that_wordpress_keeps_as_events_of_their_own_are_sessions_of_the_first(wordpress):
    later = {"_EventStartDate": "2025-05-02 10:00:00", "_EventEndDate": "2025-05-02 12:00:00"}
    meta = EVENT | {"_EventRecurrence": php({"rules": [rule("Every Week", end="Never")]})}
    given = {"type": "tribe_events", "parent": 1}
    wordpress(
        item(1, type="tribe_events", meta=meta),
        item(2, meta=later, **given),
        item(3, meta={key: value.replace("05-02", "06-20") for key, value in later.items()}, **given),
        item(4, meta={key: value.replace("05-02", "07-20") for key, value in later.items()}, status="trash", **given),
        item(5, "Autre titre", meta=later, **given),
    )
    assert wordpress.new() == ["agenda/texte-1.md", "agenda/texte-5.md"]
    row = 'seances: ["18 avril 2025, 9h-15h30", "2 mai ainsi que 20 juin 2025, 10h-12h"]'
    assert row in wordpress.read("agenda/texte-1.md")
    rows = wordpress.read("anciennes-adresses.txt").split("\n")
    assert "/texte-3/ → /agenda/2025/texte-1/" in rows
    assert not [row for row in rows if "texte-4" in row]
    report = (wordpress.beside / REPORT).read_text("utf-8")
    assert report.count("une autre date du même événement") == 1


DAYS = "Les 18, 19 et 25 avril ainsi que 2 mai, {}à Namur."


@pytest.mark.parametrize(
    ("end", "words", "row"),
    [
        ("2025-05-02 16:00:00", DAYS.format("9h30-16h, "), 'seances: ["18, 19 et 25 avril ainsi que 2 mai 2025, 9h30-16h"]'),
        ("2025-05-02 16:00:00", DAYS.format(""), 'seances: ["18, 19 et 25 avril ainsi que 2 mai 2025, 9h-16h"]'),
        ("2025-05-02 08:00:00", DAYS.format(""), 'seances: ["18, 19 et 25 avril ainsi que 2 mai 2025"]'),
        ("2025-05-03 16:00:00", DAYS.format("9h30-16h, "), "debut: 2025-04-18 09:00\nfin: 2025-05-03 16:00"),
        ("2025-05-02 16:00:00", "Rien.", "debut: 2025-04-18 09:00\nfin: 2025-05-02 16:00"),
        ("2025-04-18 16:00:00", "Inscription les 18 et 19 avril.", "debut: 2025-04-18 09:00\nfin: 2025-04-18 16:00"),
    ],
)  # fmt: skip
def test_an_event_over_several_days_has_the_sessions_that_its_words_state(wordpress, end, words, row):
    wordpress(item(1, content=f"<p>{words}</p>", type="tribe_events", meta=EVENT | {"_EventEndDate": end}))
    text = wordpress.read("agenda/texte-1.md")
    assert row in text
    assert "formule" not in text.partition("a_verifier")[0]
    assert ("ajoutez « formule: cycle »" in text) == ("seances" in row)


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("Mardi 2 et jeudi 4 septembre 2025, de 9h à 12h.", 'seances: ["mardi 2 et jeudi 4 septembre 2025, 9h-12h"]'),
        ("Les 2 et 4 septembre 2025. Ou du 3 au 5 mars 2026.", "statut: brouillon"),
        ("Lundi 2 et jeudi 4 septembre 2025.", "statut: brouillon"),
        ("Les 2 et 4 septembre.", "statut: brouillon"),
        ("Le 2 septembre 2025.", "debut: 2025-09-02"),
    ],
)
def test_a_post_that_is_an_event_here_has_the_days_that_it_states(wordpress, words, row):
    (wordpress.beside / FILE).write_text("rubrique ateliers → evenement, Atelier\n", "utf-8")
    wordpress(item(1, content=f"<p>{words}</p>", terms=[("category", "ateliers")]))
    assert row in wordpress.read("agenda/texte-1.md")
