"""The guide as pages of the preview: docs/guide, rendered as the texts of the site are."""

import re
import textwrap
from typing import Final

from plugins.base.typography import slugify
from plugins.source.markdown import BodyRenderer
from tooling.commands import building
from tooling.preview.drafts import OWN_ADDRESS

FOLDER: Final = building.ROOT / "docs/guide"
PICTURES: Final = f"{OWN_ADDRESS}guide/"
"""The address below which the pictures of the guide answer."""
_SHOWN: Final = (
    ('src="images/', f'src="{PICTURES}'),
    ("<table>", '<div class="table" tabindex="0"><table>'),
    ("</table>", "</table></div>"),
    ("<pre>", '<pre tabindex="0">'),
)
"""What the preview replaces in the HTML: tables and code, which may be wider than a phone, scroll, also by keyboard."""
_FENCED: Final = re.compile(r"^```\w*\n(.*?)^```$", re.M | re.S)
_COMMENT: Final = re.compile(r"^<!-- .*? -->\n", re.M)


def guide_page(name: str) -> tuple[str, str] | None:
    """The title and the HTML of the page of the guide with the path ``name``; None where there is none."""
    pages = {page.relative_to(FOLDER).as_posix(): page for page in FOLDER.rglob("*.md")}
    if not (page := pages.get(name or "README.md")):
        return None
    title, _, text = page.read_text("utf-8").partition("\n")
    text = _FENCED.sub(lambda code: "\n" + textwrap.indent(code[1], "    "), _COMMENT.sub("", text))
    renderer = BodyRenderer()  # it refuses texts as long as some of these pages: render one section at a time
    html = "".join(renderer.render(part, 1, _address).html for part in re.split("^(?=## )", text, flags=re.M))
    for written, shown in _SHOWN:
        html = html.replace(written, shown)
    return title.removeprefix("# "), html


def _address(target: str, _: bool) -> str:
    """A link of the guide, written for a forge, as the preview needs it: here the ids of headings have no accents."""
    page, mark, part = target.partition("#")
    return f"{page}{mark}{slugify(part)}"
