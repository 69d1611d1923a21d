"""Marks texts that are not public yet in the preview: a banner on their pages, a mark in lists, a page that lists them.

None of that is part of the site: a build of the preview writes the list of these texts (plugins/files/drafts.py).
"""

import html
import json
from dataclasses import dataclass
from pathlib import Path

from plugins.files import DRAFTS_LIST

OWN_ADDRESS = "/_preview/"  # the list of drafts; below it the files of the preview. No page of the site can be there


@dataclass(frozen=True)
class Draft:
    """A text that is not public yet; ``appears`` is its day in words, ``lacks`` says why its page cannot be shown."""

    file: str
    address: str
    title: str
    appears: str | None
    lacks: tuple[str, ...]

    @property
    def state(self) -> str:
        return "incomplet" if self.lacks else "à paraître" if self.appears else "brouillon"


def read_drafts(folder: Path | None) -> tuple[Draft, ...]:
    """The texts that the build in ``folder`` lists; none where it has no list."""
    file = folder / DRAFTS_LIST[1:] if folder else None
    if not file or not file.is_file():
        return ()
    rows = json.loads(file.read_text(encoding="utf-8"))
    return tuple(Draft(**{**row, "lacks": tuple(row["lacks"])}) for row in rows)


def banner(drafts: tuple[Draft, ...], address: str) -> str:
    """The HTML above the page at ``address``: says that the page is not public, or else how many texts are not."""
    if not drafts or address == OWN_ADDRESS:
        return ""
    this = next((draft for draft in drafts if draft.address == address and not draft.lacks), None)
    count = len(drafts)
    all_of_them = f"{count} textes ne sont pas en ligne" if count > 1 else "Un texte n’est pas en ligne"
    heading = "Pas encore en ligne." if this and this.appears else "Brouillon."
    said = f"<strong>{heading}</strong> {_how(this)}" if this else f"Aperçu. {all_of_them}."
    link = "Voir les textes en attente" if this or count > 1 else "Voir ce texte"
    style = "preview-drafts preview-drafts--this" if this else "preview-drafts"
    return f'<aside class="{style}" lang="fr" dir="ltr"><p>{said} <a href="{OWN_ADDRESS}">{link}</a></p></aside>'


def link_marks(drafts: tuple[Draft, ...]) -> str:
    """A style sheet that marks every link to the page of a draft."""
    links = (
        f'main a[href="{draft.address}"]::before {{ content: "{draft.state}" / "{draft.state} : "; }}'
        for draft in drafts
        if not draft.lacks
    )
    return "\n".join(links)


def page(drafts: tuple[Draft, ...]) -> str:
    """The page that lists all drafts, with what each still needs."""
    items = "".join(_item(draft) for draft in drafts)
    listed = f"<ul>{items}</ul>" if drafts else "<p>Tous les textes sont en ligne.</p>"
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Textes en attente · Aperçu</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="{OWN_ADDRESS}drafts.css"></head>'
        '<body class="preview-list"><main><h1>Textes en attente</h1>'
        "<p>Ces textes sont dans le dossier <code>content</code>, mais pas dans le site publié : seul cet aperçu les "
        f'montre.</p>{listed}<p><a href="/">Retour au site</a></p></main></body></html>'
    )


def _item(draft: Draft) -> str:
    title = html.escape(draft.title)
    named = title if draft.lacks else f'<a href="{html.escape(draft.address)}">{title}</a>'
    lacks = "".join(f"<li>{html.escape(lack)}</li>" for lack in draft.lacks)
    needs = f"<p>Sa page ne peut pas encore être montrée :</p><ul>{lacks}</ul>" if lacks else f"<p>{_how(draft)}</p>"
    return f"<li><h2>{named}</h2><p><code>{html.escape(draft.file)}</code> · {draft.state}</p>{needs}</li>"


def _how(draft: Draft) -> str:
    """When or how the text becomes public, in French."""
    file = f"<code>{html.escape(draft.file)}</code>"
    if draft.appears:
        return f"Cette page paraîtra le {html.escape(draft.appears)} : c’est la date écrite dans {file}."
    return f"Pour publier cette page, effacez la ligne « statut: brouillon » de {file}."
