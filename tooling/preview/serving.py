"""Serves the site before it is published: rebuilt at each change (``serve``), or as it will be public (``show``)."""

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plugins.base.typography import first_of
from tooling.commands import building
from tooling.commands.build_date import build_date
from tooling.commands.last_build import made_from
from tooling.commands.lock import Locked, locked
from tooling.commands.temporary import temporary_folder
from tooling.preview import watching
from tooling.preview.build_pool import BuildPool
from tooling.preview.server import PreviewServer
from tooling.preview.state import PreviewState

if TYPE_CHECKING:
    from tooling.preview.atelier import Atelier

READ_BY_EACH_BUILD: Final = ("content", "theme")
"""The folders that only a build itself reads. After any other change, the waiting process has imported old code."""


class PortTaken(Exception):
    """The port is in use; the message is in French."""

    exitcode = 1  # reported without a traceback: see tooling.commands.building.report_failure


@dataclass
class Ending:
    """Whether the person has ``asked`` for the end of the command."""

    asked: bool = False


def serve(
    settings: Path,
    port: int,
    browser: Callable[[str], object] = str,
    night: Callable[[], str] = str,
    after_sending: Callable[[], str] = str,
) -> int:
    """Show the site at ``port``, built anew at each change, until Ctrl-C; return the exit code.

    ``browser`` is called with the address once there is something to show. ``night`` tells the desk whether nightly
    publications are missing, ``after_sending`` what remains until the public sees what was sent. Raises PortTaken.
    """
    with (
        ending() as end,
        served(PreviewState(live=True), port) as server,
        preview_folder(settings.resolve().parent) as folder,
        BuildPool(settings, folder) as pool,
    ):
        pool.prepare()
        server.atelier = desk(settings.resolve(), pool, server.state, night, after_sending)
        follow(settings.resolve().parent, pool, server, end, browser)
    print("\nArrêté.")
    return 0


def desk(
    settings: Path, pool: BuildPool, state: PreviewState, night: Callable[[], str], after_sending: Callable[[], str]
) -> "Atelier":
    """The desk of the preview. Its slow imports are done here, while the first process of the pool does its own."""
    from plugins.desk.forms.workshop import Workshop
    from plugins.source import version
    from tooling.preview.atelier import Atelier
    from tooling.preview.typed_page import TypedPage

    content, theme = settings.parent / "content", settings.parent / "theme"
    workshop = Workshop(content, build_date, pool.kept, version.of_program(), theme)
    return Atelier(workshop, TypedPage(settings, state), night, after_sending)


def follow(
    root: Path, pool: BuildPool, server: PreviewServer, end: Ending, browser: Callable[[str], object] = str
) -> None:
    """Build at each change below ``root`` and show the result, until the ``end``."""
    folders, files = made_from(root)
    places = (*folders, *files)
    print("Construction du site…", flush=True)
    changed: list[Path] = []
    while not end.asked:
        known = watching.snapshot(places)  # before the build, so that a file saved meanwhile starts another build
        started = time.monotonic()
        output, mistakes = pool.build()
        if end.asked:
            return
        report(changed, root, mistakes, time.monotonic() - started)
        server.state.show(output, mistakes)
        if not server.started:
            announce(server)
            browser(server.address)
        pool.prepare()
        changed = watching.differences(known, watching.wait_for_change(places, known, until=lambda: end.asked))
        if not all(any(path.is_relative_to(root / name) for name in READ_BY_EACH_BUILD) for path in changed):
            pool.forget()


@contextlib.contextmanager
def preview_folder(root: Path) -> Iterator[Path]:
    """The folder in which the last preview was built; a temporary one, where that is in use or not writable."""
    with contextlib.ExitStack() as stack:
        folder = root / ".cache/serve"
        try:
            stack.enter_context(locked(folder / "lock", "serve"))
        except (Locked, OSError):
            folder = stack.enter_context(temporary_folder())
        yield folder


def announce(server: PreviewServer) -> None:
    """Start the server and print its address."""
    server.start()
    print(f"Le site est à l’adresse {server.address} (Ctrl-C pour arrêter).", flush=True)


def report(changed: list[Path], root: Path, mistakes: str, seconds: float) -> None:
    """Print the result of a build: the changed files, then the time it took or the mistakes."""
    if changed:
        print(f"{first_of([building.shown(path, root) for path in changed], 1)} : ", end="")
    if mistakes:
        print("à corriger", flush=True)
        print(mistakes, file=sys.stderr, flush=True)
    else:
        print(f"site prêt en {building.spoken_duration(seconds)}", flush=True)


def show(settings: Path, output: Path, port: int) -> int:
    """Build the site into ``output`` and show it unchanged at ``port``, until Ctrl-C; return the exit code.

    Raises PortTaken.
    """
    state = PreviewState(live=False)
    with served(state, port) as server:
        if code := building.build(settings, output):
            return code
        with ending() as end:
            state.show(output)
            announce(server)
            while not end.asked:
                time.sleep(watching.PAUSE)
    print("\nArrêté.")
    return 0


@contextlib.contextmanager
def ending() -> Iterator[Ending]:
    """Record SIGINT (Ctrl-C) and SIGTERM in what is yielded, instead of interrupting the work."""
    end = Ending()

    def ask(*_: object) -> None:
        end.asked = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield end
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def served(state: PreviewState, port: int) -> Iterator[PreviewServer]:
    """A server that holds the port; the body starts it once there is something to show, and it stops at the end.

    Raises PortTaken.
    """
    try:
        server = PreviewServer(state, port)
    except OSError as error:
        raise PortTaken(
            f"Le port {port} est déjà utilisé, sans doute par un autre aperçu resté ouvert. "
            f"Fermez-le, ou choisissez un autre numéro, par exemple : --port {port + 1}"
        ) from error
    try:
        yield server
    finally:
        server.stop()
