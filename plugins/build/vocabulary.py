"""The vocabulary of the templates: the site, translated words, dates in words, some settings.

Nothing else is passed to them but what one template is rendered with: the record of a page, an office, a message.
"""

import re
from typing import Final, cast
from urllib.parse import quote

from babel import Locale
from babel.numbers import format_decimal
from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup

from plugins.base import dates
from plugins.base.hosts import host, host_name
from plugins.base.partial_date import PartialDate
from plugins.base.typography import NO_BREAK_SPACE, ended
from plugins.build.recorder import Recorder
from plugins.files import contact_cards, finder
from plugins.files.assets import BOLD_FACES, FIRST_FACES
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
from plugins.model.facets import Lists, lists_of
from plugins.model.position import LEVEL_NAMES
from plugins.model.redirection import location_of
from plugins.model.section import SECTIONS
from plugins.model.site import PageIn, Site, in_each
from plugins.pages import banner, charts, citations, event_words, navigation, offer
from plugins.pages.every_page import AnyPage
from plugins.pages.indexing import is_indexed
from plugins.pages.nearby import map_of, nearby_pages, point_of_office
from plugins.pages.phrases import phrases
from plugins.pages.related import neighbours, related
from plugins.pages.sheets import qr_code
from plugins.pages.structured_data import breadcrumb_list, json_ld
from plugins.pages.translation import state_of
from plugins.permanences.wordings import wording
from plugins.pictures.markup import picture_markup

_INDENTATION: Final = re.compile(r"([%#]\})?\n[ \t]+(?=</?[a-z])")
SHOWN_OF_A_TITLE: Final = 65
"""How many characters search engines show of the title of a page."""
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
"""The settings that templates read. SITEURL is "" in a build that is not for the public: its pages have no canonical
address then, while ``base_address`` is always the public one."""


