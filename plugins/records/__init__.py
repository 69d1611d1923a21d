"""The types of the content: one module and one class each. The folder of a file says its type."""

from plugins.records.accessibility import Accessibility
from plugins.records.base import Record
from plugins.records.event import Event
from plugins.records.figures import Figures
from plugins.records.mission import Mission
from plugins.records.news import News
from plugins.records.office import Office
from plugins.records.organisation import Organisation
from plugins.records.page import Page
from plugins.records.person import Person
from plugins.records.platform import Platform
from plugins.records.position import Position
from plugins.records.resource import Resource
from plugins.records.team import Team

TYPES: tuple[type[Record], ...] = (
    Office,
    Person,
    Team,
    Event,
    Position,
    Platform,
    News,
    Mission,
    Resource,
    Figures,
    Organisation,
    Accessibility,
    Page,
)
BY_FOLDER = {cls.folder: cls for cls in TYPES}
BY_KIND = {cls.kind: cls for cls in TYPES}
