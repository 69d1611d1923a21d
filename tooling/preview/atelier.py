"""The desk and its forms, as pages of the preview: which address is which file, what a button does, what is answered.

A file is looked up among those that are there, never built from an address; a new one gets its name from its title.
"""

import hmac
import json
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Final

from plugins.base.mistakes import Mistake
from plugins.base.typography import capital
from plugins.desk.forms.deposit import FOLDERS, with_files
from plugins.desk.forms.form import Drawing, FieldBox, fault
from plugins.desk.forms.gestures import GESTURES, allowed, asked, may_be_copied, moved_by_typing, redirected
from plugins.desk.forms.notes import confirm, following, notes
from plugins.desk.forms.shapes import shapes
from plugins.desk.forms.telling import rows_of
from plugins.desk.forms.todo import Todo, TodoItem, todo
from plugins.desk.forms.values import after, posted, written
from plugins.desk.forms.workshop import (
    BODY,
    FileChange,
    Judgement,
    NotWritten,
    Typed,
    Workshop,
    version_of,
    words,
)
from plugins.model import TYPES, Record
from plugins.model.base import DRAFT, STATUS_KEY, Front, SoleFile
from plugins.model.redirection import without_language
from plugins.model.site import Site
from plugins.pictures.picture import PICTURES
from plugins.source.characters import tidy
from plugins.source.front_matter import Unreadable, Value
from tooling.hosting.policy import media_type
from tooling.preview.exchange import HISTORY, SHARE, Exchange
from tooling.preview.guide import guide_page
from tooling.preview.import_report import IMPORT, has_import, import_page
from tooling.preview.multipart import Sent
from tooling.preview.pages import LANGUAGES, DeskPage, answer, drawn, led
from tooling.preview.server import DESK, IMAGE, SHOWN

EDIT, ADD, COPY, GESTURE, NOTE, GUIDE = (
    f"{DESK}{word}/" for word in ("modifier", "ajouter", "dupliquer", "geste", "note", "guide")
)
SAVING: Final = ("enregistrer", "publier", "brouillon")
"""The buttons that write; any other one only looks."""
KEPT_PAGES: Final = 40
"""Pages as they will be that a frame may still ask for."""
CHANGED: Final = "Ce fichier a changé entre-temps. Rien n’est perdu : comparez, puis enregistrez de nouveau."
RESTARTED_NOTE: Final = "L’atelier a redémarré, rien n’est encore écrit : confirmez de nouveau."
RESTARTED: Final = "L’atelier a redémarré. Votre texte est là, rien n’est encore écrit : enregistrez de nouveau."


