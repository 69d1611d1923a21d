"""Pseudo-translations for tests: every message of a language is in its brackets, so that untranslated words show."""

import re

from plugins.languages.language import AsWritten

BRACKETS = {"ar": "[]", "uk": "⟦⟧"}
"""The opening and the closing bracket, by language: one from right to left, one from left to right."""


class Bracketed(AsWritten):
    """The words of a pseudo-translated language."""

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
    """The parts of a text outside of all brackets, which may be nested."""
    opening, closing = map(re.escape, BRACKETS[code])
    inner = re.compile(f"{opening}[^{opening}{closing}]*{closing}")
    while (shorter := inner.sub(" ", text)) != text:
        text = shorter
    return text
