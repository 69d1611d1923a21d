"""What git knows of the folder of the project, where there is a git and the folder is a clone; else nothing."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

LONGEST: Final = 30
"""Seconds after which git is not waited for any more."""


def ask(root: Path, *words: str, environment: Mapping[str, str] | None = None) -> str | None:
    """What ``git WORDS`` prints in the clone whose top folder is ``root``; None where it fails or there is no clone.

    A clone around ``root``, that of somebody's home, is not meant.
    """
    if not (root / ".git").exists():
        return None
    # A hook of git runs with the names of another folder in its environment.
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", "-c", "core.quotePath=false", "-C", str(root), *words],
            env={**own, "GIT_TERMINAL_PROMPT": "0", **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
