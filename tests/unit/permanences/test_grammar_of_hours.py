"""The grammar of hours, in permanences and exceptional dates, and of clauses that other clauses may follow."""

from datetime import time

import pytest

from plugins.permanences.grammar import parse, parse_hours
from plugins.permanences.model import PermanenceError, TimeRange
from tests.tables import each_row


@each_row(
    ("text", "hours"),
    [
        ("9h-12h", [(9, 12)]),
        ("de 9h à 12h", [(9, 12)]),
        ("9h-12h et 13h30-16h", [(9, 12), (13.5, 16)]),
        ("de 9h à 12h et de 13h30 à 16h", [(9, 12), (13.5, 16)]),
        ("entre 9h et 12h", [(9, 12)]),
    ],
)
def test_hours_alone_are_read(text, hours):
    def at(hour):
        return time(int(hour), int(hour % 1 * 60))

    assert parse_hours(text) == tuple(TimeRange(at(start), at(end)) for start, end in hours)


TWO_HOURS = "écrivez l’heure de début et l’heure de fin, avec « - » entre les deux"


@each_row(
    ("text", "reason", "remedy"),
    [
        ("", "il manque les heures", TWO_HOURS),
        ("lundi", "il manque les heures", TWO_HOURS),
        ("9h", "il manque l’heure de fin après « 9h »", "écrivez « 9h-… », avec l’heure de fin"),
        ("9h-12h lundi", "« lundi » n’est pas compris", TWO_HOURS),
        ("9h-12h et", "« et » n’est pas compris", TWO_HOURS),
        ("12h-9h", "l’heure de fin « 9h » n’est pas après l’heure de début « 12h »", TWO_HOURS),
        ("9h-9h", "l’heure de fin « 9h » n’est pas après l’heure de début « 9h »", "corrigez l’une des deux heures"),
        ("9h-12h et 11h-13h", "de 9h à 12h et de 11h à 13h se chevauchent", "corrigez l’une des heures"),
    ],
)
def test_what_is_more_or_less_than_hours_is_refused(text, reason, remedy):
    with pytest.raises(PermanenceError) as error:
        parse_hours(text)
    assert (error.value.reason.replace("\u00a0", " "), error.value.remedy.replace("\u00a0", " ")) == (reason, remedy)


@each_row(
    ("text", "reason"),
    [
        ("lundi 9h-12h et le plus tôt", "« et » n’est pas compris"),
        (
            "lundi 9h-12h et mardi 9h-12h",
            "un autre jour avec un autre horaire, cela fait une deuxième permanence",
        ),
        ("lundi jusqu'au 1er mai 1850", "l’année 1850 n’est pas possible ici"),
    ],
)
def test_the_reason_is_that_of_the_clause_that_cannot_follow(text, reason):
    with pytest.raises(PermanenceError) as error:
        parse(text)
    assert error.value.reason.replace("\u00a0", " ") == reason
