"""The pages of the gestures: the form of a gesture, then the changes that it will make, then the desk again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.mistakes import Mistake
from plugins.base.partial_date import PartialDate
from plugins.base.typography import capital
from plugins.desk.forms.form import Drawing
from plugins.desk.forms.gestures import GESTURES, Gesture, Given, allowed, fields_of
from plugins.desk.forms.shapes import Shape
from plugins.desk.forms.telling import rows_of
from plugins.desk.forms.values import after_button, posted
from plugins.desk.forms.workshop import FileChange, NotWritten, Workshop
from plugins.source.front_matter import Value
from tooling.preview.pages import GESTURE, RESTARTED, DeskPage, DeskState, plan_of
from tooling.preview.server import DESK


@dataclass(frozen=True)
class Begun:
    """A gesture, with the values that were typed for it."""

    gesture: Gesture
    address: str
    file: PurePosixPath | None
    fields: tuple[Shape, ...]
    values: Mapping[str, Value]

    @property
    def given(self) -> Given:
        """The texts that were typed."""
        return {key: value if isinstance(value, str) else "" for key, value in self.values.items()}

    @property
    def days(self) -> list[tuple[str, str]]:
        """The label of each field for a day, and the day as it was understood, in words."""
        typed = [(field.label, self.given[field.key]) for field in self.fields if field.control in ("date", "day")]
        return [(label, dates.partial(PartialDate.parse(text), FRENCH)) for label, text in typed if text]

    @property
    def lacking(self) -> list[Shape]:
        """The fields that are still to be filled in."""
        return [field for field in self.fields if field.required and not self.given[field.key]]

    def changes(self, workshop: Workshop) -> tuple[FileChange, ...]:
        """The changes that the gesture will make. Raises NotWritten."""
        if self.lacking:
            raise NotWritten(f"il manque : {', '.join(field.label for field in self.lacking)}")
        if not (changes := self.gesture.plan(workshop, self.given, self.file)):
            raise NotWritten("rien ne change : ce n’est écrit nulle part")
        return changes

    def to_blame(self, reason: NotWritten) -> list[Mistake]:
        """The fields because of which the gesture was refused, as mistakes."""
        if self.lacking:
            return [Mistake("", 1, "", location=(field.key,), lack=True) for field in self.lacking]
        named = [key for key, text in self.given.items() if text and str(reason).startswith(f"« {text} »")]
        return [Mistake("", 1, str(reason), location=(key,)) for key in named]


class GesturePages:
    """Answers all requests for the pages of the gestures."""

    def __init__(self, state: DeskState) -> None:
        self._state, self._workshop = state, state.workshop

    def get(self, path: str) -> DeskPage | None:
        """The form of a gesture; None where there is no such gesture."""
        begun = self._begun(path, {})
        return self._page(path, begun) if begun else None

    def post(self, path: str, sent: Mapping[str, str]) -> DeskPage | None:
        """The page with the changes that a gesture will make; once these are confirmed, make them, go to the desk."""
        if not (begun := self._begun(path, sent)):
            return None
        changes: tuple[FileChange, ...] = ()
        try:
            changes = begun.changes(self._workshop)
            if not self._state.is_ours(sent):
                return self._page(path, begun, changes, RESTARTED, HTTPStatus.FORBIDDEN)
            if sent.get("plan") == plan_of(changes):
                self._workshop.apply(changes)
                return self._state.led_and_told(DESK, f"{begun.gesture.title} : c’est fait.", path)
        except NotWritten as reason:
            return self._page(path, begun, changes, f"{capital(str(reason))}.", wrong=begun.to_blame(reason))
        return self._page(path, begun, changes)

    def _begun(self, path: str, sent: Mapping[str, str]) -> Begun | None:
        word, _, address = path.removeprefix(GESTURE).partition("/")
        gesture = GESTURES.get(word)
        file, cls = self._workshop.files().get(address, (None, None))
        if not gesture or bool(address) != gesture.of_file or (address and not (cls and allowed(gesture, cls))):
            return None
        fields = fields_of(self._workshop, gesture, file)
        values = posted(fields, sent, {}, self._workshop.today, coming=True)
        return Begun(gesture, address, file, fields, after_button(sent.get("geste", ""), values))

    def _page(
        self,
        path: str,
        begun: Begun,
        changes: Sequence[FileChange] = (),
        said: str = "",
        status: HTTPStatus = HTTPStatus.OK,
        wrong: Sequence[Mistake] = (),
    ) -> DeskPage:
        site = self._workshop.site()
        mistakes = self._workshop.new_mistakes({one.path: one.after for one in changes}) if changes else ()
        return self._state.drawn(
            "gesture.html",
            status,
            title=begun.gesture.title,
            eyebrow=begun.address,
            gesture=begun.gesture,
            action=path,
            said=said,
            boxes=Drawing(wrong, site, self._workshop.today).boxes(begun.fields, begun.values, None),
            days=begun.days if changes else (),
            changes=[(change, rows_of(self._workshop, change, site)) for change in changes],
            plan=plan_of(changes),
            mistakes=[(self._state.below(one), one) for one in mistakes],
        )
