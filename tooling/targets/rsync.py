"""Publishes to a server over ssh and rsync: a folder for each release, and a link to the one shown.

``server_session.sh`` is the script that runs on the server; ``docs/publishing.md`` explains it.
"""

import contextlib
import re
import secrets
import shlex
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from plugins.base.identity import IDENTITY
from tooling.commands.build_date import now
from tooling.commands.temporary import temporary_folder
from tooling.targets.manifest import Manifest
from tooling.targets.origin import Origin, person
from tooling.targets.server_session import ServerSession
from tooling.targets.server_settings import Server
from tooling.targets.target import Earlier, Target, TargetRefused

RELEASES_KEPT: Final = 5
"""How many releases are kept on the server, including the one shown."""
_RELEASE = re.compile(r"(\d{4,})-(\d{4})-(\d\d)-(\d\d)-(\d\d)h(\d\d)")


class RsyncTarget(Target):
    """One server and folder, locked by a session during one publication.

    Files of others in the folder are left alone.
    """

    word = "rsync"
    serves_public = True
    at_once = True

    def __init__(self, server: Server) -> None:
        self.server, self.name = server, f"le serveur {server.host}"
        self._incoming = ""

    def __enter__(self) -> Self:
        for tool in ("ssh", "rsync"):
            if not shutil.which(tool):
                raise TargetRefused(f"Le programme « {tool} » manque sur cet ordinateur → installez-le.")
        self._now = now()
        self._session = ServerSession(self.server, f"{person()}, le {self._now:%d/%m/%Y à %H:%M}")
        try:
            self._look()
        except BaseException:
            self._session.close()
            raise
        return self

    def _look(self) -> None:
        """Ask the server for its time, its releases (kept oldest first) and the release shown. Raises TargetRefused."""
        moment, shown, *names = self._session.ask("state")
        self._clock = datetime.fromtimestamp(int(moment), IDENTITY.zone)
        found = _RELEASE.search(shown)
        self.current = found[0] if found else ""
        self.releases = sorted((name for name in names if _RELEASE.fullmatch(name)), key=_number)
        if shown == "no-link":
            raise TargetRefused(
                f"Sur {self.server.host}, {self.server.folder}/current n’est pas de ce site, et une publication n’y "
                "touche pas.\nRien n’a changé → donnez-lui un autre nom, ou choisissez un autre dossier, puis "
                "recommencez."
            )
        if shown != "none" and self.current not in self.releases:
            raise TargetRefused(
                f"Sur {self.server.host}, {self.server.folder}/current mène à « {shown} », qui n’est pas une "
                "publication → retirez ce lien, puis recommencez."
            )

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def published(self) -> Manifest:
        return self._manifest(self.current) if self.current else Manifest()

    def origin(self) -> Origin | None:
        return self._origin(self.current) if self.current else None

    def _manifest(self, release: str) -> Manifest:
        return Manifest.read(self._session.ask("manifest", release))

    def _origin(self, release: str) -> Origin | None:
        return Origin.read("\n".join(self._session.ask("origin", release)))

    def clock(self) -> datetime | None:
        return self._clock

    def upload(self, site: Path, manifest: Manifest, origin: Origin) -> None:
        """Send the files that differ; the server links the rest from the release shown, then checks every checksum."""
        release = f"{_number(self.releases[-1]) + 1 if self.releases else 1:04}-{self._now:%Y-%m-%d-%Hh%M}"
        token = secrets.token_hex(8)
        self._session.ask("begin", release, token)
        with temporary_folder() as folder:
            (folder / "manifest").write_text(str(manifest), "utf-8", newline="\n")
            (folder / "origin").write_text(f"{origin}\n", "utf-8", newline="\n")
            (folder / "site").symlink_to(site.resolve())
            self._rsync(folder, token)
        self._session.ask("accept", release, token)
        self._incoming = release

    def _rsync(self, release: Path, token: str) -> None:
        # By checksum, not by time: a build writes every file anew, but the same bytes keep their date on the server.
        options = ["--recursive", "--copy-dirlinks", "--checksum", "--perms", "--chmod=D755,F644", "--timeout=60"]
        if self.current:
            options.append(f"--link-dest=../{self.current}")
        where = f"{self.server.address}:{self.server.folder}/releases/.incoming-{token}/"
        command = ["rsync", *options, "-e", shlex.join(self.server.ssh), f"{release.as_posix()}/", where]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            raise TargetRefused(
                f"L’envoi vers {self.server.host} s’est arrêté (rsync, code {done.returncode}).\n"
                "Le site en ligne n’a pas changé. Recommencez.",
                done.stderr,
            )

    def switch(self) -> str:
        before, new = self.current, self._incoming
        # Releases newer than the one shown were undone or never shown: ``rollback`` must not lead to them.
        given_up = [release for release in self.releases if not before or _number(release) > _number(before)]
        for release in given_up:
            self._session.ask("remove", release)
        self._session.ask("switch", new)
        with contextlib.suppress(TargetRefused):  # the new site is public; the next publication removes the rest
            for release in [release for release in self.releases if release not in given_up][: 1 - RELEASES_KEPT]:
                self._session.ask("remove", release)
        return spoken_release(new)

    def earlier(self) -> Earlier:
        release = self._earlier()
        return Earlier(self._manifest(release), self._origin(release))

    def _earlier(self) -> str:
        earlier = [release for release in self.releases if self.current and _number(release) < _number(self.current)]
        if not earlier:
            raise TargetRefused(f"Il n’y a pas de publication plus ancienne sur {self.server.host}.")
        return earlier[-1]

    def rollback(self) -> str:
        release = self._earlier()
        self._session.ask("switch", release)
        return spoken_release(release)


def _number(release: str) -> int:
    """The number at the start of a release's name, which counts the publications."""
    return int(release.partition("-")[0])


def spoken_release(release: str) -> str:
    """« la publication nº 12, du 24/11/2026 à 03:15 »."""
    rank, year, month, day, hour, minute = re.findall(r"\d+", release)
    return f"la publication nº {int(rank)}, du {day}/{month}/{year} à {hour}:{minute}"
