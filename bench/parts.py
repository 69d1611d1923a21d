"""The parts of the time that a build of this project takes, from a profile."""

import pstats
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.measuring import run
from bench.tools import ROOT, Tool

Place = tuple[str, int, str]
"""A function in a profile: its file, its line, its name."""
Profile = Mapping[Place, tuple[int, int, float, float, Mapping[Place, tuple[int, int, float, float]]]]
"""The ``stats`` of pstats: for each function its primitive calls, its calls, its own time, its cumulative time, and the
same four for each of its callers."""

STEPS: Final = {"generate_context", "generate_output", "files_of", "add"}
"""The functions of plugins/build that only call the steps of a build: each function that they call is a part."""
IMPORT: Final = "_find_and_load"
PROFILED: Final = """
import cProfile, sys
from pathlib import Path
from tooling.commands.last_build import LastBuild
cProfile.run("LastBuild(Path.cwd()).renew()", sys.argv[1])
"""
"""The program of the command ``build``, under a profiler: the command itself ends before a profiler can write."""


def of_build(ours: Tool) -> list[tuple[str, float]]:
    """The parts of one build from the present state of the folder, each with its share from 0 to 1; the largest first.

    Only the main process is profiled, and the profiler slows down small functions more than large ones.
    """
    file = ours.folder.with_suffix(".profile")
    command = (str(ROOT / ".venv/bin/python"), "-c", PROFILED, str(file))
    run(command, ours.folder, ours.variables, ours.folder.with_suffix(".log"))
    return parts_of(file)


def parts_of(file: Path) -> list[tuple[str, float]]:
    """The parts of a build in a profile, each with its share from 0 to 1; the largest first."""
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
    """Whether a function is one of the STEPS."""
    file, _, name = place
    return name in STEPS and Path(file).parent.parts[-2:] == ("plugins", "build")
