"""Published addresses live for ever: the list of all there ever were, and which of them a built site forgot."""

import html
import os
import re
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.model import Person
from plugins.model.redirection import Redirection
from plugins.model.redirection import published_addresses as read
from plugins.source.redirections import PROGRAM_FILES
from plugins.text.typography import slugify
from tooling.commands.build_date import build_date
from tooling.hosting import host_files, policy
from tooling.release.findings import Finding

NOT_KEPT: Final = re.compile(r"/theme/.*|/404\.html|.*/\..*")
"""What nobody is promised: the parts of pages, the page for wrong addresses, files for machines of the host."""
LIST: Final = Path("publication/addresses.txt")
"""Where the list is, below the root of the project."""
ALIKE: Final = 0.6
"""From which similarity on, out of 1, two addresses may be those of one page that moved."""

_DAY = re.compile(r"^# Dernier ajout : (\S+)$", re.MULTILINE)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LEADS_ON = b'<meta http-equiv="refresh"'


def addresses(output: Path) -> frozenset[str]:
    """What the built site answers and promises to go on answering: pages, calendars, contact cards, feeds, data.

    Neither what has the hash of its content in its name, nor the pages that lead on from an old address.
    """
    return frozenset(
        path
        for path in host_files.paths(output)
        if not NOT_KEPT.fullmatch(path) and not policy.immutable(path) and not _leads_on(output, path)
    )


def day(file: Path) -> str:
    """The day of the site that the list was last made of, as yyyy-mm-dd: embargoed texts were out by then or not."""
    return _DAY.search(file.read_text("utf-8"))[1]


def missing(
    output: Path,
    file: Path,
    redirections: Iterable[Redirection],
    successor: Callable[[str], str | None] = lambda address: None,
) -> tuple[Finding, ...]:
    """Each published address that leads nowhere now, with the line that mends it.

    ``successor`` gives the address that a page has now, where that is known.
    """
    now, before, redirections = addresses(output), read(file), tuple(redirections)
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
    """Add to the list what the site answers now; returns what was new. Killed at any moment, the list is whole."""
    known = read(file)
    new = tuple(sorted(addresses(output) - known))
    if new:
        text = (
            "# Toutes les adresses que le site a publiées. Aucune ne doit disparaître : celle qui change a sa ligne\n"
            "# dans content/redirections.txt. La publication complète cette liste ; ne la modifiez pas.\n"
            f"# Dernier ajout : {build_date().isoformat()}\n" + "".join(f"{a}\n" for a in sorted({*known, *new}))
        )
        aside = file.with_name(f"{file.name}~")  # git knows such names for what editors leave
        with aside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)
    return new


def _leads_on(output: Path, path: str) -> bool:
    file = output / (f"{path[1:]}index.html" if path.endswith("/") else path[1:])
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
    """Where a lost address most probably leads: with its folder, to the page most like it, or to the page above.

    Never to somebody's page or card: names resemble each other, people do not stand for each other. None where no file
    of the site can stand for a card.
    """
    for folder, moved in guesses.items():
        if moved and address.startswith(folder) and folder.endswith("/"):
            rest = address.removeprefix(folder).replace(_slug(folder), _slug(moved))
            if moved + rest in now:
                return moved + rest
    ending = PurePosixPath(address).suffix if not address.endswith("/") else "/"
    others = [other for other in now if _ending(other) == ending and not _of_person(other)]
    alike = [(_likeness(output, address, other), other) for other in others if not _of_person(address)]
    # A page that was never published is where one that was has gone.
    candidates = [[pair for pair in alike if pair[1] not in before], alike] if ending == "/" else [alike]
    for likeness, other in (max(pairs, key=lambda pair: (pair[0], pair[1])) for pairs in candidates if pairs):
        if likeness >= ALIKE:
            return other
    if ending in PROGRAM_FILES:  # a subscriber's program does not read pages: the most general calendar will do
        general = alike if ending == ".ics" else []
        return max(general, key=lambda pair: (-pair[1].count("/"), *pair), default=(0, None))[1]
    above = address.rstrip("/")
    while (above := above.rpartition("/")[0]) and f"{above}/" not in now:
        pass
    return f"{above}/"


def _likeness(output: Path, address: str, other: str) -> float:
    """From 0 to 1: how the last words of the addresses, or of one and the other's title, and the sections agree."""
    words = [_slug(other)]
    if other.endswith("/") and (title := _TITLE.search((output / other[1:] / "index.html").read_text("utf-8"))):
        words.append(slugify(html.unescape(title[1]).partition(" · ")[0]))
    best = max(SequenceMatcher(None, _slug(address), word).ratio() for word in words)
    return best * 0.8 + 0.2 * (address.split("/")[1] == other.split("/")[1])


def _of_person(address: str) -> bool:
    """Whether somebody's page or card may be at that address."""
    return address.startswith(Person.prefix) and address != Person.prefix


def _slug(address: str) -> str:
    return PurePosixPath(address).stem


def _ending(address: str) -> str:
    return "/" if address.endswith("/") else PurePosixPath(address).suffix
