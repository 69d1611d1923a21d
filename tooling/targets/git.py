"""Asks git about the project's folder, where git is installed and the folder is a clone."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

LONGEST: Final = 30
"""The timeout of a git command, in seconds."""


def ask(root: Path, *words: str, environment: Mapping[str, str] | None = None) -> str | None:
    """The output of ``git WORDS`` in the clone whose top folder is ``root``; None where it fails or there is no clone.

    A clone whose top folder is above ``root`` does not count.
    """
    if not (root / ".git").exists():
        return None
    # In a hook, git's variables name another repository.
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
