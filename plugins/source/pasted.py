"""Remains of a word processor or a PDF that Markdown does not show as meant: lists, tables, pictures, indents."""

import re
from collections.abc import Iterable, Iterator

from plugins.base.mistakes import LineMistake
from plugins.base.typography import slugify

CODE = re.compile(r"(`+).+?\1")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,2}\.)[ \t]+\S")
_INDENTED = re.compile(r" {2,}|\t")
_OTHER_BLOCK = re.compile(r"#{1,6} |>|\|")  # a heading, a quotation or a table, after which a list may begin
_BULLET = re.compile(r"[ \t]*(?:[•·●○◦▪■□‣➢✓\uf0b7]|o(?=\t))[ \t\u00a0]+(\S.*)")
_DASH = re.compile(r" {0,3}(?:[–—][ \t\u00a0]+|-(?=[^\W\d_]))(\S.*)")
_NUMBER = re.compile(r" {0,3}(?:(\d{1,2})[)-]|[a-z]\))[ \t\u00a0]+(\S.*)")
_COLUMNS = re.compile(r"\S\t+\S")
_PICTURE = re.compile(
    r"!?\[([^\][\n]+)\.(png|jpe?g|gif|webp|avif|bmp|tiff?|emf|wmf|svg|heic)\](?![(\[:])", re.IGNORECASE
)


def paste_mistakes(text: str, first_line: int) -> Iterator[LineMistake]:
    """The pasted lists, tables and pictures that Markdown would show as plain text: one mistake for each.

    ``first_line`` is the number, in the file, of the first line of ``text``.
    """
    rows = [CODE.sub("", row) for row in text.split("\n")]
    yield from _lists(rows, first_line)
    yield from _tables(rows, first_line)
    for number, row in enumerate(rows, first_line):
        for found in _PICTURE.finditer(row):
            name = f"{slugify(found[1]) or 'image'}.{found[2].lower()}"
            remedy = f"déposez-la dans content/images/, puis écrivez ![ce qu’elle montre](/images/{name})"
            yield number, f"« {found[0]} » : cette image n’est pas dans le texte → {remedy}"


def indent_mistakes(text: str, first_line: int, code: Iterable[str]) -> Iterator[LineMistake]:
    """The paragraphs that an indent turned into ``code``: no page of this site shows code, so each is a mistake.

    ``code`` has the rendered blocks in the order of the text.
    """
    rows = [" ".join(row.split()) if row[:1] in (" ", "\t") else "" for row in text.split("\n")]
    at = 0
    for block in code:
        shown = " ".join(block.strip().split("\n")[0].split())
        at = rows.index(shown, at) if shown in rows[at:] else at
        fault = "une tabulation ou quatre espaces devant un paragraphe le montrent comme du code"
        yield first_line + at, f"« {shown} » : {fault} → effacez-les"
        at += 1


def _lists(rows: list[str], first_line: int) -> Iterator[LineMistake]:
    """Lines meant as items of a list that Markdown does not take as such: another sign, or no empty line before."""
    in_list = False
    above, reported_above = "", False
    for place, row in enumerate(rows):
        empty = not above.strip()
        if _ITEM.match(row):
            in_list = in_list or empty or bool(_OTHER_BLOCK.match(above))
            number = re.match(r"\d+", row.strip())
            if not in_list and (not number or number[0] == "1"):
                shown = " ".join(row.split())
                remedy = "laissez une ligne vide avant cette ligne"
                yield first_line + place, f"« {shown} » : une liste commence après une ligne vide → {remedy}"
                in_list = True
        elif row.strip() and empty and not _INDENTED.match(row):
            in_list = False
        point = _point(rows, place)
        if point and not reported_above:
            remedy = f"laissez une ligne vide avant, puis écrivez sur chaque ligne « {point} »"
            shown = " ".join(row.split())
            yield first_line + place, f"« {shown} » : ce signe ne fait pas une liste → {remedy}"
        if row.strip():
            reported_above = bool(point) or (reported_above and not empty)
        above = row


def _point(rows: list[str], place: int) -> str:
    """The Markdown item to write for a line with a pasted bullet, dash or number; "" for any other line."""
    row = rows[place]
    if found := _BULLET.match(row):
        return f"- {found[1].strip()}"
    neighbours = [rows[at] for at in (place - 1, place + 1) if 0 <= at < len(rows)]
    if (found := _DASH.match(row)) and any(map(_DASH.match, neighbours)):  # a dash alone begins a dialogue
        return f"- {found[1].strip()}"
    written = [other for other in (*reversed(rows[:place][-2:]), *rows[place + 1 :][:2]) if other.strip()]
    if (found := _NUMBER.match(row)) and any(map(_NUMBER.match, written)):
        return f"{found[1]}. {found[2].strip()}" if found[1] else f"- {found[2].strip()}"
    return ""


def _tables(rows: list[str], first_line: int) -> Iterator[LineMistake]:
    above = False
    for place, row in enumerate(rows):
        columns = bool(_COLUMNS.search(row.strip())) and not (_ITEM.match(row) or _point(rows, place))
        below = place + 1 < len(rows) and bool(_COLUMNS.search(rows[place + 1].strip()))
        if columns and below and not above:
            cells = [" ".join(cell.split()) for cell in re.split(r"\t+", row.strip())]
            remedy = (
                f"« | {' | '.join(cells)} | », et sous cette première ligne « | {' | '.join(['---'] * len(cells))} | »"
            )
            fault = "des colonnes séparées par des tabulations se mélangent"
            yield first_line + place, f"« {' '.join(cells)} » : {fault} → écrivez un tableau : {remedy}"
        above = columns
