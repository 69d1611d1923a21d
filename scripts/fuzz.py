"""Read many damaged copies of a small invented site, and print which of them make the program fail.

    .venv/bin/python scripts/fuzz.py [--count 20000] [--seed 1] [--jobs 2] [--only NUMBER] [--keep FOLDER]

``--only`` reads one of them again; ``--keep`` leaves its content in a folder that is not there yet. The exit code is 1
when one failed. Needs fork (not Windows).
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.fuzz.judging import Tally, make, run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    if asked.keep:
        print("\n".join(make(asked.seed, asked.only or 0, asked.keep)[1]))
    numbers = range(asked.count) if asked.only is None else [asked.only]
    tally = run(asked.seed, numbers, asked.jobs, _told)
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.kinds.items()))
    print(
        f"{tally.done} read, {tally.refused} refused, slowest {tally.slowest:.1f} s of CPU, {len(tally.faults)} faults"
    )
    print(f"damages: {kinds}")
    return 1 if tally.faults else 0


def _told(tally: Tally) -> None:
    for fault in tally.faults[_told.count :]:
        print(fault, flush=True)
    _told.count = len(tally.faults)
    if tally.done % 1_000 == 0:
        print(f"{tally.done} read", flush=True)


_told.count = 0

if __name__ == "__main__":
    sys.exit(main())
