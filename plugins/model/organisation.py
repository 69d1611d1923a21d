"""The organisation itself."""

from typing import ClassVar

from pydantic import Field

from plugins.model.base import Fields, TitledRecord
from plugins.model.fields import Email, Line, OfficeRef, PersonRef, PhoneNumber, Several, Url, Words


class Contact(Fields):
    """A service of the organisation and how to reach it."""

    service: Words = Field(alias="service", title="Service", description="le service")
    phone: PhoneNumber | None = Field(None, alias="telephone", title="Téléphone", description="son numéro")
    email: Email | None = Field(None, alias="courriel", title="Adresse e-mail", description="son adresse e-mail")


class Neighbour(Fields):
    """Who does elsewhere what the organisation does in its province."""

    places: Several[Line] = Field(alias="lieux", title="Communes", description="les communes dont il s’occupe")
    name: Line = Field(alias="nom", title="Nom", description="son nom")
    website: Url = Field(alias="site", title="Site", description="l’adresse de son site")


class Organisation(TitledRecord):
    """Name, seat and contacts of the organisation, once for the whole site."""

    kind: ClassVar = "organisation"
    folder: ClassVar = "organisation"
    prefix: ClassVar = "/a-propos/"
    french: ClassVar = "l’organisation"
    label: ClassVar = "Organisation"

    name: Line = Field(alias="nom", title="Nom complet", description="le nom complet")
    short_name: Line = Field(alias="sigle", title="Sigle", description="le sigle")
    legal_form: Line = Field(alias="forme_juridique", title="Forme juridique", description="la forme juridique")
    motto: Line = Field(alias="devise", title="Devise", description="la phrase qui accompagne le logo")
    seat: OfficeRef = Field(alias="siege", title="Siège", description="le bureau où se trouve le siège")
    contacts: Several[Contact] = Field(
        alias="contacts", title="Services à appeler", description="les services que l’on appelle"
    )
    neighbours: Several[Neighbour] = Field(
        (),
        alias="voisins",
        title="Associations voisines",
        description="les associations qui reçoivent les personnes d’autres provinces",
    )
    director: PersonRef | None = Field(
        None, alias="direction", title="Direction", description="la personne qui dirige l’organisation"
    )
    press: PersonRef | None = Field(
        None, alias="presse", title="Contact pour la presse", description="la personne qui répond à la presse"
    )
    website: Url = Field(alias="site", title="Site", description="l’adresse du site")
    facebook: Url | None = Field(None, alias="facebook", title="Page Facebook", description="la page Facebook")
    enterprise_number: Line = Field(
        alias="numero_entreprise", title="Numéro d’entreprise", description="le numéro d’entreprise, ou « à compléter »"
    )
    trade_register: Line = Field(
        alias="registre", title="Registre", description="le registre et le tribunal, ou « à compléter »"
    )
    publisher: Line | None = Field(
        None,
        alias="editeur_responsable",
        title="Éditeur responsable",
        description="l’éditeur responsable, nom et adresse ; il paraît aussi sur les fiches à imprimer",
    )

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return cls.prefix
