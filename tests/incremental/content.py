"""Random edits of the content folder: its texts, pictures, documents and lists (see ``workshop.py``)."""

import contextlib
import datetime as dt
import os
import re

from PIL import Image

from plugins.base.mistakes import ContentMistakes
from plugins.source.loading import load
from tests.front_matter_edits import changed

TAGS = ("essai", "Essais", "essais", "Grands essais", "porte", "Porte ouverte", "sans papiers", "Sans-papiers")
CATEGORIES = ("Essais", "Nouveauté", "essais", "Vie de la maison")
SENTENCES = (
    "1er lundi du mois, 9h-12h",
    "dernier vendredi du mois, 14h-16h, sauf vacances scolaires",
    "mardi et jeudi, de 9h à 12h",
    "sur rendez-vous",
    "un mardi sur deux à partir du 2026-01-06, 9h-12h",
)
STATES = ("confirmé", "annoncé", "annulé", "complet")


def nothing(workshop):
    return "no edit"


def a_word(workshop):
    """Replace a word by one of the same length; half of the time, the file also keeps its time of modification."""
    file = workshop.dice.choice(workshop.texts())
    front, body = re.fullmatch(r"(---\n.*?^---\n?)(.*)", file.read_text("utf-8"), re.S | re.M).groups()
    words = list(re.finditer(r"(?<![\w/.(\[-])[a-z]{4,}(?![\w/.)\]-])", body))
    if not words:
        file.write_text(f"{front}\nUn mot et encore un.\n", "utf-8")
        return f"{workshop.name(file)} gets a text"
    word = workshop.dice.choice(words)
    other = "".join(workshop.dice.choice("abcdefgilmnoprstu") for _ in word[0])
    status = file.stat()
    file.write_text(f"{front}{body[: word.start()]}{other}{body[word.end() :]}", "utf-8")
    if workshop.dice.random() < 0.5:
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"{workshop.name(file)}: {word[0]} becomes {other}"


def a_title(workshop):
    key = workshop.dice.choice(("titre", "resume"))
    return workshop.change(workshop.texts(key=key), lambda fields: fields.update({key: f"Autre {workshop.number()}"}))


def a_field_removed(workshop):
    key = workshop.dice.choice(("verifie_le", "resume", "image", "documents", "etiquettes", "a_verifier", "programme"))
    return workshop.change(workshop.texts(key=key), lambda fields: fields.pop(key))


def a_date(workshop):
    day = workshop.day + dt.timedelta(workshop.dice.randrange(-400, 12))
    folder = workshop.dice.choice(("actualites", "positions"))
    return workshop.change(workshop.texts(folder, "date"), lambda fields: fields.update(date=str(day)))


def a_tag(workshop):
    tags = workshop.dice.sample(TAGS, workshop.dice.randrange(4))
    return workshop.change(
        workshop.texts("actualites", "titre"),
        lambda fields: fields.update(etiquettes=tags) if tags else fields.pop("etiquettes", None),
    )


def a_category(workshop):
    category = workshop.dice.choice(CATEGORIES)
    return workshop.change(workshop.texts("actualites", "categorie"), lambda fields: fields.update(categorie=category))


def a_status(workshop):
    def turned(fields):
        fields["statut"] = "publié" if fields.get("statut") == "brouillon" else "brouillon"

    return workshop.change(workshop.texts(), turned)


def a_mistake(workshop):
    return workshop.change(workshop.texts(), lambda fields: fields.update(inconnu="x"))


def add_news(workshop, at_random=True):
    number = workshop.number()
    day = workshop.day - dt.timedelta(workshop.dice.randrange(300))
    fields = {
        "titre": f"Nouvelle {number}",
        "resume": f"Elle dit {number}.",
        "date": str(day),
        "categorie": workshop.dice.choice(CATEGORIES),
        "etiquettes": workshop.dice.sample(TAGS, 2),
    }
    if at_random and workshop.dice.random() < 0.2:
        fields["statut"] = "brouillon"
    file = workshop.content / f"actualites/nouvelle-{number}.md"
    links = (
        _links(workshop, 2) if at_random else [f"../{workshop.name(each)[8:]}" for each in workshop.texts("bureaux")]
    )
    text = "".join(f"Voyez [ceci]({link}).\n\n" for link in links)
    file.write_text(changed(f"---\n---\n{text}", lambda empty: empty.update(fields)), "utf-8")
    return workshop.name(file)


