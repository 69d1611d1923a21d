"""Random edits of a small site, drawn by a seed: after each, a build that reuses the last one and a clean build must
give the same bytes, or refuse with the same words.

Each edit says in a word what it changed; "" where there was nothing of the kind to change.
"""

import contextlib
import datetime as dt
import difflib
import hashlib
import io
import itertools
import os
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path
from unittest import mock

from pelican.settings import read_settings
from PIL import Image

from plugins.base.mistakes import ContentMistakes
from plugins.build import output
from plugins.build.files import files_of
from plugins.build.generator import SiteGenerator
from plugins.languages.messages import Message
from plugins.languages.po import parse_po, po_text
from plugins.source import version
from plugins.source.loading import load
from plugins.source.prose import messages, words_of
from tests.built_site import BUILD_DATE, INVENTED, ROOT
from tests.compiled_templates import compiled_once
from tests.front_matter_edits import changed, fields_of
from tests.made_site import few_communes

FIRST_DAY = dt.date.fromisoformat(BUILD_DATE)
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
QUESTIONS = (
    "site.news|length",
    "site.people|map(attribute='title')|join",
    "site.today",
    "site.coming_events|map(attribute='summary')|join",
    "lists.every|length",
    "lists.archive('actualites').count",
    "menu()|length",
    "base_address",
    "SITENAME",
    "1234567|number",
    "asset('css/main.css')",
    "record.title",
    "(record|related)|length if record.kind is defined and record.kind in ('news', 'event') else ''",
)
"""What a template may come to say."""
PARAGRAPHS = ("La porte est bleue.", "La porte est bleue, à droite.", "La porte est bleue, à gauche.")
"""Texts of which one is another after a change."""
TOLD = re.compile("tout est refait|elle est refaite")
"""Of the cache, which says nothing of the site."""


class Differs(AssertionError):
    """A build that reused an earlier one gave something else than a clean one."""


FRAME = ("Aller au contenu",)


class Workshop:
    """A content folder with its theme, the day, the settings, the last build, and the dice."""

    def __init__(self, folder, seed):
        self.folder, self.dice = folder, random.Random(seed)
        self.content, self.theme = folder / "content", folder / "theme"
        self.output, self.kept, self.older = folder / "output", folder / "kept", folder / "older"
        self.published = folder / "published.txt"
        self.day, self.program, self.settings, self.jinja = FIRST_DAY, "one", {}, {}
        self._numbers = itertools.count(1)
        self.made = []
        shutil.copytree(INVENTED, self.content)
        shutil.copytree(ROOT / "theme", self.theme)
        self.templates = {file: file.read_text("utf-8") for file in (self.theme / "templates").rglob("*.html")}
        self.published.write_text("")
        for _ in range(8):
            add_news(self, at_random=False)
        add_event(self)
        (self.content / "abreviations.txt").write_text("MEN = Maison d'essai de Namur\n", "utf-8")
        (self.content / "mots-connus.txt").write_text("tâtonnement\n", "utf-8")

    def number(self):
        return next(self._numbers)

    def texts(self, folder="*", key=""):
        """The texts of a folder, or of all, which have that field."""
        found = sorted(self.content.glob(f"{folder}/*.md"))
        return [file for file in found if not key or key in fields_of(file.read_text("utf-8"))]

    def change(self, files, change):
        """Change the fields of one of some files; its name below the folder."""
        if not files:
            return ""
        file = self.dice.choice(files)
        file.write_text(changed(file.read_text("utf-8"), change), "utf-8")
        return self.name(file)

    def name(self, file):
        return file.relative_to(self.folder).as_posix()

    def build(self, **settings):
        """Build with what the last build kept; what it refuses with, or ""."""
        refused, self.made = io.StringIO(), []
        with self._program(), contextlib.redirect_stderr(refused):
            try:
                generator = self._generator(BUILD_CACHE=str(self.kept), **settings)
                generator.generate_context()
                with mock.patch.object(output, "on_all_cores", self._make_all):
                    generator.generate_output(None)
            except SystemExit:
                return "".join(line for line in refused.getvalue().splitlines(True) if not TOLD.search(line))
        return ""

    def _make_all(self, function, pages, few=None, meanwhile=lambda: None):
        """On one core, which takes note of those that are made; ``few`` is given where they are compared."""
        meanwhile()
        self.made += [page.address for page in pages] if few is None else []
        return map(function, pages)

    def clean(self):
        """What a clean build would write, by path; or what it refuses with."""
        refused = io.StringIO()
        with self._program(), contextlib.redirect_stderr(refused):
            try:
                generator = self._generator(BUILD_CACHE="")
                generator.generate_context()
                return {path: file.read() for path, file in files_of(generator.sites).items()}
            except ContentMistakes as mistakes:
                return f"{mistakes.report()}\n"
            except SystemExit:
                return refused.getvalue()

    @contextlib.contextmanager
    def _program(self):
        with mock.patch.object(version, "of_program", return_value=self.program), few_communes():
            yield

    def _generator(self, **settings):
        override = {
            "PATH": str(self.content),
            "THEME": str(self.theme),
            "OUTPUT_PATH": str(self.output),
            "CACHE_PATH": str(self.folder / "made"),
            "PUBLISHED_LIST": str(self.published),
            "BUILD_DATE": self.day,
            **self.settings,
            **settings,
        }
        values = read_settings(str(ROOT / "pelicanconf.py"), override=override)
        values["JINJA_ENVIRONMENT"] = values["JINJA_ENVIRONMENT"] | self.jinja
        compiled_once(values)
        return SiteGenerator(values.copy(), values, values["PATH"], values["THEME"], values["OUTPUT_PATH"])


