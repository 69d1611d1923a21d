"""A clone of the site, used through git's plumbing commands: nobody sees git, and no command waits for an answer."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tooling.commands import building, git
from tooling.sharing.messages import Trouble, explained

ASIDE: Final = "sharing-"
"""The prefix of temporary folders of single operations, which lie beside git's own files."""
REFTABLE: Final = "refs/heads/.invalid"
"""What the file HEAD names where git keeps the branches in its newer format, « reftable »: only git can read that."""
PATIENCE: Final = 2.0
"""Seconds after which a lock file of git counts as left by a killed process: no operation here takes that long."""
BY_HAND: Final = {
    "MERGE_HEAD": ("merge", "--abort"),
    "CHERRY_PICK_HEAD": ("cherry-pick", "--abort"),
    "REVERT_HEAD": ("revert", "--abort"),
    "rebase-merge": ("rebase", "--abort"),
    "rebase-apply": ("rebase", "--abort"),
}
"""The file of git that shows an unfinished operation, which somebody began by hand → the words that abort it."""
_SSH_ADDRESS = re.compile(r"(?:[\w.-]+@)?([\w.-]{2,}):(?!//)")
_REMOTE = re.compile(r"remote\.(.+)\.url")
_PROPOSAL = re.compile(r"https?://\S*(?:merge_requests/new|pull/new|compare|pull-requests)\S*")


class SharingRefused(Exception):
    """Nothing was sent, received or restored; the message is in French, with what to do."""

    exitcode = 1  # reported without a traceback: see tooling.commands.building.report_failure

    def __init__(self, message: str, trouble: Trouble = Trouble.OTHER) -> None:
        super().__init__(message)
        self.trouble = trouble


@dataclass(frozen=True)
class TreeEntry:
    """A file in a commit: its mode, and the hash of its blob."""

    mode: str
    blob: str


Tree = dict[str, TreeEntry]
"""The files of a commit, by their paths."""
FOLDER, SUBMODULE = "40000", "160000"
"""The modes, in a tree of git, of what is no file."""