def _links(workshop, count):
    """Return so many links: to texts, the last of them sometimes to a list or a file."""
    others = [f"../{file.relative_to(workshop.content).as_posix()}" for file in workshop.texts()]
    lists = ["/actualites/2026/", "/actualites/essais/", "/bureaux/", "/documents/programme.pdf", "/images/atelier.jpg"]
    return [*workshop.dice.sample(others, count - 1), workshop.dice.choice([*others, *lists])]


def add_event(workshop):
    number, day = workshop.number(), workshop.day + dt.timedelta(workshop.dice.randrange(-3, 40))
    fields = {
        "titre": f"Rencontre {number}",
        "resume": "On s’y rencontre.",
        "genre": "rencontre",
        "etat": workshop.dice.choice(STATES),
        "debut": f"{day} 18:00",
        "lieu": {"nom": "Salle d’essai", "localite": "Namur"},
        "plateforme": "essais",
    }
    file = workshop.content / f"agenda/rencontre-{number}.md"
    file.write_text(changed("---\n---\nUn texte.\n", lambda empty: empty.update(fields)), "utf-8")
    return workshop.name(file)


def a_session(workshop):
    """Cancel a session of a training, or take its changed sessions away again; change the number of free places."""

    def change(fields):
        first, *more = fields["seances"]
        day = workshop.dice.choice(("10 novembre", "24 novembre", "14 janvier", "11 février"))
        off = {"le": day, "etat": "annulé", "change_le": str(workshop.day)}
        fields["seances"] = [first] if more else [first, off]
        fields["places"] = workshop.dice.randrange(1, 4)

    return workshop.change(workshop.texts("agenda", "seances"), change)


def a_training(workshop):
    """Add a training on demand, or give an added one other audiences or another price."""
    number = workshop.number() % 3
    fields = {
        "titre": f"Sur demande {number}",
        "resume": "On la demande.",
        "publics": [workshop.dice.choice(("Volontaires", "Équipes", "Familles"))],
        "prix": workshop.dice.choice(("gratuit", "5 €")),
    }
    file = workshop.content / f"formations/sur-demande-{number}.md"
    file.write_text(changed("---\n---\nUn texte.\n", lambda empty: empty.update(fields)), "utf-8")
    return workshop.name(file)


def a_link(workshop):
    file, link = workshop.dice.choice(workshop.texts()), _links(workshop, 1)[0]
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\n\nEncore [un lien]({link}).\n")
    return f"{workshop.name(file)} links to {link}"


def a_text_deleted(workshop):
    file = workshop.dice.choice(workshop.texts())
    file.unlink()
    if workshop.dice.random() < 0.7:
        _links_lead(workshop, file, "/")
    return workshop.name(file)


def a_text_renamed(workshop):
    file = workshop.dice.choice(workshop.texts())
    other = file.with_stem(f"{file.stem if file.stem != 'index' else 'nom'}-{workshop.number()}")
    file.rename(other)
    if workshop.dice.random() < 0.7:
        _links_lead(workshop, file, f"../{other.relative_to(workshop.content).as_posix()}")
        _named(workshop, file.stem, other.stem)
    return f"{workshop.name(file)} becomes {other.name}"


def _links_lead(workshop, file, elsewhere):
    """Point the links to a file elsewhere."""
    name = re.escape(file.relative_to(workshop.content).as_posix())
    for other in workshop.texts():
        text = other.read_text("utf-8")
        mended = re.sub(rf"\]\((?:\.\./{name}|{re.escape(file.name)})[^)\s]*", f"]({elsewhere}", text)
        if mended != text:
            other.write_text(mended, "utf-8")


def _named(workshop, slug, other):
    """Replace a slug by another one in the references to its text."""
    for file in workshop.texts():
        text = file.read_text("utf-8")
        mended = re.sub(rf"(?<=[\[ ]){re.escape(slug)}(?=[,\]\n}}])", other, text)
        if mended != text:
            file.write_text(mended, "utf-8")


def a_person_renamed(workshop):
    name = f"Nouveau{workshop.number()}"
    return workshop.change(workshop.texts("personnes", "nom"), lambda fields: fields.update(nom=name))


def a_phone(workshop):
    phone = f"081/00 00 {workshop.dice.randrange(10, 99)}"
    folder = workshop.dice.choice(("bureaux", "personnes"))
    return workshop.change(workshop.texts(folder, "telephone"), lambda fields: fields.update(telephone=phone))


def a_permanence_cancelled(workshop):
    with contextlib.suppress(ContentMistakes):
        site = load(workshop.content, workshop.day)
        dates = [date for office in site.offices for date in site.visit(office).held[:6]]
        if dates:
            date = workshop.dice.choice(dates)
            file = workshop.content / date.office.source.path
            day = str(date.occurrence.slot.day)

            def cancel(fields):
                fields["annulations"] = [*_as_list(fields.get("annulations")), day]

            return workshop.change([file], cancel) + f" on {day}"
    return ""


