"""The base class of every record: its source, its address, the fields common to all types."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Final, Literal, Self, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    PrivateAttr,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic.fields import FieldInfo

from plugins.base.dates import local_moment
from plugins.base.identity import IDENTITY
from plugins.base.mistakes import Location
from plugins.base.partial_date import PartialDate, months_after
from plugins.base.typography import capital, fold, without_article
from plugins.model.context import Source, ValidationContext
from plugins.model.declarations import Facet, SectionShape, SocialCardStyle
from plugins.model.fields import Choice, Date, Line, Ref, Several, SourceWords, Url, Words, field

if TYPE_CHECKING:
    from plugins.model.site import Site

STATUS_KEY: Final = "statut"
PUBLISHED: Final = "publié"
DRAFT: Final = "brouillon"
PublicationStatus = Literal["publié", "brouillon"]
AT_ONCE, NOT_PLANNED = dt.date.min, dt.date.max
"""The day on which a published text without an embargo appears, and that of a draft."""

TEXTS_READ: ContextVar[set[str] | None] = ContextVar("texts_read", default=None)
"""The addresses of the records whose text is read, where somebody wants to know."""
_HOLDING_NOTHING: Final = frozenset({str, bool, int, float, type(None), PartialDate})
"""Most of the values of a record: what looks for something in them skips these quickly."""
Held = TypeVar("Held")


class Fields(BaseModel):
    """A frozen group of fields: French keys in the content, English attributes in the code."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)
    in_words: ClassVar[str] = ""
    """The key of the field whose value may stand for the whole group, where that is so."""

    def holding(self, cls: type[Held]) -> Iterator[Held]:
        """Every value of a type in its fields and its groups of fields: the references, the documents, the pictures."""
        values = self.__dict__
        for name in type(self).model_fields:
            if type(value := values[name]) not in _HOLDING_NOTHING:
                yield from _holding(value, cls)

    def references(self) -> Iterator[Ref]:
        return self.holding(Ref)


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


def _holding(value: object, cls: type[Held]) -> Iterator[Held]:
    if isinstance(value, cls):
        yield value
    elif isinstance(value, Fields):
        yield from value.holding(cls)
    elif isinstance(value, tuple):
        for item in value:
            yield from _holding(item, cls)


class Front(Fields):
    """The fields at the top of one file."""

    french: ClassVar[str]
    """The type in French with its article, for messages: « le bureau »; without it, what ``nouveau`` is asked for."""

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """Contradictions between fields that are valid one by one: the place, and a French sentence."""
        return iter(())

    @classmethod
    def word(cls) -> str:
        """The type as it is typed in a command: « evenement »."""
        return fold(without_article(cls.french))


class SoleFile(Front):
    """A file of the content folder itself, which is no page. A subclass says its name and its own fields."""

    file: ClassVar[str]


