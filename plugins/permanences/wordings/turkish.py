"""Turkish: suffixes follow the vowels and the last letter of the word; « her ayın dördüncü cuma günü »."""

from collections.abc import Sequence
from typing import ClassVar

from plugins.permanences.model import LAST, Weekday
from plugins.permanences.wordings.words import Wording, of_day

_FRONT, _BACK, _VOICELESS = "eiöü", "aıou", "çfhkpsşt"


class Turkish(Wording):
    """Weekdays have a capital only in a date."""

    code = "tr"
    conjunction = " ve "
    appointment = "randevu ile"
    except_holidays = "okul tatilleri hariç"
    parts: ClassVar = of_day("öğleden önce", "öğleden sonra", "akşam")
    ranks: ClassVar = {1: "birinci", 2: "ikinci", 3: "üçüncü", 4: "dördüncü", 5: "beşinci", LAST: "son"}
    every_week = "her {days} günü"
    of_the_month = "her ayın {days} günü"
    every_other_week = "{since} iki haftada bir {weekday} günü{part}"
    from_to = "saat {start}–{end} arası"
    since_day = "{day} tarihinden itibaren"
    until_day = "{day} tarihine kadar"
    between_days = "{first}–{last} tarihleri arasında"

    def weekday(self, weekday: Weekday) -> str:
        return super().weekday(weekday).lower()

    def run(self, first: Weekday, last: Weekday) -> str:
        return f"{ablative(self.weekday(first))} {dative(self.weekday(last))} kadar"

    def except_months(self, months: Sequence[int]) -> str:
        return f"{self.months(months)} {'ayı' if len(months) == 1 else 'ayları'} hariç"

    def capital(self, text: str) -> str:
        """The text with a capital at its start; a dotted i keeps its dot."""
        return f"İ{text[1:]}" if text.startswith("i") else super().capital(text)


def ablative(word: str) -> str:
    """The ablative (« from ») of a weekday: cumadan, perşembeden."""
    return f"{word}{'t' if word[-1] in _VOICELESS else 'd'}{_vowel(word)}n"


def dative(word: str) -> str:
    """The dative (« to ») of a weekday: pazara, cumaya, perşembeye."""
    return f"{word}{'y' if word[-1] in _FRONT + _BACK else ''}{_vowel(word)}"


def _vowel(word: str) -> str:
    """The vowel of the suffix, in harmony with the last vowel of the word."""
    return "e" if next(letter for letter in reversed(word) if letter in _FRONT + _BACK) in _FRONT else "a"
