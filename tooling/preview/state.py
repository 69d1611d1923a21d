"""The state of the preview, and the HTML that it adds to the pages it serves."""

import html
import os
import re
import threading
from pathlib import Path

from tooling.preview import drafts
from tooling.preview.drafts import OWN_ADDRESS

MARKS_CSS = "marks.css"
"""The style sheet, below ``OWN_ADDRESS``, that marks the links to texts that are not public yet."""
BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)


class PreviewState:
    """The folder of the last good build, and the mistakes of the builds since. Thread-safe."""

    def __init__(self, *, live: bool) -> None:
        """A ``live`` state adds the script that reloads pages."""
        self.live = live
        self.folder: Path | None = None
        self.mistakes = ""
        self.drafts: tuple[drafts.Draft, ...] = ()
        self.version = ""  # changes at each build; a page with another version reloads
        self.closed = False
        self._changed = threading.Condition()

    def show(self, folder: Path | None, mistakes: str = "") -> None:
        """Show another folder, or (None) the ``mistakes`` that keep the one shown from being replaced."""
        with self._changed:
            self.folder = folder or self.folder
            self.drafts = drafts.read_drafts(self.folder)
            self.mistakes = mistakes
            self.version = os.urandom(8).hex()
            self._changed.notify_all()

    def wait_for_other(self, version: str, seconds: float) -> str:
        """Wait until the version is not ``version``, at most so long; return it."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.version != version, seconds)
            return self.version

    def close(self) -> None:
        """Let every page's stream end."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def with_additions(self, page: bytes, address: str, links: str = "") -> bytes:
        """A page of the site with the mistakes, the marks of drafts, some links and the script that reloads it."""
        if not self.live:
            return page
        if self.drafts:
            # As files, because the pages' own policy refuses inline styles.
            styles = "".join(
                f'<link rel="stylesheet" href="{OWN_ADDRESS}{name}">' for name in ("drafts.css", MARKS_CSS)
            )
            above = (styles + drafts.banner(self.drafts, address)).encode()
            page = BODY.sub(lambda body: body[0] + above, page, count=1)
        added = f'<script src="{OWN_ADDRESS}reload.js" data-version="{self.version}" defer></script>'
        if links:
            added += f'<link rel="stylesheet" href="{OWN_ADDRESS}edit.css">{links}'
        if self.mistakes:
            added += mistakes_dialog(self.mistakes, over_good_build=self.folder is not None)
        end = page.lower().rfind(b"</body>")
        return page[:end] + added.encode() + page[end:] if end >= 0 else page + added.encode()


def mistakes_dialog(mistakes: str, *, over_good_build: bool) -> str:
    """The mistakes as a dialog over the page; it can be closed, without a script too, when there is a good build."""
    close = '<form method="dialog"><button>Voir la dernière version correcte</button></form>' if over_good_build else ""
    return (
        f'<link rel="stylesheet" href="{OWN_ADDRESS}mistakes.css">'
        '<dialog open class="preview-mistakes" lang="fr" dir="ltr" aria-labelledby="preview-mistakes-title">'
        '<h2 id="preview-mistakes-title">Il y a quelque chose à corriger</h2>'
        "<p>Le site n’a pas été refait. Ce message disparaîtra de lui-même dès que tout sera corrigé et enregistré.</p>"
        f"<pre>{html.escape(mistakes)}</pre>"
        '<p><a href="/_atelier/">Corriger dans l’atelier</a></p>'
        f"{close}</dialog>"
    )


def plain_page(title: str, text: str) -> bytes:
    """A page of the preview itself, where the site has none."""
    return (
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>{title}</title>'
        f"<body><h1>{title}</h1><p>{text}</p></body></html>"
    ).encode()
