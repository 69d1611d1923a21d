"""Runs git commands that never wait for an answer: git, ssh and editors would ask their questions in English."""

import contextlib
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

LONGEST: Final = 300
"""The timeout of a command, in seconds."""
OF_ANOTHER: Final = frozenset(
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_DIR GIT_INDEX_FILE GIT_NAMESPACE GIT_OBJECT_DIRECTORY "
    "GIT_PREFIX GIT_WORK_TREE".split()
)
"""Variables that git sets for a hook, and that would send a command to the repository of that hook."""


def run(
    root: Path, *words: str, data: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``git WORDS`` in ``root``; return its result, success or failure. Raises OSError where git is missing.

    A command that takes longer than LONGEST fails with « Connection timed out », as one without a connection does.
    """
    own = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER}
    ssh = own.get("GIT_SSH_COMMAND", "ssh")
    own |= {"LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "auto"}
    own |= {"GIT_SSH_COMMAND": f"{ssh} -o BatchMode=yes -o ConnectTimeout=15", "GIT_EDITOR": "true"}
    own |= environment or {}
    command = ["git", "-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false", *words]
    try:
        return subprocess.run(command, cwd=root, env=own, input=data, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, b"", b"Connection timed out")


def ask(root: Path, *words: str, environment: Mapping[str, str] | None = None) -> str | None:
    """The output of ``git WORDS`` in the clone whose top folder is ``root``; None where it fails or there is no clone.

    A clone whose top folder is above ``root`` does not count.
    """
    if (root / ".git").exists():
        with contextlib.suppress(OSError):
            done = run(root, "--no-optional-locks", *words, environment=environment)
            return None if done.returncode else done.stdout.decode("utf-8", "replace")
    return None
