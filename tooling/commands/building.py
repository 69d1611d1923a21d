"""One build of the site by Pelican, in this process, with its outcome told in French."""

import contextlib
import io
import logging
import os
import sys
import time
import traceback
from collections.abc import Mapping
from pathlib import Path

from tooling.commands.build_date import BuildDateMistake, build_date

INTERRUPTED = 130  # what a shell says of a command ended by Ctrl-C


def build(settings: Path, output: Path, **overrides: object) -> int:
    """Build what lies beside the *settings* file into *output*; return 0, or the code to exit with.

    The *overrides* are Pelican's settings. Mistakes go to stderr, one line that sums up a success to stdout.
    """
    started = time.monotonic()
    root = settings.resolve().parent
    try:
        os.environ["BUILD_DATE"] = build_date().isoformat()  # one day for the whole build, even at midnight
        with contextlib.chdir(root):
            run_pelican(root / "content", settings, output, overrides)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BuildDateMistake as mistake:
        print(mistake, file=sys.stderr)
        return 1
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else 1 if end.code else 0
    except Exception as error:
        return told(error)
    count = sum(1 for _ in output.rglob("*.html"))
    pages = f"{count} page{'s' * (count > 1)}"
    print(f"Le site est prêt dans {shown(output, root)} : {pages} en {spoken(time.monotonic() - started)}.")
    return 0


def run_pelican(content: Path, settings: Path, output: Path, overrides: Mapping[str, object]) -> None:
    """Do what `pelican CONTENT -s SETTINGS -o OUTPUT --fatal warnings` does, except for what it prints."""
    import pelican  # only now: it takes a quarter of a second, which the other commands need not wait
    import pelican.log

    arguments = pelican.parse_arguments([str(content), "-s", str(settings), "-o", str(output), "--fatal", "warnings"])
    arguments.overrides.update(overrides)
    pelican.log.init(level=arguments.verbosity, fatal=arguments.fatal, handler=PelicanMessages(), name="pelican")
    with contextlib.redirect_stdout(io.StringIO()):  # « Done: Processed 0 articles, 0 drafts … »
        site, _ = pelican.get_instance(arguments)
        site.run()


class PelicanMessages(logging.Handler):
    """Prints what Pelican itself complains about (in English) behind a word of French."""

    def emit(self, record: logging.LogRecord) -> None:
        print(f"Pelican signale : {record.getMessage()}", file=sys.stderr)


def told(error: Exception) -> int:
    """Tell why a build ended by itself; return the code to exit with.

    An error with an `exitcode` (Pelican's own convention) is an end on purpose, and says all in its message. A warning
    that `--fatal` made an end was printed already. Anything else is a fault of the program, for a developer to read.
    """
    code = getattr(error, "exitcode", None)
    if code is not None:
        print(error, file=sys.stderr)
    elif str(error) == "Warning or error encountered":
        print("Le site n'a pas été refait.", file=sys.stderr)
    else:
        print(
            "Le programme du site a rencontré une erreur inattendue : ce n'est pas votre faute. "
            "Transmettez ce qui suit à la personne qui le développe.",
            file=sys.stderr,
        )
        traceback.print_exception(error)
    return code or 1


def shown(path: Path, root: Path) -> str:
    """A path as the officer knows it: from the project's folder when it lies inside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def spoken(seconds: float) -> str:
    """A duration as the French write it: 1,2 s."""
    return f"{seconds:.1f} s".replace(".", ",")
