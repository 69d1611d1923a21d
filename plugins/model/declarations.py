"""What a type of record declares about itself, beside its fields: its section, its facets, its social card."""

from collections.abc import Callable
from dataclasses import dataclass

from plugins.base.typography import fold


@dataclass(frozen=True)
class SectionShape:
    """The page that lists the records of a type: its content folder, its address and its template.

    ``title`` is its short name, in the menu too, and its title where the folder has no ``index.md``. ``size`` is how
    many records one page of its lists shows: so few that the page and its styles stay within the 14 KB of the first
    paint (tooling/release/budget.py). ``all_title`` is the text of the link to all records (« Toutes les actualités »),
    ``counted`` the words for one and for several records. ``look`` is the ground and the circles at the top of its
    pages: only a section of several pages needs them.
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

    Its names are ``name`` in the code, ``word`` in addresses ("" where a year says enough) and ``title`` on pages.
    ``values`` returns the values under which a record is listed, ``order`` is the sort key of a value. ``all_title`` is
    the title of the page of all values, for a facet that may have more values than a page can offer.
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
    """The look of a social card: a ground and a composition of circles of the theme."""

    ground: str
    circles: str


def latest_first(year: str) -> int:
    """The sort key of a year in a facet that shows the latest year first."""
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
