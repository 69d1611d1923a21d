"""The letter as HTML with its styles inline, as text, and as an e-mail that opens as a draft.

Layout tables and inline styles are what Outlook's engine, which is that of Word, and web mails understand. The only
styles in the head are those that no attribute can say: the dark scheme and narrow screens.
"""

import hashlib
import re
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final

from css_inline import CSSInliner
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.base.identity import IDENTITY
from plugins.desk.letter.contents import Letter, LetterEntry, LetterSection, Line, absolute
from plugins.pages.structured_data import LOGO

LARGEST: Final = 60_000
"""Bytes of the e-mail, and of its HTML. Gmail cuts off what is longer than 102 KB."""
MOST: Final = (12, 8, 5, 3, 2, 1)
"""How many entries a section has at most, from a letter that fits at once to the longest one."""
_PALETTE: Final = re.compile(r"--palette-([\w-]+): (#\w+);")


def fitting(letter: Letter, theme: Path) -> Letter:
    """The letter with as many entries as fit."""
    cuts = (letter.cut(most) for most in MOST)
    return next((cut for cut in cuts if _fits(cut, theme)), letter.cut(MOST[-1]))


def _fits(letter: Letter, theme: Path) -> bool:
    return max(len(as_email(letter, theme)), len(as_html(letter, theme).encode())) < LARGEST


def as_html(letter: Letter, theme: Path) -> str:
    """A whole document, to be pasted in a mailing tool as it is."""
    environment = Environment(
        loader=FileSystemLoader(theme / "templates/letter"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    colours = {
        name.replace("-", "_"): colour
        for name, colour in _PALETTE.findall((theme / "static/css/tokens.css").read_text("utf-8"))
    }
    html = environment.get_template("letter.html").render(
        letter=letter,
        palette=colours,
        home=absolute("/"),
        domain=IDENTITY.domain,
        short=IDENTITY.short,
        sign=absolute(LOGO),
    )
    return CSSInliner(load_remote_stylesheets=False).inline(html) + "\n"


def as_text(letter: Letter) -> str:
    """The letter as plain text."""
    return "\n\n".join(
        (letter.name, *map(_section, letter.sections), "\n".join(("-- ", *letter.signature, absolute("/"))))
    )


def _section(section: LetterSection) -> str:
    heading = f"{section.heading.upper()}\n{'=' * len(section.heading)}"
    return "\n\n".join((heading, *map(_entry, section.entries), f"{section.more} : {section.address}"))


def _entry(entry: LetterEntry) -> str:
    rows = (entry.title, entry.about, *map(_line, entry.lines), entry.text, entry.address)
    return "\n".join(filter(None, rows))


def _line(line: Line) -> str:
    """A line of the plain text: words stand for the line through a date that is given up."""
    return f"Était prévu : {line.text[:1].lower()}{line.text[1:]}" if line.look == "struck" else line.text


def as_email(letter: Letter, theme: Path) -> bytes:
    """The letter as a file of a message (RFC 5322) that nobody has sent: without sender, readers or date.

    The same letter gives the same bytes: its identifier and the boundary of its parts are made of what it says.
    ``X-Unsent`` makes Outlook open it as a draft.
    """
    text, html = as_text(letter), as_html(letter, theme)
    digest = hashlib.sha256(f"{letter.subject}\n{text}\n{html}".encode()).hexdigest()[:24]
    message = EmailMessage(SMTP)
    message["Subject"] = letter.subject
    message["Message-ID"] = f"<lettre-{letter.month:%Y-%m}.{digest}@{IDENTITY.id_domain}>"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"lettre-{digest}")
    return message.as_bytes()
