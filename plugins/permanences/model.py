"""The rule of a permanence as frozen classes: its days, its hours and its exceptions."""

from dataclasses import dataclass
from datetime import date, time
from enum import IntEnum, StrEnum

LAST = -1  # RFC 5545, 3.3.10: a negative rank counts from the end of the month
HIGHEST_RANK = 5
_SHORTEST_RUN = 3  # « lundi et mardi », but « du lundi au mercredi »


class Weekday(IntEnum):
    """A day of the week, numbered as ``date.weekday()`` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class PartOfDay(StrEnum):
    """A half day or the evening, where the hours are not given."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """From ``start`` to ``end``, both of the same day, in Belgian wall-clock time. ``end`` is not included."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a time range must end after it starts: {self.start} {self.end}")

    def overlaps(self, other: "TimeRange") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The ``nth`` (1 to 5, or LAST) weekday of each month; a month may have no fifth one."""

    nth: int
    weekday: Weekday

    def __post_init__(self) -> None:
        if self.nth != LAST and not 1 <= self.nth <= HIGHEST_RANK:
            raise ValueError(f"no such rank in a month: {self.nth}")

    @property
    def sort_key(self) -> tuple[int, int]:
        """The sort key by rank, LAST at the end, then by weekday."""
        return (HIGHEST_RANK + 1 if self.nth == LAST else self.nth, self.weekday)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Every week, on these days (in order, each once)."""

    weekdays: tuple[Weekday, ...]

    def __post_init__(self) -> None:
        if not self.weekdays or tuple(sorted(set(self.weekdays))) != self.weekdays:
            raise ValueError(f"weekdays must be in order, each once: {self.weekdays}")

    @property
    def run(self) -> tuple[Weekday, Weekday] | None:
        """The first and the last weekday, where these are three days or more without a gap; else None."""
        first, last = self.weekdays[0], self.weekdays[-1]
        return (first, last) if _SHORTEST_RUN <= len(self.weekdays) == last - first + 1 else None


@dataclass(frozen=True, slots=True)
class MonthlyNth:
    """Every month, on these ranked weekdays (by ``sort_key``, each once)."""

    days: tuple[NthWeekday, ...]

    def __post_init__(self) -> None:
        if not self.days or tuple(sorted(set(self.days), key=lambda day: day.sort_key)) != self.days:
            raise ValueError(f"ranked weekdays must be in order, each once: {self.days}")

    @property
    def ranks_by_weekday(self) -> tuple[tuple[tuple[int, ...], Weekday], ...]:
        """The ranks of each weekday, the weekdays in the order of their first rank."""
        weekdays = dict.fromkeys(day.weekday for day in self.days)
        return tuple((tuple(day.nth for day in self.days if day.weekday is weekday), weekday) for weekday in weekdays)


@dataclass(frozen=True, slots=True)
class EveryOther:
    """Every second week, counted from ``anchor``, the first date."""

    anchor: date

    @property
    def weekday(self) -> Weekday:
        return Weekday(self.anchor.weekday())


@dataclass(frozen=True, slots=True)
class ByAppointment:
    """The pattern without any date: visitors ask for an appointment."""


Pattern = Weekly | MonthlyNth | EveryOther | ByAppointment


@dataclass(frozen=True, slots=True)
class Rule:
    """A permanence as its sentence says it.

    ``hours`` are the time ranges of each day, in order, without overlap; ``part`` is set instead where only a part of
    the day is known; without both the hours are unknown. ``except_months`` (1 to 12, in order) and
    ``except_school_holidays`` take days away. ``since`` and ``until`` are included. An ``EveryOther`` begins at its
    anchor and has no ``since``. Raises ValueError where the fields contradict each other; ``grammar.parse`` returns no
    such rule.
    """

    pattern: Pattern
    hours: tuple[TimeRange, ...] = ()
    part: PartOfDay | None = None
    except_months: tuple[int, ...] = ()
    except_school_holidays: bool = False
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.hours and self.part:
            raise ValueError("hours and a part of the day exclude each other")
        if self.by_appointment and (self.hours or self.part):
            raise ValueError("a rule by appointment has no hours")
        if any(after.start < before.end for before, after in zip(self.hours, self.hours[1:], strict=False)):
            raise ValueError("time ranges must be in order and must not overlap")
        months = self.except_months
        if tuple(sorted(set(months) & set(range(1, 13)))) != months or len(months) == 12:
            raise ValueError(f"excepted months must be in order, each once, and leave one: {months}")
        if isinstance(self.pattern, EveryOther) and self.since:
            raise ValueError("the anchor is the first date: there is no other start")
        if self.first_day and self.until and self.until < self.first_day:
            raise ValueError("a rule must end after it begins")

    @property
    def by_appointment(self) -> bool:
        """Whether the rule has no dates, but appointments alone."""
        return isinstance(self.pattern, ByAppointment)

    @property
    def first_day(self) -> date | None:
        """The day before which there is no date: the anchor of an ``EveryOther``, otherwise ``since``."""
        return self.pattern.anchor if isinstance(self.pattern, EveryOther) else self.since


class PermanenceError(ValueError):
    """Raised for a sentence that is not accepted; its text is the whole French message.

    ``read`` is the quoted sentence, ``reason`` what was not understood, ``remedy`` what to do. ``nearest`` is a similar
    sentence that ``grammar.parse`` accepts, or None; it states no day, date or hour that was not written.
    """

    def __init__(self, read: str, reason: str, remedy: str, nearest: str | None = None) -> None:
        self.read, self.reason, self.remedy, self.nearest = read, reason, remedy, nearest
        super().__init__(f"{read} : {reason} → {remedy}")