class Repository:
    """The clone whose top folder is ``root``; what git says in English goes to the file ``log``."""

    def __init__(self, root: Path, log: Path) -> None:
        self.root, self.log = root, log
        self._trees: dict[str, Tree] = {}
        self._bases: dict[tuple[str, str], str] = {}
        self._blobs: dict[str, bytes] = {}
        self._listed, self._snapshot = b"", ""
        if not shutil.which("git"):
            raise SharingRefused("Le programme « git » manque sur cet ordinateur → installez-le : https://git-scm.com")
        if not (root / ".git").exists():
            raise SharingRefused(
                "Ce dossier n’est relié à aucun dépôt : il ne peut ni envoyer, ni recevoir → le guide, « Le premier "
                "jour »."
            )
        self.folder = root / ".git"
        if not self.folder.is_dir():  # a file that names it, as in a worktree
            self.folder = Path(os.path.join(root, self.said("rev-parse", "--git-dir")))  # noqa: PTH118 - may be absolute

    # running git

    def run(
        self, *words: str, data: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run ``git WORDS`` in the clone; return its result, success or failure."""
        return git.run(self.root, *words, data=data, environment=environment)

    def ask(self, *words: str, data: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
        """The output of ``git WORDS``. Raises SharingRefused where it fails."""
        done = self.run(*words, data=data, environment=environment)
        if done.returncode:
            raise self.refused(words, (done.stderr + done.stdout).decode("utf-8", "replace"))
        return done.stdout

    def said(self, *words: str) -> str:
        """The output of ``git WORDS`` as a stripped text; "" where it fails."""
        done = self.run(*words)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

    def refused(self, words: Sequence[str], said: str) -> SharingRefused:
        """The error for a failed command, in French; its English output goes to the log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} git {shlex.join(words)}\n{said}\n")  # noqa: DTZ005
        trouble, french = explained(said)
        url = self.url
        host = self.host or "le dépôt"
        user = re.match(r"[\w.-]+@", url)
        address = f"{user[0] if user else ''}{host}"
        log = building.shown(self.log, self.root)
        return SharingRefused(french.format(host=host, url=url, address=address, log=log), trouble)

    # settings, the remote, the branch, commits

    @cached_property
    def settings(self) -> dict[str, str]:
        """Git's settings by their keys, « user.name »; of several values the last."""
        rows = self.said("config", "-z", "--list").split("\0")
        return {key: value for key, _, value in (row.partition("\n") for row in rows)}

    def set(self, key: str, value: str) -> None:
        """Change a setting of this clone."""
        self.ask("config", key, value)
        self.settings[key] = value

    @cached_property
    def remote(self) -> str:
        """The name of the remote, the other repository; "" where there is none."""
        names = sorted(found[1] for found in map(_REMOTE.fullmatch, self.settings) if found)
        return "origin" if "origin" in names else names[0] if names else ""

    @cached_property
    def url(self) -> str:
        """The address of the remote, without user name and password in a URL; "" without a remote."""
        url = self.said("remote", "get-url", self.remote) if self.remote else ""
        return re.sub(r"(?<=://)[^/@]*@", "", url)

    @property
    def host(self) -> str:
        """The host in the address of the remote; "" for a folder."""
        if "://" in self.url:
            return urlsplit(self.url).hostname or ""
        found = _SSH_ADDRESS.match(self.url)
        return found[1] if found else ""

    @cached_property
    def branch(self) -> str:
        """The checked-out branch. Raises SharingRefused where no branch is."""
        head = (self.folder / "HEAD").read_text("utf-8").strip().removeprefix("ref: ")
        if head == REFTABLE:
            head = self.said("symbolic-ref", "-q", "HEAD")
        if not head.startswith("refs/heads/"):
            raise SharingRefused(
                "Ce dossier montre un ancien moment du site, pas le dernier → revenez-y d’abord : git switch -"
            )
        return head.removeprefix("refs/heads/")

    @property
    def tracking(self) -> str:
        """The ref of the remote branch as it was last fetched."""
        return f"refs/remotes/{self.remote}/{self.there}"

    @cached_property
    def there(self) -> str:
        """The branch of the remote that the checked-out branch tracks."""
        return self.settings.get(f"branch.{self.branch}.merge", "").removeprefix("refs/heads/") or self.branch

    def commit(self, name: str) -> str:
        """The hash of the commit that ``name`` (a branch, a ref, a short hash) means; "" where there is none."""
        return self._object(f"{name}^{{commit}}")[0]

    def signed(self, commit: str) -> tuple[str, datetime]:
        """The author of a commit, and when it was made."""
        told = self._needed(commit)[1].decode("utf-8", "replace")
        found = re.search(r"^author (.*?) ?<[^>]*> (\d+)", told, re.MULTILINE)
        return (found[1] if found else ""), datetime.fromtimestamp(int(found[2]) if found else 0, UTC)

    def base(self, one: str, other: str) -> str:
        """The last common ancestor of two commits; "" where there is none."""
        if not (one and other):
            return ""
        if one == other or one == self.commit(f"{other}^"):
            return one
        if other == self.commit(f"{one}^"):
            return other
        if (one, other) not in self._bases:
            self._bases[one, other] = self.said("merge-base", one, other)
        return self._bases[one, other]

    def begun_by_hand(self) -> tuple[str, ...]:
        """The words that abort an unfinished operation of git (BY_HAND); none where there is no such operation."""
        return next((undo for name, undo in BY_HAND.items() if (self.folder / name).exists()), ())

    # reading objects

    @cached_property
    def _reader(self) -> git.Service:
        return git.Service(self.root, "cat-file", "--batch")

    def _object(self, name: str) -> tuple[str, bytes]:
        """The hash and the bytes of the object that ``name`` means at this moment; "" and none where there is none."""
        try:
            if "\n" in name:  # git would answer twice, and each later answer would be that of an earlier name
                return "", b""
            found = self._reader.request(f"{name}\n".encode("utf-8", "surrogateescape")).split(b" ")[-3:]
            if not found[-1].isdigit():  # « … missing »
                return "", b""
            return found[0].decode(), self._reader.more(int(found[-1]) + 1)[:-1]
        except git.ServiceEnded as ended:
            raise self.refused(("cat-file", name), str(ended)) from None

    def _needed(self, name: str) -> tuple[str, bytes]:
        """The same of an object that must be there. Raises SharingRefused."""
        found, data = self._object(name)
        if not found:
            raise self.refused(("cat-file", name), "missing object")
        return found, data

    def tree(self, commit: str) -> Tree:
        """The files of a commit, or of a tree; none for ""."""
        return dict(self._tree(f"{commit}^{{tree}}")) if commit else {}

    def _tree(self, name: str) -> Tree:
        """The files of a tree and of its folders; the same folder in several commits is read once."""
        if name not in self._trees:
            found, data = self._needed(name)
            files: Tree = {}
            for mode, short, raw in re.findall(rb"(\d+) ([^\0]+)\0(.{%d})" % (len(found) // 2), data, re.DOTALL):
                path, entry = short.decode("utf-8", "surrogateescape"), TreeEntry(mode.decode(), raw.hex())
                if entry.mode == FOLDER:
                    files |= {f"{path}/{below}": each for below, each in self._tree(entry.blob).items()}
                else:
                    files[path] = entry
            self._trees[name] = files
        return self._trees[name]

    def tree_hash(self, commit: str) -> str:
        """The hash of the tree of a commit."""
        return self._needed(f"{commit}^{{tree}}")[0]

    def blobs(self, names: Sequence[str]) -> dict[str, bytes]:
        """The bytes of blobs, by hash; those of the last call are cached."""
        self._blobs = {name: self._blobs[name] if name in self._blobs else self._needed(name)[1] for name in names}
        return dict(self._blobs)

    def blob(self, data: bytes) -> str:
        """The hash of a blob with these bytes, which is written if it is new."""
        return self.ask("hash-object", "-w", "--stdin", data=data).decode().strip()

    def renamed(self, before: str, after: str) -> dict[str, str]:
        """The new path of each file that was renamed between two commits and kept 90 % of its text, by its old path."""
        old, new = self.tree(before).keys(), self.tree(after).keys()
        if not (before and old - new and new - old):  # a renaming removes one path and adds another
            return {}
        words = self.ask("diff-tree", "-r", "-z", "-M90%", "--diff-filter=R", "--name-status", before, after)
        told = iter(words.decode("utf-8", "surrogateescape").split("\0"))
        return {next(told): next(told) for kind in told if kind}

    # making trees and commits

    def snapshot(self) -> str:
        """The hash of a tree of all files in the folder as they are now; git's own index is not touched."""
        with tempfile.TemporaryDirectory(prefix=ASIDE, dir=self.folder, ignore_cleanup_errors=True) as aside:
            index, environment = Path(aside, "index"), {"GIT_INDEX_FILE": str(Path(aside, "index"))}
            if (own := self.folder / "index").is_file():
                shutil.copy2(own, index)  # keeps its date: git reads again each file that is as young as the index
            self.ask("add", "--all", environment=environment)
            listed = index.read_bytes() if index.is_file() else b""
            if listed != self._listed or not self._snapshot:  # else nothing was saved since the last snapshot
                self._snapshot = self.ask("write-tree", environment=environment).decode().strip()
                self._listed = listed
            return self._snapshot

    def seen(self) -> str:
        """The last snapshot; the first one is made now."""
        return self._snapshot or self.snapshot()

    def tree_of(self, start: str, changed: Mapping[str, TreeEntry | None]) -> str:
        """The hash of the tree of ``start`` with some files ``changed``, by path; None removes a file."""
        return self._made({path: entry for path, entry in {**self.tree(start), **changed}.items() if entry})

    @cached_property
    def _maker(self) -> git.Service:
        return git.Service(self.root, "mktree", "-z", "--batch")

    def _made(self, files: Tree) -> str:
        """The hash of a tree of ``files``, which is written if it is new."""
        folders: dict[str, Tree] = {}
        rows = {}
        for path, entry in files.items():
            name, _, below = path.partition("/")
            if below:
                folders.setdefault(name, {})[below] = entry
            else:
                rows[name] = f"{entry.mode} {'commit' if entry.mode == SUBMODULE else 'blob'} {entry.blob}"
        rows |= {name: f"{FOLDER} tree {self._made(below)}" for name, below in folders.items()}
        data = "".join(f"{about}\t{name}\0" for name, about in rows.items())
        try:
            return self._maker.request(f"{data}\0".encode("utf-8", "surrogateescape")).decode()
        except git.ServiceEnded as ended:
            raise self.refused(("mktree",), str(ended)) from None

    def new_commit(self, tree: str, parents: Sequence[str], message: str) -> str:
        """The hash of a new commit, which no branch has yet."""
        words = [word for parent in parents if parent for word in ("-p", parent)]
        return self.ask("commit-tree", tree, *words, data=f"{message}\n".encode()).decode().strip()

    def move(self, commit: str, before: str) -> None:
        """Move the branch, which must be at ``before``, and git's index to a commit; no file is touched."""
        self.ask("update-ref", "-m", "sharing", f"refs/heads/{self.branch}", commit, before or "0" * 40)
        self.index_last()

    def index_last(self) -> None:
        """Bring git's index to the last commit; what it knows of the files that stay the same is kept."""
        self.ask("reset", "--mixed")

    def forget_the_killed(self) -> None:
        """Remove what killed processes have left: lock files older than PATIENCE, and temporary indexes."""
        for lock in (*self.folder.glob("*.lock"), *self.folder.glob("refs/**/*.lock")):
            with contextlib.suppress(FileNotFoundError):  # the owner of the lock was alive, and has just finished
                while (age := time.time() - lock.stat().st_mtime) < PATIENCE:
                    time.sleep(max(0.05, min(PATIENCE - age, 0.5)))
                lock.unlink()
        for left in self.folder.glob(f"{ASIDE}*"):
            shutil.rmtree(left, ignore_errors=True)

    # the files of the folder

    def hashes(self, paths: Sequence[str]) -> dict[str, str]:
        """The hash that the blob of each file in the folder would have, by path; missing files are left out."""
        there = [path for path in paths if (self.root / path).is_file() and not (self.root / path).is_symlink()]
        if not there:
            return {}
        names = self.ask("hash-object", "--stdin-paths", data="".join(f"{path}\n" for path in there).encode())
        return dict(zip(there, names.decode().split(), strict=True))

    def differing(self, commit: str) -> tuple[str, ...]:
        """The paths of files in the folder that differ from a commit; of all files for ""."""
        known = ("diff", "--name-only", "--no-renames", "-z", commit) if commit else ("ls-files", "-z")
        found = [*self._names(*known), *self._names("ls-files", "-z", "--others", "--exclude-standard")]
        return tuple(dict.fromkeys(found))

    def _names(self, *words: str) -> list[str]:
        """The paths that a git command prints; it runs without refreshing git's index."""
        said = self.ask(*words, environment={"GIT_OPTIONAL_LOCKS": "0"}).decode("utf-8", "surrogateescape")
        return [name for name in said.split("\0") if name]

    def write(self, path: str, entry: TreeEntry | None, data: bytes) -> None:
        """Write a file of the folder as it is in a commit, in one step; without an ``entry`` remove it."""
        file = self.root / path
        if entry:
            file.parent.mkdir(parents=True, exist_ok=True)
            # The new file is made inside git's folder, so that no half-written one ever lies beside the content.
            with tempfile.TemporaryDirectory(prefix=ASIDE, dir=self.folder) as aside:
                new = Path(aside, "new")
                new.write_bytes(data)
                new.chmod(0o755 if entry.mode == "100755" else 0o644)
                new.replace(file)
            return
        file.unlink(missing_ok=True)
        for folder in file.relative_to(self.root).parents:
            if folder == Path() or any((self.root / folder).iterdir()):
                break
            (self.root / folder).rmdir()

    # exchanging with the remote

    def fetch(self) -> str:
        """Fetch the branch of the remote; return its last commit, "" where it has none yet. Raises SharingRefused."""
        done = self.run("fetch", "--no-tags", self.remote, f"+refs/heads/{self.there}:{self.tracking}")
        said = done.stderr.decode("utf-8", "replace")
        if done.returncode and "find remote ref" not in said:
            raise self.refused(("fetch", self.remote), said)
        return "" if done.returncode else self.commit(self.tracking)

    def push(self, commit: str, branch: str) -> str:
        """Push a commit to a branch of the remote, never by force. Raises SharingRefused.

        Return the address at which it may be proposed for merging, "" where the forge tells none.
        """
        done = self.run("push", "--porcelain", self.remote, f"{commit}:refs/heads/{branch}")
        said = (done.stderr + done.stdout).decode("utf-8", "replace")
        if done.returncode:
            raise self.refused(("push", self.remote, branch), said)
        found = _PROPOSAL.search(said)
        return found[0] if found else ""
