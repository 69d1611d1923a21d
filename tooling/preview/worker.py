"""The process of the build pool: it imports what a build needs, Pelican too, waits, makes one build and ends.

A build thus starts without waiting for imports, and without any state of an earlier build. The process begins its build
when it reads a line from stdin; at the end of stdin it ends. Drafts are built too.

    python -m tooling.preview.worker SETTINGS OUTPUT CACHE
"""

import contextlib
import importlib
import io
import os
import sys
from pathlib import Path

from tooling.commands import building
from tooling.commands.progress import TerminalProgress

IMPORTED_LATE = (  # modules that a build imports only when it uses them, which would slow it down
    "holidays.countries.belgium",
    "jinja2.ext",
    "pelican.generators",
    "PIL.Image",
)


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


def main(settings: Path, output: Path, cache: Path) -> int:
    """Prepare, wait for a line on stdin, then build; return the exit code. Without a line nothing is built."""
    prepare(settings)
    if not sys.stdin.readline():
        return 0
    progress = TerminalProgress(sys.stdout)
    with contextlib.redirect_stdout(io.StringIO()):  # the preview itself reports the outcome
        return building.build(settings, output, DRAFTS=True, BUILD_CACHE=str(cache), PROGRESS=progress)


if __name__ == "__main__":
    try:
        code = main(*map(Path, sys.argv[1:]))
    except KeyboardInterrupt:
        code = building.INTERRUPTED
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # skips Python's clean-up, so that the page is shown sooner
