"""The types of the content: one module and one class each. The folder of a file says its type.

docs/adding.md says what a new type needs; tests/site/test_new_type.py adds one.
"""

from plugins.model.accessibility import Accessibility
from plugins.model.banner import Banner
from plugins.model.base import Record, SoleFile
from plugins.model.closures import Closures
from plugins.model.declarations import declared
from plugins.model.event import Event
from plugins.model.figures import Figures
from plugins.model.mission import Mission
from plugins.model.news import News
from plugins.model.office import Office
from plugins.model.organisation import Organisation
from plugins.model.page import Page
from plugins.model.person import Person
from plugins.model.platform import Platform
from plugins.model.position import Position
from plugins.model.resource import Resource
from plugins.model.task import Task
from plugins.model.team import Team
from plugins.model.training import Training

TYPES: tuple[type[Record], ...] = declared(
    Office,
    Task,
    Mission,
    Training,
    Event,
    Position,
    News,
    Team,
    Person,
    Platform,
    Resource,
    Figures,
    Organisation,
    Accessibility,
    Page,
)
"""Every type of record, in the order of the menu, the footer, the site map and the guide."""
BY_FOLDER = {cls.folder: cls for cls in TYPES}
BY_KIND = {cls.kind: cls for cls in TYPES}
SOLE_FILES: dict[str, type[SoleFile]] = {cls.file: cls for cls in (Banner, Closures)}
"""The files of the content folder itself that have fields, by name."""
