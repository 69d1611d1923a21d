"""The accessibility statement: what was tested, when, and what was not yet."""

from typing import ClassVar, Literal

from pydantic import Field

from plugins.model.base import Fields, TitledRecord
from plugins.model.fields import Choice, Date, Email, Line, PhoneNumber, Several


class Trial(Fields):
    """One thing that was tested."""

    what: Line = Field(alias="quoi", description="ce qui a été essayé")
    how: Line = Field(alias="comment", description="avec quel outil, ou par qui")
    on: Date = Field(alias="le", description="quand")
    result: Line = Field(alias="resultat", description="ce qui a été trouvé")


class Accessibility(TitledRecord):
    """The statement that the Walloon decree of 2 May 2019 asks for; its page is made from these data."""

    kind: ClassVar = "accessibility"
    folder: ClassVar = "accessibilite"
    prefix: ClassVar = "/accessibilite/"
    french: ClassVar = "l’accessibilité"
    label: ClassVar = "Page"

    standard: Line = Field(alias="norme", description="la norme visée et son niveau")
    state: Choice[Literal["non évalué", "partiellement conforme", "conforme"]] = Field(
        alias="etat", description="où en est le site"
    )
    trials: Several[Trial] = Field((), alias="essais", description="ce qui a été essayé, et le résultat")
    remaining: Several[Line] = Field((), alias="reste", description="ce qui n’a pas encore été essayé, ou ne va pas")
    email: Email | None = Field(None, alias="courriel", description="à qui signaler un problème")
    phone: PhoneNumber | None = Field(None, alias="telephone", description="le numéro pour signaler un problème")

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return cls.prefix
