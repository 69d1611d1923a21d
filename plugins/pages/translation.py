"""How reliable the translation of a page is, for the notice on the page."""

from typing import Literal

from plugins.languages.language import Language
from plugins.model import Record
from plugins.model.generated_page import GeneratedPage

State = Literal["outdated", "unreviewed", ""]


def state_of(page: Record | GeneratedPage, language: Language) -> State:
    """« outdated » if the French of some words of the page changed, « unreviewed » if some are not reviewed, or "".

    The words of a page are those of its own file, and all that are not of the content: these stand on every page.
    """
    own = f"content/{page.source.path}" if isinstance(page, Record) else ""
    words = language.words

    def concerns(file: str) -> bool:
        return file == own or not file.startswith("content/")

    if any(map(concerns, words.outdated)):
        return "outdated"
    return "unreviewed" if any(map(concerns, words.unreviewed)) else ""
