"""Converts the HTML of a text to the site's Markdown: paragraphs, headings, lists, tables, notes, pictures as blocks.

The result is well formed for any HTML; content that has no place in it is reported (``Conversion.lost``), never dropped
silently.
"""

import contextlib
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from plugins.base.hosts import host, host_name
from plugins.importing.inline import (
    BREAK,
    EMPTY_WORDS,
    UNSEEN,
    Targets,
    TextWords,
    encoded,
    escaped,
    is_sign,
    line,
    link,
    marked,
    seen,
)

LONGEST_ROW: Final = 4_000
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
IN_TABLE: Final = frozenset({"caption", "colgroup", "thead", "tbody", "tfoot", "tr"})
IN_ROW: Final = frozenset({"td", "th"})
CELL_BREAK: Final = " · "
NO_HEADINGS: Final = (
    "Un tableau n’a pas de titres de colonnes → s’il en faut, écrivez-les dans sa première ligne, qui est vide"
)

_STRONG = re.compile(r"\*\*((?:[^*\\]|\\.)+)\*\*")
_EMPHASIS = re.compile(r"(?<!\\)\*+")
_NOTE = re.compile(r"\[\^\w+\]: ")
_BULLET = re.compile(r"^[•·●○◦▪■□‣➢✓✔\uf0b7][ \u00a0]*(?=\S)")
_DASH = re.compile(r"^(?:[–—-][ \u00a0]+|-(?=[^\W\d_]))(?=\S)")
_VIDEO = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch|shorts/|live/)|youtu\.be/|vimeo\.com/\d|dailymotion\.com/video/)\S*"
)
_PLAYER = re.compile(r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed/([\w-]+)|player\.vimeo\.com/video/(\d+))")


