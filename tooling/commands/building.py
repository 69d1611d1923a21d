"""One build of the site by Pelican, in this process, with its outcome told in French."""

import contextlib
import errno
import io
import itertools
import logging
import os
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path

from tooling.commands.build_date import BuildDateMistake, build_date
from tooling.commands.temporary import temporary_files

INTERRUPTED = 130  # what a shell says of a command ended by Ctrl-C
ROOT = Path(__file__).resolve().parents[2]
SILENCE, BETWEEN_WORDS = 5, 20  # seconds: before the first word of a long build, and between two of them
REFUSALS = (  # what the system answers → what it means, and what to do
    (
        (errno.EACCES, errno.EPERM),
        "l’accès est refusé, parce que ce fichier ou ce dossier appartient à un autre utilisateur, est protégé, ou est "
        "ouvert dans un autre programme → vérifiez ses droits, puis recommencez",
    ),
    ((errno.EROFS,), "ce disque est en lecture seule → copiez le projet dans un dossier où vous pouvez écrire"),
    ((errno.ENOSPC, errno.EDQUOT), "le disque est plein → libérez de la place, puis recommencez"),
    ((errno.ENOENT, errno.ENOTDIR), "ce dossier ou ce fichier n’est plus à sa place → remettez-le là, sous ce nom"),
)


def build(settings: Path, output: Path, **overrides: object) -> int:
    """Build what lies beside the *settings* file into *output*; return 0, or the code to exit with.

    The *overrides* are Pelican's settings. Mistakes go to stderr, one line that sums up a success to stdout.
    """
    started = time.monotonic()
    root = settings.resolve().parent
    try:
        os.environ["BUILD_DATE"] = build_date().isoformat()  # one day for the whole build, even at midnight
        with contextlib.chdir(root), temporary_files(), telling_of_long_work("La construction continue"):
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
        return told(error, root)
    count = sum(1 for _ in output.rglob("*.html"))
    pages = f"{count} page{'s' * (count > 1)}"
    print(f"Le site est prêt dans {shown(output, root)} : {pages} en {spoken(time.monotonic() - started)}.")
    return 0


def run_pelican(content: Path, settings: Path, output: Path, overrides: Mapping[str, object]) -> None:
    """Do what `pelican CONTENT -s SETTINGS -o OUTPUT --fatal warnings` does, except for what it prints."""
    settings.open().close()  # Pelican says in English that these are missing
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


class PelicanMessages(logging.Handler):
    """Prints what Pelican itself complains about (in English) behind a word of French."""

    def emit(self, record: logging.LogRecord) -> None:
        print(f"Pelican signale : {record.getMessage()}", file=sys.stderr)


def told(error: Exception, root: Path = ROOT) -> int:
    """Tell why a build or another command ended by itself; return the code to exit with.

    An error with an `exitcode` (Pelican's own convention) is an end on purpose, and says all in its message. A warning
    that `--fatal` made an end was printed already. What the system refuses is something that the officer can mend.
    Anything else is a fault of the program, for a developer to read. Files are named from the folder *root*.
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
    """What the system refused, why, and what to do, in French; a file is named from the folder *root*."""
    name = error.filename
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):  # a row of (from, to, why) in English
        name = error.args[0][0][0]
    said = next((said for numbers, said in REFUSALS if error.errno in numbers), None) or (
        f"le système refuse ce fichier ou ce dossier ({errno.errorcode.get(error.errno or 0, 'copie')}) → "
        "recommencez ; si cela persiste, prévenez la personne qui développe le site"
    )
    if not isinstance(name, str | bytes | os.PathLike):
        return f"{said[0].upper()}{said[1:]}."
    path = Path(os.fsdecode(name))
    file = str(path) if path == root else shown(path, root)
    return f"{''.join(letter if letter.isprintable() else '?' for letter in file)} : {said}."


@contextlib.contextmanager
def telling_of_long_work(words: str) -> Iterator[None]:
    """Say to stdout, once it has lasted some seconds and then now and again, that what is done inside goes on."""
    out, started, over = sys.stdout, time.monotonic(), threading.Event()

    def tell() -> None:
        for pause in itertools.chain([SILENCE], itertools.repeat(BETWEEN_WORDS)):
            if over.wait(pause):
                return
            print(f"{words} ({time.monotonic() - started:.0f} s)…", file=out, flush=True)

    thread = threading.Thread(target=tell, name="patience", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def shown(path: Path, root: Path) -> str:
    """A path as the officer knows it: from the project's folder when it lies inside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def spoken(seconds: float) -> str:
    """A duration as the French write it: 1,2 s."""
    return f"{seconds:.1f} s".replace(".", ",")
