"""Publishes into a folder, public/, from which GitHub Pages, GitLab Pages or another host takes the site.

The site published before is kept on the same disk.
"""

import hashlib
import shutil
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Final, Self

from plugins.base.cache import write_whole
from plugins.base.typography import capital
from tooling.targets.atomic_swap import swap
from tooling.targets.manifest import Manifest, names_told
from tooling.targets.origin import Origin
from tooling.targets.target import Earlier, Target, TargetRefused

REMEMBERED: Final = 5
"""How many origins of sites are kept; two are needed, that of the folder and that of the previous site."""


class FolderTarget(Target):
    """A public ``folder``, replaced as a whole; ``aside``, on the same disk, holds the next and the previous site.

    ``serves_public``: whether a host takes the folder and shows it, as GitHub Pages and GitLab Pages do.

    A killed publication is completed by the next one (``__enter__``). ``previous`` only holds a site that was public.
    """

    word = "dossier"
    at_once = False

    def __init__(self, folder: Path, aside: Path, *, serves_public: bool = False) -> None:
        self.folder, self.name, self.serves_public = folder, f"le dossier {folder.name}", serves_public
        self.previous, self._next = aside / "previous", aside / "next"
        self._leaving, self._spare = aside / "leaving", aside / "spare"
        self._whole = aside / "whole"  # the manifest of the site in _next, written once all its files are there
        self._origins = aside / "origins"  # a line for each site: the checksum of its manifest, and its origin
        self._shown = Manifest()

    def __enter__(self) -> Self:
        if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
            raise TargetRefused(
                f"{self.folder} n’est pas un vrai dossier, mais un lien ou un fichier : il ne peut pas être remplacé "
                "en une fois.\nRien n’a changé. Renommez-le ou effacez-le, puis recommencez."
            )
        self.previous.parent.mkdir(parents=True, exist_ok=True)
        if self._spare.exists():  # killed where the system cannot swap folders
            if self.folder.exists():
                self._keep(self._spare)
            else:
                self._spare.rename(self.folder)
        if self._next.exists() and self._whole.exists() and self._whole.read_text("utf-8") == str(self.published()):
            self._keep(self._next)  # killed just after the swap: this is the previous site
        for leftover in (self._next, self._leaving):
            shutil.rmtree(leftover, ignore_errors=True)
        return self

    def published(self) -> Manifest:
        self._shown = Manifest.of(self.folder)
        return self._shown

    def origin(self) -> Origin | None:
        return self._origin(self._shown)

    def _origin(self, manifest: Manifest) -> Origin | None:
        return Origin.read(self._known().get(_checksum(manifest), ""))

    def doubt(self) -> str:
        if self._known() or not self._shown.files:
            return ""
        told = names_told({PurePosixPath(path).parts[0] for path in self._shown.files})
        return (
            f"{capital(self.name)} contient ce que ce site n’y a pas mis : {told}.\n"
            f"Ce site prendra toute la place. Rien n’est effacé : tout est gardé sur cet ordinateur, dans "
            f"{self.previous}, puis, à la publication suivante, dans {self._kept_as}."
        )

    @property
    def _kept_as(self) -> Path:
        """A free path, for what the folder held that no publication put there."""
        names = chain(["before"], (f"before-{number}" for number in count(2)))
        return next(place for name in names if not (place := self.previous.with_name(name)).exists())

    def _known(self) -> dict[str, str]:
        lines = self._origins.read_text("utf-8").splitlines() if self._origins.is_file() else []
        return dict(line.split(" ", 1) for line in lines if " " in line)

    def upload(self, site: Path, manifest: Manifest, origin: Origin) -> None:
        self._whole.unlink(missing_ok=True)
        shutil.copytree(site, self._next)
        for each in (self._next, *self._next.rglob("*")):  # readable for a web server, whatever the umask
            each.chmod(0o755 if each.is_dir() else 0o644)
        if Manifest.of(self._next) != manifest:
            raise TargetRefused(f"La copie dans {self._next} n’est pas complète → vérifiez la place sur le disque.")
        self._whole.write_text(str(manifest), "utf-8", newline="\n")
        # Keyed by checksum, not by folder: the sites change folders, and a publication may be killed meanwhile.
        known = self._known()
        known.pop(_checksum(manifest), None)
        lines = [*known.items(), (_checksum(manifest), str(origin))][-REMEMBERED:]
        write_whole(self._origins, "".join(f"{checksum} {each}\n" for checksum, each in lines).encode())

    def switch(self) -> str:
        if self.folder.exists():
            self._show(self._next)
        else:
            self._next.rename(self.folder)
        return self.name

    def earlier(self) -> Earlier:
        if not (self.previous.is_dir() and self.folder.is_dir()):
            raise TargetRefused("Il n’y a pas de publication précédente dans ce dossier.")
        manifest = Manifest.of(self.previous)
        return Earlier(
            manifest, origin := self._origin(manifest), "" if origin else f"ce que {self.name} contenait avant"
        )

    def rollback(self) -> str:
        self.earlier()
        self._show(self.previous)
        return f"{self.name}, tel qu’il était avant"

    def _show(self, site: Path) -> None:
        """Make ``site`` the public folder, and the public folder the previous one."""
        if swap(site, self.folder):
            last = site
        else:
            # Windows: between these two steps there is no folder; if killed there, the next run restores the old site.
            last = self.folder.rename(self._spare)
            try:
                site.rename(self.folder)
            except BaseException:
                last.rename(self.folder)
                raise
        if last != self.previous:
            self._keep(last)

    def _keep(self, last: Path) -> None:
        """Make ``last`` the previous site; the site that was so far is renamed first, and deleted last.

        What no publication put into the folder is never deleted.
        """
        if self.previous.exists() and not self._origin(Manifest.of(self.previous)):
            self.previous.rename(self._kept_as)
        elif self.previous.exists():
            shutil.rmtree(self._leaving, ignore_errors=True)
            self.previous.rename(self._leaving)
        last.rename(self.previous)
        shutil.rmtree(self._leaving, ignore_errors=True)


def _checksum(manifest: Manifest) -> str:
    return hashlib.sha256(str(manifest).encode()).hexdigest()
