"""A language of the site: its words, its way to write dates, the prefix of its addresses."""

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
"""The scripts with a style sheet in ``css/scripts/``, by their codes (ISO 15924). Their names are those of Unicode."""


class Gettext(Protocol):
    """The words of a language for the French messages."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, singular: str, plural: str, count: int, /) -> str: ...
    def pgettext(self, context: str, message: str, /) -> str: ...
    def has(self, message: str, /) -> bool:
        """Whether the message has words."""

    @property
    def messages(self) -> Mapping[Key, Message]:
        """Every message, with its words or without."""

    def following(self, texts: Mapping[str, Sequence[str]], /) -> "Gettext":
        """The same with words for the French of today; ``texts`` has all messages of some files, by file."""

    @property
    def lacking(self) -> frozenset[str]:
        """The source files with a message that has no words."""

    @property
    def outdated(self) -> frozenset[str]:
        """The source files with a message whose French changed after its translation."""

    @property
    def unreviewed(self) -> frozenset[str]:
        """The source files with a message whose words no reader of the language has approved."""


class AsWritten(NullTranslations):
    """The words of the content's language: each message as it is written."""

    lacking = outdated = unreviewed = frozenset[str]()
    messages: Mapping[Key, Message] = MappingProxyType({})

    def has(self, message: str, /) -> bool:
        return True

    def following(self, texts: Mapping[str, Sequence[str]], /) -> "AsWritten":
        return self


@dataclass(frozen=True)
class Language:
    """A language in which the site has pages; languages with the same code are equal."""

    code: str
    """The BCP 47 tag, for HTML and addresses."""
    prefix: str = field(default="", compare=False)
    """The beginning of its addresses: « /ar »; "" for the content's language."""
    words: Gettext = field(default_factory=AsWritten, compare=False, repr=False)

    @cached_property
    def locale(self) -> Locale:
        """The locale that writes its dates and numbers (CLDR)."""
        return locale_of(self.code)

    @property
    def is_of_content(self) -> bool:
        """Whether it is the content's language."""
        return not self.prefix

    @property
    def intl(self) -> str:
        """The locale for ``Intl`` in scripts (ECMA-402), with the Latin digits and the Gregorian calendar of the pages:
        the default of Dari, for one, has others."""
        return self.code if self.is_of_content else f"{str(self.locale).replace('_', '-')}-u-ca-gregory-nu-latn"

    @property
    def direction(self) -> str:
        """« ltr » or « rtl », the direction of the script."""
        return str(self.locale.text_direction)

    @property
    def script(self) -> str:
        """The script that needs font faces and a style sheet of its own (SCRIPTS); "" for Latin letters."""
        return SCRIPTS.get(get_global("likely_subtags")[self.locale.language].split("_")[1], "")

    @property
    def name(self) -> str:
        """The name of the language in itself: « العربية »."""
        return capital(self.name_in(self))

    def name_in(self, other: "Language") -> str:
        """The name of the language in another one, as within a sentence."""
        names = other.locale.languages
        return str(names.get(str(self.locale)) or names[self.locale.language])

    @cached_property
    def identity(self) -> Identity:
        """The identity of the organisation; in other languages, its short name alone stands for ``the`` and ``of``."""
        return IDENTITY if self.is_of_content else replace(IDENTITY, the=IDENTITY.short, of=IDENTITY.short)

    def gettext(self, message: str, /, **values: object) -> str:
        """Translate a message and fill in its placeholders: « Permanences %(of)s »."""
        words = self.words.gettext(message)
        return words % values if values else words

    def isolated(self, text: str) -> str:
        """Isolate a text from a right-to-left line, where « 5500 Dinant » would become « Dinant 5500 »."""
        return f"{LEFT_TO_RIGHT}{text}{ENDS}" if self.direction == "rtl" else text


LEFT_TO_RIGHT, ENDS = "\u2066", "\u2069"
"""The characters LRI and PDI, which isolate text from left to right (UAX 9)."""


def N_(message: str) -> str:  # noqa: N802  # its name in gettext
    """Mark a message for translation where it is shown, not where it is written."""
    return message


OF_CONTENT: Final = Language(IDENTITY.languages[0])
"""The content's language, which is that of the source too."""
