"""Builds the site with Pelican in this process, and reports the outcome in French."""

import contextlib
import errno
import gc
import io
import logging
import os
import re
import shutil
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.base.walk import FileState
from tooling.commands.build_date import build_date
from tooling.commands.progress import TerminalProgress
from tooling.commands.temporary import temporary_files

INTERRUPTED = 130  # the exit code that a shell gives to a command ended by Ctrl-C
ROOT = Path(__file__).resolve().parents[2]
REFUSALS = (  # error numbers of the system → their cause and remedy
    (
        (errno.EACCES, errno.EPERM),
        "l’accès est refusé, parce que ce fichier ou ce dossier appartient à un autre utilisateur, est protégé, ou est "
        "ouvert dans un autre programme → vérifiez ses droits, puis recommencez",
    ),
    ((errno.EROFS,), "ce disque est en lecture seule → copiez le projet dans un dossier où vous pouvez écrire"),
    ((errno.ENOSPC, errno.EDQUOT), "le disque est plein → libérez de la place, puis recommencez"),
    ((errno.ENOENT, errno.ENOTDIR), "ce dossier ou ce fichier n’est plus à sa place → remettez-le là, sous ce nom"),
)


def build(settings: Path, output: Path, written: dict[str, FileState] | None = None, **overrides: object) -> int:
    """Build the project in the folder of the ``settings`` file into ``output``; return the exit code.

    ``written`` gets the states of the files of the built site, by path; ``overrides`` replace settings of Pelican.
    Mistakes go to stderr, a one-line summary of a success to stdout.
    """
    written = {} if written is None else written
    started = time.monotonic()
    root = settings.resolve().parent
    try:
        os.environ["BUILD_DATE"] = build_date().isoformat()  # one day for the whole build, even at midnight
        with contextlib.chdir(root), temporary_files(), all_kept():
            progress = TerminalProgress(sys.stderr)
            told = {"PROGRESS": progress, "TELL_WRITTEN": written.update}
            run_pelican(root / "content", settings, output, told | overrides)
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else 1 if end.code else 0
    except Exception as error:
        return report_failure(error, root)
    count = sum(path.endswith(".html") for path in written)
    pages = f"{count} page{'s' * (count > 1)}"
    print(f"Le site est prêt dans {shown(output, root)} : {pages} en {spoken_duration(time.monotonic() - started)}.")
    return 0


def run_pelican(content: Path, settings: Path, output: Path, overrides: Mapping[str, object]) -> None:
    """Do what ``pelican CONTENT -s SETTINGS -o OUTPUT --fatal warnings`` does, except for what it prints."""
    settings.open().close()  # raises OSError, told in French, where Pelican would report a missing file in English
    os.scandir(content).close()
    import pelican  # only now: it takes a quarter of a second, which the other commands need not wait
    import pelican.log

    arguments = pelican.parse_arguments([str(content), "-s", str(settings), "-o", str(output), "--fatal", "warnings"])
    arguments.overrides.update(overrides)
    pelican.log.init(level=arguments.verbosity, fatal=arguments.fatal, handler=PelicanMessages(), name="pelican")
    with contextlib.redirect_stdout(io.StringIO()):  # « Done: Processed 0 articles, 0 drafts … »
        try:
            site, _ = pelican.get_instance(arguments)
        except Exception as error:
            if str(error).startswith("Could not find the theme"):
                raise FileNotFoundError(errno.ENOENT, str(error), "theme") from None
            raise
        site.run()


@contextlib.contextmanager
def all_kept() -> Iterator[None]:
    """Switch the garbage collector off: a build makes hardly any garbage, and the search takes a third of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class PelicanMessages(logging.Handler):
    """Prints Pelican's own messages, which are in English, after a French introduction."""

    def emit(self, record: logging.LogRecord) -> None:
        print(f"Pelican signale : {record.getMessage()}", file=sys.stderr)


def report_failure(error: Exception, root: Path = ROOT) -> int:
    """Print why a build or another command failed; return the code to exit with.

    An error with an ``exitcode`` (Pelican's convention) was raised on purpose, and its message is complete. A warning
    that ``--fatal`` turned into an error was printed already. An OSError has a remedy that the officer can apply.
    Anything else is a fault of the program, printed for a developer. File names are relative to ``root``.
    """
    code = getattr(error, "exitcode", None)
    if code is not None:
        print(error, file=sys.stderr)
    elif str(error) == "Warning or error encountered":
        print("Le site n’a pas été refait.", file=sys.stderr)
    elif isinstance(error, shutil.Error) or (isinstance(error, OSError) and error.errno):
        print(refused(error, root), file=sys.stderr)
    else:
        print(
            "Le programme du site a rencontré une erreur inattendue : ce n’est pas votre faute. "
            "Transmettez ce qui suit à la personne qui le développe.",
            file=sys.stderr,
        )
        traceback.print_exception(error)
    return code or 1


def refused(error: OSError, root: Path = ROOT) -> str:
    """The message for an OSError, in French: file, cause and remedy; the file name is relative to ``root``."""
    name, number = error.filename, error.errno
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        (name, _, why), *_ = error.args[0]  # rows of (from, to, why): the last is the text of another error
        if found := re.match(r"\[Errno (\d+)\][^']*(?:'(.+)')?", str(why)):
            name, number = found[2] or name, int(found[1])
    said = next((said for numbers, said in REFUSALS if number in numbers), None) or (
        f"le système refuse ce fichier ou ce dossier ({errno.errorcode.get(number or 0, 'copie')}) → "
        "recommencez ; si cela persiste, prévenez la personne qui développe le site"
    )
    if not isinstance(name, str | bytes | os.PathLike):
        return f"{said[0].upper()}{said[1:]}."
    path = Path(os.fsdecode(name))
    file = str(path) if path == root else shown(path, root)
    return f"{''.join(letter if letter.isprintable() else '?' for letter in file)} : {said}."


def shown(path: Path, root: Path) -> str:
    """A path relative to ``root`` where it lies inside, else the whole path."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def spoken_duration(seconds: float) -> str:
    """A duration as the French write it: 1,2 s."""
    return f"{seconds:.1f} s".replace(".", ",")
