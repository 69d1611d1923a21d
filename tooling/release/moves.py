"""Finds the page that replaces a removed one, from renamed sources in git's history and in the working tree."""

import re
import shutil
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.base.typography import fold
from plugins.model import BY_FOLDER, Person
from plugins.model.site import Site
from tooling.commands import git
from tooling.commands.temporary import temporary_folder

NEARLY: Final = 0.8
"""The similarity, from 0 to 1, from which two names with the same e-mail address are spellings of one name."""
_RENAMED: Final = ("-M", "-z", "--diff-filter=R", "--name-status")
_IDENTITY = re.compile(r"^(prenom|nom|courriel):[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.MULTILINE)


def successors(content: Path, site: Site) -> Callable[[str], str | None]:
    """A function from the address of a removed page to that of its renamed record, or to None; it asks git once.

    A person's page is only replaced by one with the same name: the file of a new colleague may resemble an old one.
    """
    addresses = {record.source.path: record.address for record in site.records}

    @cache
    def renamed() -> dict[PurePosixPath, str]:
        return _renamed(content)

    def successor(address: str) -> str | None:
        for old, name in renamed().items():
            new = PurePosixPath(name).relative_to(content.name)
            if new in addresses and _was_at(old, address):
                return addresses[new]
        return None

    return successor


def _was_at(source: PurePosixPath, address: str) -> bool:
    """Whether the file with the path ``source`` below the content may have had its page at ``address``."""
    kind = BY_FOLDER.get(source.parent.as_posix())
    year = r"\d{4}/" if kind and kind.year_from else ""
    return bool(kind and re.fullmatch(f"{re.escape(kind.prefix)}{year}{re.escape(source.stem)}/", address))


def _renamed(content: Path) -> dict[PurePosixPath, str]:
    """The old path of each renamed source, below the content → its path now, from the root of the project."""
    root = content.parent
    now: dict[str, str] = {}
    first: dict[str, str] = {}
    for commit, old, new in _steps(root, content.name):
        first.setdefault(old, f"{commit}:{old}")
        now = {source: new if name == old else name for source, name in now.items()} | {old: new}
    return {
        PurePosixPath(old).relative_to(content.name): new
        for old, new in now.items()
        if (root / new).is_file() and _may_follow(root, content.name, old, new, first[old])
    }


def _steps(root: Path, folder: str) -> list[tuple[str, str, str]]:
    """Every renaming, oldest first: a commit that still has the old path, the old path, the new path."""
    past = git.ask(root, "log", "--reverse", "--format=%H", *_RENAMED, "--", folder) or ""
    found, commit = [], ""
    words = iter(word.strip("\n") for word in past.split("\0"))
    for word in words:
        if re.fullmatch(r"[0-9a-f]{40,}", word):
            commit = f"{word}^"
        elif re.fullmatch(r"R\d+", word):
            found.append((commit, next(words), next(words)))
    unsaved = iter(_since(root, folder).split("\0"))
    return found + [("HEAD", next(unsaved), next(unsaved)) for word in unsaved if word]


def _since(root: Path, folder: str) -> str:
    """The renamings since the last commit, which git sees once all is staged, here in a copy of its index."""
    index, objects = (git.ask(root, "rev-parse", "--git-path", name) for name in ("index", "objects"))
    if not (index and objects and (root / index.strip()).is_file()):
        return ""
    with temporary_folder() as aside:
        environment = {
            "GIT_INDEX_FILE": str(shutil.copy2(root / index.strip(), aside)),  # its date spares git reading every file
            "GIT_OBJECT_DIRECTORY": str(aside),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": str((root / objects.strip()).resolve()),
        }
        git.ask(root, "add", "--all", "--", folder, environment=environment)
        return git.ask(root, "diff", "--cached", *_RENAMED, "HEAD", "--", folder, environment=environment) or ""


def _may_follow(root: Path, folder: str, old: str, new: str, before: str) -> bool:
    """Whether ``new`` may replace ``old``, which git has as ``before``: of people, only the same person may."""
    people = f"{folder}/{Person.folder}/"
    if not (old.startswith(people) or new.startswith(people)):
        return True
    was = dict(_IDENTITY.findall(git.ask(root, "show", before) or ""))
    now = dict(_IDENTITY.findall((root / new).read_text("utf-8", "replace")))
    names = [fold(f"{each.get('prenom', '')} {each.get('nom', '')}") for each in (was, now)]
    if not all(name.strip() for name in names):
        return False
    if names[0] == names[1]:
        return True
    words = [set(re.findall(r"\w+", name)) for name in names]
    nearly = SequenceMatcher(a=names[0], b=names[1]).ratio() >= NEARLY or words[0] <= words[1] or words[1] <= words[0]
    return nearly and bool(was.get("courriel")) and was.get("courriel") == now.get("courriel")
