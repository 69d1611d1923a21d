"""The checks of the sources that can forbid a publication; « verifier » runs them without a build.

A publication runs them too (``checks.py``), so that both say the same. To add a check, write a function and put its
name into ``OF_SOURCES``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from plugins.base.findings import Finding
from plugins.base.identity import IDENTITY
from plugins.files.old_addresses import lists_left, people_left
from plugins.files.pictures import offered
from plugins.model.beside import beside
from plugins.model.facets import lists_of
from plugins.model.redirection import read_published_addresses, without_language
from plugins.model.site import Site, Withheld
from plugins.pages.every_page import pages_of
from plugins.source import front_matter
from plugins.source.redirections import PROGRAM_FILES
from plugins.source.source_files import default_pages
from tooling.release import moves, published
from tooling.release.published import Answers
from tooling.release.sources import Sources, words
from tooling.release.visibility import visibility

TYPED_REMEDY: Final = "corrigez cette adresse dans le texte, ou retirez-la"
PLACEHOLDERS: Final = ("a completer", "a definir", "lorem ipsum")


def public(site: Site) -> Site:
    """The public part of a site that was read with its drafts, with the pages that every site has."""
    withheld = {source.path for source in site.withheld}
    shown = [record for record in site.records if record.source.path not in withheld]
    defaults = default_pages({record.address: record for record in shown})
    return replace(site, records=(*shown, *defaults))


def titles(site: Site) -> dict[str, str]:
    """The title of each record, by the address of its page."""
    return {record.address: record.title for record in site.with_pages}


def lost(sources: Sources, answers: Answers) -> Iterator[Finding]:
    """Published addresses that are not among the ``answers``."""
    site, successor = sources.site, moves.successors(sources.content, sources.site)
    yield from published.missing(answers, sources.published, site.redirections, successor)


def published_addresses(sources: Sources) -> Iterator[Finding]:
    """Published addresses that the site will no longer answer."""
    if listed := read_published_addresses(sources.published):
        yield from lost(sources, _answers(sources.site, listed))


def _answers(site: Site, listed: frozenset[str]) -> Answers:
    """The addresses that the site will answer, as far as that is known without a build.

    Of the ``listed`` addresses, files that only the program makes and translations of existing pages count as there.
    """
    lasting = {page.address for page in pages_of(site, "")}
    lasting |= {address for record in site.records for address in beside(record)}
    lasting |= {*offered(site), *(address for address in listed if _of_the_program(address))}
    left = {each.path for each in (*lists_left(lists_of(site), listed), *people_left(site.people, listed))}
    own = lasting | left
    translated = {
        address for address in listed if (french := without_language(address)[1]) != address and french in own
    }
    return Answers(frozenset(own | translated), frozenset(lasting | translated), titles(site))


def _of_the_program(address: str) -> bool:
    """Whether a file follows from no single record: a feed, data, the calendar of a whole section."""
    name = address.rpartition("/")[2]
    ending = name.rpartition(".")[2]
    if f".{ending}" in PROGRAM_FILES:
        return ending == "ics" and address.count("/") == 2
    return bool(name) and not address.startswith("/documents/")


def placeholders(sources: Sources) -> Iterator[Finding]:
    """Fields whose value is a placeholder."""
    for document in sources.documents(map(words, PLACEHOLDERS)):
        for place, text in front_matter.texts(document.values):
            if is_placeholder(text):
                field = ".".join(key for key in place if isinstance(key, str))
                where = f"{document.path}:{document.line(place)}"
                yield Finding(where, f"{field} : « {text} »", "écrivez la vraie valeur avant de publier")


def is_placeholder(text: str) -> bool:
    """Whether a text is only a placeholder; « un formulaire à compléter » is not."""
    return words(text).strip() in PLACEHOLDERS or " lorem ipsum " in words(text)


def mention(address: str, website: str) -> re.Pattern[str]:
    """A pattern that finds ``address``, alone or after the site's host, but not as a part of a longer address."""
    return re.compile(rf"(?<![\w/.-]){re.escape(address)}(?![\w-])|{re.escape(website + address)}(?![\w-])")


def withheld_addresses(sources: Sources) -> Iterator[Finding]:
    """Addresses of withheld texts that a published text mentions."""
    public = {record.address for record in sources.site.records}
    for withheld in sources.site.withheld:
        if withheld.address not in public:
            said = mention(withheld.address, IDENTITY.website)
            for where, text in sources.lines(withheld.address):
                if said.search(text):
                    yield Finding(where, *named(withheld, sources.content))


def named(withheld: Withheld, content: Path) -> tuple[str, str]:
    """The fault and the remedy for an occurrence of the address of a withheld text."""
    what = f"l’adresse d’un texte pas encore publié, {withheld.address}"
    return what, f"retirez ce qui en parle, ou publiez {content.name}/{withheld.path}"


def own_addresses(text: str, website: str) -> list[str]:
    """The addresses of ``website`` in a text, without the host and without punctuation at their end."""
    found = re.findall(rf"{re.escape(website)}(/[^\s\"'<>\\#?;&,)]*)", text)
    return [address.rstrip(".:!`*_") for address in found]


def typed_addresses(sources: Sources) -> Iterator[tuple[str, str]]:
    """The addresses of pages that published texts give with the site's host, each after its « file:line »."""
    for where, text in sources.lines(IDENTITY.website):
        yield from ((where, address) for address in own_addresses(text, IDENTITY.website) if address.endswith("/"))


def typed_nowhere(sources: Sources) -> Iterator[Finding]:
    """Typed addresses of the site that lead to nothing."""
    typed = list(typed_addresses(sources))
    answers = _answers(sources.site, frozenset()).addresses if typed else frozenset()
    for where, address in typed:
        if address not in answers:
            yield Finding(where, f"l’adresse {address} ne mène à rien", TYPED_REMEDY)


Check = Callable[[Sources], Iterator[Finding]]
OF_SOURCES: Final[tuple[Check, ...]] = (visibility, placeholders, withheld_addresses, typed_nowhere)
"""The checks that a release runs as they are, too; ``published_addresses`` has its own version there (``checks.py``),
which knows what the built site answers."""
GATE: Final[tuple[Check, ...]] = (*OF_SOURCES, published_addresses)


WAITING: Final[frozenset[Check]] = frozenset({placeholders})
"""The checks whose findings are only questions until the launch."""


def check(sources: Sources, *, launched: bool = True) -> tuple[list[Finding], list[Finding]]:
    """The findings that forbid a publication, and the questions that only the launch waits for."""
    found: tuple[list[Finding], list[Finding]] = ([], [])
    for each in GATE:
        found[not launched and each in WAITING].extend(each(sources))
    return found
