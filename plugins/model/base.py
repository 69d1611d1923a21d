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
"""The set to which ``Record.html`` adds the address of each record whose text is read; None while nobody records it."""
_HOLDING_NOTHING: Final = frozenset({str, bool, int, float, type(None), PartialDate})
"""The types of most values of a record: they hold no other value, so ``Fields.holding`` skips them at once."""
Held = TypeVar("Held")


class Fields(BaseModel):
    """A frozen group of fields: French keys in the content, English attributes in the code."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)
    in_words: ClassVar[str] = ""
    """The key of the field whose value alone may be written in place of the group; "" where none may."""

    def holding(self, cls: type[Held]) -> Iterator[Held]:
        """Every value of a type in these fields and in the groups inside them: references, documents, pictures."""
        values = self.__dict__
        for name in type(self).model_fields:
            if type(value := values[name]) not in _HOLDING_NOTHING:
                yield from _holding(value, cls)

    def references(self) -> Iterator[Ref]:
        return self.holding(Ref)


def fields_in(annotation: object) -> type[Fields] | None:
    """The ``Fields`` class in the annotation of a field, be it alone, optional or in a list; None without one."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return annotation
    return next((found for part in get_args(annotation) if (found := fields_in(part))), None)


def is_list(field: FieldInfo) -> bool:
    """Whether a field holds several values."""
    return "tuple" in str(field.annotation)


def hint(field: FieldInfo) -> str:
    """The explanation of a field, which a new file has in place of the value; without « : », which YAML would parse."""
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
    """The front matter of one file, of a record or of a ``SoleFile``."""

    french: ClassVar[str]
    """The type in French with its article, for messages: « le bureau »."""

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        """Contradictions between fields that are valid one by one: the location of each, and a French sentence."""
        return iter(())

    @classmethod
    def word(cls) -> str:
        """The word for the type in commands such as ``nouveau``: « evenement »."""
        return fold(without_article(cls.french))


class SoleFile(Front):
    """A file directly in the content folder that is not a page. A subclass declares its name and its own fields."""

    file: ClassVar[str]


