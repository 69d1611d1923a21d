"""A clone of the site, used through git's plumbing commands: nobody sees git, and no command waits for an answer."""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tooling.commands import building, git
from tooling.sharing.messages import Trouble, explained

ASIDE: Final = "sharing-"
"""The prefix of temporary folders of single operations, which lie beside git's own files."""
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


class Repository:
    """The clone whose top folder is ``root``; what git says in English goes to the file ``log``."""

    def __init__(self, root: Path, log: Path) -> None:
        self.root, self.log = root, log
        self._trees: dict[str, Tree] = {}
        self._bases: dict[tuple[str, str], str] = {}
        self._blobs: dict[str, bytes] = {}
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

    # the remote, the branch, commits

    @cached_property
    def remote(self) -> str:
        """The name of the remote, the other repository; "" where there is none."""
        names = self.said("remote").split()
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
        if not (branch := self.said("symbolic-ref", "--short", "-q", "HEAD")):
            raise SharingRefused(
                "Ce dossier montre un ancien moment du site, pas le dernier → revenez-y d’abord : git switch -"
            )
        return branch

    @property
    def tracking(self) -> str:
        """The ref of the remote branch as it was last fetched."""
        return f"refs/remotes/{self.remote}/{self.there}"

    @cached_property
    def there(self) -> str:
        """The branch of the remote that the checked-out branch tracks."""
        merge = self.said("config", f"branch.{self.branch}.merge").removeprefix("refs/heads/")
        return merge or self.branch

    def commit(self, name: str) -> str:
        """The hash of the commit that ``name`` (a branch, a ref, a short hash) means; "" where there is none."""
        return self.said("rev-parse", "--verify", "-q", f"{name}^{{commit}}")

    def base(self, one: str, other: str) -> str:
        """The last common ancestor of two commits; "" where there is none."""
        if not (one and other):
            return ""
        if (one, other) not in self._bases:
            self._bases[one, other] = self.said("merge-base", one, other)
        return self._bases[one, other]

    def begun_by_hand(self) -> tuple[str, ...]:
        """The words that abort an unfinished operation of git (BY_HAND); none where there is no such operation."""
        return next((undo for name, undo in BY_HAND.items() if (self.folder / name).exists()), ())

    # reading trees and blobs

    def tree(self, commit: str) -> Tree:
        """The files of a commit, or of a tree; none for ""."""
        if commit not in self._trees:
            self._trees[commit] = self._tree(commit) if commit else {}
        return dict(self._trees[commit])

    def _tree(self, commit: str) -> Tree:
        rows = self.ask("ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape").split("\0")
        found = (row.partition("\t") for row in rows if row)
        return {path: TreeEntry(about.split()[0], about.split()[2]) for about, _, path in found}

    def blobs(self, names: Sequence[str]) -> dict[str, bytes]:
        """The bytes of blobs, by hash; those of the last call are cached."""
        found = {name: self._blobs[name] for name in names if name in self._blobs}
        if not (wanted := [name for name in dict.fromkeys(names) if name not in found]):
            return found
        data = self.ask("cat-file", "--batch", data="".join(f"{name}\n" for name in wanted).encode())
        place = 0
        for name in wanted:
            end = data.index(b"\n", place)
            size = int(data[place:end].split()[2])
            found[name] = data[end + 1 : end + 1 + size]
            place = end + size + 2
        self._blobs = found
        return found

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
        with self._index() as environment:
            self.ask("add", "--all", environment=environment)
            return self.ask("write-tree", environment=environment).decode().strip()

    def tree_of(self, start: str, changed: Mapping[str, TreeEntry | None]) -> str:
        """The hash of the tree of ``start`` with some files ``changed``, by path; None removes a file."""
        gone = f"0 {'0' * 40}"
        about = {path: f"{entry.mode} {entry.blob}" if entry else gone for path, entry in changed.items()}
        rows = (f"{known}\t{path}\0" for path, known in about.items())
        with self._index(start) as environment:
            data = "".join(rows).encode("utf-8", "surrogateescape")
            self.ask("update-index", "-z", "--index-info", data=data, environment=environment)
            return self.ask("write-tree", environment=environment).decode().strip()

    @contextlib.contextmanager
    def _index(self, start: str = "") -> Iterator[dict[str, str]]:
        """The environment for a temporary index: a copy of the folder's, or that of the commit ``start``."""
        with tempfile.TemporaryDirectory(prefix=ASIDE, dir=self.folder, ignore_cleanup_errors=True) as aside:
            environment = {"GIT_INDEX_FILE": str(Path(aside, "index"))}
            index = self.folder / "index"
            if start:
                self.ask("read-tree", start, environment=environment)
            elif index.is_file():
                shutil.copy2(index, aside)  # keeps its date: git reads again each file that is as young as the index
            yield environment

    def new_commit(self, tree: str, parents: Sequence[str], message: str) -> str:
        """The hash of a new commit, which no branch has yet."""
        words = [word for parent in parents if parent for word in ("-p", parent)]
        made = self.ask("commit-tree", tree, *words, data=f"{message}\n".encode()).decode().strip()
        self._trees[made] = self.tree(tree)
        return made

    def move(self, commit: str, before: str) -> None:
        """Move the branch, which must be at ``before``, and git's index to a commit; no file is touched."""
        self.ask("update-ref", "-m", "sharing", f"refs/heads/{self.branch}", commit, before or "0" * 40)
        self.ask("read-tree", commit)
        self.run("update-index", "-q", "--refresh")

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
