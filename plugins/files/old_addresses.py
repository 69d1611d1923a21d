"""Files at old addresses, for hosts without redirections: a page that leads on, or a copy of the file.

For hosts that have redirections, `tooling/hosting/host_files.py` writes the rules. Three kinds of old addresses need no
line in ``redirections.txt``, since they follow from the content: a list that is no page any more because it has a
single record left, a person who has no page any more, and a page in another language, which goes where the French page
went.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from plugins.base.mistakes import ContentMistakes, Mistake
from plugins.files.file import BuildContext, File
from plugins.model import Person
from plugins.model.facets import Lists, lists_of
from plugins.model.redirection import FILE, OLD_ADDRESSES, Redirection, RedirectionIndex, without_language
from plugins.model.site import Site
from plugins.source.redirections import PROGRAM_FILES, wrong_places

PAGES: Final = frozenset({".html", ".htm"})


def singled_out(redirections: Iterable[Redirection], published: Iterable[str]) -> Iterator[Redirection]:
    """The ``published`` addresses that match the redirection of a family, each as a redirection of its own.

    A file can stand at each of them. Addresses with another redirection are left out: it precedes that of a family.
    """
    index = RedirectionIndex(redirections)
    for address in sorted(published):
        if (first := index.of(address)) and first.family:
            yield replace(first, path=unquote(address), family=False)


def files(redirections: Iterable[Redirection], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names of the files that stand for redirections, with the targets; ``known`` are the addresses of the site.

    A redirection has no file if it is of a family or a query, if the suffixes of its name and its target differ, or if
    a file of that name cannot be written beside the others. Letter case counts for nothing there: on Windows and macOS
    « CONTACT » and « contact » are one file.

    A calendar that moved is copied, since a calendar application would not follow a page. For a picture of an earlier
    site, a page stands in a folder with the name of the picture, where hosts find it.
    """
    taken = {(f"{address}index.html" if address.endswith("/") else address)[1:].casefold() for address in known}
    folders = {folder for name in taken for folder in _above(name)}
    for redirection in redirections:
        if not redirection.file or ":" in redirection.file:
            continue
        file, suffix = redirection.file, _suffix(redirection.file)
        if suffix not in PAGES and suffix != _suffix(redirection.target):
            if suffix in PROGRAM_FILES or redirection.list_name != OLD_ADDRESSES:
                continue
            file = f"{file}/index.html"
        name = file.casefold()
        blocked = any(_suffix(above) in PAGES or above in taken for above in _above(name))
        if not blocked and name not in taken and name not in folders:
            taken.add(name)
            folders.update(_above(name))
            yield file, redirection.target


def _above(path: str) -> Iterator[str]:
    """The paths of the folders above a file."""
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)


def _suffix(path: str) -> str:
    name = path[path.rfind("/") + 1 :]
    dot = name.rfind(".")
    return name[dot:] if 0 < dot < len(name) - 1 else ""


def lists_left(lists: Lists, published: Iterable[str]) -> Iterator[Redirection]:
    """The ``published`` lists that are no page now, as redirections to the nearest page that exists."""
    for address in sorted(published):
        if target := lists.nearest_to(address):
            yield Redirection(0, address, "", False, target)


def people_left(people: Iterable[Person], published: frozenset[str]) -> Iterator[Redirection]:
    """The ``published`` pages of people who have none now, as redirections to their place on the page of their team."""
    for person in people:
        if not person.has_page and person.own_address in published:
            yield Redirection(0, person.own_address, "", False, person.address)


def in_other_languages(
    redirections: Iterable[Redirection], published: Iterable[str], known: Container[str]
) -> Iterator[Redirection]:
    """The ``published`` addresses of other languages that are not ``known`` now, as single redirections.

    Each leads to the page that the French address leads to now: in its own language if that page is there, else in
    French.
    """
    index = RedirectionIndex(redirections)
    for address in sorted(published):
        prefix, french = without_language(address)
        if prefix and address not in known and not index.of(address):
            moved = index.of(french)
            if target := french if french in known else moved and moved.target:
                own = f"{prefix}{target}"
                yield Redirection(0, unquote(address), "", False, own if own in known else target)


def old_addresses(site: Site, context: BuildContext, made: Mapping[str, File]) -> Iterator[File]:
    """The files at old addresses; ``made`` are all other files of the site, by path.

    Raises ContentMistakes for redirections from a page that exists or to a page that does not.
    """
    known = {file.address for file in made.values()}
    held = {address.partition("?")[0] for address in site.old_addresses}
    single = tuple(singled_out(site.redirections, (context.published | held) - known))
    mistakes = [
        Mistake((context.content / name).as_posix(), line, message)
        for name in (FILE, OLD_ADDRESSES)
        for line, message in dict.fromkeys(
            wrong_places(
                (found for found in (*site.redirections, *site.other_hosts, *single) if found.list_name == name), known
            )
        )
    ]
    if mistakes:
        raise ContentMistakes(mistakes)
    by_address = {file.address: file for file in made.values()}
    free = context.published - known
    left = (
        *lists_left(lists_of(site), free),
        *people_left(site.people, free),
        *in_other_languages(site.redirections, free, known),
    )
    for name, target in files((*site.redirections, *single, *left), known):
        if _suffix(name) in PAGES:
            yield File(f"/{name}", context.render("redirection.html", target=target).encode())
        else:
            yield File(f"/{name}", by_address[target].content)
