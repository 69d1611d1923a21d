"""Publishes to a host that offers SFTP alone: one can neither run commands, nor take locks, nor copy files there.

A publication swaps the names of two folders. One has the name of the folder that the host shows; the other lies beside
it and receives the next publication, for which only the files that differ are sent. ``docs/publishing.md`` explains it.
"""

import contextlib
import json
import re
import secrets
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, Self

from plugins.base.identity import IDENTITY
from tooling.commands.build_date import now
from tooling.commands.program import COMMAND
from tooling.commands.temporary import temporary_folder
from tooling.targets.manifest import Manifest, names_told
from tooling.targets.origin import Origin, person
from tooling.targets.server_session import UNREACHABLE, WHOLE, unreachable
from tooling.targets.server_settings import Server
from tooling.targets.target import ConnectionLost, Earlier, Target, TargetRefused

LEASE: Final = 900
"""Seconds without a sign of life after which the publication of another computer counts as stopped."""
AT_ONCE: Final = 200
"""How many files are sent between two signs of life."""
AGAIN: Final = (1, 5, 25)
"""Seconds to wait before each new attempt, where the connection was lost during the switch."""
LONGEST: Final = 1800
"""The timeout of one connection, in seconds."""
_NOT_MADE = re.compile(r"(?:mkdir|create directory).*: (Permission denied|No such file or directory)")


@dataclass(frozen=True)
class StoredSite:
    """One of the two sites stored at the host: its number, its manifest, its origin.

    ``manifest`` is None for an incomplete site, whose upload has begun and not ended.
    """

    number: int
    manifest: Manifest | None
    origin: str = ""
    leftovers: tuple[str, ...] = ()
    """The files that may be in an incomplete site."""

    @classmethod
    def read(cls, kept: dict[str, Any] | None) -> "StoredSite | None":
        """The site that ``kept``, JSON data of the file « state », describes."""
        if kept is None:
            return None
        files = kept["files"]
        return cls(kept["number"], None if files is None else Manifest(files), kept["origin"], tuple(kept["leftovers"]))

    @property
    def kept(self) -> dict[str, Any]:
        """The site as JSON data, for the file « state » at the host."""
        files = dict(self.manifest.files) if self.manifest else None
        return {"number": self.number, "files": files, "origin": self.origin, "leftovers": self.leftovers}

    @property
    def paths(self) -> frozenset[str]:
        """The files that are in the site or, where it is incomplete, may be."""
        return frozenset(self.manifest.files if self.manifest else self.leftovers)