def run(folder, seed, count, tell=lambda number, said: None):
    """Make ``count`` edits, and build after each. Raises Differs with the edits that led there."""
    workshop, said, broken, refusals = Workshop(folder, seed), [], False, 0
    assert not compare(workshop, seed, said)
    for number in range(1, count + 1):
        if not broken:
            before = _held(workshop.content)
        said.append(_edited(workshop))
        refused = compare(workshop, seed, said)
        refusals += refused
        tell(number, f"{said[-1]} ({'refused' if refused else f'{len(workshop.made)} pages made'})")
        if refused and (broken or workshop.dice.random() < 0.5):
            _put_back(workshop.content, before)
            said.append("put back")
            refused = compare(workshop, seed, said)
        broken = refused
    assert refusals < max(count / 2, 10), "builds that refuse compare little"


def _edited(workshop):
    count = 2 if workshop.dice.random() < 0.15 else 1
    return " + ".join(_one_edit(workshop) for _ in range(count))


def _one_edit(workshop):
    while True:
        edit = workshop.dice.choice(EDITS)
        if what := edit(workshop):
            return f"{edit.__name__}: {what}"


def compare(workshop, seed=0, said=()):
    """Build both ways; whether both refuse."""
    states = _states(workshop.output)
    refused, clean = workshop.build(), workshop.clean()
    if isinstance(clean, str) or refused:
        if refused != clean:
            told = f"\nclean:\n{clean if isinstance(clean, str) else 'builds'}\nreusing:\n{refused or 'builds'}"
            raise Differs(_message(seed, said, told))
        if states != _states(workshop.output):
            raise Differs(_message(seed, said, "a refused build touched the output"))
        return True
    if difference := difference_of(_held(workshop.output), clean):
        raise Differs(_message(seed, said, difference))
    folders = {f"{parent}" for path in clean for parent in Path(path).parents}
    found = {str(file.relative_to(workshop.output)) for file in workshop.output.rglob("*") if file.is_dir()} | {"."}
    if folders != found:
        raise Differs(_message(seed, said, f"folders: {sorted(folders ^ found)}"))
    if said and said[-1] == "nothing: no edit" and workshop.made:
        raise Differs(_message(seed, said, f"made for nothing: {workshop.made}"))
    return False


