"""A platform or working group: where partners meet."""

from typing import TYPE_CHECKING, ClassVar, Final, Literal, Self

from plugins.model.base import TitledRecord
from plugins.model.declarations import SectionShape, SocialCardStyle
from plugins.model.fields import Choice, MissionRef, PersonRef, References, field

if TYPE_CHECKING:
    from plugins.model.site import Site

WORKING_GROUP: Final = "groupe de travail"
ACTIVE: Final = "active"


class Platform(TitledRecord):
    """A provincial platform or a working group."""

    kind: ClassVar = "platform"
    folder: ClassVar = "plateformes"
    prefix: ClassVar = "/plateformes/"
    french: ClassVar = "la plateforme"
    label: ClassVar = "Plateforme"
    section: ClassVar = SectionShape(
        "plateformes", "/plateformes/", "platforms", "Plateformes", size=20, look=("sand", "platforms")
    )
    in_pages: ClassVar = True
    weight: ClassVar = 1.5
    social_card_style: ClassVar = SocialCardStyle("sand", "platform")
    teaser: ClassVar = ("genre", "unusual_state")

    genre: Choice[Literal["plateforme", "groupe de travail"]] = field(
        "genre", "Forme", "la forme de la rencontre", "plateforme"
    )
    state: Choice[Literal["active", "en projet", "annoncée", "clôturée"]] = field(
        "etat", "État", "où elle en est ; « annoncée » : on ne sait pas si elle existe", ACTIVE
    )
    coordination: References[PersonRef] = field("coordination", "Coordination", "qui la coordonne", ())
    mission: MissionRef | None = field("mission", "Mission", "la mission dont elle relève", None)

    @classmethod
    def in_section(cls, site: "Site") -> tuple[Self, ...]:
        return tuple(sorted(site.of(cls), key=lambda platform: platform.is_working_group))

    @property
    def is_working_group(self) -> bool:
        """Whether this is a working group, which works on one question; a platform works on a whole subject."""
        return self.genre == WORKING_GROUP

    @property
    def unusual_state(self) -> str | None:
        """The state, unless it is « active »."""
        return None if self.state == ACTIVE else self.state
