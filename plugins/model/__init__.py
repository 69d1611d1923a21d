"""The types of the content as typed, frozen records, and the ``Site`` that holds them all.

What a new type needs is in docs/adding.md.
"""

from plugins.model.accessibility import Accessibility as Accessibility
from plugins.model.base import Record as Record
from plugins.model.event import Event as Event
from plugins.model.figures import Figures as Figures
from plugins.model.mission import Mission as Mission
from plugins.model.news import News as News
from plugins.model.office import Office as Office
from plugins.model.organisation import Organisation as Organisation
from plugins.model.page import Page as Page
from plugins.model.person import Person as Person
from plugins.model.platform import Platform as Platform
from plugins.model.position import Position as Position
from plugins.model.resource import Resource as Resource
from plugins.model.task import Task as Task
from plugins.model.team import Team as Team
from plugins.model.training import Training as Training
from plugins.model.types import BY_FOLDER as BY_FOLDER
from plugins.model.types import BY_KIND as BY_KIND
from plugins.model.types import SOLE_FILES as SOLE_FILES
from plugins.model.types import TYPES as TYPES
