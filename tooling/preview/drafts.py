"""What the preview says of texts that are not public yet: a banner on their pages, a mark in lists, a page of them all.

None of it is in the site: the build of a preview leaves a list of them (plugins/files/drafts.py) beside its pages.
"""

import html
import json
from dataclasses import dataclass
from pathlib import Path

PAGE = "/_preview/"  # the page of them all
LIST = "_preview/drafts.json"
DRAFT, LATER, INCOMPLETE = "brouillon", "à paraître", "incomplet"


@dataclass(frozen=True)
class Draft:
    """A text that is not public yet; ``appears`` is its day in words, ``lacks`` why its page cannot be shown."""

    file: str
    address: str
    title: str
    appears: str | None
    lacks: tuple[str, ...]

    @property
    def state(self) -> str:
        return INCOMPLETE if self.lacks else LATER if self.appears else DRAFT


def read(folder: Path | None) -> tuple[Draft, ...]:
    """The texts that the build in *folder* lists; none where it has no list."""
    file = folder / LIST if folder else None
    if not file or not file.is_file():
        return ()
    rows = json.loads(file.read_text(encoding="utf-8"))
    return tuple(Draft(**{**row, "lacks": tuple(row["lacks"])}) for row in rows)


def banner(drafts: tuple[Draft, ...], address: str) -> str:
    """What stands above the page at *address*: that it is not public, or only how many texts are not."""
    if not drafts or address == PAGE:
        return ""
    this = next((draft for draft in drafts if draft.address == address and not draft.lacks), None)
    count = len(drafts)
    all_of_them = f"{count} textes ne sont pas en ligne" if count > 1 else "Un texte n’est pas en ligne"
    said = f"<strong>{_heading(this)}</strong> {_how(this)}" if this else f"Aperçu. {all_of_them}."
    link = "Voir les textes en attente" if this or count > 1 else "Voir ce texte"
    style = "preview-drafts preview-drafts--this" if this else "preview-drafts"
    return f'<aside class="{style}" lang="fr" dir="ltr"><p>{said} <a href="{PAGE}">{link}</a></p></aside>'


def marks(drafts: tuple[Draft, ...]) -> str:
    """A style sheet that marks every link to one of these pages, whatever list it stands in."""
    links = (
        f'main a[href="{draft.address}"]::before {{ content: "{draft.state}" / "{draft.state} : "; }}'
        for draft in drafts
        if not draft.lacks
    )
    return "\n".join(links)


def page(drafts: tuple[Draft, ...]) -> str:
    """The list of all of them, with what each still needs."""
    items = "".join(_item(draft) for draft in drafts)
    listed = f"<ul>{items}</ul>" if drafts else "<p>Tous les textes sont en ligne.</p>"
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Textes en attente · Aperçu</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{PAGE}drafts.css"></head>'
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


def _heading(draft: Draft) -> str:
    return "Pas encore en ligne." if draft.appears else "Brouillon."


def _how(draft: Draft) -> str:
    """How the text will be public."""
    file = f"<code>{html.escape(draft.file)}</code>"
    if draft.appears:
        return f"Cette page paraîtra le {html.escape(draft.appears)} : c’est la date écrite dans {file}."
    return f"Pour publier cette page, effacez la ligne « statut: brouillon » de {file}."
