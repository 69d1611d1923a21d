"""Reads the redirections of the content, one a line, ``/old/ → /new/``, and the old addresses of an earlier site."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Self
from urllib.parse import quote, unquote

from plugins.base.grouping import grouped
from plugins.base.identity import IDENTITY
from plugins.base.mistakes import LineMistake, did_you_mean
from plugins.model import TYPES
from plugins.model.facets import may_be_list
from plugins.model.redirection import OLD_ADDRESSES, Redirection, RedirectionIndex, in_order
from plugins.source.front_matter import list_rows, read_rows
from plugins.source.links import ASSET_FOLDERS, AddressBook

EXAMPLE_LINE = "/ancienne/adresse/ → /nouvelle/adresse/"
LONGEST_WAY = 8
"""Addresses of a loop that a message shows; a longer loop is shown without its middle."""
PROGRAM_FILES = frozenset({".ics", ".vcf"})
"""Endings of files that other programs download: a page cannot replace one."""

_ASSETS = tuple(f"/{folder}/" for folder in ASSET_FOLDERS)
_ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
_WHOLE = re.compile(r"https?://([^/?#]*)(.*)")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_WITHOUT_START = re.compile(rf"(?:[\w-]+\.)+{re.escape(IDENTITY.apex)}/")
_OWN = re.compile(rf"https?://(?:www\.)?{re.escape(IDENTITY.apex)}(?=/)")
_NEVER_IN_A_PATH = re.compile(r"[\x00-\x1f\x7f\"\\$`{}<>|^?*#%]|//|/\.\.?(?:/|$)")
# Names that begin with a dot, and two files for hosts, are never shown to visitors (tooling/hosting/host_files.py).
_RESERVED = re.compile(r"/\.|^/_(?:headers|redirects)(?:/|$)", re.IGNORECASE)
_QUERY = re.compile(r"[\w.~!'(),:;@/+%=&\[\]-]+", re.ASCII)


def read_redirections(text: str, book: AddressBook) -> tuple[tuple[Redirection, ...], list[LineMistake]]:
    """The redirections in the text of the list, each with its last target, and the mistakes that the sources show.

    ``book`` has the published pages. Targets that only a build knows, such as the page of a commune, are checked by
    ``wrong_places`` at the end of the build (plugins/files/old_addresses.py).
    """
    found, mistakes = read_rows(text, _read_line)
    mistakes += _twice(found)
    followed, loops = _followed(found)
    followed = [replace(each, target=book.page_of(each.target)) for each in followed]
    mistakes += loops
    mistakes += wrong_places(followed, book.known, lambda target: _sure(target, book), book.unpublished)
    return in_order(followed), mistakes


def read_old_addresses(
    text: str, own: Iterable[Redirection], known: set[str], book: AddressBook
) -> tuple[tuple[Redirection, ...], tuple[str, ...], list[LineMistake]]:
    """The redirections from the addresses of an earlier site, these addresses one by one, and the mistakes.

    A page and the site's ``own`` redirections go before them. Where a target is not ``known``, because it was renamed,
    is a draft or is gone, the redirection leads to its present address, or to the nearest page above. A line may have
    an address without a target, which a page or another redirection must answer, and an address on another host.
    """
    own = tuple(own)
    held, mistakes = dict[_Identity, Redirection](), list[LineMistake]()
    standing, waiting = dict[str, None](), list[tuple[str, Redirection]]()
    moved = {_key(found.path): found.target for found in own if found.exact}
    undated = {re.sub(r"/\d{4}/", "/", address, count=1): address for address in sorted(known)}
    names, taken = _Names.of(known), {_identity(found) for found in own}
    for number, row in list_rows(text):
        alone = not _ARROW.search(row)
        try:
            host, here = _other_host(row)
            found = replace(_read_line(number, f"{here} → /" if alone else here), host=host)
        except ValueError as error:
            mistakes.append((number, str(error)))
            continue
        if not (found.family or host):
            standing[found.written] = None
        if alone:
            waiting.append((row, found))
        elif _identity(found) not in taken and not any(_standing(found, names)):
            target = moved.get(_key(found.target), found.target)
            if may_be_list(target) or target.startswith(_ASSETS) or _sure(target, book):
                target = _there(target, known, undated)
            held.setdefault(_identity(found), replace(found, target=target, list_name=OLD_ADDRESSES))
    if not mistakes:
        mistakes += _unanswered(waiting, (*own, *held.values()), known)
    return tuple(held.values()), tuple(standing), mistakes


def _unanswered(
    alone: Iterable[tuple[str, Redirection]], every: Iterable[Redirection], known: set[str]
) -> Iterator[LineMistake]:
    """A mistake for each address without a target (``alone``) that neither a page nor a redirection answers."""
    by_host = grouped((found.host, found) for found in every)
    indexes = {host: RedirectionIndex(some) for host, some in by_host.items()}
    for row, found in alone:
        is_page = not found.host and {found.path, f"{found.path}/"} & known
        if not is_page and not (found.host in indexes and indexes[found.host].of(found.written)):
            yield found.line, f"« {row} » ne mène nulle part → ajoutez à la ligne « → » et une page du site"


def _there(target: str, known: set[str], undated: Mapping[str, str]) -> str:
    """The present address of a target, else that of the nearest page above."""
    if target in known:
        return target
    if now := undated.get(re.sub(r"/\d{4}/", "/", target, count=1)):
        return now
    while target != "/" and target not in known:
        target = target.rstrip("/").rpartition("/")[0] + "/"
    return target


_Identity = tuple[str, str, str, bool]


def _identity(redirection: Redirection) -> _Identity:
    return redirection.host, redirection.path.rstrip("/"), redirection.query, redirection.family


def wrong_places(
    redirections: Iterable[Redirection],
    known: Set[str],
    sure: Callable[[str], bool] = lambda target: True,
    unpublished: Mapping[str, object] | None = None,
) -> Iterator[LineMistake]:
    """A mistake for each redirection from an address that answers, or to one that does not.

    ``known`` are the addresses that answer. Before a build they are not complete: ``sure`` then tells whether an
    address that is not ``known`` cannot be among the missing ones.
    """
    names = _Names.of(known)
    for redirection in redirections:
        standing = [(redirection.line, message) for message in _standing(redirection, names)]
        yield from standing
        target = redirection.target
        ending = PurePosixPath(redirection.path).suffix
        if not standing and redirection.exact and ending in PROGRAM_FILES and not target.endswith(ending):
            message = "un programme d’agenda ou de contacts ne lit pas une page"
            remedy = f"donnez à cette adresse sa ligne, qui mène à un autre fichier {ending} du site"
            yield redirection.line, f"« {redirection.path} » : {message} → {remedy}"
        if target in (unpublished or {}):
            message = "cette page n’est pas encore publiée → publiez-la ou choisissez une autre page"
        elif target in known or not sure(target):
            continue
        elif f"/{target.strip('/')}/" in known:
            message = f"l’adresse commence et finit par « / » → écrivez /{target.strip('/')}/"
        else:
            message = f"aucune page à cette adresse{did_you_mean(target, known) or ' → choisissez une page du site'}"
        yield redirection.line, f"« {target} » : {message}"


@dataclass(frozen=True)
class _Names:
    """The paths of requests that the site answers with a file of its own."""

    all: frozenset[str]
    in_order: tuple[str, ...]

    @classmethod
    def of(cls, known: Iterable[str]) -> Self:
        # A server answers a folder with its index.html: a redirection of that file would redirect the folder too.
        names = {name for at in known for name in ((at, f"{at}index.html") if at.endswith("/") else (at,))}
        return cls(frozenset(names), tuple(sorted(names)))

    def beginning(self, start: str) -> Iterator[str]:
        """The paths that begin with ``start``, in alphabetical order."""
        for name in islice(self.in_order, bisect_left(self.in_order, start), None):
            if not name.startswith(start):
                return
            yield name


def _standing(redirection: Redirection, names: _Names) -> Iterator[str]:
    """A message for the page that a redirection would hide; one with a query or of another host hides none."""
    if redirection.query or redirection.host:
        return
    folder = redirection.path.rstrip("/")
    if redirection.family:
        found = (name for name in names.beginning(folder) if redirection.matches(quote(name)))
        if taken := next(found, None):
            shown = quote(taken)
            yield f"« {redirection.written} » prendrait aussi {shown}, qui est une page du site → soyez plus précis"
    elif {folder, f"{folder}/"} & names.all:
        yield f"« {redirection.written} » est une page du site → retirez cette ligne, ou renommez la page"


def _sure(target: str, book: AddressBook) -> bool:
    """Whether only a source file could make the page at ``target``: it has the form of an address of a type."""
    if re.sub(r"/\d{4}/", "/", target, count=1) in book.undated:
        return False
    return any(
        re.fullmatch(rf"{cls.prefix}{'[0-9]{4}/' if cls.year_from else ''}[a-z0-9-]+/?", target)
        and target.strip("/").rpartition("/")[2] not in cls.reserved
        for cls in TYPES
    )


def _read_line(number: int, line: str) -> Redirection:
    """Read one line. Raises ValueError with a French sentence."""
    parts = _ARROW.split(line)
    if len(parts) != 2 or not all(parts):
        words = line.split()
        hint = f"{words[0]} → {words[1]}" if len(parts) == 1 and len(words) == 2 else EXAMPLE_LINE
        raise ValueError(f"« {line} » : il faut deux adresses et une flèche → écrivez « {hint} »")
    old, new = parts
    address, question, query = _from_root(old).partition("?")
    family = (query or address).endswith("*")
    if family and question:
        query = query.removesuffix("*")
    elif family:
        address = address.removesuffix("*")
    path = unquote(address)
    if unusual := _NEVER_IN_A_PATH.search(path) or (query and not _QUERY.fullmatch(query)):
        what = unusual[0] if isinstance(unusual, re.Match) else query
        raise ValueError(
            f"« {old} » : « {what} » n’est pas possible ici → recopiez l’adresse de la barre du navigateur ; "
            "« * » ne vient qu’à la fin, pour dire « tout ce qui commence ainsi »"
        )
    if _RESERVED.search(path):
        raise ValueError(f"« {old} » : ce nom est réservé au serveur, aucune page n’y était → retirez cette ligne")
    if question and not query:
        raise ValueError(f"« {old} » : il ne suit rien après « ? » → écrivez {address}, ou par exemple {address}?p=*")
    return Redirection(number, path, query, family, _read_target(new))


def _read_target(new: str) -> str:
    if re.match(r"\w+:|//", new) and not _OWN.match(new):
        raise ValueError(
            f"« {new} » : une redirection mène à une page de ce site → écrivez une adresse comme /contact/"
        )
    target = unquote(_from_root(new))
    if "#" in target or "?" in target:
        page = re.split("[#?]", target)[0]
        raise ValueError(f"« {new} » : une redirection mène à une page entière → écrivez {page}")
    return target


def _from_root(text: str) -> str:
    """The address, which begins with « / ». Raises ValueError, in French, for one with a host or without the slash."""
    if own := _OWN.match(text):
        raise ValueError(f"« {text} » : le nom du site est de trop → écrivez {text[own.end() :]}")
    if _WHOLE.match(text):
        raise ValueError(f"« {text} » : c’est un autre nom de site → mettez la ligne dans {OLD_ADDRESSES}")
    if _WITHOUT_START.match(text):
        raise ValueError(f"« {text} » : il manque le début → écrivez https://{text}")
    if not text.startswith("/"):
        raise ValueError(f"« {text} » : l’adresse commence par « / » → écrivez /{text}")
    return text


def _other_host(line: str) -> tuple[str, str]:
    """The host of the old address in a line, "" for this site's, and the line without it. Raises ValueError."""
    found = _WHOLE.fullmatch(_ARROW.split(line, maxsplit=1)[0])
    if not found or _OWN.match(line):
        return "", line
    try:
        host = found[1].lower().encode("idna").decode()
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        message = "n’est pas un nom de site → recopiez l’adresse de la barre du navigateur"
        raise ValueError(f"« {found[1]} » {message}")
    return host, ("" if found[2].startswith("/") else "/") + line[found.end(1) :]


