"""A platform or working group: where partners meet."""

from typing import TYPE_CHECKING, ClassVar, Final, Literal, Self

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.declarations import SectionShape
from plugins.model.fields import Choice, MissionRef, PersonRef, References

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
    section: ClassVar = SectionShape("plateformes", "/plateformes/", "platforms", "Plateformes", size=20)
    in_pages: ClassVar = True
    weight: ClassVar = 1.5
    teaser: ClassVar = ("genre", "unusual_state")

    genre: Choice[Literal["plateforme", "groupe de travail"]] = Field(
        "plateforme", alias="genre", description="la forme de la rencontre"
    )
    state: Choice[Literal["active", "en projet", "clôturée"]] = Field(
        ACTIVE, alias="etat", description="où elle en est"
    )
    coordination: References[PersonRef] = Field((), alias="coordination", description="qui la coordonne")
    mission: MissionRef | None = Field(None, alias="mission", description="la mission dont elle relève")

    @classmethod
    def in_section(cls, site: "Site") -> tuple[Self, ...]:
        return tuple(sorted(site.of(cls), key=lambda platform: platform.is_working_group))

    @property
    def is_working_group(self) -> bool:
        """Whether it works on one question, rather than on a subject as a platform does."""
        return self.genre == WORKING_GROUP

    @property
    def unusual_state(self) -> str | None:
        """Its state, unless it is active."""
        return None if self.state == ACTIVE else self.state
