from plugins.base.partial_date import PartialDate
from plugins.source.weekdays import wrong_weekdays
from tests.tables import each_row


@each_row(
    ("text", "message"),
    [
        (
            "Forum du jeudi 27 novembre 2020",
            "« jeudi 27 novembre 2020 » : ce jour est un vendredi → écrivez « vendredi 27 novembre 2020 », ou corrigez la date",
        ),
        ("Mardi 1er mai 2020", "« Mardi 1er mai 2020 » : ce jour est un vendredi → écrivez « vendredi 1er mai 2020 », ou corrigez la date"),
        ("lundi\n  24/11/2026", "« lundi 24/11/2026 » : ce jour est un mardi → écrivez « mardi 24/11/2026 », ou corrigez la date"),
        ("lundi 31 avril 2026", "« lundi 31 avril 2026 » : cette date n’existe pas → corrigez le jour ou le mois"),
        ("dimanche 15 aout 2026", "« dimanche 15 aout 2026 » : ce jour est un samedi → écrivez « samedi 15 aout 2026 », ou corrigez la date"),
    ],
)  # fmt: skip
def test_a_weekday_that_contradicts_its_date_is_told(text, message):
    assert [found for _, found in wrong_weekdays(text)] == [message]


@each_row("text", ["vendredi 27 novembre 2020", "le lundi de 9h à 12h", "jeudi 27 novembre", "lundi 2 avril"])
def test_a_right_or_unknown_weekday_is_left_alone(text):
    assert not list(wrong_weekdays(text))


def test_a_date_without_year_is_read_with_the_records_own():
    own = (PartialDate.parse("2020-11-27 09:30"),)
    assert [offset for offset, _ in wrong_weekdays("Venez jeudi 27 novembre !", own)] == [6]
    assert not list(wrong_weekdays("Venez vendredi 27 novembre !", own))
