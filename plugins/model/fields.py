"""The types of the fields: each parses what an officer types, or raises ValueError with a French sentence."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Self, TypeVar, get_args

import phonenumbers
from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, PlainValidator, ValidationInfo
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from plugins.base.hosts import split
from plugins.base.identity import IDENTITY
from plugins.base.mistakes import did_you_mean, one_of
from plugins.base.partial_date import PartialDate
from plugins.base.typography import NO_BREAK_SPACE, fold, french, slugify
from plugins.base.yaml_text import flow
from plugins.model.context import ValidationContext
from plugins.model.session_days import SessionDays, SessionHours, read_session_days, read_session_hours
from plugins.permanences.grammar import parse, parse_hours
from plugins.permanences.model import Rule, TimeRange
from plugins.pictures.picture import Picture
from plugins.places import commune_by_postcode

Raw = str | list["Raw"] | dict[str, "Raw"]
PROVINCE: Final = f"la province de {IDENTITY.province.name}"


def _typed(value: Raw) -> str:
    """The text as the front matter has it, already tidied. Raises ValueError, in French, for a list or a group."""
    if isinstance(value, str):
        return value
    shape = "une liste" if isinstance(value, list) else "des sous-champs"
    raise ValueError(f"{shape} au lieu d’un texte → écrivez le texte sur une seule ligne")


def _text(value: Raw) -> str:
    """As ``_typed``, with ordinary spaces only: for values that the program parses and does not print."""
    return _typed(value).replace(NO_BREAK_SPACE, " ")


def _line(value: Raw) -> str:
    text = french(_typed(value))
    if not text:
        raise ValueError("ce texte est vide → complétez-le ou supprimez la ligne")
    if text == "…":
        raise ValueError("« … » tient la place d’un texte → écrivez ce texte, ou supprimez la ligne")
    return text


def _origin(value: Raw) -> str:
    text = _line(value)
    if not any(map(str.isalpha, text)):
        raise ValueError(f"« {text} » est une date → écrivez-la dans « d_apres_le », et ici d’où viennent ces données")
    if re.match("d’après ", text, re.I):
        raise ValueError(f"le site écrit lui-même « D’après » → écrivez seulement « {text[8:].strip()} »")
    return text


def _keyword(value: Raw) -> str:
    text = _line(_text(value))
    if not slugify(text):
        raise ValueError(f"« {text} » fera une adresse → écrivez au moins une lettre ou un chiffre")
    return text


def _tag(value: Raw) -> str:
    text = _keyword(value)
    if "," in text:
        several = ", ".join(part.strip() for part in text.split(",") if part.strip())
        raise ValueError(f"« {text} » : un mot-clé n’a pas de virgule → écrivez [{several}]")
    return text


def _date(value: Raw) -> PartialDate:
    return PartialDate.parse(_text(value))


def _day(value: Raw) -> dt.date:
    date = _date(value)
    if not date.exact or date.time:
        raise ValueError(f"« {date} » : il faut un jour précis, sans heure → écrivez par exemple 2026-12-24")
    return date.first


def _count(value: Raw) -> int:
    text = _text(value)
    digits = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise ValueError(f"« {text} » n’est pas un nombre entier → écrivez par exemple 957")
    return int(digits)


def _email(value: Raw) -> str:
    text = _text(value)
    name, at, domain = text.partition("@")
    if not at:
        raise ValueError(f"« {text} » n’est pas une adresse e-mail : il manque « @ » → écrivez {IDENTITY.email}")
    if not domain or "." not in domain:
        raise ValueError(f"« {text} » : le domaine de l’adresse manque → écrivez {name or 'nom'}@{IDENTITY.id_domain}")
    if not re.fullmatch(r"[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}", text, re.IGNORECASE | re.ASCII):
        raise ValueError(f"« {text} » n’est pas une adresse e-mail → écrivez {IDENTITY.email}, sans espace ni accent")
    return text.lower()


def _url(value: Raw) -> str:
    text = _text(value)
    if text.startswith("www."):
        raise ValueError(f"« {text} » : l’adresse est incomplète → écrivez https://{text}")
    parts = split(text)
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in text:
        raise ValueError(f"« {text} » n’est pas une adresse du web → écrivez par exemple {IDENTITY.website}")
    return text


def _belgian_postcode(value: Raw) -> str:
    text = _text(value)
    if not re.fullmatch(r"[1-9]\d{3}", text):
        raise ValueError(f"« {text} » n’est pas un code postal belge → écrivez quatre chiffres, par exemple 5000")
    return text


def _province_postcode(value: Raw) -> str:
    text = _belgian_postcode(value)
    if text not in commune_by_postcode():
        raise ValueError(f"« {text} » n’est pas un code postal de {PROVINCE} → vérifiez le code, par exemple 5000")
    return text


@dataclass(frozen=True)
class Phone:
    """A telephone number: as Belgians write it, and as E.164 for a ``tel:`` link (RFC 3966)."""

    text: str
    e164: str

    @classmethod
    def parse(cls, value: Raw) -> "Phone":
        """Read a Belgian number with or without +32. Raises ValueError in French."""
        text = _text(value)
        try:
            number = phonenumbers.parse(text, "BE") if re.fullmatch(r"[+(\d][\d /.()-]*", text) else None
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValueError(f"« {text} » n’est pas un numéro de téléphone possible → écrivez par exemple 081/12 34 56")
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if number.country_code != 32:
            return cls(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL), e164)
        national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        zone, *groups = national.split(" ")
        return cls(f"{zone}/{' '.join(groups)}", e164)

    def __str__(self) -> str:
        return self.text


def _picture(value: Raw, info: ValidationInfo[ValidationContext]) -> Picture | None:
    """The picture of that name; None where the file itself is a mistake, which ends the build anyway."""
    name = _text(value).removeprefix("/").removeprefix("images/")
    pictures = info.context.media.pictures
    if f"/images/{name}" not in pictures:
        names = (address.removeprefix("/images/") for address in pictures)
        raise ValueError(
            f"image « {name} » introuvable{did_you_mean(name, names) or ' → déposez le fichier dans content/images/'}"
        )
    return pictures[f"/images/{name}"]


@dataclass(frozen=True)
class LinkTarget:
    """The address to which a link leads, on this site or another; ``words`` is a telephone number as it is shown."""

    address: str
    words: str = ""

    @classmethod
    def parse(cls, value: Raw, info: ValidationInfo[ValidationContext]) -> "LinkTarget":
        """Read an address or a telephone number. Raises ValueError in French."""
        text = _text(value)
        if re.fullmatch(r"[+(\d][\d /.()-]*", text):
            phone = Phone.parse(text)
            return cls(f"tel:{phone.e164}", phone.text)
        if " " in text or text.startswith("#"):
            raise ValueError(f"« {text} » n’est pas une adresse → écrivez par exemple /permanences/")
        return cls(info.context.files.link(text))


class Ref(str):
    """The slug of the record of another file; a subclass declares its kind. The context knows which records exist."""

    kind: ClassVar[str]

    @classmethod
    def parse(cls, value: Raw, info: ValidationInfo[ValidationContext]) -> Self:
        """Read a slug. Raises ValueError in French when there is no record of that name."""
        slug = _text(value)
        info.context.names.expect(cls.kind, slug)
        return cls(slug)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(
            cls.parse, serialization=core_schema.to_string_ser_schema()
        )


class EventRef(Ref):
    kind = "event"


class MissionRef(Ref):
    kind = "mission"


class OfficeRef(Ref):
    kind = "office"


class PersonRef(Ref):
    kind = "person"


class PlatformRef(Ref):
    kind = "platform"


class PositionRef(Ref):
    kind = "position"


class ResourceRef(Ref):
    kind = "resource"


class TeamRef(Ref):
    kind = "team"


def _document(value: Raw, info: ValidationInfo[ValidationContext]) -> str:
    return info.context.files.document(_text(value))


@dataclass(frozen=True)
class OneOf:
    """Reads one of the words of a ``Literal``; accents and capitals do not matter."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        words: tuple[str, ...] = get_args(source)
        known = {fold(word): word for word in words}

        def parse(value: Raw) -> str:
            text = _text(value)
            if not text:
                raise ValueError(f"ce champ est vide → écrivez {one_of(words)}")
            if fold(text) not in known:
                hint = did_you_mean(text, words) or f" → écrivez {one_of(words)}"
                raise ValueError(f"« {text} » ne convient pas{hint}")
            return known[fold(text)]

        return core_schema.no_info_plain_validator_function(parse)


