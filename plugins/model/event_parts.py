"""What an event is made of besides its dates: its place, and how to register."""

from pydantic import Field

from plugins.model.base import Fields
from plugins.model.fields import Day, Email, Line, Postcode, Url


class Place(Fields):
    """Where an event is held; only its name need be known."""

    name: Line = Field(alias="nom", description="le nom du lieu")
    street: Line | None = Field(None, alias="rue", description="la rue et le numéro")
    postcode: Postcode | None = Field(None, alias="code_postal", description="le code postal")
    town: Line | None = Field(None, alias="localite", description="la localité")
    accessibility: Line | None = Field(
        None, alias="accessibilite", description="l’accès pour tous : entrée de plain-pied, ascenseur, boucle auditive…"
    )

    @property
    def locality(self) -> str:
        """« 5500 Dinant », or as much of it as is known."""
        return " ".join(filter(None, (self.postcode, self.town)))

    @property
    def one_line(self) -> str:
        """« Moulin, Rue du Moulin, 1, 5500 Dinant », or as much of it as is known."""
        return ", ".join(filter(None, (self.name, self.street, self.locality)))


class Registration(Fields):
    """How to register: a form elsewhere, an e-mail, or both."""

    url: Url | None = Field(None, alias="adresse", description="l’adresse du formulaire d’inscription")
    email: Email | None = Field(
        None, alias="courriel", description="l’adresse e-mail pour s’inscrire ; le message aura déjà son objet"
    )
    until: Day | None = Field(None, alias="jusqu_au", description="le dernier jour pour s’inscrire")
