"""The accepted sentence nearest to a refused one, corrected word by word; it adds no day, date or hour."""

import contextlib
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Final

from plugins.permanences.grammar.cursor import Misread
from plugins.permanences.grammar.tokens import Token, TokenKind, tokenize
from plugins.permanences.grammar.vocabulary import (
    KNOWN_WORDS,
    MIDDAY,
    MONTH_WORDS,
    PART_WORDS,
    RANK_WORDS,
    WEEKDAY_WORDS,
)
from plugins.permanences.model import EveryOther, MonthlyNth, Rule, Weekly
from plugins.permanences.wordings import IN_FRENCH

_OF_HOLIDAYS: Final = frozenset({"jour", "jours", "ferie", "feries"})  # « sauf jours fériés » is needless
_MOST_MENDINGS: Final = 5
_MOST_WORDS: Final = 3
_LONG_WORD: Final = 7  # from this length on, two slips are allowed
_LONGEST_WORD: Final = 16


def nearest_form(text: str, misread: Misread, read: Callable[[str], Rule]) -> str | None:
    """The sentence nearest to ``text`` that ``read`` accepts; with ``misread``, ``read`` has refused ``text``.

    None where it would state a day, a date or an hour that was not written: somebody might copy and publish it.
    """
    nearest = misread.nearest or _mended(text, misread, read)
    return nearest if nearest and _stated(read(nearest)) <= _written(text) else None


def nearest_remedy(text: str, nearest: str) -> str:
    """The remedy that shows the nearest form, with a condition where that leaves out a word that may be about days."""
    kept = {token.text.rstrip("s") for token in tokenize(nearest)}
    for token in tokenize(text):
        if token.kind is not TokenKind.WORD or token.text in KNOWN_WORDS | _OF_HOLIDAYS:
            continue
        if not kept & {word.rstrip("s") for word in closest_words(token.text)}:
            return f"si « {text[token.start : token.end]} » ne dit rien des jours, écrivez « {nearest} »"
    return f"forme acceptée la plus proche : « {nearest} »"


def misspelt_as(token: Token) -> str:
    """A question with the known word for which a token may be a misspelling; "" where there is none."""
    words = closest_words(token.text) if token.kind is TokenKind.WORD and token.text not in KNOWN_WORDS else ()
    return f"vouliez-vous dire « {words[0]} » ?" if words else ""


def _stated(rule: Rule) -> set[str]:
    """The days, ranks, dates, hours and months of a rule, and its part of the day."""
    months = rule.except_months
    whole = len(months) > 2 and months[-1] - months[0] + 1 == len(months)  # « de juillet à septembre »
    stated: list[object] = [*(months[:: len(months) - 1] if whole else months), rule.since, rule.until, rule.part]
    stated += [moment for item in rule.hours for moment in (item.start, item.end)]
    match rule.pattern:
        case Weekly():
            stated += rule.pattern.run or rule.pattern.weekdays
        case MonthlyNth():
            stated += [part for day in rule.pattern.days for part in (f"rank {day.nth}", day.weekday)]
        case EveryOther():
            stated += [rule.pattern.anchor, rule.pattern.weekday]
    return {_named(thing) for thing in stated if thing is not None}