def difference_of(found, expected):
    """The first files that differ, with their first lines that do."""
    lines = [f"missing: {path}" for path in sorted(expected.keys() - found.keys())[:5]]
    lines += [f"left over: {path}" for path in sorted(found.keys() - expected.keys())[:5]]
    differing = [path for path in sorted(found.keys() & expected.keys()) if found[path] != expected[path]]
    for path in differing[:3]:
        texts = [data.decode("utf-8", "replace").splitlines() for data in (found[path], expected[path])]
        differ = difflib.unified_diff(*texts, "reusing", "clean", n=0, lineterm="")
        lines += [f"differs: {path}", *(line[:300] for line in itertools.islice(differ, 12))]
    lines += [f"and {len(differing) - 3} others"] if len(differing) > 3 else []
    return "\n".join(lines)


def _message(seed, said, difference):
    edits = "\n".join(f"  {number}. {what}" for number, what in list(enumerate(said, 1))[-12:])
    return f"seed {seed}, after {len(said)} edits, the last of which:\n{edits}\n{difference}"


def _held(folder):
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if not file.is_dir()}
    return {path: file.read_bytes() if not file.is_symlink() else b"link" for path, file in found.items()}


def _states(folder):
    return {
        file: (file.lstat().st_mtime_ns, file.lstat().st_ino)
        for file in folder.rglob("*")
        if file.is_symlink() or file.is_file()
    }


def _put_back(folder, held):
    for path in _held(folder):
        if path not in held:
            (folder / path).unlink()
    for path, data in held.items():
        file = folder / path
        if not file.is_file() or file.read_bytes() != data:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


# --- the content -----------------------------------------------------------------------------------------------------


def nothing(workshop):
    return "no edit"


def a_word(workshop):
    """Another word of the same length, seldom under the same dates."""
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
    """Links to some texts, and seldom to a list or a file."""
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
    """Of a training: one session is cancelled, or the lines say no more of any; and the places that are left."""

    def change(fields):
        first, *more = fields["seances"]
        day = workshop.dice.choice(("10 novembre", "24 novembre", "14 janvier", "11 février"))
        off = {"le": day, "etat": "annulé", "change_le": str(workshop.day)}
        fields["seances"] = [first] if more else [first, off]
        fields["places"] = workshop.dice.randrange(1, 4)

    return workshop.change(workshop.texts("agenda", "seances"), change)


def a_training(workshop):
    """One on demand comes, or is for others, or at another price."""
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
    """Mend the links to a file."""
    name = re.escape(file.relative_to(workshop.content).as_posix())
    for other in workshop.texts():
        text = other.read_text("utf-8")
        mended = re.sub(rf"\]\((?:\.\./{name}|{re.escape(file.name)})[^)\s]*", f"]({elsewhere}", text)
        if mended != text:
            other.write_text(mended, "utf-8")


def _named(workshop, slug, other):
    """Mend the references to a text."""
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
    """Other bytes, seldom other sizes."""
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


# --- the theme, the settings, the program, the day -------------------------------------------------------------------


def a_template(workshop):
    file = workshop.dice.choice(sorted(workshop.templates))
    text = file.read_text("utf-8")
    if text != workshop.templates[file]:
        file.write_text(workshop.templates[file], "utf-8")
        return f"{workshop.name(file)} as it was"
    edited = re.sub(r"<(p|li|h1|h2|ul|main|footer|header)(?=[ >])", rf'<\1 data-n="{workshop.number()}"', text, count=1)
    file.write_text(edited, "utf-8")
    return workshop.name(file) if edited != text else ""


def a_question(workshop):
    """Every page comes to say something of the site."""
    file, question = workshop.theme / "templates/layouts/base.html", workshop.dice.choice(QUESTIONS)
    file.write_text(workshop.templates[file].replace("</body>", f"<!-- {{{{ {question} }}}} --></body>"), "utf-8")
    return question


