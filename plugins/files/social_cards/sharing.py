"""Which social card a link to a page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Protocol

from plugins.files.social_cards.cards import Brand, SocialCard, nearby_social_card, site_social_card, social_card_of
from plugins.files.social_cards.drawing import Painter
from plugins.files.social_cards.layout import HEIGHT, WIDTH
from plugins.model import Office, Record
from plugins.model.site import Site

NOT_SHARED: Final = frozenset({"sheet", "sheets", "not_found"})
"""The templates of pages without a social card: their content is on another page."""

NEARBY: Final = "nearby"
"""The template of the pages of the communes, which share a card."""


class Addressed(Protocol):
    """A page, whether it comes from a record or not."""

    @property
    def address(self) -> str: ...
    @property
    def template(self) -> str: ...


@dataclass(frozen=True)
class Shared:
    """The metadata in the head of a page, with the address of its card from the root and the text of that card."""

    address: str
    text: str
    type: str
    """A word of https://ogp.me: a text with a date of its own is an article."""
    published: str
    """The day of publication (ISO 8601), where it is known."""
    width: int = WIDTH
    height: int = HEIGHT


class SocialCards:
    """The social cards of a site."""

    def __init__(self, site: Site, site_name: str, theme: Path) -> None:
        organisation = site.organisation
        brand = Brand(organisation.short_name, organisation.name) if organisation else Brand(site_name, "")
        self.painter = Painter(theme)
        self._site, self._brand = site, brand
        self._own = cache(self._card_of)
        self.common = site_social_card(site, brand)
        self.nearby = nearby_social_card(site, brand) if site.has(Office) else self.common

    def __iter__(self) -> Iterator[SocialCard]:
        own = (self._own(record.address) for record in self._site.with_pages)
        yield from dict.fromkeys((*filter(None, own), self.nearby, self.common))

    def _card_of(self, address: str) -> SocialCard | None:
        record = self._site.page_at(address)
        return social_card_of(record, self._site, self._brand) if record and record.has_page else None

    def shared(self, page: Addressed, address: str = "") -> Shared | None:
        """The card that a link to ``page`` shows: its own or that of the site; ``address`` is that in French."""
        if page.template in NOT_SHARED:
            return None
        others = self.nearby if page.template == NEARBY else self.common
        card = self._own(address or page.address) or others
        date = page.when if isinstance(page, Record) else None
        # Only where the date is that of publication: that of an event or of a resource is not.
        published = str(date) if date and date.exact and isinstance(page, Record) and page.embargoed else ""
        return Shared(
            self.painter.address(card), card.text, "article" if date else "website", published.partition(" ")[0]
        )


@lru_cache(maxsize=16)  # called for each language, then for drawing
def social_cards_of(site: Site, site_name: str, theme: Path) -> SocialCards:
    """The cards of a site."""
    return SocialCards(site, site_name, theme)
