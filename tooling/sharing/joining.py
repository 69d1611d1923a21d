"""Merges the work on this computer with that of the others into one tree, and brings the folder to a commit.

Nothing stays half done: until the last step no file and no branch has changed, and where that step is killed, the next
run undoes it (``take_back``).
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from plugins.base.cache import write_whole
from tooling.sharing.merging import Contradiction, Part, merged
from tooling.sharing.repository import Repository, Tree, TreeEntry

JOURNAL: Final = "sharing.json"
"""A file beside git's own, which exists while the last step runs and says what it does."""
TEXTS: Final = (".md", ".txt", ".toml", ".csv", ".json", ".po", ".py", ".html", ".css", ".js", ".yml", ".yaml")


Question = tuple[str, Contradiction]
"""The path of a file, and a contradiction in it."""
Choose = Callable[[Question], bool]
"""A function that decides a question: True for our version."""


@dataclass
class Joined:
    """The files of a merge, by path: ``tree`` has those that are settled, ``texts`` and ``whole`` the others."""

    tree: Tree = field(default_factory=dict)
    texts: dict[str, tuple[str, list[Part]]] = field(default_factory=dict)
    """The mode and the merged parts of each text that both sides changed."""
    whole: dict[str, tuple[TreeEntry | None, TreeEntry | None]] = field(default_factory=dict)
    """Our version and theirs of each other file that both sides changed; None for a removal."""

    @property
    def questions(self) -> list[Question]:
        """All contradictions, which somebody must decide."""
        texts = ((path, part) for path, (_, parts) in self.texts.items() for part in _conflicts(parts))
        return [*texts, *(_of_whole(path, *versions) for path, versions in self.whole.items())]

    def finished(self, repository: Repository, ours: str, choose: Choose) -> str:
        """The hash of the merged tree, with every question decided by ``choose``; ``ours`` is our commit."""
        tree = dict(self.tree)
        for path, (our, their) in self.whole.items():
            if entry := our if choose(_of_whole(path, our, their)) else their:
                tree[path] = entry
        for path, (mode, parts) in self.texts.items():
            chosen = {part: choose((path, part)) for part in _conflicts(parts)}
            text = "".join(
                part if isinstance(part, str) else part.ours if chosen[part] else part.theirs for part in parts
            )
            tree[path] = TreeEntry(mode, repository.blob(text.encode("utf-8", "surrogateescape")))
        before = repository.tree(ours)
        changed = {path: tree.get(path) for path in {*tree, *before} if tree.get(path) != before.get(path)}
        return repository.tree_of(ours, changed)


def _conflicts(parts: Sequence[Part]) -> list[Contradiction]:
    return [part for part in parts if isinstance(part, Contradiction)]


def _of_whole(path: str, *versions: TreeEntry | None) -> Question:
    ours, theirs = ("le fichier est là" if entry else "" for entry in versions)
    return path, Contradiction("le fichier entier", ours, theirs)


def join(repository: Repository, base: str, ours: str, theirs: str) -> Joined:
    """Merge the files of two commits with the common ancestor ``base``, "" where there is none."""
    trees = [repository.tree(commit) for commit in (base, ours, theirs)]
    _follow(trees, repository.renamed(base, ours), 1)
    _follow(trees, repository.renamed(base, theirs), 2)
    joined, differing = Joined(), {}
    for path in sorted({*trees[0], *trees[1], *trees[2]}):
        before, our, their = (tree.get(path) for tree in trees)
        if our == their or their == before:
            kept = our
        elif our == before:
            kept = their
        elif our and their and path.endswith(TEXTS):
            differing[path] = (before, our, their)
            continue
        else:
            joined.whole[path] = (our, their)
            continue
        if kept:
            joined.tree[path] = kept
    known = repository.blobs([entry.blob for entries in differing.values() for entry in entries if entry])
    for path, (before, our, their) in differing.items():
        texts = [
            known[entry.blob].decode("utf-8", "surrogateescape") if entry else "" for entry in (before, our, their)
        ]
        mode = their.mode if before and our.mode == before.mode else our.mode
        joined.texts[path] = (mode, merged(path, *(text.replace("\r\n", "\n") for text in texts)))
    return joined


def _follow(trees: Sequence[Tree], renamed: dict[str, str], by: int) -> None:
    """Give the files that one side ``renamed`` their new paths in the base and on the other side too.

    ``by`` is the index in ``trees`` of the side that renamed them.
    """
    base, other = trees[0], trees[3 - by]
    for old, new in renamed.items():
        if old in other and new not in other and new not in base:
            base[new], other[new] = base.pop(old), other.pop(old)


def show(repository: Repository, before: str, snapshot: str, target: str) -> bool:
    """Bring the folder from the commit ``snapshot``, and its branch from ``before``, to the commit ``target``.

    Return False, with nothing changed, where somebody has saved a file since the snapshot.
    """
    paths, old, new = _differing(repository, snapshot, target)
    hashes = repository.hashes(paths)
    if any(hashes.get(path, "") not in _names(old.get(path), new.get(path)) for path in paths):
        return False
    journal = repository.folder / JOURNAL
    write_whole(journal, json.dumps({"snapshot": snapshot, "target": target}).encode())
    _write(repository, paths, new)
    repository.move(target, before)
    journal.unlink()
    return True


def take_back(repository: Repository) -> None:
    """Undo what a killed ``show`` has begun; a file that somebody has changed since stays as it is."""
    journal = repository.folder / JOURNAL
    if not journal.is_file():
        return
    kept = json.loads(journal.read_bytes())
    snapshot, target = kept["snapshot"], kept["target"]
    if repository.commit("HEAD") == target:
        repository.index_last()
    else:
        paths, old, new = _differing(repository, snapshot, target)
        hashes = repository.hashes(paths)
        written = [path for path in paths if hashes.get(path, "") == _name(new.get(path))]
        _write(repository, written, old)
    journal.unlink()


def write(repository: Repository, snapshot: str, target: str) -> None:
    """Bring the files of the folder from the tree ``snapshot`` to the tree ``target``; the branch does not move."""
    paths, _, new = _differing(repository, snapshot, target)
    _write(repository, paths, new)


def _differing(repository: Repository, one: str, other: str) -> tuple[list[str], Tree, Tree]:
    """The paths that differ between two commits, and the files of each commit."""
    old, new = repository.tree(one), repository.tree(other)
    return [path for path in sorted({*old, *new}) if old.get(path) != new.get(path)], old, new


def _write(repository: Repository, paths: Sequence[str], tree: Tree) -> None:
    data = repository.blobs([tree[path].blob for path in paths if path in tree])
    for path in paths:
        entry = tree.get(path)
        repository.write(path, entry, data[entry.blob] if entry else b"")


def _name(entry: TreeEntry | None) -> str:
    return entry.blob if entry else ""


def _names(*entries: TreeEntry | None) -> set[str]:
    return {_name(entry) for entry in entries}
