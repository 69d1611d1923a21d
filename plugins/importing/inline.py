"""Converts inline HTML to Markdown: words, links, notes. Only what Markdown would read as a mark is escaped."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, Protocol

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from plugins.base.typography import capital, slugify
from plugins.importing.media import is_name
from plugins.source.characters import hidden

BREAK: Final = "\ue010"
"""Marks the end of a line inside a paragraph; two in a row mark the end of the paragraph."""

STRUCK: Final = frozenset("s strike del".split())
UNSEEN: Final = frozenset(
    "script style noscript template head title meta link map area col colgroup param source track".split()
)

EMPTY_WORDS = re.compile(r"[\s\u00a0\ue010]*")
_WORD_NOTE = re.compile(r"#_?(?:ftn|edn|sdfootnote|sdendnote)(\d+)(?:sym)?$", re.I)
_WORD_NOTE_BACK = re.compile(r"#_?(?:ftnref|ednref|sdfootnote|sdendnote)(\d+)(?:anc)?$", re.I)
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
    """Plain words, escaped for Markdown; ``line`` escapes what is a mark only at the start of a line."""
    text = _PICTURE_NAME.sub(r"(\1)", text)
    text = _ENTITY.sub("&amp;", text)
    text = _ALWAYS.sub(r"\\\1", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _BRACKET.sub(r"\\[", text)
    return _TAG.sub("&lt;", text)


def line(text: str) -> str:
    """A line of a paragraph, escaped where its start would make it a heading, a list, a quotation or a rule."""
    text = re.sub(r"^(\[\^[^\]]+\]:)\s+", r"\1 ", re.sub(" {2,}", " ", text.strip(" \t\n")))
    for pattern, mended in _LINE_START:
        text = pattern.sub(mended, text)
    return text


def marked(text: str, mark: str) -> str:
    """Words between two marks, line by line, with the spaces around them outside of the marks."""
    if not text.strip(f" \t\n\u00a0{BREAK}"):
        return text
    parts = []
    for part in text.split(BREAK):
        before, words, after = _MARKS.fullmatch(part).groups()  # type: ignore[union-attr] # it matches everything
        parts.append(f"{before}{mark}{words}{mark}{after}" if words else part)
    return BREAK.join(parts)


def link(words: str, target: str) -> str:
    """A link, with the spaces around its words outside of it."""
    before, shown, after = _MARKS.fullmatch(words.replace(BREAK, " ")).groups()  # type: ignore[union-attr]
    return f"{before}[{shown}]({encoded(target)}){after}"


def encoded(target: str) -> str:
    """An address; the characters that would end a link are percent-encoded."""
    return re.sub(r"""[\s()<>"\\`|]""", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), target)


def seen(text: str) -> str:
    """A text without the invisible and unreadable characters that the site refuses."""
    while found := hidden(text):
        text = text[: found[0]] + text[found[0] + 1 :]
    return text


class Targets(Protocol):
    """Gives the new addresses for the links and pictures of the old site."""

    def link(self, address: str) -> str | None:
        """The address to write for a link; None where the link leads nowhere any more."""

    def picture(self, source: str, alternative: str, legend: str) -> tuple[str, str] | None:
        """The address and the alternative text of a picture; None where it cannot be shown."""


