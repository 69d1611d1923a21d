"""The list of all addresses ever published, which must answer for ever, and the check of a site against that list."""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.base.findings import Finding
from plugins.base.typography import slugify
from plugins.files.old_addresses import in_other_languages
from plugins.model import Person
from plugins.model.redirection import (
    Redirection,
    RedirectionIndex,
    in_order,
    read_published_addresses,
    without_language,
)
from plugins.source.redirections import PROGRAM_FILES
from tooling.commands.build_date import build_date
from tooling.hosting import host_files, policy
from tooling.hosting.policy import file_at

NOT_KEPT: Final = re.compile(r"/theme/.*|(/[a-z]{2,3})?(/recherche/.+|/404\.html)|/jour\.txt|/sitemap-\d+\.xml|.*/\..*")
"""Addresses that need not last: the files that pages load, the 404 pages, parts of the sitemap, the files for hosts."""
LIST: Final = Path("publication/addresses.txt")
"""The path of the list, from the root of the project."""
ALIKE: Final = 0.6
"""The similarity, from 0 to 1, from which two addresses may be those of one page that moved."""

_LEADS_ON = b'<meta http-equiv="refresh"'


def addresses(output: Path) -> frozenset[str]:
    """The addresses of a built site that must last: pages, calendars, contact cards, feeds, data.

    Names with the hash of the content need not, nor pages that only redirect from an old address.
    """
    return frozenset(
        path
        for path in host_files.paths(output)
        if not NOT_KEPT.fullmatch(path) and not policy.immutable(path) and not _leads_on(output, path)
    )


def all_redirections(
    redirections: Iterable[Redirection], lasting: frozenset[str], file: Path
) -> tuple[Redirection, ...]:
    """The ``redirections`` of the content, and those that follow from them in other languages, for the files of hosts.

    ``lasting`` are the addresses of the site, ``file`` lists the addresses ever published.
    """
    redirections = tuple(redirections)
    others = in_other_languages(redirections, read_published_addresses(file), lasting)
    return in_order((*redirections, *others))


@dataclass(frozen=True)
class Answers:
    """The addresses that a site answers: all ``addresses``, and of these the ``lasting`` ones (see ``addresses()``)."""

    addresses: frozenset[str]
    lasting: frozenset[str]
    titles: Mapping[str, str] = field(default_factory=dict)
    """The titles of records, by the addresses of their pages."""

    @classmethod
    def of_built(cls, output: Path, titles: Mapping[str, str] | None = None) -> "Answers":
        """The addresses that the built site in the folder ``output`` answers."""
        return cls(frozenset(host_files.paths(output)), addresses(output), titles or {})


def missing(
    site: Answers,
    file: Path,
    redirections: Iterable[Redirection],
    successor: Callable[[str], str | None] = lambda address: None,
) -> tuple[Finding, ...]:
    """Each address listed in ``file`` that the site no longer answers, with the redirection that mends it.

    ``successor`` gives the new address of a page that moved, or None.
    """
    before, index = read_published_addresses(file), RedirectionIndex(redirections)
    # A redirection of a French address covers that of each other language (plugins/files/old_addresses.py).
    french = {address: without_language(address)[1] for address in before - site.addresses}
    gone = {address for address, own in french.items() if not index.of(address) and not index.of(own)}
    lost = sorted(a for a in gone if french[a] == a or french[a] not in gone)
    guesses: dict[str, str | None] = {}
    for address in lost:
        moved = successor(address)
        guesses[address] = moved if moved in site.lasting else _guess(site, address, before, guesses)
    return tuple(
        Finding(address, "cette adresse a été publiée et ne répond plus", _remedy(address, guess))
        for address, guess in guesses.items()
    )


def remember(output: Path, file: Path) -> tuple[str, ...]:
    """Add the addresses of a built site to the list ``file``, replaced in one step; return the new addresses."""
    known = read_published_addresses(file)
    new = tuple(sorted(addresses(output) - known))
    if new:
        text = (
            "# Toutes les adresses que le site a publiées. Aucune ne doit disparaître : celle qui change a sa ligne\n"
            "# dans content/redirections.txt. La publication complète cette liste ; ne la modifiez pas.\n"
            f"# Dernier ajout : {build_date().isoformat()}\n" + "".join(f"{a}\n" for a in sorted({*known, *new}))
        )
        aside = file.with_name(f"{file.name}~")  # .gitignore ignores such a name
        with aside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
    return new


def _leads_on(output: Path, path: str) -> bool:
    """Whether the page at ``path`` only redirects."""
    file = file_at(output, path)
    if file.suffix not in {".html", ".htm"}:
        return False
    with file.open("rb") as page:
        return _LEADS_ON in page.read(1000)


def _remedy(address: str, guess: str | None) -> str:
    if guess:
        return f"ajoutez à content/redirections.txt la ligne : {address} → {guess}"
    ending = PurePosixPath(address).suffix
    return (
        f"ajoutez à content/redirections.txt une ligne qui commence par {address} → et indiquez vous-même, "
        f"à droite, un autre fichier {ending} du site"
    )


def _guess(site: Answers, address: str, before: frozenset[str], guesses: dict[str, str | None]) -> str | None:
    """The most probable new address of a lost one: moved with its folder, the most similar page, or the page above.

    Never a person's page or contact card: similar names are not the same person. None where no file of the site can
    replace a file that only programs read, such as a contact card.
    """
    now = site.lasting
    for folder, moved in guesses.items():
        if moved and address.startswith(folder) and folder.endswith("/"):
            rest = address.removeprefix(folder).replace(_slug(folder), _slug(moved))
            if moved + rest in now:
                return moved + rest
    ending = PurePosixPath(address).suffix if not address.endswith("/") else "/"
    own = [each for each in now if without_language(each)[1] == each]
    others = [each for each in own if _ending(each) == ending and not _of_person(each)]
    alike = [(_likeness(site, address, other), other) for other in others if not _of_person(address)]
    # A page that was never published is the most probable one.
    candidates = [[pair for pair in alike if pair[1] not in before], alike] if ending == "/" else [alike]
    for likeness, other in (max(pairs, key=lambda pair: (pair[0], pair[1])) for pairs in candidates if pairs):
        if likeness >= ALIKE:
            return other
    if ending in PROGRAM_FILES:  # a subscribed program cannot read a page, so it gets the most general calendar
        general = alike if ending == ".ics" else []
        return max(general, key=lambda pair: (-pair[1].count("/"), *pair), default=(0, None))[1]
    above = address.rstrip("/")
    while (above := above.rpartition("/")[0]) and f"{above}/" not in now:
        pass
    return f"{above}/"


def _likeness(site: Answers, address: str, other: str) -> float:
    """The similarity of two addresses, from 0 to 1: of their sections, and of their last parts or a title."""
    words = [_slug(other)]
    if title := site.titles.get(other):
        words.append(slugify(title))
    best = max(SequenceMatcher(None, _slug(address), word).ratio() for word in words)
    return best * 0.8 + 0.2 * (address.split("/")[1] == other.split("/")[1])


def _of_person(address: str) -> bool:
    """Whether the address may be a person's page or contact card."""
    return address.startswith(Person.prefix) and address != Person.prefix


def _slug(address: str) -> str:
    return PurePosixPath(address).stem


def _ending(address: str) -> str:
    return "/" if address.endswith("/") else PurePosixPath(address).suffix
