"""Advice about the words of a page: long sentences, unexplained abbreviations, meaningless link texts, lost spaces."""

import re
from collections.abc import Mapping

from plugins.base.typography import fold
from plugins.desk.advice.readability import countable_words
from plugins.desk.advice.text import LineAdvice, Reading

MOST_WORDS = 25  # words
SHOWN_WORDS = 7
EMPTY_LINKS = frozenset(
    fold(
        "ici, cliquez ici, cliquer ici, cliquez, lien, ce lien, suivez ce lien, lire la suite, en savoir plus, "
        "plus d’infos, plus d’informations, voir, page, cette page"
    ).split(", ")
)

_ABBREVIATION = re.compile(r"[A-ZÀ-Þ](?<![\w-].)[A-ZÀ-Þ0-9]+(?:-\d+)?(?![\w’'])")
_ROMAN = re.compile(r"[IVX]+")
_WORD = re.compile(r"[^\W_]+")

_SPACES = re.compile(r"\S+(?: {3,}| *\t[ \t]*)\S+")


def long_sentences(reading: Reading) -> LineAdvice:
    """Sentences of more than MOST_WORDS words."""
    for line, sentence in reading.sentences:
        count = len(countable_words(sentence))
        if count > MOST_WORDS:
            start = " ".join(sentence.split()[:SHOWN_WORDS])
            yield line, f"« {start}… » : {count} mots, {MOST_WORDS} au plus se lisent bien → coupez-la en deux"


def abbreviations(reading: Reading, known: Mapping[str, str]) -> LineAdvice:
    """Abbreviations that are not explained at their first use on the page.

    ``known`` is the officer's list: the meaning of each, or "" where everybody knows it. Those with "" need no
    explanation, nor do those that a note of the record mentions.
    """
    before: list[str] = []
    met = {*reading.definitions, *_ABBREVIATION.findall(" ".join(reading.record.to_verify))}
    for passage in reading.passages:
        text = passage.text.replace("\n", " ")
        for match in _ABBREVIATION.finditer(text):
            short = match[0]
            if short in met or _ROMAN.fullmatch(short) or known.get(short) == "":
                continue
            met.add(short)
            meaning, told = known.get(short), " ".join(["", *before, text[: match.start()]])
            if not _explained(short, meaning, told, text[match.end() :]):
                how = f"« {meaning} ({short}) »" if meaning else "les mots en entier, puis le sigle entre parenthèses"
                yield passage.line_at(match.start()), f"« {short} » n’est pas expliqué → écrivez la première fois {how}"
        before.append(text)


def _explained(short: str, meaning: str | None, before: str, after: str) -> bool:
    """Whether the meaning of an abbreviation stands in the text ``before`` it, or right ``after`` it in brackets."""
    if meaning and _simple(meaning) in _simple(before + after[: len(meaning) + 10]):
        return True
    near = before.rstrip("(« ").split()[-3 * len(short) :] if before.rstrip("« ").endswith("(") else []
    behind = re.match(r"\s*[(:]([^)]*)", after)
    return _initials_match(short, " ".join(near)) or bool(behind and _initials_match(short, behind[1]))


def _simple(text: str) -> str:
    """The words of a text, folded and without plural endings."""
    return " ".join(word.rstrip("sx") for word in _WORD.findall(fold(text)))


def _initials_match(short: str, text: str) -> bool:
    """Whether at least half of the letters of an abbreviation, and at least two, begin words of a text, in order."""
    letters = [letter for letter in fold(short) if letter.isalpha()]
    initials = "".join(word[0] for word in _WORD.findall(fold(text)))
    found = 0
    for letter in letters:
        _, there, rest = initials.partition(letter)
        if there:
            found, initials = found + 1, rest
    return found >= max(2, (len(letters) + 1) // 2)


def lost_spaces(reading: Reading) -> LineAdvice:
    """Tabs, and three spaces or more between two words: a page shows one space."""
    for line, row in reading.rows:
        if "   " not in row and "\t" not in row:
            continue
        shown = re.sub(r"^\s*(?:[-*+>]|\d+\.)\s+", "", row).strip()
        if not row.startswith("|") and (found := _SPACES.search(shown)):
            words = found[0].replace("\t", " ")
            yield line, f"« {words} » : à l’écran, ces espaces n’en font qu’une → gardez-en une, ou écrivez un tableau"


def link_texts(reading: Reading) -> LineAdvice:
    """Links whose text does not say where they lead, and bare addresses in the text."""
    for line, text, target in reading.links:
        if fold(text.strip().replace("'", "’")) in EMPTY_LINKS:
            yield line, f"« {text} » ne dit pas où mène le lien → nommez la page : [l’agenda](/agenda/)"
        elif re.match(r"https?://|www\.", text.strip()):
            yield line, f"« {text} » se lit mal → nommez ce que l’on y trouve : [nom du site]({target})"
    for line, address in reading.bare_addresses:
        whole = f"https://{address}" if address.startswith("www.") else address
        yield line, f"« {address} » n’est pas un lien → écrivez [nom du site]({whole})"
