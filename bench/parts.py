"""What the time of a build of this project is made of."""

import pstats
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.measuring import run
from bench.tools import ROOT, Tool

Place = tuple[str, int, str]
"""A function, as a profile tells it: its file, its line, its name."""
Profile = Mapping[Place, tuple[int, int, float, float, Mapping[Place, tuple[int, int, float, float]]]]
"""For each function its calls, its own time, that with what it called, and the same for each that called it."""

STEPS: Final = {"generate_context", "generate_output", "files_of", "add"}
"""The functions of plugins/build that do one thing after the other: each of those things is a part."""
IMPORT: Final = "_find_and_load"
PROFILED: Final = """
import cProfile, sys
from pathlib import Path
from tooling.commands.last_build import LastBuild
cProfile.run("LastBuild(Path.cwd()).renew()", sys.argv[1])
"""
"""The command ``build``, which itself ends before a profiler writes."""


def of_build(ours: Tool) -> list[tuple[str, float]]:
    """The parts of one build, in the state that the folder is in, each with its share; the largest first.

    A profiler tells them, of the process that builds: what it adds weighs on small functions more than on large ones.
    """
    file = ours.folder.with_suffix(".profile")
    command = (str(ROOT / ".venv/bin/python"), "-c", PROFILED, str(file))
    run(command, ours.folder, ours.variables, ours.folder.with_suffix(".log"))
    return parts_of(file)


def parts_of(file: Path) -> list[tuple[str, float]]:
    """The parts that a profile tells."""
    profile: Profile = pstats.Stats(str(file)).stats  # type: ignore[attr-defined]  # its type leaves this out
    spent: dict[str, float] = defaultdict(float)
    spent["imports"] = sum(both for (_, _, name), (_, _, _, both, _) in profile.items() if name == IMPORT)
    for (_, _, name), (_, _, _, _, callers) in profile.items():
        if name not in STEPS:
            spent[name] += sum(both for caller, (_, _, _, both) in callers.items() if is_step(caller))
    whole = sum(own for _, _, own, _, _ in profile.values())
    spent["the rest"] = whole - sum(spent.values())
    return sorted(((part, time / whole) for part, time in spent.items()), key=lambda row: -row[1])


def is_step(place: Place) -> bool:
    """Whether it is one of the STEPS."""
    file, _, name = place
    return name in STEPS and Path(file).parent.parts[-2:] == ("plugins", "build")
