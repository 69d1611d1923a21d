"""Random rules, ranges and sentences for the property tests."""

from __future__ import annotations

import os
from datetime import date, time, timedelta
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

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

DRAWS = int(os.environ.get("DRAWS", "1"))
"""The factor for the number of cases that are drawn; use 5 after a change of the permanences."""

FIRST = date(1990, 1, 1)
FINAL = date(2100, 12, 31)
RANKED = tuple(NthWeekday(nth, weekday) for weekday in Weekday for nth in (1, 2, 3, 4, 5, LAST))


def drawing(count):
    """Return hypothesis settings with ``count`` × ``DRAWS`` cases, which are the same in each run."""
    return settings(max_examples=count * DRAWS, derandomize=True, deadline=None, database=None)


# Sets are drawn as the bits of a number: ten times faster than `st.sets`.
DATES = st.integers(FIRST.toordinal(), FINAL.toordinal()).map(date.fromordinal)
WEEKLY = st.integers(1, 2**7 - 1).map(lambda bits: Weekly(tuple(day for day in Weekday if bits >> day & 1)))
MONTHLY = st.lists(st.sampled_from(RANKED), min_size=1, max_size=3).map(
    lambda days: MonthlyNth(tuple(sorted(set(days), key=lambda day: day.sort_key)))
)
EVERY_OTHER = DATES.map(EveryOther)
DATED_PATTERNS = WEEKLY | MONTHLY | EVERY_OTHER
PATTERNS = DATED_PATTERNS | st.just(ByAppointment())
MONTHS = st.just(()) | st.integers(0, 2**12 - 2).map(
    lambda bits: tuple(month for month in range(1, 13) if bits >> month - 1 & 1)
)
BOOLEANS = st.booleans()
NEVER = st.just(False)
MINUTES = st.lists(st.integers(0, 24 * 60 - 1), max_size=6, unique=True)


def hours_in(minutes: list[int]) -> tuple[TimeRange, ...]:
    """Return time ranges in order, without overlap, from distinct minutes of a day."""
    moments = [time(minute // 60, minute % 60) for minute in sorted(minutes)]
    return tuple(TimeRange(start, end) for start, end in zip(moments[::2], moments[1::2], strict=False))


def random_hours(drawn: Random) -> tuple[TimeRange, ...]:
    return hours_in(drawn.sample(range(24 * 60), drawn.randint(0, 6)))


TIMES = (
    st.just(((), None))
    | st.sampled_from(PartOfDay).map(lambda part: ((), part))
    | MINUTES.map(lambda m: (hours_in(m), None))
)


@st.composite
def rules(draw, patterns=PATTERNS, school_holidays=BOOLEANS, times=TIMES) -> Rule:
    """Any rule that can be written down."""
    pattern = draw(patterns)
    hours, part = ((), None) if isinstance(pattern, ByAppointment) else draw(times)
    anchor = pattern.anchor if isinstance(pattern, EveryOther) else None
    since = None if anchor else draw(st.none() | DATES)
    until = draw(st.none() | DATES)
    if until and until < (anchor or since or FIRST):
        until = None
    return Rule(pattern, hours, part, draw(MONTHS), draw(school_holidays), since, until)


@st.composite
def ranges(draw, first: date = FIRST) -> tuple[date, date]:
    """Any range from one day to a year."""
    start = draw(st.integers(first.toordinal(), FINAL.toordinal()))
    return date.fromordinal(start), date.fromordinal(min(FINAL.toordinal(), start + draw(LENGTHS)))


LENGTHS = st.integers(0, 366)
NEAR = st.integers(-300, 600)  # days from the start of a range: before it, in it, after it


@st.composite
def bounded_rules(draw, first: date = FIRST, school_holidays: bool = False) -> tuple[Rule, tuple[date, date]]:
    """A rule with dates, and a range near which its own bounds lie, so that they matter."""
    limits = draw(ranges(first))

    def near() -> date:
        return limits[0] + timedelta(days=draw(NEAR))

    pattern = draw(PATTERN_OR_ANCHOR) or EveryOther(near())
    anchor = pattern.anchor if isinstance(pattern, EveryOther) else None
    bounds = draw(st.integers(0, 3))
    since = near() if bounds & 1 and not anchor else None
    until = max(near(), anchor or since or FIRST) if bounds & 2 else None
    return Rule(pattern, (), None, draw(MONTHS), school_holidays, since, until), limits


PATTERN_OR_ANCHOR = st.none() | WEEKLY | MONTHLY


def random_rule(random: Random) -> tuple[Rule, tuple[date, date]]:
    """Like ``bounded_rules`` without school holidays, a hundred times faster; hypothesis cannot shrink the result."""
    start = random.randint(FIRST.toordinal(), FINAL.toordinal())
    end = min(FINAL.toordinal(), start + random.randint(0, 366))

    def near() -> date:
        return date.fromordinal(start + random.randint(-300, 600))

    match random.randrange(3):
        case 0:
            pattern = Weekly(tuple(sorted(random.sample(tuple(Weekday), random.randint(1, 7)))))
        case 1:
            ranked = random.sample(RANKED, random.randint(1, 4))
            pattern = MonthlyNth(tuple(sorted(ranked, key=lambda day: day.sort_key)))
        case _:
            pattern = EveryOther(near())
    anchor = pattern.anchor if isinstance(pattern, EveryOther) else None
    since = near() if not anchor and random.random() < 0.5 else None
    until = max(near(), anchor or since or FIRST) if random.random() < 0.5 else None
    months = tuple(sorted(random.sample(range(1, 13), random.choice((0, 0, 1, 2, 11)))))
    return Rule(pattern, (), None, months, False, since, until), (date.fromordinal(start), date.fromordinal(end))


def mutated(sentence: str, random: Random, alphabet: str) -> str:
    """Return the sentence with one to four random slips, in its letters or in the order and number of its words."""
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(sentence) + 1)
        words = sentence.split(" ")
        word = random.randrange(len(words))
        match random.randrange(6):
            case 0:
                sentence = sentence[:place] + sentence[place + 1 :]
            case 1:
                sentence = sentence[:place] + random.choice(alphabet) + sentence[place:]
            case 2:
                sentence = sentence[:place] + random.choice(alphabet) + sentence[place + 1 :]
            case 3:
                sentence = " ".join(words[:word] + words[word + 1 :])
            case 4:
                sentence = " ".join([*words[: word + 1], *words[word:]])
            case 5:
                random.shuffle(words)
                sentence = " ".join(words)
    return sentence
