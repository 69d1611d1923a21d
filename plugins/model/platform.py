"""A platform or working group: where partners meet."""

from typing import ClassVar

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.fields import Several, choice, reference

WORKING_GROUP = "groupe de travail"


class Platform(TitledRecord):
    """A provincial platform or a working group."""

    kind: ClassVar = "platform"
    folder: ClassVar = "plateformes"
    prefix: ClassVar = "/plateformes/"
    french: ClassVar = "la plateforme"

    genre: choice("plateforme", WORKING_GROUP) = Field(
        "plateforme", alias="genre", description="la forme de la rencontre"
    )
    state: choice("active", "en projet", "clôturée") = Field("active", alias="etat", description="où elle en est")
    coordination: Several[reference("person")] = Field((), alias="coordination", description="qui la coordonne")
    mission: reference("mission") | None = Field(None, alias="mission", description="la mission dont elle relève")