class Record(Front):
    """One source file of the content, read and validated. A subclass declares its folder, address and own fields."""

    kind: ClassVar[str]
    """The one word for the type, in the code, the template, the component and the tests."""
    folder: ClassVar[str]
    prefix: ClassVar[str]
    """The part of the address before the slug."""
    label: ClassVar[str]
    """The word above a record where several types are listed together: « Actualité ». A ``genre`` replaces it."""
    section: ClassVar[SectionShape | None] = None
    """The section whose page lists the records of the type."""
    facets: ClassVar[tuple[Facet, ...]] = ()
    """The facets by which the records of the section are listed."""
    in_pages: ClassVar[bool] = False
    """Whether a long page of the section is split into several; for a type with facets it always is."""
    year_from: ClassVar[tuple[str, ...]] = ()
    """For a type with the year in its addresses: the keys of its dates; the first one that is filled gives the year."""
    reserved: ClassVar[frozenset[str]] = frozenset()
    """Slugs that the site keeps for pages of its own below ``prefix``."""
    embargoed: ClassVar[bool] = False
    """Whether ``date`` is the day of publication, before which the record stays out of the site."""
    grows_old: ClassVar[bool] = False
    """Whether the search index puts past records of the type last, the latest first: see ``indexed_pages``."""
    weight: ClassVar[float] = 1.0
    """The factor of the type in the score of the search: current offers rank above past statements."""
    teaser: ClassVar[tuple[str, ...]] = ()
    """The attributes that a list shows above the title of a record."""
    social_card_style: ClassVar[SocialCardStyle | None] = None
    """The look of the social cards of the type; None for the card of the site."""
    read_next: ClassVar[bool] = False
    """Whether a record is proposed below other texts that share its subjects."""
    on_home: ClassVar[tuple[str, str] | None] = None
    """The heading under which the home page shows the first records, and the words of the link to all of them."""
    asked_first: ClassVar[int | None] = None
    """The place of the type among those that ``nouveau`` offers first, since they are written most often."""
    once: ClassVar[tuple[str, ...]] = ()
    """For a type with editions: the keys that are not copied to the next edition; the last one names the previous
    edition."""
    asked_too: ClassVar[tuple[str, ...]] = ()
    """The keys of the optional fields for which ``nouveau`` asks, since they are known from the start; those inside a
    group too."""

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

    if TYPE_CHECKING:  # these are fields of most types, and properties of some

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
        if value and info.data.get("based_on", "") is None:  # absent: ``data`` lacks a field that is wrong
            raise ValueError("« d_apres » manque → écrivez-y d’où viennent ces données")
        return value

    def model_post_init(self, context: ValidationContext) -> None:
        self._source = context.source

    @classmethod
    def in_order(cls, records: Iterable[Self], today: dt.date) -> tuple[Self, ...]:
        """The ``records`` in the order in which a page lists them on ``today``, by default that of ``sort_key``."""
        return tuple(sorted(records, key=lambda record: record.sort_key))

    @property
    def sort_key(self) -> tuple[str | int, ...]:
        """The key by which records of the type are sorted; by default their title, in alphabetical order."""
        return (fold(self.title),)

    @classmethod
    def in_section(cls, site: "Site") -> tuple["Record", ...]:
        """Every record on the page of the section, in order: records under one heading follow each other."""
        return site.of(cls)

    @property
    def short_title(self) -> str:
        """The title in the menu and in lists."""
        return self.title

    @property
    def eyebrow(self) -> str:
        """The words above the title: the genre, else the label of the type."""
        genre = getattr(self, "genre", None) or self.label
        return capital(genre)

    @property
    def when(self) -> PartialDate | None:
        """The date by which lists show the record, such as the start of an event; None where it has none."""
        return getattr(self, "date", None)

    @property
    def appears(self) -> dt.date:
        """The first day on which the record is public: AT_ONCE without an embargo, NOT_PLANNED for a draft.

        A vague date counts from its first possible day: « 2027 » appears on 1 January.
        """
        return _first_day(self.status, self.date if self.embargoed else None)

    @property
    def known_on(self) -> PartialDate | None:
        """The date of the data: of their last verification, else of the source that they were taken from."""
        return self.verified_on or self.based_on_date

    def is_dated(self, today: dt.date) -> bool:
        """Whether the data may be out of date: ``known_on`` is unknown or more than ``months_trusted`` months ago."""
        return self.known_on is None or months_after(self.known_on.last, IDENTITY.months_trusted) < today

    @classmethod
    def appears_by(cls, values: Mapping[str, object]) -> dt.date | None:
        """As ``appears``, from the values of a front matter that is not validated yet.

        None where the status or the date cannot be read: its validation reports a mistake, and no site is made.
        """
        try:
            status = _STATUS_ALONE.validate_python(values.get(STATUS_KEY, PUBLISHED))
            waits = cls.embargoed and status == PUBLISHED
            return _first_day(status, _DATE_ALONE.validate_python(values.get("date")) if waits else None)
        except ValidationError:
            return None

    @classmethod
    def derived(cls, values: Mapping[str, object]) -> Mapping[str, str]:
        """Values that follow from others of the front matter, by key, as an officer would write them."""
        return {}

    @classmethod
    def has_languages(cls, path: PurePosixPath) -> bool:
        """Whether the page of the file at ``path`` is translated into the other languages."""
        return False

    @cached_property  # pydantic is slow to read a private attribute
    def source(self) -> Source:
        return self._source

    def read_from(self, source: Source) -> Self:
        """A copy of the record with another source, which has its text in another language."""
        found = self.changed()
        found._source = source
        return found

    def changed(self, **fields: object) -> Self:
        """A copy of the record with other values in some fields."""
        found = self.model_copy(update=fields)
        for name in found.__dict__.keys() - type(self).model_fields.keys():
            del found.__dict__[name]  # a cached property of the old values
        return found

    @cached_property
    def slug(self) -> str:
        return self.source.slug

    @property
    def html(self) -> str:
        """The body as HTML, ready for the page. Each access is noted in TEXTS_READ."""
        if (read := TEXTS_READ.get()) is not None:
            read.add(self.address)
        return self.source.body.html

    @cached_property
    def address(self) -> str:
        """The address on the site, from the root; for a record without a page, its place in another page."""
        return f"{self.source.prefix}{self.source.address}"

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return f"{cls.prefix}{year}/{slug}/" if year else f"{cls.prefix}{slug}/"

    @classmethod
    def place_in_page(cls, slug: str, values: Mapping[str, object], text: str) -> str | None:
        """The address of a record that stands in the page of another, with an anchor; None if it has its own page.

        ``values`` are those of its front matter, ``text`` is the Markdown below it.
        """
        return None

    @property
    def changes(self) -> tuple[PartialDate | None, ...]:
        """The dates on which the content of the record changed or was confirmed, as far as its fields tell them."""
        return (self.date if self.embargoed else None, self.verified_on)

    def last_change(self, today: dt.date) -> PartialDate | None:
        """The latest of the ``changes`` that are not in the future."""
        return max((date for date in self.changes if date and date.first <= today), key=local_moment, default=None)

    @property
    def has_page(self) -> bool:
        """Whether the record has a page of its own; without one, its ``address`` is an anchor in another page."""
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