class Unindented(Extension):
    """Templates without their indentation, which is a hundredth of what a visitor waits for.

    One space stays after a tag of Jinja, whose line end goes: it may be all that stands between two words.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """A template before Jinja reads it: only what stands before an element goes."""
        if not (name and name.endswith(".html")):
            return source
        return _INDENTATION.sub(lambda found: f"{found[1]}\n " if found[1] else "\n", source)


def add_vocabulary(environment: Environment, site: Site, context: BuildContext, recorder: Recorder) -> None:
    """Add the filters, tests, globals and translations of the templates, beside the settings.

    What follows from the whole site is a question of the ``recorder``, or made with the view of the site: so what a
    page was made from is known. Anything else depends on its arguments and on the program alone.
    """
    language, base = site.language, context.base
    locale, words = language.locale, wording(language.code)
    prefix, cache = language.prefix, context.cache
    view, question = recorder.view("site", Site, lambda: site), recorder.question
    # A view has the attributes of what it shows.
    seen = cast("Site", view)

    def shared(page: AnyPage) -> Shared | None:
        cards = social_cards_of(site.first, context.site_name, context.theme)
        return cards.shared(page, page.address.removeprefix(prefix))

    # Two questions, which are compared in less time than their outcome.
    languages = question("languages", lambda: site.languages)
    languages_with = question("languages_with", lambda page: site.languages_with(page.address))

    def in_each_language(page: AnyPage) -> tuple[PageIn, ...]:
        return in_each(languages(), languages_with(page), page.address.removeprefix(prefix))

    environment.install_gettext_translations(language.words, newstyle=True)  # type: ignore[attr-defined]  # jinja2.ext.i18n adds it
    environment.policies["ext.i18n.trimmed"] = True
    environment.join_path = plain_name  # type: ignore[method-assign]  # Pelican has made it: too late for a subclass
    environment.filters.update(
        # dates and numbers in words
        day=lambda day: dates.day(day, locale),
        day_and_month=lambda day: dates.day_and_month(day, locale),
        day_in_large=lambda day: dates.in_large(day, locale),
        month=lambda day: dates.month(day, locale),
        sentence=lambda permanence: words.sentence(permanence.rule),
        hour=lambda time: dates.hour(time, locale),
        date=lambda date: time_element(date, locale),
        span=lambda event: Markup(" ").join(
            Markup("<span>{}</span>").format(Markup(part)) for part in dates.span(event, locale, time_element)
        ),
        weekday=lambda day: dates.weekday(day, locale),
        month_in_date=lambda day: dates.month_in_date(day, locale),
        month_name=lambda day: dates.month_name(day, locale),
        number=lambda count: number(count, locale),
        signed=lambda change: signed(change, locale),
        page_title=page_title,
        query=query,
        ended=ended,
        capital=words.capital,
        # what belongs to a record
        bibtex=lambda record: citations.bibtex(record, seen, base),
        citation=lambda record: citations.citation(record, seen, base, locale),
        breadcrumb_list=lambda steps: breadcrumb_list(steps, base),
        json_ld=lambda record, picture: json_ld(record, seen, base, picture),
        neighbours=question("neighbours", lambda record: neighbours(record, site)),
        is_indexed=question("is_indexed", lambda page: context.launched and is_indexed(page, site)),
        related=question("related", lambda record: related(record, site)),
        said_in_list=event_words.in_list,
        said_in_page=event_words.in_page,
        said_of_session=event_words.of_session,
        which_session=event_words.which_session,
        registration_subject=event_words.registration_subject,
        offer_parts=offer.in_parts,
        availability=offer.availability,
        in_short=offer.in_short,
        social_card=question("social_card", shared if base else lambda page: None),
        # addresses and files
        at=question("at", site.at),
        isolated=language.isolated,
        french=question("french", lambda text: french(text, language)),
        translation=question("translation", lambda page: state_of(page, language)),
        vcard_address=contact_cards.vcard_address,
        document_note=question("document_note", lambda address: site.media.documents[address].note),
        geo_uri=contact_cards.geo_uri,
        location=location_of,
        host=host,
        host_name=host_name,
        qr_code=lambda url: qr_code(url, cache),
        picture=lambda shown: picture_markup(shown.file, shown.alternative),
        point=point_of_office,
        # drawings
        activity_chart=charts.activities,
        comparison_chart=charts.comparison,
    )
    environment.tests.update(reachable=contact_cards.is_reachable, legal=navigation.is_legal)
    environment.globals.update(
        site=view,
        identity=language.identity,
        asset=context.assets.address,
        first_faces=FIRST_FACES[language.script],
        bold_faces=BOLD_FACES.get(language.script, ()),
        base_address=base,
        language=language,
        levels=LEVEL_NAMES,
        list_over=event_words.LIST_WORDS_OVER,
        page_over=event_words.PAGE_WORDS_OVER,
        phrases=question("phrases", lambda: phrases(language)),
        # other languages
        in_each_language=in_each_language,
        # generated pages and navigation
        lists=recorder.view("lists", Lists, lambda: lists_of(site.first)),
        menu=question("menu", lambda: navigation.menu(site)),
        footer=question("footer", lambda: Markup(context.render("partials/footer.html", **footer_links(site)))),
        banner=question("banner", lambda: banner.banner_of(site)),
        banner_note=question("banner_note", lambda office: banner.note_of(office, site)),
        sections=SECTIONS,
        branches=question("branches", lambda: navigation.branches(site, lists_of(site.first))),
        types=TYPES,
        nearby_pages=question("nearby_pages", lambda: nearby_pages(site.first)),
        office_map=question("office_map", lambda: map_of(site.offices)),
        # files beside the pages
        embed_address=embed_address,
        channel_of=channel_of,
        data_tables=tables_of,
        data_version=FORMAT_VERSION,
        finder_data_address=finder.FINDER_ADDRESS,
        hsds_fields=FIELDS,
        hsds_version=HSDS_VERSION,
        search_files=question("search_files", lambda: first_addresses(site, context)),
    )


def footer_links(site: Site) -> dict[str, object]:
    """The links of the footer, which is made once for all pages: what is in French alone is in the footer in French."""
    return {
        "footer_sections": tuple(filter(site.is_own, navigation.sections(site))),
        "footer_about": tuple(filter(site.is_own, navigation.about(site))),
        "footer_missions": tuple(filter(site.is_own, site.listed("mission"))),
        "footer_legal": navigation.legal(site),
    }


def plain_name(template: str, parent: str) -> str:
    """The name of a template that ``parent`` includes, imports or extends (for ``Environment.join_path``).

    What a macro returns is Markup, which escapes whatever it is joined with: here the folder of the templates.
    """
    return str(template)


def time_element(date: PartialDate, locale: Locale) -> Markup:
    """A date in words, marked up for machines: ``<time datetime="2021-05">mai 2021</time>``."""
    return Markup('<time datetime="{}">{}</time>').format(str(date).replace(" ", "T"), dates.partial(date, locale))


def page_title(title: str, above: str, brand: str) -> str:
    """A title with its section and whose it is, as far as a list of results has room; the title itself is whole."""
    for suffix in (f"{above} · {brand}", f" · {brand}"):
        if len(title + suffix) <= SHOWN_OF_A_TITLE:
            return title + suffix
    return title


def french(text: str, language: Language) -> str:
    """A text of the content: in the words of the language where it has some, else marked as what it is."""
    if language.is_of_content or language.words.has(text):
        return language.gettext(text)
    return Markup('<span lang="{}" dir="ltr">{}</span>').format(OF_CONTENT.code, text)


def query(text: str) -> str:
    """A text in the query of an address. Letters beyond ASCII stay: a browser encodes them, at a third of the bytes."""
    return re.sub(r"[\x00-\x7f]+", lambda found: quote(found[0], safe="/"), text)


def number(count: int, locale: Locale) -> str:
    """« 1 030 », with a space that the fonts have: they lack U+202F."""
    return format_decimal(count, locale=locale).replace("\u202f", NO_BREAK_SPACE)


def signed(change: int, locale: Locale) -> str:
    """« +41 », « −78 » with the true minus sign (U+2212), « 0 »."""
    sign = "+" if change > 0 else "\u2212" if change < 0 else ""
    return sign + number(abs(change), locale)
