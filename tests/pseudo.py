"""Languages for tests: each word of the site in the brackets of its language, so that none can hide in another."""

import re

from plugins.languages.language import AsWritten

BRACKETS = {"ar": "[]", "uk": "⟦⟧"}
"""By code: one from right to left, one from left to right."""


class Bracketed(AsWritten):
    """The words of one of them."""

    def __init__(self, code):
        super().__init__()
        self.opening, self.closing = BRACKETS[code]

    def gettext(self, message, /):
        return f"{self.opening}{message}{self.closing}"

    def pgettext(self, context, message, /):
        return self.gettext(message)

    def ngettext(self, singular, plural, count, /):
        return self.gettext(super().ngettext(singular, plural, count))


def without_brackets(text, code):
    """What stands in no brackets; a message may hold others."""
    opening, closing = map(re.escape, BRACKETS[code])
    inner = re.compile(f"{opening}[^{opening}{closing}]*{closing}")
    while (shorter := inner.sub(" ", text)) != text:
        text = shorter
    return text
