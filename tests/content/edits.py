"""What an officer does on an ordinary day, as random edits of a content folder: used by ``test_edits.py``.

An edit is a function of a ``Desk``; it returns the path that it changed, or "" where there was nothing to change.
"""

import datetime as dt
import re

from plugins.model import TYPES
from plugins.places import names
from plugins.source.loading import load
from tests.front_matter_edits import changed, fields_of

SENTENCES = (
    "1er lundi du mois",
    "dernier vendredi du mois, 14h-16h, sauf vacances scolaires",
    "mardi et jeudi, de 9h à 12h",
    "sur rendez-vous",
    "tous les mercredis après-midi, sauf en juillet et août",
    "un mardi sur deux à partir du 2026-01-06, 9h-12h",
)


class Desk:
    """A content folder under edit, with the day, the random generator and the cache of records."""

    def __init__(self, content, today, dice, records=None):
        self.content, self.today, self.dice, self.records = content, today, dice, records

    def files(self, folder, key=""):
        """The texts of a folder that have the field ``key``, without ``index.md``."""
        found = sorted(file for file in (self.content / folder).glob("*.md") if file.stem != "index")
        return [file for file in found if not key or key in fields_of(file.read_text("utf-8"))]

    def edit(self, files, change):
        """Apply ``change`` to the front matter of one of the files, chosen at random; return its path, or ""."""
        if not files:
            return ""
        file = self.dice.choice(files)
        file.write_text(changed(file.read_text("utf-8"), change), "utf-8")
        return file.relative_to(self.content).as_posix()

    def add(self, path, fields, text="Un texte.\n"):
        file = self.content / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(changed(f"---\n---\n{text}", lambda empty: empty.update(fields)), "utf-8")
        return path

    def remove(self, files, elsewhere):
        """Delete one of the files, chosen at random, and point all links to it to ``elsewhere``; return its path."""
        if not files:
            return ""
        file = self.dice.choice(files)
        site = load(self.content, self.today, records=self.records, with_drafts=True)
        path = file.relative_to(self.content)
        address = next(
            (record.address for record in site.records if record.source.path.as_posix() == path.as_posix()), ""
        )
        file.unlink()
        for other in self.content.rglob("*.md"):
            text = before = other.read_text("utf-8")
            for link in filter(None, (address, f"../{path.as_posix()}")):
                text = re.sub(rf"\]\({re.escape(link)}[^)\s]*", f"]({elsewhere}", text)
            if other.parent == file.parent:
                text = re.sub(rf"\]\((?:\./)?{re.escape(path.name)}[^)\s]*", f"]({elsewhere}", text)
            if text != before:
                other.write_text(text, "utf-8")
        return path.as_posix()


def without(value, slug):
    """Return a value of a front matter without the references to a record, or None where nothing is left."""
    if isinstance(value, list):
        return [kept for item in value if (kept := without(item, slug)) is not None] or None
    if isinstance(value, dict):
        return {key: kept for key, item in value.items() if (kept := without(item, slug)) is not None} or None
    return None if value == slug else value


def open_at_other_times(fields, sentence):
    """Replace the first permanence by a sentence without a person, who may be elsewhere; drop its changed dates."""
    permanences = fields.get("permanences", [])
    others = permanences[1:] if isinstance(permanences, list) else []
    fields["permanences"] = [{"quand": sentence}, *others]
    fields.pop("annulations", None)
    fields.pop("ajouts", None)


def another_telephone_number(desk):
    number = f"081/00 00 {desk.dice.randrange(10, 99)}"
    return desk.edit(desk.files("personnes", "telephone"), lambda fields: fields.update(telephone=number))


def other_hours(desk):
    hour = desk.dice.randrange(8, 16)
    sentence = f"le jeudi de {hour}h à {hour + 2}h30"
    return desk.edit(desk.files("bureaux", "permanences"), lambda fields: open_at_other_times(fields, sentence))


def another_permanence_rule(desk):
    sentence = desk.dice.choice(SENTENCES)
    return desk.edit(desk.files("bureaux", "permanences"), lambda fields: open_at_other_times(fields, sentence))


def a_new_news_item(desk):
    fields = {"titre": "Une porte ouverte de plus", "resume": "Elle l’est.", "date": desk.today.isoformat()}
    return desk.add(
        "actualites/une-porte-ouverte-de-plus.md", {**fields, "categorie": "Nouveauté", "etiquettes": ["porte"]}
    )


def a_news_item_removed(desk):
    return desk.remove(desk.files("actualites"), "/actualites/")


def a_person_removed(desk):
    path = desk.remove(desk.files("personnes"), "/equipe/")
    slug = path.removeprefix("personnes/").removesuffix(".md")
    for file in desk.content.rglob("*.md"):
        text = file.read_text("utf-8")
        if re.search(rf"\b{re.escape(slug)}\b", text):
            changes = without(fields_of(text), slug)
            file.write_text(
                changed(text, lambda fields, changes=changes: (fields.clear(), fields.update(changes))), "utf-8"
            )
    return path


def an_office_added(desk):
    place = desk.dice.choice([place for _, place in names() if place.point])
    address = {"rue": "Rue Neuve, 7", "code_postal": "5000", "localite": place.name}
    fields = {"titre": "Bureau tout neuf", "adresse": address, "permanences": [{"quand": "2e mardi du mois, 9h-12h"}]}
    return desk.add("bureaux/bureau-tout-neuf.md", fields, "")


def a_title_changed(desk):
    files = [file for cls in TYPES for file in desk.files(cls.folder, "titre")]
    return desk.edit(files, lambda fields: fields.update(titre=f"{fields['titre']}, en mieux"))


def a_page_added(desk):
    fields = {"titre": "Une page de plus", "resume": "Elle dit l’essentiel."}
    return desk.add("pages/une-page-de-plus.md", fields, "## Un titre\n\nVoyez l’[accueil](/).\n")


def an_event_postponed(desk):
    day = desk.today + dt.timedelta(desk.dice.randrange(20, 300))

    def postpone(fields):
        first = fields.setdefault("initialement_le", fields["debut"])
        fields.update(etat="reporté", debut=str(day + dt.timedelta(1) if first.startswith(str(day)) else day))
        for of_that_day in ("fin", "inscription", "programme"):
            fields.pop(of_that_day, None)

    return desk.edit(desk.files("agenda", "debut"), postpone)


def a_date_verified(desk):
    files = [file for cls in TYPES for file in desk.files(cls.folder, "verifie_le")]
    return desk.edit(files, lambda fields: fields.update(verifie_le=desk.today.isoformat()))


EDITS = (
    another_telephone_number,
    other_hours,
    another_permanence_rule,
    a_new_news_item,
    a_news_item_removed,
    a_person_removed,
    an_office_added,
    a_title_changed,
    a_page_added,
    an_event_postponed,
    a_date_verified,
)
