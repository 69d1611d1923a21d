"""The hours of an exceptional date, and clauses that another clause may follow."""

from datetime import time

import pytest

from plugins.permanences.grammar import parse, parse_hours
from plugins.permanences.model import PermanenceError, TimeRange


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("text", ["", "lundi", "9h", "9h-12h lundi", "9h-12h et", "12h-9h"])
def test_what_is_more_or_less_than_hours_is_refused(text):
    with pytest.raises(PermanenceError):
        parse_hours(text)


@pytest.mark.parametrize(
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
