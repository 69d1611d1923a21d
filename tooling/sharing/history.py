"""The commands « historique » and « restaurer »: who changed what and when, in words, and how it comes back.

What is restored is written into the files of the folder, as an edit like any other: it goes to the others and online in
the same way, and can be taken back too.
"""

import contextlib
import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plugins.base import dates
from plugins.base.dates import FRENCH
from plugins.base.mistakes import did_you_mean
from tooling.sharing import changes, joining, merging
from tooling.sharing.changes import CONTENT, Change
from tooling.sharing.repository import Repository, SharingRefused
from tooling.sharing.sending import Sharing, changes_between

SHOWN: Final = 15
"""How many moments are told at a time, unless all are asked for."""
WRITTEN: Final = (".", f":(exclude){merging.UNION}")
"""All but the list of published addresses, which nobody writes."""
SHORT: Final = 7


@dataclass(frozen=True)
class Moment:
    """A commit: who made it and when, and what it changed."""

    commit: str
    author: str
    at: dt.datetime
    changes: tuple[Change, ...]

    @property
    def when(self) -> str:
        """« jeudi 26 novembre 2026, 10:12 »."""
        return f"{dates.day(self.at.date(), FRENCH)}, {self.at:%H:%M}"

    @property
    def heading(self) -> str:
        """« jeudi 26 novembre 2026, 10:12 · Ana Essai · repère 1a2b3c4 »."""
        return f"{self.when} · {self.author} · repère {self.commit[:SHORT]}"


def moments(repository: Repository, path: str = "", first: int = 0, end: int | None = None) -> Iterator[Moment]:
    """The commits that changed something, of one file or of all, the latest first; some of them, by their ranks."""
    few = () if end is None else (f"--max-count={end}",)
    what = ("--follow", "--", path) if path else ("--full-history", "--", *WRITTEN)
    log = repository.said("log", "--no-merges", "--format=%H%x09%P%x09%an%x09%aI", *few, *what)
    for line in log.splitlines()[first:]:
        commit, parent, author, at = line.split("\t")
        found = changes_between(repository, parent, commit)
        mine = [each for each in found if not path or path in (each.path, each.renamed_from)]
        yield Moment(commit, author, dt.datetime.fromisoformat(at), tuple(mine or found))


def history(sharing: Sharing, page: str = "", *, everything: bool = False) -> int:
    """Print who changed what; return the code to exit with."""
    repository, say, way = sharing.repository, sharing.person.say, sharing.person.way
    path = path_of(repository, page) if page else ""
    unsent = sharing.changes(sharing.before, repository.snapshot())
    if told := list(changes.sentences(change for change in unsent if not path or change.path == path)):
        say("\nPas encore enregistré")
        say("\n".join(f"  {said}" for said in told))
    number = 0
    end = None if everything else SHOWN + 1
    for number, moment in enumerate(moments(repository, path, end=end), 1):
        if number == end:
            say(f"\n… et ce qui est plus ancien : {way(f'historique {page} '.strip())} --tout")
            break
        say(f"\n{moment.heading}")
        say("\n".join(f"  {said}" for said in changes.sentences(moment.changes)))
    if not number:
        say("Rien n’a encore été enregistré.")
    say(f"\nPour défaire un de ces changements et garder les suivants : {way('restaurer --repere REPÈRE')}")
    return 0


def between(root: Path, cache: Path, before: str, after: str) -> list[str]:
    """What changed between two commits, in words; nothing where one of them is not known here, or without git."""
    with contextlib.suppress(SharingRefused):
        repository = Sharing(root, cache).repository
        commits = [repository.commit(each) for each in (before, after)]
        return list(changes.sentences(changes_between(repository, *commits))) if all(commits) else []
    return []


@dataclass(frozen=True)
class Restoring:
    """What a restoration changes in the files of the folder, which are as the tree ``ours``."""

    ours: str
    changes: tuple[Change, ...]
    target: str

    def of(self, sharing: Sharing, paths: Collection[str]) -> "Restoring":
        """The same for some of the files alone."""
        kept = tuple(change for change in self.changes if change.path in paths)
        after = sharing.repository.tree(self.target)
        names = {name for change in kept for name in (change.path, change.renamed_from) if name}
        target = sharing.repository.tree_of(self.ours, {name: after.get(name) for name in names})
        return Restoring(self.ours, kept, target)


