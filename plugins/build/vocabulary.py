"""The vocabulary of the templates: the filters, tests and globals that every template may use.

A template gets nothing else but the values that it is rendered with: a page, an office, a message.
"""

import re
from collections import ChainMap
from collections.abc import Callable, Mapping, MutableMapping
from functools import partial
from typing import Any, Final, cast
from urllib.parse import quote

from babel import Locale
from babel.numbers import format_decimal
from jinja2 import Environment
from markupsafe import Markup

from plugins.base import dates
from plugins.base.hosts import host, host_name
from plugins.base.partial_date import PartialDate
from plugins.base.typography import NO_BREAK_SPACE, ended
from plugins.build.recorder import Recorder, View
from plugins.files import finder
from plugins.files.assets import BOLD_FACES, FIRST_FACES
from plugins.files.contact_cards import geo_uri
from plugins.files.feeds.feed import channel_of
from plugins.files.file import BuildContext
from plugins.files.open_data.envelope import FORMAT_VERSION
from plugins.files.open_data.hsds import FIELDS, HSDS_VERSION
from plugins.files.open_data.offices import embed_address
from plugins.files.open_data.schemas import tables_of
from plugins.files.search import first_addresses
from plugins.files.social_cards.sharing import Shared, social_cards_of
from plugins.languages.language import OF_CONTENT, Language
from plugins.model import TYPES
from plugins.model.beside import is_reachable, vcard_address
from plugins.model.facets import Lists, lists_of
from plugins.model.position import LEVEL_NAMES
from plugins.model.redirection import location_of
from plugins.model.section import SECTIONS
from plugins.model.site import PageIn, Site, in_each
from plugins.pages import banner, charts, citations, event_words, navigation, offer
from plugins.pages.every_page import AnyPage
from plugins.pages.indexing import SHOWN_OF_A_TITLE, is_indexed
from plugins.pages.nearby import map_of, nearby_pages, point_of_office
from plugins.pages.phrases import phrases
from plugins.pages.related import neighbours, related
from plugins.pages.sheets import qr_code
from plugins.pages.structured_data import breadcrumb_list, json_ld
from plugins.pages.translation import state_of
from plugins.permanences.wordings import wording
from plugins.pictures.markup import picture_markup

Filters = dict[str, Callable[..., object]]
READ_SETTINGS: Final = (
    "CSP_OF_PAGES",
    "LAUNCHED",
    "REFERRER_POLICY",
    "SERVICE_WORKER",
    "SITENAME",
    "SITEURL",
    "THEME_STATIC_DIR",
    "TIMEZONE",
)
"""The settings that templates read. ``SITEURL`` is "" in a build that is not public, whose pages have no canonical
address; ``base_url`` is always the public address."""


def renderer(environment: Environment, settings: Mapping[str, object]) -> Callable[..., str]:
    """Return a function that renders a template with READ_SETTINGS and the values that it is given."""
    read = {name: settings[name] for name in READ_SETTINGS}

    def render(template: str, **values: object) -> str:
        return environment.get_template(template).render(read, **values)

    return render


def add_vocabulary(environment: Environment, site: Site, context: BuildContext, recorder: Recorder) -> None:
    """Add the filters, tests, globals and translations to the environment of a language.

    What follows from the whole site is a question of the ``recorder``, or uses the site through a view, so that the
    recorder knows what a page was made from. All the rest depends on its arguments and on the program alone.
    """
    language, view = site.language, recorder.view("site", Site, lambda: site)

    def asked(questions: Filters) -> Filters:
        return {name: recorder.question(name, answer) for name, answer in questions.items()}

    environment.install_gettext_translations(language.words, newstyle=True)  # type: ignore[attr-defined]  # jinja2.ext.i18n adds it
    environment.policies["ext.i18n.trimmed"] = True
    environment.join_path = plain_name  # type: ignore[method-assign]  # no subclass: Pelican has made the environment
    environment.make_globals = partial(globals_of_a_template, environment)  # type: ignore[method-assign]
    environment.filters |= FILTERS | dates_and_numbers(language) | about_a_record(view, context, language.locale)
    environment.filters |= asked(questions_of_a_page(site, context))
    environment.tests |= TESTS
    environment.globals |= GLOBALS | asked(questions_of_the_site(site, context))
    environment.globals |= {
        "site": view,
        "lists": recorder.view("lists", Lists, lambda: lists_of(site.first)),
        "identity": language.identity,
        "language": language,
        "asset": context.assets.address,
        "first_faces": FIRST_FACES[language.script],
        "bold_faces": BOLD_FACES.get(language.script, ()),
        "base_url": context.base_url,
        "in_each_language": in_each_language(site, recorder),
    }


