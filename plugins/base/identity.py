"""The identity of the site: the organisation's name, domain, province, time zone and languages."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

VARIABLE: Final = "SITE_IDENTITY"
"""The environment variable that names another file than ``identity.toml``."""


@dataclass(frozen=True)
class Province:
    """The province in which the organisation works."""

    name: str
    places: Path
    """The file with the communes, postcodes and localities."""
    map: str
    """The template with the map of the province; "" where there is none."""
    bounds: tuple[float, float, float, float]
    """West, north, east and south, in degrees."""


@dataclass(frozen=True)
class Identity:
    """The organisation as ``identity.toml`` describes it.

    ``the`` and ``of`` are its short name in French with an article: « le Centre », « du Centre ».
    """

    name: str
    the: str
    of: str
    short: str
    """The short name that other languages use, without a French article."""
    domain: str
    time_zone: str
    months_trusted: int
    """How many months after their verification the data of a file are shown without reserve."""
    languages: tuple[str, ...]
    """The codes of the languages (BCP 47), that of the content first."""
    languages_in_preview: tuple[str, ...]
    """The codes of languages that only the preview shows, since nobody has reviewed their translations yet."""
    id_domain: str
    """The domain in the ids of calendars, contact cards and feeds: it never changes."""
    id_since: int
    """A year in which ``id_domain`` belonged to the organisation, for tag URIs (RFC 4151)."""
    product: str
    """The product in the PRODID of calendars (RFC 5545, 3.7.3)."""
    province: Province

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of all days and hours."""
        return ZoneInfo(self.time_zone)

    @property
    def website(self) -> str:
        """The public address of the site, without a slash at its end."""
        return f"https://{self.domain}"

    @property
    def apex(self) -> str:
        """The domain without « www. », which redirects to the site."""
        return self.domain.removeprefix("www.")

    @property
    def email(self) -> str:
        """An e-mail address for the examples in messages."""
        return f"nom@{self.id_domain}"

    @property
    def key(self) -> str:
        """One word that names the site in file names and variables."""
        return self.id_domain.partition(".")[0]


def read_identity(file: Path) -> Identity:
    """Read the identity from a file. Raises SystemExit, with a French sentence, where a line is missing or wrong."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        ids, province = data["ids"], data["province"]
        west, north, east, south = map(float, province["bounds"])
        return Identity(
            name=str(data["name"]),
            the=str(data["the"]),
            of=str(data["of"]),
            short=str(data["short"]),
            domain=str(data["domain"]),
            time_zone=str(data["time_zone"]),
            months_trusted=int(data["months_trusted"]),
            languages=tuple(map(str, data["languages"])),
            languages_in_preview=tuple(map(str, data.get("languages_in_preview", ()))),
            id_domain=str(ids["domain"]),
            id_since=int(ids["since"]),
            product=str(ids["product"]),
            province=Province(
                str(province["name"]),
                file.parent / province["places"],
                str(province.get("map", "")),
                (west, north, east, south),
            ),
        )
    except KeyError as missing:
        raise SystemExit(f"{file.name} : il manque « {missing.args[0]} » → ajoutez cette ligne.") from None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise SystemExit(f"{file.name} ne se lit pas ({error}) → comparez-le avec celui d’origine.") from None


IDENTITY: Final = read_identity(Path(os.environ.get(VARIABLE) or Path(__file__).parents[2] / "identity.toml"))
"""The identity of the site that is built."""
