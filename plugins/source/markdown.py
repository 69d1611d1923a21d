"""The text under the front matter: Markdown to HTML, with its links, its anchors and its mistakes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.base.mistakes import LineMistake
from plugins.base.typography import french, slugify
from plugins.model.body import Body
from plugins.pictures.markup import fill
from plugins.pictures.media import NO_MEDIA, Media
from plugins.source import limits
from plugins.source.pasted import CODE, indent_mistakes, paste_mistakes

Resolve = Callable[[str, bool], str]
"""From a link's target, and whether it is a picture, to the address to write; raises ValueError in French."""

OF_THE_THEME: Final = frozenset({"contenu", "communes", "ailleurs"})
"""The ids of the theme to which links may lead; all its other ids begin with « _ », as no id of a heading does."""
NOT_TRANSLATED: Final = "\ue000"
"""The first character (for private use) of a paragraph that is French in a text in another language."""
_TAG = re.compile(r"<(?:/?[a-zA-Z][\w-]*(?=[\s/>]|$)[^<>]*>?|!--.*?(?:-->|$))")
_TOO_DEEP: Final = (
    "trop de listes, de citations ou de notes les unes dans les autres → écrivez ce texte plus simplement"
)


@dataclass
class _Rendering:
    """How one body is rendered, and what was found in it."""

    resolve: Resolve = lambda target, _: target
    lines: Callable[[str], int] = lambda _: 1
    media: Media = NO_MEDIA
    pictures: list[str] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    mistakes: list[LineMistake] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    french: bool = True


class BodyRenderer:
    """Renders many bodies with one Markdown engine: a new engine for each would cost a tenth of the build."""

    def __init__(self) -> None:
        toc = TocExtension(slugify=lambda text, _: _anchor(text))
        extensions: list[str | Extension] = [toc, "tables", "sane_lists", "def_list", "abbr", "footnotes"]
        self._markdown = md = Markdown(extensions=extensions, output_format="html")
        self._inspector = _Inspector(md)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # Before links (160), which also begin with a bracket.
        md.inlinePatterns.register(_ForeignWords(r"\[\[([a-z]{2,3})\s*:\s*([^\]]+)\]\]", md), "foreign_words", 165)
        # The library's own pattern writes each letter as a character reference, which our checks could not read.
        md.inlinePatterns.register(_MailLink(r"<([^<>@\s]+@[^<>@\s]+)>", md), "automail", 110)
        # After the inline patterns (20), before the table of contents takes the headings (5).
        md.treeprocessors.register(self._inspector, "inspection", 15)

    def render(
        self, text: str, first_line: int, resolve: Resolve, media: Media = NO_MEDIA, *, french: bool = True
    ) -> Body:
        """Markdown to a Body; ``first_line`` is the line of the file on which ``text`` begins.

        In a text that is not ``french``, only the paragraphs that begin with NOT_TRANSLATED are in French.
        """
        if excess := limits.of_markdown(text):
            return Body(mistakes=((excess[0] + first_line - 1, excess[1]),))
        rendering = _Rendering(resolve, _line_finder(text, first_line), media, french=french)
        rendering.mistakes.extend(_raw_html(text, first_line))
        rendering.mistakes.extend(paste_mistakes(text, first_line))
        self._inspector.rendering = rendering
        try:
            html = self._markdown.reset().convert(text)
        except RecursionError:
            return Body(mistakes=((first_line, _TOO_DEEP),))
        rendering.mistakes.extend(indent_mistakes(text, first_line, rendering.code))
        anchors = frozenset(re.findall(r'\bid="([^"]+)"', html))
        return Body(html, anchors, tuple(rendering.pictures), tuple(rendering.links), tuple(rendering.mistakes))


def _anchor(heading: str) -> str:
    """The id of a heading, which the library makes unique in the text; an id of the theme gets a suffix."""
    slug = slugify(heading) or "section"
    return f"{slug}_1" if slug in OF_THE_THEME else slug


def _line_finder(text: str, first_line: int) -> Callable[[str], int]:
    """A function that gives the line of the next mention of a target, if called in the order of the text."""
    searched_from: dict[str, int] = {}

    def line(target: str) -> int:
        position = text.find(target, searched_from.get(target, 0))
        if position < 0:
            position = max(text.find(target), 0)
        searched_from[target] = position + len(target)
        return first_line + text.count("\n", 0, position)

    return line