def dates_and_numbers(language: Language) -> Filters:
    """Filters that put dates, numbers and permanences into the words of a language."""
    locale, words = language.locale, wording(language.code)
    return {
        "day": lambda day: dates.day(day, locale),
        "day_and_month": lambda day: dates.day_and_month(day, locale),
        "day_in_large": lambda day: dates.in_large(day, locale),
        "weekday": lambda day: dates.weekday(day, locale),
        "month": lambda day: dates.month(day, locale),
        "month_in_date": lambda day: dates.month_in_date(day, locale),
        "month_name": lambda day: dates.month_name(day, locale),
        "hour": lambda time: dates.hour(time, locale),
        "date": lambda date: time_element(date, locale),
        "span": lambda event: Markup(" ").join(
            Markup("<span>{}</span>").format(Markup(part)) for part in dates.span(event, locale, time_element)
        ),
        "number": lambda count: number(count, locale),
        "signed": lambda change: signed(change, locale),
        "sentence": lambda permanence: words.sentence(permanence.rule),
        "said_place": lambda event: event_words.place(event, language),
        "capital": words.capital,
        "isolated": language.isolated,
    }


def about_a_record(view: View, context: BuildContext, locale: Locale) -> Filters:
    """Filters that use a record, and the site through its view."""
    base_url, cache = context.base_url, context.cache
    site = cast("Site", view)  # a view has the attributes of the site
    return {
        "bibtex": lambda record: citations.bibtex(record, site, base_url),
        "citation": lambda record: citations.citation(record, site, base_url, locale),
        "breadcrumb_list": lambda steps: breadcrumb_list(steps, base_url),
        "json_ld": lambda record, picture: json_ld(record, site, base_url, picture),
        "qr_code": lambda url: qr_code(url, cache),
    }


def questions_of_a_page(site: Site, context: BuildContext) -> Filters:
    """Filters that follow from the whole site, for one page, text or address."""
    language = site.language

    def shared(page: AnyPage) -> Shared | None:
        cards = social_cards_of(site.first, context.site_name, context.theme)
        return cards.shared(page, page.address.removeprefix(language.prefix))

    return {
        "neighbours": lambda record: neighbours(record, site),
        "related": lambda record: related(record, site),
        "is_indexed": lambda page: context.launched and is_indexed(page, site),
        "social_card": shared if context.base_url else lambda page: None,
        "at": site.at,
        "french": lambda text: in_language(text, language),
        "translation": lambda page: state_of(page, language),
        "document_note": lambda address: site.media.documents[address].note,
    }


def questions_of_the_site(site: Site, context: BuildContext) -> Filters:
    """Globals that follow from the whole site and are the same for all pages, such as the menu."""
    language = site.language
    return {
        "phrases": lambda: phrases(language),
        "menu": lambda: navigation.menu(site),
        "branches": lambda: navigation.branches(site, lists_of(site.first)),
        "footer": lambda: Markup(context.render("partials/footer.html", **footer_links(site))),
        "banner": lambda: banner.banner_of(site),
        "banner_note": lambda office: banner.note_of(office, site),
        "nearby_pages": lambda: nearby_pages(site.first),
        "office_map": lambda: map_of(site.offices),
        "search_files": lambda: first_addresses(site, context),
    }


def in_each_language(site: Site, recorder: Recorder) -> Callable[[AnyPage], tuple[PageIn, ...]]:
    """Return the function that gives the address of a page in each language.

    It asks two questions, whose answers take less time to compare than the addresses that follow from them.
    """
    languages = recorder.question("languages", lambda: site.languages)
    languages_with = recorder.question("languages_with", lambda page: site.languages_with(page.address))
    prefix = site.language.prefix
    return lambda page: in_each(languages(), languages_with(page), page.address.removeprefix(prefix))


