"""From the values of a front matter to a record, or to French sentences about each field."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from plugins.base.mistakes import Location, Mistake, did_you_mean
from plugins.base.typography import without_article
from plugins.model.base import DRAFT, STATUS_KEY, Fields, Front, fields_in, hint
from plugins.model.context import ValidationContext
from plugins.source.examples import example
from plugins.source.front_matter import ParsedFile, Value, texts

_DRAFT_INSIDE = re.compile(rf"\b{STATUS_KEY}\s*:\W*{DRAFT}\b", re.I)
_DRAFT_ROW = re.compile(rf"^[^\w\n]*{STATUS_KEY}[^\S\n]*:[^\w\n]*{DRAFT}[^\w\n]*$", re.I | re.M)


Read = TypeVar("Read", bound=Front)


def validate(cls: type[Read], parsed: ParsedFile, context: ValidationContext) -> Read | list[Mistake]:
    """The record of ``parsed``, or every mistake of its front matter, required fields that are missing included."""
    if left := [*_unfinished(cls, parsed, context), *_misplaced_status(parsed)]:
        return left
    values = _filled(parsed.values, cls)
    if STATUS_KEY in parsed.values:  # an empty status is refused: without the key, it would mean « publié »
        values.setdefault(STATUS_KEY, "")
    try:
        return cls.model_validate(values, context=context)
    except ValidationError as error:
        return [_mistake(cls, parsed, details, context) for details in error.errors(include_url=False)]


def _filled(values: dict[str, Value], cls: type[Fields] | None) -> dict[str, Value]:
    """The values without the empty fields of ``cls`` and without groups of empty fields; unknown keys stay."""
    groups = _groups(cls) if cls else {}
    kept = {key: _without_empty(item, groups[key]) if key in groups else item or "" for key, item in values.items()}
    return {key: item for key, item in kept.items() if item is not None}


@cache
def _groups(cls: type[Fields]) -> dict[str | None, type[Fields] | None]:
    """The groups of fields that the fields of a class hold, by their keys."""
    return {field.alias: fields_in(field.annotation) for field in cls.model_fields.values()}


def _without_empty(value: Value, cls: type[Fields] | None) -> Value:
    if isinstance(value, dict):
        return _filled(value, cls) or None
    if isinstance(value, list):
        return [kept for item in value if (kept := _without_empty(item, cls)) is not None] or None
    return value


def _misplaced_status(parsed: ParsedFile) -> Iterator[Mistake]:
    """A mistake for « statut: brouillon » in the text, or inside the quotes or the block of another field.

    There it does not count: it would be printed, and the record published.
    """
    remedy = "→ mettez cette ligne dans l’en-tête, entre les deux « --- », sans espace ni guillemet devant"
    for match in _DRAFT_ROW.finditer(parsed.body):
        line = parsed.body_line + parsed.body.count("\n", 0, match.start())
        yield Mistake(parsed.path, line, f"« {match[0].strip()} » est dans le texte, où il ne compte pas {remedy}")
    for location, text in texts(parsed.values):
        if inside := _DRAFT_INSIDE.search(text):
            message = f"« {inside[0]} » fait partie de ce champ, où il ne compte pas {remedy}"
            yield parsed.mistake(location, message)


def _values(
    group: type[Fields] | None, value: Value, location: Location = (), field: FieldInfo | None = None
) -> Iterator[tuple[type[Fields] | None, FieldInfo | None, Value, Location]]:
    """For each value of a front matter: the group of fields that it should be, its field, the value, its location."""
    yield group, field, value, location
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _values(group, item, (*location, number))
    elif isinstance(value, dict):
        fields = {known.alias: known for known in group.model_fields.values()} if group else {}
        for key, item in value.items():
            known = fields.get(key)
            yield from _values(fields_in(known.annotation) if known else None, item, (*location, key), known)


def _unfinished(cls: type[Fields], parsed: ParsedFile, context: ValidationContext) -> Iterator[Mistake]:
    """A mistake for empty braces, whose field would be dropped silently, and for a field that still holds the
    explanation that ``nouveau`` wrote there (plugins/desk/scaffold.py)."""
    for group, field, value, location in _values(cls, parsed.values):
        if value == {} and location:
            remedy = f"écrivez {example(group, None, context)}" if group else "écrivez la valeur, ou supprimez la ligne"
            yield parsed.mistake(location, f"les accolades sont vides → {remedy}")
        elif field and isinstance(value, str) and (value == hint(field) or value.startswith(f"{hint(field)} (")):
            remedy = "écrivez la valeur, ou remettez « # » devant la ligne"
            yield parsed.mistake(location, f"c’est encore l’explication de ce champ → {remedy}")


def _mistake(cls: type[Front], parsed: ParsedFile, details: ErrorDetails, context: ValidationContext) -> Mistake:
    location = parsed.there(details["loc"])
    name, fields = str(details["loc"][-1]), _fields_at(cls, details["loc"])
    match details["type"]:
        case "missing":
            fault = "ce champ est vide" if location in parsed.lines else "ce champ manque"
            description = fields.get(name) or ""
            message = f"{fault} → écrivez « {name}: … » : {description}"
        case "extra_forbidden" if details["input"] == "" and len(location) > 1:
            remedy = "si une virgule coupe la valeur qui précède, mettez cette valeur entre guillemets droits"
            message = f"champ inconnu → {remedy}"
        case "extra_forbidden":
            hint = did_you_mean(name, fields) or f" → champs possibles : {', '.join(fields)}"
            message = f"champ inconnu{hint}"
        case "model_type" | "model_attributes_type" | "dict_type":
            *_, group = _steps(cls, details["loc"])
            shown = example(group, details["input"], context)
            written = f"« {' '.join(details['input'].split())} » : " if isinstance(details["input"], str) else ""
            message = f"{written}il faut des sous-champs → écrivez {shown}"
        case "value_error":
            message = f"{details['ctx']['error']}"
        case _:
            section = without_article(cls.french).capitalize()
            remedy = f"écrivez {fields.get(name) or 'une autre valeur'} ; le guide a un exemple, sous « {section} »"
            message = f"cette valeur ne convient pas → {remedy}"
    return replace(parsed.mistake(location, message), lack=details["type"] == "missing")


def _steps(cls: type[Fields], loc: Location) -> Iterator[type[Fields]]:
    """The classes of fields on the way to ``loc``, that of the record first."""
    yield cls
    for step in filter(lambda step: isinstance(step, str), loc):
        inner = next((fields_in(field.annotation) for field in cls.model_fields.values() if field.alias == step), None)
        if inner is None:
            return
        cls = inner
        yield cls


def _fields_at(cls: type[Fields], loc: Location) -> dict[str, str | None]:
    """The keys and descriptions of the fields in the same group as the one at ``loc``."""
    *_, model = _steps(cls, loc[:-1])
    return {field.alias or name: field.description for name, field in model.model_fields.items()}