def _as_list(value):
    return value if isinstance(value, list) else [value] if value else []


def a_permanence_rule(workshop):
    def others(fields):
        fields["permanences"] = [{"quand": workshop.dice.choice(SENTENCES)}]
        fields.pop("annulations", None)
        fields.pop("ajouts", None)

    return workshop.change(workshop.texts("bureaux", "permanences"), others)


def an_event_postponed(workshop):
    def postpone(fields):
        day = workshop.day + dt.timedelta(workshop.dice.randrange(2, 90))
        fields.setdefault("initialement_le", fields["debut"])
        fields.update(debut=str(day), etat=workshop.dice.choice((*STATES, "reporté")))
        for of_that_day in ("fin", "inscription"):
            fields.pop(of_that_day, None)

    return workshop.change(workshop.texts("agenda", "debut"), postpone)


def the_organisation(workshop):
    key, value = workshop.dice.choice(
        (("sigle", "ABC"), ("nom", "Autre maison"), ("site", "https://autre.example.be"), ("presse", "ana-essai"))
    )
    return workshop.change(
        workshop.texts("organisation"),
        lambda fields: fields.update({key: f"{value}{workshop.number()}" if key in ("sigle", "nom") else value}),
    )


def a_picture(workshop):
    """Redraw a picture, sometimes with another size, and keep its time of modification."""
    file, dice = workshop.content / "images/atelier.jpg", workshop.dice
    status, size = file.stat(), dice.choice(((60, 40), (60, 40), (90, 50)))
    Image.new("RGB", size, tuple(dice.randrange(256) for _ in "rgb")).save(file)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    return "atelier.jpg"


def a_document(workshop):
    file = workshop.content / "documents" / workshop.dice.choice(("programme.pdf", "compte-rendu.txt"))
    if not file.is_file():
        return ""
    status, data = file.stat(), file.read_bytes()
    number = str(workshop.number()).encode()
    file.write_bytes(data[: -len(number)] + number if workshop.dice.random() < 0.5 else data + number)
    if workshop.dice.random() < 0.5:
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    return workshop.name(file)


def a_redirection(workshop):
    file = workshop.content / "redirections.txt"
    lines = file.read_text("utf-8").splitlines(True)
    if workshop.dice.random() < 0.3 and lines:
        lines.pop(workshop.dice.randrange(len(lines)))
    else:
        lines.append(
            f"/ancien-{workshop.number()}/ → {workshop.dice.choice(('/contact/', '/actualites/', '/nulle/'))}\n"
        )
    file.write_text("".join(lines), "utf-8")
    return "redirections.txt"


def a_word_list(workshop):
    name = workshop.dice.choice(("abreviations.txt", "mots-connus.txt"))
    with (workshop.content / name).open("a", encoding="utf-8") as file:
        file.write("AB = Autre bruit\n" if name == "abreviations.txt" else f"mot{workshop.number()}\n")
    return name


def a_synonym(workshop):
    file = workshop.content / "synonymes.txt"
    lines = file.read_text("utf-8").splitlines(True) if file.exists() else []
    if workshop.dice.random() < 0.3 and lines:
        lines.pop(workshop.dice.randrange(len(lines)))
    else:
        target = workshop.dice.choice(("commencer", "/contact/", "essai", "/nulle/"))
        lines.append(f"mot{workshop.number()} → {target}\n")
    file.write_text("".join(lines), "utf-8")
    return "synonymes.txt"


def a_banner(workshop):
    file = workshop.content / "bandeau.md"
    if workshop.dice.random() < 0.3 and file.exists():
        file.unlink()
    else:
        level = workshop.dice.choice(("info", "urgent"))
        text = f"texte: Bruit {workshop.number()}\ndu: 2026-11-01\nau: 2027-10-01\nniveau: {level}\nlien: /contact/\n"
        file.write_text(f"---\n{text}---\n", "utf-8")
    return "bandeau.md"


def a_closure_of_all(workshop):
    file = workshop.content / "fermetures.md"
    if workshop.dice.random() < 0.3 and file.exists():
        file.unlink()
    else:
        day = f"2027-03-{workshop.dice.randrange(1, 29):02}"
        line = f"  - {{du: {day}, au: {day}, raison: bruit {workshop.number()}}}\n"
        file.write_text(f"---\nfermetures:\n{line}---\n", "utf-8")
    return "fermetures.md"
