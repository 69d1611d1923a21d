"""Make random edits of a small invented site, and compare a build that reuses the last one with a clean one after each.

    .venv/bin/python scripts/incremental_edits.py [--count 500] [--seed 1] [--keep FOLDER]

Prints the first difference with the edits that led there; the exit code is then 1. ``--keep`` works in a folder that is
not there yet, and leaves it.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("BUILD_DATE", "2026-11-23")
from tests.incremental.workshop import Differs, run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            run(asked.keep or Path(folder) / "site", asked.seed, asked.count, _told)
        except Differs as difference:
            print(difference)
            return 1
    print(f"{asked.count} edits, no difference")
    return 0


def _told(number: int, said: str) -> None:
    print(f"{number}. {said}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
