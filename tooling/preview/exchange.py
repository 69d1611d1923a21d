"""« Envoyer », « Recevoir », « Historique » and « Rétablir » as pages of the desk: the commands of tooling/sharing.

A command that waits for the network runs in a thread, while its page reloads until the command is done. A choice that
somebody must make ends the command before anything has changed; the answer starts it again.
"""

import contextlib
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice
from typing import Final

from plugins.base.typography import capital
from tooling.commands import building
from tooling.preview.pages import DeskPage, DeskState, led, plan_of
from tooling.preview.server import DESK
from tooling.sharing import changes, history
from tooling.sharing.asking import CANCELLED, SIGNATURE, SIGNED, Dispute
from tooling.sharing.history import Moment, Restoring
from tooling.sharing.repository import SharingRefused
from tooling.sharing.sending import Sharing, receive, send

SHARE, HISTORY, RESTORE, UNDO = (f"{DESK}{word}/" for word in ("partage", "historique", "retablir", "defaire"))
PROGRAM: Final = f"{DESK}historique-programme"
"""The address of the history of everything that is not content; no button there undoes a change."""
_HISTORY: Final = re.compile(rf"({DESK}historique(?:-programme)?)(?:-([1-9]\d{{0,4}}))?/(.*)")
"""Matches the address of a page of the history: its beginning, its number from the second page on, and the file."""
COMMANDS: Final = {"envoyer": "Envoi", "recevoir": "Réception"}
ANSWERED: Final = 1.5
"""Seconds that a request waits for its command before it is answered; most commands take less."""
WAYS: Final = {"envoyer": "« Envoyer »", "servir": "le site, dans l’aperçu"}
"""The names that messages use, at the desk, for commands."""
RESTARTED: Final = "L’atelier a redémarré : rien n’a changé. Recommencez."
UNEXPECTED: Final = (
    "Le programme a rencontré une erreur inattendue. Rien n’est perdu → transmettez ce que la fenêtre de commandes "
    "affiche à la personne qui développe le site."
)
CHOOSE: Final = "Deux personnes ont changé la même chose. Rien n’a changé ici : choisissez ce qui reste."
CHANGED_SINCE: Final = "Ce passage a encore changé depuis. Rien n’est écrit : choisissez ce qui reste."
ADDRESSES: Final = "La liste des adresses publiées"
UNCHANGED: Final = "Rien n’a changé."
OUTDATED: Final = "Entre-temps, autre chose a changé : regardez de nouveau ce qui va changer."


@dataclass(frozen=True)
class HistoryRow:
    """A moment in the history, and the addresses of the pages that bring back its version or undo it; "" for none."""

    moment: Moment
    is_now: bool = False
    version: str = ""
    undo: str = ""


@dataclass
class AtTheDesk:
    """The ``Interlocutor`` at the desk: the ``fields`` of the form that was sent hold the answers."""

    fields: Mapping[str, str]
    told: list[str] = field(default_factory=list)
    disputes: Sequence[Dispute] = ()
    """The disputes that have no answer yet."""
    question: str = ""
    """The question that was not agreed to yet."""

    def say(self, text: str) -> None:
        self.told.append(text)

    def way(self, command: str) -> str:
        return WAYS.get(command, capital(command))

    def agrees(self, question: str) -> bool:
        self.question = "" if (agreed := "accord" in self.fields) else question
        return agreed

    def signs(self, lacking: Sequence[str]) -> Mapping[str, str]:
        if empty := [SIGNATURE[key] for key in lacking if not self.fields.get(key, "").strip()]:
            raise SharingRefused(f"Il manque : {', '.join(empty)}.")
        return {key: self.fields[key] for key in lacking}

    def chooses(self, disputes: Sequence[Dispute]) -> Sequence[bool]:
        chosen = [self.fields.get(f"choix.{dispute.key}") for dispute in disputes]
        if not set(chosen) <= {"1", "2"}:
            self.disputes = disputes
            raise SharingRefused(CHOOSE)
        return [choice == "1" for choice in chosen]


@dataclass
class Run:
    """A command that was started, and how it ended."""

    command: str
    person: AtTheDesk
    refused: str = ""
    done: threading.Event = field(default_factory=threading.Event)


