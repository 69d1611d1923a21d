"""The texts of the old site that come in: decides which ones do, as which type, under which file name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import PurePosixPath
from typing import Final

from plugins.base.partial_date import dates_in
from plugins.base.typography import nested, shortened, slugify
from plugins.base.yaml_text import flow, scalar
from plugins.importing.events import Sessions, Value, sessions_of, start_of, without_state
from plugins.importing.inline import seen
from plugins.importing.mapping import INNER_TYPES, TEXT_TYPES, Correspondences
from plugins.importing.sessions import stated
from plugins.importing.wordpress_export import Export, Item
from plugins.model import Event, Page, Record
from plugins.model.base import DRAFT, STATUS_KEY
from plugins.source.characters import tidy

LONGEST_SLUG: Final = 70
SECRET: Final = {
    "private": "privé",
    "trash": "à la corbeille",
    "spam": "indésirable",
    "auto-draft": "jamais enregistré",
}
LOST: Final = "N’est pas venu de WordPress"
NOT_YET: Final = {"draft": "", "pending": "attendait une relecture"}
SAMPLES: Final = re.compile(r"hello-world|bonjour-tout-le-monde|sample-page|page-d-?exemple")
SUGGESTED: Final = "privacy-policy-tutorial"
"""The class by which WordPress marks the suggestions in its model of a privacy page."""
FRONT: Final = frozenset({"accueil", "home", "front-page", "page-d-accueil"})


@dataclass
class IncomingText:
    """A text on its way in; ``notes`` are for the officer, and become its « a_verifier »."""

    item: Item
    cls: type[Record]
    category: str
    slug: str
    draft: bool
    title: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    body: str = ""
    notes: list[str] = field(default_factory=list)
    why_draft: list[str] = field(default_factory=list)
    no_alternative: list[str] = field(default_factory=list)
    """The addresses of its pictures without an alternative text."""
    lost: list[str] = field(default_factory=list)
    """The parts of the text that are lost, except its files."""
    lost_media: list[str] = field(default_factory=list)
    looks_like_event: str = ""
    """For a news item that states days and an hour: the last day and the hour, « 2021-05-12, 14h »."""
    start: str = ""
    """For an event: when it begins."""
    sessions: Sessions = field(default_factory=Sessions)
    """For an event on several dates: its sessions."""
    media: set[str] = field(default_factory=set)
    """The keys of the pictures and documents that the text uses."""
    kept: bool = False
    """Whether its file was changed by hand since an earlier import, and therefore stays as it is."""
    kept_address: str = ""
    """The address of the page of such a file; "" where it is not public."""

    @property
    def path(self) -> PurePosixPath:
        """The path of its file below the content folder."""
        return PurePosixPath(self.cls.folder, f"{self.slug}.md")

    @property
    def day(self) -> str:
        """The day of the text, « 2023-05-12 »; "" where WordPress had none."""
        return "" if self.item.date.startswith("0000") else self.item.date[:10]

    @property
    def address(self) -> str:
        year = (self.start if self.cls is Event else self.day)[:4] if self.cls.year_from else ""
        return self.kept_address or self.cls.address_of(self.slug, year or None)

    def is_public(self, today: date) -> bool:
        if self.kept:
            return bool(self.kept_address)
        return not self.draft and not (self.cls.embargoed and self.day > f"{today}")

    def keep_as_draft(self, why: str) -> None:
        """Make the text a draft, with a note that says why."""
        self.draft = True
        self.why_draft.append(why)
        self.notes.append(why)

    def lose(self, what: str) -> None:
        """Note a part of the text that is lost."""
        self.lost.append(what)
        self.notes.append(f"{LOST} : {what}")

    def written(self) -> str:
        """The content of its file."""
        rows = [f"titre: {scalar(self.title)}"]
        if self.draft:
            rows.append(f"{STATUS_KEY}: {DRAFT}")
        rows += [f"{key}: {flow(value)}" for key, value in self.values.items()]
        if self.notes:
            rows += ["a_verifier:", *(f"  - {scalar(tidy(note))}" for note in dict.fromkeys(self.notes))]
        return "\n".join(["---", *rows, "---", "", self.body, ""]).rstrip("\n") + "\n"


@dataclass(frozen=True)
class Left:
    """A text that stays out, and why."""

    item: Item
    why: str
    secret: bool = False
    """Whether nothing about the text may be public, not even its address."""
    instead: str = ""
    """The address of the page of this site that takes its place."""


def chosen(
    export: Export, meant: Correspondences, taken: Callable[[str], bool], names: Mapping[str, str], today: date
) -> tuple[list[IncomingText], list[Left]]:
    """The texts that come in, with the names of their files, and those that stay out.

    ``taken`` says whether a path below the content folder, or the address of a page, is in use already; ``names`` are
    the paths that an earlier import gave, by the ids of the items.
    """
    texts, left = list[IncomingText](), list[Left]()
    repeated = list[tuple[Item, int]]()
    used: set[PurePosixPath] = set()
    types = {item.type for item in export.items.values()}
    for item in export.of_type(*(name for name in types if name in TEXT_TYPES or not INNER_TYPES.fullmatch(name))):
        why, secret = _refusal(item, meant)
        if why:
            left.append(Left(item, why, secret))
            continue
        if original := export.original_of(item):
            repeated.append((item, original.id))
            continue
        cls, category = meant.of(item)
        assert cls  # else ``_refusal`` gave a reason
        text = IncomingText(item, cls, category, "", item.status in NOT_YET, tidy(plain(item.title)))
        known = PurePosixPath(names.get(str(item.id), ""))
        if known.parent.as_posix() == cls.folder and known not in used:
            text.slug = known.stem
        elif cls is Page and taken(f"/{_slug(item, text.title)}/"):
            address = f"/{_slug(item, text.title)}/"
            left.append(Left(item, f"le site a déjà une page à l’adresse {address}", instead=address))
            continue
        else:
            text.slug = _free_name(text, export, used, taken)
        used.add(text.path)
        _date(text, export, today)
        texts.append(text)
    addresses = {text.item.id: text.address for text in texts}
    left += [Left(item, "une autre date du même événement", instead=addresses.get(of, "")) for item, of in repeated]
    return texts, left


def _date(text: IncomingText, export: Export, today: date) -> None:
    """Set the start and the sessions of an event; make a draft of a text that WordPress did not publish."""
    item = text.item
    if text.cls is Event:
        words = f"{text.title} {plain(item.content)}"
        days = dict.fromkeys(days_of(words))
        text.sessions = sessions_of(item, export, words, text.lose)
        text.start = text.sessions.first or start_of(item)
        if not text.start and len(days) == 1 and item.type != "tribe_events" and not any(stated(words)):
            (text.start,) = days
    if item.status == "future" and text.day <= f"{today}":
        text.keep_as_draft("WordPress devait le publier à une date passée, et ne l’a pas fait")
    elif waited := NOT_YET.get(item.status):
        text.keep_as_draft(f"Dans WordPress, ce texte {waited}")


def _refusal(item: Item, meant: Correspondences) -> tuple[str, bool]:
    """Why a text stays out, "" where it comes in, and whether it is secret."""
    if item.protected:
        return "protégé par un mot de passe", True
    if item.status in SECRET:
        return SECRET[item.status], True
    if item.status not in (*NOT_YET, "publish", "future"):
        return f"son état est « {item.status} »", True
    if meant.of(item)[0] is None:
        return "« ne pas reprendre », dit le fichier des correspondances", False
    if SAMPLES.fullmatch(item.slug) or SUGGESTED in item.content:
        return "c’est un modèle de WordPress", False
    if item.type == "page" and slugify(item.slug) in FRONT:
        return "le site a déjà sa page d’accueil", False
    nothing = not re.sub(r"<(?!img)[^>]*>|<!--.*?-->|&nbsp;|\s", "", item.content, flags=re.S)
    if nothing and item.type != "tribe_events":
        return "il est vide", False
    return "", False


def _slug(item: Item, title: str) -> str:
    return shortened(slugify(item.slug) or slugify(without_state(title)) or f"texte-{item.id}", LONGEST_SLUG)


def _free_name(text: IncomingText, export: Export, used: set[PurePosixPath], taken: Callable[[str], bool]) -> str:
    slug = _slug(text.item, text.title)
    parent = export.items.get(text.item.parent)
    above = f"{_slug(parent, '')}-{slug}" if parent and text.cls is Page else f"{slug}-{text.day[:4]}"
    for name in (slug, above.strip("-"), *(f"{slug}-{number}" for number in range(2, 9999))):
        path = PurePosixPath(text.cls.folder, f"{name}.md")
        if name not in text.cls.reserved | {"index"} and path not in used and not taken(path.as_posix()):
            return name
    raise AssertionError


def plain(html: str) -> str:
    """The words of a title or an excerpt, without tags and entities, with “ ” for quotations inside « »."""
    return nested(seen(tidy(unescape(unescape(re.sub(r"<[^>]*>", "", html))))))


def days_of(words: str) -> tuple[str, ...]:
    """The days that a text names with their year."""
    return tuple(day for day in dates_in(words) if "…" not in day)