class Conversion:
    """The conversion of one text: the resulting ``markdown``, what it ``lost``, and what is ``asked``, in French."""

    def __init__(self, html: str, targets: Targets, *, classic: bool) -> None:
        self._targets = targets
        self.lost: list[str] = []
        self.asked: list[str] = []
        self._level, self._inside = 1, 0
        self._after: list[str] = []
        if classic:
            html = re.sub(r"(<br\s*/?>)\s*\n", r"\1", html)
        soup = BeautifulSoup(f"<body>{html.replace(chr(13), '')}</body>", "lxml")
        root = soup.body
        self._raised = 1 if soup.find("h1") else 0
        self._words = TextWords(soup, targets, self.lose, classic=classic)
        blocks = self._flow(root) if root else []
        notes = [block for block in blocks if _NOTE.match(block)]  # the site shows them at the end, below a line
        words = [block for block in blocks if not _NOTE.match(block)]
        while words and words[-1] == "---":
            words.pop()
        self.markdown = seen("\n\n".join([*words[words[:1] == ["---"] :], *notes]))

    def lose(self, what: str) -> None:
        if what not in self.lost:
            self.lost.append(what)

    # Blocks

    def _flow(self, container: Tag) -> list[str]:
        """The Markdown blocks of everything in an element."""
        blocks: list[str] = []
        run: list[PageElement] = []

        def flush() -> None:
            blocks.extend(self._paragraphs(self._words.of(run)))
            run.clear()

        for child in container.children:
            if isinstance(child, Tag) and child.name not in UNSEEN and not self._is_inline(child):
                flush()
                blocks.extend(self._block(child))
                if not self._inside:
                    blocks += self._after
                    self._after = []
            else:
                run.append(child)
        flush()
        return blocks

    @contextlib.contextmanager
    def _nested(self) -> Iterator[None]:
        """Convert the content of an element in which no picture can stand: pictures come after the outermost one."""
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    def _is_inline(self, tag: Tag) -> bool:
        if tag.name == "img":
            return is_sign(tag)
        return tag.name in INLINE and all(
            child.name in UNSEEN or self._is_inline(child) for child in tag.children if isinstance(child, Tag)
        )

    def _block(self, tag: Tag) -> list[str]:
        name = tag.name
        if name == "a":
            return self._link_around(tag)
        if re.fullmatch(r"h[1-6]", name):
            return self._heading(tag, int(name[1]))
        if name == "hr":
            return [] if self._inside else ["---"]
        if name == "pre":
            return self._paragraphs(escaped(tag.get_text()).replace("\n", BREAK))
        if name == "summary":
            return self._paragraphs(marked(self._words.of(tag.children).replace("**", ""), "**"))
        if name in ("form", "input", "button", "select", "textarea"):
            self.lose("un formulaire")
            return []
        if name in ("svg", "canvas", "math", "applet"):
            self.lose("un dessin du navigateur")
            return []
        makers: dict[str, Callable[[Tag], list[str]]] = {
            "img": self._picture,
            "figure": self._figure,
            "table": self._table,
            "dl": self._definitions,
            "blockquote": self._quote,
            **dict.fromkeys(("ul", "ol", "menu"), self._list),
            **dict.fromkeys(("iframe", "embed", "object", "video", "audio"), self._player),
        }
        return makers.get(name, self._flow)(tag)

    def _paragraphs(self, text: str) -> list[str]:
        """Words with BREAKs as paragraphs; lines that begin with a bullet, and several with a dash, as lists."""
        blocks = []
        for part in re.split(rf"(?:[\s\u00a0]*{BREAK}){{2,}}", text):
            lines = [words for row in part.split(BREAK) if (words := seen(row).strip(" \t\n\u00a0"))]
            for bulleted, together in groupby(lines, key=_bulleted(lines)):
                rows = list(together)
                if bulleted:
                    blocks.append("\n".join(f"- {line(_DASH.sub('', _BULLET.sub('', row)))}" for row in rows))
                elif video := _VIDEO.fullmatch(rows[0].replace("\\", "")) if len(rows) == 1 else None:
                    blocks.append(_video_link(video[0]))
                else:
                    blocks.append("  \n".join(_cut(line(row)) for row in rows))
        return blocks

    def _heading(self, tag: Tag, level: int) -> list[str]:
        with self._nested():
            pictures = [block for image in tag.find_all("img") if not is_sign(image) for block in self._picture(image)]
        words = self._words.of(tag.children).replace(BREAK, " ").replace("**", "").strip()
        self._after += pictures
        if EMPTY_WORDS.fullmatch(words):
            return []
        if self._inside:  # in a list or a cell there are no headings
            return [f"**{words}**"]
        self._level = max(2, min(level + self._raised, self._level + 1))
        return [f"{'#' * self._level} {words}"]

    def _quote(self, tag: Tag) -> list[str]:
        with self._nested():
            blocks = [
                f"— {block}" if source else block
                for source, child in ((child.name == "cite", child) for child in _children(tag))
                for block in self._flow(_wrapped(child))
            ]
        return [_prefixed("\n\n".join(blocks), "> ")] if blocks else []

    def _list(self, tag: Tag) -> list[str]:
        """A list; the further blocks of an item are indented by four spaces."""
        rows = list[str]()
        number = int(start) if (start := str(tag.get("start", ""))).isdecimal() else 1
        loose = False
        with self._nested():
            for item in _children(tag):
                blocks = self._flow(item if item.name == "li" else _wrapped(item))
                if not blocks:
                    continue
                if item.name in ("ul", "ol"):  # a nested list that is in no item
                    rows.append(_prefixed(blocks[0], "    " * bool(rows)))
                    continue
                mark = f"{number}. " if tag.name == "ol" else "- "
                number += 1
                if _is_list(blocks[0]):
                    blocks.insert(0, "…")
                first, *others = blocks
                text = mark + first.replace("\n", "\n    ")
                for place, block in enumerate(others):
                    tight = not place and _is_list(block)
                    loose |= not tight
                    text += ("\n" if tight else "\n\n") + _prefixed(block, "    ")
                rows.append(text)
        return [("\n\n" if loose else "\n").join(rows)] if rows else []

    def _definitions(self, tag: Tag) -> list[str]:
        rows: list[str] = []
        for group in tag.find_all("div", recursive=False):
            if group.find(["dt", "dd"], recursive=False):
                group.unwrap()
        after = self._astray(tag, frozenset({"dt", "dd"}))
        with self._nested():
            for child in tag.find_all(["dt", "dd"], recursive=False):
                words = " ".join(block.replace("  \n", " ") for block in self._flow(child))
                if words and child.name == "dt":
                    rows.append(("\n" if rows else "") + words)
                elif words:
                    rows.append(f":   {words}")
        return ["\n".join(rows), *after] if rows else after

    def _astray(self, tag: Tag, in_place: frozenset[str]) -> list[str]:
        """The blocks of the children of an element that may not be there: all that are not ``in_place``."""
        return [
            block for child in _children(tag) if child.name not in in_place for block in self._flow(_wrapped(child))
        ]

    def _table(self, tag: Tag) -> list[str]:
        """A table of words; a table that only lays out pictures or headings becomes the content of its cells.

        The first row heads the columns where it is marked so, or bold; else an empty row is added above, which the site
        does not show.
        """
        caption = tag.find("caption")
        title = self._paragraphs(marked(self._words.of(caption.children), "**")) if isinstance(caption, Tag) else []
        parts = [tag, *(part for part in tag.find_all(["thead", "tbody", "tfoot"]) if part.find_parent("table") is tag)]
        title += [block for part in parts for block in self._astray(part, IN_TABLE)]
        own_rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
        title += [block for row in own_rows for block in self._astray(row, IN_ROW)]
        rows = _grid(own_rows)
        if not rows:
            return title
        cells = list({id(cell): cell for row in rows for cell in row}.values())
        pictures = any(not is_sign(image) for image in tag.find_all("img"))
        if pictures or tag.find(["table", "iframe"]) or max(map(len, rows)) == 1 or len(rows) == 1:
            return [*title, *(block for cell in cells for block in self._flow(cell))]
        with self._nested():
            made = {id(cell): self._cell(cell) for cell in cells}
        if len({id(cell) for cell in rows[0]}) == 1 and len(rows) > 2:  # a title across the whole table
            title.append(f"**{words}**" if (words := made[id(rows[0][0])].strip("*")) else "")
            rows = rows[1:]
        width = max(map(len, rows))
        shown = []
        for row in rows:
            cells_of = ["" if place and cell is row[place - 1] else made[id(cell)] for place, cell in enumerate(row)]
            shown.append([*cells_of, *[""] * (width - len(row))])
        if all(not words or _STRONG.fullmatch(words) for words in shown[0]):
            shown[0] = [_STRONG.sub(r"\1", words) for words in shown[0]]
        else:
            shown.insert(0, [""] * width)
            self.asked = [NO_HEADINGS] if width > 2 else self.asked
        shown.insert(1, ["---"] * width)
        return [*filter(None, title), "\n".join(f"| {' | '.join(row)} |" for row in shown)]

    def _cell(self, cell: Tag) -> str:
        blocks = (re.sub(r"^(?:- |\d+\. |> |    )+", "", row, flags=re.M) for row in self._flow(cell))
        words = CELL_BREAK.join(CELL_BREAK.join(block.split("\n")) for block in blocks)
        words = re.sub(r"\s+", " ", words).replace("|", "\\|").replace(f" {CELL_BREAK}", CELL_BREAK)
        return marked(_EMPHASIS.sub("", words), "**") if cell.name == "th" else words

    def _figure(self, tag: Tag) -> list[str]:
        """A figure: pictures or other content, with the legend below."""
        legend = tag.find("figcaption", recursive=False)
        words = self._words.of(legend.children).replace(BREAK, " ").strip() if isinstance(legend, Tag) else ""
        if isinstance(legend, Tag):
            legend.extract()
        shown = [image for image in tag.find_all("img") if not is_sign(image)]
        without_link = words if "](" not in words else ""
        plain = re.sub(r"\\(.)|\*+", r"\1", without_link)
        video = _VIDEO.fullmatch(tag.get_text().strip())
        if video and not shown:
            return [_video_link(video[0], without_link)]
        player = tag.find(["audio", "video", "iframe"])
        if isinstance(player, Tag) and not shown and without_link:
            player["title"] = plain
            return self._flow(tag)
        if len(shown) == 1 and not tag.find(["figure", "table"]) and without_link:
            around = shown[0].find_parent("a")
            made = self._picture(shown[0], plain)
            return [*made, *(self._way_of(around, plain) if isinstance(around, Tag) else [])]
        return [*self._flow(tag), *([marked(line(words), "*")] if words else [])]

    def _picture(self, image: Tag, legend: str = "") -> list[str]:
        source = _source(image, "src", "data-src", "data-lazy-src")
        if str(image.get("src", "")).startswith("data:") and not source:
            self.lose("une image collée dans le texte")
            return []
        found = self._targets.picture(source, str(image.get("alt", "")), legend) if source else None
        if not found:
            return []
        address, alternative = found
        words = re.sub(r"[\[\]\\`*_<>\s]+", " ", alternative).strip()
        legend = re.sub(r'\s*"([^"]*)"', r" “\1”", legend).replace('"', "”").strip()
        shown = f"![{words}]({encoded(address)}{f' {chr(34)}{legend}{chr(34)}' if legend else ''})"
        if self._inside:
            self._after.append(shown)
            return []
        return [shown]

    def _link_around(self, tag: Tag) -> list[str]:
        """A link around a picture or a whole block: the content, then the link, unless it only opens the picture."""
        inner = self._flow(tag)
        return [*inner, *self._way_of(tag, " ".join(tag.get_text(" ").split()))]

    def _way_of(self, tag: Tag, words: str) -> list[str]:
        """A link as a paragraph of its own; none where it leads nowhere, or only opens the picture in it."""
        address = str(tag.get("href", ""))
        if re.search(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?.*)?$", address, re.I):
            return []
        target = self._words.target(address)
        if not target:
            return []
        alternative = next((str(image.get("alt", "")) for image in tag.find_all("img") if image.get("alt")), "")
        name = target.rpartition("/")[2] if "." in target.rpartition("/")[2] else ""
        shown = words or alternative or (f"Télécharger {name}" if name else "En savoir plus")
        return [link(escaped(shown), target)]

    def _player(self, tag: Tag) -> list[str]:
        """A frame or a player as a link to what it plays; nothing for that of a document, which has a link anyway."""
        if "wp-block-file__embed" in (tag.get("class") or ()):
            return []
        source = _source(tag, "src", "data-src", "data")
        inner = tag.find("source")
        source = source or (str(inner.get("src", "")) if isinstance(inner, Tag) else "")
        source = f"https:{source}" if source.startswith("//") else source
        if found := _PLAYER.search(source):
            address = f"www.youtube.com/watch?v={found[1]}" if found[1] else f"vimeo.com/{found[2]}"
            return [_video_link(f"https://{address}")]
        target = self._words.target(source) if source else None
        if not target:
            if source:
                self.lose("un lecteur ou un cadre")
            return []
        shown = host(target)
        said = {"video": "Vidéo", "audio": "Enregistrement"}.get(tag.name, "")
        said = said or ("" if shown else "Lire le document")
        said = said or ("Carte" if "maps" in target or "openstreetmap" in shown else f"Voir sur {shown}")
        return [link(escaped(str(tag.get("title", "")) or said), target)]


