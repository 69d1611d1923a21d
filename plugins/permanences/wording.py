"""The sentence that tells a rule, in one of the languages of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from plugins.permanences import wording_en, wording_fr
from plugins.permanences.model import Rule

# A language is one module with a `sentence(rule) -> str`, and one line here.
SENTENCES: Final[Mapping[str, Callable[[Rule], str]]] = MappingProxyType(
    {"fr": wording_fr.sentence, "en": wording_en.sentence}
)


def wording(rule: Rule, language: str) -> str:
    """The sentence for a rule, never empty, without a capital at the start nor a full stop at the end.

    The French one is the canonical sentence: `parse(wording(rule, "fr")) == rule`. `language` is a key of `SENTENCES`
    ("fr", "en"). Raises ValueError for another one: a page must not fall back on French unsaid.
    """
    if language not in SENTENCES:
        raise ValueError(f"no wording of permanences in {language!r}; known: {', '.join(SENTENCES)}")
    return SENTENCES[language](rule)
