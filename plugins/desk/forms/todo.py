"""The list of what there is to do in a content folder, for the first page of the desk."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.desk.advice.records import is_to_verify
from plugins.desk.forms.notes import notes
from plugins.desk.forms.workshop import Workshop
from plugins.desk.translations import states
from plugins.languages.update import name_in_french
from plugins.model.office_dates import dates_of
from plugins.model.site import Site


@dataclass(frozen=True)
class TodoItem:
    """One thing to do: the file as it stands in the address of its form, and the words about it."""

    file: str
    title: str
    words: str = ""


@dataclass(frozen=True)
class Todo:
    """Things to do of one kind."""

    title: str
    what: str
    link: str
    rows: tuple[TodoItem, ...]
    urgent: bool = False
    to: str = ""
    """The page of the desk on which they are done one after the other."""


def todo(workshop: Workshop) -> tuple[Todo, ...]:
    """What there is to do, the most urgent kind first; a kind without items is left out."""
    site, today = workshop.site(), workshop.today
    wrong = tuple(
        TodoItem(mistake.path.removeprefix(f"{workshop.content.as_posix()}/").removesuffix(".md"), "", mistake.message)
        for mistake in workshop.mistakes()
    )
    found = [Todo("Erreurs", "Tant qu’elles restent, le site ne se refait pas.", "Corriger", wrong, urgent=True)]
    if site:
        questions = tuple(TodoItem(_file(note.path), note.record.title, note.text) for note in notes(site))
        found += [
            Todo("Permanences de la semaine", "Une fermeture à annoncer ?", "Ouvrir", tuple(_week(site, today))),
            Todo("Brouillons", "Hors du site tant qu’ils le restent.", "Continuer", _withheld(site, drafts=True)),
            Todo("À paraître", "Ils paraîtront à leur date.", "Relire", _withheld(site, drafts=False)),
            Todo("Pages à vérifier", "Leurs données datent, ou personne ne les a vérifiées.", "Vérifier", _old(site)),
            Todo("Questions à trancher", "Vos notes « à vérifier », une par une.", "Commencer", questions, to="note/0"),
        ]
        if workshop.theme and not wrong:
            outdated = (one for one in states(site, workshop.content, workshop.theme) if one.missing or one.outdated)
            words = tuple(TodoItem("", name_in_french(one.code), str(one)) for one in outdated)
            found.append(Todo("Traductions", "Le français a changé depuis.", "Voir", words))
    return tuple(each for each in found if each.rows)


def _week(site: Site, today: dt.date) -> Iterator[TodoItem]:
    found = [date for office in site.offices for date in dates_of(office, today, today + dt.timedelta(days=6))]
    for date in sorted(found, key=lambda each: each.day):
        state = "" if date.held else f" (annulée : {date.occurrence.reason})"
        yield TodoItem(_file(date.office.source.path), date.office.title, f"{dates.day(date.day, FRENCH)}{state}")


def _withheld(site: Site, *, drafts: bool) -> tuple[TodoItem, ...]:
    """The drafts, with what they lack; or the texts that wait for their day, with that day."""
    texts = [text for text in site.withheld if (text.until is None) == drafts]
    words = (" ; ".join(text.lacks) or (dates.day(text.until, FRENCH) if text.until else "") for text in texts)
    return tuple(TodoItem(_file(text.path), text.title, said) for text, said in zip(texts, words, strict=True))


def _old(site: Site) -> tuple[TodoItem, ...]:
    old = (record for record in site.records if is_to_verify(record, site.today))
    return tuple(TodoItem(_file(record.source.path), record.title) for record in old)


def _file(path: object) -> str:
    return str(path).removesuffix(".md")