def _source(tag: Tag, *keys: str) -> str:
    """The first address in the attributes ``keys``, "" without one; data: URLs do not count."""
    values = (str(tag.get(key, "")) for key in keys)
    return next((value for value in values if value.strip() and not value.startswith("data:")), "")


def _is_list(block: str) -> bool:
    return re.match(r"(?:- |\d+\. )", block) is not None


def _children(tag: Tag) -> Iterator[Tag]:
    """The child elements of an element; the inline content between them is wrapped into elements."""
    run: list[PageElement] = []
    for child in list(tag.children):
        if isinstance(child, Tag) and (child.name not in INLINE or child.name == "cite"):
            if run:
                yield _wrapped(*run)
                run = []
            yield child
        else:
            run.append(child)
    if run:
        yield _wrapped(*run)


def _wrapped(*nodes: PageElement) -> Tag:
    """A new element that holds these nodes; a single <cite> stays itself."""
    if len(nodes) == 1 and isinstance(nodes[0], Tag) and nodes[0].name == "cite":
        return nodes[0]
    holder = Tag(name="section")
    for node in nodes:
        holder.append(node.extract())
    return holder


def _grid(table_rows: list[Tag]) -> list[list[Tag]]:
    """The cells of a table, row by row; a merged cell stands in each place that it covers."""
    rows: list[list[Tag]] = []
    waiting: dict[tuple[int, int], Tag] = {}
    for y, row in enumerate(table_rows):
        cells: list[Tag] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while (y, len(cells)) in waiting:
                cells.append(waiting.pop((y, len(cells))))
            for _ in range(_span(cell, "colspan")):
                for below in range(1, _span(cell, "rowspan")):
                    waiting[y + below, len(cells)] = cell
                cells.append(cell)
        while (y, len(cells)) in waiting:
            cells.append(waiting.pop((y, len(cells))))
        if cells:
            rows.append(cells)
    return rows


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(max(int(value), 1), 50) if value.isdecimal() else 1


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{row}".rstrip() if not row.strip() else f"{prefix}{row}" for row in text.split("\n"))


