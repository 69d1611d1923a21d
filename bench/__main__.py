"""Builds the same texts with this project and with the other generators that are installed, and compares the times.

    .venv/bin/python -m bench [--sizes 0 2000 10000] [--rounds 3]

docs/performance.md says what is measured, and how to install the other generators.
"""

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench import corpus, parts, report
from bench.measuring import Failed, Run, run
from bench.tools import ROOT, TOOLS, ThisProject, Tool

DRAWN, KEPT = "cold, cards drawn", "cold, cards kept"
UNCHANGED, EDIT = "unchanged", "one edit"
MEASURES: Final = (DRAWN, KEPT, UNCHANGED, EDIT)
"""The measures of a round, in order: each leaves the state that the next one needs."""
CONTENT: Final = ROOT / "content"


def main(arguments: Sequence[str]) -> int:
    """Run the benchmark and print its tables; return the exit code."""
    asked = parsed(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=asked.folder) as folder:
        found = installed(Path(folder), asked.tools)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print(", ".join(f"{tool.name} {tool.version}" for tool in found))
        for size in asked.sizes:
            print(f"\n## The content{f' and {size:,} items' * bool(size)}, {asked.rounds} rounds\n", flush=True)
            tools = [type(tool)(Path(folder) / str(size)) for tool in found]
            try:
                made, runs = compared(tools, size, asked.rounds, max(asked.drawn or asked.rounds, 1))
                print(report.output_table(made), report.time_table(runs), sep="\n\n", flush=True)
                if asked.parts:
                    for measure in (KEPT, EDIT):
                        prepare(measure, tools[0], size, asked.rounds)
                        print(f"\n### {measure}\n\n{report.parts_table(parts.of_build(tools[0]))}", flush=True)
            except Failed as failure:
                print(failure, file=sys.stderr)
                return 1
    return 0


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The parsed command line."""
    names = [tool.name for tool in TOOLS]
    parser = argparse.ArgumentParser(prog="python -m bench", description="Compare this project with other generators.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 2000, 10000], help="invented items; 0: the content")
    parser.add_argument("--rounds", type=int, default=3, help="how many times everything is measured")
    parser.add_argument("--drawn", type=int, help="in how many rounds, the first ones, cards are drawn; default: all")
    parser.add_argument("--tools", nargs="+", choices=names[1:], default=names[1:], help="the others; default: all")
    parser.add_argument("--parts", action="store_true", help="tell also what the time of this project is made of")
    parser.add_argument("--folder", help="where the sites are built; default: the folder for temporary files")
    return parser.parse_args(arguments)


def installed(folder: Path, names: Sequence[str]) -> list[Tool]:
    """This project, and the tools with these ``names`` that are installed; prints which ones are not."""
    found: list[Tool] = [ThisProject(folder)]
    for kind in TOOLS:
        if kind.name in names:
            if (tool := kind(folder)).command:
                found.append(tool)
            else:
                print(f"{tool.name} is not installed, and left out.")
    return found


def compared(
    tools: Sequence[Tool], size: int, rounds: int, drawn: int
) -> tuple[dict[str, report.Output], dict[str, dict[str, list[Run]]]]:
    """The output of each tool, and its runs by measure and tool name, one for each round.

    The tools run in turn, so that other work of the machine slows down all of them alike.
    """
    runs: dict[str, dict[str, list[Run]]] = {measure: defaultdict(list) for measure in MEASURES}
    for tool in tools:
        tool.fill(corpus.texts(CONTENT, size))
    for number in range(rounds):
        for measure in MEASURES:
            for tool in tools:
                if measure == DRAWN and (number >= drawn or not tool.made_files):
                    continue
                prepare(measure, tool, size, number)
                its = run(tool.command, tool.folder, tool.variables, tool.folder.with_suffix(".log"))
                runs[measure][tool.name].append(its)
                if measure == EDIT:
                    check_edit(tool, size, number)
                said = f"round {number + 1}, {measure}, {tool.name}: {its.wall:.2f} s, CPU {its.cpu:.2f} s"
                print(said, file=sys.stderr, flush=True)
    for tool in tools:
        if not tool.made_files:  # a tool without such files has only one kind of cold run, which stands for both
            runs[DRAWN][tool.name] = runs[KEPT][tool.name][:drawn]
    news = [text.address for text in corpus.texts(CONTENT, size) if text.date]
    return {tool.name: report.output(tool.output, news) for tool in tools}, runs


def prepare(measure: str, tool: Tool, size: int, number: int) -> None:
    """Bring the folder of a tool into the state from which a measure starts."""
    if measure in (DRAWN, KEPT):
        tool.forget(made_files=measure == DRAWN)
    elif measure == EDIT:
        text = edited(size)
        tool.write(replace(text, body=corpus.with_word(text.body, new_word(number))))


def edited(size: int) -> corpus.Text:
    """The news item that is edited: the one in the middle."""
    if size:
        return corpus.item(size // 2, size)
    news = [text for text in corpus.shipped(CONTENT) if text.date]
    return news[len(news) // 2]


def new_word(number: int) -> str:
    """The word that the edit of a round adds: one of the rarest."""
    return corpus.words()[-1 - number]


def check_edit(tool: Tool, size: int, number: int) -> None:
    """Raise Failed unless the edit shows in the built page."""
    page = tool.output / edited(size).address[1:] / "index.html"
    if new_word(number) not in page.read_text("utf-8"):
        raise Failed(f"{tool.name}: the edit does not show in {page}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
