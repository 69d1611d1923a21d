"""Social cards, the pictures that a shared link shows: their words, their layout, their drawing, their addresses."""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from plugins.base.processes import on_all_cores
from plugins.files.file import BuildContext, File
from plugins.files.social_cards.cards import SocialCard
from plugins.files.social_cards.sharing import social_cards_of
from plugins.model.site import Site

FEW_CARDS: Final = 8
"""Up to so many cards, starting processes takes longer than they save."""


def social_cards(site: Site, context: BuildContext) -> Iterator[File]:
    """Every card. None where the site does not know its own address.

    Those that the cache does not have are drawn on all cores, while this process makes other files: they are waited for
    when the first card is read.
    """
    if not context.base_url:
        return
    cards = social_cards_of(site, context.site_name, context.theme)
    painter, cache = cards.painter, context.cache

    def draw(card: SocialCard) -> bytes:
        return cache.made(_kept_as(painter.address(card)), partial(painter.png, card))

    missing = [card for card in cards if not cache.has(_kept_as(painter.address(card)))]
    # The cache has them then, not the memory.
    sizes = on_all_cores(lambda card: len(draw(card)), missing, few=FEW_CARDS)
    drawn = context.progress("Images de partage", sizes, len(missing))

    def read(card: SocialCard) -> bytes:
        for _ in drawn:
            pass
        return draw(card)

    for card in cards:
        address = painter.address(card)
        yield File(address, partial(read, card), version=address)  # it has a hash of all that is drawn


def _kept_as(address: str) -> str:
    return f"cards/{PurePosixPath(address).name}"
