"""Files at old addresses, for a host without redirections: a page that leads on, or a copy of the file.

For a host that has them, `tooling/hosting/host_files.py` writes its rules. A published list that is no page any more,
because one record is left of it, and a person without a page need no line of the content: they come and go with it.
Nor does a page in another language: it goes where the French one went.
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
    """The ``published`` addresses that a family of redirections matches, as single redirections: each can be a file.

    Not those that have a redirection of their own, which counts before a family.
    """
    index = RedirectionIndex(redirections)
    for address in sorted(published):
        if (first := index.of(address)) and first.family:
            yield replace(first, path=unquote(address), family=False)


def files(redirections: Iterable[Redirection], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names of the files that replace redirections in a site with the addresses ``known``, and their targets.

    None for a family or a query, where the suffixes of name and target differ, and where a file of that name cannot be
    written, on Windows and macOS too, which do not tell « CONTACT » from « contact ».
    A calendar that moved is copied: a subscriber's program would not follow a page. Where an earlier site had a picture
    stands a folder of that name with a page, to which hosts lead.
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
    """The folders that hold a file, by their paths."""
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)


def _suffix(path: str) -> str:
    name = path[path.rfind("/") + 1 :]
    dot = name.rfind(".")
    return name[dot:] if 0 < dot < len(name) - 1 else ""


def lists_left(lists: Lists, published: Iterable[str]) -> Iterator[Redirection]:
    """The ``published`` addresses of lists that are no page now, as redirections to the nearest page that is."""
    for address in sorted(published):
        if target := lists.nearest_to(address):
            yield Redirection(0, address, "", False, target)


def people_left(people: Iterable[Person], published: frozenset[str]) -> Iterator[Redirection]:
    """The ``published`` addresses of people who have no page now, as redirections to their place in their team."""
    for person in people:
        if not person.has_page and person.own_address in published:
            yield Redirection(0, person.own_address, "", False, person.address)


def in_other_languages(
    redirections: Iterable[Redirection], published: Iterable[str], known: Container[str]
) -> Iterator[Redirection]:
    """The ``published`` addresses of other languages that are not ``known`` now, as single redirections.

    Each leads to where the French page is now: in its language where that has it, else in French.
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
    """The files at old addresses; ``made`` are the files of the site, by path.

    Raises ContentMistakes for a redirection from a page that exists, or to none.
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
