"""A position (interpellation): what the organisation asked of a level of power."""

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar, Final, Literal, Self, get_args

from plugins.base.partial_date import PartialDate
from plugins.base.typography import fold
from plugins.model.attachments import Attachment
from plugins.model.base import Fields, TitledRecord
from plugins.model.declarations import Facet, SectionShape, SocialCardStyle, latest_first
from plugins.model.fields import Choice, Date, Line, Names, PlatformRef, Several, Url, field

MOTION: Final = "motion"
Level = Literal["commune", "province", "région", "fédération", "fédéral", "europe"]
LEVELS: Final[tuple[str, ...]] = get_args(Level)
LEVEL_NAMES: Final[dict[Level, str]] = {
    "commune": "Communes",
    "province": "Province",
    "région": "Région",
    "fédération": "Fédération Wallonie-Bruxelles",
    "fédéral": "Fédéral",
    "europe": "Europe",
}
"""The heading of the positions of each level of power, from the nearest level to the farthest."""
LONGEST_IN_CIRCLE: Final = 24
"""Characters of a name that fits into a circle of the drawing, in two or three lines."""
Genre = Literal["carte blanche", "motion", "mémorandum", "mobilisation", "note", "interpellation"]


class FollowUp(Fields):
    """One step in the life of a position."""

    text: Line = field("texte", "Ce qui s’est passé", "ce qui s’est passé, ou où cela en est")
    place: Line | None = field("lieu", "Lieu", "la commune ou l’endroit", None)
    on: Date | None = field("le", "Date", "la date", None)


POSITIONS_SECTION: Final = SectionShape(
    "positions",
    "/positions/",
    "positions",
    "Prises de position",
    in_menu=True,
    size=20,
    all_title="Toutes les positions",
    counted=("%(num)s prise de position", "%(num)s prises de position"),
    look=("red", "positions"),
)


class Position(TitledRecord):
    """A carte blanche, a motion, a mobilisation: its text holds no quotation without permission."""

    kind: ClassVar = "position"
    folder: ClassVar = "positions"
    prefix: ClassVar = "/positions/"
    french: ClassVar = "la position"
    label: ClassVar = "Position"
    section: ClassVar = POSITIONS_SECTION
    facets: ClassVar = (
        Facet(
            POSITIONS_SECTION, "level", "niveau", "Niveau de pouvoir", lambda position: (position.level,), LEVELS.index
        ),
        Facet(POSITIONS_SECTION, "genre", "genre", "Genre", lambda position: (position.genre,)),
        Facet(POSITIONS_SECTION, "year", "annee", "Année", lambda position: (str(position.date.year),), latest_first),
    )
    teaser: ClassVar = ("genre", "level", "date")
    social_card_style: ClassVar = SocialCardStyle("red", "position")
    grows_old: ClassVar = True
    read_next: ClassVar = True
    on_home: ClassVar = ("Nos prises de position", "Toutes les positions")
    asked_first: ClassVar = 3
    reserved: ClassVar = frozenset({"annee", "genre", "niveau"})
    embargoed: ClassVar = True

    level: Choice[Level] = field("niveau", "Niveau de pouvoir", "le niveau de pouvoir")
    genre: Choice[Genre] = field("genre", "Forme", "la forme de la prise de position")
    date: Date = field("date", "Date", "la date, aussi précise que vous la savez")
    with_whom: Names[Line] = field("avec", "Cosignataires et partenaires", "les cosignataires et partenaires", ())
    addressees: Names[Line] = field("destinataires", "Destinataires", "à qui elle s’adresse", ())
    places: Names[Line] = field("lieux", "Lieux", "les communes ou lieux concernés", ())
    platform: PlatformRef | None = field("plateforme", "Plateforme", "la plateforme qui la porte", None)
    link: Url | None = field("adresse", "Texte en ligne", "où lire le texte en ligne", None)
    documents: Several[Attachment] = field(
        "documents", "Documents", "les documents à télécharger, le texte d’abord", ()
    )
    follow_ups: Several[FollowUp] = field("suivi", "Suivi", "où cela en est, étape par étape", ())

    @classmethod
    def in_order(cls, records: Iterable[Self], today: dt.date) -> tuple[Self, ...]:
        """From the nearest level of power to the farthest, the latest first in each."""
        latest = sorted(records, key=lambda position: position.date.order)[::-1]
        return tuple(sorted(latest, key=lambda position: LEVELS.index(position.level)))

    @property
    def recipient(self) -> str:
        """The name opposite the organisation in the drawing of a dialogue: the only addressee, else the level of power.

        Empty where the name is too long for its circle.
        """
        name = self.addressees[0] if len(self.addressees) == 1 else LEVEL_NAMES[self.level]
        return name if len(name) <= LONGEST_IN_CIRCLE else ""

    @property
    def changes(self) -> tuple[PartialDate | None, ...]:
        return (*super().changes, *(step.on for step in self.follow_ups))

    @property
    def text_address(self) -> str | None:
        """The address of the full text: on another site, else that of the first document; None without either."""
        return self.link or next((document.file for document in self.documents), None)

    @property
    def stands(self) -> tuple[FollowUp, ...]:
        """The current step of a motion in each place: the latest one with a date, else the last one in the file.

        Places are in the order of their first step; spellings that fold to the same text are one place.
        """
        steps: dict[str, FollowUp] = {}
        for step in self.follow_ups if self.genre == MOTION else ():
            if step.place:
                known = steps.setdefault(fold(step.place), step)
                if not known.on or (step.on and not step.on < known.on):
                    steps[fold(step.place)] = step
        return tuple(steps.values())