class Atelier:
    """Answers for the desk. ``token`` is known to its own pages alone, from one start to the next."""

    def __init__(
        self,
        workshop: Workshop,
        page_of: Callable[[Site, str], str] = lambda *_: "",
        night: Callable[[], str] = str,
    ) -> None:
        """``page_of`` makes the page at an address of a site, ``night`` says if nightly publications are missing."""
        self.workshop, self._page_of, self._night = workshop, page_of, night
        self._pages: dict[str, bytes] = {}
        self._shown: dict[str, str] = {}
        self.token = secrets.token_urlsafe(32)
        self.exchange = Exchange(workshop.content.parent, self.token)
        self._said: dict[str, tuple[str, str]] = {}
        self._addresses: tuple[str, dict[str, PurePosixPath]] = ("", {})

    def get(self, path: str) -> DeskPage | None:
        """The page at an address; None where there is none."""
        if path == DESK:
            return self._desk()
        if path in self._pages:
            return DeskPage(HTTPStatus.OK, self._pages[path])
        if path.startswith(IMAGE):
            return self._image(path.removeprefix(IMAGE))
        if path.startswith(GUIDE):
            return self._guide(path.removeprefix(GUIDE))
        if path.startswith(GESTURE):
            return self._gesture(path)
        if path.startswith(NOTE):
            return self._note(path)
        if path == IMPORT:
            return import_page(self.workshop)
        if self.exchange.has(path):
            return answer(self.exchange.get(path), self.token)
        if not (found := self._file(path)):
            return None
        file, cls = found
        said, saved = self._said.pop(path, ("", ""))
        try:
            typed = self.workshop.opened(file, cls) if file else self._new(cls, path)
        except Unreadable as error:
            return self._source(path, file, error.message) if file else None
        except OSError:
            return None
        return self._form(path, typed, said=said, saved=saved, fresh=True)

    def post(self, path: str, sent: Sent) -> DeskPage | None:
        """What a button does, and the page after it; None where there is no such form."""
        if path.startswith(GESTURE):
            return self._gesture(path, sent.fields)
        if path.startswith(NOTE):
            return self._note(path, sent.fields)
        if self.exchange.has(path):
            return answer(self.exchange.post(path, sent.fields), self.token)
        if not (found := self._file(path)):
            return None
        file, cls = found
        fields = sent.fields
        ours = self._is_ours(fields)
        gesture = fields.get("geste", "enregistrer") if ours else "verifier"
        try:
            opened = self.workshop.opened(file, cls) if file else self._new(cls, path)
        except Unreadable:
            if not file:
                return None
            return (
                self._save_source(path, file, fields)
                if ours
                else self._source(path, file, RESTARTED, _source_of(fields))
            )
        except OSError:
            return None
        text = fields.get("texte", "").replace("\r\n", "\n")
        typed = replace(
            opened,
            values=posted(opened.shapes, fields, opened.values),
            body=text if "texte" in fields else opened.body,
            version=fields.get("version", ""),
        )
        if file and typed.version != opened.version:
            merged, both = self.workshop.merged(typed, _base(fields.get("depart", "")))
            return self._form(path, merged, HTTPStatus.CONFLICT, CHANGED, there={k: opened.whole.get(k) for k in both})
        if not ours:
            return self._form(path, typed, HTTPStatus.FORBIDDEN, RESTARTED)
        typed, refused = with_files(self.workshop.content, typed, sent.files, tidy(fields.get("image", "")))
        if refused:
            return self._form(path, typed, judged=Judgement(refused))
        return self._done(path, gesture, typed)

    def _is_ours(self, fields: Mapping[str, str]) -> bool:
        """Whether a form is one of this start."""
        return hmac.compare_digest(fields.get("jeton", "").encode(), self.token.encode())

    def _note(self, path: str, fields: Mapping[str, str] | None = None) -> DeskPage | None:
        """One note of what is to be verified; where it is, the next one."""
        place = path.removeprefix(NOTE)
        if not re.fullmatch("[0-9]{1,5}", place):
            return None
        said, status = self._said.pop(path, ("", ""))[0], HTTPStatus.OK
        if fields is not None and not self._is_ours(fields):
            said, status = RESTARTED_NOTE, HTTPStatus.FORBIDDEN
        elif fields is not None:
            before, of_file, text = notes(self.workshop.site()), fields.get("fichier", ""), fields.get("note", "")
            try:
                confirm(self.workshop, of_file, text, whole="tout" in fields)
            except NotWritten as reason:
                said, status = f"{capital(str(reason))}.", HTTPStatus.CONFLICT
            else:
                goal = f"{NOTE}{following(of_file, text, before, notes(self.workshop.site()))}"
                self._said[goal] = ("C’est noté : la question est enlevée du fichier.", path)
                return led(goal)
        found = notes(self.workshop.site())
        number = int(place) % len(found) if found else 0
        note = found[number] if found else None
        file = note.path.with_suffix("").as_posix() if note else ""
        return drawn(
            "note.html",
            status,
            title="Questions à trancher",
            action=path,
            token=self.token,
            said=said,
            note=note,
            number=number,
            count=len(found),
            file=file,
            edit=EDIT + file,
            next=f"{NOTE}{number + 1}",
        )

    def _image(self, name: str) -> DeskPage | None:
        """A picture of the content."""
        folder = self.workshop.content / FOLDERS["picture"]
        there = {file.name: file for file in folder.iterdir()} if folder.is_dir() and not folder.is_symlink() else {}
        file = there.get(name) if name.rpartition(".")[2] in PICTURES else None
        if not file or file.is_symlink() or not file.is_file():
            return None
        return DeskPage(HTTPStatus.OK, file.read_bytes(), media_type(name))

    def _page(self, path: str, typed: Typed, site: Site | None) -> str:
        """Where the page is shown as a form will make it; with mistakes, where the last one is that had none."""
        record = site and site.by_path.get(self.workshop.path_of(typed).as_posix())
        address = record.address.partition("#")[0] if record else "/" if issubclass(typed.cls, SoleFile) else ""
        if site and (page := self._page_of(site, address).encode()):
            self._shown[path] = shown = SHOWN + version_of(page)
            self._pages = dict([*self._pages.items()][-KEPT_PAGES:]) | {shown: page}
        return self._shown.get(path, "")

    def overlay(self, address: str, version: str) -> str:
        """The links that the preview adds to a page of the site: to the desk, to its form, to that of a new record."""
        if self._addresses[0] != version:
            site = self.workshop.site()
            of_files = {record.address: record.source.path for record in site.records} if site else {}
            self._addresses = (version, of_files)
        paths = self._addresses[1]
        path = paths.get(address) or paths.get(without_language(address)[1])
        links = [(DESK, "Atelier")]
        if path:
            name = path.with_suffix("").as_posix()
            links += [(EDIT + name, "Modifier"), (HISTORY + name, "Historique")]
            folder = "" if path.parent == PurePosixPath() else path.parent.as_posix()
            kinds = (cls for cls in TYPES if path.stem == "index" and cls.section and cls.section.folder == folder)
            links += [(ADD + cls.word(), f"Ajouter : {named(cls)}") for cls in kinds]
        inside = "".join(f'<a href="{link}" target="_top">{said}</a>' for link, said in links)
        return f'<nav class="preview-edit" lang="fr" dir="ltr" aria-label="Atelier">{inside}</nav>'

    def _file(self, path: str) -> tuple[PurePosixPath | None, type[Front]] | None:
        """The file that an address is of, or the type of a new one."""
        if path.startswith(ADD):
            cls = words().get(path.removeprefix(ADD))
            return (None, cls) if cls else None
        if path.startswith(COPY):
            copied = self.workshop.files().get(path.removeprefix(COPY))
            return (None, copied[1]) if copied and may_be_copied(copied[1]) else None
        return self.workshop.files().get(path.removeprefix(EDIT)) if path.startswith(EDIT) else None

    def _new(self, cls: type[Front], path: str) -> Typed:
        """What a new form holds: nothing, or what another file has; it begins as a draft."""
        draft: dict[str, Value] = {STATUS_KEY: DRAFT} if issubclass(cls, Record) else {}
        if not path.startswith(COPY):
            first: dict[str, Value] = {each.key: [None] for each in shapes(cls) if each.required and each.many}
            return Typed(cls, None, first | draft, "")
        file, _ = self.workshop.files()[path.removeprefix(COPY)]
        copied = self.workshop.opened(file, cls)
        return replace(copied, path=None, version="", values={**copied.values, **draft})

    def _gesture(self, path: str, fields: Mapping[str, str] | None = None) -> DeskPage | None:
        """The page of a gesture: what it asks for, then what it will change; the desk, once that is done."""
        word, _, address = path.removeprefix(GESTURE).partition("/")
        gesture = GESTURES.get(word)
        file, cls = self.workshop.files().get(address, (None, None))
        if not gesture or bool(address) != gesture.of_file or (address and not (cls and allowed(gesture, cls))):
            return None
        wanted = asked(self.workshop, gesture, file)
        given = posted(wanted, fields or {}, {})
        what, _, name_and_text = (fields or {}).get("geste", "").partition(" ")
        if what == "ecrire":
            name, _, text = name_and_text.partition("=")
            given = written(name, text, given)
        typed = {key: value if isinstance(value, str) else "" for key, value in given.items()}
        said, changes, status, wrong = "", tuple[FileChange, ...](), HTTPStatus.OK, list[Mistake]()
        if fields is not None:
            ours = self._is_ours(fields)
            try:
                if lacking := [field for field in wanted if field.required and not typed[field.key]]:
                    wrong = [Mistake("", 1, "", location=(field.key,), lack=True) for field in lacking]
                    raise NotWritten(f"il manque : {', '.join(field.label for field in lacking)}")
                changes = gesture.plan(self.workshop, typed, file)
                if not changes:
                    raise NotWritten("rien ne change : ce n’est écrit nulle part")
                if not ours:
                    said, status = RESTARTED, HTTPStatus.FORBIDDEN
                elif fields.get("plan") == plan_of(changes):
                    self.workshop.apply(changes)
                    self._said[DESK] = (f"{gesture.title} : c’est fait.", path)
                    return led(DESK)
            except NotWritten as reason:
                said = f"{capital(str(reason))}."
                wrong += [
                    Mistake("", 1, str(reason), location=(key,))
                    for key, text in typed.items()
                    if text and str(reason).startswith(f"« {text} »")
                ]
        mistakes = self.workshop.new_mistakes({one.path: one.after for one in changes}) if changes else ()
        site = self.workshop.site()
        drawing = Drawing(wrong, site, self.workshop.today)
        return drawn(
            "gesture.html",
            status,
            title=gesture.title,
            eyebrow=address,
            gesture=gesture,
            action=path,
            token=self.token,
            said=said,
            boxes=drawing.boxes(wanted, given, None),
            changes=[(change, rows_of(self.workshop, change, site)) for change in changes],
            plan=plan_of(changes),
            mistakes=[(self._below(one), one) for one in mistakes],
        )

    def _done(self, path: str, gesture: str, typed: Typed) -> DeskPage:
        what, _, rest = gesture.partition(" ")
        if what == "ecrire":
            name, _, text = rest.partition("=")
            typed = replace(typed, values=written(name, text, typed.values))
        elif rest:
            typed = replace(typed, values=after(gesture, typed.values, typed.shapes))
            return self._form(path, typed)
        if what in ("publier", "brouillon"):
            typed = typed.as_draft(what == "brouillon")
        judged = self.workshop.judged(typed)
        if what == "voir" and not judged.mistakes and (page := self._page(path, typed, judged.site)):
            return led(page)
        if judged.mistakes or what not in SAVING:
            said = "" if judged.mistakes else "Tout est juste."
            return self._form(path, typed, HTTPStatus.OK, said, judged)
        moved = self._moved(typed, self.workshop.site(), judged.site)
        try:
            saved = self.workshop.save(typed, redirected(self.workshop, {}, moved))
        except NotWritten as reason:
            return self._form(path, typed, HTTPStatus.CONFLICT, f"{capital(str(reason))}.")
        assert saved.path
        goal = EDIT + saved.path.with_suffix("").as_posix()
        self._said[goal] = ("Enregistré. La page se refait dans un instant.", path)
        return led(goal)

    def _moved(self, typed: Typed, before: Site | None, after: Site | None) -> list[tuple[str, str]]:
        """The addresses that a page loses by what is typed, each with where it leads then."""
        path = typed.path.as_posix() if typed.path else ""
        old, new = before and before.by_path.get(path), after and after.by_path.get(path)
        return moved_by_typing(self.workshop, old, new) if old and new else []

    def _form(
        self,
        path: str,
        typed: Typed,
        status: HTTPStatus = HTTPStatus.OK,
        said: str = "",
        judged: Judgement | None = None,
        there: Mapping[str, Value] | None = None,
        *,
        saved: str = "",
        fresh: bool = False,
    ) -> DeskPage:
        """The page of a form. ``there`` is what the file has now where two people changed it, ``saved`` where what was
        just saved was typed; a ``fresh`` one is as the file is."""
        site, there = self.workshop.site(), there or {}
        asked = judged is None and typed.path and status == HTTPStatus.OK
        judged = self.workshop.judged(typed) if asked else judged or Judgement()
        cls = typed.cls if issubclass(typed.cls, Record) else None
        fields = Drawing(judged.mistakes, site, self.workshop.today, judged.advice).boxes(
            typed.shapes, typed.values, cls
        )
        boxes = tuple(
            replace(box, there=_told(there[box.shape.key])) if box.shape.key in there else box for box in fields
        )
        pages = [(one.address, one.title) for one in site.records if one.has_page] if site else []
        page = next((one for one in site.records if one.source.path == typed.path), None) if site else None
        base = self.workshop.opened(typed.path, typed.cls).whole if typed.path else {}
        hints = [message for location, message in judged.advice if location[:1] == (BODY,) or not location]
        hints += [f"{old} mènera à {to}" for old, to in self._moved(typed, site, judged.site)]
        return drawn(
            "form.html",
            status,
            action=path,
            token=self.token,
            title=str(typed.values.get("titre") or (page and page.title) or "Modifier") if typed.path else "Ajouter",
            eyebrow=named(typed.cls),
            said=said,
            saved=saved,
            fresh=fresh,
            hints=list(map(capital, hints)),
            tools=[
                ("lien", "Lien vers une page", "Lien vers…", pages),
                ("langue", "Mots d’une autre langue", "Autre langue…", LANGUAGES),
            ],
            text_faults=[capital(one.message) for one in judged.mistakes if one.location == (BODY,)],
            more=path.removeprefix(EDIT) if typed.path and may_be_copied(typed.cls) else "",
            gestures={word: one.title for word, one in GESTURES.items() if allowed(one, typed.cls)},
            mistakes=self._listed(judged.mistakes, boxes, typed),
            boxes=boxes,
            typed=typed,
            base=json.dumps(base, ensure_ascii=False),
            has_text=not issubclass(typed.cls, SoleFile),
            there=_told(there[BODY]) if BODY in there else None,
            judged=judged,
            shown=self._page(path, typed, judged.site),
        )

    def _listed(
        self, mistakes: Sequence[Mistake], boxes: Sequence[FieldBox], typed: Typed
    ) -> list[tuple[str, str, str]]:
        """Each mistake: the words for its field, the name of its field, and what is wrong."""
        names = {box.name: label for top in boxes for label, box in top.where()}
        own = (self.workshop.content / typed.path).as_posix() if typed.path else ""
        found = []
        for mistake in mistakes:
            name = ".".join(("champ", *map(str, mistake.location))) if mistake.location else ""
            if name in names:
                found.append((names[name], name, fault(mistake).message))
            elif mistake.path in (own, typed.cls.word()) or not own:
                found.append(("Texte ou fichier", "texte", capital(mistake.message)))
            else:
                found.append((self._below(mistake), "", capital(mistake.message)))
        return found

    def _below(self, mistake: Mistake) -> str:
        """The file of a mistake, below the content folder."""
        return mistake.path.removeprefix(f"{self.workshop.content.as_posix()}/")

    def _desk(self) -> DeskPage:
        there = {path.name for path, _ in self.workshop.files().values()}
        shown = [(word, named(cls)) for word, cls in words().items() if getattr(cls, "file", None) not in there]
        return drawn(
            "desk.html",
            title="À faire",
            said=self._said.pop(DESK, ("", ""))[0],
            night=self._night(),
            gestures={word: one.title for word, one in GESTURES.items() if not one.of_file},
            todo=sorted((*self._waiting(), *todo(self.workshop)), key=lambda kind: not kind.urgent),
            files=self.workshop.files(),
            kinds=shown,
            has_import=has_import(self.workshop.content.parent),
        )

    def _waiting(self) -> tuple[Todo, ...]:
        """What the others do not have yet."""
        files = tuple(TodoItem(name, name) for name in self.exchange.waiting_files())
        several = "s" * (len(files) > 1)
        what = f"Fichier{several} changé{several} ici, que les autres n’ont pas encore."
        return (Todo("À envoyer", what, "Envoyer", files, to=SHARE.removeprefix(DESK)),) if files else ()

    @staticmethod
    def _guide(name: str) -> DeskPage | None:
        if not (page := guide_page(name)):
            return None
        return drawn("guide.html", title=page[0], text=page[1])

    def _source(self, path: str, file: PurePosixPath, message: str, text: str | None = None) -> DeskPage:
        there, version = self.workshop.source(file)
        return drawn(
            "source.html",
            title="Corriger",
            action=path,
            token=self.token,
            path=file.as_posix(),
            message=capital(message),
            text=there if text is None else text,
            version=version,
        )

    def _save_source(self, path: str, file: PurePosixPath, fields: Mapping[str, str]) -> DeskPage:
        text = _source_of(fields)
        try:
            mistakes = self.workshop.save_text(file, text, fields.get("version", ""))
        except NotWritten as reason:
            return self._source(path, file, f"{reason} : comparez, puis enregistrez de nouveau", text)
        if mistakes:
            return self._source(path, file, f"ligne {mistakes[0].line} : {mistakes[0].message}", text)
        return led(path)


def plan_of(changes: Sequence[FileChange]) -> str:
    """The same for the same changes: what was shown is what is done."""
    return version_of(repr(changes).encode())


def named(cls: type[Front]) -> str:
    """A type as a heading: « Bureau »."""
    return capital(re.sub(r"^(?:le |la |les |l’)", "", cls.french))


def _source_of(fields: Mapping[str, str]) -> str:
    return fields.get("fichier", "").replace("\r\n", "\n")


def _base(text: str) -> dict[str, Value]:
    """What a form was opened with, as it kept it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _told(value: Value) -> str:
    """A value as it is shown beside another one."""
    if isinstance(value, dict):
        return "\n".join(f"{key} : {_told(item)}" for key, item in value.items())
    return "\n".join(map(_told, value)) if isinstance(value, list) else value or ""
