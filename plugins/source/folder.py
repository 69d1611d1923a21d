"""What each entry of a content folder is: a source and of which type, an asset to copy, a list, noise, or a mistake."""

import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.base.mistakes import Blame, did_you_mean
from plugins.base.typography import slugify
from plugins.base.walk import EntryType, FileState, FolderEntry, walk
from plugins.model import BY_FOLDER, SOLE_FILES, Record
from plugins.model.base import Front
from plugins.model.redirection import FILE as REDIRECTIONS
from plugins.model.redirection import OLD_ADDRESSES
from plugins.model.section import SECTIONS, Section
from plugins.model.synonyms import SYNONYMS
from plugins.source.links import ASSET_FOLDERS

OTHER_FILES = frozenset({REDIRECTIONS, OLD_ADDRESSES, SYNONYMS, "abreviations.txt", "mots-connus.txt", *SOLE_FILES})
"""The files directly in the content folder that are no pages."""
NOTHING: Final[Mapping[PurePosixPath, bytes | None]] = {}
LONGEST_FILE_NAME = 100
"""Characters of a name: systems take 255 bytes, and the site adds words and endings of its own."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ASSET_NAME = re.compile(r"[\w.-]+", re.ASCII)
_IMMUTABLE_NAME = re.compile(r".+\.[0-9a-f]{10}\.\w+")
_TEXT = re.compile(r".*\.(?:md|markdown|txt)", re.IGNORECASE | re.DOTALL)

_IN_ADDRESS = "le nom du fichier devient l’adresse, sans espace ni accent"


@dataclass(frozen=True)
class ContentFiles:
    """The entries of a content folder, sorted; all paths are below the folder.

    ``sources`` are the texts with their types, ``assets`` the pictures and documents, ``lists`` the OTHER_FILES,
    ``noise`` what is neither published nor a mistake, each with a French sentence, ``states`` the state of each entry.
    """

    sources: tuple[tuple[PurePosixPath, type[Record]], ...]
    assets: tuple[str, ...]
    lists: tuple[str, ...]
    noise: tuple[tuple[str, str], ...]
    states: Mapping[str, FileState]


def sort_files(content: Path, blame: Blame, instead: Mapping[PurePosixPath, bytes | None] = NOTHING) -> ContentFiles:
    """Sort each entry of the folder ``content`` into ContentFiles, or ``blame`` it.

    No symbolic link is followed: git on Windows writes a link as a text file, and its target would be published twice,
    or come from outside of the folder. A path in ``instead`` counts as a file of the folder where it has bytes, else as
    deleted.
    """
    sources, assets, lists, noise = [], [], [], []
    found = walk(content)
    there = {entry.path for entry in found}
    given = {str(path): data for path, data in instead.items()}
    found = [entry for entry in found if given.get(entry.path, b"") is not None]
    new = (path for path, data in given.items() if data is not None and path not in there)
    found += [FolderEntry(path, EntryType.FILE) for path in new]
    states = {entry.path: entry.state for entry in found}
    holders = {entry.path.rpartition("/")[0] for entry in found}
    for entry in found:
        path = PurePosixPath(entry.path)
        if entry.noise:
            noise.append((entry.path, _LEFT_FOLDER if entry.what is EntryType.FOLDER else _LEFT_FILE))
        elif message := _no_plain_entry(entry, content):
            blame(path, 1, message)
        elif entry.what is EntryType.FOLDER:
            if entry.path not in holders and entry.path not in (*BY_FOLDER, *ASSET_FOLDERS):
                noise.append((entry.path, "ce dossier est vide → supprimez-le, ou remplissez-le"))
        elif entry.path in OTHER_FILES:
            lists.append(entry.path)
        elif path.parts[0] in ASSET_FOLDERS:
            _check_asset_name(path, blame)
            assets.append(entry.path)
        elif cls := _type_of(path, blame):
            sources.append((path, cls))
    return ContentFiles(tuple(sources), tuple(assets), tuple(lists), tuple(noise), states)


_LEFT_FILE = (
    "ce fichier a un nom que donnent les programmes (copie, cache, brouillon) : il n’est pas publié → "
    "supprimez-le, ou renommez-le s’il doit paraître"
)
_LEFT_FOLDER = (
    "ce dossier a un nom que donnent les programmes : rien de ce qu’il contient n’est publié → "
    "supprimez-le, ou renommez-le si son contenu doit paraître"
)


def _no_plain_entry(entry: FolderEntry, content: Path) -> str | None:
    """Why an entry is refused, in French; None for a readable file or folder with a possible name."""
    if entry.what is EntryType.UNREADABLE:
        return _unreadable(entry.error)
    if entry.what is EntryType.LINK:
        return _link(content, entry.path)
    if entry.what is EntryType.SPECIAL:
        return "ce n’est ni un fichier ni un dossier, mais un tube ou un appareil du système → supprimez-le"
    if entry.what is EntryType.FOLDER and _TEXT.fullmatch(entry.name):
        return f"« {entry.name} » est un dossier, avec le nom d’un fichier → renommez-le, ou supprimez-le"
    if entry.what is EntryType.FILE and entry.path in ASSET_FOLDERS:
        return f"« {entry.name} » est un fichier, avec le nom d’un dossier du site → renommez-le, ou supprimez-le"
    if not entry.path.isascii() and any(
        "\ud800" <= letter <= "\udfff" for letter in entry.path
    ):  # bytes that are no UTF-8
        return f"« {entry.name} » : une lettre de ce nom est illisible → renommez-le, sans espace ni accent"
    if len(entry.name) > LONGEST_FILE_NAME:
        return f"ce nom a {len(entry.name)} caractères, {LONGEST_FILE_NAME} au plus sont possibles → raccourcissez-le"
    return None


def _unreadable(error: OSError | None) -> str:
    if isinstance(error, PermissionError):
        return "la lecture de ce dossier est interdite → vérifiez ses droits"
    if isinstance(error, FileNotFoundError):
        return "ce dossier n’existe pas → créez-le, ou corrigez son nom"
    if isinstance(error, NotADirectoryError):
        return "c’est un fichier au lieu d’un dossier → renommez-le, et créez le dossier"
    return "ce dossier ne se lit pas → vérifiez le disque, ou copiez-le de nouveau"


def _link(content: Path, path: str) -> str:
    """Why a link is refused, according to its target."""
    link = content / path
    try:
        folder = stat.S_ISDIR(link.stat().st_mode)
    except (OSError, ValueError):  # nothing there, not readable, or a loop
        return "ce raccourci ne mène à rien → supprimez-le, ou copiez ici le fichier même"
    what = "dossier" if folder else "fichier"
    where = "" if link.resolve().is_relative_to(content.resolve()) else " hors du dossier du contenu"
    said = f"c’est un raccourci vers un {what}{where} : il n’est pas publié"
    return f"{said} → copiez ici le {what} même, ou supprimez le raccourci"


def folder_of(path: PurePosixPath) -> str:
    """The folder of a file, which decides its type; "" for the content folder itself."""
    return "" if path.parent == PurePosixPath() else path.parent.as_posix()


def type_at(path: PurePosixPath) -> type[Front] | None:
    """The type that a text at a path below the content folder has or would have; None where none belongs there."""
    folder = folder_of(path)
    if path.name == "index.md" and folder in SECTIONS:
        return Section
    return SOLE_FILES.get(path.as_posix()) or BY_FOLDER.get(folder)


def file_meant(typed: str, content: str, names: Iterable[str]) -> str:
    """The file that an officer means by « bureaux/dinant », « content/bureaux/dinant.md » or « dinant ».

    ``names`` are the files below the folder ``content``. "" where none or several of them match.
    """
    wanted = typed.replace("\\", "/").removeprefix("./").removeprefix(f"{content}/").removesuffix(".md")
    bare = {name.removesuffix(".md"): name for name in names}
    alike = [name for stem, name in bare.items() if stem.rpartition("/")[2] == wanted]
    return bare.get(wanted) or (alike[0] if len(alike) == 1 else "")


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
