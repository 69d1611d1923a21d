"""Free pages, and the pages that open a section."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.fields import Line


class Page(TitledRecord):
    """A page of text."""

    kind: ClassVar = "page"
    folder: ClassVar = "pages"
    prefix: ClassVar = "/"
    french: ClassVar = "la page"

    OWN_TEMPLATES: ClassVar[dict[str, str]] = {
        "permanences": "permanences",
        "contact": "contact",
        "recherche": "search",
        "plan-du-site": "site_map",
        "mentions-legales": "legal_notice",
        "donnees": "open_data",
        "404": "not_found",
    }

    @classmethod
    def address_of(cls, slug: str, year: str | None) -> str:
        return "/404.html" if slug == "404" else super().address_of(slug, year)

    @property
    def template(self) -> str:
        return self.OWN_TEMPLATES.get(self.slug, self.kind)


@dataclass(frozen=True)
class SectionShape:
    """Where a section lives and how it looks; ``title`` serves where the content has no ``index.md`` for it."""

    address: str
    template: str
    title: str


SECTIONS = {
    "": SectionShape("/", "home", "Accueil"),
    "bureaux": SectionShape("/bureaux/", "offices", "Bureaux d’accueil"),
    "personnes": SectionShape("/equipe/", "people", "Équipe"),
    "plateformes": SectionShape("/plateformes/", "platforms", "Plateformes"),
    "agenda": SectionShape("/agenda/", "events", "Agenda"),
    "positions": SectionShape("/positions/", "positions", "Positions"),
    "actualites": SectionShape("/actualites/", "news_list", "Actualités"),
    "chiffres": SectionShape("/chiffres/", "figures_list", "Chiffres"),
    "ressources": SectionShape("/ressources/", "resources", "Ressources"),
}


class Section(TitledRecord):
    """The ``index.md`` of a folder: title and introduction of the page that lists its records."""

    kind: ClassVar = "section"
    folder: ClassVar = ""
    prefix: ClassVar = "/"
    french: ClassVar = "la page de rubrique"

    summary: Line | None = Field(
        None, alias="resume", description="une phrase qui dit ce que l’on trouve dans la rubrique"
    )

    @property
    def shape(self) -> SectionShape:
        parent = self.source.path.parent.as_posix()
        return SECTIONS["" if parent == "." else parent]

    @property
    def template(self) -> str:
        return self.shape.template


DEFAULT_PAGES: tuple[tuple[str, type[TitledRecord], str, str], ...] = (
    *((f"{folder}/index.md".lstrip("/"), Section, shape.address, shape.title) for folder, shape in SECTIONS.items()),
    ("pages/permanences.md", Page, "/permanences/", "Permanences"),
    ("pages/plan-du-site.md", Page, "/plan-du-site/", "Plan du site"),
    ("pages/404.md", Page, "/404.html", "Page introuvable"),
)
"""The pages that every site has: file, type, address, and the title that serves where the content writes none."""
