"""Examples of the sub-fields of a field, for messages: filled with the written words that fit."""

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from plugins.base.partial_date import YEAR_LEFT_OPEN, dates_in
from plugins.base.yaml_text import scalar
from plugins.model.base import Fields
from plugins.model.context import ValidationContext
from plugins.source.front_matter import Value

BLANK = "…"
_ANY_TEXT = "Une phrase ; rien d’autre"


def example(group: type[Fields], written: Value, context: ValidationContext) -> str:
    """The YAML to write for ``group``: « {nom: Dinant} » where « Dinant » was ``written``; BLANK where no word fits."""
    text = " ".join(written.split()) if isinstance(written, str) else ""
    fields = list(group.model_fields.values())
    shown = [field for field in fields if field.is_required()] or fields
    if len(shown) == 1 and text and _accepts(shown[0], text, context):
        return f"{{{shown[0].alias}: {scalar(text)}}}"
    words = dict.fromkeys(filter(None, (text, *dates_in(text), *(word.strip("()<>,;.") for word in text.split()))))
    parts = []
    for field in shown:
        fit = next((word for word in words if _fits(field, word, context)), None)
        if fit:
            del words[fit]
        parts.append(f"{field.alias}: {scalar(fit) if fit else BLANK}")
    several = "" if any(field.is_required() for field in fields) else ", sans ce que vous ne savez pas"
    return f"{{{', '.join(parts)}}}{several}"


def _fits(field: FieldInfo, word: str, context: ValidationContext) -> bool:
    """Whether a field accepts a word, and not just any text: a field for any text is never filled."""
    if _accepts(field, _ANY_TEXT, context):
        return False
    return _accepts(field, word.replace(BLANK, "2000") if YEAR_LEFT_OPEN.fullmatch(word) else word, context)


def _accepts(field: FieldInfo, value: str, context: ValidationContext) -> bool:
    try:
        TypeAdapter(field.rebuild_annotation()).validate_python(value, context=context)
    except ValidationError:
        return False
    return True
