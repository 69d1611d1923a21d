"""The base class of all wordings: the clauses of a sentence and their order, which all languages share."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from types import MappingProxyType
from typing import ClassVar

from plugins.base.date_words import DateWords, date_words
from plugins.permanences.model import (
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


def of_day(*words: str) -> dict[PartOfDay, str]:
    """The words for the morning, the afternoon and the evening."""
    return dict(zip(PartOfDay, words, strict=True))


class Wording:
    """The words of a language and the patterns of its clauses (``str.format``).

    A subclass overrides a method where words have to agree or to be declined. The names of weekdays and months are
    those of ``dates``.
    """

    code: ClassVar[str]
    comma: ClassVar[str] = ", "
    conjunction: ClassVar[str]
    appointment: ClassVar[str]
    except_holidays: ClassVar[str]
    parts: ClassVar[Mapping[PartOfDay, str]]
    """Each part of the day after a weekday: « tous les lundis matin »."""
    parts_alone: ClassVar[Mapping[PartOfDay, str]] = MappingProxyType({})
    """Each part of the day as a clause of its own, where it differs from ``parts``: « le matin »."""
    ranks: ClassVar[Mapping[int, str]]
    """The ranks, « 1er », « dernier », in a language where they do not agree with the weekday."""
    every_week: ClassVar[str]
    days_in_a_row: ClassVar[str]
    ranked_days: ClassVar[str] = "{ranks} {weekday}"
    of_the_month: ClassVar[str]
    every_other_week: ClassVar[str]
    """The pattern of ``every_other``, where ``part`` begins with a space or is empty."""
    from_to: ClassVar[str]
    but_in: ClassVar[str]
    since_day: ClassVar[str]
    until_day: ClassVar[str]
    """The pattern of ``until``: it must say that the day is included, as must ``between_days``."""
    between_days: ClassVar[str]

    @property
    def dates(self) -> DateWords:
        """The date words of the language."""
        return date_words(self.code)

    def sentence(self, rule: Rule) -> str:
        """The sentence of a rule: « 2e et 4e jeudi du mois, de 9h à 12h, sauf en juillet et août »."""
        clauses = [self._days(rule)]
        if rule.part and not _carries_part(rule):
            clauses.append(self.part_of_day(rule.part))
        if rule.hours:
            clauses.append(self.several_hours([self.hours(item) for item in rule.hours]))
        if rule.except_months:
            clauses.append(self.except_months(rule.except_months))
        if rule.except_school_holidays:
            clauses.append(self.except_holidays)
        if rule.since and rule.until:
            clauses.append(self.between(rule.since, rule.until))
        elif rule.since:
            clauses.append(self.since(rule.since))
        elif rule.until:
            clauses.append(self.until(rule.until))
        return self.comma.join(clauses)

    def _days(self, rule: Rule) -> str:
        pattern = rule.pattern
        part = f" {self.parts[rule.part]}" if rule.part and _carries_part(rule) else ""
        match pattern:
            case Weekly():
                return self.run(*pattern.run) if pattern.run else self.every(pattern.weekdays) + part
            case MonthlyNth():
                days = [self.ranked(ranks, weekday) for ranks, weekday in pattern.ranks_by_weekday]
                return self.of_the_month.format(days=self.listed(days))
            case EveryOther():
                return self.every_other(pattern.weekday, part, pattern.anchor)
            case ByAppointment():
                return self.appointment

    def every(self, weekdays: Sequence[Weekday]) -> str:
        """« tous les lundis et jeudis »."""
        return self.every_week.format(days=self.listed([self.weekday(day) for day in weekdays]))

    def run(self, first: Weekday, last: Weekday) -> str:
        """« du lundi au vendredi »."""
        return self.days_in_a_row.format(first=self.weekday(first), last=self.weekday(last))

    def ranked(self, ranks: Sequence[int], weekday: Weekday) -> str:
        """« 2e et 4e jeudi »."""
        said = self.listed([self.rank(NthWeekday(nth, weekday)) for nth in ranks])
        return self.ranked_days.format(ranks=said, weekday=self.weekday(weekday))

    def rank(self, day: NthWeekday) -> str:
        """« 1er », « 2e », « dernier », in agreement with the weekday."""
        return self.ranks[day.nth]

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        """« un jeudi matin sur deux à partir du 8 janvier 2026 »."""
        return self.every_other_week.format(weekday=self.weekday(weekday), part=part, since=self.since(anchor))

    def hours(self, item: TimeRange) -> str:
        """« de 9h à 12h30 »."""
        return self.from_to.format(start=self.hour(item.start), end=self.hour(item.end))

    def several_hours(self, ranges: Sequence[str]) -> str:
        """« de 9h à 12h et de 13h30 à 16h »."""
        return self.listed(ranges)

    def except_months(self, months: Sequence[int]) -> str:
        """« sauf en juillet et août »."""
        return self.but_in.format(months=self.months(months))

    def since(self, day: date) -> str:
        """« à partir du 5 janvier 2026 »."""
        return self.since_day.format(day=self.day_in_full(day))

    def until(self, day: date) -> str:
        """« jusqu’au 30 juin 2026 »."""
        return self.until_day.format(day=self.day_in_full(day))

    def between(self, first: date, last: date) -> str:
        """« du 5 janvier 2026 au 30 juin 2026 »."""
        return self.between_days.format(first=self.day_in_full(first), last=self.day_in_full(last))

    def listed(self, items: Sequence[str]) -> str:
        """« lundi, mardi et jeudi »."""
        *others, last = items
        return f"{self.comma.join(others)}{self.conjunction}{last}" if others else last

    def weekday(self, weekday: Weekday) -> str:
        """The name of a weekday as it stands within a sentence."""
        return self.dates.weekdays[weekday]

    def months(self, months: Sequence[int]) -> str:
        """« juillet et août »."""
        return self.listed([self.dates.months[month - 1] for month in months])

    def part_of_day(self, part: PartOfDay) -> str:
        """« le matin »."""
        return (self.parts_alone or self.parts)[part]

    def day_in_full(self, day: date) -> str:
        """« 1er janvier 2026 »."""
        return self.dates.in_full(day)

    def hour(self, moment: time) -> str:
        """« 9h », « 12h30 »."""
        return self.dates.clock(moment)

    def capital(self, text: str) -> str:
        """The text with a capital at its start, as this language writes it."""
        return text[:1].upper() + text[1:]


def _carries_part(rule: Rule) -> bool:
    """Whether the part of the day follows the weekday: « tous les lundis après-midi »."""
    pattern = rule.pattern
    return isinstance(pattern, EveryOther) or (isinstance(pattern, Weekly) and not pattern.run)
