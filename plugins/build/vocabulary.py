"""What the templates may use: the site, translated words, dates in words. Nothing else reaches them."""

from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

from plugins.build.content import base_address
from plugins.pages import charts, citations
from plugins.pages.structured_data import json_ld
from plugins.text import dates
from plugins.text.hosts import host, host_name
from plugins.text.partial_date import PartialDate
from plugins.text.typography import NO_BREAK_SPACE


def equip(generator: Generator) -> None:
    """Give a generator's Jinja environment its words and filters."""
    theme, language = Path(generator.theme), generator.settings["DEFAULT_LANG"]
    environment, locale = generator.env, Locale.parse(language)
    site, base = generator.settings["SITE"], base_address(generator.settings)
    environment.install_gettext_translations(_translations(theme, language), newstyle=True)
    environment.filters.update(
        day=lambda day: dates.day(day, locale),
        month=lambda day: dates.month(day, locale),
        hour=lambda time: dates.hour(time, locale),
        date=lambda date: time_element(date, locale),
        span=lambda event: Markup(" ".join(dates.span(event, locale, time_element))),
        weekday=lambda day: format_date(day, "EEEE", locale),
        month_name=lambda day: format_date(day, "LLLL", locale),
        number=lambda count: number(count, locale),
        signed=lambda change: signed(change, locale),
        json_ld=lambda record: json_ld(record, site, base),
        host=host,
        host_name=host_name,
        citation=lambda record: citations.sentence(record, site, base, locale),
        bibtex=lambda record: citations.bibtex(record, site, base),
        comparison_chart=charts.comparison,
        activity_chart=charts.activities,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals.update(
        site=site, asset=generator.settings["ASSETS"].address, base_address=base, text_direction=locale.text_direction
    )


def _translations(theme: Path, language: str) -> NullTranslations:
    """The theme's words: French is the language of its source."""
    return Translations.load(theme / "translations", [language]) if language != "fr" else NullTranslations()


def time_element(date: PartialDate, locale: Locale) -> Markup:
    """A date in words, marked up for machines: ``<time datetime="2021-05">mai 2021</time>``."""
    return Markup('<time datetime="{}">{}</time>').format(str(date).replace(" ", "T"), dates.partial(date, locale))


def number(count: int, locale: Locale) -> str:
    """« 1 030 », with a space that the fonts have: they lack U+202F."""
    return format_decimal(count, locale=locale).replace("\u202f", NO_BREAK_SPACE)


def signed(change: int, locale: Locale) -> str:
    """« +41 », « −78 » with the true minus sign (U+2212), « 0 »."""
    sign = "+" if change > 0 else "\u2212" if change < 0 else ""
    return sign + number(abs(change), locale)


def register() -> None:
    signals.generator_init.connect(equip)
