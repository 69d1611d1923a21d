"""A language of the site: its words, its dates, where its pages are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from gettext import NullTranslations
from types import MappingProxyType
from typing import Final, Protocol

from babel import Locale
from babel.core import get_global

from plugins.base.date_words import locale_of
from plugins.base.identity import IDENTITY, Identity
from plugins.base.typography import capital
from plugins.languages.messages import Key, Message

SCRIPTS: Final = {"Arab": "arabic", "Cyrl": "cyrillic", "Ethi": "ethiopic"}
"""The scripts that have a style sheet in ``css/scripts/``, by their codes (ISO 15924); Unicode names them so too."""


class Gettext(Protocol):
    """The words of a language, by the French ones of the source."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, singular: str, plural: str, count: int, /) -> str: ...
    def pgettext(self, context: str, message: str, /) -> str: ...
    def has(self, message: str, /) -> bool:
        """Whether there are words for it."""

    @property
    def messages(self) -> Mapping[Key, Message]:
        """All that it has words for, or lacks them for."""

    def following(self, texts: Mapping[str, Sequence[str]], /) -> "Gettext":
        """The same with words for what has changed in the French: ``texts`` has all messages of some files."""

    @property
    def lacking(self) -> frozenset[str]:
        """The files of the source that have a message without words."""

    @property
    def outdated(self) -> frozenset[str]:
        """Those that have a message whose French has changed since."""

    @property
    def unreviewed(self) -> frozenset[str]:
        """Those that have a message whose words nobody who reads the language has approved."""


class AsWritten(NullTranslations):
    """The words of the language of the source: each message says itself."""

    lacking = outdated = unreviewed = frozenset[str]()
    messages: Mapping[Key, Message] = MappingProxyType({})

    def has(self, message: str, /) -> bool:
        return True

    def following(self, texts: Mapping[str, Sequence[str]], /) -> "AsWritten":
        return self


@dataclass(frozen=True)
class Language:
    """A language in which the site has pages; two are the same where their codes are."""

    code: str
    """As HTML and addresses have it (BCP 47)."""
    prefix: str = field(default="", compare=False)
    """What its addresses begin with: « /ar »; nothing for that of the content."""
    words: Gettext = field(default_factory=AsWritten, compare=False, repr=False)

    @cached_property
    def locale(self) -> Locale:
        """How its dates and numbers are written (CLDR)."""
        return locale_of(self.code)

    @property
    def is_of_content(self) -> bool:
        """Whether the content is written in it."""
        return not self.prefix

    @property
    def intl(self) -> str:
        """As scripts name it (ECMA-402): with the digits and the calendar of the page, which are not those of Dari."""
        return self.code if self.is_of_content else f"{str(self.locale).replace('_', '-')}-u-ca-gregory-nu-latn"

    @property
    def direction(self) -> str:
        """« ltr » or « rtl »."""
        return str(self.locale.text_direction)

    @property
    def script(self) -> str:
        """The script of which its pages need faces and a style of their own; "" where the letters are Latin."""
        return SCRIPTS.get(get_global("likely_subtags")[self.locale.language].split("_")[1], "")

    @property
    def name(self) -> str:
        """Its own name in its script: « العربية »."""
        return capital(self.name_in(self))

    def name_in(self, other: "Language") -> str:
        """Its name in another language, as it stands within a sentence."""
        names = other.locale.languages
        return str(names.get(str(self.locale)) or names[self.locale.language])

    @cached_property
    def identity(self) -> Identity:
        """Whose site it is: in other languages by the short name alone, which has no article and no case."""
        return IDENTITY if self.is_of_content else replace(IDENTITY, the=IDENTITY.short, of=IDENTITY.short)

    def gettext(self, message: str, /, **values: object) -> str:
        """The words for a message, filled with the values that it names: « Permanences %(of)s »."""
        words = self.words.gettext(message)
        return words % values if values else words

    def isolated(self, text: str) -> str:
        """A text that keeps its order in a line from right to left: « 5500 Dinant » would become « Dinant 5500 »."""
        return f"{LEFT_TO_RIGHT}{text}{ENDS}" if self.direction == "rtl" else text


LEFT_TO_RIGHT, ENDS = "\u2066", "\u2069"
"""What makes some text an island that is written from left to right (UAX 9)."""


def N_(message: str) -> str:  # noqa: N802  # its name in gettext
    """Marks a message that is translated where it is shown, not where it is written."""
    return message


OF_CONTENT: Final = Language(IDENTITY.languages[0])
"""The language in which the content and the source are written."""
