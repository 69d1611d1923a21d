"""HTML for feed readers: absolute addresses, and each picture as a plain ``<img>``."""

from html import escape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

ADDRESSES: Final = frozenset({"href", "src"})
OF_THE_PAGE: Final = frozenset({"class", "id", "loading", "role", "sizes", "srcset"})
"""Attributes that have no use without the style sheet, the anchors and the width of the page."""
AROUND_A_PICTURE: Final = frozenset({"picture", "source"})


def absolute(html: str, page: str) -> str:
    """Return well-formed ``html`` with addresses made absolute from ``page``, and its pictures as plain ``<img>``.

    An anchor becomes a link to the page. Comments are left out.
    """
    writer = _Writer(page)
    writer.feed(html)
    writer.close()
    return "".join(writer.written)


class _Writer(HTMLParser):
    """Copies the HTML that it is fed, with the changes of ``absolute``; character references stay as they are."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        self.written: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in AROUND_A_PICTURE:
            kept = "".join(self._attribute(name, value) for name, value in attrs if name not in OF_THE_PAGE)
            self.written.append(f"<{tag}{kept}>")

    def _attribute(self, name: str, value: str | None) -> str:
        if value is None:
            return f" {name}"
        return f' {name}="{escape(urljoin(self.page, value) if name in ADDRESSES else value)}"'

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in AROUND_A_PICTURE:
            self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")
