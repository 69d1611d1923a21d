"""The two ways of looking at the site before it is published: while one works on it, and as it will be."""

import contextlib
import itertools
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tooling import building, watching
from tooling.preview_server import PreviewServer, Stage


class Workshop:
    """Makes builds in fresh processes, with one always waiting that has already imported what it needs."""

    def __init__(self, settings: Path) -> None:
        self.settings = settings
        self._waiting: subprocess.Popen[str] | None = None

    def build(self, output: Path) -> str | None:
        """Build into *output*; return what was wrong, in the words of the build, or None."""
        self.prepare()
        process, self._waiting = self._waiting, None
        assert process is not None
        try:
            _, said = process.communicate(f"{output}\n")
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.returncode == 0:
            return None
        return said.strip() or f"La construction s'est arrêtée sans rien dire (code {process.returncode})."

    def prepare(self) -> None:
        """Have a process waiting for the next build."""
        if self._waiting is None or self._waiting.poll() is not None:
            self._waiting = subprocess.Popen(
                [sys.executable, "-X", "utf8", "-m", "tooling.worker", str(self.settings)],
                cwd=Path(__file__).resolve().parent.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )

    def dismiss(self) -> None:
        """Send the waiting process home: it has imported what has changed since, or nobody needs it any more."""
        if self._waiting is not None:
            self._waiting.kill()
            self._waiting.communicate()
            self._waiting = None


class PortTaken(Exception):
    """Something else answers at this port; the message is in French."""


def serve(settings: Path, port: int) -> int:
    """Show the site at *port*, built anew at each change, until Ctrl-C; return the code to exit with."""
    workshop = Workshop(settings)
    try:
        with (
            served(Stage(live=True), port) as server,
            scratch_folder() as folder,
        ):
            follow(settings.resolve().parent, workshop, server, Path(folder))
    except PortTaken as taken:
        print(taken, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nArrêté.")
    finally:
        workshop.dismiss()
    return 0


def follow(root: Path, workshop: Workshop, server: PreviewServer, folder: Path) -> None:
    """Build into a new folder inside *folder* at each change below *root*, and show what comes out. Does not return."""
    code = (root / "plugins", root / "pelicanconf.py", root / "publishconf.py")
    places = (root / "content", root / "theme", *code)
    print("Construction du site…", flush=True)
    changed: list[Path] = []
    for number in itertools.count():
        known = watching.snapshot(places)  # before the build: what is saved while it runs asks for another one
        started = time.monotonic()
        mistakes = workshop.build(folder / str(number))
        report(changed, root, mistakes, time.monotonic() - started)
        server.stage.show(None if mistakes else folder / str(number), mistakes or "")
        if number == 0:
            server.start()
            print(f"Le site est à l'adresse {server.address} (Ctrl-C pour arrêter).", flush=True)
        discard(folder, keep=server.stage.folder)
        workshop.prepare()
        changed = watching.differences(known, watching.wait_for_change(places, known))
        if any(path.is_relative_to(place) for path in changed for place in code):
            workshop.dismiss()  # the one that waits has imported what is now old


def report(changed: list[Path], root: Path, mistakes: str | None, seconds: float) -> None:
    """Tell in the window what came of a change: the time it took, or the mistakes."""
    if changed:
        others = f" et {len(changed) - 1} autre(s)" if len(changed) > 1 else ""
        print(f"{building.shown(changed[0], root)}{others} : ", end="")
    if mistakes:
        print("à corriger", flush=True)
        print(mistakes, file=sys.stderr, flush=True)
    else:
        print(f"site refait en {building.spoken(seconds)}", flush=True)


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for the preview's builds: output/ keeps the last one that was asked for."""
    return tempfile.TemporaryDirectory(prefix="cainamur-preview-", ignore_cleanup_errors=True)


def discard(folder: Path, keep: Path | None) -> None:
    """Remove the builds in *folder* that nobody looks at any more."""
    for old in folder.iterdir():
        if old != keep:
            shutil.rmtree(old, ignore_errors=True)


def show(settings: Path, output: Path, port: int) -> int:
    """Build the site into *output* and show it at *port*, as it is, until Ctrl-C; return the code to exit with."""
    stage = Stage(live=False)
    try:
        with served(stage, port) as server:
            code = building.build(settings, output)
            if code:
                return code
            stage.show(output)
            server.start()
            print(f"Le site est à l'adresse {server.address} (Ctrl-C pour arrêter).", flush=True)
            while True:
                time.sleep(3600)
    except PortTaken as taken:
        print(taken, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nArrêté.")
    return 0


@contextlib.contextmanager
def served(stage: Stage, port: int) -> Iterator[PreviewServer]:
    """A server that holds the port (start it when there is something to show), stopped at the end.

    Raises PortTaken; a polite request to end (SIGTERM) ends it as Ctrl-C does.
    """
    try:
        server = PreviewServer(stage, port)
    except OSError as error:
        raise PortTaken(
            f"Le port {port} est déjà utilisé, sans doute par un autre aperçu resté ouvert. "
            f"Fermez-le, ou choisissez un autre numéro, par exemple : --port {port + 1}"
        ) from error
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield server
    finally:
        server.stop()
