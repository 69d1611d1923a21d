"""Pages of free text, those with a template of their own (contact, search…) included."""

from pathlib import PurePosixPath
from typing import ClassVar

from plugins.base.identity import IDENTITY
from plugins.model.base import TitledRecord


class Page(TitledRecord):
    """A page of text."""

    kind: ClassVar = "page"
    folder: ClassVar = "pages"
    prefix: ClassVar = "/"
    french: ClassVar = "la page"
    label: ClassVar = "Page"
    weight: ClassVar = 1.5
    reserved: ClassVar = frozenset({*IDENTITY.languages, *IDENTITY.languages_in_preview})

    OWN_TEMPLATES: ClassVar[dict[str, str]] = {
        "permanences": "permanences",
        "contact": "contact",
        "recherche": "search",
        "plan-du-site": "site_map",
        "mentions-legales": "legal_notice",
        "donnees": "open_data",
        "404": "not_found",
    }

    IN_LANGUAGES: ClassVar = frozenset({"permanences", "contact", "recherche", "404", "hors-ligne"})

    @classmethod
    def has_languages(cls, path: PurePosixPath) -> bool:
        return path.stem in cls.IN_LANGUAGES

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return "/404.html" if slug == "404" else super().address_of(slug, year)

    @property
    def template(self) -> str:
        return self.OWN_TEMPLATES.get(self.slug, self.kind)
