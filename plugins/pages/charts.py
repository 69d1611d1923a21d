"""The geometry of the bar charts: turns counts into positions, in units of the SVG, which a template writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.model.figures import Activity, Comparison

CHART_WIDTH = 360
"""The width of a chart in pixels: that of a phone, so that its text is as large as the text of the page."""
_GUTTER = 44
_LONGEST = 250
_BAR = 20
_LABEL = 30
_BETWEEN_BARS = 24
_BETWEEN_GROUPS = 20
_TEXT_GAP, _TEXT_DROP = 8, 15
"""From the end of a bar to the text beside it; from the top of a bar to the baseline of that text."""


@dataclass(frozen=True)
class Bar:
    """One bar with its count and, where years are compared, its year; its text is at ``text_x``, ``text_y``."""

    year: int | None
    count: int
    latest: bool
    x: int
    y: int
    width: int
    text_x: int
    text_y: int
    height: int = _BAR


@dataclass(frozen=True)
class Group:
    """The bars of one activity or row of a table (``of``), under its name."""

    of: object
    text_y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Chart:
    """A whole drawing."""

    groups: tuple[Group, ...]
    height: int
    width: int = CHART_WIDTH


def comparison(table: Comparison) -> Chart:
    """The chart of a table: for each row, a bar for each year; the longest bar is the greatest count."""
    groups = [(row, tuple(zip(table.years, row.counts, strict=True))) for row in table.rows]
    return _chart(groups, _GUTTER)


def activities(reached: tuple[Activity, ...]) -> Chart:
    """The chart of activities: for each, a bar of the people whom it reached."""
    return _chart([(activity, ((None, activity.people),)) for activity in reached], 0)


def _chart(counted: Sequence[tuple[object, tuple[tuple[int | None, int], ...]]], start: int) -> Chart:
    greatest = max((count for _, counts in counted for _, count in counts), default=0) or 1
    groups, y = [], 0
    for of, counts in counted:
        bars = []
        for position, (year, count) in enumerate(counts):
            top = y + _LABEL + position * _BETWEEN_BARS
            width = max(round(count * _LONGEST / greatest), 2)
            latest = position == len(counts) - 1
            bars.append(Bar(year, count, latest, start, top, width, start + width + _TEXT_GAP, top + _TEXT_DROP))
        groups.append(Group(of, y + _BAR, tuple(bars)))
        y += _LABEL + _BETWEEN_BARS * len(bars) + _BETWEEN_GROUPS
    return Chart(tuple(groups), max(y - _BETWEEN_GROUPS, 0))
