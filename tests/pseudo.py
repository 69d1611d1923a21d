"""A language for tests, from right to left: each word of the site in brackets."""

import re

from plugins.languages.language import AsWritten

LETTER = re.compile(r"%\([a-z_]+\)s|<[^>]*>|\]\([^)]*\)|\{[a-z]+\}|[^\W\d_]")


def bracketed(message):
    """« [Aller au contenu] », with what is to be filled in as it is."""
    return f"[{message}]"


class Bracketed(AsWritten):
    """Its words."""

    def gettext(self, message, /):
        return bracketed(message)

    def pgettext(self, context, message, /):
        return bracketed(message)

    def ngettext(self, singular, plural, count, /):
        return bracketed(super().ngettext(singular, plural, count))

    def npgettext(self, context, singular, plural, count, /):
        return self.ngettext(singular, plural, count)

    def following(self, texts, /):
        return self
