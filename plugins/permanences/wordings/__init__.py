"""The sentence of a rule in each language: ``wording("ar").sentence(rule)``. Only the French one can be parsed back.

Each language is a class, with words and patterns, and methods where words agree or are declined.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from plugins.permanences.wordings.arabic import Arabic
from plugins.permanences.wordings.dari import Dari
from plugins.permanences.wordings.english import English
from plugins.permanences.wordings.french import French
from plugins.permanences.wordings.pashto import Pashto
from plugins.permanences.wordings.russian import Russian
from plugins.permanences.wordings.somali import Somali
from plugins.permanences.wordings.spanish import Spanish
from plugins.permanences.wordings.tigrinya import Tigrinya
from plugins.permanences.wordings.turkish import Turkish
from plugins.permanences.wordings.ukrainian import Ukrainian
from plugins.permanences.wordings.words import Wording

IN_FRENCH: Final = French()

WORDINGS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        each.code: each
        for each in (
            IN_FRENCH,
            English(),
            Arabic(),
            Ukrainian(),
            Dari(),
            Turkish(),
            Russian(),
            Spanish(),
            Pashto(),
            Tigrinya(),
            Somali(),
        )
    }
)
"""The wording of each language, by its code (BCP 47)."""


def wording(code: str) -> Wording:
    """The wording of a language. Raises KeyError for a language that has none."""
    return WORDINGS[code]