def a_style(workshop):
    file = workshop.dice.choice(sorted((workshop.theme / "static").rglob("*.css")))
    with file.open("a", encoding="utf-8") as style:
        style.write(f"\n.n{workshop.number()} {{ color: red; }}\n")
    return workshop.name(file)


def a_script(workshop):
    file = workshop.theme / "static/js" / workshop.dice.choice(("main.js", "search.js", "share.js"))
    with file.open("a", encoding="utf-8") as script:
        script.write(f"\n// {workshop.number()}\n")
    return workshop.name(file)


def a_translation(workshop):
    """A word of the frame and the texts of today in English, but for some; or the site has other languages.

    Spanish says what English does.
    """
    if workshop.dice.random() < 0.5:
        workshop.settings["LANGUAGES"] = workshop.dice.choice((("fr",), ("fr", "en"), ("fr", "en", "es")))
    file = workshop.theme / "translations/en/messages.po"
    known = parse_po(file.read_text("utf-8"))
    site = load(workshop.content, workshop.day)
    files = {}
    for record in site.records:
        path = f"content/{record.source.path}"
        source = workshop.folder / path
        body = source.read_text("utf-8").partition("\n---\n")[2] if source.is_file() else ""
        for text in (*(text for _, text in words_of(record)), *messages(body)):
            if workshop.dice.random() < 0.9:
                files.setdefault(text, []).append(path)
    told = [
        replace(each, words=(f"Skip {workshop.number()}",)) if each.french == FRAME else each for each in known.messages
    ]
    told += [
        Message((text,), (f"In English: {text}",), files=tuple(files[text]))
        for text in sorted(files.keys() - set(PARAGRAPHS[1:]) - {each.french[0] for each in told})
    ]
    for code in ("en", "es"):
        other = workshop.theme / f"translations/{code}/messages.po"
        other.write_text(po_text(replace(known, messages=tuple(told))), "utf-8", newline="\n")
    return workshop.settings.get("LANGUAGES", ("fr",))


def a_translated_word(workshop):
    """One message in English says something else, is no longer sure, or has no words."""
    file = workshop.theme / "translations/en/messages.po"
    known = parse_po(file.read_text("utf-8"))
    said = [each for each in known.messages if each.has_words]
    of_content = [each for each in said if any(file.startswith("content/") for file in each.files)]
    dice = workshop.dice
    message = dice.choice(of_content if of_content and dice.random() < 0.6 else said)
    how = dice.choice(("other words", "other words", "not sure", "reviewed", "no words"))
    match how:
        case "other words":  # with the same marks and places
            changed = replace(message, words=tuple(f"{words} {workshop.number()}" for words in message.words))
        case "not sure":
            changed = replace(message, flags=tuple(sorted({*message.flags, "fuzzy"})))
        case "reviewed":
            changed = replace(message, flags=tuple({*message.flags} - {"fuzzy"})).reviewed("Amina", "2026-01-02")
        case _:
            changed = replace(message, words=tuple("" for _ in message.words))
    told = tuple(changed if each is message else each for each in known.messages)
    file.write_text(po_text(replace(known, messages=told)), "utf-8", newline="\n")
    return f"{message.french[0]}: {how}"


def a_paragraph(workshop):
    """One that several pages may have, of which the first alone has words: the others follow it where they replace it."""
    file = workshop.dice.choice([*workshop.texts("bureaux"), *workshop.texts("besoins")])
    text = file.read_text("utf-8")
    for paragraph in PARAGRAPHS:
        text = text.replace(f"\n\n{paragraph}\n", "\n")
    said = workshop.dice.choice(PARAGRAPHS)
    file.write_text(f"{text}\n\n{said}\n", "utf-8")
    return f"{workshop.name(file)}: {said}"


def a_setting(workshop):
    values = {
        "SITENAME": ("Maison", "Autre nom"),
        "SITEURL": ("", "https://www.example.be", "https://autre.example.be"),
        "DRAFTS": (False, True),
        "SERVICE_WORKER": (False, True),
        "CSP_OF_PAGES": ("default-src 'self'", "default-src 'none'"),
    }
    name = workshop.dice.choice(sorted(values))
    workshop.settings[name] = workshop.dice.choice(values[name])
    return f"{name}={workshop.settings[name]}"


