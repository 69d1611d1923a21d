"""Where a link inside the content leads, or why it leads nowhere."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import unquote

from plugins.base.hosts import split
from plugins.base.identity import IDENTITY
from plugins.base.mistakes import did_you_mean
from plugins.model.facets import may_be_list
from plugins.model.site_files import SITE_FILES

ASSET_FOLDERS = ("images", "documents")
NO_PAGE = " → corrigez l’adresse, ou retirez le lien"


@dataclass(frozen=True)
class AddressBook:
    """The addresses to which the content may link: public ``pages`` with their sources, and ``files`` by their paths.

    ``unpublished`` are the pages that are not public yet. ``calendars`` are the addresses of the calendar files beside
    the pages of offices and events. ``placed`` has the records without a page: the address that the page would have,
    and the anchor in another page where the record stands. ``undated`` are the addresses, without a year, of files
    whose date cannot be read: a link to such a page is not reported.
    """

    pages: Mapping[str, PurePosixPath | None]
    unpublished: Mapping[str, PurePosixPath]
    files: frozenset[str]
    calendars: frozenset[str] = frozenset()
    undated: frozenset[str] = frozenset()
    placed: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, target: str, source: PurePosixPath, picture: bool = False) -> str:
        """The address to write for the ``target`` of a link in the file ``source``, a path below the content folder.

        Accepts addresses of the site, relative paths of Markdown files and assets, web and mail addresses, phone
        numbers. Raises ValueError with a French sentence. Anchors and lists are checked later, once every page is
        known (plugins/source/checks.py).
        """
        parts = split(target)
        if parts.scheme or target.startswith("//"):
            return self._foreign(target, parts.scheme, picture)
        path, anchor = unquote(parts.path), f"#{parts.fragment}" if parts.fragment else ""
        if not path:
            return target
        if picture or self._is_asset(path, source):
            return self._asset(path, source, picture)
        if path.endswith(".md"):
            return self._markdown(path, source) + anchor
        if path in self.placed:
            return self.placed[path]
        if (
            path in self.pages
            or path in SITE_FILES
            or path in self.calendars
            or may_be_list(path)
            or re.sub(r"/\d{4}/", "/", path, count=1) in self.undated
        ):
            return path + anchor
        raise ValueError(self._nowhere(target, path))

    @property
    def known(self) -> frozenset[str]:
        """The addresses that the site answers, as far as they are known before the generated lists."""
        return frozenset((*self.pages, *SITE_FILES, *(f"/{file}" for file in self.files)))

    def page_of(self, address: str) -> str:
        """The page that shows the record of ``address``: its own, or the one in which it is placed."""
        return self.placed.get(address, address).partition("#")[0]

    @cached_property
    def _by_source(self) -> dict[PurePosixPath, str]:
        return {source: address for address, source in self.pages.items() if source}

    def document(self, name: str) -> str:
        """The address of a document, given as « programme.pdf » or « /documents/programme.pdf »."""
        return self._asset(f"/documents/{name.removeprefix('/').removeprefix('documents/')}", PurePosixPath(), False)

    def link(self, target: str) -> str:
        """As ``resolve``, for a link in a field: a relative path starts at the content folder."""
        return self.resolve(target, PurePosixPath("x.md"))

    def _foreign(self, target: str, scheme: str, picture: bool) -> str:
        if picture:
            raise ValueError(f"image « {target} » prise sur un autre site → copiez-la dans content/images/")
        if scheme not in ("https", "http", "mailto", "tel", "geo", "sms"):
            raise ValueError(f"lien « {target} » : « {scheme}: » n’est pas accepté → écrivez une adresse https://")
        if scheme == "mailto" and not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+\.[a-z]{2,}(\?.*)?", target, re.IGNORECASE):
            raise ValueError(f"lien « {target} » : l’adresse e-mail est incomplète → écrivez mailto:{IDENTITY.email}")
        return target

    @staticmethod
    def _below_content(path: str, source: PurePosixPath) -> str:
        return posixpath.normpath(path[1:] if path.startswith("/") else posixpath.join(source.parent.as_posix(), path))

    def _is_asset(self, path: str, source: PurePosixPath) -> bool:
        folders = tuple(f"{folder}/" for folder in ASSET_FOLDERS)
        return path.startswith(folders) or self._below_content(path, source).startswith(folders)

    def _asset(self, path: str, source: PurePosixPath, picture: bool) -> str:
        for candidate in (self._below_content(path, source), path):
            if candidate in self.files:
                if picture and not candidate.startswith("images/"):
                    raise ValueError(
                        f"image « {path} » : c’est un document → écrivez un lien, sans « ! » : [titre]({path})"
                    )
                return f"/{candidate}"
        what, folder = ("image", "images") if picture else ("document", "documents")
        hint = did_you_mean(
            posixpath.basename(path), (posixpath.basename(f) for f in self.files if f.startswith(folder))
        )
        raise ValueError(f"{what} « {path} » introuvable{hint or f' → déposez le fichier dans content/{folder}/'}")

    def _markdown(self, path: str, source: PurePosixPath) -> str:
        wanted = PurePosixPath(self._below_content(path, source))
        if wanted in self._by_source:
            return self._by_source[wanted]
        files = (p.as_posix() for p in (*self.pages.values(), *self.unpublished.values()) if p)
        hint = did_you_mean(wanted.as_posix(), files) or " → corrigez son nom, ou retirez le lien"
        if wanted in self.unpublished.values():
            raise ValueError(f"lien « {path} » : cette page n’est pas encore publiée → publiez-la ou retirez le lien")
        raise ValueError(f"lien « {path} » : ce fichier n’existe pas{hint}")

    def _nowhere(self, target: str, path: str) -> str:
        if path.startswith("www."):
            return f"lien « {target} » : l’adresse est incomplète → écrivez https://{target}"
        if "@" in path:
            return f"lien « {target} » : pour une adresse e-mail → écrivez mailto:{target}"
        slashed = f"/{path.strip('/')}/"
        if slashed in self.pages or may_be_list(slashed):
            return (
                f"lien « {target} » : l’adresse commence et finit par « / » → écrivez {target.replace(path, slashed)}"
            )
        if slashed in self.unpublished:
            return f"lien « {target} » : cette page n’est pas encore publiée → publiez-la ou retirez le lien"
        return f"lien « {target} » : aucune page à cette adresse{did_you_mean(path, self.pages) or NO_PAGE}"


NO_FILES = AddressBook({}, {}, frozenset())
"""An empty book, for records that are not read from a content folder."""
