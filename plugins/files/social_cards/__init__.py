"""Social cards, the pictures that a shared link shows: their words, their layout, their drawing, their addresses."""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from plugins.files.file import BuildContext, File
from plugins.files.social_cards.sharing import social_cards_of
from plugins.model.site import Site


def social_cards(site: Site, context: BuildContext) -> Iterator[File]:
    """Every card; those that the cache does not have are drawn. None where the site does not know its own address."""
    if not context.base:
        return
    cards = social_cards_of(site, context.locale, context.site_name, context.theme)
    for card in cards:
        address = cards.painter.address(card)
        name = f"cards/{PurePosixPath(address).name}"
        yield File(address, context.cache.made(name, partial(cards.painter.png, card)))