def a_setting_of_the_templates(workshop):
    workshop.jinja = {"trim_blocks": workshop.dice.random() < 0.5}
    return str(workshop.jinja)


def a_published_address(workshop):
    addresses = (
        "/actualites/2026/ancienne/",
        "/vieille-page/",
        "/actualites/mots-cles/essai/",
        "/es/sw.js",
        "/en/sw.js",
    )
    workshop.published.write_text("".join(f"{each}\n" for each in workshop.dice.sample(addresses, 2)), "utf-8")
    return "the list of published addresses"


def the_program(workshop):
    workshop.program = workshop.dice.choice(("one", "two"))
    return workshop.program


def the_day(workshop):
    coming = [
        dt.date.fromisoformat(str(fields_of(file.read_text("utf-8"))["debut"])[:10])
        for file in workshop.texts("agenda", "debut")
        if re.match(r"\d{4}-\d{2}-\d{2}", str(fields_of(file.read_text("utf-8"))["debut"]))
    ]
    near = [day for day in coming if abs((day - FIRST_DAY).days) < 90] or [FIRST_DAY]
    event = workshop.dice.choice(near)
    workshop.day = workshop.dice.choice(
        (
            workshop.day + dt.timedelta(1),
            workshop.day + dt.timedelta(1),
            workshop.day + dt.timedelta(8),
            FIRST_DAY,
            dt.date(FIRST_DAY.year, 12, 31),
            dt.date(FIRST_DAY.year + 1, 1, 1),
            event,
            event + dt.timedelta(1),
        )
    )
    return str(workshop.day)


# --- what the last build left ----------------------------------------------------------------------------------------


def _part(workshop):
    """A file of what the last build kept, most often one that holds something."""
    parts = sorted(workshop.kept.rglob("*.pickle"))
    full = [part for part in parts if part.stat().st_size > 80]
    return workshop.dice.choice(full or parts) if parts else None


def a_part_damaged(workshop):
    if not (part := _part(workshop)):
        return ""
    data = bytearray(part.read_bytes())
    how = workshop.dice.choice(("cut", "flipped", "empty", "longer", "gone", "of another version"))
    match how:
        case "cut":
            part.write_bytes(data[: workshop.dice.randrange(len(data))])
        case "flipped":
            data[workshop.dice.randrange(len(data))] ^= 1 << workshop.dice.randrange(8)
            part.write_bytes(data)
        case "empty":
            part.write_bytes(b"")
        case "longer":
            part.write_bytes(data + b"x")
        case "of another version":
            part.write_bytes(hashlib.sha256(b"other").digest() + data[32:])
        case _:
            part.unlink()
    return f"{workshop.name(part)} {how}"


def a_copy_of_the_cache(workshop):
    """Keeps what is kept, for a later day."""
    shutil.rmtree(workshop.older, ignore_errors=True)
    if workshop.kept.is_dir():
        shutil.copytree(workshop.kept, workshop.older / "kept")
        shutil.copytree(workshop.output, workshop.older / "output", symlinks=True)
    return "kept"


def an_older_cache(workshop):
    """All or a part of what an earlier build kept comes back."""
    if not workshop.older.is_dir():
        return ""
    if workshop.dice.random() < 0.5:
        shutil.rmtree(workshop.kept)
        shutil.copytree(workshop.older / "kept", workshop.kept)
        return "all of it"
    parts = [part for part in (workshop.older / "kept").rglob("*.pickle") if part.is_file()]
    for part in workshop.dice.sample(sorted(parts), 20):
        target = workshop.kept / part.relative_to(workshop.older / "kept")
        if not target.is_dir():
            shutil.copy2(part, target)
    return "twenty parts"


