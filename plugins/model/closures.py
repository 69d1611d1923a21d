"""The closures of several offices at once: ``content/fermetures.md``."""

from collections.abc import Iterator
from typing import ClassVar

from plugins.base.mistakes import Location
from plugins.model.base import SoleFile
from plugins.model.fields import Offices, Several, field
from plugins.model.office import ClosureFields
from plugins.permanences.mistakes import closure_mistakes
from plugins.permanences.schedule import Closure


class SharedClosure(ClosureFields):
    """Days on which all offices, or those in ``offices``, are closed."""

    offices: Offices = field("bureaux", "Bureaux", "les bureaux fermés ; sans ce champ, tous", ())


class Closures(SoleFile):
    """The closures that offices share, beside those in their own files."""

    file: ClassVar = "fermetures.md"
    french: ClassVar = "les fermetures"

    closures: Several[SharedClosure] = field(
        "fermetures", "Fermetures", "les périodes où tous les bureaux sont fermés, ou plusieurs"
    )

    def of(self, office: str) -> tuple[SharedClosure, ...]:
        """The closures of the office of that slug."""
        return tuple(closure for closure in self.closures if not closure.offices or office in closure.offices)

    def mistakes(self) -> Iterator[tuple[Location, str]]:
        for number, item in enumerate(self.closures):
            place = ("fermetures", number)
            yield from ((place, message) for message in closure_mistakes(Closure(item.first, item.last, item.reason)))
            if item in self.closures[:number]:
                yield place, "cette fermeture est écrite deux fois → effacez l’une des deux lignes"
