import datetime as dt

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from plugins.base.dates import hour, partial
from plugins.base.partial_date import PartialDate, dates_in, months_after
from tests.tables import each_row

FRENCH = Locale("fr")


@each_row(
    ("text", "words"),
    [
        ("2020", "2020"),
        ("2021-05", "mai 2021"),
        ("2020-11-27", "vendredi 27 novembre 2020"),
        ("2020-11-27 09:30", "vendredi 27 novembre 2020"),
        ("2026-12-01", "mardi 1er décembre 2026"),
    ],
)
def test_a_date_prints_as_vague_as_it_is_known(text, words):
    assert partial(PartialDate.parse(text), FRENCH) == words


def test_an_hour_prints_as_on_a_poster():
    assert hour(dt.time(9, 5), FRENCH) == "9h05"


@each_row(
    ("text", "message"),
    [
        ("03/04/2026", "« 03/04/2026 » → écrivez 2026-04-03 ou 2026-03-04"),
        ("27/11/2020", "« 27/11/2020 » → écrivez 2020-11-27"),
        ("5.5.2026", "« 5.5.2026 » → écrivez 2026-05-05"),
        ("2026/4/3", "« 2026/4/3 » → écrivez 2026-04-03"),
        ("27 novembre 2020", "« 27 novembre 2020 » → écrivez 2020-11-27"),
        ("Vendredi 1er Mai 2020", "« Vendredi 1er Mai 2020 » → écrivez 2020-05-01"),
        ("mai 2021", "« mai 2021 » → écrivez 2021-05"),
        ("2020-11-27 9h30", "« 2020-11-27 9h30 » → écrivez 2020-11-27 09:30"),
        ("2026-02-30", "« 2026-02-30 » : février 2026 a 28 jours → écrivez un jour de 01 à 28"),
        ("9999-12-31", "« 9999-12-31 » : l’année 9999 n’est pas possible ici → vérifiez l’année"),
        ("0000", "« 0000 » : l’année 0000 n’est pas possible ici → vérifiez l’année"),
        ("2026-13", "« 2026-13 » : il n’y a pas de mois 13 → écrivez un mois de 01 à 12"),
        ("2026-11-27 24:00", "« 2026-11-27 24:00 » : il n’y a pas d’heure 24:00 → écrivez une heure de 00:00 à 23:59"),
        ("2026-12-20 24:30", "« 2026-12-20 24:30 » : il n’y a pas d’heure 24:30 → écrivez une heure de 00:00 à 23:59"),
        ("le 27 novembre 2020", "« le 27 novembre 2020 » → écrivez 2020-11-27"),
        ("24 décembre", "« 24 décembre » : il manque l’année → écrivez par exemple 2026-12-24"),
        ("24-12-2026 à 9h", "« 24-12-2026 à 9h » → écrivez 2026-12-24 09:00"),
        ("24/12/2026 9:30", "« 24/12/2026 9:30 » → écrivez 2026-12-24 09:30"),
        ("jeudi 24 décembre 2026, à 9h", "« jeudi 24 décembre 2026, à 9h » → écrivez 2026-12-24 09:00"),
        (
            "lundi 24 décembre 2026",
            "« lundi 24 décembre 2026 » : ce jour est un jeudi → écrivez 2026-12-24, ou corrigez la date : lundi est le 2026-12-21",
        ),
        ("31 novembre 2026", "« 31 novembre 2026 » : novembre 2026 a 30 jours → écrivez un jour de 01 à 30"),
        (
            "99/99/2026",
            "« 99/99/2026 » n’est pas une date → écrivez 2026, 2026-11, 2026-11-27 ou 2026-11-27 09:30",
        ),
        ("demain", "« demain » n’est pas une date → écrivez 2026, 2026-11, 2026-11-27 ou 2026-11-27 09:30"),
    ],
)
def test_another_writing_is_told_what_to_write(text, message):
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the whole message is compared
        PartialDate.parse(text)
    assert str(error.value) == message


@each_row(
    ("text", "days"),
    [
        ("du 24/12/2026 au 03/01/2027", ("2026-12-24",)),
        ("le 1er mai 2027, puis le 2027-05-08", ("2027-05-01", "2027-05-08")),
        ("jusqu’au 10 avril", ("…-04-10",)),
        ("le 31 avril 2027, le 99/99/2026, en mai 2021", ()),
    ],
)
def test_the_days_in_a_text_are_those_with_one_reading(text, days):
    assert dates_in(text) == days


def test_a_vague_date_sorts_at_its_end_after_the_days_it_covers():
    written = ["2020-12", "2020-11-30 18:00", "2020", "2020-11-30", "2021-01-01", "2020-12-31", "2020-11"]
    assert [str(date) for date in sorted(map(PartialDate.parse, written))] == [
        "2020-11-30",
        "2020-11-30 18:00",
        "2020-11",
        "2020-12-31",
        "2020-12",
        "2020",
        "2021-01-01",
    ]


@given(st.datetimes(min_value=dt.datetime(1800, 1, 1), max_value=dt.datetime(2199, 12, 31)))
def test_what_is_written_reads_back(moment):
    exact = PartialDate.of(moment.replace(second=0, microsecond=0))
    for date in (exact, PartialDate(exact.year, exact.month), PartialDate(exact.year)):
        assert PartialDate.parse(str(date)) == date
        assert date.first <= exact.first <= date.last


@each_row(
    ("day", "count", "later"),
    [
        ("2026-11-23", 3, "2027-02-23"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-09-30", 3, "2026-12-30"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2027-11-29", 3, "2028-02-29"),
    ],
)
def test_months_are_those_of_the_calendar(day, count, later):
    assert months_after(dt.date.fromisoformat(day), count) == dt.date.fromisoformat(later)
