"""Publish many times to a server on this machine, kill each publication at a random moment, count what visitors saw.

    .venv/bin/python scripts/kill_publications.py --times 200
    .venv/bin/python scripts/kill_publications.py --times 30 --builds ONE OTHER

With --builds, two built sites are published in turn instead of a small one. Ends with 1 if any was mixed or broken.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.serving.killing import Site, run
from tests.serving.loopback import MISSING, loopback


def main() -> int:
    """Print the tally; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--builds", type=Path, nargs=2, default=())
    arguments = parser.parse_args()
    if MISSING:
        sys.exit(f"missing: {', '.join(MISSING)}")
    with (
        tempfile.TemporaryDirectory(prefix="killed-", ignore_cleanup_errors=True) as folder,
        loopback(Path(folder) / "server") as server,
    ):
        tally = run(server, Path(folder) / "aside", arguments.times, arguments.seed, Site(tuple(arguments.builds)))
    print(tally)
    return int(tally.bad > 0)


if __name__ == "__main__":
    sys.exit(main())
