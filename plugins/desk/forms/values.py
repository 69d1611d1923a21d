"""The values of a form: from a front matter, from a posted form, and after a button that changes a list."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from plugins.desk.forms.shapes import Shape
from plugins.desk.front_matter_edit import bare
from plugins.desk.spoken_dates import in_full
from plugins.source.characters import tidy
from plugins.source.front_matter import Value, items_of

FIELD: Final = "champ"
"""The beginning of the name of each field: « champ.permanences.0.quand »."""
MOST: Final = 500
"""The greatest number of items in a list."""


def fits(shape: Shape, value: Value) -> bool:
    """Whether a form can show a value in a field; a value that does not fit stays in the file as it is."""
    if value is None:
        return True
    if shape.many:
        items = items_of(value)
        return len(items) <= MOST and all(fits(shape.item, item) for item in items)
    if shape.group:
        fields = {field.key: field for field in shape.group}
        value = in_fields(shape, value)
        return isinstance(value, dict) and all(key in fields and fits(fields[key], each) for key, each in value.items())
    return isinstance(value, str)


def posted(
    shapes: Sequence[Shape],
    sent: Mapping[str, str],
    before: Mapping[str, Value],
    today: dt.date,
    *,
    coming: bool = False,
) -> dict[str, Value]:
    """The values that were sent, in the order of the shapes; then the values ``before`` that no form shows.

    Dates are completed by ``in_full``.
    """

    def dated(text: str) -> str:
        return in_full(tidy(text), today, coming=coming)

    shown = [shape for shape in shapes if fits(shape, before.get(shape.key))]
    typed = {shape.key: _sent(shape, f"{FIELD}.{shape.key}", sent, dated) for shape in shown}
    values = {shape.key: _in_words(shape, typed[shape.key], before.get(shape.key)) for shape in shown}
    return {**values, **{key: value for key, value in before.items() if key not in values}}


def in_fields(shape: Shape, value: Value) -> Value:
    """A group that is written as a single text, as a group."""
    return {shape.in_words: value} if shape.in_words and isinstance(value, str) else value


def _in_words(shape: Shape, value: Value, before: Value) -> Value:
    """Groups that have nothing but their text in words as that text, unless the file has them as groups."""
    if not shape.in_words or not isinstance(value, list):
        return value
    groups = [bare(item) for item in items_of(before)]

    def shortest(item: Value) -> Value:
        said = bare(item)
        alone = isinstance(said, dict) and [*said] == [shape.in_words] and said not in groups
        return said[shape.in_words] if isinstance(said, dict) and alone else item

    return [shortest(item) for item in value]


def _sent(shape: Shape, name: str, sent: Mapping[str, str], dated: Callable[[str], str]) -> Value:
    """The value of a field from the names and texts that were sent."""
    if shape.many:
        numbers = re.compile(rf"{re.escape(name)}\.(\d{{1,3}})(?:\..*)?")
        found = sorted({int(match[1]) for each in sent if (match := numbers.fullmatch(each))})
        return [_sent(shape.item, f"{name}.{number}", sent, dated) for number in found[:MOST]]
    if shape.group:
        return {field.key: _sent(field, f"{name}.{field.key}", sent, dated) for field in shape.group}
    text = sent.get(name, "")
    return dated(text) if shape.control in ("date", "day") else text


def steps_of(name: str) -> list[str | int]:
    """The place of a field from its name: « champ.permanences.0.quand »."""
    return [int(step) if step.isdecimal() else step for step in name.split(".")[1:]]


def after_button(button: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values after a button of the form: « ajouter champ.permanences », « ecrire champ.jour=2026-12-24 »."""
    what, _, told = button.partition(" ")
    if what == "noter":
        return _noted(told, values)
    if what == "ecrire":
        name, _, text = told.partition("=")
        return written(name, text, values)
    if what == "ajouter":
        return _changed(values, steps_of(told), lambda value: [*items_of(value), None])
    *above, last = steps_of(told) or [""]
    return _changed(values, above, lambda value: _arranged(what, value, last))


def _noted(text: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with an item added to a list, unless it is there: « champ.annulations le=2026-12-24 »."""
    name, _, told = text.partition(" ")
    key, _, value = told.partition("=")

    def noted(old: Value) -> Value:
        items = items_of(old)
        known = any(isinstance(one, dict) and one.get(key) == value for one in items)
        return items if known else [*items, {key: value}]

    return _changed(values, steps_of(name), noted)


def _arranged(what: str, value: Value, number: str | int) -> Value:
    """A list without one of its items, or with this item moved one place up or down."""
    items = [*items_of(value)]
    if not isinstance(number, int) or number >= len(items):
        return value
    if what == "enlever":
        del items[number]
        return items
    other = number + (1 if what == "descendre" else -1)
    if 0 <= other < len(items):
        items[number], items[other] = items[other], items[number]
    return items


def written(name: str, text: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with another text in the field ``name``."""
    return _changed(values, steps_of(name), lambda _: text)


def _changed(
    values: Mapping[str, Value], steps: Sequence[str | int], change: Callable[[Value], Value]
) -> dict[str, Value]:
    """The values with ``change`` applied to the one at a place; unchanged if there is no such place."""

    def at(value: Value, steps: Sequence[str | int]) -> Value:
        if not steps:
            return change(value)
        step, *rest = steps
        if isinstance(value, dict) and isinstance(step, str):
            return {**value, step: at(value.get(step), rest)}
        items = items_of(value)
        if not isinstance(step, int) or step >= len(items):
            return value
        return [*items[:step], at(items[step], rest), *items[step + 1 :]]

    changed = at({**values}, steps)
    return changed if isinstance(changed, dict) else {**values}
