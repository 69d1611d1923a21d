"""The organisation whose site this is: one record, which most pages use."""

from typing import ClassVar

from plugins.model.base import Fields, TitledRecord
from plugins.model.fields import Email, Line, OfficeRef, PersonRef, PhoneNumber, Several, Url, Words, field


class Contact(Fields):
    """A service of the organisation and how to reach it."""

    service: Words = field("service", "Service", "le service")
    phone: PhoneNumber | None = field("telephone", "Téléphone", "son numéro", None)
    email: Email | None = field("courriel", "Adresse e-mail", "son adresse e-mail", None)


class Neighbour(Fields):
    """An organisation that does in other places what this one does in its province."""

    places: Several[Line] = field("lieux", "Communes", "les communes dont il s’occupe")
    name: Line = field("nom", "Nom", "son nom")
    website: Url = field("site", "Site", "l’adresse de son site")


class Organisation(TitledRecord):
    """Name, seat and contacts of the organisation, once for the whole site."""

    kind: ClassVar = "organisation"
    folder: ClassVar = "organisation"
    prefix: ClassVar = "/a-propos/"
    french: ClassVar = "l’organisation"
    label: ClassVar = "Organisation"

    name: Line = field("nom", "Nom complet", "le nom complet")
    short_name: Line = field("sigle", "Sigle", "le sigle")
    legal_form: Line = field("forme_juridique", "Forme juridique", "la forme juridique")
    motto: Line = field("devise", "Devise", "la phrase qui accompagne le logo")
    seat: OfficeRef = field("siege", "Siège", "le bureau où se trouve le siège")
    contacts: Several[Contact] = field("contacts", "Services à appeler", "les services que l’on appelle")
    neighbours: Several[Neighbour] = field(
        "voisins", "Associations voisines", "les associations qui reçoivent les personnes d’autres provinces", ()
    )
    director: PersonRef | None = field("direction", "Direction", "la personne qui dirige l’organisation", None)
    press: PersonRef | None = field("presse", "Contact pour la presse", "la personne qui répond à la presse", None)
    website: Url = field("site", "Site", "l’adresse du site")
    facebook: Url | None = field("facebook", "Page Facebook", "la page Facebook", None)
    enterprise_number: Line = field(
        "numero_entreprise", "Numéro d’entreprise", "le numéro d’entreprise, ou « à compléter »"
    )
    trade_register: Line = field("registre", "Registre", "le registre et le tribunal, ou « à compléter »")
    publisher: Line | None = field(
        "editeur_responsable",
        "Éditeur responsable",
        "l’éditeur responsable, nom et adresse ; il paraît aussi sur les fiches à imprimer",
        None,
    )

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return cls.prefix