def _twice(redirections: list[Redirection]) -> Iterator[LineMistake]:
    first: dict[_Identity, Redirection] = {}
    for redirection in redirections:
        if (earlier := first.setdefault(_identity(redirection), redirection)) is not redirection:
            message = f"« {redirection.written} » est déjà à la ligne {earlier.line} → gardez une seule des deux lignes"
            yield redirection.line, message


def _followed(redirections: list[Redirection]) -> tuple[list[Redirection], list[LineMistake]]:
    """The redirections, with the last target where a target moved too; and a mistake for each one in a loop."""
    moved = {_key(r.path): r.target for r in redirections if r.exact}
    followed, loops = [], []
    for redirection in redirections:
        way = [redirection.written, redirection.target] if redirection.exact else [redirection.target]
        met = {_key(place) for place in way[:-1]}
        while (key := _key(way[-1])) in moved and key not in met:
            met.add(key)
            way.append(moved[key])
        if key in met:
            shown = " → ".join(way if len(way) <= LONGEST_WAY else [*way[:2], "…", *way[-2:]])
            loops.append((redirection.line, f"« {shown} » tourne en rond → faites-la mener à une page du site"))
        else:
            followed.append(replace(redirection, target=way[-1]))
    return followed, loops


def _key(path: str) -> str:
    """A key for a path: the same with and without the slash at the end of a folder."""
    return unquote(path).rstrip("/")
