"""Publishes to a host that takes files over SFTP alone: it runs no command, has no lock and no copies of its own.

Two sites change places by their names: the one that is shown has the name of the host's folder, the other one lies
beside it and receives the next publication, in which only what differs is sent. ``docs/publishing.md`` explains it.
"""

import contextlib
import json
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final, Self

from plugins.base.identity import IDENTITY
from tooling.commands.build_date import now
from tooling.targets.manifest import Manifest
from tooling.targets.origin import Origin, person
from tooling.targets.server_session import UNREACHABLE, unreachable
from tooling.targets.server_settings import Server
from tooling.targets.target import ConnectionLost, Earlier, TargetRefused

LEASE: Final = 900
"""Seconds after its last sign of life that a publication of another computer counts as stopped."""
AT_ONCE: Final = 200
"""How many files are sent between two signs of life."""
AGAIN: Final = (1, 5, 25)
"""Seconds before each new connection, where one was lost while the sites change places."""
LONGEST: Final = 1800
"""The timeout of one connection, in seconds."""


@dataclass(frozen=True)
class StoredSite:
    """One of the two sites at the host: its number, its files, where it comes from; None for what is not whole."""

    number: int
    manifest: Manifest | None
    origin: str = ""
    leftovers: tuple[str, ...] = ()
    """Of one that is not whole: the files that may be in it."""

    @classmethod
    def read(cls, kept: dict[str, Any] | None) -> "StoredSite | None":
        """The one that ``kept`` tells of."""
        if kept is None:
            return None
        files = kept["files"]
        return cls(kept["number"], None if files is None else Manifest(files), kept["origin"], tuple(kept["leftovers"]))

    @property
    def kept(self) -> dict[str, Any]:
        """What a file tells of it."""
        files = dict(self.manifest.files) if self.manifest else None
        return {"number": self.number, "files": files, "origin": self.origin, "leftovers": self.leftovers}

    @property
    def paths(self) -> frozenset[str]:
        """The files that are in it, or may be."""
        return frozenset(self.manifest.files if self.manifest else self.leftovers)


