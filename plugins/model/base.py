"""The base class of every record: its source, its address, the fields common to all types."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from plugins.model.context import Source, ValidationContext
from plugins.model.declarations import Facet, SectionShape, SocialCardStyle
from plugins.model.fields import Choice, Date, Line, Ref, Several
from plugins.text.mistakes import Location
from plugins.text.partial_date import PartialDate
from plugins.text.typography import capital, fold

if TYPE_CHECKING:
    from plugins.model.site import Site

STATUS_KEY: Final = "statut"
PUBLISHED: Final = "publié"
DRAFT: Final = "brouillon"
PublicationStatus = Literal["publié", "brouillon"]
AT_ONCE, NOT_PLANNED = dt.date.min, dt.date.max
"""The day on which a published text without an embargo appears, and that of a draft."""


class Fields(BaseModel):
    """A frozen group of fields: French keys in the content, English attributes in the code."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    def references(self) -> Iterator[Ref]:
        """Every reference to another record."""
        for name in type(self).model_fields:
            yield from _references(getattr(self, name))


def fields_in(annotation: object) -> type[Fields] | None:
    """The group of fields that a field holds, alone, optional or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return annotation
    return next((found for part in get_args(annotation) if (found := fields_in(part))), None)


def is_list(field: FieldInfo) -> bool:
    """Whether a field holds several values."""
    return "tuple" in str(field.annotation)


def hint(field: FieldInfo) -> str:
    """The explanation of a field as a new file has it in the place of a value: without « : », which YAML would take."""
    return (field.description or "").replace(" : ", ", ")


def _first_day(status: str, embargo: PartialDate | None) -> dt.date:
    if status != PUBLISHED:
        return NOT_PLANNED
    return embargo.first if embargo else AT_ONCE


_STATUS_ALONE = TypeAdapter(Choice[PublicationStatus])
_DATE_ALONE = TypeAdapter(Date)


def _references(value: object) -> Iterator[Ref]:
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, Fields):
        yield from value.references()
    elif isinstance(value, tuple):
        for item in value:
            yield from _references(item)


class Record(Fields):
    """One source file of the content. A subclass says its folder, its address and its own fields."""

    kind: ClassVar[str]
    """The one word for the type, in the code, the template, the component and the tests."""
    folder: ClassVar[str]
    prefix: ClassVar[str]
    """The part of the address before the slug."""
    french: ClassVar[str]
    """The type in French with its article, for messages: « le bureau »; without it, what ``nouveau`` is asked for."""
    label: ClassVar[str]
    """The name of one record, where several types are listed together: « Actualité ». A genre takes its place."""
    section: ClassVar[SectionShape | None] = None
    """The page that lists its records."""
    facets: ClassVar[tuple[Facet, ...]] = ()
    """The facets by which the records of its section are listed."""
    in_pages: ClassVar[bool] = False
    """Whether the page of its section is cut into several where it is long, as it always is for a type with facets."""
    year_from: ClassVar[tuple[str, ...]] = ()
    """The keys of the dates whose first gives the year in the address, for types that have one."""
    reserved: ClassVar[frozenset[str]] = frozenset()
    """Slugs that the site keeps for pages of its own below ``prefix``."""
    embargoed: ClassVar[bool] = False
    """Whether ``date`` is the day of publication, before which the record stays out of the site."""
    weight: ClassVar[float] = 1.0
    """How much it counts in the search: current offers rank above past statements."""
    teaser: ClassVar[tuple[str, ...]] = ()
    """The attributes that a list shows above its title."""
    social_card_style: ClassVar[SocialCardStyle | None] = None
    """The look of its share image; None for the one of the site."""
    read_next: ClassVar[bool] = False
    """Whether it is proposed below other texts that share its subjects."""
    on_home: ClassVar[tuple[str, str] | None] = None
    """The heading under which the home page shows the first three, and the words of the link to all of them."""
    asked_first: ClassVar[int | None] = None
    """Its place among those that ``nouveau`` offers first, because they are made most often."""
    asked_too: ClassVar[tuple[str, ...]] = ()
    """Optional fields whose values are known when the record is new: ``nouveau`` asks for them."""

    status: Choice[PublicationStatus] = Field(
        PUBLISHED, alias=STATUS_KEY, description="un brouillon reste hors du site"
    )
    verified_on: Date | None = Field(
        None, alias="verifie_le", description="date de la dernière vérification de ces données"
    )
    to_verify: Several[Line] = Field(
        (), alias="a_verifier", description="vos notes : ce qui reste à confirmer ; jamais montré au public"
    )

    if TYPE_CHECKING:  # fields of most types, properties of some

        @property
        def title(self) -> str:
            """The title of its page."""

        @property
        def summary(self) -> str | None:
            """One sentence for lists and search engines."""

        @property
        def date(self) -> PartialDate | None:
            """The day of publication, where the type is ``embargoed``."""

    _source: Source = PrivateAttr()

    def model_post_init(self, context: ValidationContext) -> None:
        self._source = context.source

    @classmethod
    def in_order(cls, records: Iterable[Self], today: dt.date) -> tuple[Self, ...]:
        """Some records of this type in the order in which a page lists them on ``today``, by default alphabetical."""
        return tuple(sorted(records, key=lambda record: fold(record.title)))

    @classmethod
    def in_section(cls, site: "Site") -> tuple[Self, ...]:
        """Every record of this type in the order of the page of its section: those with one heading stand together."""
        return site.of(cls)

    @property
    def eyebrow(self) -> str:
        """The words above its title: its genre, else its label."""
        genre = getattr(self, "genre", None) or self.label
        return capital(genre)

    @property
    def appears(self) -> dt.date:
        """The first day on which it is public: AT_ONCE without an embargo, NOT_PLANNED for all that is not published.

        Of a vague date it is the first possible day: « 2027 » appears on 1 January.
        """
        return _first_day(self.status, self.date if self.embargoed else None)

    @classmethod
    def appears_by(cls, values: Mapping[str, object]) -> dt.date | None:
        """As ``appears``, from the values of a front matter whose other fields may be wrong.

        None where the field that decides cannot be read: validation then has a mistake, and no site is made.
        """
        try:
            status = _STATUS_ALONE.validate_python(values.get(STATUS_KEY, PUBLISHED))
            waits = cls.embargoed and status == PUBLISHED
            return _first_day(status, _DATE_ALONE.validate_python(values.get("date")) if waits else None)
        except ValidationError:
            return None

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """Contradictions between fields that are valid one by one: the place, and a French sentence."""
        return iter(())

    @classmethod
    def word(cls) -> str:
        """The type as it is typed in a command: « evenement »."""
        return fold(re.sub(r"^(?:le |la |les |l’)", "", cls.french))

    @cached_property  # pydantic finds a private attribute by a detour
    def source(self) -> Source:
        return self._source

    @cached_property
    def slug(self) -> str:
        return self.source.slug

    @property
    def html(self) -> str:
        """The body, ready for the page."""
        return self.source.body.html

    @cached_property
    def address(self) -> str:
        """The address on the site, from the root."""
        return self.source.address

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return f"{cls.prefix}{year}/{slug}/" if year else f"{cls.prefix}{slug}/"

    @property
    def template(self) -> str:
        return self.kind


class TitledRecord(Record):
    """A record with a title and a one-sentence summary."""

    title: Line = Field(alias="titre", description="le titre de la page")
    summary: Line = Field(
        alias="resume", description="une phrase qui dit l’essentiel ; elle paraît aussi dans les moteurs de recherche"
    )