class Exchange:
    """Answers all requests for these pages, of the clone in which the workshop's content lies.

    ``after_sending`` says what remains to be done until the public sees what was sent.
    """

    def __init__(self, state: DeskState, after_sending: Callable[[], str] = str) -> None:
        self._state, self._after_sending = state, after_sending
        self._root = state.workshop.content.parent
        self._cache = self._root / ".cache"
        self._run: Run | None = None
        self._said: tuple[str, ...] = ()
        self._one_at_a_time = threading.Lock()

    def has(self, path: str) -> bool:
        """Whether an address is one of these pages."""
        return bool(path.startswith((SHARE, RESTORE, UNDO)) or _HISTORY.fullmatch(path))

    def get(self, path: str) -> DeskPage | None:
        """The page at an address; None where there is none."""
        if path == SHARE:
            return self._share()
        if self._is_busy():
            return led(SHARE)
        if path.startswith((RESTORE, UNDO)):
            return self._restore(path, {})
        told = _HISTORY.fullmatch(path)
        return self._history(told[1], int(told[2] or 1), told[3]) if told else None

    def post(self, path: str, fields: Mapping[str, str]) -> DeskPage | None:
        """Do what the button of a form asks; return the page after that, None where there is no such form."""
        ours = self._state.is_ours(fields)
        if path.startswith((RESTORE, UNDO)):
            return self._restore(path, fields, said="" if ours else RESTARTED)
        button = fields.get("geste", "")
        if path != SHARE or button not in (*COMMANDS, "annuler"):
            return None
        if not ours:
            return self._share(RESTARTED)
        if self._is_busy():
            pass  # the page then says that a command still runs
        elif button == "annuler":
            self._run, self._said = None, (CANCELLED,)
        else:
            self._start(button, fields)
        return led(SHARE)

    # sending and receiving

    def waiting_files(self) -> tuple[str, ...]:
        """The files that the others do not have yet; none where that cannot be known now."""
        if self._is_busy():
            return ()
        with contextlib.suppress(SharingRefused, OSError):
            return Sharing(self._root, self._cache, AtTheDesk({})).waiting_files()
        return ()

    def _is_busy(self) -> bool:
        run = self._run
        return bool(run and not run.done.is_set())

    def _start(self, command: str, fields: Mapping[str, str]) -> None:
        self._run = run = Run(command, AtTheDesk(fields))
        self._said = ()
        threading.Thread(target=self._carry_out, args=(run,), name=command, daemon=True).start()
        run.done.wait(ANSWERED)

    def _carry_out(self, run: Run) -> None:
        person = run.person
        try:
            with self._one_at_a_time:
                sharing = Sharing(self._root, self._cache, person)
                if lacking := sharing.lacking():
                    sharing.introduce(**person.signs(lacking))
                if run.command == "envoyer":
                    send(sharing, after=self._after_sending)
                else:
                    receive(sharing)
        except (SharingRefused, OSError) as refused:
            run.refused = _in_words(refused)
        except Exception as error:
            building.report_failure(error)
            run.refused = UNEXPECTED
        finally:
            run.done.set()

    def _share(self, refused: str = "") -> DeskPage:
        run = self._run
        values: dict[str, object] = {"title": "Envoyer et recevoir", "refused": refused, "run": run, "signed": SIGNED}
        values["busy"] = run is not None and not run.done.is_set()
        if run and values["busy"]:
            return self._state.drawn(
                "sharing.html", HTTPStatus.OK, **values | {"title": f"{COMMANDS[run.command]} en cours"}
            )
        values |= {"said": self._said, "waiting": (), "sentence": "", "lacking": {}, "unable": "", "remote": ""}
        self._said = ()
        if run and not (run.person.disputes or run.person.question):
            self._run = None  # the outcome is shown only once
        try:
            with self._one_at_a_time:
                sharing = Sharing(self._root, self._cache, AtTheDesk({}))
                waiting = sharing.waiting()
                values |= {
                    "waiting": tuple(changes.sentences(waiting)) or ((ADDRESSES,) if waiting else ()),
                    "sentence": changes.summary(waiting),
                    "lacking": {key: SIGNATURE[key] for key in sharing.lacking()},
                    "remote": sharing.repository.remote,
                }
        except (SharingRefused, OSError) as reason:
            values["unable"] = _in_words(reason)
        return self._state.drawn("sharing.html", HTTPStatus.FORBIDDEN if refused else HTTPStatus.OK, **values)

    # history and restoration

    def _history(self, begins: str, number: int, page: str) -> DeskPage | None:
        """The page of the history with that ``number``, the first with the latest moments; None beyond the last."""
        title = "Historique" if number == 1 else f"Historique, page {number}"
        values: dict[str, object] = {"title": title, "page": page, "called": "", "rows": (), "beside": {}}
        values |= {"unsent": (), "program": begins == PROGRAM, "number": number, "unable": ""}
        first, last = (number - 1) * history.SHOWN, number * history.SHOWN
        try:
            with self._one_at_a_time:
                sharing = Sharing(self._root, self._cache, AtTheDesk({}))
                if page:
                    path = history.path_of(sharing.repository, page)
                    found = list(islice(history.moments_of(sharing.repository, path), first, last + 1))
                    rows, unsent = _of_page(sharing, page, path, found)
                    values |= {"called": history.called(sharing.repository, path), "unsent": unsent}
                else:
                    what = history.PROGRAM if begins == PROGRAM else history.PAGES
                    found = list(history.moments(sharing.repository, first, last + 1, what))
                    rows = [HistoryRow(each, undo=f"{UNDO}{each.commit}" * (what == history.PAGES)) for each in found]
        except (SharingRefused, OSError) as reason:
            return self._state.drawn("history.html", HTTPStatus.NOT_FOUND, **values | {"unable": _in_words(reason)})
        if number > 1 and not rows:
            return None
        beside = {"prev": number - 1, "next": number + 1 if len(rows) > history.SHOWN else 0}
        links = {rel: f"{begins}{f'-{to}' if to > 1 else ''}/{page}" for rel, to in beside.items() if to}
        return self._state.drawn(
            "history.html", HTTPStatus.OK, **values | {"rows": rows[: history.SHOWN], "beside": links}
        )

    def _restore(self, path: str, fields: Mapping[str, str], said: str = "") -> DeskPage:
        """The page with what a restoration would change; its button carries it out, unless something is ``said``."""
        person, status = AtTheDesk(fields), HTTPStatus.FORBIDDEN if said else HTTPStatus.OK
        mark, _, page = path.removeprefix(RESTORE).removeprefix(UNDO).partition("/")
        values: dict[str, object] = {"called": "", "done": "", "changes": (), "goes": (), "plan": ""}
        try:
            with self._one_at_a_time:
                sharing = Sharing(self._root, self._cache, person)
                if page:
                    values["called"] = history.called(sharing.repository, history.path_of(sharing.repository, page))
                values["done"] = history.moment_at(sharing.repository, mark).who
                if not said and fields.get("geste") == "faire":
                    if self._restored(sharing, path, fields):
                        return led(SHARE)
                    said = OUTDATED
                plan = _planned(sharing, path)
                site = self._state.workshop.site()
                changing = [(history.told_of(each), history.rows_of(each, site)) for each in plan.changes]
                values |= {"changes": changing, "goes": plan.goes, "plan": plan_of(plan.changes)}
        except (SharingRefused, OSError) as reason:
            said = said or (CHANGED_SINCE if person.disputes else _in_words(reason))
        values |= {
            "undo": path.startswith(UNDO),
            "title": "Défaire ce changement" if path.startswith(UNDO) else "Rétablir cette version",
            "action": path,
            "page": page,
            "said": said,
            "person": person,
            "choices": {key: value for key, value in fields.items() if key.startswith("choix.")},
        }
        return self._state.drawn("restore.html", status, **values)

    def _restored(self, sharing: Sharing, path: str, fields: Mapping[str, str]) -> bool:
        """Carry out the restoration that was shown, in the ticked files; False, and nothing done, if it differs now.

        Raises SharingRefused.
        """
        with sharing.held():
            plan = _planned(sharing, path)
            if fields.get("plan") != plan_of(plan.changes):
                return False
            plan = plan.of(
                sharing, {each.path for number, each in enumerate(plan.changes) if f"fichier.{number}" in fields}
            )
            history.carry_out(sharing, plan)
        told = tuple(changes.sentences(plan.changes))
        self._run = None
        self._said = ("C’est écrit dans vos fichiers. Regardez le site, puis envoyez.", *told) if told else (UNCHANGED,)
        return True


