"""A form ready to be shown: each field with its value, its mistakes, its advice, and the options to choose from."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from babel.dates import format_date

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.grouping import grouped
from plugins.base.mistakes import Location, Mistake, field_name
from plugins.base.typography import capital, fold, slugify
from plugins.desk.advice.records import keyword_fields, spellings
from plugins.desk.forms.deposit import FOLDERS
from plugins.desk.forms.shapes import Shape, labels_of
from plugins.desk.forms.values import FIELD, fits, in_fields
from plugins.desk.forms.workshop import Typed
from plugins.model.base import Record
from plugins.model.site import Site
from plugins.permanences.grammar import parse
from plugins.permanences.schedule import Schedule, held
from plugins.source.front_matter import Value, items_of

SHOWN_DATES: Final = 5
LONG: Final = 55
"""The number of characters of a row, beyond which a text gets more rows."""
_REMEDY = re.compile(
    r"→ (?:écrivez|vouliez-vous dire) "
    r"(?:« ([^«»]+) »(?: \?|, ou |$)|([^\s«»,]+|\d{4}-\d\d-\d\d \d\d:\d\d)(?:, ou corrigez .+)?$)"
)
_KEY = re.compile(r"(?<=.)«(\s)([a-z_]+)(?:\s?:([^«»]*))?(\s)»")
_WRITTEN = re.compile(r"« ([^«»]+) »")

Options = tuple[tuple[str, str], ...]
"""The options of a field: values, each with its words."""


@dataclass(frozen=True)
class Fault:
    """A mistake as a form words it; ``right`` is the value that would do, if it is known."""

    message: str
    right: str = ""


@dataclass(frozen=True)
class FieldBox:
    """A field as it is drawn: a value, a group of boxes, or a list of boxes."""

    shape: Shape
    name: str
    what: str
    """« value », « group », « list », or « kept » for a value that no form can show."""
    value: str = ""
    inside: tuple["FieldBox", ...] = ()
    faults: tuple[Fault, ...] = ()
    options: Options = ()
    coming: tuple[dt.date, ...] = ()
    strikes: str = ""
    """For a permanence whose dates can be cancelled: the name of the list of cancelled days, and of its day field."""
    number: int | None = None
    """The index in its list, from 0."""
    hints: tuple[str, ...] = ()
    """Advice about the field, which blocks nothing."""
    there: str | None = None
    """The value in the file, if it changed since the form was opened."""

    @property
    def rows(self) -> int:
        """The approximate number of rows of its text."""
        return 1 + len(self.value) // LONG

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in the field."""
        return not self.value and all(box.is_empty for box in self.inside)

    @property
    def has_faults(self) -> bool:
        return bool(self.faults) or any(box.has_faults for box in self.inside)

    def where(self) -> Iterable[tuple[str, "FieldBox"]]:
        """Each box with its label: « Permanences, nº 1, Quand »."""
        label = self.shape.label if self.number is None else f"nº {self.number + 1}"
        yield label, self
        for box in self.inside:
            yield from ((f"{label}, {words}", one) for words, one in box.where())


