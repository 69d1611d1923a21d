"""The desk, as pages of the preview: hands each request to the module that answers it, and makes the first page."""

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Final

from plugins.base.typography import capital
from plugins.desk.forms.deposit import FOLDERS
from plugins.desk.forms.gestures import GESTURES
from plugins.desk.forms.notes import confirm, following, notes
from plugins.desk.forms.todo import Todo, TodoItem, todo
from plugins.desk.forms.workshop import NotWritten, Workshop, words
from plugins.model import TYPES
from plugins.model.redirection import without_language
from plugins.model.site import Site
from plugins.pictures.picture import PICTURES
from tooling.hosting.policy import media_type
from tooling.preview.exchange import HISTORY, SHARE, Exchange
from tooling.preview.form_pages import FormPages
from tooling.preview.gesture_pages import GesturePages
from tooling.preview.guide import guide_page
from tooling.preview.import_report import IMPORT, has_import, import_page
from tooling.preview.multipart import Sent
from tooling.preview.pages import ADD, EDIT, GESTURE, GUIDE, NOTE, DeskPage, DeskState, drawn, named
from tooling.preview.server import DESK, IMAGE

RESTARTED_NOTE: Final = "L’atelier a redémarré, rien n’est encore écrit : confirmez de nouveau."


class Atelier:
    """Answers all requests for the desk."""

    def __init__(
        self,
        workshop: Workshop,
        page_of: Callable[[Site, str], str] = lambda *_: "",
        night: Callable[[], str] = str,
        after_sending: Callable[[], str] = str,
    ) -> None:
        """``page_of`` makes the page at an address of a site, ``night`` warns of missing nightly publications.

        ``after_sending`` says what remains to be done until the public sees what was sent.
        """
        self._workshop, self._night, self._state = workshop, night, DeskState(workshop)
        self.token = self._state.token
        self.exchange = Exchange(self._state, after_sending)
        self._forms, self._gestures = FormPages(self._state, page_of), GesturePages(self._state)
        self._addresses: tuple[str, dict[str, PurePosixPath]] = ("", {})

    def get(self, path: str) -> DeskPage | None:
        """The page at an address; None where there is none."""
        if path == DESK:
            return self._desk()
        if path == IMPORT:
            return import_page(self._workshop)
        if page := self._forms.page_as_it_will_be(path):
            return DeskPage(HTTPStatus.OK, page)
        if path.startswith(IMAGE):
            return self._image(path.removeprefix(IMAGE))
        if path.startswith(GUIDE):
            return self._guide(path.removeprefix(GUIDE))
        if path.startswith(GESTURE):
            return self._gestures.get(path)
        if path.startswith(NOTE):
            return self._note(path, self._state.told(path)[0])
        if self.exchange.has(path):
            return self.exchange.get(path)
        return self._forms.get(path)

    def post(self, path: str, sent: Sent) -> DeskPage | None:
        """Do what the button of a form asks; return the page after that, None where there is no such form."""
        if path.startswith(GESTURE):
            return self._gestures.post(path, sent.fields)
        if path.startswith(NOTE):
            return self._confirmed(path, sent.fields)
        if self.exchange.has(path):
            return self.exchange.post(path, sent.fields)
        return self._forms.post(path, sent)

    def overlay(self, address: str, version: str) -> str:
        """The links that the preview adds to a page of the site: to the desk, its form, its history, new records.

        ``version`` is that of the build (``PreviewState``).
        """
        if self._addresses[0] != version:
            site = self._workshop.site()
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

    def _desk(self) -> DeskPage:
        there = {path.name for path, _ in self._workshop.files().values()}
        kinds = [(word, named(cls)) for word, cls in words().items() if getattr(cls, "file", None) not in there]
        return drawn(
            "desk.html",
            title="À faire",
            said=self._state.told(DESK)[0],
            night=self._night(),
            gestures={word: one.title for word, one in GESTURES.items() if not one.of_file},
            todo=sorted((*self._waiting(), *todo(self._workshop)), key=lambda kind: not kind.urgent),
            files=self._workshop.files(),
            kinds=kinds,
            has_import=has_import(self._workshop.content.parent),
        )

    def _waiting(self) -> tuple[Todo, ...]:
        """« À envoyer »: the files that the others do not have yet, as a thing to do; empty without such files."""
        files = tuple(TodoItem(name, name) for name in self.exchange.waiting_files())
        several = "s" * (len(files) > 1)
        what = f"Fichier{several} changé{several} ici, que les autres n’ont pas encore."
        return (Todo("À envoyer", what, "Envoyer", files, to=SHARE.removeprefix(DESK)),) if files else ()

    @staticmethod
    def _guide(name: str) -> DeskPage | None:
        if not (page := guide_page(name)):
            return None
        return drawn("guide.html", title=page[0], text=page[1])

    def _image(self, name: str) -> DeskPage | None:
        folder = self._workshop.content / FOLDERS["picture"]
        there = {file.name: file for file in folder.iterdir()} if folder.is_dir() and not folder.is_symlink() else {}
        file = there.get(name) if name.rpartition(".")[2] in PICTURES else None
        if not file or file.is_symlink() or not file.is_file():
            return None
        return DeskPage(HTTPStatus.OK, file.read_bytes(), media_type(name))

    def _confirmed(self, path: str, fields: Mapping[str, str]) -> DeskPage | None:
        """Remove a confirmed note from its file; return the page of the next note."""
        if not _number(path):
            return None
        if not self._state.is_ours(fields):
            return self._note(path, RESTARTED_NOTE, HTTPStatus.FORBIDDEN)
        before, of_file, text = notes(self._workshop.site()), fields.get("fichier", ""), fields.get("note", "")
        try:
            confirm(self._workshop, of_file, text, whole="tout" in fields)
        except NotWritten as reason:
            return self._note(path, f"{capital(str(reason))}.", HTTPStatus.CONFLICT)
        goal = f"{NOTE}{following(of_file, text, before, notes(self._workshop.site()))}"
        return self._state.led_and_told(goal, "C’est noté : la question est enlevée du fichier.", path)

    def _note(self, path: str, said: str, status: HTTPStatus = HTTPStatus.OK) -> DeskPage | None:
        """The page of one note (``a_verifier``)."""
        if not (place := _number(path)):
            return None
        found = notes(self._workshop.site())
        number = int(place) % len(found) if found else 0
        note = found[number] if found else None
        file = note.path.with_suffix("").as_posix() if note else ""
        return self._state.drawn(
            "note.html",
            status,
            title="Questions à trancher",
            action=path,
            said=said,
            note=note,
            number=number,
            count=len(found),
            file=file,
            edit=EDIT + file,
            next=f"{NOTE}{number + 1}",
        )


def _number(path: str) -> str:
    """The number of the note that an address is about, in digits; "" where it is about none."""
    found = re.fullmatch("[0-9]{1,5}", path.removeprefix(NOTE))
    return found[0] if found else ""
