"""The process of the build pool: it imports what a build needs, waits, makes one build and ends.

A build then starts without waiting for imports, and without state of an earlier build. The process reads one line from
stdin, the folder to build into; without a line it ends. Drafts are built too.

    python -m tooling.preview.worker SETTINGS TEMPLATES_CACHE
"""

import contextlib
import gc
import importlib
import os
import sys
from pathlib import Path

from tooling.commands import building

IMPORTED_LATE = ("holidays.countries", "pelican.generators", "PIL.Image")  # by the build itself, at some cost


def prepare(settings: Path, cache: Path) -> dict[str, object]:
    """Import what the build will import; return the settings with which the compiled templates are kept in ``cache``.

    What fails here will fail again in the build, which reports it.
    """
    sys.path.insert(0, str(settings.parent))  # where the site's plugins are
    with contextlib.suppress(Exception):
        import jinja2
        import markdown
        import pelican.settings

        for module in IMPORTED_LATE:
            importlib.import_module(module)
        read = pelican.settings.read_settings(str(settings))
        markdown.Markdown(**read["MARKDOWN"])
        for plugin in read["PLUGINS"] or ():
            importlib.import_module(plugin)
        compiled = jinja2.FileSystemBytecodeCache(str(cache))
        return {"JINJA_ENVIRONMENT": {**read["JINJA_ENVIRONMENT"], "bytecode_cache": compiled}}
    return {}


def main(settings: Path, cache: Path) -> int:
    overrides = prepare(settings, cache)
    gc.disable()  # the process ends with its build: collection would take a tenth of the time
    output = sys.stdin.readline().rstrip("\n")
    return building.build(settings, Path(output), DRAFTS=True, **overrides) if output else 0


if __name__ == "__main__":
    try:
        code = main(Path(sys.argv[1]), Path(sys.argv[2]))
    except KeyboardInterrupt:
        code = building.INTERRUPTED
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # skips Python's clean-up, so that the page is there sooner
