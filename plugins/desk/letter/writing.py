"""Writes a letter as HTML with inline styles, as plain text, and as an e-mail that opens as a draft.

Layout tables and inline styles are what Outlook, which uses the engine of Word, and web mails understand. In the head
are only styles that no attribute can express: the dark scheme and narrow screens.
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
"""The greatest number of bytes of the e-mail, and of its HTML. Gmail cuts off what is beyond 102 KB."""
MOST: Final = (12, 8, 5, 3, 2, 1)
"""The greatest numbers of entries of a section to try, until the letter fits in LARGEST."""
_PALETTE: Final = re.compile(r"--palette-([\w-]+): (#\w+);")


def fitting(letter: Letter, theme: Path) -> Letter:
    """The letter with as many entries as fit in LARGEST."""
    cuts = (letter.cut(most) for most in MOST)
    return next((cut for cut in cuts if _fits(cut, theme)), letter.cut(MOST[-1]))


def _fits(letter: Letter, theme: Path) -> bool:
    return max(len(as_email(letter, theme)), len(as_html(letter, theme).encode())) < LARGEST


def as_html(letter: Letter, theme: Path) -> str:
    """The letter as an HTML document, to be pasted into a mailing tool."""
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
    """A line of the plain text: « Était prévu » stands for the line through a date that is given up."""
    return f"Était prévu : {line.text[:1].lower()}{line.text[1:]}" if line.look == "struck" else line.text


def as_email(letter: Letter, theme: Path) -> bytes:
    """The letter as an e-mail (RFC 5322) that is not sent: without sender, recipients or date.

    The same letter gives the same bytes: its Message-ID and its boundary are made from its content. ``X-Unsent`` makes
    Outlook open it as a draft.
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
