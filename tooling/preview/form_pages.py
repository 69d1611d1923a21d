"""The forms of the desk: finds the file of an address, reads what is typed, does what the button asks, draws the page.

The path of a file is looked up among those that exist, never built from an address; a new file is named by its title.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Final

from plugins.base.mistakes import Mistake, Unreadable
from plugins.base.typography import capital
from plugins.desk.forms.deposit import with_files
from plugins.desk.forms.form import Drawing, FieldBox, as_others_spell, fault, with_labels
from plugins.desk.forms.gestures import GESTURES, allowed, may_be_copied, moved_by_typing, redirected
from plugins.desk.forms.shapes import labels_of, shapes
from plugins.desk.forms.values import after_button, posted
from plugins.desk.forms.workshop import BODY, Judgement, NotWritten, Typed, version_of, words
from plugins.model import Record
from plugins.model.base import DRAFT, STATUS_KEY, Front, SoleFile
from plugins.model.site import Site
from plugins.source.characters import tidy
from plugins.source.front_matter import Value
from tooling.preview.multipart import Sent
from tooling.preview.pages import ADD, COPY, EDIT, LANGUAGES, RESTARTED, DeskPage, DeskState, led, named
from tooling.preview.server import SHOWN

SAVING: Final = ("enregistrer", "publier", "brouillon")
"""The buttons that write the file; any other only draws the form again."""
KEPT_PAGES: Final = 40
"""How many pages of typed values are kept, because the frame of a form may still ask for them."""
CHANGED: Final = "Ce fichier a changé entre-temps. Rien n’est perdu : comparez, puis enregistrez de nouveau."


@dataclass(frozen=True)
class Reply:
    """What a form shows beside the typed values."""

    status: HTTPStatus = HTTPStatus.OK
    said: str = ""
    judged: Judgement | None = None
    """None where the typed values were not checked yet."""
    there: Mapping[str, Value] = field(default_factory=dict)
    """The current values of the file, for the fields that two people changed."""
    saved: str = ""
    """The address of the form that was just saved."""
    fresh: bool = False
    """Whether the form holds the values of the file."""


class FormPages:
    """Answers all requests for the forms. ``page_of`` makes the page at an address of a site."""

    def __init__(self, state: DeskState, page_of: Callable[[Site, str], str]) -> None:
        self._state, self._workshop, self._page_of = state, state.workshop, page_of
        self._pages: dict[str, bytes] = {}
        self._shown: dict[str, str] = {}

    def page_as_it_will_be(self, path: str) -> bytes | None:
        """The page that a form shows in its frame, by its address; None where it is no longer kept."""
        return self._pages.get(path)

    def get(self, path: str) -> DeskPage | None:
        """The form at an address; None where there is none."""
        if not (found := self._file(path)):
            return None
        said, saved = self._state.told(path)
        try:
            opened = self._opened(path, *found)
        except Unreadable as error:
            return self._source(path, found[0], error.message) if found[0] else None
        except OSError:
            return None
        return self._form(path, opened, Reply(said=said, saved=saved, fresh=True))

    def post(self, path: str, sent: Sent) -> DeskPage | None:
        """Do what the button of a form asks; return the page after that, None where there is no such form."""
        if not (found := self._file(path)):
            return None
        try:
            opened = self._opened(path, *found)
        except Unreadable:
            return self._post_source(path, found[0], sent.fields) if found[0] else None
        except OSError:
            return None
        typed = _typed(opened, sent.fields, self._workshop.today)
        typed = as_others_spell(typed, opened.values if opened.path else {}, self._workshop.site)
        if opened.path and typed.version != opened.version:
            merged, both = self._workshop.merged(typed, _base(sent.fields.get("depart", "")))
            there = {key: opened.whole.get(key) for key in both}
            return self._form(path, merged, Reply(HTTPStatus.CONFLICT, CHANGED, there=there))
        if not self._state.is_ours(sent.fields):
            return self._form(path, typed, Reply(HTTPStatus.FORBIDDEN, RESTARTED))
        typed, refused = with_files(self._workshop.content, typed, sent.files, tidy(sent.fields.get("image", "")))
        if refused:
            return self._form(path, typed, Reply(judged=Judgement(refused)))
        return self._pressed(path, sent.fields.get("geste", "enregistrer"), typed)

    def _file(self, path: str) -> tuple[PurePosixPath | None, type[Front]] | None:
        """The path, None for a new file, and the type of the file at an address; None where there is no such form."""
        if path.startswith(ADD):
            cls = words().get(path.removeprefix(ADD))
            return (None, cls) if cls else None
        if path.startswith(COPY):
            copied = self._workshop.files().get(path.removeprefix(COPY))
            return (None, copied[1]) if copied and may_be_copied(copied[1]) else None
        return self._workshop.files().get(path.removeprefix(EDIT)) if path.startswith(EDIT) else None

    def _opened(self, path: str, file: PurePosixPath | None, cls: type[Front]) -> Typed:
        """The values with which a form opens: those of its file; for a new one, as a draft, none or those of a copy.

        Raises Unreadable and OSError.
        """
        if file:
            return self._workshop.opened(file, cls)
        draft: dict[str, Value] = {STATUS_KEY: DRAFT} if issubclass(cls, Record) else {}
        if not path.startswith(COPY):
            first: dict[str, Value] = {each.key: [None] for each in shapes(cls) if each.required and each.many}
            return Typed(cls, None, first | draft, "")
        original, _ = self._workshop.files()[path.removeprefix(COPY)]
        copied = self._workshop.opened(original, cls)
        return replace(copied, path=None, version="", values={**copied.values, **draft})

    def _pressed(self, path: str, button: str, typed: Typed) -> DeskPage:
        """The page after a ``button``: « enregistrer », « voir », « monter champ.permanences.1 »."""
        what, _, of_field = button.partition(" ")
        if of_field:
            typed = replace(typed, values=after_button(button, typed.values))
            if what != "ecrire":  # a value that was suggested is checked at once
                return self._form(path, typed)
        if what in ("publier", "brouillon"):
            typed = typed.as_draft(what == "brouillon")
        judged = self._workshop.judged(typed)
        if what == "voir" and not judged.mistakes and (shown := self._shown_at(path, typed, judged.site)):
            return led(shown)
        if judged.mistakes or what not in SAVING:
            return self._form(path, typed, Reply(said="" if judged.mistakes else "Tout est juste.", judged=judged))
        return self._saved(path, typed, judged)

    def _saved(self, path: str, typed: Typed, judged: Judgement) -> DeskPage:
        moved = self._moved(typed, self._workshop.site(), judged.site)
        try:
            saved = self._workshop.save(typed, redirected(self._workshop, {}, moved))
        except NotWritten as reason:
            return self._form(path, typed, Reply(HTTPStatus.CONFLICT, f"{capital(str(reason))}."))
        assert saved.path
        goal = EDIT + saved.path.with_suffix("").as_posix()
        return self._state.led_and_told(goal, "Enregistré. La page se refait dans un instant.", path)

    def _moved(self, typed: Typed, before: Site | None, after: Site | None) -> list[tuple[str, str]]:
        """The addresses that a page loses by the typed values, each with its new target."""
        path = typed.path.as_posix() if typed.path else ""
        old, new = before and before.by_path.get(path), after and after.by_path.get(path)
        return moved_by_typing(self._workshop, old, new) if old and new else []

    def _shown_at(self, path: str, typed: Typed, site: Site | None) -> str:
        """The address of the page with the typed values; with mistakes in them, that of the last page without any."""
        record = site and site.by_path.get(self._workshop.path_of(typed).as_posix())
        address = record.address.partition("#")[0] if record else "/" if issubclass(typed.cls, SoleFile) else ""
        if site and (page := self._page_of(site, address).encode()):
            self._shown[path] = shown = SHOWN + version_of(page)
            self._pages = dict([*self._pages.items()][-KEPT_PAGES:]) | {shown: page}
        return self._shown.get(path, "")

    def _form(self, path: str, typed: Typed, reply: Reply = Reply()) -> DeskPage:
        site = self._workshop.site()
        unjudged = reply.judged is None and typed.path and reply.status == HTTPStatus.OK
        judged = self._workshop.judged(typed) if unjudged else reply.judged or Judgement()
        boxes = self._boxes(typed, judged, reply.there, site)
        base = self._workshop.opened(typed.path, typed.cls).whole if typed.path else {}
        return self._state.drawn(
            "form.html",
            reply.status,
            action=path,
            title=_title(typed, site),
            eyebrow=named(typed.cls),
            said=reply.said,
            saved=reply.saved,
            fresh=reply.fresh,
            hints=self._hints(typed, judged, site),
            tools=_tools(site),
            text_faults=[capital(one.message) for one in judged.mistakes if one.location == (BODY,)],
            more=path.removeprefix(EDIT) if typed.path and may_be_copied(typed.cls) else "",
            gestures={word: one.title for word, one in GESTURES.items() if allowed(one, typed.cls)},
            mistakes=self._listed(judged.mistakes, boxes, typed),
            boxes=boxes,
            typed=typed,
            base=json.dumps(base, ensure_ascii=False),
            has_text=not issubclass(typed.cls, SoleFile),
            there=_in_words(reply.there[BODY]) if BODY in reply.there else None,
            judged=judged,
            shown=self._shown_at(path, typed, judged.site),
        )

    def _boxes(
        self, typed: Typed, judged: Judgement, there: Mapping[str, Value], site: Site | None
    ) -> tuple[FieldBox, ...]:
        """The fields of the form, each with its current value in the file where ``there`` has one."""
        cls = typed.cls if issubclass(typed.cls, Record) else None
        drawing = Drawing(judged.mistakes, site, self._workshop.today, judged.advice)
        boxes = drawing.boxes(typed.shapes, typed.values, cls)
        return tuple(
            replace(box, there=_in_words(there[box.shape.key])) if box.shape.key in there else box for box in boxes
        )

    def _hints(self, typed: Typed, judged: Judgement, site: Site | None) -> list[str]:
        """The advice about the text, and the redirections that its title causes."""
        hints = [message for location, message in judged.advice if location[:1] == (BODY,) or not location]
        hints += [f"{old} mènera à {to}" for old, to in self._moved(typed, site, judged.site)]
        return [capital(with_labels(hint, labels_of(typed.shapes))) for hint in hints]

    def _listed(
        self, mistakes: Sequence[Mistake], boxes: Sequence[FieldBox], typed: Typed
    ) -> list[tuple[str, str, str]]:
        """Each mistake: the label of its field, the name of that field in the form, and the message."""
        names = {box.name: label for top in boxes for label, box in top.where()}
        own = (self._workshop.content / typed.path).as_posix() if typed.path else ""
        found = []
        for mistake in mistakes:
            name = ".".join(("champ", *map(str, mistake.location))) if mistake.location else ""
            if name in names:
                found.append((names[name], name, fault(mistake, labels_of(typed.shapes)).message))
            elif mistake.path in (own, typed.cls.word()) or not own:
                found.append(("Texte ou fichier", "texte", capital(mistake.message)))
            else:
                found.append((self._state.below(mistake), "", capital(mistake.message)))
        return found

    def _post_source(self, path: str, file: PurePosixPath, fields: Mapping[str, str]) -> DeskPage:
        """Save, as text, a file that no form can show; return its form, once a form can show it."""
        text = fields.get("fichier", "").replace("\r\n", "\n")
        if not self._state.is_ours(fields):
            return self._source(path, file, RESTARTED, text)
        try:
            mistakes = self._workshop.save_text(file, text, fields.get("version", ""))
        except NotWritten as reason:
            return self._source(path, file, f"{reason} : comparez, puis enregistrez de nouveau", text)
        if mistakes:
            return self._source(path, file, f"ligne {mistakes[0].line} : {mistakes[0].message}", text)
        return led(path)

    def _source(self, path: str, file: PurePosixPath, message: str, text: str | None = None) -> DeskPage:
        """The page with a file as text, or with the ``text`` that was typed."""
        there, version = self._workshop.source(file)
        return self._state.drawn(
            "source.html",
            title="Corriger",
            action=path,
            path=file.as_posix(),
            message=capital(message),
            text=there if text is None else text,
            version=version,
        )


def _typed(opened: Typed, fields: Mapping[str, str], today: dt.date) -> Typed:
    """The values that a form held when it was sent."""
    return replace(
        opened,
        values=posted(opened.shapes, fields, opened.values, today),
        body=fields["texte"].replace("\r\n", "\n") if "texte" in fields else opened.body,
        version=fields.get("version", ""),
    )


def _base(text: str) -> dict[str, Value]:
    """The values with which a form was opened, from its hidden field « depart »."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _title(typed: Typed, site: Site | None) -> str:
    if not typed.path:
        return "Ajouter"
    page = site.by_path.get(typed.path.as_posix()) if site else None
    return str(typed.values.get("titre") or (page and page.title) or "Modifier")


def _tools(site: Site | None) -> list[tuple[str, str, str, Sequence[tuple[str, str]]]]:
    """The menus that help to write the text: the name of each, its label, its first line, and its choices."""
    pages = [(one.address, one.title) for one in site.records if one.has_page] if site else []
    return [
        ("lien", "Lien vers une page", "Lien vers…", pages),
        ("langue", "Mots d’une autre langue", "Autre langue…", LANGUAGES),
    ]


def _in_words(value: Value) -> str:
    """A value as text, to be shown beside another value."""
    if isinstance(value, dict):
        return "\n".join(f"{key} : {_in_words(item)}" for key, item in value.items())
    return "\n".join(map(_in_words, value)) if isinstance(value, list) else value or ""
