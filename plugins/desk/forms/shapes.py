"""The shapes of a form: its fields, groups and lists, derived from the class of a record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Final, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from plugins.model import BY_KIND, Record, fields
from plugins.model.base import STATUS_KEY, Fields, Front, fields_in, is_list
from plugins.source.front_matter import Value

TYPED: Final = {
    fields.Date: "date",
    fields.Day: "day",
    fields.DoorRule: "rule",
    fields.Hours: "hours",
    fields.Count: "number",
    fields.Email: "email",
    fields.Url: "url",
    fields.PhoneNumber: "phone",
    fields.Keyword: "keyword",
    fields.Tag: "keyword",
    fields.PictureFile: "picture",
    fields.DocumentFile: "document",
}
"""The control for the values of a type; any other type has a text field."""


@dataclass(frozen=True)
class Shape:
    """One field of a form; ``control`` is the way to type its value, « group » for a field that consists of fields."""

    key: str
    label: str
    description: str
    required: bool = True
    control: str = "text"
    many: bool = False
    words: tuple[str, ...] = ()
    """The words to choose from, for a « choice »."""
    default: str = ""
    """The word that counts where none is chosen."""
    kind: str = ""
    """The kind of the records that may be named, for a « reference »."""
    group: tuple["Shape", ...] = ()
    in_words: str = ""
    """The key of the field whose text may stand for the whole group."""
    name: str = ""
    """The attribute of the record."""
    example: str = ""

    @property
    def item(self) -> "Shape":
        return replace(self, many=False)


@cache  # shapes follow from the program alone
def shapes(cls: type[Fields]) -> tuple[Shape, ...]:
    """The fields of a type: its own in the order of the record, then those that all types have."""
    hints = get_type_hints(cls, include_extras=True)
    own_first = sorted(cls.model_fields.items(), key=lambda item: item[0] in Record.model_fields)
    return tuple(_shape(name, hints[name], field) for name, field in own_first if field.alias != STATUS_KEY)


def in_order(cls: type[Front], values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of a file in the order in which the desk writes them; None for a missing field."""
    keys = (STATUS_KEY, *(shape.key for shape in shapes(cls)), *values)
    return {key: values.get(key) for key in keys}


def labels_of(group: Sequence[Shape]) -> dict[str, str]:
    """The label of each field by its key in the file; a field of the form precedes one of a group with the same key."""
    inside = {key: label for shape in group for key, label in labels_of(shape.group).items()}
    return inside | {shape.key: shape.label for shape in group}


def _shape(name: str, hint: object, field: FieldInfo) -> Shape:
    group = fields_in(field.annotation)
    control, words, kind = ("group", (), "") if group else _control(hint)
    return Shape(
        field.alias or name,
        field.title or "",
        field.description or "",
        field.is_required(),
        control,
        is_list(field) and hint not in TYPED,
        words,
        field.default if control == "choice" and not field.is_required() else "",
        kind,
        shapes(group) if group else (),
        group.in_words if group else "",
        name,
        str(field.examples[0]) if field.examples else "",
    )


def _control(hint: object) -> tuple[str, tuple[str, ...], str]:
    for part in _parts(hint):
        if part in TYPED:
            return TYPED[part], (), ""
        if isinstance(part, type) and issubclass(part, fields.Ref):
            return "reference", (), BY_KIND[part.kind].kind
        if get_origin(part) is Annotated and any(isinstance(each, fields.OneOf) for each in get_args(part)):
            return "choice", get_args(get_args(part)[0]), ""
    return "text", (), ""


def _parts(hint: object) -> Iterator[object]:
    """A type hint, then the hints that it consists of."""
    yield hint
    for part in get_args(hint):
        yield from _parts(part)


def control_at(group: tuple[Shape, ...], steps: Sequence[str | int]) -> str:
    """The control of the field at a place; "" without such a field."""
    control = ""
    for key in (step for step in steps if isinstance(step, str)):
        shape = next((one for one in group if one.key == key), None)
        group, control = (shape.group, shape.control) if shape else ((), "")
    return control