def an_older_output(workshop):
    """The built site of an earlier day comes back, with its dates."""
    if not workshop.older.is_dir():
        return ""
    shutil.rmtree(workshop.output)
    shutil.copytree(workshop.older / "output", workshop.output, symlinks=True)
    return "the older output"


def the_cache_gone(workshop):
    shutil.rmtree(workshop.dice.choice((workshop.kept, workshop.folder / "made", workshop.output)), ignore_errors=True)
    return "a folder"


def the_output_damaged(workshop):
    pages = sorted(file for file in workshop.output.rglob("*") if file.is_file() and not file.is_symlink())
    if len(pages) < 2:
        return ""
    page, other = workshop.dice.sample(pages, 2)
    status = page.stat()
    hows = ("edited", "edited unseen", "gone", "a folder", "a link", "touched", "swapped", "stray", "folders", "cut")
    how = workshop.dice.choice(hows)
    match how:
        case "edited":
            page.write_bytes(page.read_bytes() + b"x")
        case "edited unseen":
            page.write_bytes(b"x" + page.read_bytes()[1:])
            os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
        case "gone":
            page.unlink()
        case "a folder":
            page.unlink()
            (page / "sub").mkdir(parents=True)
            (page / "sub/file").write_bytes(b"x")
        case "a link":
            page.unlink()
            page.symlink_to(other)
        case "touched":
            page.touch()
        case "swapped":
            page.rename(workshop.folder / "aside")
            other.rename(page)
            (workshop.folder / "aside").rename(other)
        case "stray":
            (page.parent / f"stray-{workshop.number()}.html").write_bytes(b"x")
            (page.parent / "empty").mkdir(exist_ok=True)
            (workshop.output / ".hidden").mkdir(exist_ok=True)
            (workshop.output / ".hidden/file").write_bytes(b"x")
        case "folders":
            folders = sorted(folder for folder in workshop.output.glob("*/*") if folder.is_dir())
            if len(folders) > 1:
                one, two = workshop.dice.sample(folders, 2)
                one.rename(workshop.folder / "aside")
                two.rename(one)
                (workshop.folder / "aside").rename(two)
        case "cut":
            page.write_bytes(b"")
    return f"{workshop.name(page)} {how}"


def a_build_stopped(workshop):
    """A title changes, and the build of that day stops while it writes."""
    write, left = output._write, workshop.dice.randrange(6)

    def stopping(target, file):
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        write(target, file)

    what = a_title(workshop)
    with mock.patch.object(output, "_write", stopping), contextlib.suppress(KeyboardInterrupt):
        workshop.build()
    return what


def a_build_elsewhere(workshop):
    """With what is kept for this one."""
    workshop.build(OUTPUT_PATH=str(workshop.folder / "elsewhere"))
    return "another folder"


EDITS = (
    nothing,
    a_word,
    a_word,
    a_title,
    a_title,
    a_field_removed,
    a_date,
    a_tag,
    a_category,
    a_status,
    a_mistake,
    add_news,
    add_event,
    a_link,
    a_text_deleted,
    a_text_renamed,
    a_text_renamed,
    a_person_renamed,
    a_phone,
    a_permanence_cancelled,
    a_permanence_rule,
    an_event_postponed,
    a_session,
    a_training,
    the_organisation,
    a_picture,
    a_document,
    a_redirection,
    a_word_list,
    a_synonym,
    a_banner,
    a_closure_of_all,
    a_template,
    a_question,
    a_style,
    a_script,
    a_translation,
    a_translated_word,
    a_translated_word,
    a_translated_word,
    a_paragraph,
    a_paragraph,
    a_setting,
    a_setting,
    a_setting_of_the_templates,
    a_published_address,
    the_program,
    the_day,
    the_day,
    a_part_damaged,
    a_part_damaged,
    a_copy_of_the_cache,
    an_older_cache,
    an_older_output,
    the_cache_gone,
    the_output_damaged,
    the_output_damaged,
    a_build_stopped,
    a_build_elsewhere,
)