def planned(sharing: Sharing, page: str = "", mark: str = "") -> Restoring:
    """What would bring a page back, or undo what was done at a moment; no file is changed. Raises SharingRefused."""
    repository = sharing.repository
    ours = repository.snapshot()
    if page:
        target = _page_restored(sharing, ours, path_of(repository, page), mark)
    else:
        target = _undone(sharing, ours, _moment(repository, mark))
    return Restoring(ours, tuple(sharing.changes(ours, target)), target)


def carry_out(sharing: Sharing, plan: Restoring) -> None:
    """Write what a plan says into the files of the folder."""
    joining.write(sharing.repository, plan.ours, plan.target)


def restore(sharing: Sharing, page: str = "", mark: str = "", *, one_by_one: bool = False) -> int:
    """Bring back a page, or undo what was done at a moment; return the code to exit with.

    ``one_by_one``: each file is asked for.
    """
    person = sharing.person
    if not (page or mark):
        raise SharingRefused(
            f"Dites quoi : {person.way('restaurer bureaux/dinant')} pour une page, "
            f"{person.way('restaurer --repere REPÈRE')} pour défaire un changement. Les repères sont dans : "
            f"{person.way('historique')}"
        )
    with sharing.held():
        plan = planned(sharing, page, mark)
        if one_by_one:
            wanted = [change.path for change in plan.changes if person.agrees(f"{told_of(change)}. Faire cela ?")]
            plan = plan.of(sharing, wanted)
        if not plan.changes:
            person.say("Rien n’a changé." if one_by_one else "C’est déjà ainsi : rien n’a changé.")
            return 0
        carry_out(sharing, plan)
        person.say("\n".join(changes.sentences(plan.changes)))
        person.say(
            f"C’est écrit dans vos fichiers. Regardez ({person.way('servir')}), puis envoyez : {person.way('envoyer')}"
        )
    return 0


def told_of(change: Change) -> str:
    """What one change is, in words."""
    return next(changes.sentences([change]), change.path)


def _undone(sharing: Sharing, ours: str, commit: str) -> str:
    """Our tree without what one commit changed; what came later stays."""
    repository = sharing.repository
    parent = repository.commit(f"{commit}^")
    if not parent:
        raise SharingRefused("C’est le tout premier enregistrement : il ne peut pas être défait.")
    if len(repository.said("rev-list", "--parents", "-n", "1", commit).split()) > 2:
        raise SharingRefused("Ce moment réunit le travail de plusieurs personnes → choisissez un de leurs changements.")
    return sharing.settled_tree(commit, ours, parent, "avant ce changement")


def _page_restored(sharing: Sharing, ours: str, path: str, mark: str) -> str:
    """Our tree with one file as it was at a moment; without one, as it was before it went, or was changed last."""
    repository = sharing.repository
    now = repository.tree(ours).get(path)
    if mark:
        wanted = repository.tree(_moment(repository, mark)).get(path)
    else:
        versions = (repository.tree(moment.commit).get(path) for moment in moments(repository, path))
        wanted = next((entry for entry in versions if entry and entry != now), None)
    if not wanted:
        raise SharingRefused(f"{path} : il n’y a pas d’autre version de ce fichier.")
    return repository.tree_of(ours, {path: wanted})


def _moment(repository: Repository, mark: str) -> str:
    """The commit with that mark. Raises SharingRefused."""
    if re.fullmatch(r"[0-9a-f]{4,40}", mark) and (commit := repository.commit(mark)):
        return commit
    raise SharingRefused(f"« {mark} » n’est pas un repère → reprenez-en un de l’historique")


def path_of(repository: Repository, typed: str) -> str:
    """The file that is meant by « bureaux/dinant » or « dinant », also one that is gone. Raises SharingRefused."""
    wanted = typed.replace("\\", "/").removeprefix("./").removeprefix(CONTENT).removesuffix(".md")
    there = (*repository.tree(repository.snapshot()), *repository.tree(repository.commit("HEAD")))
    gone = repository.said("log", "--no-merges", "--diff-filter=D", "--format=", "--name-only", "--", CONTENT)
    paths = dict.fromkeys(path for path in (*there, *gone.splitlines()) if path.startswith(CONTENT))
    bare = {path.removeprefix(CONTENT).removesuffix(".md"): path for path in reversed(paths)}
    alike = _alike(bare, wanted)
    if found := bare.get(wanted) or (bare[alike[0]] if len(alike) == 1 else ""):
        return found
    raise SharingRefused(f"« {typed} » : aucun fichier de ce nom, même effacé{did_you_mean(wanted, bare) or '.'}")


def _alike(bare: dict[str, str], wanted: str) -> Sequence[str]:
    return [name for name in bare if name.rpartition("/")[2] == wanted]