class Record(Front):
    """One source file of the content. A subclass says its folder, its address and its own fields."""

    kind: ClassVar[str]
    """The one word for the type, in the code, the template, the component and the tests."""
    folder: ClassVar[str]
    prefix: ClassVar[str]
    """The part of the address before the slug."""
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
    grows_old: ClassVar[bool] = False
    """Whether the search looks in it last, once ``when`` is past."""
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
    once: ClassVar[tuple[str, ...]] = ()
    """The fields of one edition alone, for types that have a next one; the last of them names the one before."""
    asked_too: ClassVar[tuple[str, ...]] = ()
    """Optional fields, and those of their groups, whose values are known when the record is new: ``nouveau`` asks for
    them."""

    status: Choice[PublicationStatus] = field(STATUS_KEY, "Publication", "un brouillon reste hors du site", PUBLISHED)
    based_on: SourceWords | None = field(
        "d_apres", "D’après", "d’où viennent ces données, après « D’après » : « le rapport d’activités 2020 »", None
    )
    based_on_date: Date | None = field(
        "d_apres_le", "D’après, de quand", "de quand est ce que dit « d_apres » : un jour, un mois ou une année", None
    )
    based_on_address: Url | None = field(
        "d_apres_adresse", "D’après, où le lire", "où lire en ligne ce que dit « d_apres »", None
    )
    verified_on: Date | None = field(
        "verifie_le", "Vérifié le", "quand quelqu’un a vraiment vérifié ces données : au téléphone, sur place", None
    )
    to_verify: Several[Line] = field(
        "a_verifier", "Notes à vérifier", "vos notes : ce qui reste à confirmer ; jamais montré au public", ()
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

    @field_validator("based_on_date", "based_on_address")
    @classmethod
    def _of_something(cls, value: object, info: ValidationInfo) -> object:
        if value and info.data.get("based_on", "") is None:  # neither there nor wrong
            raise ValueError("« d_apres » manque → écrivez-y d’où viennent ces données")
        return value

    def model_post_init(self, context: ValidationContext) -> None:
        self._source = context.source

    @classmethod
    def in_order(cls, records: Iterable[Self], today: dt.date) -> tuple[Self, ...]:
        """Some records of this type in the order in which a page lists them on ``today``, by default that of keys."""
        return tuple(sorted(records, key=lambda record: record.sort_key))

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        """Its place among others of its type, by default that in the alphabet."""
        return (fold(self.title),)

    @classmethod
    def in_section(cls, site: "Site") -> tuple["Record", ...]:
        """Every record of the page of its section, in order: those with one heading stand together."""
        return site.of(cls)

    @property
    def short_title(self) -> str:
        """Its title in the menu and in lists."""
        return self.title

    @property
    def eyebrow(self) -> str:
        """The words above its title: its genre, else its label."""
        genre = getattr(self, "genre", None) or self.label
        return capital(genre)

    @property
    def when(self) -> PartialDate | None:
        """The date of what it tells, by which it is listed; None for what has none."""
        return getattr(self, "date", None)

    @property
    def appears(self) -> dt.date:
        """The first day on which it is public: AT_ONCE without an embargo, NOT_PLANNED for all that is not published.

        Of a vague date it is the first possible day: « 2027 » appears on 1 January.
        """
        return _first_day(self.status, self.date if self.embargoed else None)

    @property
    def known_on(self) -> PartialDate | None:
        """Of when its data are: of their verification, else of what they were taken from."""
        return self.verified_on or self.based_on_date

    def is_dated(self, today: dt.date) -> bool:
        """Whether its data may be out of date: confirmed more than ``months_trusted`` ago, or on an unknown day."""
        return self.known_on is None or months_after(self.known_on.last, IDENTITY.months_trusted) < today

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

    @classmethod
    def derived(cls, values: Mapping[str, object]) -> Mapping[str, str]:
        """Values of a front matter that follow from others, as they would be written."""
        return {}

    @classmethod
    def has_languages(cls, path: PurePosixPath) -> bool:
        """Whether the page of this file is in the other languages too."""
        return False

    @cached_property  # pydantic finds a private attribute by a detour
    def source(self) -> Source:
        return self._source

    def read_from(self, source: Source) -> Self:
        """The same record with another source: its text in another language."""
        found = self.changed()
        found._source = source
        return found

    def changed(self, **fields: object) -> Self:
        """The same record with other values in some fields."""
        found = self.model_copy(update=fields)
        for name in found.__dict__.keys() - type(self).model_fields.keys():
            del found.__dict__[name]  # what was worked out of the other values
        return found

    @cached_property
    def slug(self) -> str:
        return self.source.slug

    @property
    def html(self) -> str:
        """The body, ready for the page. That it is read is noted in TEXTS_READ."""
        if (read := TEXTS_READ.get()) is not None:
            read.add(self.address)
        return self.source.body.html

    @cached_property
    def address(self) -> str:
        """The address on the site, from the root."""
        return f"{self.source.prefix}{self.source.address}"

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return f"{cls.prefix}{year}/{slug}/" if year else f"{cls.prefix}{slug}/"

    @classmethod
    def place_in_page(cls, slug: str, values: Mapping[str, object], text: str) -> str | None:
        """Where it stands in the page of another record, from the values of a front matter and the text below it.

        None for a record that has a page of its own.
        """
        return None

    @property
    def changes(self) -> tuple[PartialDate | None, ...]:
        """The days on which what it says changed or was confirmed, as far as it tells them."""
        return (self.date if self.embargoed else None, self.verified_on)

    def last_change(self, today: dt.date) -> PartialDate | None:
        """The latest of its changes that are not in the future."""
        return max((date for date in self.changes if date and date.first <= today), key=local_moment, default=None)

    @property
    def has_page(self) -> bool:
        """Whether it has a page; the address of one that has none leads to its place in the page of another."""
        return "#" not in self.address

    @property
    def template(self) -> str:
        return self.kind


class TitledRecord(Record):
    """A record with a title and a one-sentence summary."""

    title: Words = field("titre", "Titre", "le titre de la page")
    summary: Words = field(
        "resume", "Résumé", "une phrase qui dit l’essentiel ; elle paraît aussi dans les moteurs de recherche"
    )