def footer_links(site: Site) -> dict[str, object]:
    """The links of the footer, rendered once for all pages: legal pages, and records in the language of the site."""
    return {
        "footer_sections": tuple(filter(site.is_own, navigation.sections(site))),
        "footer_about": tuple(filter(site.is_own, navigation.about(site))),
        "footer_missions": tuple(filter(site.is_own, site.listed("mission"))),
        "footer_legal": navigation.legal(site),
    }


def plain_name(template: str, parent: str) -> str:
    """The name of a template that ``parent`` includes, imports or extends (for ``Environment.join_path``).

    A name that a macro returns is Markup; Jinja would join it with the folder of the templates, and so escape that
    folder.
    """
    return str(template)


def globals_of_a_template(environment: Environment, own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
    """The globals of a template that has none of its ``own`` are those of all (for ``Environment.make_globals``).

    Jinja would join the two in a ChainMap, and go through all names of it at each import of a macro.
    """
    return ChainMap(own, environment.globals) if own else environment.globals


def time_element(date: PartialDate, locale: Locale) -> Markup:
    """A date in words, marked up for machines: ``<time datetime="2021-05">mai 2021</time>``."""
    return Markup('<time datetime="{}">{}</time>').format(str(date).replace(" ", "T"), dates.partial(date, locale))


def page_title(title: str, above: str, brand: str) -> str:
    """The ``<title>`` of a page: its title, with section and site name or the name alone if SHOWN_OF_A_TITLE allows."""
    for suffix in (f"{above} · {brand}", f" · {brand}"):
        if len(title + suffix) <= SHOWN_OF_A_TITLE:
            return title + suffix
    return title


def in_language(text: str, language: Language) -> str:
    """A text of the content in its translation, or marked up as French where it has none."""
    if language.is_of_content or language.words.has(text):
        return language.gettext(text)
    return Markup('<span lang="{}" dir="ltr">{}</span>').format(OF_CONTENT.code, text)


def query(text: str) -> str:
    """Percent-encode a text for the query of an address, but for letters beyond ASCII: browsers encode those, and
    encoded they would take three times the bytes."""
    return re.sub(r"[\x00-\x7f]+", lambda found: quote(found[0], safe="/"), text)


def number(count: int, locale: Locale) -> str:
    """« 1 030 »: a number with U+00A0 between thousands, since the fonts lack the U+202F of Babel."""
    return format_decimal(count, locale=locale).replace("\u202f", NO_BREAK_SPACE)


def signed(change: int, locale: Locale) -> str:
    """« +41 », « −78 » with the true minus sign (U+2212), « 0 »."""
    sign = "+" if change > 0 else "\u2212" if change < 0 else ""
    return sign + number(abs(change), locale)


FILTERS: Final[Filters] = {
    # what belongs to a record
    "said_in_list": event_words.in_list,
    "said_in_page": event_words.in_page,
    "said_of_session": event_words.of_session,
    "which_session": event_words.which_session,
    "registration_subject": event_words.registration_subject,
    "offer_parts": offer.in_parts,
    "availability": offer.availability,
    "in_short": offer.in_short,
    # addresses and files
    "query": query,
    "vcard_address": vcard_address,
    "geo_uri": geo_uri,
    "location": location_of,
    "host": host,
    "host_name": host_name,
    "picture": lambda shown: picture_markup(shown.file, shown.alternative),
    "point": point_of_office,
    # texts and drawings
    "page_title": page_title,
    "ended": ended,
    "activity_chart": charts.activities,
    "comparison_chart": charts.comparison,
}
"""The filters that depend on their arguments and on the program alone; TESTS and GLOBALS too."""
TESTS: Final[Filters] = {"reachable": is_reachable, "legal": navigation.is_legal}
GLOBALS: Final = {
    "levels": LEVEL_NAMES,
    "list_over": event_words.LIST_WORDS_OVER,
    "page_over": event_words.PAGE_WORDS_OVER,
    "sections": SECTIONS,
    "types": TYPES,
    "embed_address": embed_address,
    "channel_of": channel_of,
    "data_tables": tables_of,
    "data_version": FORMAT_VERSION,
    "finder_data_address": finder.FINDER_ADDRESS,
    "hsds_fields": FIELDS,
    "hsds_version": HSDS_VERSION,
}
