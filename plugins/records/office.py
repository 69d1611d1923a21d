"""An office (bureau d’accueil): where people are received, by whom and when."""

from typing import ClassVar

from pydantic import Field

from plugins.records.base import Fields, Record
from plugins.records.fields import Email, Line, NamurPostcode, PhoneNumber, Several, reference


class Address(Fields):
    """A postal address in the province of Namur."""

    street: Line = Field(alias="rue", description="la rue et le numéro")
    postcode: NamurPostcode = Field(alias="code_postal", description="le code postal, dans la province de Namur")
    town: Line = Field(alias="localite", description="la localité")


class Permanence(Fields):
    """When somebody receives without further arrangement, in the words on the door."""

    when: Line = Field(alias="quand", description="le moment, comme sur la porte : « 2e et 4e jeudi du mois »")
    who: Several[reference("person")] = Field((), alias="qui", description="la personne qui reçoit, ou plusieurs")


class Office(Record):
    """A reception office."""

    kind: ClassVar = "office"
    folder: ClassVar = "bureaux"
    prefix: ClassVar = "/bureaux/"
    french: ClassVar = "le bureau"

    title: Line = Field(alias="titre", description="le nom du bureau, celui de la ville")
    summary: Line | None = Field(None, alias="resume", description="une phrase pour les moteurs de recherche")
    postal_address: Address = Field(alias="adresse", description="l’adresse du bureau")
    phone: PhoneNumber | None = Field(None, alias="telephone", description="le numéro du bureau, s’il en a un à lui")
    email: Email | None = Field(None, alias="courriel", description="l’adresse e-mail du bureau, s’il en a une à lui")
    permanences: Several[Permanence] = Field((), alias="permanences", description="quand on y est reçu, et par qui")
    coordination: Several[reference("person")] = Field(
        (), alias="coordination", description="qui y coordonne les activités d’intégration"
    )

    @property
    def receivers(self) -> tuple[str, ...]:
        """Slugs of the people who receive here, in the order of the file, each once."""
        return tuple(dict.fromkeys(person for permanence in self.permanences for person in permanence.who))
