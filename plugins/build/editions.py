"""The site in each of its languages, with the pages that each has: those whose words are all there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from plugins.model.site import Site
from plugins.pages.every_page import AnyPage, pages_of

HOME = "/"
Sources = Callable[[str], frozenset[str]]
"""From the name of a template to the files of all that it is made of."""


@dataclass(frozen=True)
class Edition:
    """The site in a language, and its pages."""

    site: Site
    pages: tuple[AnyPage, ...]


def editions(site: Site, base: str, sources: Sources) -> tuple[Edition, ...]:
    """The site in the language of the content, then in each other one that has at least a home page."""
    found = [Edition(site, pages_of(site, base))]
    pages_in = {site.language: frozenset[str]()}
    sources = cache(sources)
    for other in site.in_languages:
        edition = _with_whole_pages(other, base, sources)
        prefix = other.language.prefix
        addresses = frozenset(page.address.removeprefix(prefix) for page in edition.pages)
        if HOME in addresses:
            pages_in[other.language] = addresses
            found.append(edition)
    if len(found) == 1:
        return tuple(found)
    first = replace(site, pages_in=pages_in)
    sites = (first, *(replace(each.site, pages_in=pages_in, original=first) for each in found[1:]))
    return tuple(replace(edition, site=site) for edition, site in zip(found, sites, strict=True))


def _with_whole_pages(site: Site, base: str, sources: Sources) -> Edition:
    """The site without the pages for which the program or their templates lack words: these are in French alone."""
    lacking = frozenset(file for file in site.language.words.lacking if not file.startswith("content/"))
    whole = not any(file.startswith("plugins/") for file in lacking)

    def is_whole(template: str) -> bool:
        return whole and (not lacking or lacking.isdisjoint(sources(template)))

    in_french = site.first.by_path
    records = tuple(
        record if not site.is_own(record) or is_whole(record.template) else in_french[record.source.path.as_posix()]
        for record in site.records
    )
    site = replace(site, records=records)
    return Edition(site, tuple(page for page in pages_of(site, base) if is_whole(page.template)))