def _bulleted(lines: list[str]) -> Callable[[str], bool]:
    """A test whether a line is an item of a list: it begins with a bullet or, like another line, with a dash."""
    dashed = sum(bool(_DASH.match(row)) for row in lines) > 1
    return lambda row: bool(_BULLET.match(row) or (dashed and _DASH.match(row)) or re.match(r"- \S", row))


def _video_link(address: str, words: str = "") -> str:
    return link(words or f"Vidéo sur {host_name(address.replace('//m.', '//', 1))}", address)


def _cut(row: str) -> str:
    """A paragraph that the site accepts: one longer than LONGEST_ROW is broken into lines, between two sentences."""
    rows = []
    while len(row) > LONGEST_ROW:
        at = row.rfind(". ", 0, LONGEST_ROW) + 1 or max(row.rfind(" ", 0, LONGEST_ROW), 0) or LONGEST_ROW
        rows.append(row[:at].rstrip())
        row = line(row[at:])
    return "\n".join([*rows, row])


def plain_body(html: str) -> str:
    """Only the words of a text, in paragraphs: for a text whose structure cannot be kept."""
    soup = BeautifulSoup(f"<body>{html}</body>", "lxml")
    for tag in soup.find_all(list(UNSEEN)):
        tag.decompose()
    rows = (" ".join(row.split()) for row in soup.get_text("\n").split("\n"))
    return seen("\n\n".join(_cut(line(escaped(_BULLET.sub("", row)))) for row in rows if row))
