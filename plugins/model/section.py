"""The pages that open a section, and the pages that every site has."""

from pathlib import PurePosixPath
from typing import ClassVar

from plugins.model.base import Record
from plugins.model.declarations import SectionShape
from plugins.model.fields import Words, field
from plugins.model.page import Page
from plugins.model.types import TYPES

HOME_SECTION = SectionShape("", "/", "home", "Accueil")
SECTIONS = {shape.folder: shape for shape in (HOME_SECTION, *(cls.section for cls in TYPES if cls.section))}
"""Every section by its content folder, in the order of the types."""


class Section(Record):
    """The ``index.md`` of a folder: title and introduction of the page that lists its records."""

    kind: ClassVar = "section"
    folder: ClassVar = ""
    prefix: ClassVar = "/"
    french: ClassVar = "la page de rubrique"
    label: ClassVar = "Rubrique"
    weight: ClassVar = 1.5

    title: Words = field("titre", "Titre", "le titre de la page")
    summary: Words | None = field("resume", "Résumé", "une phrase qui dit ce que l’on trouve dans la rubrique", None)

    @classmethod
    def has_languages(cls, path: PurePosixPath) -> bool:
        """Whether the file is that of the home page, or of a section whose records have languages."""
        folder = path.parent.as_posix()
        types = [cls for cls in TYPES if cls.section and cls.section.folder == folder]
        return folder == "." or any(cls.has_languages(path) for cls in types)

    @property
    def shape(self) -> SectionShape:
        parent = self.source.path.parent.as_posix()
        return SECTIONS["" if parent == "." else parent]

    @property
    def template(self) -> str:
        return self.shape.template


DEFAULT_PAGES: tuple[tuple[str, type[Section | Page], str, str], ...] = (
    *((f"{folder}/index.md".lstrip("/"), Section, shape.address, shape.title) for folder, shape in SECTIONS.items()),
    ("pages/permanences.md", Page, "/permanences/", "Permanences"),
    ("pages/plan-du-site.md", Page, "/plan-du-site/", "Plan du site"),
    ("pages/404.md", Page, "/404.html", "Page introuvable"),
)
"""The pages that every site has: file, type, address, and the title that serves where the content writes none."""
