import datetime as dt

from plugins.desk.spoken_dates import in_full
from tests.tables import each_row

NEAR = {"aujourd'hui": "2026-11-26", "Aujourd’hui": "2026-11-26", "demain": "2026-11-27", "hier": "2026-11-25"}
WITH_WEEKDAY = {
    "vendredi 11 décembre": "2026-12-11",
    "le Vendredi  11/12": "2026-12-11",
    "mercredi 25 novembre": "2026-11-25",  # yesterday, not next year
    "jeudi 25 novembre": "jeudi 25 novembre 2026",  # a Wednesday: left in words, so that it is refused
    "mardi 29 février": "2028-02-29",
    "jeudi 11 décembre": "jeudi 11 décembre 2026",
    "31 novembre": "31 novembre 2026",
    "31/11": "31/11",
}
IN_FULL = {"24 décembre 2026": "2026-12-24", "24/12/2026 9:30": "2026-12-24 09:30", "2027": "2027"}
AMBIGUOUS = {"lundi 24 décembre 2026": "lundi 24 décembre 2026", "bientôt": "bientôt"}
COMING = {
    "11 décembre": "2026-12-11",
    "11/12": "2026-12-11",
    "26 novembre": "2026-11-26",
    "1er mai": "2027-05-01",
    "03/04/2027": "2027-04-03",
}


@each_row(("text", "day"), {**NEAR, **WITH_WEEKDAY, **IN_FULL, **AMBIGUOUS}.items())
@each_row("coming", [True, False])
def test_a_date_as_people_say_it_is_written_in_full(text, day, coming):
    assert in_full(text, dt.date(2026, 11, 26), coming=coming) == day


@each_row(("text", "day"), COMING.items())
def test_a_day_with_several_readings_is_the_next_one_or_that_with_the_day_first_where_it_is_to_come(text, day):
    today = dt.date(2026, 11, 26)
    assert (in_full(text, today, coming=True), in_full(text, today)) == (day, text)
