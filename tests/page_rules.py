"""The rules for every page of a built site, whatever its content; each rule yields the faults that it finds."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from plugins.base.dates import FRENCH, day, day_and_month
from plugins.base.identity import IDENTITY
from plugins.base.partial_date import PartialDate
from plugins.model.facets import lists_of
from plugins.model.redirection import RedirectionIndex
from plugins.pages.indexing import is_indexed
from plugins.places import communes
from tests import schema_org

SHOWN_OF_A_TITLE = 65
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def language_of(address):
    """The code of the language of a page; every language but French has a folder of its own."""
    first = address.split("/")[1]
    return first if first in IDENTITY.languages + IDENTITY.languages_in_preview else IDENTITY.languages[0]


def in_french(address):
    """The French address of a page in any language."""
    return address.removeprefix(f"/{language_of(address)}")


@dataclass(frozen=True)
class Addresses:
    """The addresses of the pages of a site, by the origin of the pages."""

    sources: frozenset
    """The pages of records."""
    sheets: frozenset
    embeds: frozenset
    """The pages for frames in other sites, without the navigation of this one."""
    others: frozenset
    """The pages of communes, and the lists of events, positions and news by year, kind, level, tag…"""
    not_indexed: frozenset
    """The pages that are not for search engines: tools, and lists that only repeat their items."""

    @classmethod
    def of(cls, site):
        return cls(
            frozenset(record.address for record in site.with_pages),
            frozenset({f"{office.address}fiche/" for office in site.offices} | {"/bureaux/fiche/"}),
            frozenset(f"{office.address}carte/" for office in site.offices),
            frozenset(f"/bureaux/pres-de/{commune.slug}/" for commune in communes())
            | {page.address for page in lists_of(site).made},
            frozenset(p.address for p in (*site.with_pages, *lists_of(site).made) if not is_indexed(p, site)),
        )

    @property
    def generated(self):
        return self.sheets | self.embeds | self.others

    @property
    def unlisted(self):
        """The pages that repeat a listed page: they are not in the sitemap, and ask search engines not to list them."""
        return self.sheets | self.embeds | self.not_indexed


def every_page_is_expected(built, site):
    addresses = Addresses.of(site)
    french = {address for address in built.pages if in_french(address) == address}
    yield from sorted((addresses.sources | addresses.generated) ^ french)
    yield from sorted(address for address in built.pages if in_french(address) not in french)
    yield from sorted(addresses.sources & addresses.generated)


def what_leads_on_is_what_moved(built, site):
    people = {person.own_address for person in site.people if not person.has_page}
    lists, moved = lists_of(site), RedirectionIndex(site.redirections)
    for page in built.redirected:
        if not (page.address in people or lists.nearest_to(page.address) or moved.of(page.address)):
            yield page.address


def html_is_valid(built, site):
    for page in built.pages.values():
        yield from ((page.address, error) for error in page.errors)
        yield from ((page.address, id) for id, count in Counter(page.ids).items() if count > 1)


def titles_differ(built, site):
    titles = Counter((language_of(a), page.tree.find("head/title").text) for a, page in built.pages.items())
    yield from (title for (_, title), count in titles.items() if count > 1)


def a_page_has_one_h1_and_its_landmarks(built, site):
    embeds = Addresses.of(site).embeds
    for page in built.pages.values():
        if len(list(page.tree.iter("h1"))) != 1:
            yield page.address, "h1"
        landmarks = ("header", "main", "footer") if page.address in embeds else ("header", "main", "footer", "nav")
        yield from ((page.address, name) for name in landmarks if page.tree.find(f".//{name}") is None)
        if page.tree.get("lang") != language_of(page.address):
            yield page.address, "lang"


def headings_come_in_order(built, site):
    for page in built.pages.values():
        levels = [int(element.tag[1]) for element in page.tree.iter() if element.tag in HEADINGS]
        if any(after > before + 1 for before, after in pairwise(levels)):
            yield page.address, levels


def a_page_describes_itself(built, site):
    for page in built.pages.values():
        description = page.tree.find("head/meta[@name='description']")
        if description is None or not description.get("content").strip():
            yield page.address


def descriptions_differ(built, site):
    """Only the pages that search engines list must differ."""
    unlisted = Addresses.of(site).unlisted
    pages = [page for address, page in built.pages.items() if in_french(address) not in unlisted]
    told = Counter(page.tree.find("head/meta[@name='description']").get("content") for page in pages)
    yield from (description for description, count in told.items() if count > 1)


def titles_find_room_in_a_list_of_results(built, site):
    """Only a title of the content may be longer, if the site adds nothing to it."""
    for page in built.pages.values():
        title, heading = (page.tree.find(f".//{name}") for name in ("title", "h1"))
        if len(title.text) > SHOWN_OF_A_TITLE and title.text != "".join(heading.itertext()):
            yield page.address, title.text


def links_and_anchors_lead_somewhere(built, site):
    for page in built.pages.values():
        for element in page.tree.iter():
            for link in filter(None, (element.get("href"), element.get("src"))):
                parts = urlsplit(link)
                address = unquote(parts.path) or page.address
                if not parts.scheme and not (
                    built.answers(address) and (not parts.fragment or parts.fragment in built.pages[address].ids)
                ):
                    yield page.address, link


def structured_data_is_in_the_words_of_schema_org(built, site):
    yield from schema_org.faults([data for page in built.pages.values() for data in schema_org.data_of(page)])


def nothing_is_asked_of_another_host(built, site):
    for page in built.pages.values():
        for element in page.tree.iter():
            wanted = element.get("src") or (element.get("href") if element.tag == "link" else None)
            if wanted and element.get("rel") != "canonical" and urlsplit(wanted).netloc:
                yield page.address, wanted
        yield from ((page.address, code) for code in ("<script>", " style=") if code in page.source)


def nothing_of_pelicans_own_theme_shows(built, site):
    yield from (page.address for page in built.pages.values() if "Pelican" in page.source)
    yield from (name for name in ("archives.html",) if (built.folder / name).exists())


def no_note_is_published(built, site):
    notes = [note for record in site.records for note in record.to_verify]
    yield from ((page.address, note) for page in built.pages.values() for note in notes if note in page.text)


def every_page_is_in_the_site_map(built, site):
    listed = {element.get("href") for element in built.pages["/plan-du-site/"].tree.iter("a")}
    addresses = Addresses.of(site)
    french = {address for address in built.pages if in_french(address) == address}
    yield from sorted(french - addresses.sheets - addresses.embeds - {"/404.html"} - listed)


def only_a_page_that_is_not_listed_asks_not_to_be(built, site):
    told = {address for address, page in built.pages.items() if page.tree.find("head/meta[@name='robots']") is not None}
    unlisted = Addresses.of(site).unlisted
    yield from sorted(told ^ {address for address in built.pages if in_french(address) in unlisted})


ADVICE = "avant de venir"
WHOLES = {"article", "section", "main"}


def a_date_of_a_permanence_comes_with_the_advice_to_call(built, site):
    """The advice must be in the same section of the page, or in the same attribute, so that nobody comes in vain."""
    dates = {date.day for date in site.permanence_dates}
    dates -= {value.first for record in site.records for _, value in record if isinstance(value, PartialDate)}
    dates -= {session.day.first for event in site.listed("event") for session in event.sessions}
    # The two lines above leave out the days that are also those of a news item, a position, an event…
    machine = {date.isoformat() for date in dates}
    named = re.compile(
        "|".join(f"{day_and_month(date, FRENCH)}(?! {date.year}| \\d)|{day(date, FRENCH)}" for date in dates)
    )
    pages = {a: page for a, page in built.pages.items() if in_french(a) == a and not a.startswith("/agenda/")}
    for address, page in pages.items():
        body = page.tree.find("body")
        parents = {child: parent for parent in body.iter() for child in parent}
        for element in (each for each in body.iter() if each.tag not in ("script", "style")):
            told = (unquote(value) for value in element.attrib.values())
            yield from ((address, value) for value in told if dates and named.search(value) and ADVICE not in value)
            shown = f"{element.text or ''} {' '.join(child.tail or '' for child in element)}"
            if element.get("datetime") in machine or (dates and named.search(shown)):
                while element.tag not in WHOLES and element is not body:
                    element = parents[element]
                if ADVICE not in "".join(element.itertext()):
                    yield address, shown


RULES = (
    a_date_of_a_permanence_comes_with_the_advice_to_call,
    every_page_is_expected,
    what_leads_on_is_what_moved,
    html_is_valid,
    titles_differ,
    a_page_has_one_h1_and_its_landmarks,
    headings_come_in_order,
    a_page_describes_itself,
    descriptions_differ,
    titles_find_room_in_a_list_of_results,
    links_and_anchors_lead_somewhere,
    structured_data_is_in_the_words_of_schema_org,
    nothing_is_asked_of_another_host,
    nothing_of_pelicans_own_theme_shows,
    no_note_is_published,
    every_page_is_in_the_site_map,
    only_a_page_that_is_not_listed_asks_not_to_be,
)
