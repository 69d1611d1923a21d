"""Turkish: suffixes follow the vowels and the last letter of the word; « her ayın dördüncü cuma günü »."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from plugins.permanences.model import LAST, NthWeekday, PartOfDay, TimeRange, Weekday
from plugins.permanences.wordings.words import PartWords, Wording

_RANKS = {1: "birinci", 2: "ikinci", 3: "üçüncü", 4: "dördüncü", 5: "beşinci", LAST: "son"}
_FRONT, _BACK, _VOICELESS = "eiöü", "aıou", "çfhkpsşt"


class Turkish(Wording):
    """Weekdays have a capital in a date only."""

    code = "tr"
    conjunction = " ve "
    appointment = "randevu ile"
    except_holidays = "okul tatilleri hariç"
    parts: ClassVar = {
        PartOfDay.MORNING: PartWords("öğleden önce", "öğleden önce"),
        PartOfDay.AFTERNOON: PartWords("öğleden sonra", "öğleden sonra"),
        PartOfDay.EVENING: PartWords("akşam", "akşam"),
    }

    def weekday(self, weekday: Weekday) -> str:
        return super().weekday(weekday).lower()

    def every(self, weekdays: Sequence[Weekday]) -> str:
        return f"her {self.listed([self.weekday(day) for day in weekdays])} günü"

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"{ablative(self.weekday(first))} {dative(self.weekday(last))} kadar"

    def monthly(self, days: str) -> str:
        return f"her ayın {days} günü"

    def rank(self, day: NthWeekday) -> str:
        return _RANKS[day.nth]

    def every_other(self, weekday: Weekday, part: str, anchor: date) -> str:
        return f"{self.since(anchor)} iki haftada bir {self.weekday(weekday)} günü{part}"

    def hours(self, item: TimeRange) -> str:
        return f"saat {self.hour(item.start)}–{self.hour(item.end)} arası"

    def except_months(self, months: Sequence[int]) -> str:
        return f"{self.months(months)} {'ayı' if len(months) == 1 else 'ayları'} hariç"

    def since(self, day: date) -> str:
        return f"{self.day_in_full(day)} tarihinden itibaren"

    def until(self, day: date) -> str:
        return f"{self.day_in_full(day)} tarihine kadar"

    def between(self, first: date, last: date) -> str:
        return f"{self.day_in_full(first)}–{self.day_in_full(last)} tarihleri arasında"

    def capital(self, text: str) -> str:
        """A dotted i keeps its dot."""
        return f"İ{text[1:]}" if text.startswith("i") else super().capital(text)


def ablative(word: str) -> str:
    """« from »: cumadan, perşembeden."""
    return f"{word}{'t' if word[-1] in _VOICELESS else 'd'}{_vowel(word)}n"


def dative(word: str) -> str:
    """« to »: pazara, cumaya, perşembeye."""
    return f"{word}{'y' if word[-1] in _FRONT + _BACK else ''}{_vowel(word)}"


def _vowel(word: str) -> str:
    """The vowel of the suffix, which goes with the last one of the word."""
    return "e" if next(letter for letter in reversed(word) if letter in _FRONT + _BACK) in _FRONT else "a"