def choices(field: FieldInfo) -> tuple[str, ...]:
    """The words that a ``Choice`` field accepts; empty for any other field."""
    return get_args(field.annotation) if any(isinstance(each, OneOf) for each in field.metadata) else ()


def _names(value: Raw | tuple[object, ...]) -> list[Raw] | tuple[object, ...]:
    if isinstance(value, str) and "," in value:
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if len(parts) < 2:
            raise ValueError(f"« {_text(value)} » : une virgule de trop → écrivez {flow(parts)[1:-1] or 'le nom'}")
        several = f"si ce sont plusieurs noms, écrivez {flow(parts)}"
        one = f"si c’est un seul, écrivez {flow([_text(value)])}"
        raise ValueError(f"« {_text(value)} » : un seul nom, ou plusieurs ? → {several} ; {one}")
    return _as_list(value)


def _references(value: Raw | tuple[object, ...]) -> list[Raw] | tuple[object, ...]:
    if isinstance(value, str) and "," in value:
        parts = [part.strip() for part in value.split(",") if part.strip()]
        raise ValueError(f"« {_text(value)} » : plusieurs noms → écrivez {flow(parts)}")
    return _as_list(value)


def _offices(value: Raw | tuple[object, ...]) -> Raw | tuple[object, ...]:
    """Read « tous » and « tous les bureaux » as an empty list, which means all offices."""
    return () if isinstance(value, str) and fold(_text(value)) in ("tous", "tous les bureaux") else value