class SftpTarget:
    """One host and folder; ``server.folder`` is the one that the web server shows."""

    word = "sftp"
    serves_public = True
    at_once = True

    def __init__(self, server: Server) -> None:
        self.server, self.name = server, f"l’hébergeur {server.host}"
        self._aside = f"{PurePosixPath(server.folder).parent}/.{IDENTITY.key}".replace("//", "/")
        self._token, self._since = secrets.token_hex(8), ""
        self._shown: StoredSite | None = None
        self._other: StoredSite | None = None

    # a connection

    def _do(self, *lines: str) -> str:
        """Run the commands of sftp, one after the other; one that begins with « - » may fail. Raises TargetRefused."""
        words = [word for word in self.server.ssh[1:] if word != "-T"]
        words[words.index("-p")] = "-P"
        command = ["sftp", "-q", "-b", "-", *words, self.server.address]
        try:
            done = subprocess.run(
                command,
                input="\n".join((*lines, "")),
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ConnectionLost(f"{self.server.host} ne répond plus.\n{_WHOLE}") from None
        if done.returncode == UNREACHABLE:
            raise ConnectionLost(f"{unreachable(self.server, done.stderr)}\n{_WHOLE}", done.stderr)
        if done.returncode:
            said = f"{self.server.host} a refusé une opération, ou la connexion s’est coupée."
            raise ConnectionLost(f"{said}\n{_WHOLE}", done.stderr)
        return done.stdout

    def _read(self, *names: str) -> tuple[dict[str, dict[str, Any]], frozenset[str]]:
        """What files of ours tell at the host, by their names, and the names of all that lies beside them."""
        read: dict[str, dict[str, Any]] = {}
        with tempfile.TemporaryDirectory(prefix=f"{IDENTITY.key}-") as folder:
            gets = (f"-get {_quoted(f'{self._aside}/{name}')} {_quoted(Path(folder, name))}" for name in names)
            listed = self._do(f"-mkdir {_quoted(self._aside)}", *gets, f"ls -1 {_quoted(self._aside)}")
            for name in names:
                with contextlib.suppress(OSError, ValueError):
                    read[name] = json.loads(Path(folder, name).read_text("utf-8"))
        return read, frozenset(PurePosixPath(line.strip()).name for line in listed.split("\n"))

    def _write(self, kept: dict[str, dict[str, Any]], *lines: str) -> None:
        """Write files of ours at the host, each whole or not at all, then run commands."""
        puts: list[str] = []
        with tempfile.TemporaryDirectory(prefix=f"{IDENTITY.key}-") as folder:
            for name, value in kept.items():
                file, new = Path(folder, name), f"{self._aside}/{name}.{self._token}"
                file.write_text(json.dumps(value), "utf-8")
                puts += [f"put {_quoted(file)} {_quoted(new)}", _moved(new, f"{self._aside}/{name}")]
            self._do(*puts, *lines)

    # one publication

    def __enter__(self) -> Self:
        if not shutil.which("sftp"):
            raise TargetRefused("Le programme « sftp » manque sur cet ordinateur → installez OpenSSH.")
        read, names = self._read("holder", "state")
        self._hold(read.get("holder"))
        try:
            if "switching" in names:
                self._finish_switch(names)
                print(
                    "La publication d’avant s’est arrêtée pendant l’échange : le site est de nouveau entier.",
                    flush=True,
                )
                read, _ = self._read("state")
            state = read.get("state", {"shown": None, "other": None})
            self._shown, self._other = (StoredSite.read(state[name]) for name in ("shown", "other"))
        except BaseException:
            self._release()
            raise
        return self

    def _hold(self, held: dict[str, Any] | None) -> None:
        if held and held["who"] != person() and time.time() - held["alive"] < LEASE:
            raise TargetRefused(
                f"Une autre publication est en cours sur {self.server.host} ({held['who']}, depuis {held['since']}).\n"
                "Rien n’a changé. Attendez qu’elle finisse ; si elle a été arrêtée en chemin, un quart d’heure. Puis "
                "recommencez."
            )
        self._since = f"{now():%d/%m/%Y à %H:%M}"
        self._write(self._alive)

    @property
    def _alive(self) -> dict[str, dict[str, Any]]:
        """A sign of life."""
        return {"holder": {"who": person(), "since": self._since, "alive": time.time(), "token": self._token}}

    def _release(self) -> None:
        with contextlib.suppress(TargetRefused):
            self._do(f"-rm {_quoted(f'{self._aside}/holder')}")

    def __exit__(self, *_: object) -> None:
        self._release()

    def published(self) -> Manifest:
        return (self._shown.manifest if self._shown else None) or Manifest()

    def origin(self) -> Origin | None:
        return Origin.read(self._shown.origin) if self._shown else None

    def clock(self) -> datetime | None:
        return None

    def upload(self, site: Path, manifest: Manifest, origin: Origin) -> None:
        """Make the other site the new one: what differs is sent, what is gone is removed, sizes are compared."""
        before = self._other
        number = max([0, *(each.number for each in (self._shown, before) if each)]) + 1
        there = before.paths if before else frozenset[str]()
        known = before.manifest.files if before and before.manifest else {}
        files = manifest.files
        unsure = StoredSite(number, None, leftovers=tuple(sorted({*there, *files})))
        place = f"{self._aside}/next"
        folders = sorted({str(above) for path in files for above in PurePosixPath(path).parents if str(above) != "."})
        made = (f"-mkdir {_quoted(f'{place}/{folder}'.removesuffix('/'))}" for folder in ("", *folders))
        self._write(self._state(self._shown, unsure), self._recycled, *made)
        sent = [path for path in sorted(files) if known.get(path) != files[path]]
        for start in range(0, len(sent), AT_ONCE):
            chunk = sent[start : start + AT_ONCE]
            self._write(self._alive, *(f"put {_quoted(site / path)} {_quoted(f'{place}/{path}')}" for path in chunk))
        gone = tuple(f"-rm {_quoted(f'{place}/{path}')}" for path in sorted(there - files.keys()))
        listed = self._do(*gone, *(f"ls -lna {_quoted(f'{place}/{folder}')}" for folder in (".", *folders)))
        self._compare(site, listed, files)
        self._other = StoredSite(number, manifest, str(origin))
        self._write(self._state(self._shown, self._other))

    def _compare(self, site: Path, listed: str, files: Iterable[str]) -> None:
        """Raises TargetRefused where a file of the site is not there in its whole length."""
        rows = [line.split() for line in listed.split("\n") if line.startswith("-")]
        there = sorted((PurePosixPath(row[-1]).name, int(row[4])) for row in rows if len(row) > 8)
        wanted = sorted((PurePosixPath(path).name, (site / path).stat().st_size) for path in files)
        if there != wanted:
            raise TargetRefused(f"Ce qui est arrivé chez {self.server.host} n’est pas complet.\n{_WHOLE}")

    @staticmethod
    def _state(shown: StoredSite | None, other: StoredSite | None) -> dict[str, dict[str, Any]]:
        return {"state": {"shown": shown and shown.kept, "other": other and other.kept}}

    @property
    def _recycled(self) -> str:
        return f"-rename {_quoted(f'{self._aside}/other')} {_quoted(f'{self._aside}/next')}"

    def switch(self) -> str:
        new, old = self._other, self._shown
        assert new
        held = self._read("holder")[0].get("holder")
        if held and held["token"] != self._token:  # this one has given no sign of life for too long
            raise TargetRefused(
                f"Une autre publication a commencé sur {self.server.host}. Rien n’a changé → recommencez."
            )
        try:
            self._write({"switching": self._state(new, old)["state"]}, *self._renames())
        except ConnectionLost:
            if not self._is_shown_after_all(new):
                raise
        self._shown, self._other = new, old
        return f"la publication nº {new.number}"

    def _is_shown_after_all(self, new: StoredSite) -> bool:
        """Bring a switch whose connection was lost to its end, at once: whether it had begun."""
        for pause in AGAIN:
            time.sleep(pause)
            with contextlib.suppress(ConnectionLost):
                read, names = self._read("state")
                if "switching" in names:
                    self._finish_switch(names)
                    return True
                shown = StoredSite.read(read.get("state", {"shown": None})["shown"])
                return bool(shown and shown.number == new.number)
        return False

    def _renames(self) -> tuple[str, ...]:
        """The sites change places: between the first two lines, the time of one answer, there is none."""
        shown, leaving = _quoted(self.server.folder), _quoted(f"{self._aside}/leaving")
        return (
            f"-rename {shown} {leaving}",
            f"rename {_quoted(f'{self._aside}/next')} {shown}",
            f"-rename {leaving} {_quoted(f'{self._aside}/other')}",
            _moved(f"{self._aside}/switching", f"{self._aside}/state"),
        )

    def _finish_switch(self, names: frozenset[str]) -> None:
        """Bring a switch that was killed to its end."""
        done = ("leaving" in names) if "next" in names else 2
        self._do(*self._renames()[done:])

    def earlier(self) -> Earlier:
        if not (self._shown and self._other and self._other.manifest):
            raise TargetRefused(f"Il n’y a pas de publication précédente chez {self.server.host}.")
        return Earlier(self._other.manifest, Origin.read(self._other.origin))

    def rollback(self) -> str:
        self.earlier()
        self._do(self._recycled)
        return self.switch()


_WHOLE: Final = "Le site en ligne est entier : l’ancien ou le nouveau. Recommencez."


def _quoted(path: object) -> str:
    """A path as a command of sftp takes it."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _moved(new: str, old: str) -> str:
    """The command that gives one file the name of another, in one step where the server can (OpenSSH does)."""
    return f"rename {_quoted(new)} {_quoted(old)}"
