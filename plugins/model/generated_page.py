"""The base class of generated pages: the attributes of a record that the layouts use."""

from typing import TYPE_CHECKING, ClassVar

from plugins.base.partial_date import PartialDate


class GeneratedPage:
    """A page made from records, without a source file. A subclass has ``title``, ``slug`` and ``template``."""

    summary: ClassVar[str | None] = None
    html: ClassVar[str] = ""
    verified_on: PartialDate | None = None
    based_on: str | None = None

    if TYPE_CHECKING:  # an attribute of some subclasses, a property of others

        @property
        def address(self) -> str:
            """The address on the site, from the root."""

        @property
        def template(self) -> str:
            """The name of its template, without its ending."""
