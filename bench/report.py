"""The tables of a benchmark, in Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench.corpus import NEWS
from bench.measuring import Run

OURS: Final = "this project"


@dataclass(frozen=True)
class Output:
    """The size of a built site."""

    items: int
    """The number of pages of news items."""
    lists: int
    """The number of other pages below the address of the news."""
    others: int
    """The number of all other pages."""
    files: int
    """The number of files that are no pages."""
    megabytes: float
    item_bytes: int
    """The median size of the pages of news items."""


def output(folder: Path, addresses: Iterable[str]) -> Output:
    """Measure the built site in ``folder``, whose news items are at ``addresses``."""
    items = {f"{address[1:]}index.html" for address in addresses}
    sizes = {file.relative_to(folder).as_posix(): file.stat().st_size for file in folder.rglob("*") if file.is_file()}
    pages = {path for path in sizes if path.endswith(".html")}
    news = {path for path in pages if path.startswith(f"{NEWS}/")}
    made = sorted(sizes[path] for path in pages & items)
    return Output(
        items=len(made),
        lists=len(news - items),
        others=len(pages - news),
        files=len(sizes.keys() - pages),
        megabytes=sum(sizes.values()) / 1_000_000,
        item_bytes=made[len(made) // 2] if made else 0,
    )


def output_table(made: Mapping[str, Output]) -> str:
    """The table of what each generator made, a row each."""
    head = ("", "items", "lists", "other pages", "other files", "MB", "KB of an item")
    rows = []
    for name, of in made.items():
        counts = map(str, (of.items, of.lists, of.others, of.files))
        rows.append((name, *counts, f"{of.megabytes:.1f}", f"{of.item_bytes / 1000:.1f}"))
    return table(head, rows)


def time_table(measures: Mapping[str, Mapping[str, Sequence[Run]]]) -> str:
    """The table of the medians of all rounds, for each measure and generator, with this project's ratio to each other.

    A ratio is the median of the ratios of all rounds, so that a slow round does not change it.
    """
    head = ("", "", "wall, s", "CPU, s", "memory, MiB", "wall, ours ÷ its", "CPU, ours ÷ its")
    rows = []
    for measure, runs in measures.items():
        ours = runs[OURS]
        for number, (name, its) in enumerate(runs.items()):
            medians = (_median(its, "wall", 2), _median(its, "cpu", 2), _median(its, "peak", 0))
            ratios = ("", "") if name == OURS else (_ratio(ours, its, "wall"), _ratio(ours, its, "cpu"))
            rows.append(("" if number else measure, name, *medians, *ratios))
    return table(head, rows, words=2)


def parts_table(shares: Iterable[tuple[str, float]], most: int = 12) -> str:
    """The table of the largest parts of the time, in per cent."""
    return table(("part", "%"), ((part, f"{100 * share:.0f}") for part, share in list(shares)[:most]))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """A Markdown table whose first ``words`` columns hold words, the others numbers."""
    marks = ["---" if column < words else "--:" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, marks, *rows))


def _median(runs: Iterable[Run], what: str, digits: int) -> str:
    return f"{median(getattr(run, what) for run in runs):.{digits}f}"


def _ratio(ours: Iterable[Run], its: Iterable[Run], what: str) -> str:
    return f"{median(getattr(mine, what) / getattr(other, what) for mine, other in zip(ours, its, strict=False)):.2f}"
