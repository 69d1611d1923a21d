"""The state of the preview, and the HTML that the preview adds to the pages of the site."""

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
    """The folder of the last good build, its drafts, and the mistakes of the latest build. Thread-safe."""

    def __init__(self, *, live: bool) -> None:
        """``live``: whether the preview adds something to pages (``with_additions``)."""
        self.live = live
        self.folder: Path | None = None
        self.mistakes = ""
        self.drafts: tuple[drafts.Draft, ...] = ()
        self.version = ""  # changes at each build; a page with another version reloads
        self.closed = False
        self._changed = threading.Condition()

    def show(self, folder: Path | None, mistakes: str = "") -> None:
        """Show the new build in ``folder``; where that is None, the last one with the ``mistakes`` of the new one."""
        with self._changed:
            self.folder = folder or self.folder
            self.drafts = drafts.read_drafts(self.folder)
            self.mistakes = mistakes
            self.version = os.urandom(8).hex()
            self._changed.notify_all()

    def wait_for_other(self, version: str, seconds: float) -> str:
        """Wait for another version than ``version``, at most so many seconds; return the current version."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.version != version, seconds)
            return self.version

    def close(self) -> None:
        """End the stream of versions of every open page."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def with_additions(self, page: bytes, address: str, links: str = "") -> bytes:
        """A page of the site with the mistakes, the marks of drafts, the ``links`` and the script that reloads it."""
        if not self.live:
            return page
        if self.drafts:
            # Style sheets in files, because the policy of the pages refuses inline styles.
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
    """The mistakes as a dialog over the page; over a good build it can be closed, even without a script."""
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
