"""A training that has no date yet, and the offer of all trainings: those with dates are events."""

from typing import TYPE_CHECKING, ClassVar, Final, Literal

from plugins.model.base import Record, TitledRecord
from plugins.model.declarations import Facet, SectionShape, SocialCardStyle
from plugins.model.event import Event
from plugins.model.fields import Choice, Keyword, Line, MissionRef, Names, PersonRef, field

if TYPE_CHECKING:
    from plugins.model.site import Site

FREE: Final = "gratuit"
OFFER_SECTION: Final = SectionShape(
    "formations",
    "/formations/",
    "trainings",
    "Formations",
    size=24,
    all_title="Toutes les formations",
    counted=("%(num)s formation", "%(num)s formations"),
    look=("plain", "training"),
)


def _form(record: "Event | Training") -> tuple[str, ...]:
    return (record.form,) if record.form else ()


def _price(record: "Event | Training") -> tuple[str, ...]:
    """« gratuit » or « payant »; nothing where the file gives no price."""
    if not record.price:
        return ()
    return (FREE,) if record.price.casefold() == FREE else ("payant",)


class Training(TitledRecord):
    """A training without a date, which is given on demand. A training with dates is an event."""

    kind: ClassVar = "training"
    folder: ClassVar = "formations"
    prefix: ClassVar = "/formations/"
    french: ClassVar = "la formation"
    label: ClassVar = "Formation à la demande"
    section: ClassVar = OFFER_SECTION
    facets: ClassVar = (
        Facet(OFFER_SECTION, "audience", "public", "Pour qui", lambda record: record.audiences),
        Facet(OFFER_SECTION, "theme", "theme", "Thème", lambda record: record.themes, all_title="Tous les thèmes"),
        Facet(OFFER_SECTION, "form", "forme", "Où", _form),
        Facet(OFFER_SECTION, "price", "prix", "Prix", _price),
    )
    social_card_style: ClassVar = SocialCardStyle("sand", "training")
    asked_too: ClassVar = ("forme", "prix")

    form: Choice[Literal["sur place", "en ligne", "hybride"]] | None = field("forme", "Forme", "où elle se donne", None)
    audiences: Names[Keyword] = field("publics", "Publics", "pour qui", ())
    themes: Names[Keyword] = field("themes", "Thèmes", "de quoi elle parle, en un ou deux mots", ())
    towns: Names[Line] = field("lieux", "Lieux", "les communes où elle se donne", ())
    price: Line | None = field("prix", "Prix", "le prix : « gratuit », « 5 € »…", None)
    contact: PersonRef | None = field("contact", "Contact", "la personne à qui la demander", None)
    mission: MissionRef | None = field("mission", "Mission", "la mission dont elle relève", None)

    @classmethod
    def in_section(cls, site: "Site") -> tuple[Record, ...]:
        """The whole offer: trainings to come, the next one first; those on demand; past ones, the latest first."""
        coming, past = (
            tuple(event for event in events if event.is_training) for events in (site.coming_events, site.past_events)
        )
        return (*coming, *site.of(cls), *past)
