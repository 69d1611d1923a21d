"""The questions of the command ``new``: the type, the title, then each field that can be answered at once."""

import contextlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from pydantic import ValidationError, create_model
from pydantic.fields import FieldInfo

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.mistakes import Unreadable
from plugins.base.partial_date import PartialDate, readings
from plugins.base.typography import fold, without_article
from plugins.model import TYPES, Record
from plugins.model.base import Fields, fields_in, is_list
from plugins.model.body import Body
from plugins.model.context import Source, ValidationContext
from plugins.model.fields import choices
from plugins.source import front_matter
from plugins.source.links import NO_FILES
from plugins.source.source_files import KnownNames

Answers = dict[str, object]
"""French keys with the answers: texts, lists of texts, and groups of answers."""

OFFERED_AGAIN = frozenset({"categorie", "genre"})
"""Fields whose values make lists: the question gives the values already in use."""
GIVEN_BY_TITLE = frozenset({"titre", "prenom", "nom"})
"""Fields that the title fills, without a question of their own."""


class GivenUp(Exception):
    """Ctrl-C or Ctrl-D: nothing is to be written."""


def ask_kind() -> type[Record]:
    """Ask for a type by its number."""
    kinds = sorted(TYPES, key=lambda cls: cls.asked_first or len(TYPES))
    print("Que voulez-vous préparer ?\n")
    for number, cls in enumerate(kinds, 1):
        print(f"{number:3}. {without_article(cls.french)}")
    print()
    while True:
        typed = _typed("Votre choix (un numéro) : ")
        if typed.isdecimal() and 1 <= int(typed) <= len(kinds):
            return kinds[int(typed) - 1]
        print(f"Tapez un numéro de 1 à {len(kinds)}, puis Entrée.")


def ask_title(cls: type[Record]) -> str:
    """Ask for a title until one is given: it names the file."""
    is_person = any(field.alias == "prenom" for field in cls.model_fields.values())
    question = "Prénom et nom : " if is_person else "Titre : "
    while not (title := _typed(question)):
        print("Il en faut un : le nom du fichier en vient.")
    return title


def ask_fields(cls: type[Record], content: Path) -> Answers:
    """Ask for the required fields and those of ``asked_too``; each answer is checked at once, Enter skips a field."""
    print("\nQuelques questions. La touche Entrée seule laisse un champ pour plus tard ; Ctrl-C abandonne tout.\n")
    source = Source(PurePosixPath(cls.folder) / "nouveau.md", "/", Body())
    files = {cls.kind: {file.stem: True for file in (content / cls.folder).glob("*.md")} for cls in TYPES}
    context = ValidationContext(source, KnownNames(files), NO_FILES)  # a draft may name any record
    used = _words_used(content / cls.folder)
    answers: Answers = {}
    for field in cls.model_fields.values():
        also = field.alias in cls.asked_too
        if (field.is_required() or also) and field.alias not in GIVEN_BY_TITLE:
            answers[field.alias or ""] = _ask_field(field, context, used, cls.asked_too if also else ())
    return {key: value for key, value in answers.items() if value}


def _words_used(folder: Path) -> dict[str, list[str]]:
    """For each field, the texts that the files of a folder have in it, in alphabetical order."""
    used: dict[str, set[str]] = {}
    for file in folder.glob("*.md"):
        with contextlib.suppress(Unreadable, OSError):
            for key, value in front_matter.read(file.as_posix(), file.read_bytes()).values.items():
                if isinstance(value, str):
                    used.setdefault(key, set()).add(value)
    return {key: sorted(words, key=fold) for key, words in used.items()}


def _ask_field(
    field: FieldInfo, context: ValidationContext, used: Mapping[str, list[str]], asked_too: tuple[str, ...] = ()
) -> object:
    """The answer for a field; ``asked_too`` are the optional fields to ask for: this one, and those of its group."""
    group, several = fields_in(field.annotation), is_list(field)
    if group:
        return _ask_group(group, context, asked_too) if asked_too or not several else None
    hint = field.description or ""
    words = choices(field)
    if words:
        hint += f" ({', '.join(words)})"
    elif field.alias in OFFERED_AGAIN and (there := used.get(field.alias)):
        hint += f" (déjà là : {', '.join(there)})"
    while typed := _typed(f"{field.alias} : {hint}{' ; plusieurs : avec des virgules' if several else ''}\n> "):
        value = [part.strip() for part in typed.split(",") if part.strip()] if several else typed
        mistake = _mistake(field, value, context)
        if not mistake:
            return value
        if len(days := readings(typed)) == 1 and not _mistake(field, days[0], context):
            print(f"Compris : {days[0]}, {dates.partial(PartialDate.parse(days[0]), FRENCH)}.")
            return days[0]
        print(mistake)
    return None


def _ask_group(group: type[Fields], context: ValidationContext, asked_too: tuple[str, ...]) -> Answers | None:
    """The answers for a group; None if the first question is skipped."""
    answers: Answers = {}
    asked = (field for field in group.model_fields.values() if field.is_required() or field.alias in asked_too)
    for number, field in enumerate(asked):
        answer = _ask_field(field, context, {})
        if number == 0 and not answer:
            return None
        answers[field.alias or ""] = answer
    return answers


def _mistake(field: FieldInfo, value: object, context: ValidationContext) -> str:
    """The mistake in an answer, in the words of ``verifier``, or ""."""
    only_field = create_model("Answer", __base__=Fields, answer=(field.rebuild_annotation(), ...))
    try:
        only_field.model_validate({"answer": value}, context=context)
    except ValidationError as error:
        details = error.errors(include_url=False)[0]
        cause = details.get("ctx", {}).get("error")
        return str(cause) if cause else "Cette valeur ne convient pas."
    return ""


def _typed(question: str) -> str:
    """The answer to a question, on one line. Raises GivenUp."""
    try:
        return " ".join(input(question).split())
    except (EOFError, KeyboardInterrupt):
        raise GivenUp from None
