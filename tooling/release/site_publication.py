"""The steps by which ``publishing.py`` builds, checks and remembers the real site."""

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from plugins.base import findings
from plugins.base.cache import Cache
from plugins.base.findings import Finding
from plugins.base.typography import first_of
from plugins.model.site import Site
from tooling.commands import building, git
from tooling.commands.build_date import build_date
from tooling.commands.progress import TerminalProgress
from tooling.hosting import host_files, public_check
from tooling.hosting.precompression import precompressing
from tooling.release import checks, clock, gate, nights, published
from tooling.release.clock import Timestamp
from tooling.release.launch import Launch
from tooling.release.publishing import Steps
from tooling.release.release import Release

SHOWN: Final = 5
"""How many of the new addresses are printed."""


class SitePublication:
    """The ``Steps`` for the site with the public ``settings``; ``cache`` is the folder for results that take long."""

    def __init__(self, settings: Path, cache: Path, launch: Launch | None = None) -> None:
        self.root, self.launch = settings.resolve().parent, launch or Launch()
        self.website: str = self.launch.address or runpy.run_path(str(settings))["SITEURL"].rstrip("/")
        self._settings, self._cache, self._list = settings, Cache(cache), self.root / published.LIST
        self._release: Release | None = None

    @property
    def steps(self) -> Steps:
        return Steps(
            website=self.website,
            build=self.build,
            check=self.check,
            remember=self.remember,
            verify_public=self.verify_public,
            clock=self.clock,
            silence=self.silence,
            root=self.root,
            own_pages=self.own_pages,
        )

    @property
    def release(self) -> Release:
        """The release that ``build`` has made."""
        assert self._release
        return self._release

    def build(self, folder: Path) -> int:
        """Build into ``folder``, with the files for hosts and the file of the day; return the exit code."""
        read: list[Site] = []
        public: dict[str, Any] = {"TELL_SITE": read.append, "SITEURL": self.website, "LAUNCHED": self.launch.launched}
        if code := building.build(self._settings, folder, **public):
            return code
        (site,) = read
        self._release = Release(self.root / "content", site, self._list, folder, self.website, self._cache)
        redirections = published.all_redirections(site.redirections, self.release.addresses.lasting, self._list)
        host_files.write_host_files(folder, redirections, site.other_hosts)
        nights.write_day(folder, site.today)
        return 0

    @building.all_kept()
    def check(self, folder: Path) -> list[Finding]:
        """Compress the built site and return its faults; before the launch, print the questions that are left."""
        progress = TerminalProgress(sys.stderr)
        checks.read_all(self.release)
        with precompressing(folder, self._cache, progress) as finish:
            launched = self.launch.launched
            made = checks.CHECKS if launched else tuple(each for each in checks.CHECKS if each not in checks.WAITING)
            found = checks.check(self.release, made, finish_compressing=finish, progress=progress)
        if not launched:
            print(findings.as_questions([question for each in gate.WAITING for question in each(self.release)]), end="")
        return found

    def own_pages(self, commit: str) -> frozenset[str]:
        """The addresses of the pages whose own file differs from ``commit``; none where git does not know."""
        words = ("diff", "--name-only", "-z", "--end-of-options", commit, "--", "content")
        paths = (git.ask(self.root, *words) or "").split("\0")
        records = self.release.site.by_path
        found = (records.get(path.removeprefix("content/")) for path in paths)
        return frozenset(record.address.partition("#")[0] for record in found if record)

    def remember(self, folder: Path) -> None:
        if self.launch.launched and (new := published.remember(folder, self._list)):
            print(f"Adresses publiées pour la première fois : {first_of(new, SHOWN)}.")
            print(f"Elles sont notées dans {published.LIST.as_posix()} : envoyez aussi ce fichier avec votre travail.")

    def verify_public(self, folder: Path) -> None:
        print("Vérification de l’adresse publique…", flush=True)
        print("\n".join(public_check.verify(self.website, folder, self.release.site.redirections)))

    def silence(self) -> Callable[[], str]:
        return nights.ask_silence(self.website, build_date())

    def clock(self) -> Callable[[], Timestamp | None]:
        return clock.ask_time(self.website)
