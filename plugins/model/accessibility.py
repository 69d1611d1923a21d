"""The accessibility statement, after the model of Implementing Decision (EU) 2018/1523."""

from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from pydantic import Field

from plugins.base.mistakes import Location
from plugins.model.base import Fields, TitledRecord
from plugins.model.fields import Choice, Date, Email, Line, PhoneNumber, Several, Url

WHOLLY: Final = "totalement conforme"
PARTIAL: Final = "partiellement conforme"


class Barrier(Fields):
    """One thing that not everybody can use."""

    what: Line = Field(alias="quoi", title="Quoi", description="ce qui n’est pas accessible")
    why: Line = Field(alias="pourquoi", title="Pourquoi", description="la raison")
    instead: Line | None = Field(
        None, alias="a_la_place", title="À la place", description="où trouver la même information autrement"
    )


class Trial(Fields):
    """One thing that was tested; without a date, by a test that is made again at each change of the program."""

    what: Line = Field(alias="quoi", title="Ce qui a été essayé", description="ce qui a été essayé")
    how: Line = Field(alias="comment", title="Comment", description="avec quel outil, ou par qui")
    on: Date | None = Field(
        None,
        alias="le",
        title="Date",
        description="quand ; rien si l’essai est refait à chaque changement du programme",
    )
    result: Line = Field(alias="resultat", title="Résultat", description="ce qui a été trouvé")


class Recourse(Fields):
    """To whom one turns where the organisation does not answer well."""

    name: Line = Field(alias="nom", title="Nom du service", description="le nom du service")
    url: Url = Field(alias="adresse", title="Site", description="l’adresse de son site")


class Accessibility(TitledRecord):
    """The statement that the Walloon decree of 2 May 2019 asks for; its page is made from these data."""

    kind: ClassVar = "accessibility"
    folder: ClassVar = "accessibilite"
    prefix: ClassVar = "/accessibilite/"
    french: ClassVar = "l’accessibilité"
    label: ClassVar = "Page"

    standard: Line = Field(
        alias="norme", title="Norme", description="la norme que suit la déclaration, avec sa version"
    )
    state: Choice[Literal["totalement conforme", "partiellement conforme", "non conforme"]] = Field(
        alias="etat", title="Conformité", description="la conformité du site à cette norme"
    )
    barriers: Several[Barrier] = Field(
        (),
        alias="non_accessible",
        title="Ce qui n’est pas accessible",
        description="ce qui n’est pas accessible à tous",
    )
    drawn_up: Date = Field(
        alias="etablie_le", title="Déclaration établie le", description="quand la déclaration a été écrite"
    )
    method: Line = Field(alias="methode", title="Méthode", description="comment le site a été évalué, et par qui")
    trials: Several[Trial] = Field(
        (), alias="essais", title="Essais", description="ce qui a été essayé, et le résultat"
    )
    remaining: Several[Line] = Field(
        (), alias="reste", title="Reste à essayer", description="ce qui n’a pas encore été essayé"
    )
    email: Email | None = Field(
        None, alias="courriel", title="Adresse e-mail", description="à qui signaler un problème"
    )
    phone: PhoneNumber | None = Field(
        None, alias="telephone", title="Téléphone", description="le numéro pour signaler un problème"
    )
    delay: Line | None = Field(
        None, alias="delai", title="Délai de réponse", description="dans quel délai vous répondez : « un mois »"
    )
    recourse: Recourse | None = Field(
        None, alias="recours", title="Recours", description="à qui se plaindre si la réponse ne suffit pas"
    )

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return cls.prefix

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """A state that what is listed as not accessible contradicts."""
        if self.state == PARTIAL and not self.barriers:
            yield ("etat",), f"« {PARTIAL} » : on ne dit pas pourquoi → ajoutez « non_accessible »"
        if self.state == WHOLLY and self.barriers:
            yield ("etat",), f"« {WHOLLY} », malgré « non_accessible » → écrivez « {PARTIAL} »"
