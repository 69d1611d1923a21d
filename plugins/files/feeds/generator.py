"""Writes the feeds, and tells the templates where they are."""

from pathlib import Path
from typing import Final

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.build.content import base_address
from plugins.files.feeds.absolute import absolute
from plugins.files.feeds.atom import atom
from plugins.files.feeds.entries import Told
from plugins.files.feeds.feed import ATOM_TYPE, CHANNELS, RSS_TYPE, channel_of, feed
from plugins.files.feeds.rss import rss

FORMATS: Final = {ATOM_TYPE: atom, RSS_TYPE: rss}
ICON: Final = "images/touch-icon.png"


class FeedsGenerator(Generator):
    """Writes each feed beside the page of its section."""

    def generate_output(self, writer: Writer) -> None:
        settings, base = self.settings, base_address(self.settings)
        icon = settings["ASSETS"].address(ICON)
        for channel in CHANNELS:
            told = feed(channel, settings["SITE"], base, settings["SITENAME"], icon, self._text)
            for media_type, address in channel.files.items():
                file = Path(self.output_path) / address.lstrip("/")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(FORMATS[media_type](told, f"{base}{address}"))

    def _text(self, record: Told) -> str:
        """The full text of a record, to be read outside of its page."""
        html = self.get_template("feed_entry").render(self.context, record=record)
        return absolute(html.strip(), f"{base_address(self.settings)}{record.address}")


def equip(generator: Generator) -> None:
    """Give the templates the feeds of the section in which a page is."""
    generator.env.globals["channel_of"] = channel_of


def generators(pelican: Pelican) -> type[Generator]:
    return FeedsGenerator


def register() -> None:
    signals.get_generators.connect(generators)
    signals.generator_init.connect(equip)