class TextWords:
    """Converts the inline content of one text: marks, links, notes, emoji; what cannot be kept is told to ``lose``."""

    def __init__(self, soup: BeautifulSoup, targets: Targets, lose: Callable[[str], None], *, classic: bool) -> None:
        self._targets, self._lose, self._classic = targets, lose, classic
        self._defined: set[str] = set()
        self._notes = {n for a in soup.find_all("a", href=_WORD_NOTE_BACK) if (n := _note(a, _WORD_NOTE_BACK))}
        anchors = Counter(slugify(heading.get_text()) for heading in soup.find_all(re.compile("^h[1-6]$")))
        self._anchors = {
            str(heading["id"]): slug
            for heading in soup.find_all(re.compile("^h[1-6]$"), id=True)
            if anchors[slug := slugify(heading.get_text())] == 1 and slug
        }

    def of(self, nodes: Iterable[PageElement]) -> str:
        """The Markdown of inline nodes, with BREAK at each end of a line; of a block among them, its words."""
        text = "".join(map(self._of_node, nodes))
        return re.sub(r"(?<=[^\s*\\])\*\*\*\*(?=[^\s*])", "", text)

    def _of_node(self, node: PageElement) -> str:
        if isinstance(node, NavigableString):
            if isinstance(node, PreformattedString):  # a comment, a doctype
                return ""
            text = re.sub(r"[ \t\f\v]+", " ", str(node))
            if not self._classic:  # outside of all blocks, empty lines divide words into paragraphs
                text = re.sub(r"\n\s*\n", BREAK * 2, text) if node.parent and node.parent.name == "body" else text
                text = text.replace("\n", " ")
            text = text.replace("\n", BREAK)
            return escaped(text)
        if not isinstance(node, Tag) or node.name in UNSEEN:
            if isinstance(node, Tag) and node.name == "script":
                self._lose("un programme (script)")
            return ""
        name = node.name
        if name == "br":
            return BREAK
        if name == "img":
            return escaped(str(node.get("alt", ""))) if is_sign(node) else ""
        if name == "a":
            return self._link(node)
        if name in ("code", "kbd", "samp", "tt") and "`" not in node.get_text() and "<" not in node.get_text():
            return f"`{' '.join(words)}`" if (words := node.get_text().split()) else ""
        text = self.of(node.children)
        if name in STRUCK and not EMPTY_WORDS.fullmatch(text):
            self._lose(f"le trait qui barrait « {' '.join(node.get_text().split())[:60]} »")
        if name in ("strong", "b"):
            return marked(text, "**")
        if name in ("em", "i", "cite", "dfn"):
            return marked(text, "*")
        return f"«\u00a0{text}\u00a0»" if name == "q" else text

    def _link(self, tag: Tag) -> str:
        if (number := _note(tag, _WORD_NOTE_BACK)) and _is_note(tag):
            return f"[^{number}]: " if self._define(number) else ""
        if number := _note(tag, _WORD_NOTE):
            return f"[^{number}]" if number in self._notes else escaped(tag.get_text())
        words = self.of(tag.children)
        address = str(tag.get("href", "")).strip()
        if not address or EMPTY_WORDS.fullmatch(words):
            return words
        if "wp-block-file__button" in (tag.get("class") or ()):
            return ""
        target = self.target(address)
        if target and target.startswith("/documents/") and is_name(words):
            words = capital(re.sub(r"[-_\\]+", " ", re.sub(r"\.\w{3,4}$", "", words.strip())))
        return link(words, target) if target else words

    def target(self, address: str) -> str | None:
        if address.startswith("#"):
            anchor = self._anchors.get(address[1:])
            return f"#{anchor}" if anchor else None
        return self._targets.link(address)

    def _define(self, number: str) -> bool:
        """Whether this is the first definition of a note."""
        first = number in self._notes and number not in self._defined
        self._defined.add(number)
        return first


def _note(tag: Tag, pattern: re.Pattern[str]) -> str:
    found = pattern.search(str(tag.get("href", "")))
    return found[1] if found else ""


def _is_note(tag: Tag) -> bool:
    """Whether a link stands in the text of a note, not at its mark; LibreOffice only tells the two by their class."""
    return not _WORD_NOTE.search(str(tag.get("href", ""))) or "sym" in str(tag.get("class", ""))


def is_sign(image: Tag) -> bool:
    """Whether a picture is an emoji, or the pixel of a visit counter."""
    classes = image.get("class") or ()
    return "emoji" in classes or "wp-smiley" in classes or "1" in (image.get("width"), image.get("height"))
