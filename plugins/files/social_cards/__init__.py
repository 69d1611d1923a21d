"""Social cards, the pictures that a shared link shows: their words, their layout, their drawing, their addresses."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import PurePosixPath

from plugins.files.file import BuildContext, File
from plugins.files.social_cards.cards import SocialCard
from plugins.files.social_cards.sharing import social_cards_of
from plugins.model.site import Site


def social_cards(site: Site, context: BuildContext) -> Iterator[File]:
    """Every card; those that the cache does not have are drawn. None where the site does not know its own address.

    They are drawn in threads: packing takes half of the time, and lets the others draw meanwhile.
    """
    if not context.base:
        return
    cards = social_cards_of(site, context.locale, context.site_name, context.theme)
    painter, cache = cards.painter, context.cache

    def draw(card: SocialCard) -> bytes:
        return cache.made(_kept_as(painter.address(card)), partial(painter.png, card))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        missing = [card for card in cards if not cache.has(_kept_as(painter.address(card)))]
        list(context.progress("Images de partage", pool.map(draw, missing), len(missing)))
    for card in cards:
        address = painter.address(card)
        yield File(address, partial(draw, card), version=address)  # it has a hash of all that is drawn


def _kept_as(address: str) -> str:
    return f"cards/{PurePosixPath(address).name}"
