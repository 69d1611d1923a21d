"""The French messages for schedules that cannot be true, field by field."""

from datetime import date, time

from plugins.permanences.grammar import parse
from plugins.permanences.mistakes import schedule_mistakes
from plugins.permanences.model import TimeRange
from plugins.permanences.schedule import Addition, Cancellation, Closure, Schedule
from tests.tables import each_row

MORNING, AFTERNOON = TimeRange(time(9), time(12)), TimeRange(time(13), time(16))
THURSDAYS = "2e et 4e jeudi du mois"
CANCELLED = Cancellation(date(2026, 12, 24), "congés")
CHRISTMAS_CLOSURE = Closure(date(2026, 12, 21), date(2027, 1, 1), "congés d’hiver")


def mistakes(text: str, **fields) -> list[str]:
    found = schedule_mistakes(Schedule(parse(text), **fields))
    return [f"{mistake.field} : {mistake.message}".replace("\u00a0", " ") for mistake in found]


@each_row(
    ("text", "fields"),
    [
        (THURSDAYS, {}),
        (f"{THURSDAYS} jusqu'au 2026-12-31", {}),
        (f"{THURSDAYS} à partir du 2026-01-01", {}),
        (f"{THURSDAYS} du 2026-12-24 au 2026-12-24", {}),
        ("sur rendez-vous, du 2026-01-01 au 2026-06-30", {}),
        (THURSDAYS, {"cancellations": (CANCELLED,)}),
        (THURSDAYS, {"additions": (Addition(date(2026, 12, 17)),)}),
        (THURSDAYS, {"additions": (Addition(date(2026, 12, 16)), Addition(date(2026, 12, 17)))}),
        (THURSDAYS, {"closures": (CHRISTMAS_CLOSURE,)}),
        (THURSDAYS, {"closures": (Closure(date(2010, 1, 1), date(2010, 1, 1), "gel"),)}),
        (THURSDAYS, {"closures": (Closure(date(2099, 12, 1), date(2100, 12, 31), "travaux"),)}),
        (THURSDAYS, {"cancellations": (CANCELLED,), "closures": (CHRISTMAS_CLOSURE,)}),
        ("sur rendez-vous", {"additions": (Addition(date(2026, 5, 14)),), "holidays_open": True}),
        ("jeudi 9h-12h", {"additions": (Addition(date(2026, 1, 8), (AFTERNOON,)),)}),
        ("jeudi", {"cancellations": (CANCELLED,), "additions": (Addition(date(2026, 12, 24), (MORNING,)),)}),
    ],
)
def test_a_sound_schedule_has_no_mistake(text, fields):
    assert mistakes(text, **fields) == []


@each_row(
    ("text", "fields", "message"),
    [
        (
            THURSDAYS,
            {"cancellations": (Cancellation(date(2026, 12, 17), "congés"),)},
            "annulations : le jeudi 17 décembre 2026 n’est pas un jour de permanence (« 2e et 4e jeudi du mois ») → "
            "vérifiez la date, ou effacez cette ligne",
        ),
        (
            "sur rendez-vous",
            {"cancellations": (CANCELLED,)},
            "annulations : le jeudi 24 décembre 2026 n’est pas un jour de permanence (« sur rendez-vous ») → "
            "vérifiez la date, ou effacez cette ligne",
        ),
        (
            THURSDAYS,
            {"cancellations": (Cancellation(date(2026, 5, 14), "congés"),)},
            "annulations : le jeudi 14 mai 2026 est déjà supprimé (jour férié : Ascension) → effacez cette ligne",
        ),
        (
            THURSDAYS,
            {"cancellations": (CANCELLED, CANCELLED)},
            "annulations : le jeudi 24 décembre 2026 est écrit deux fois → effacez l’une des deux lignes",
        ),
        (
            THURSDAYS,
            {"additions": (Addition(date(2026, 12, 25)),)},
            "ajouts : le vendredi 25 décembre 2026 est fermé (jour férié : Noël) → choisissez un autre jour, ou effacez cette ligne",
        ),
        (
            THURSDAYS,
            {"additions": (Addition(date(2026, 12, 22)),), "closures": (CHRISTMAS_CLOSURE,)},
            "ajouts : le mardi 22 décembre 2026 est fermé (fermeture : congés d’hiver) → choisissez un autre jour, ou "
            "effacez cette ligne",
        ),
        (
            THURSDAYS,
            {"additions": (Addition(date(2026, 12, 10), (MORNING,)),)},
            "ajouts : le jeudi 10 décembre 2026 est déjà un jour de permanence (« 2e et 4e jeudi du mois ») → "
            "vérifiez la date, ou effacez cette ligne",
        ),
        (
            THURSDAYS,
            {"additions": (Addition(date(2026, 12, 9)), Addition(date(2026, 12, 9), (MORNING,)))},
            "ajouts : le mercredi 9 décembre 2026 est écrit deux fois → effacez l’une des deux lignes",
        ),
        (
            THURSDAYS,
            {"additions": (Addition(date(206, 1, 1)),)},
            "ajouts : le mercredi 1er janvier 206 ne peut pas être voulu → écrivez une année de 2010 à 2100",
        ),
        (
            THURSDAYS,
            {"cancellations": (Cancellation(date(2009, 12, 24), "congés"),)},
            "annulations : le jeudi 24 décembre 2009 ne peut pas être voulu → écrivez une année de 2010 à 2100",
        ),
        (
            THURSDAYS,
            {"closures": (Closure(date(2026, 12, 21), date(2101, 1, 1), "congés"),)},
            "fermetures : le samedi 1er janvier 2101 ne peut pas être voulu → écrivez une année de 2010 à 2100",
        ),
        (
            "5e lundi du mois du 2026-02-01 au 2026-03-15",
            {},
            "quand : « 5e lundi du mois, du 1er février 2026 au 15 mars 2026 » ne donne aucune date → corrigez l’une des deux dates, ou les jours",
        ),
    ],
)
def test_a_mistake_is_told_with_its_field_and_its_day(text, fields, message):
    assert mistakes(text, **fields) == [message]