class SftpTarget(Target):
    """One host and folder; ``server.folder`` is the folder that the web server shows."""

    word = "sftp"
    serves_public = True
    at_once = True

    def __init__(self, server: Server) -> None:
        self.server, self.name = server, f"l’hébergeur {server.host}"
        self._folder = PurePosixPath(server.folder)
        self._aside = str(self._folder.parent / f".{IDENTITY.key}")  # our folder, beside the one that is shown
        self._token, self._since = secrets.token_hex(8), ""
        self._there: frozenset[str] | None = None  # the names in the folder that is shown; None: it does not exist
        self._names = frozenset[str]()  # the names in our folder
        self._before = ""  # the name in our folder of what was shown before the first publication
        self._shown: StoredSite | None = None
        self._other: StoredSite | None = None

    # a connection

    def _do(self, *lines: str) -> str:
        """Run commands of sftp in one connection; return what it prints. A command that begins with « - » may fail.

        Raises ConnectionLost for any failure.
        """
        words = [word for word in self.server.ssh[1:] if word != "-T"]
        words[words.index("-p")] = "-P"
        command = ["sftp", "-b", "-", *words, self.server.address]
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
            raise ConnectionLost(f"{self.server.host} ne répond plus.\n{WHOLE}") from None
        if done.returncode == UNREACHABLE:
            raise ConnectionLost(unreachable(self.server, done.stderr), done.stderr)
        if done.returncode:
            said = f"{self.server.host} a refusé une opération, ou la connexion s’est coupée."
            raise ConnectionLost(f"{said}\n{WHOLE}", done.stderr)
        return done.stdout

    def _read(self, *names: str) -> tuple[dict[str, dict[str, Any]], frozenset[str]]:
        """The JSON data of files in our folder at the host, by name, and the names of everything in that folder.

        Makes our folder where it is missing, and sets ``_there``. Raises TargetRefused.
        """
        read: dict[str, dict[str, Any]] = {}
        with temporary_folder() as folder:
            gets = (f"-get {_quoted(f'{self._aside}/{name}')} {_quoted(folder / name)}" for name in names)
            lists = (f"ls -1 {_quoted(self._aside)}", f"-ls -1a {_quoted(self._folder)}")
            try:
                listed = self._do(f"-mkdir {_quoted(self._aside)}", *gets, *lists)
            except ConnectionLost as lost:
                raise self._unusable(lost) from None
            for name in names:
                with contextlib.suppress(OSError, ValueError):
                    read[name] = json.loads((folder / name).read_text("utf-8"))
        self._there = _names(listed, self._folder)
        return read, _names(listed, PurePosixPath(self._aside)) or frozenset()

    def _unusable(self, lost: ConnectionLost) -> TargetRefused:
        """The reason why our folder could not be made beside the one that is shown; ``lost`` where it is not known."""
        host, folder, above = self.server.host, self._folder, self._folder.parent
        match found := _NOT_MADE.search(lost.said):
            case None:
                return lost
            case _ if found[1].startswith("No such"):
                return TargetRefused(
                    f"Le dossier {above} n’existe pas chez {host} → comparez {folder} à ce que l’hébergeur vous a "
                    "donné, puis relancez la mise en route.",
                    lost.said,
                )
        if _names(self._do(f"-ls -1a {_quoted(folder)}"), folder) is None:
            return TargetRefused(
                f"Le dossier {folder} n’existe pas chez {host}, et votre compte ne peut pas le créer → comparez-le à "
                "ce que l’hébergeur vous a donné, puis relancez la mise en route.",
                lost.said,
            )
        return TargetRefused(
            f"Chez {host}, votre compte ne peut rien écrire dans {above}, à côté de {folder} : le site ne pourrait pas "
            "y être remplacé en une fois.\n"
            f"→ Demandez à l’hébergeur de montrer {folder / 'site'} au lieu de {folder}, et donnez {folder / 'site'} "
            "comme dossier du site.",
            lost.said,
        )

    def _write(self, kept: dict[str, dict[str, Any]], *lines: str) -> None:
        """Write JSON files into our folder at the host, each whole or not at all, then run the commands ``lines``."""
        puts: list[str] = []
        with temporary_folder() as folder:
            for name, value in kept.items():
                file, new = folder / name, f"{self._aside}/{name}.{self._token}"
                file.write_text(json.dumps(value), "utf-8")
                puts += [f"put {_quoted(file)} {_quoted(new)}", _moved(new, f"{self._aside}/{name}")]
            self._do(*puts, *lines)

    # one publication

    def __enter__(self) -> Self:
        if not shutil.which("sftp"):
            raise TargetRefused("Le programme « sftp » manque sur cet ordinateur → installez OpenSSH.")
        read, names = self._read("holder", "state")
        if not self._is_of_this_folder(read.get("state"), names):
            self._aside = f"{self._aside}-{self._folder.name}"
            read, names = self._read("holder", "state")
        self._hold(read.get("holder"))
        try:
            if "switching" in names:
                self._finish_switch(names)
                print(
                    "La publication d’avant s’est arrêtée pendant l’échange : le site est de nouveau entier.",
                    flush=True,
                )
                read, names = self._read("state")
            state = read.get("state", {"shown": None, "other": None})
            self._shown, self._other = (StoredSite.read(state[name]) for name in ("shown", "other"))
            self._before, self._names = state.get("before", ""), names
        except BaseException:
            self._release()
            raise
        return self

    def _is_of_this_folder(self, state: dict[str, Any] | None, names: frozenset[str]) -> bool:
        """Whether the ``state`` at the host is about our site's folder, not another one there, such as a misspelt one.

        Earlier versions did not record the name of the folder: then it must hold most top-level names of their site.
        """
        if state is None:
            return True
        if "folder" in state:
            return bool(state["folder"] == self._folder.name)
        shown = StoredSite.read(state["shown"])
        if not (shown and shown.manifest) or "switching" in names:
            return True
        tops = {PurePosixPath(path).parts[0] for path in shown.manifest.files}
        return 2 * len(tops & (self._there or frozenset())) > len(tops)

    def _hold(self, held: dict[str, Any] | None) -> None:
        """Sign the file « holder », whose data are ``held``. Raises TargetRefused where somebody else publishes now."""
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
        """The file « holder » as a sign of life of this publication."""
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

    def remark(self) -> str:
        if self._there is not None:
            return ""
        return (
            f"Le dossier {self._folder} n’existe pas encore chez {self.server.host} : la première publication le crée. "
            "Est-ce bien celui que l’hébergeur montre ?"
        )

    def doubt(self) -> str:
        if self._shown or not self._there:
            return ""
        count = len(self._there)
        what = (
            f"{count} fichiers ou dossiers que ce site n’y a pas mis" if count > 1 else "ce que ce site n’y a pas mis"
        )
        return (
            f"{self._folder}, chez {self.server.host}, contient {what} : {names_told(self._there)}.\n"
            "Ce site prendra toute la place : cela ne sera plus en ligne. Rien n’est effacé : tout est gardé chez "
            f"l’hébergeur, dans {self._aside}/{self._kept_as}.\n"
            f"Tout revient avec « {COMMAND} annuler-publication », tant qu’il n’y a qu’une publication ; ensuite, par "
            "l’hébergeur.\n"
            "Si quelqu’un s’en sert (un webmail, un document), ne publiez pas : demandez à l’hébergeur un autre "
            "dossier pour ce site."
        )

    @property
    def _kept_as(self) -> str:
        """A free name in our folder, for what the site's folder held before the first publication."""
        free = ("before", *(f"before-{number}" for number in range(2, len(self._names) + 3)))
        return next(name for name in free if name not in self._names)

    def _set_aside(self, name: str) -> None:
        """Rename a folder in ours that holds files of no publication, so that it is kept for good."""
        kept = self._kept_as
        self._do(f"rename {_quoted(f'{self._aside}/{name}')} {_quoted(f'{self._aside}/{kept}')}")
        self._names |= {kept}
        self._before = self._before or kept

    def upload(self, site: Path, manifest: Manifest, origin: Origin) -> None:
        """Turn the other site into the new one, in a new folder where the old one holds files of no publication."""
        if "other" in self._names and not self._other:  # left by earlier versions
            self._set_aside("other")
        if self._fill(site, manifest, origin):
            self._set_aside("next")
            self._other = None
            self._fill(site, manifest, origin)

    def _fill(self, site: Path, manifest: Manifest, origin: Origin) -> bool:
        """Send the files that differ, remove those that are gone, compare the sizes.

        Return whether the folder holds more than the site.
        """
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
        if self._compare(site, listed, files):
            return True
        self._other = StoredSite(number, manifest, str(origin))
        self._write(self._state(self._shown, self._other))
        return False

    def _compare(self, site: Path, listed: str, files: Iterable[str]) -> bool:
        """Whether the listing of the folder has more files than the site.

        Raises TargetRefused where a file of the site is missing there, or has another size.
        """
        rows = [line.split() for line in listed.split("\n") if line.startswith("-")]
        there = Counter((PurePosixPath(row[-1]).name, int(row[4])) for row in rows if len(row) > 8)
        wanted = Counter((PurePosixPath(path).name, (site / path).stat().st_size) for path in files)
        if wanted - there:
            raise TargetRefused(f"Ce qui est arrivé chez {self.server.host} n’est pas complet.\n{WHOLE}")
        return there != wanted

    def _state(self, shown: StoredSite | None, other: StoredSite | None) -> dict[str, dict[str, Any]]:
        sites = {"shown": shown and shown.kept, "other": other and other.kept}
        return {"state": {"folder": self._folder.name, "before": self._before, **sites}}

    @property
    def _recycled(self) -> str:
        """The command that makes the other site's folder that of the next publication."""
        return f"-rename {_quoted(f'{self._aside}/other')} {_quoted(f'{self._aside}/next')}"

    def switch(self) -> str:
        new = self._other
        assert new
        self._exchange(new, "next")
        return f"la publication nº {new.number}"

    def _exchange(self, new: StoredSite | None, source: str) -> None:
        """Show the site ``new``, which is in our folder as ``source``.

        ``new`` is None for what was shown before the first publication. Raises TargetRefused.
        """
        old = self._shown
        held = self._read("holder")[0].get("holder")
        if held and held["token"] != self._token:  # this publication gave no sign of life for longer than LEASE
            raise TargetRefused(
                f"Une autre publication a commencé sur {self.server.host}. Rien n’a changé → recommencez."
            )
        if not new:
            self._before = ""
        elif not old and self._there:
            self._before = self._kept_as
        to = "other" if old else self._before or self._kept_as
        record = self._state(new, old)["state"] | {"source": source, "to": to}
        try:
            self._write({"switching": record}, *self._renames(source, to))
        except ConnectionLost:
            if not self._is_shown_after_all(new):
                raise
        self._shown, self._other = new, old

    def _is_shown_after_all(self, new: StoredSite | None) -> bool:
        """Complete a switch whose connection was lost; return whether ``new`` is shown now."""
        for pause in AGAIN:
            time.sleep(pause)
            with contextlib.suppress(ConnectionLost):
                read, names = self._read("state")
                if "switching" in names:
                    self._finish_switch(names)
                    return True
                shown = StoredSite.read(read.get("state", {"shown": None})["shown"])
                return (shown and shown.number) == (new and new.number)
        return False

    def _renames(self, source: str, to: str) -> tuple[str, ...]:
        """The commands of a switch. Between the first two, for the time of one answer, no site is shown."""
        shown, leaving = _quoted(self._folder), _quoted(f"{self._aside}/leaving")
        return (
            f"-rename {shown} {leaving}",
            f"rename {_quoted(f'{self._aside}/{source}')} {shown}",
            *(() if to == "other" else (f"-rmdir {leaving}",)),  # removes an empty folder, which is not worth keeping
            f"-rename {leaving} {_quoted(f'{self._aside}/{to}')}",
            _moved(f"{self._aside}/switching", f"{self._aside}/state"),
        )

    def _finish_switch(self, names: frozenset[str]) -> None:
        """Complete a switch that was killed, from the file « switching » at the host."""
        record = self._read("switching")[0].get("switching", {"other": True})
        source = record.get("source", "next")  # earlier versions wrote neither « source » nor « to »
        to = record.get("to") or ("other" if record["other"] else "before")
        done = ("leaving" in names) if source in names else 2
        self._do(*self._renames(source, to)[done:])

    def earlier(self) -> Earlier:
        if self._shown and self._other and self._other.manifest:
            return Earlier(self._other.manifest, Origin.read(self._other.origin))
        if self._is_first:
            return Earlier(Manifest(), None, self._content_before)
        kept = f"\nCe que {self._folder} contenait avant la première est gardé dans {self._aside}/{self._before}."
        raise TargetRefused(
            f"Il n’y a pas de publication précédente chez {self.server.host}.{kept if self._before else ''}"
        )

    @property
    def _is_first(self) -> bool:
        """Whether the first publication is shown, and what was shown before it is kept and can be shown again."""
        return bool(self._shown and not self._other and self._before in self._names - {"", "other"})

    @property
    def _content_before(self) -> str:
        return f"ce que {self._folder} contenait avant la première publication"

    def rollback(self) -> str:
        self.earlier()
        if self._is_first:
            self._exchange(None, self._before)
            return self._content_before
        self._do(self._recycled)
        return self.switch()


def _names(listed: str, folder: PurePosixPath) -> frozenset[str] | None:
    """The names in ``folder``, from what sftp's « ls » ``listed``; None where the folder does not exist."""
    paths = [PurePosixPath(line.strip()) for line in listed.split("\n")]
    if not any(folder in (path, path.parent) for path in paths):
        return None
    return frozenset(path.name for path in paths if path.parent == folder) - {".", ".."}


def _quoted(path: object) -> str:
    """A path, quoted for a command of sftp."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _moved(new: str, old: str) -> str:
    """The command that replaces the file ``old`` by ``new``, in one step where the server can (OpenSSH does)."""
    return f"rename {_quoted(new)} {_quoted(old)}"
