"""Random rules, ranges and sentences for the property tests."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

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

FIRST = date(1990, 1, 1)
FINAL = date(2100, 12, 31)
DATES = st.dates(FIRST, FINAL)
WEEKLY = st.sets(st.sampled_from(Weekday), min_size=1).map(lambda days: Weekly(tuple(sorted(days))))
NTH = st.builds(NthWeekday, st.sampled_from((1, 2, 3, 4, 5, LAST)), st.sampled_from(Weekday))
MONTHLY = st.sets(NTH, min_size=1, max_size=4).map(
    lambda days: MonthlyNth(tuple(sorted(days, key=lambda day: day.sort_key)))
)
EVERY_OTHER = st.builds(EveryOther, DATES)
DATED_PATTERNS = WEEKLY | MONTHLY | EVERY_OTHER
MONTHS = st.sets(st.integers(1, 12), max_size=11).map(lambda months: tuple(sorted(months)))
MINUTES = st.sets(st.integers(0, 24 * 60 - 1), max_size=6)


def _hours(minutes: set[int]) -> tuple[TimeRange, ...]:
    """Ranges in order and apart, out of any minutes of a day."""
    moments = [time(minute // 60, minute % 60) for minute in sorted(minutes)]
    return tuple(TimeRange(start, end) for start, end in zip(moments[::2], moments[1::2], strict=False))


@st.composite
def rules(draw, patterns=DATED_PATTERNS | st.just(ByAppointment()), school_holidays=st.booleans()) -> Rule:
    """Any rule that can be written down."""
    pattern = draw(patterns)
    timed = not isinstance(pattern, ByAppointment)
    hours = draw(MINUTES.map(_hours)) if timed and draw(st.booleans()) else ()
    part = draw(st.none() | st.sampled_from(PartOfDay)) if timed and not hours else None
    anchor = pattern.anchor if isinstance(pattern, EveryOther) else None
    since = None if anchor else draw(st.none() | DATES)
    until = draw(st.none() | st.dates(anchor or since or FIRST, FINAL))
    months = draw(MONTHS) if draw(st.booleans()) else ()
    return Rule(pattern, hours, part, months, draw(school_holidays), since, until)


@st.composite
def ranges(draw, longest_days: int = 500, first: date = FIRST) -> tuple[date, date]:
    """A range of days, of one day at least."""
    start = draw(st.dates(first, FINAL))
    return start, min(FINAL, start + timedelta(days=draw(st.integers(0, longest_days))))


def mutated(sentence: str, random: Random, alphabet: str) -> str:
    """The sentence with one to four slips: a letter or a word left out, changed, doubled or moved."""
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
