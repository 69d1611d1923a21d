"""A text that is not certainly public is withheld or refused, however its fields are written."""

import datetime as dt
from itertools import product

from plugins.base.mistakes import ContentMistakes
from plugins.model import News, Person
from plugins.model.base import AT_ONCE, NOT_PLANNED
from plugins.source.loading import load
from tests.tables import each_row

TODAY = dt.date(2026, 11, 23)

HIDING = {
    "ordinary space": "statut: brouillon ",
    "tabulation": "statut: brouillon\t",
    "no-break space after": "statut: brouillon\u00a0",
    "no-break space before": "statut: \u00a0brouillon",
    "narrow no-break space": "statut: brouillon\u202f",
    "thin space": "statut: brouillon\u2009",
    "wide space": "statut: brouillon\u3000",
    "zero-width space": "statut: brouillon\u200b",
    "byte-order mark": "statut: \ufeffbrouillon",
    "quotes and a space after": 'statut: "brouillon "',
    "quotes and a space before": "statut: ' brouillon'",
    "quotes and an escaped space": r'statut: "brouillon\_"',
    "literal block": "statut: |\n  brouillon",
    "folded block": "statut: >+\n  brouillon\n\n",
    "capitals": "statut: BROUILLON",
    "another word": "statut: à relire",
    "a list": "statut: [brouillon]",
    "an empty list": "statut: []",
    "nothing": "statut:",
    "a no-break space alone": "statut: \u00a0",
    "a capital in the key": "Statut: brouillon",
    "a no-break space in the key": "statut\u00a0: brouillon",
    "a Cyrillic letter in the key": "st\u0430tut: brouillon",
    "the key twice": "statut: brouillon\nstatut: publié",
    "in the block of another field": "verifie_le: 2026-01-01\na_verifier: |\n  rien\n  statut: brouillon",
    "in the quotes of another field": 'a_verifier: "rien\nstatut: brouillon"',
    "below the second fence": "---\n\n  statut : « Brouillon »",
    "a second fence with a no-break space": "---\u00a0\nstatut: brouillon",
}
EMBARGO = {
    "a day": "date: 2026-12-24",
    "an hour": "date: 2026-12-24 18:00",
    "two spaces before the hour": "date: 2026-12-24  18:00",
    "a no-break space before the hour": "date: 2026-12-24\u00a018:00",
    "a no-break space after": "date: 2026-12-24\u00a0",
    "a no-break space before": "date: \u00a02026-12-24",
    "quotes and a space": 'date: "2026-12-24 "',
    "a block": "date: |\n  2026-12-24",
    "a year": "date: 2099",
    "a month": "date: 2099-12",
    "a month and a thin space": "date: 2026-12\u2009",
    "Arabic digits": "date: \u0662\u0660\u0662\u0669-12-24",
    "words": "date: 24 décembre 2026",
    "a zero-width space": "date: 2026-12-24\u200b",
    "nothing": "date:",
    "an empty list": "date: []",
}
NEWS = "---\ntitre: Zygote\nresume: r\ncategorie: c\n{}\n---\nx\n"
PUBLIC = {"pages/publique.md": "---\ntitre: Autre\nresume: r\n---\nx\n"}


def outcome(folder, today=TODAY):
    """Return "refused", or the news in the site and those that are withheld."""
    try:
        found = load(folder, today)
    except ContentMistakes:
        return "refused"
    return [record.slug for record in found.news], [item.path.stem for item in found.withheld]


@each_row("way", HIDING)
def test_a_draft_is_kept_out_or_refused_however_it_is_written(content, way):
    text = NEWS.format(f"date: 2026-01-01\n{HIDING[way]}")
    assert outcome(content(PUBLIC | {"actualites/zygote.md": text})) in ("refused", ([], ["zygote"]))


@each_row("way", EMBARGO)
def test_a_future_text_is_kept_out_or_refused_however_its_date_is_written(content, way):
    text = NEWS.format(EMBARGO[way])
    assert outcome(content(PUBLIC | {"actualites/zygote.md": text})) in ("refused", ([], ["zygote"]))


STATUSES = [
    "statut: publié",
    "statut: Publie",
    'statut: "\u00a0publié "',
    "statut: |\n  publié",
    "statut: publié\u2009",
]
DATES = ["date: 2026-11-23\u00a0", 'date: " 2026-11-23  18:00"', "date: 2026", "date: >\n  2026-11"]


@each_row(("status", "date"), list(product(STATUSES, DATES)))
def test_spaces_and_blocks_do_not_keep_a_public_text_out(content, status, date):
    assert outcome(content({"actualites/zygote.md": NEWS.format(f"{status}\n{date}")})) == (["zygote"], [])


def test_a_vague_date_is_that_of_its_first_day(content):
    folder = content({"actualites/zygote.md": NEWS.format("date: 2027")})
    assert outcome(folder, dt.date(2026, 12, 31)) == ([], ["zygote"])
    assert outcome(folder, dt.date(2027, 1, 1)) == (["zygote"], [])


@each_row(
    ("values", "day"),
    [
        ({"date": "2027"}, dt.date(2027, 1, 1)),
        ({"date": "2026-12-24 18:00", "statut": "publié"}, dt.date(2026, 12, 24)),
        ({"date": "hier"}, None),
        ({}, None),
        ({"date": "2026-01-01", "statut": "à relire"}, None),
        ({"date": "2026-01-01", "statut": "brouillon"}, NOT_PLANNED),
        ({"date": "hier", "statut": "brouillon"}, NOT_PLANNED),
        ({"statut": "brouillon"}, NOT_PLANNED),
    ],
)
def test_the_day_of_a_text_follows_from_two_fields_alone(values, day):
    """A draft is not planned for any day, whatever its date."""
    assert News.appears_by(values) == day


@each_row(
    ("values", "day"),
    [({}, AT_ONCE), ({"date": "hier"}, AT_ONCE), ({"statut": "brouillon"}, NOT_PLANNED), ({"statut": "x"}, None)],
)
def test_a_type_without_embargo_is_there_at_once(values, day):
    assert Person.appears_by(values) == day
