"""The banner of the day (``plugins/model/banner.py``) as pages show it."""

from dataclasses import dataclass

from plugins.base.hosts import host_name
from plugins.model import Office
from plugins.model.banner import Banner
from plugins.model.site import Site


@dataclass(frozen=True)
class ShownBanner:
    """The banner, with the text of its link and whether that text is in French on a page in another language."""

    banner: Banner
    label: str = ""
    link_is_french: bool = False

    @property
    def link(self) -> str | None:
        """The address of its link; None without a link."""
        return self.banner.link.address if self.banner.link else None

    def concerns(self, office: Office) -> bool:
        """Whether the banner is about the office: it names the office, or no office at all, which means all."""
        return not self.banner.offices or office.slug in self.banner.offices


def banner_of(site: Site) -> ShownBanner | None:
    """The banner that is shown at some hour of today; None without one."""
    banner = site.banner
    if not banner or not banner.is_of_day(site.today):
        return None
    link = banner.link.address if banner.link else ""
    if banner.link and banner.link.words:
        return ShownBanner(banner, banner.link.words)
    page = site.page_at(link.partition("#")[0])
    if page:
        return ShownBanner(banner, page.title, not site.is_own(page) and not site.language.is_of_content)
    return ShownBanner(banner, host_name(link) if "://" in link else link)


def note_of(office: Office, site: Site) -> Banner | None:
    """The banner of the day, where it names this office; None for a banner about all offices."""
    shown = banner_of(site)
    return shown.banner if shown and office.slug in shown.banner.offices else None