def _of_page(
    sharing: Sharing, page: str, path: str, found: Sequence[Moment]
) -> tuple[list[HistoryRow], tuple[str, ...]]:
    """The rows of the history of one page, and its changes in the folder that are not recorded yet."""
    repository = sharing.repository
    ours = repository.seen()
    now = repository.tree(ours).get(path)
    same = [each.commit for each in found if each.entry(repository) == now]
    rows = []
    for each in found:
        other = each.entry(repository) and each.commit not in same
        version = f"{RESTORE}{each.commit}/{page}" if other else ""
        undo = "" if each.joins else f"{UNDO}{each.commit}/{page}"
        rows.append(HistoryRow(each, each.commit in same[:1], version, undo))
    unsent = (change for change in sharing.changes(sharing.before, ours) if change.path == path)
    return rows, tuple(changes.sentences(unsent))


def _planned(sharing: Sharing, path: str) -> Restoring:
    """The restoration that the page at an address is about. Raises SharingRefused."""
    mark, _, page = path.removeprefix(RESTORE).removeprefix(UNDO).partition("/")
    if path.startswith(RESTORE):
        return history.planned_version(sharing, page, mark)
    return history.planned_undoing(sharing, mark, page, within=changes.CONTENT)


def _in_words(reason: SharingRefused | OSError) -> str:
    return building.refused(reason) if isinstance(reason, OSError) else str(reason)
