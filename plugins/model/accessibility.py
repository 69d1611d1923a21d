"""The accessibility statement, after the model of Implementing Decision (EU) 2018/1523."""

from collections.abc import Iterator
from typing import ClassVar, Final, Literal

from plugins.base.mistakes import Location
from plugins.model.base import Fields, TitledRecord
from plugins.model.fields import Choice, Date, Email, Line, PhoneNumber, Several, Url, field

WHOLLY: Final = "totalement conforme"
PARTIAL: Final = "partiellement conforme"


class Barrier(Fields):
    """A part of the site that not everybody can use."""

    what: Line = field("quoi", "Quoi", "ce qui n’est pas accessible")
    why: Line = field("pourquoi", "Pourquoi", "la raison")
    instead: Line | None = field("a_la_place", "À la place", "où trouver la même information autrement", None)


class Trial(Fields):
    """One test of accessibility; without a date, it is a test that runs at each change of the program."""

    what: Line = field("quoi", "Ce qui a été essayé", "ce qui a été essayé")
    how: Line = field("comment", "Comment", "avec quel outil, ou par qui")
    on: Date | None = field("le", "Date", "quand ; rien si l’essai est refait à chaque changement du programme", None)
    result: Line = field("resultat", "Résultat", "ce qui a été trouvé")


class Recourse(Fields):
    """The service to which people complain where the answer of the organisation does not suffice."""

    name: Line = field("nom", "Nom du service", "le nom du service")
    url: Url = field("adresse", "Site", "l’adresse de son site")


class Accessibility(TitledRecord):
    """The statement that the Walloon decree of 2 May 2019 asks for; its page is made from these data."""

    kind: ClassVar = "accessibility"
    folder: ClassVar = "accessibilite"
    prefix: ClassVar = "/accessibilite/"
    french: ClassVar = "l’accessibilité"
    label: ClassVar = "Page"

    standard: Line = field("norme", "Norme", "la norme que suit la déclaration, avec sa version")
    state: Choice[Literal["totalement conforme", "partiellement conforme", "non conforme"]] = field(
        "etat", "Conformité", "la conformité du site à cette norme"
    )
    barriers: Several[Barrier] = field(
        "non_accessible", "Ce qui n’est pas accessible", "ce qui n’est pas accessible à tous", ()
    )
    drawn_up: Date = field("etablie_le", "Déclaration établie le", "quand la déclaration a été écrite")
    method: Line = field("methode", "Méthode", "comment le site a été évalué, et par qui")
    trials: Several[Trial] = field("essais", "Essais", "ce qui a été essayé, et le résultat", ())
    remaining: Several[Line] = field("reste", "Reste à essayer", "ce qui n’a pas encore été essayé", ())
    email: Email | None = field("courriel", "Adresse e-mail", "à qui signaler un problème", None)
    phone: PhoneNumber | None = field("telephone", "Téléphone", "le numéro pour signaler un problème", None)
    delay: Line | None = field("delai", "Délai de réponse", "dans quel délai vous répondez : « un mois »", None)
    recourse: Recourse | None = field("recours", "Recours", "à qui se plaindre si la réponse ne suffit pas", None)

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return cls.prefix

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """A state of conformity that contradicts the list of barriers."""
        if self.state == PARTIAL and not self.barriers:
            yield ("etat",), f"« {PARTIAL} » : on ne dit pas pourquoi → ajoutez « non_accessible »"
        if self.state == WHOLLY and self.barriers:
            yield ("etat",), f"« {WHOLLY} », malgré « non_accessible » → écrivez « {PARTIAL} »"
