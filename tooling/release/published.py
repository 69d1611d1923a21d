"""The list of all addresses ever published, which must answer for ever, and the check of a built site against it."""

import html
import os
import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.base.typography import slugify
from plugins.model import Person
from plugins.model.redirection import Redirection, read_published_addresses
from plugins.source.redirections import PROGRAM_FILES
from tooling.commands.build_date import build_date
from tooling.hosting import host_files, policy
from tooling.hosting.policy import file_at
from tooling.release.findings import Finding

NOT_KEPT: Final = re.compile(r"/theme/.*|(/[a-z]{2,3})?(/recherche/.+|/404\.html)|/sitemap-\d+\.xml|.*/\..*")
"""Addresses that need not last: the files that pages load, the 404 pages, parts of the sitemap, the files for hosts."""
LIST: Final = Path("publication/addresses.txt")
"""The list, from the root of the project."""
ALIKE: Final = 0.6
"""The similarity, from 0 to 1, from which two addresses may be those of one page that moved."""

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LEADS_ON = b'<meta http-equiv="refresh"'


def addresses(output: Path) -> frozenset[str]:
    """The addresses of a built site that must last: pages, calendars, contact cards, feeds, data.

    Without names that have the hash of the content, and without the pages that redirect from an old address.
    """
    return frozenset(
        path
        for path in host_files.paths(output)
        if not NOT_KEPT.fullmatch(path) and not policy.immutable(path) and not _leads_on(output, path)
    )


def missing(
    output: Path,
    file: Path,
    redirections: Iterable[Redirection],
    successor: Callable[[str], str | None] = lambda address: None,
) -> tuple[Finding, ...]:
    """Each published address that does not answer any more, with the redirection that mends it.

    ``successor`` gives the address that a page has now, where that is known.
    """
    now, before, redirections = addresses(output), read_published_addresses(file), tuple(redirections)
    answering = now | frozenset(host_files.paths(output))
    lost = sorted(a for a in before if a not in answering and not any(r.matches(a) for r in redirections))
    guesses: dict[str, str | None] = {}
    for address in lost:
        moved = successor(address)
        guesses[address] = moved if moved in now else _guess(output, address, now, before, guesses)
    return tuple(
        Finding(address, "cette adresse a été publiée et ne répond plus", _remedy(address, guess))
        for address, guess in guesses.items()
    )


def remember(output: Path, file: Path) -> tuple[str, ...]:
    """Add the addresses of the site to the list; returns the new ones. The list is replaced in one step."""
    known = read_published_addresses(file)
    new = tuple(sorted(addresses(output) - known))
    if new:
        text = (
            "# Toutes les adresses que le site a publiées. Aucune ne doit disparaître : celle qui change a sa ligne\n"
            "# dans content/redirections.txt. La publication complète cette liste ; ne la modifiez pas.\n"
            f"# Dernier ajout : {build_date().isoformat()}\n" + "".join(f"{a}\n" for a in sorted({*known, *new}))
        )
        aside = file.with_name(f"{file.name}~")  # a name that .gitignore has
        with aside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
    return new


def _leads_on(output: Path, path: str) -> bool:
    file = file_at(output, path)
    return file.suffix in {".html", ".htm"} and _LEADS_ON in file.read_bytes()[:1000]


def _remedy(address: str, guess: str | None) -> str:
    if guess:
        return f"ajoutez à content/redirections.txt la ligne : {address} → {guess}"
    ending = PurePosixPath(address).suffix
    return (
        f"ajoutez à content/redirections.txt une ligne qui commence par {address} → et indiquez vous-même, "
        f"à droite, un autre fichier {ending} du site"
    )


def _guess(
    output: Path, address: str, now: frozenset[str], before: frozenset[str], guesses: dict[str, str | None]
) -> str | None:
    """The most probable new address of a lost one: moved with its folder, the most similar page, or the page above.

    Never a person's page or contact card: similar names are not the same person. None where no file of the site can
    replace a contact card.
    """
    for folder, moved in guesses.items():
        if moved and address.startswith(folder) and folder.endswith("/"):
            rest = address.removeprefix(folder).replace(_slug(folder), _slug(moved))
            if moved + rest in now:
                return moved + rest
    ending = PurePosixPath(address).suffix if not address.endswith("/") else "/"
    others = [other for other in now if _ending(other) == ending and not _of_person(other)]
    alike = [(_likeness(output, address, other), other) for other in others if not _of_person(address)]
    # A page that was never published is the most probable one.
    candidates = [[pair for pair in alike if pair[1] not in before], alike] if ending == "/" else [alike]
    for likeness, other in (max(pairs, key=lambda pair: (pair[0], pair[1])) for pairs in candidates if pairs):
        if likeness >= ALIKE:
            return other
    if ending in PROGRAM_FILES:  # a program that subscribes cannot read a page: the most general calendar
        general = alike if ending == ".ics" else []
        return max(general, key=lambda pair: (-pair[1].count("/"), *pair), default=(0, None))[1]
    above = address.rstrip("/")
    while (above := above.rpartition("/")[0]) and f"{above}/" not in now:
        pass
    return f"{above}/"


def _likeness(output: Path, address: str, other: str) -> float:
    """The similarity of two addresses, from 0 to 1: of their last parts, or the title of ``other``, and sections."""
    words = [_slug(other)]
    if other.endswith("/") and (title := _TITLE.search(file_at(output, other).read_text("utf-8"))):
        words.append(slugify(html.unescape(title[1]).partition(" · ")[0]))
    best = max(SequenceMatcher(None, _slug(address), word).ratio() for word in words)
    return best * 0.8 + 0.2 * (address.split("/")[1] == other.split("/")[1])


def _of_person(address: str) -> bool:
    """Whether the address may be a person's page or contact card."""
    return address.startswith(Person.prefix) and address != Person.prefix


def _slug(address: str) -> str:
    return PurePosixPath(address).stem


def _ending(address: str) -> str:
    return "/" if address.endswith("/") else PurePosixPath(address).suffix