class Drawing:
    """Draws the boxes of one form, from its mistakes, its advice and the site."""

    def __init__(
        self,
        mistakes: Iterable[Mistake],
        site: Site | None,
        today: dt.date,
        advice: Iterable[tuple[Location, str]] = (),
    ) -> None:
        self._strikes = ""
        self._labels: Mapping[str, str] = {}
        self._hints = grouped((location, capital(message)) for location, message in advice)
        self._at = grouped((mistake.location, mistake) for mistake in mistakes if mistake.location is not None)
        self._site, self._today = site, today

    def boxes(
        self, shapes: Sequence[Shape], values: Mapping[str, Value], cls: type[Record] | None
    ) -> tuple[FieldBox, ...]:
        """The boxes of the fields, with ``values`` in them; ``cls`` is the type whose keywords are offered."""
        self._labels = labels_of(shapes)
        lists = (shape for shape in shapes if shape.many and shape.group and shape.group[0].control == "day")
        self._strikes = next((f"{FIELD}.{shape.key} {shape.group[0].key}" for shape in lists), "")
        return tuple(self._box(shape, values.get(shape.key), (shape.key,), cls) for shape in shapes)

    def _box(self, shape: Shape, value: Value, location: Location, cls: type[Record] | None) -> FieldBox:
        shape = replace(shape, description=with_labels(shape.description, self._labels))
        hints = (with_labels(hint, self._labels) for hint in self._hints.get(location, ()))
        return replace(self._bare(shape, value, location, cls), hints=tuple(hints))

    def _bare(self, shape: Shape, value: Value, location: Location, cls: type[Record] | None) -> FieldBox:
        """The box of a field without its advice."""
        faults = tuple(fault(mistake, self._labels) for mistake in self._at.get(location, ()))
        number = location[-1] if isinstance(location[-1], int) else None
        box = FieldBox(shape, ".".join((FIELD, *map(str, location))), "kept", faults=faults, number=number)
        if not fits(shape, value):
            return box
        if shape.many:
            inside = (self._box(shape.item, item, (*location, i), cls) for i, item in enumerate(items_of(value)))
            return replace(box, what="list", inside=tuple(inside))
        if shape.group:
            value = in_fields(shape, value)
            fields = value if isinstance(value, dict) else {}
            inside = (self._box(field, fields.get(field.key), (*location, field.key), None) for field in shape.group)
            return replace(box, what="group", inside=tuple(inside))
        text = value if isinstance(value, str) else ""
        coming = next_dates(text, self._today) if shape.control == "rule" else ()
        options, strikes = self._options(shape, text, cls), self._strikes if coming else ""
        return replace(box, what="value", value=text, options=options, coming=coming, strikes=strikes)

    def _options(self, shape: Shape, value: str, cls: type[Record] | None) -> Options:
        """The options of a field, with an empty one first; the keywords in use for a field of keywords."""
        if shape.control == "keyword" and cls and self._site:
            return tuple((word, word) for word, _ in sorted(spellings(self._site, cls, shape).values()))
        if shape.control not in ("choice", "reference", *FOLDERS):
            return ()
        known = self._known(shape)
        if value and value not in (word for word, _ in known):
            known.append((value, value))
        empty = f"{capital(shape.default)} (sans le dire)" if shape.default else "Choisissez…"
        return (("", empty), *known)

    def _known(self, shape: Shape) -> list[tuple[str, str]]:
        """The options that a field has in the site."""
        if shape.control == "choice":
            return [(word, capital(word)) for word in shape.words]
        if not self._site:
            return []
        if shape.control == "reference":
            named = ((record.slug, record.title) for record in self._site.records if record.kind == shape.kind)
            return sorted(named, key=lambda item: fold(item[1]))
        media = self._site.media
        there = media.pictures if shape.control == "picture" else media.documents
        names = (address.removeprefix(f"/{FOLDERS[shape.control]}/") for address in there)
        return [(name, name) for name in sorted(names)]


def as_others_spell(typed: Typed, before: Mapping[str, Value], site: Callable[[], Site | None]) -> Typed:
    """What is typed, with each new keyword in the usual spelling of the site.

    A word that the file had ``before`` in another spelling stays as it is typed: the officer changes its spelling.
    """
    values = {**typed.values}
    for shape in keyword_fields(typed.cls):
        value, known = values.get(shape.key), {*map(slugify, _texts(before.get(shape.key)))}
        new = {word for word in _texts(value) if slugify(word) not in known}
        if not new or not issubclass(typed.cls, Record) or not (there := site()):
            continue
        usual = spellings(there, typed.cls, shape)
        spelt = {word: usual[slugify(word)][0] for word in new if slugify(word) in usual}
        items = [spelt.get(item, item) if isinstance(item, str) else item for item in items_of(value)]
        values[shape.key] = items if isinstance(value, list) else items[0]
    return replace(typed, values=values)


def _texts(value: Value) -> list[str]:
    return [item for item in items_of(value) if isinstance(item, str)]


def with_labels(text: str, labels: Mapping[str, str]) -> str:
    """A message about the fields of a file, with the labels of the form in place of their keys."""

    def named(found: re.Match[str]) -> str:
        space, key, value, last = found.groups()
        if key not in labels:
            return found[0]
        return f"«{space}{labels[key]}{'' if value is None else f'{space}:{value}'}{last}»"

    return _KEY.sub(named, text)


def fault(mistake: Mistake, labels: Mapping[str, str]) -> Fault:
    """A mistake as it is worded beside its field: without the name of the field."""
    if mistake.lack:
        return Fault("Ce champ est obligatoire.")
    message = mistake.message.removeprefix(f"{field_name(mistake.location or ())} : ")
    remedy, written = _REMEDY.search(message), _WRITTEN.match(message)
    right = (remedy[1] or remedy[2] or "") if remedy and written else ""
    return Fault(capital(with_labels(message, labels)), right)


def next_dates(sentence: str, today: dt.date) -> tuple[dt.date, ...]:
    """The next dates of a permanence, from its sentence alone; none where the sentence cannot be read."""
    try:
        coming = held(Schedule(parse(sentence)), today, today + dt.timedelta(days=366))
        return tuple(occurrence.day for occurrence in islice(coming, SHOWN_DATES))
    except ValueError:
        return ()


def spoken(day: dt.date) -> str:
    """A day in words: « jeudi 26 novembre 2026 »."""
    return dates.day(day, FRENCH)


def short_month(day: dt.date) -> str:
    """The short name of a month: « nov. »."""
    return format_date(day, "MMM", FRENCH)
