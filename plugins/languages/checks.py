"""The faults in a translation that a program can find; whether it is a good translation, only a reader can tell."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from plugins.base.mistakes import one_of
from plugins.languages.language import Language
from plugins.languages.messages import FORMAT, Message

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%%|%")
"""The placeholders of Python, and those of scripts of the pages."""
_TARGET = re.compile(r"\]\(([^)\s]*)[^)]*\)")
_TAG = re.compile(r"<[^<>]+>")
_NOTE = re.compile(r"\[\^[^\]]+\]")
_OPENING = re.compile(r"(?:#{1,6}\s|[*+-]\s|\d+\.\s|>|:\s|\[\^[^\]]+\]:)")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_NOT_WORDS = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^<>]+>|\]\([^)]*\)|https?://\S+|\S+@\S+|\[\[[a-z]{2,3}:[^\]]*\]\]")
_QUOTED = re.compile(r"\([^()]*\)|«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
"""Parts that may quote the French: the name of the pathway, the words on a door."""

FOREIGN_LETTERS: Final = {"ar": "پچژگکی", "fa": "كي", "ru": "іїєґІЇЄҐ", "uk": "ыэёъЫЭЁЪ"}
"""For a language, letters of a neighbouring language in the same script."""
COUNTS: Final = frozenset({"count", "num", "n"})
"""The placeholders of the number in a message with plural forms: « deux bureaux » may leave it out."""
FEW: Final = 3
"""Up to this number of words, a translation in Latin letters may equal the French: « Bus », « Contact »."""
ENDS: Final = {
    ".": ".።۔",
    "?": "?؟፧",
    "!": "!",
    ":": ":፦፡",
    ";": ";؛፤,،",
    ",": ",،፣",
    "…": "…",
}
"""The sign at the end of a French sentence, and its equivalents in other scripts."""
_CLOSING: Final = ' \u00a0\u200f\u200e*_»”")]'
_UNSEEN = re.compile("[\u200b\u202a-\u202e\ufeff\x00-\x08\x0b-\x1f]")


def forms(language: str) -> int:
    """The number of plural forms of a language."""
    from babel.messages.plurals import get_plural  # loads modules that a build does not need

    return int(get_plural(language).num_plurals)


def faults(message: Message, language: str) -> Iterator[str]:
    """Yield the certain and the probable faults of the words of a message, as French sentences; none without words."""
    yield from wrong(message, language)
    yield from doubtful(message, language)


def wrong(message: Message, language: str) -> Iterator[str]:
    """Yield the certain faults: missing forms; placeholders, tags, links or marks that are not those of the French."""
    if not any(message.words):
        return
    expected = forms(language) if len(message.french) > 1 else 1
    if len(message.words) != expected:
        yield f"{len(message.words)} formes au lieu de {expected} → écrivez une forme pour chaque nombre"
    if not all(message.words):
        yield "une des formes manque → complétez-la"
    for words in filter(None, message.words):
        yield from dict.fromkeys((*breaks(message, words), *_of_markdown(message, words)))


def doubtful(message: Message, language: str) -> Iterator[str]:
    """Yield the probable faults: letters of another script, a missing number, another sign at the end."""
    for words in filter(None, message.words):
        yield from dict.fromkeys((*_of_letters(message, words, language), *_of_ends(message, words, language)))


def breaks(message: Message, words: str) -> Iterator[str]:
    """Yield the faults that would break a page: placeholders or tags that are not those of the French."""
    if FORMAT in message.flags or not any(file.endswith(".md") for file in message.files):
        found = Counter(match[0] for match in _PLACEHOLDER.finditer(words))
        if found["%"]:
            yield "« % » seul → écrivez « %% », ou le mot entier entre « %( » et « )s »"
        expected = [Counter(match[0] for match in _PLACEHOLDER.finditer(text)) for text in message.french]
        lacking = sorted(name for name in (expected[-1] - found) if not (len(expected) > 1 and _counts(name)))
        if lacking:
            yield f"{one_of(lacking)} manque → recopiez-le du français, lettre pour lettre"
        extra = sorted(name for name in found if name not in ("%", *expected[0], *expected[-1]))
        if extra or any(found[name] > expected[-1][name] > 0 for name in found):
            yield f"{one_of(extra or sorted(found))} est de trop → gardez seulement ce que dit le français"
    tags, wanted = (sorted(_TAG.findall(text)) for text in (words, message.french[-1]))
    if tags != wanted:
        yield f"les balises ne sont pas celles du français → gardez {' '.join(wanted) or 'le texte sans balise'}"


def _counts(placeholder: str) -> bool:
    found = _PLACEHOLDER.fullmatch(placeholder)
    return found is not None and (found[1] or found[2]) in COUNTS


def _of_markdown(message: Message, words: str) -> Iterator[str]:
    """Faults in Markdown: links, bold words and notes must be those of the French, in any order."""
    french = message.french[-1]
    targets, wanted = (sorted(_TARGET.findall(text)) for text in (words, french))
    if targets != wanted:
        yield f"les liens ne sont pas ceux du français → gardez {' '.join(f'({one})' for one in wanted) or 'zéro lien'}"
    for mark, what in (("**", "les mots en gras"), ("`", "les mots en code"), ("\\", "les signes « \\ »")):
        if words.count(mark) != french.count(mark):
            yield f"{what} ne sont pas ceux du français → gardez autant de « {mark} »"
    if sorted(_NOTE.findall(words)) != sorted(_NOTE.findall(french)):
        yield "les notes ne sont pas celles du français → gardez les mêmes « [^…] »"
    if any(_unclosed(words, pair) != _unclosed(french, pair) for pair in ("()", "[]")):
        yield "une parenthèse ou un crochet manque, ou est de trop → fermez ce qui est ouvert"
    if "\n" in words.replace("  \n", "") or words.count("\n") != french.count("\n"):
        yield "les lignes ne sont pas celles du français → écrivez le texte sur une seule ligne"
    if _OPENING.match(words) and not _OPENING.match(french):
        yield f"le texte commence par « {words.split()[0]} », qui en fait une liste ou un titre → changez ce début"


def _unclosed(text: str, pair: str) -> int:
    return text.count(pair[0]) - text.count(pair[1])


def _of_letters(message: Message, words: str, language: str) -> Iterator[str]:
    """Faults in letters: those of another script, except in a Latin word that the French has too, such as a name."""
    own = (Language(language).script or "latin").upper()  # with this word Unicode begins the names of its letters
    french = {word.casefold() for text in message.french for word in _WORD.findall(text)}
    plain = _NOT_WORDS.sub(" ", words)
    if found := _UNSEEN.search(words):
        yield f"un signe invisible (U+{ord(found[0]):04X}) → effacez-le"
    if any(unicodedata.category(letter) == "Nd" and letter not in "0123456789" for letter in words):
        yield "des chiffres d’une autre écriture → écrivez 0 1 2 3 4 5 6 7 8 9, comme sur la porte et au téléphone"
    foreign = [
        word
        for word in _WORD.findall(_QUOTED.sub(" ", plain))
        if any(unicodedata.name(c, own).split()[0] not in (own, "MODIFIER", "COMBINING") for c in word)
        and not (own != "LATIN" and word.casefold() in french)
    ]
    if foreign:
        yield f"{one_of(dict.fromkeys(foreign))} : des lettres d’une autre écriture → corrigez ce mot"
    neighbours = sorted(set(plain) & set(FOREIGN_LETTERS.get(language, "")))
    if neighbours:
        yield f"{one_of(neighbours)} : des lettres d’une langue voisine → corrigez les mots qui en ont"
    lower = [word for word in _WORD.findall(_NOT_WORDS.sub(" ", message.french[-1])) if word.islower()]
    own_letters = (letter for letter in plain if unicodedata.name(letter, "").startswith(own))
    same = words in message.french and len(lower) > FEW if own == "LATIN" else not any(own_letters)
    if lower and same:
        yield "la traduction est la phrase française → traduisez-la"


def _of_ends(message: Message, words: str, language: str) -> Iterator[str]:
    """Faults in numbers, spaces, and the sign at the end."""
    french = message.french[-1]
    if words != words.strip() and french == french.strip():
        yield "des espaces au début ou à la fin → effacez-les"
    plain, wanted = (_NOT_WORDS.sub(" ", text) for text in (words, french))
    if lacking := sorted((Counter(_NUMBER.findall(wanted)) - Counter(_NUMBER.findall(plain))).elements()):
        yield f"{one_of(lacking)} manque → écrivez tous les nombres du français"
    end, other = (text.rstrip(_CLOSING)[-1:] for text in (french, words))
    dated = end == "." and bool(_PLACEHOLDER.search(words[-12:]) and words.endswith((")s", "}")))
    if end in ENDS and other not in ENDS[end] and not dated:
        yield f"le texte finit par « {other} » au lieu de « {end} » → finissez comme le français"
    elif end not in ENDS and any(other in signs for signs in ENDS.values() if other):
        yield f"le texte finit par « {other} », pas le français → effacez ce signe"
    if language == "es" and (words.count("?") != words.count("¿") or words.count("!") != words.count("¡")):
        yield "en espagnol, une question s’ouvre par « ¿ » et une exclamation par « ¡ » → ajoutez-le"
