"""The corpus of a benchmark, the same for every generator: the texts of the content folder, and invented news items.

Their words are invented too. Each item follows from its number and from the size of the corpus alone: none is kept in
memory, and the same size gives the same bytes on every machine.
"""

import datetime as dt
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final

import yaml

FIRST, LAST = dt.date(2015, 1, 5), dt.date(2025, 12, 22)
"""The days of the first and of the last invented item: eleven years."""
NEWS: Final = "actualites"
"""The folder of the news, in the content and in the addresses."""
CATEGORIES, TAGS, WORDS = 8, 30, 3000
_ONSETS: Final = "b br c ch cl d f fl g gr j l m n p pl pr r s t tr v".split()
_VOWELS: Final = "a a a e é e è i o o u ou on an in au eu ê".split()
_ENDINGS: Final = ["", "", "", "", "r", "s", "t", "l", "n", "ment", "tion", "que"]
_FRONT_MATTER: Final = re.compile(r"---\n(?P<fields>.*?)\n---\n+(?P<body>.*)", re.S)


@dataclass(frozen=True)
class Text:
    """One source file: of the content, or invented."""

    path: str
    """The path of its file below the content folder of this project."""
    title: str
    summary: str
    body: str
    """In Markdown."""
    date: dt.date | None = None
    """The day of a news item; the other texts have none."""
    category: str = ""
    tags: tuple[str, ...] = ()
    front_matter: str | None = None
    """The front matter of a file of the content, unchanged; None for an invented text."""

    @property
    def name(self) -> str:
        """The name of the file without its ending."""
        return Path(self.path).stem

    @property
    def address(self) -> str:
        """The address of its page, which is the same in every site."""
        if self.date:
            return f"/{NEWS}/{self.date.year}/{self.name}/"
        path = self.path.removesuffix(".md").removeprefix("pages/")
        return f"/{path}/".removesuffix("index/")


def texts(content: Path, size: int) -> Iterator[Text]:
    """The texts of a content folder, then ``size`` invented news items."""
    yield from shipped(content)
    yield from (item(number, size) for number in range(size))


def shipped(content: Path) -> Iterator[Text]:
    """The Markdown files of a content folder, with the fields that any generator understands."""
    for file in sorted(content.rglob("*.md")):
        found = _FRONT_MATTER.fullmatch(file.read_text("utf-8").replace("\r\n", "\n"))
        fields = yaml.load(found["fields"], yaml.BaseLoader) if found else None
        if not found or not isinstance(fields, dict):
            continue
        path = file.relative_to(content).as_posix()
        is_news = path.startswith(f"{NEWS}/") and file.stem != "index"
        tags = fields.get("etiquettes", [])
        yield Text(
            path,
            title=str(fields.get("titre") or fields.get("nom") or file.stem),
            summary=str(fields.get("resume") or ""),
            body=found["body"],
            date=_day(str(fields["date"])) if is_news else None,
            category=str(fields.get("categorie") or "") if is_news else "",
            tags=tuple(map(str, tags)) if is_news and isinstance(tags, list) else (),
            front_matter=f"---\n{found['fields']}\n---\n\n",
        )


def item(number: int, size: int) -> Text:
    """The invented news item with that number, in a corpus of that size."""
    chance = random.Random(f"item {number}")
    written = Writer(chance)
    title = f"{written.some(3, 6).capitalize()} {number}"
    return Text(
        f"{NEWS}/{name(number)}.md",
        title=title,
        summary=written.sentence(),
        body=written.body(number, size),
        date=day(number, size),
        category=chance.choice(categories()),
        tags=tuple(sorted({chance.choice(tags()) for _ in range(3)})),
    )


def name(number: int) -> str:
    """The name of an item's file: letters, digits and hyphens."""
    chance = random.Random(f"name {number}")
    return "-".join([*(plain(chance.choice(words()[:450])) for _ in range(3)), f"{number:05}"])


def day(number: int, size: int) -> dt.date:
    """The day of an item: the items are spread evenly from FIRST to LAST."""
    return FIRST + (LAST - FIRST) * number // max(size - 1, 1)


@dataclass(frozen=True)
class Writer:
    """Writes random texts; the same seed gives the same ones."""

    chance: random.Random

    def word(self) -> str:
        """A word of the language, by its frequency."""
        return self.chance.choices(words(), cum_weights=_frequencies())[0]

    def some(self, least: int, most: int) -> str:
        """A few words."""
        return " ".join(self.word() for _ in range(self.chance.randint(least, most)))

    def sentence(self) -> str:
        return f"{self.some(8, 16).capitalize()}."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.chance.randint(2, 3)))

    def body(self, number: int, size: int) -> str:
        """Three parts, with paragraphs, a list, links to other items, here and there a table."""
        blocks = []
        for part in range(3):
            if part:
                blocks.append(f"## {self.some(2, 4).capitalize()}")
            blocks += [
                self.paragraph(),
                self.paragraph(),
                f"{self.some(3, 8).capitalize()} **{self.some(1, 2)}** {self.some(4, 9)}.",
            ]
            blocks.append("\n".join(f"- {self.some(5, 12)} ;" for _ in range(3)))
            other = self.chance.randrange(size)
            address = f"/{NEWS}/{day(other, size).year}/{name(other)}/"
            blocks.append(f"{self.some(2, 4).capitalize()} [{self.some(2, 3)}]({address}) {self.some(2, 5)}.")
        if number % 3 == 0:
            rows = [f"| {self.some(1, 2)} | {self.chance.randint(1, 99)} |" for _ in range(3)]
            blocks[1:1] = ["\n".join(["| Lieu | Nombre |", "| --- | --- |", *rows])]
        return "\n\n".join(blocks) + "\n"


@cache
def words() -> Sequence[str]:
    """The words of the invented language, the most frequent and shortest first."""
    chance = random.Random("words")
    found: dict[str, None] = {}
    while len(found) < WORDS:
        syllables = 1 + len(found) // 150 if len(found) < 450 else chance.randint(2, 4)
        word = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables))
        found[word + (chance.choice(_ENDINGS) if syllables > 1 else "")] = None
    return tuple(found)


@cache
def _frequencies() -> Sequence[float]:
    """The cumulative frequencies of the words of the language, by Zipf's law."""
    return tuple(accumulate(1 / rank for rank in range(3, WORDS + 3)))


@cache
def categories() -> Sequence[str]:
    chance = random.Random("categories")
    return tuple(f"{chance.choice(words()).capitalize()} {number}" for number in range(1, CATEGORIES + 1))


@cache
def tags() -> Sequence[str]:
    chance = random.Random("tags")
    firsts, lasts = chance.choices(words()[450:], k=TAGS // 5), chance.choices(words(), k=5)
    return tuple(f"{first} {last}" for first in firsts for last in lasts)


def with_word(body: str, word: str) -> str:
    """The text with one more word at the end of its first sentence."""
    return re.sub(r"(?<=\w\w)\.(?=\s)", f" {word}.", body, count=1)


def plain(word: str) -> str:
    """The word without accents."""
    return unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()


def _day(written: str) -> dt.date:
    """A date of the content, which may be a year or a month only."""
    return dt.date.fromisoformat((written + "-01-01")[:10])
