"""Words of a text as Markdown: what must not be read as a mark is escaped, and nothing else."""

import re
from typing import Final

from plugins.source.characters import hidden

BREAK: Final = "\ue010"
"""The end of a line inside a paragraph; two are the end of the paragraph."""

_ALWAYS = re.compile(r"([\\`*])")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BRACKET = re.compile(r"\[(?=[\[^]|[^\[\]\n]*\](?:[(\[:]))")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_PICTURE_NAME = re.compile(r"!?\[([^\][\n]+\.(?:png|jpe?g|gif|webp|avif|bmp|tiff?|emf|wmf|svg|heic))\]", re.I)
_LINE_START = (
    (re.compile(r"^(?=#|>|[+-](?:\s|$)|-+\s*$)"), "\\\\"),
    (re.compile(r"^(\d{1,9}(?=[.)-](?:\s|$))|[a-z](?=\)\s))"), r"\1\\"),
    (re.compile(r"^:(?=\s)"), "&#58;"),
    (re.compile(r"^=(?==*\s*$)"), "&#61;"),
)
_MARKS = re.compile(r"^(\s*)(.*?)(\s*)$", re.S)


def escaped(text: str) -> str:
    """Plain words as Markdown; at the start of a line, see ``line``."""
    text = _PICTURE_NAME.sub(r"(\1)", text)
    text = _ENTITY.sub("&amp;", text)
    text = _ALWAYS.sub(r"\\\1", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _BRACKET.sub(r"\\[", text)
    return _TAG.sub("&lt;", text)


def line(text: str) -> str:
    """A line of a paragraph, which is no heading, list, quotation or rule though it may begin like one."""
    text = re.sub(r"^(\[\^[^\]]+\]:)\s+", r"\1 ", re.sub(" {2,}", " ", text.strip(" \t\n")))
    for pattern, mended in _LINE_START:
        text = pattern.sub(mended, text)
    return text


def marked(text: str, mark: str) -> str:
    """Words between two marks on each of their lines, the spaces around them outside."""
    if not text.strip(f" \t\n\u00a0{BREAK}"):
        return text
    parts = []
    for part in text.split(BREAK):
        before, words, after = _MARKS.fullmatch(part).groups()  # type: ignore[union-attr] # it matches everything
        parts.append(f"{before}{mark}{words}{mark}{after}" if words else part)
    return BREAK.join(parts)


def link(words: str, target: str) -> str:
    """A link with its words, the spaces around them outside."""
    before, shown, after = _MARKS.fullmatch(words.replace(BREAK, " ")).groups()  # type: ignore[union-attr]
    return f"{before}[{shown}]({encoded(target)}){after}"


def encoded(target: str) -> str:
    """An address in which no sign ends a link."""
    return re.sub(r"""[\s()<>"\\`|]""", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), target)


def seen(text: str) -> str:
    """A text without the invisible and unreadable characters that the site refuses."""
    while found := hidden(text):
        text = text[: found[0]] + text[found[0] + 1 :]
    return text
