"""Fingerprints of values: equal for two values of which the same page would be made, also in different builds."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import PurePath
from typing import Final

from plugins.languages.language import Language
from plugins.model.base import Fields, Record
from plugins.model.declarations import Facet, SectionShape
from plugins.model.facets import Paginated
from plugins.model.site import Site

PLAIN_TYPES: Final = (str, int, float, bool, bytes, type(None), dt.date, dt.time, dt.datetime, dt.timedelta)
"""Types of which ``repr`` tells two values apart."""
_OUTLINE: Final = tuple(
    sorted({field.name for field in fields(Site)} - {"records", "versions", "outlines", "translate", "original"})
)
"""The fields of a site that depend neither on the text of a record nor on translations (those are noted as WORDS)."""
Shape = object
"""What stands for a value in its fingerprint: plain values, and lists and tuples of them."""


class Fingerprints:
    """Makes fingerprints; ``versions`` are the digests of records by address, where a cache knows them."""

    def __init__(self, versions: Mapping[str, bytes]) -> None:
        self._versions = versions
        self._shapes: dict[type, Callable[[object], Shape]] = dict.fromkeys(PLAIN_TYPES, lambda value: value)

    def fingerprint(self, value: object) -> bytes:
        """The fingerprint of a value. Raises TypeError for a type that has no rule here."""
        return hashlib.blake2b(repr(self._shape(value)).encode(), digest_size=16).digest()

    def outline(self, site: Site) -> bytes:
        """The fingerprint of everything in a site but the texts of its records."""
        records = [site.outlines.get(record.address) or self._fields(record) for record in site.records]
        others = [(name, self._shape(getattr(site, name))) for name in _OUTLINE]
        return hashlib.blake2b(repr((records, others)).encode(), digest_size=16).digest()

    def _shape(self, value: object) -> Shape:
        shape = self._shapes.get(type(value))
        if shape is None:
            shape = self._shapes[type(value)] = self._shape_of(type(value))
        return shape(value)

    def _shape_of(self, cls: type) -> Callable[..., Shape]:
        """Return the function that turns a value of a type into its shape."""
        if issubclass(cls, Record):
            return self._record
        if issubclass(cls, Paginated):  # without ``whole``, which no template reads
            names = (field.name for field in fields(cls) if field.name != "whole")
            return self._values(cls, ("count", "shown", *names))
        if issubclass(cls, Facet):  # the type declares it: another program has another version anyway
            return lambda facet: facet.prefix
        if issubclass(cls, SectionShape):
            return lambda section: section.folder
        if issubclass(cls, Language):  # the recorder notes the words that a page says
            return lambda language: language.code
        mark = f"\0{cls.__name__}"  # no text has U+0000: the shape of an object differs from a tuple of texts
        if issubclass(cls, Enum):
            return lambda member: (mark, member.name)
        if issubclass(cls, str | PurePath):  # such as Markup, a reference
            return lambda text: (mark, str(text))
        if cls is tuple:
            return lambda items: tuple(map(self._shape, items))
        if cls is list:
            return lambda items: list(map(self._shape, items))
        if issubclass(cls, set | frozenset):
            return lambda items: ("\0set", sorted(map(self._shape, items), key=repr))
        if issubclass(cls, Mapping):
            return lambda items: (mark, [(self._shape(key), self._shape(value)) for key, value in items.items()])
        if issubclass(cls, Fields):
            return self._values(cls, tuple(cls.model_fields))
        if is_dataclass(cls):  # its fields, without values of cached properties
            return self._values(cls, tuple(field.name for field in fields(cls)))
        raise TypeError(f"no fingerprint for {cls.__qualname__}: {cls.__module__}")

    def _record(self, record: Record) -> Shape:
        return (record.address, self._versions.get(record.address) or self._fields(record))

    def _fields(self, record: Record) -> Shape:
        return self._values(type(record), tuple(type(record).model_fields))(record)

    def _values(self, cls: type, names: tuple[str, ...]) -> Callable[[object], Shape]:
        mark = f"\0{cls.__name__}"
        return lambda value: (mark, *(self._shape(getattr(value, name)) for name in names))
