"""Social cards, the pictures that a shared link shows.

``cards.py`` has their words, ``layout.py`` and ``fitting.py`` their places, ``drawing.py`` and ``circles.py`` draw
them, ``sharing.py`` says which card a page has.
"""

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
"""Up to this number of cards, starting processes takes longer than it saves."""


def social_cards(site: Site, context: BuildContext) -> Iterator[File]:
    """Every card; none where the site does not know its own address.

    Cards that are not in the cache are drawn on all cores, while this process makes other files.
    """
    if not context.base_url:
        return
    cards = social_cards_of(site, context.site_name, context.theme)
    painter, cache = cards.painter, context.cache

    def draw(card: SocialCard) -> bytes:
        return cache.made(_kept_as(painter.address(card)), partial(painter.png, card))

    missing = [card for card in cards if not cache.has(_kept_as(painter.address(card)))]
    drawn = on_all_cores(lambda card: len(draw(card)), missing, few=FEW_CARDS)  # the bytes stay in the cache
    context.finish_later(context.progress("Images de partage", drawn, len(missing)))
    for card in cards:
        address = painter.address(card)
        yield File(address, partial(draw, card), version=address)  # has a hash of all that is drawn


def _kept_as(address: str) -> str:
    return f"cards/{PurePosixPath(address).name}"
