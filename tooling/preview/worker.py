"""The process of the build pool: it imports what a build needs, Pelican too, and waits.

A build thus starts without waiting for imports, and without any state of an earlier build. It begins when the process
reads a line from stdin; at the end of stdin the process ends. Drafts are built too.

    python -m tooling.preview.worker SETTINGS OUTPUT CACHE [fork]

Without « fork » the process makes one build and ends. With it, a fork of the process makes the build, and the process
waits for the next line, so that it imports only once.
"""

import contextlib
import importlib
import io
import os
import sys
from pathlib import Path
from typing import Final

from tooling.commands import building
from tooling.commands.progress import TerminalProgress

IMPORTED_LATE = (  # modules that a build imports only when it uses them, which would slow it down
    "holidays.countries.belgium",
    "jinja2.ext",
    "pelican.generators",
    "PIL.Image",
)

ENDED: Final = "\0"
"""With « fork », written to stderr after the messages of a build, before its exit code."""


def prepare(settings: Path) -> None:
    """Import what the build will import. An import that fails here will fail again in the build, which reports it."""
    sys.path.insert(0, str(settings.parent))  # where the site's plugins are
    with contextlib.suppress(Exception):
        from plugins.source import version

        version.of_program()  # cached before the imports: the program may be edited while this process waits
        import pelican.settings

        for plugin in pelican.settings.read_settings(str(settings))["PLUGINS"] or ():
            importlib.import_module(plugin)
        for module in IMPORTED_LATE:
            importlib.import_module(module)


def main(settings: str, output: str, cache: str, fork: str = "") -> int:
    """Prepare, wait for a line on stdin, then build; return the exit code. Without a line nothing is built."""
    prepare(Path(settings))
    while sys.stdin.readline():
        if not fork or not (child := os.fork()):
            return build(Path(settings), Path(output), Path(cache))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(f"{ENDED}{code}", file=sys.stderr, flush=True)
    return 0


def build(settings: Path, output: Path, cache: Path) -> int:
    """Build; return the exit code."""
    progress = TerminalProgress(sys.stdout)
    with contextlib.redirect_stdout(io.StringIO()):  # the preview itself reports the outcome
        return building.build(settings, output, DRAFTS=True, BUILD_CACHE=str(cache), PROGRESS=progress)


if __name__ == "__main__":
    try:
        code = main(*sys.argv[1:])
    except KeyboardInterrupt:
        code = building.INTERRUPTED
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # skips Python's clean-up, so that the page is shown sooner
