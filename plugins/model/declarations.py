"""What a type of record declares about itself, beside its fields: its section, its facets, its social card."""

from collections.abc import Callable
from dataclasses import dataclass

from plugins.base.typography import fold


@dataclass(frozen=True)
class SectionShape:
    """The page that lists the records of a type: its content folder, its address and its template.

    ``title`` is its short name, in the menu too; it serves where the content has no ``index.md`` for the folder.
    ``size`` is how many records a page of its lists shows: with the styles they weigh less than the first 14 KB.
    ``all_title`` is the link to all records (« Toutes les actualités »), ``counted`` how one and several are counted,
    ``look`` the ground and the circles at the top of its pages: a section of several pages needs them.
    """

    folder: str
    address: str
    template: str
    title: str
    in_menu: bool = False
    size: int = 12
    all_title: str = ""
    counted: tuple[str, str] = ("%(num)s texte", "%(num)s textes")
    look: tuple[str, str] = ("sand", "organisation")


@dataclass(frozen=True)
class Facet:
    """One way to group the records of a section: each value has a page that lists the records that share it.

    ``name`` is that in the code, ``word`` that in the address ("" where a year says enough), ``title`` that on the
    pages, ``values`` what a record is listed under, ``order`` the sort key of these. ``all_title`` is the title of the
    page of all values, where there may be too many to offer; years stay few by themselves.
    """

    section: SectionShape
    name: str
    word: str
    title: str
    values: Callable[..., tuple[str, ...]]
    order: Callable[[str], object] = fold
    all_title: str = ""

    def __post_init__(self) -> None:
        if not self.section.all_title:
            raise TypeError(f"the section « {self.folder} » has facets, but no « all_title »: see SectionShape")

    @property
    def folder(self) -> str:
        """The content folder of its section."""
        return self.section.folder

    @property
    def prefix(self) -> str:
        """What comes before the slug of a value in the address of its page."""
        return self.section.address + (f"{self.word}/" if self.word else "")


@dataclass(frozen=True)
class SocialCardStyle:
    """The look of a share image: a ground and a composition of circles of the theme."""

    ground: str
    circles: str


def latest_first(year: str) -> int:
    """The sort key of years, for a facet."""
    return -int(year)


REQUIRED = ("kind", "folder", "prefix", "french", "label")


def declared(*types: type) -> tuple[type, ...]:
    """The types, checked: raises TypeError where one lacks a declaration or shares its kind or folder with another."""
    for cls in types:
        for name in REQUIRED:
            if not hasattr(cls, name):
                raise TypeError(f"{cls.__name__} does not declare its « {name} »: see Record in plugins/model/base.py")
    for name in ("kind", "folder"):
        values = [getattr(cls, name) for cls in types]
        for value in values:
            if values.count(value) > 1:
                raise TypeError(f"two types declare the {name} « {value} »: each needs its own")
    return types
