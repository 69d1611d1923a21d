"""Writes the content of a site after twenty years: texts of invented words, of every type that has lists."""

import random
from datetime import date, timedelta

SYLLABLES = ["ba", "ri", "lo", "mé", "du", "ché", "vi", "gran", "tor", "pu", "na", "zel", "fou", "quo", "sin", "ter"]
FIRST_DAY = date(2006, 1, 2)
LAST_DAY = date(2026, 11, 20)
EVENT, OTHER = 4, 5
"""The number of news items for each event (``EVENT``), and for each text of another type (``OTHER``)."""


class Speaker:
    """Makes sentences of invented words, some of them frequent; the same seed gives the same sentences."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.words = ["".join(self.chance.choices(SYLLABLES, k=self.chance.randint(1, 4))) for _ in range(1500)]
        self.often = [1 / (n + 5) for n in range(len(self.words))]

    def some(self, count):
        return self.chance.choices(self.words, self.often, k=count)

    def sentence(self, least=8, most=16):
        return " ".join(self.some(self.chance.randint(least, most))).capitalize() + "."

    def text(self):
        parts = [" ".join(self.sentence() for _ in range(self.chance.randint(3, 6))) for _ in range(6)]
        return "\n\n".join([parts[0], f"## {self.sentence(2, 5)[:-1]}", *parts[1:]])


def grow(content, count, seed=7):
    """Write ``count`` news items into a content folder, more each year, with fewer texts of the other types."""
    speaker = Speaker(seed)
    chance, categories = speaker.chance, [word.capitalize() for word in dict.fromkeys(speaker.words)][:9]
    keywords = [" ".join(speaker.some(2)) for _ in range(200)]
    platform = (
        "---\ntitre: Plateforme inventée\nresume: Une plateforme.\ngenre: plateforme\netat: active\n---\nUn texte.\n"
    )
    write(content, "plateformes/inventee", platform)
    for n, team in enumerate(("une", "deux", "trois")):
        write(content, f"equipes/{team}", f"---\ntitre: Équipe {team}\nresume: Une équipe.\nordre: {n}\n---\n")
    for slug in ("recherche", "donnees"):
        write(content, f"pages/{slug}", f"---\ntitre: Page {slug}\nresume: Une page.\n---\n")
    (content / "redirections.txt").write_text("/ancienne/ → /recherche/\n", "utf-8")
    days = (LAST_DAY - FIRST_DAY).days
    for n in range(count):
        day = FIRST_DAY + timedelta(int(days * (n / count) ** 0.6))
        said = f"titre: {speaker.sentence(4, 9)[:-1]} {n}\nresume: {speaker.sentence(14, 24)}\n"
        named = "plateforme: inventee\n" * (n % 3 == 0)
        tags = ", ".join(chance.choices(keywords, [1 / (m + 3) for m in range(len(keywords))], k=3))
        news = f"date: {day}\ncategorie: {chance.choice(categories)}\netiquettes: [{tags}]\n{named}"
        write(content, f"actualites/nouvelle-{n}", f"---\n{said}{news}---\n{speaker.text()}\n")
        if n % EVENT == 0:
            event = f"genre: {chance.choice(('forum', 'atelier', 'fête'))}\ndebut: {day + timedelta(60)}\n{named}"
            write(content, f"agenda/rencontre-{n}", f"---\n{said}{event}---\n{speaker.text()}\n")
        if n % OTHER == 0:
            levels, genres = ("commune", "province", "région", "fédéral"), ("motion", "note", "carte blanche")
            position = f"niveau: {chance.choice(levels)}\ngenre: {chance.choice(genres)}\ndate: {day}\n{named}"
            write(content, f"positions/demande-{n}", f"---\n{said}{position}---\n{speaker.text()}\n")
            team, form = chance.choice(("une", "deux", "trois")), chance.choice(("plateforme", "groupe de travail"))
            name, role = (" ".join(speaker.some(2)).title() for _ in range(2))
            person = (
                f"prenom: {name}\nnom: Essai {n}\nfonction: {role}\nequipe: {team}\ncourriel: essai-{n}@example.be\n"
            )
            write(content, f"personnes/essai-{n}", f"---\n{person}---\n")
            write(content, f"plateformes/reunion-{n}", f"---\n{said}genre: {form}\n---\n{speaker.sentence()}\n")
            write(content, f"ressources/outil-{n}", f"---\n{said}genre: brochure\n---\n{speaker.sentence()}\n")


def write(content, path, text):
    file = content / f"{path}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