# handleMatch is the library's name; InlineProcessor gives it other types than its own base, which mypy minds here too.
class _MailLink(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        link = Element("a", href=f"mailto:{m[1]}")
        link.text = m[1]
        return link, m.start(0), m.end(0)


class _ForeignWords(InlineProcessor):
    """``[[en: some words]]``: words of another language, so that a screen reader changes its voice (WCAG 3.1.2)."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        words = Element("span", lang=m[1])
        words.text = m[2]
        return words, m.start(0), m.end(0)


class _Inspector(Treeprocessor):
    """Sets French spacing, and reports links, pictures and headings in its ``rendering``."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.rendering = _Rendering()

    def run(self, root: Element) -> None:
        level = 1
        for element in list(root.iter()):
            if element.tag == "a" and element.get("href"):
                self._link(element)
            elif element.tag == "img":
                self._picture(element)
            elif element.tag == "p":
                _legend_below(element)
            elif element.tag == "pre":
                self.rendering.code.append(unescape("".join(element.itertext())))
            elif element.tag == "table" and not any(len(cell) or cell.text for cell in element[0].iter("th")):
                element.remove(element[0])  # Markdown asks for a row of headings, even an empty one
            elif re.fullmatch(r"h[1-6]", element.tag):
                level = self._heading(element, level)
        if self.rendering.french:
            _space(root)
        else:
            _mark_french(root)

    def _link(self, element: Element) -> None:
        if element.get("class", "").startswith("footnote"):
            return
        line, address = self._resolved(element.get("href", ""), picture=False)
        if not address:
            return
        element.set("href", address)
        if address.startswith(("/", "#")):
            self.rendering.links.append((line, address))
        if document := self.rendering.media.documents.get(address):
            _append(element, f" {document.note_beside(''.join(element.itertext()))}")

    def _picture(self, element: Element) -> None:
        source, alternative = element.get("src", ""), french(element.get("alt", ""))
        line, address = self._resolved(source, picture=True)
        if not alternative.strip():
            remedy = f"écrivez ce qu’elle montre : ![ce qu’elle montre]({source})"
            self.rendering.mistakes.append((line, f"image « {source} » sans texte de remplacement → {remedy}"))
        if element.get("title"):
            remedy = "une image avec légende se met seule → laissez une ligne vide avant et après"
            self.rendering.mistakes.append((line, f"image « {source} » : {remedy}"))
        element.set("alt", alternative)
        if address and (picture := self.rendering.media.pictures.get(address)):
            self.rendering.pictures.append(address)
            fill(element, picture, alternative)

    def _resolved(self, target: str, *, picture: bool) -> tuple[int, str | None]:
        """The line of a target, and the address to write; None where it leads nowhere, which is then a mistake."""
        line = self.rendering.lines(target)
        try:
            return line, self.rendering.resolve(target, picture)
        except ValueError as error:
            self.rendering.mistakes.append((line, str(error)))
            return line, None

    def _heading(self, element: Element, above: int) -> int:
        level = int(element.tag[1])
        text = "".join(element.itertext()).strip()
        if level == 1:
            message = f"« # {text} » : le titre de la page est déjà dans « titre » → écrivez « ## {text} »"
            self.rendering.mistakes.append((self.rendering.lines(text), message))
        elif level > above + 1:
            marks = "#" * (above + 1)
            message = f"« {'#' * level} {text} » saute un niveau de titre → écrivez « {marks} {text} »"
            self.rendering.mistakes.append((self.rendering.lines(text), message))
        return max(level, 2)


def _legend_below(paragraph: Element) -> None:
    """Turn a paragraph that holds only a picture with a title into a figure, with the title as its legend."""
    if len(paragraph) == 1 and paragraph[0].tag == "img" and paragraph[0].get("title"):
        picture = paragraph[0]
        if not f"{paragraph.text or ''}{picture.tail or ''}".strip():
            paragraph.tag = "figure"
            SubElement(paragraph, "figcaption").text = picture.attrib.pop("title")


def _append(element: Element, text: str) -> None:
    """Add text at the end of the content of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _space(element: Element) -> None:
    """Set French spacing in every text that is neither code nor in another language."""
    if element.tag in ("code", "pre") or element.get("lang"):
        return
    if element.text and not isinstance(element.text, AtomicString):
        element.text = french(element.text)
    for child in element:
        _space(child)
        if child.tail:
            child.tail = french(child.tail)


def _mark_french(root: Element) -> None:
    """Mark each paragraph that is not translated as French, with its direction of writing."""
    for element in root.iter():
        if element.text and element.text.startswith(NOT_TRANSLATED):
            element.text = element.text.removeprefix(NOT_TRANSLATED)
            _space(element)
            element.set("lang", "fr")
            element.set("dir", "ltr")


def _raw_html(text: str, first_line: int) -> Iterator[LineMistake]:
    for number, row in enumerate(text.split("\n"), first_line):
        if row.startswith("    "):
            continue
        if found := _TAG.search(CODE.sub("", row)):
            yield (
                number,
                f"« {found[0]} » : le HTML n’est pas accepté dans le texte → écrivez en Markdown, ou retirez-le",
            )