def _written(text: str) -> set[str]:
    """The days, dates, hours and months that a sentence may name, spelt well or nearly."""
    tokens = tokenize(text)
    written: list[object] = []
    for place, token in enumerate(tokens):
        words = (token.text,) if token.text in KNOWN_WORDS else (token.text, *closest_words(token.text))
        for word in words if token.kind is TokenKind.WORD else ():
            written += [known[word] for known in (WEEKDAY_WORDS, MONTH_WORDS, PART_WORDS) if word in known]
            written += [f"rank {RANK_WORDS[word]}"] if word in RANK_WORDS else []
            written += [time(12)] if word == MIDDAY else []
        numbers = [int(number) for number in re.findall("[0-9]+", token.text)]
        if token.kind is TokenKind.RANK:
            written.append(f"rank {numbers[0]}")
        elif token.kind in {TokenKind.TIME, TokenKind.NUMBER} and numbers[0] < 24:
            minute = numbers[1] if len(numbers) > 1 else 0
            written += [time(numbers[0], minute)] if minute < 60 else []
        after = tokens[place + 1 : place + 3]
        if len(after) == 2 and after[0].text in MONTH_WORDS and after[1].kind is TokenKind.NUMBER:
            numbers = [int(after[1].text), MONTH_WORDS[after[0].text], *(numbers or [1])]
        if len(numbers) == 3:
            with contextlib.suppress(ValueError, OverflowError):
                written.append(date(*numbers))
    return {_named(thing) for thing in written}


def _named(thing: object) -> str:
    """A key that differs by type: « jeudi » and « mars » are both the number 3, and equal in a set."""
    return f"{type(thing).__name__} {thing}"


def _mended(text: str, misread: Misread, read: Callable[[str], Rule]) -> str | None:
    """The accepted sentence after some changes: at each step, the change after which parsing gets furthest."""
    for _ in range(_MOST_MENDINGS):
        furthest: tuple[int, str, Misread] | None = None
        for mended in _mendings(text, misread):
            try:
                return IN_FRENCH.sentence(read(mended))
            except Misread as again:
                if again.remedy:
                    continue
                if again.nearest:
                    return again.nearest
                unread = len(mended) - again.token.start
                if furthest is None or unread < furthest[0]:
                    furthest = unread, mended, again
        if furthest is None:
            return None
        _, text, misread = furthest
    return None


def _mendings(text: str, misread: Misread) -> Iterator[str]:
    """The text with one change where it was misread: the edit of the grammar, the word spelt well or left out."""
    token = misread.token
    before, after = text[: token.start], text[token.end :]
    if misread.edit:
        edit = misread.edit
        yield (text[: edit.start] + edit.text + text[edit.end :]).rstrip(" ,;")
    if token.kind is TokenKind.WORD and token.text not in KNOWN_WORDS:
        yield from (f"{before}{word}{after}" for word in closest_words(token.text))
    if token.kind in {TokenKind.WORD, TokenKind.SIGN} and not misread.edit:
        yield before + after
    if token.kind is TokenKind.END:  # « tous les lundis, », « tous les lundis et »
        yield text.rstrip(" ,;")
        yield " ".join(text.split()[:-1])


def closest_words(word: str) -> tuple[str, ...]:
    """The known words with the fewest slips (letters left out, added, changed or swapped), if there are few enough."""
    if len(word) > _LONGEST_WORD:
        return ()
    slips: dict[str, tuple[int, int]] = {}
    for variant, dropped in _variants(word):
        for known, dropped_there in _VARIANTS.get(variant, ()):
            found = max(dropped, dropped_there), dropped + dropped_there
            slips[known] = min(slips.get(known, found), found)
    return tuple(sorted(slips, key=lambda known: (slips[known], known))[:_MOST_WORDS])


def _variants(word: str) -> Iterator[tuple[str, int]]:
    """The word, and the word without one letter (or two, in a long word), each with the number of letters dropped."""
    yield word, 0
    ones = {word[:at] + word[at + 1 :] for at in range(len(word))}
    yield from ((variant, 1) for variant in ones)
    if len(word) >= _LONG_WORD:
        yield from ((one[:at] + one[at + 1 :], 2) for one in ones for at in range(len(one)))


def _variants_of_known_words() -> dict[str, tuple[tuple[str, int], ...]]:
    variants: dict[str, tuple[tuple[str, int], ...]] = {}
    for known in sorted(word for word in KNOWN_WORDS if len(word) > 2):
        for variant, dropped in _variants(known):
            variants[variant] = (*variants.get(variant, ()), (known, dropped))
    return variants


_VARIANTS: Final = _variants_of_known_words()
