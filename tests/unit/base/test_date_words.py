"""Dates in words, in each language."""

import datetime as dt
from dataclasses import dataclass

from babel import Locale

from plugins.base import dates
from plugins.base.partial_date import PartialDate
from tests.alphabets import foreign_letters
from tests.tables import each_row

THURSDAY = dt.date(2026, 11, 26)
TOLD = {
    "fr": ("jeudi 26 novembre 2026", "jeudi 26 novembre", "novembre 2026", "9h05"),
    "en": ("Thursday 26 November 2026", "Thursday 26\u00a0November", "November 2026", "9:05"),
    "es": ("jueves, 26 de noviembre de 2026", "jueves, 26\u00a0de\u00a0noviembre", "noviembre de 2026", "9:05"),
    "tr": ("26 Kasım 2026 Perşembe", "26\u00a0Kasım Perşembe", "Kasım 2026", "09:05"),
    "uk": ("четвер, 26 листопада 2026 року", "четвер, 26\u00a0листопада", "листопад 2026 року", "9:05"),
    "ru": ("четверг, 26 ноября 2026 года", "четверг, 26\u00a0ноября", "ноябрь 2026 года", "9:05"),
    "ar": (
        "الخميس، 26 تشرين الثاني/نوفمبر 2026",
        "الخميس، 26\u00a0تشرين\u00a0الثاني",
        "تشرين الثاني/نوفمبر 2026",
        "9:05",
    ),
    "fa": ("پنجشنبه 26 نومبر 2026", "پنجشنبه 26\u00a0نومبر", "نومبر 2026", "9:05"),
    "ps": ("پنجشنبه، د 2026 کال د نومبر 26مه", "پنجشنبه، د\u00a0نومبر\u00a026مه", "د 2026 کال نومبر", "9:05"),
    "ti": ("ሓሙስ፣ 26 ሕዳር 2026", "ሓሙስ፣ 26\u00a0ሕዳር", "ሕዳር 2026", "9:05"),
    "so": ("Khamiis, 26 Nofembar 2026", "Khamiis, 26\u00a0Nofembar", "Nofembar 2026", "9:05"),
}


@dataclass(frozen=True)
class Lasting:
    start: PartialDate
    end: PartialDate | None = None
    last_moment: PartialDate | None = None
    ends_at_midnight: bool = False


def lasting(start, end=None, last=None, midnight=False):
    return Lasting(*(text and PartialDate.parse(text) for text in (start, end, last)), midnight)


@each_row("code", TOLD)
def test_a_date_is_told_as_its_language_does(code):
    locale = Locale(code)
    assert (
        dates.day(THURSDAY, locale),
        dates.day_and_month(THURSDAY, locale),
        dates.month(THURSDAY, locale),
        dates.hour(dt.time(9, 5), locale),
    ) == TOLD[code]


@each_row("code", TOLD)
def test_every_day_and_month_is_named_in_the_language(code):
    locale = Locale(code)
    days = [dt.date(2026, month, day) for month in range(1, 13) for day in range(1, 8)]
    told = [say(day, locale) for day in days for say in (dates.day, dates.month, dates.month_name, dates.weekday)]
    assert foreign_letters("".join(told), code) == ""
    assert not any("." in text or "  " in text for text in told)
    assert len({dates.month_name(day, locale) for day in days}) == 12
    assert len({dates.weekday(day, locale) for day in days}) == 7


@each_row(
    ("code", "told"),
    [
        ("fr", "jeudi 26 novembre 2026"),
        ("tr", "26\u00a0Kasım 2026 Perşembe"),
        ("uk", "четвер, 26\u00a0листопада 2026 року"),
        ("es", "jueves, 26\u00a0de noviembre de 2026"),
        ("ar", "الخميس، 26\u00a0تشرين\u00a0الثاني 2026"),
    ],
)
def test_in_large_letters_the_year_stands_where_the_language_has_it(code, told):
    assert dates.in_large(THURSDAY, Locale(code)) == told


def test_a_slavic_month_is_declined_in_a_date_alone():
    may, ukrainian = dt.date(2026, 5, 2), Locale("uk")
    assert dates.partial(PartialDate(2026, 5), ukrainian) == "травень 2026 року"
    assert dates.without_weekday(PartialDate.of(may), ukrainian) == "2 травня 2026 року"
    assert dates.month_name(may, ukrainian) == "травень"
    assert dates.month_in_date(may, ukrainian) == "травня"


def test_the_first_of_a_month_has_its_own_word_in_pashto():
    assert dates.day(dt.date(2026, 1, 1), Locale("ps")) == "پنجشنبه، د 2026 کال د جنوري لومړۍ"


def test_an_arabic_month_of_two_words_may_break_in_a_narrow_column():
    assert dates.month_name(THURSDAY, Locale("ar")) == "تشرين الثاني"


def test_the_variant_of_a_language_does_not_matter():
    assert dates.day(THURSDAY, Locale("ar", "MA")) == dates.day(THURSDAY, Locale("ar"))


def test_a_language_without_words_here_has_those_of_babel():
    assert dates.day(THURSDAY, Locale("nl")) == "donderdag 26 november 2026"


@each_row(
    ("event", "told"),
    [
        (lasting("2027-01-21"), "четвер, 21 січня 2027 року"),
        (lasting("2027-01-21 20:00"), "четвер, 21 січня 2027 року, 20:00"),
        (lasting("2027-01-21 20:00", "2027-01-21 22:00"), "четвер, 21 січня 2027 року, 20:00–22:00"),
        (lasting("2027-01-21 20:00", "2027-01-22 00:00", None, True), "четвер, 21 січня 2027 року, 20:00–24:00"),
        (lasting("2027-01-21", "2027-01-21 22:00"), "четвер, 21 січня 2027 року, до 22:00"),
        (lasting("2026-08", None, "2027-05"), "серпень 2026 року – травень 2027 року"),
        (
            lasting("2027-06-12 09:00", "2027-06-14 17:00", "2027-06-14 17:00"),
            "субота, 12 червня 2027 року, 9:00 – понеділок, 14 червня 2027 року, 17:00",
        ),
    ],
)
def test_a_span_declines_nothing(event, told):
    assert " ".join(dates.span(event, Locale("uk"))) == told


def test_in_french_the_last_sessions_may_be_known_by_their_month():
    sessions = lasting("2027-01-14", "2027-03", "2027-03")
    assert " ".join(dates.span(sessions, Locale("fr"))) == "du jeudi 14 janvier 2027 à mars 2027"


@each_row("code", sorted(set(TOLD) - {"fr"}))
def test_a_span_has_no_french_word(code):
    spans = [
        lasting("2027-01-21 20:00", "2027-01-21 22:00"),
        lasting("2027-01-21", "2027-01-21 22:00"),
        lasting("2027-01-21 20:00", "2027-01-22 00:00", None, True),
        lasting("2027-06-12", None, "2027-06-14"),
        lasting("2026-08", None, "2027-05"),
    ]
    told = [" ".join(dates.span(event, Locale(code))) for event in spans]
    assert foreign_letters("".join(told), code) == ""
    assert len(set(told)) == len(told)
