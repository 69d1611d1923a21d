"""Sentences about permanences, as they stand on doors, each with the rule that it means."""

from datetime import date, time

from plugins.permanences.model import (
    LAST,
    ByAppointment,
    EveryOther,
    MonthlyNth,
    NthWeekday,
    PartOfDay,
    Rule,
    TimeRange,
    Weekday,
    Weekly,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = Weekday


def hours(*clock: str) -> tuple[TimeRange, ...]:
    return tuple(TimeRange(*map(time.fromisoformat, item.split("-"))) for item in clock)


def weekly(*weekdays: Weekday, **fields) -> Rule:
    return Rule(Weekly(weekdays), **fields)


def monthly(*days: tuple[int, Weekday], **fields) -> Rule:
    return Rule(MonthlyNth(tuple(NthWeekday(*day) for day in days)), **fields)


MORNING = hours("09:00-12:00")
SECOND_AND_FOURTH_THURSDAY = monthly((2, THURSDAY), (4, THURSDAY))

ON_THE_DOOR = [
    ("4e vendredi du mois", monthly((4, FRIDAY))),
    ("3e jeudi du mois", monthly((3, THURSDAY))),
    ("1er et 3e jeudi du mois", monthly((1, THURSDAY), (3, THURSDAY))),
    ("2e et 4e jeudi du mois", SECOND_AND_FOURTH_THURSDAY),
    ("2e vendredi et 4e jeudi du mois", monthly((2, FRIDAY), (4, THURSDAY))),
    ("2e vendredi du mois et 4e jeudi du mois", monthly((2, FRIDAY), (4, THURSDAY))),
    ("le 1er lundi de chaque mois", monthly((1, MONDAY))),
    ("tous les 1ers lundis du mois", monthly((1, MONDAY))),
    ("le 1er et le 3e jeudi du mois", monthly((1, THURSDAY), (3, THURSDAY))),
    ("1er, 3e et 5e lundi du mois", monthly((1, MONDAY), (3, MONDAY), (5, MONDAY))),
    ("5e jeudi du mois", monthly((5, THURSDAY))),
    ("dernier mardi du mois", monthly((LAST, TUESDAY))),
    ("1er jeudi matin du mois", monthly((1, THURSDAY), part=PartOfDay.MORNING)),
    ("1er et 3e jeudi du mois, le matin", monthly((1, THURSDAY), (3, THURSDAY), part=PartOfDay.MORNING)),
    ("tous les lundis", weekly(MONDAY)),
    ("le lundi", weekly(MONDAY)),
    ("lundi", weekly(MONDAY)),
    ("chaque mardi", weekly(TUESDAY)),
    ("tous les lundis et tous les jeudis", weekly(MONDAY, THURSDAY)),
    ("jeudi, lundi et mardi", weekly(MONDAY, TUESDAY, THURSDAY)),
    ("du lundi au vendredi", weekly(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)),
    ("tous les lundis après-midi", weekly(MONDAY, part=PartOfDay.AFTERNOON)),
    ("tous les lundis, l'après-midi", weekly(MONDAY, part=PartOfDay.AFTERNOON)),
    ("le lundi soir", weekly(MONDAY, part=PartOfDay.EVENING)),
    ("tous les lundis et jeudis matin", weekly(MONDAY, THURSDAY, part=PartOfDay.MORNING)),
    ("lundi matin et jeudi matin", weekly(MONDAY, THURSDAY, part=PartOfDay.MORNING)),
    ("le mardi de 9h à 12h", weekly(TUESDAY, hours=MORNING)),
    ("le mardi matin de 9h à 12h", weekly(TUESDAY, hours=MORNING)),
    ("de 9h à 12h le mardi", weekly(TUESDAY, hours=MORNING)),
    ("lundi et mercredi, 13h30-16h", weekly(MONDAY, WEDNESDAY, hours=hours("13:30-16:00"))),
    ("lundi, 13h30-16h et 9h-12h", weekly(MONDAY, hours=hours("09:00-12:00", "13:30-16:00"))),
    ("un mardi sur deux à partir du 2026-01-06", Rule(EveryOther(date(2026, 1, 6)))),
    ("à partir du 2026-01-06, 1 mardi sur 2", Rule(EveryOther(date(2026, 1, 6)))),
    (
        "un mardi matin sur deux à partir du 6 janvier 2026",
        Rule(EveryOther(date(2026, 1, 6)), part=PartOfDay.MORNING),
    ),
    ("sur rendez-vous", Rule(ByAppointment())),
    ("uniquement sur RDV", Rule(ByAppointment())),
    ("sur rendez-vous, sauf en août", Rule(ByAppointment(), except_months=(8,))),
    ("tous les lundis sauf en juillet et août", weekly(MONDAY, except_months=(7, 8))),
    ("tous les lundis sauf juillet-août", weekly(MONDAY, except_months=(7, 8))),
    ("tous les lundis, sauf au mois d’août", weekly(MONDAY, except_months=(8,))),
    ("tous les lundis sauf de décembre à février", weekly(MONDAY, except_months=(1, 2, 12))),
    ("tous les lundis sauf vacances scolaires", weekly(MONDAY, except_school_holidays=True)),
    ("tous les lundis hors congés scolaires", weekly(MONDAY, except_school_holidays=True)),
    (
        "tous les lundis sauf en juillet, sauf pendant les vacances scolaires",
        weekly(MONDAY, except_months=(7,), except_school_holidays=True),
    ),
    ("tous les lundis à partir du 2026-01-05", weekly(MONDAY, since=date(2026, 1, 5))),
    ("tous les lundis jusqu'au 2026-06-30 inclus", weekly(MONDAY, until=date(2026, 6, 30))),
    ("tous les lundis dès le 1er mai 2026", weekly(MONDAY, since=date(2026, 5, 1))),
    (
        "tous les lundis du 2026-01-05 au 2026-06-30",
        weekly(MONDAY, since=date(2026, 1, 5), until=date(2026, 6, 30)),
    ),
    (
        "tous les lundis à partir du 2026-01-05 et jusqu’au 2026-06-30",
        weekly(MONDAY, since=date(2026, 1, 5), until=date(2026, 6, 30)),
    ),
    ("tous les lundis depuis le 5 janvier 2026", weekly(MONDAY, since=date(2026, 1, 5))),
    ("tous les lundis à partir du premier mai 2026", weekly(MONDAY, since=date(2026, 5, 1))),
    ("lundi du 1990-01-01 au 2100-12-31", weekly(MONDAY, since=date(1990, 1, 1), until=date(2100, 12, 31))),
    ("lundi du 1er janvier 2026 au 30 juin 2026", weekly(MONDAY, since=date(2026, 1, 1), until=date(2026, 6, 30))),
    ("tous les lundis sauf en janvier et jusqu’au 2026-06-30", weekly(MONDAY, except_months=(1,), until=date(2026, 6, 30))),
    ("lundi jusqu'au 2026-06-30, à partir du 2026-01-05", weekly(MONDAY, since=date(2026, 1, 5), until=date(2026, 6, 30))),
    ("lundi sauf juillet, août et octobre", weekly(MONDAY, except_months=(7, 8, 10))),
    ("lundi sauf en juillet, de novembre à janvier", weekly(MONDAY, except_months=(1, 7, 11, 12))),
    ("lundi sauf juillet-août et décembre-janvier", weekly(MONDAY, except_months=(1, 7, 8, 12))),
    ("lundi sauf de juillet à juillet", weekly(MONDAY, except_months=(7,))),
    ("lundi sauf en juillet, les vacances scolaires", weekly(MONDAY, except_months=(7,), except_school_holidays=True)),
    ("lundi sauf juillet, 9h-12h", weekly(MONDAY, hours=MORNING, except_months=(7,))),
    ("lundi; 9h-12h", weekly(MONDAY, hours=MORNING)),
    ("lundi 9h-12h puis 12h-14h, 20h-23h59", weekly(MONDAY, hours=hours("09:00-12:00", "12:00-14:00", "20:00-23:59"))),
    ("lundi de 0h à 1h et de 14 à 16h", weekly(MONDAY, hours=hours("00:00-01:00", "14:00-16:00"))),
    ("lundi midi à 14h", weekly(MONDAY, hours=hours("12:00-14:00"))),
    ("le lundi matin de 0h à 13h", weekly(MONDAY, hours=hours("00:00-13:00"))),
    ("le lundi après-midi de 12h à 19h", weekly(MONDAY, hours=hours("12:00-19:00"))),
    ("le lundi soir de 17h à 23h59", weekly(MONDAY, hours=hours("17:00-23:59"))),
    ("1er lundi du mois matin et 3e lundi du mois matin", monthly((1, MONDAY), (3, MONDAY), part=PartOfDay.MORNING)),
    ("le 1er lundi de tous les mois", monthly((1, MONDAY))),
    ("1er 2e 3e jeudi du mois", monthly((1, THURSDAY), (2, THURSDAY), (3, THURSDAY))),
    ("du lundi au mardi", weekly(MONDAY, TUESDAY)),
    ("du samedi au dimanche, le matin", weekly(SATURDAY, SUNDAY, part=PartOfDay.MORNING)),
    ("seulement sur rendez vous", Rule(ByAppointment())),
    (
        "1er et 3e jeudi du mois, 9h-12h, sauf en juillet, à partir du 2026-01-01",
        monthly((1, THURSDAY), (3, THURSDAY), hours=MORNING, except_months=(7,), since=date(2026, 1, 1)),
    ),
]  # fmt: skip
