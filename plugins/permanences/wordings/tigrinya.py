"""Tigrinya: each item of a list takes the suffix « -ን »; a final « -i » that only helps to speak falls before it."""

from collections.abc import Sequence
from typing import ClassVar

from plugins.permanences.model import LAST
from plugins.permanences.wordings.words import Wording, of_day

_AND = "ን"
_BEFORE_SUFFIX = {"ቢ": "ብ", "ቲ": "ት"}  # ዓርቢ: ዓርብን; ለካቲት stays


class Tigrinya(Wording):
    """Months are those of Eritrea: the Gregorian ones under their own names."""

    code = "ti"
    comma = "፣ "
    conjunction = " "
    appointment = "ብቆጸራ"
    except_holidays = "ብዘይካ ኣብ ዕረፍቲ ቤት ትምህርቲ"
    parts: ClassVar = of_day("ንግሆ", "ድሕሪ ቐትሪ", "ምሸት")
    ranks: ClassVar = {1: "ቀዳማይ", 2: "ካልኣይ", 3: "ሳልሳይ", 4: "ራብዓይ", 5: "ሓሙሻይ", LAST: "ናይ መወዳእታ"}
    every_week = "ነፍሲ ወከፍ {days}"
    days_in_a_row = "ካብ {first} ክሳብ {last}"
    of_the_month = "ናይ ነፍሲ ወከፍ ወርሒ {days}"
    every_other_week = "ኣብ ክልተ ሰሙን ሓደ ግዜ፣ {weekday}{part}፣ {since}"
    from_to = "ካብ ሰዓት {start} ክሳብ ሰዓት {end}"
    but_in = "ብዘይካ ኣብ {months}"
    since_day = "ካብ {day} ጀሚሩ"
    until_day = "ክሳብ {day}"
    between_days = "ካብ {first} ክሳብ {last}"

    def listed(self, items: Sequence[str]) -> str:
        return " ".join(map(_with_and, items)) if len(items) > 1 else items[0]

    def several_hours(self, ranges: Sequence[str]) -> str:
        return "፣ ከምኡውን ".join(ranges)


def _with_and(word: str) -> str:
    return f"{word[:-1]}{_BEFORE_SUFFIX.get(word[-1], word[-1])}{_AND}"