def _as_list(value: Raw | tuple[object, ...]) -> list[Raw] | tuple[object, ...]:
    return value if isinstance(value, list | tuple) else [value]


def field(key: str, label: str, explanation: str, default: object = ..., *, examples: list[str] | None = None) -> Any:  # noqa: ANN401 - as of pydantic's own Field: the annotation beside it says what it is
    """A field of a record: its key in a file, its label in a form, what to write there; required without a default."""
    return Field(default, alias=key, title=label, description=explanation, examples=examples)


Word = TypeVar("Word", bound=str)
Choice = Annotated[Word, OneOf()]
"""One word of a ``Literal``: ``Choice[Literal["ouvert", "fermé"]]``."""
Line = Annotated[str, BeforeValidator(_line)]
Keyword = Annotated[str, BeforeValidator(_keyword)]
"""A text under which records are listed: its slug is in an address."""
Tag = Annotated[str, BeforeValidator(_tag)]
TRANSLATED: Final = "translated"
"""The mark of the field types whose texts are translated on the pages in other languages."""
Words = Annotated[Line, TRANSLATED]
"""A line that is words, not a name: it has a translation in each language."""
SourceWords = Annotated[str, BeforeValidator(_origin), TRANSLATED]
"""The source of facts: the words that follow « D’après »."""
Date = Annotated[PartialDate, BeforeValidator(_date)]
Day = Annotated[dt.date, BeforeValidator(_day)]
DoorRule = Annotated[Rule, BeforeValidator(lambda value: parse(_text(value)))]
Hours = Annotated[tuple[TimeRange, ...], BeforeValidator(lambda value: parse_hours(_text(value)))]
SessionMoments = Annotated[SessionDays, BeforeValidator(lambda value: read_session_days(_text(value)))]
"""A line of sessions: their days, and their hours where they are known."""
SessionTimes = Annotated[SessionHours, BeforeValidator(lambda value: read_session_hours(_text(value)))]
Count = Annotated[int, BeforeValidator(_count)]
Email = Annotated[str, BeforeValidator(_email)]
Url = Annotated[str, BeforeValidator(_url)]
Postcode = Annotated[str, BeforeValidator(_belgian_postcode)]
ProvincePostcode = Annotated[str, BeforeValidator(_province_postcode)]
DocumentFile = Annotated[str, BeforeValidator(_document)]
"""The address of a file of ``content/documents/``; the validation context knows which files exist."""
PictureFile = Annotated[Picture, PlainValidator(_picture)]
PhoneNumber = Annotated[Phone, BeforeValidator(Phone.parse)]
Item = TypeVar("Item")
Several = Annotated[tuple[Item, ...], BeforeValidator(_as_list)]
Names = Annotated[tuple[Item, ...], BeforeValidator(_names)]
"""As Several, for names: a single value with a comma is refused, as it may be two names."""
References = Annotated[tuple[Item, ...], BeforeValidator(_references)]
"""As Several, for references: a single value with a comma is refused, as it must be two slugs."""
Link = Annotated[LinkTarget, PlainValidator(LinkTarget.parse)]
Offices = Annotated[References[OfficeRef], BeforeValidator(_offices)]
"""References to offices; an empty tuple means all offices."""
