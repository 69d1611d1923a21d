"""Advice about a record as a whole: its age, its title, its summary, its keywords, its events and permanences."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.partial_date import PartialDate
from plugins.base.typography import slugify
from plugins.desk.advice.text import LineAdvice, Reading
from plugins.desk.forms.shapes import Shape, shapes
from plugins.model import Event, Office, Organisation, Person, Record, Task
from plugins.model.base import Front
from plugins.model.section import Section
from plugins.model.site import Site
from plugins.pages.indexing import SHOWN_OF_A_TITLE
from plugins.permanences.schedule import OccurrenceStatus

SHORTEST_SUMMARY, LONGEST_SUMMARY = 25, 160  # characters; search engines show 160 of a description
TASK_WORDS = (60, 120)
TASK_READABILITY = 80
"""With TASK_WORDS: what a person who learns French reads in a minute and a half."""
WEEKS_AHEAD = 9
_TAG = re.compile(r"<[^>]*>")


def officer_notes(reading: Reading) -> LineAdvice:
    """The officer's notes in « a_verifier »."""
    for number, note in enumerate(reading.record.to_verify):
        yield reading.document.line(("a_verifier", number)), note


def with_notes(site: Site) -> list[Record]:
    """The records with notes, the one with the least work first: fewest notes, then shortest text."""
    noted = (record for record in site.records if record.to_verify)
    return sorted(noted, key=lambda each: (len(each.to_verify), len(_TAG.sub("", each.html)), each.source.path))


def is_to_verify(record: Record, today: date) -> bool:
    """Whether the data of a record were never verified, or so long ago that the site no longer trusts them."""
    if record.verified_on or record.based_on:
        return record.is_dated(today)
    return isinstance(record, Office | Person | Organisation)


def not_verified(reading: Reading, today: date) -> LineAdvice:
    """Data to verify, or to verify again."""
    record, remedy = reading.record, f"→ relisez, puis écrivez « verifie_le: {today} »"
    if not is_to_verify(record, today):
        return
    if record.verified_on:
        said = dates.partial(PartialDate(record.verified_on.year, record.verified_on.month), FRENCH)
        yield reading.document.line(("verifie_le",)), f"vérifié pour la dernière fois en {said} {remedy}"
    elif record.based_on:
        yield reading.document.line(("d_apres",)), f"jamais vérifié, d’après {record.based_on} {remedy}"
    else:
        yield reading.document.line(("verifie_le",)), f"jamais vérifié {remedy}"


def titles(reading: Reading) -> LineAdvice:
    """A title that search engines cut."""
    title = reading.record.title
    if len(title) > SHOWN_OF_A_TITLE and not isinstance(reading.record, Person):
        said = f"le titre a {len(title)} caractères, les moteurs de recherche en montrent {SHOWN_OF_A_TITLE}"
        yield reading.document.line(("titre",)), f"{said} → raccourcissez-le, ou laissez la fin à « resume »"


def descriptions(reading: Reading) -> LineAdvice:
    """A summary that search engines cut or that says too little, and a section without one."""
    summary, line = reading.record.summary or "", reading.document.line(("resume",))
    if len(summary) > LONGEST_SUMMARY:
        said = f"« resume » a {len(summary)} caractères, les moteurs de recherche en montrent {LONGEST_SUMMARY}"
        yield line, f"{said} → gardez l’essentiel en une phrase"
    elif summary and len(summary) < SHORTEST_SUMMARY:
        yield line, f"« {summary} » dit peu de la page → dites en une phrase ce que l’on y trouve"
    elif not summary and isinstance(reading.record, Section):
        yield 1, "« resume » manque → dites en une phrase ce que l’on trouve dans cette rubrique"


def keywords(reading: Reading, site: Site) -> LineAdvice:
    """A category or a keyword that most files spell in another way: both spellings stand for the same list."""
    record = reading.record
    for shape in keyword_fields(type(record)):
        used = spellings(site, type(record), shape)
        for number, word in enumerate(used_words(record, shape)):
            usual, where = used[slugify(word)]
            if word != usual:
                line = reading.document.line((shape.key, number) if shape.many else (shape.key,))
                yield line, f"« {word} » : {where} écrit « {usual} », et la liste est la même → écrivez « {usual} »"


def keyword_fields(cls: type[Front]) -> list[Shape]:
    """The fields of a type whose values make lists."""
    return [shape for shape in shapes(cls) if shape.control == "keyword"]


def used_words(record: Record, shape: Shape) -> tuple[str, ...]:
    """The values of a record in such a field."""
    held = getattr(record, shape.name)
    return held if isinstance(held, tuple) else (held,) if held else ()


@lru_cache(maxsize=16)  # asked for each record
def spellings(site: Site, cls: type[Record], shape: Shape) -> Mapping[str, tuple[str, str]]:
    """The usual spelling of each value of a field, by its slug, and the first file that has it."""
    found: dict[str, dict[str, list[str]]] = {}
    for record in site.records:
        for word in used_words(record, shape) if isinstance(record, cls) else ():
            found.setdefault(slugify(word), {}).setdefault(word, []).append(record.source.path.as_posix())
    usual = {slug: min(spelt, key=lambda word: (-len(spelt[word]), word)) for slug, spelt in found.items()}
    return {slug: (word, min(found[slug][word])) for slug, word in usual.items()}


def past_events(reading: Reading, site: Site) -> LineAdvice:
    """A past event without a replay, and without a news item or a resource that names it."""
    event = reading.record
    if not isinstance(event, Event) or not event.is_past(site.today) or event.was_put_off:
        return
    if event.replay or site.citing(event, "news") or site.citing(event, "resource"):
        return
    written = f"une actualité avec « evenement: {event.slug} »"
    yield (
        reading.document.line(("etat",)),
        f"l’événement est passé, et reste « {event.state} » sans suite → ajoutez « rediffusion », ou {written}",
    )


def holidays(reading: Reading, site: Site) -> LineAdvice:
    """Permanences of the coming weeks that a legal holiday cancels."""
    office = reading.record
    if not isinstance(office, Office):
        return
    last = min(site.today + timedelta(weeks=WEEKS_AHEAD), site.dates_until)
    struck = [d for d in site.visit(office).dates if d.day <= last and d.occurrence.status is OccurrenceStatus.HOLIDAY]
    for day, reason in dict.fromkeys((d.day, d.occurrence.reason) for d in struck):
        said = f"pas de permanence le {dates.day(day, FRENCH)} ({reason}), que le site barre de lui-même"
        yield (
            reading.document.line(("permanences",)),
            f"{said} → prévenez le public, ou écrivez « jours_feries: ouvert » si le bureau reste ouvert",
        )


def tasks(reading: Reading) -> LineAdvice:
    """Tasks that are too long or too hard for a person who learns French."""
    if not isinstance(reading.record, Task):
        return
    line, (fewest, most), figure = reading.document.line(("titre",)), TASK_WORDS, reading.readability
    if not fewest <= reading.word_count <= most:
        count = reading.word_count
        yield line, f"{count} mots, « titre » et « resume » compris → écrivez-en de {fewest} à {most}"
    if figure is not None and figure < TASK_READABILITY:
        yield line, f"lisibilité de {figure} sur 100 → des phrases et des mots plus courts, jusqu’à {TASK_READABILITY}"
