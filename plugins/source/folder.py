"""Which files of a content folder are sources, of which type, and which are assets to copy."""

import re
from pathlib import Path, PurePosixPath

from plugins.model import BY_FOLDER, Record
from plugins.model.redirection import FILE as REDIRECTIONS
from plugins.model.section import SECTIONS, Section
from plugins.source.links import ASSETS
from plugins.text.mistakes import Blame, did_you_mean
from plugins.text.typography import slugify

OTHER_FILES = frozenset({REDIRECTIONS, "abreviations.txt", "mots-connus.txt"})

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ASSET_NAME = re.compile(r"[\w.-]+", re.ASCII)
_IMMUTABLE_NAME = re.compile(r".+\.[0-9a-f]{10}\.\w+")
_NOISE = re.compile(r"^[.~]|^Thumbs\.db$|^desktop\.ini$|~$|\.(?:swp|tmp|bak)$", re.IGNORECASE)

_IN_ADDRESS = "le nom du fichier devient l’adresse, sans espace ni accent"


def sort_files(content: Path, blame: Blame) -> tuple[list[tuple[PurePosixPath, type[Record]]], list[str]]:
    """Source files with their types, and assets, all below ``content``; passes over what systems and editors leave."""
    sources, assets = [], []
    for file in sorted(content.rglob("*")):
        path = PurePosixPath(file.relative_to(content).as_posix())
        if any(_NOISE.search(part) for part in path.parts) or file.is_dir():
            continue
        if path.parts[0] in ASSETS:
            _check_asset_name(path, blame)
            assets.append(path.as_posix())
        elif path.as_posix() not in OTHER_FILES and (cls := _type_of(path, blame)):
            sources.append((path, cls))
    return sources, assets


def folder_of(path: PurePosixPath) -> str:
    """The folder that says the type, "" for the content folder itself."""
    return "" if path.parent == PurePosixPath() else path.parent.as_posix()


def _type_of(path: PurePosixPath, blame: Blame) -> type[Record] | None:
    folder = folder_of(path)
    if path.suffix != ".md":
        markdown = path.suffix.lower() in (".md", ".markdown")
        target = f"renommez-le en {path.stem}.md" if markdown else "déplacez-le dans images/ ou documents/"
        blame(path, 1, f"« {path.name} » n’est pas un texte « .md » → {target}")
    elif path.stem == "index" and folder in SECTIONS:
        return Section
    elif folder not in BY_FOLDER:
        hint = did_you_mean(folder, BY_FOLDER) or f" → dossiers possibles : {', '.join(BY_FOLDER)}"
        blame(path, 1, f"le dossier « {folder or 'content'} » ne donne pas de type au fichier{hint}")
    elif not _SLUG.fullmatch(path.stem):
        name = slugify(path.stem) or "nom"
        blame(path, 1, f"« {path.name} » : {_IN_ADDRESS} → renommez-le en {name}.md")
    elif path.stem in BY_FOLDER[folder].reserved:
        blame(path, 1, f"« {path.stem} » est déjà le nom d’une page du site → choisissez un autre nom de fichier")
    else:
        return BY_FOLDER[folder]
    return None


def _check_asset_name(path: PurePosixPath, blame: Blame) -> None:
    for part in path.parts:
        if not _ASSET_NAME.fullmatch(part):
            stem, dot, suffix = part.rpartition(".")
            name = f"{slugify(stem) or 'image'}.{suffix.lower()}" if dot else slugify(part)
            blame(path, 1, f"« {part} » fera partie d’une adresse : ni espace ni accent → renommez-le en {name}")
        elif _IMMUTABLE_NAME.fullmatch(part):
            stem, _, rest = part.partition(".")
            reserved = f"« {part} » a la forme des noms dont le contenu ne change jamais"
            blame(path, 1, f"{reserved} → renommez-le en {stem}-{rest}")
