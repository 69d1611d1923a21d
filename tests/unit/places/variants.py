"""Spellings and misspellings of communes, the same in each run, and words that are no place."""

from itertools import zip_longest

from plugins.base.typography import fold
from plugins.places import communes, names
from tests.unit.places.finding import key

NONSENSE = (
    "abracadabra azertyuiop bonjour chaussette xyzzy quelquepart bidule trucmuche wxcvbn parapluie zzzzzz kangourou "
    "tournevis ordinateur nulle-part qsdfghj brouillard 123 !!! œuf "
    "مساعدة مدرسة مستشفى допомога помощь больница робота كرة کتاب"
).split()
KNOWN = {key(name) for name, _ in names()}


def spellings(name):
    """Yield correct spellings of a name, with other accents, case, hyphens and abbreviations."""
    yield fold(name)
    yield name.upper()
    yield f"  {fold(name).replace('-', ' ')} "
    yield name.replace("-", "").replace(" ", "")
    if "-" in name:
        yield name.replace("-", " - ")
        yield name.replace("-sur-", " s/ ")


def slips(name):
    """Yield misspellings of a name: a letter wrong, missing or doubled, or two neighbours swapped."""
    middle, last = len(name) // 2, len(name) - 1
    yield name[:middle] + "x" + name[middle + 1 :]
    yield name[:last] + "z"
    yield name[:middle] + name[middle + 1 :]
    yield name[:2] + name[1] + name[2:]
    yield name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]


def variants():
    """Yield the name of each commune with what people type for it, except slips that are the name of another place."""
    for commune in communes():
        for correct, slip in zip_longest(spellings(commune.name), slips(commune.name)):
            for typed in filter(None, (correct, slip)):
                if typed == correct or key(typed) not in KNOWN - {key(commune.name)}:
                    yield commune.name, typed


VARIANTS = tuple(dict.fromkeys(variants()))
