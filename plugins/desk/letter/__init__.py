"""The command ``letter``: writes the monthly e-mail of what is new and what is coming; sends nothing."""

import sys
from datetime import date
from pathlib import Path
from typing import Final

from plugins.base.cache import CACHE_FOLDER, Cache, write_whole
from plugins.base.mistakes import ContentMistakes, visible
from plugins.base.partial_date import PartialDate, months_after
from plugins.base.typography import listed
from plugins.desk.letter.contents import letter_of
from plugins.desk.letter.writing import LARGEST, as_email, as_html, fitting
from plugins.source.loading import load

FOLDER: Final = Path("lettres")
"""The folder for letters: no part of the site, ignored by git."""
READY: Final = (
    "{name}, est prête. Objet : {subject}",
    "Elle dit : {told}.",
    "1. Publiez d’abord le site : la lettre mène à ses pages.",
    "2. Ouvrez {email} d’un double clic. Votre programme de courrier en fait un brouillon ; "
    "s’il le montre seulement, tapez Ctrl+E.",
    "3. Relisez, mettez les destinataires en copie cachée (Cci), et envoyez : le programme n’envoie rien.",
    "Avec un outil d’envoi : collez-y le code de {html}, et l’objet ci-dessus.",
)


def main(content: Path, theme: Path, today: date, month: str, since: str = "", folder: Path = FOLDER) -> int:
    """Write the letter of a month, « 2026-11 », and print what to do with it; return the exit code, 1 if it is refused.

    A month without anything to tell gets no letter, and the one that it had is removed.
    """
    try:
        first = _month(month, today)
        told_since = _day(since, today) if since else None
        site = load(content, today, Cache(CACHE_FOLDER))
    except (ContentMistakes, ValueError) as error:
        print(error.report() if isinstance(error, ContentMistakes) else error, file=sys.stderr)
        return 1
    email, html = (folder / f"{first:%Y-%m}.{suffix}" for suffix in ("eml", "html"))
    whole = letter_of(site, first, told_since)
    if not whole.sections:
        for old in (email, html):
            old.unlink(missing_ok=True)
        print(f"{whole.name} : rien de neuf, rien à venir. Il n’y a donc pas de lettre.")
        return 0
    letter = fitting(whole, theme)
    folder.mkdir(exist_ok=True)
    written = {email: as_email(letter, theme), html: as_html(letter, theme).encode()}
    for file, data in written.items():
        write_whole(file, data)
    told = ", ".join(f"{section.heading} ({len(section.entries)})" for section in letter.sections)
    for line in READY:
        print(visible(line.format(name=letter.name, subject=letter.subject, told=told, email=email, html=html)))
    if max(map(len, written.values())) >= LARGEST:
        print(f"Elle dépasse {LARGEST // 1000} Ko : une messagerie pourrait la couper → raccourcissez-la.")
    return 0


def _month(text: str, today: date) -> date:
    """The first day of the month of a letter, which is the last, this or the next one. Raises ValueError, in French."""
    found = PartialDate.parse(text)
    near = [months_after(today.replace(day=1), count) for count in (-1, 0, 1)]
    if found.day or not found.month:
        raise ValueError(f"« {text} » : une lettre est d’un mois → écrivez par exemple {today:%Y-%m}")
    if found.first not in near:
        raise ValueError(f"« {text} » : ce mois est trop loin → écrivez {listed([f'{m:%Y-%m}' for m in near], 'ou')}")
    return found.first


def _day(text: str, today: date) -> date:
    """The day of the letter before. Raises ValueError, in French."""
    found = PartialDate.parse(text)
    if not found.exact:
        example = f"--depuis {today.replace(day=1)}"
        raise ValueError(f"« {text} » : le jour de la lettre d’avant → écrivez par exemple {example}")
    if found.first > today:
        raise ValueError(f"« {text} » : la lettre d’avant serait à venir → vérifiez la date")
    return found.first
