"""What the templates may use: the site, translated words, dates in words. Nothing else reaches them."""

from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

from plugins import dates
from plugins.content.partial_date import PartialDate


def equip(generator: Generator) -> None:
    """Give a generator's Jinja environment its words and filters."""
    theme, language = Path(generator.theme), generator.settings["DEFAULT_LANG"]
    environment, locale = generator.env, Locale.parse(language)
    environment.install_gettext_translations(_translations(theme, language), newstyle=True)
    environment.filters.update(
        day=lambda day: dates.day(day, locale),
        month=lambda day: dates.month(day, locale),
        hour=lambda time: dates.hour(time, locale),
        date=lambda date: time_element(date, locale),
    )
    environment.globals.update(site=generator.settings["SITE"], text_direction=locale.text_direction)


def _translations(theme: Path, language: str) -> NullTranslations:
    """The theme's words: French is the language of its source."""
    return Translations.load(theme / "translations", [language]) if language != "fr" else NullTranslations()


def time_element(date: PartialDate, locale: Locale) -> Markup:
    """A date in words, marked up for machines: ``<time datetime="2021-05">mai 2021</time>``."""
    return Markup('<time datetime="{}">{}</time>').format(str(date).replace(" ", "T"), dates.partial(date, locale))


def register() -> None:
    signals.generator_init.connect(equip)
