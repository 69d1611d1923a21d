"""A process that imports all that a build needs, waits for the word, makes one build and ends.

The preview keeps one waiting: a build then starts without the wait for imports, and yet with no state left from another
build. It reads one line from its input, the folder to build into; without a line it ends.

    python -m tooling.worker SETTINGS
"""

import contextlib
import importlib
import sys
from pathlib import Path

from tooling import building


def prepare(settings: Path) -> None:
    """Import what the build will import; what fails here will fail again in the build, and be told there."""
    with contextlib.suppress(Exception):
        import markdown
        import pelican.generators
        import pelican.settings
        import PIL.Image

        PIL.Image.preinit()
        read = pelican.settings.read_settings(str(settings))
        markdown.Markdown(**read["MARKDOWN"])
        for plugin in read["PLUGINS"] or ():
            if isinstance(plugin, str):
                importlib.import_module(plugin)


def main(settings: Path) -> int:
    sys.path.insert(0, str(settings.parent))  # where the site's plugins are
    prepare(settings)
    output = sys.stdin.readline().rstrip("\n")
    return building.build(settings, Path(output)) if output else 0


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(building.INTERRUPTED)
