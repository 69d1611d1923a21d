"""The commands « historique » and « restaurer »: who changed what and when, in words, and how it comes back.

What is restored is written into the files of the folder, as an edit like any other: it goes to the others and online in
the same way, and can be taken back too.
"""

import contextlib
import datetime as dt
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.base import dates
from plugins.base.cache import Cache
from plugins.base.dates import FRENCH
from plugins.base.mistakes import ContentMistakes, did_you_mean
from plugins.desk.forms.telling import Row, told_rows
from plugins.model.site import Site
from plugins.source.loading import load
from tooling.commands.build_date import build_date, in_our_zone
from tooling.sharing import changes, joining, merging
from tooling.sharing.changes import CONTENT, Change
from tooling.sharing.repository import Repository, SharingRefused, TreeEntry
from tooling.sharing.sending import Sharing, changes_between

SHOWN: Final = 15
"""How many moments are told at a time, unless all are asked for."""
PAGES: Final = (CONTENT,)
PROGRAM: Final = (".", f":(exclude){CONTENT}", f":(exclude){merging.UNION}")
"""What is not content, without the list of published addresses, which nobody writes."""
ALL: Final = (".", f":(exclude){merging.UNION}")
SHORT: Final = 7
GOES: Final = "Ce qui a suivi sur cette page s’en va :"
VERSION: Final = "La page telle qu’elle était après le changement"
JOINED: Final = "Les changements de plusieurs personnes, réunis"
CHANGED_MEANWHILE: Final = "Entre-temps, un fichier a changé : rien n’est écrit → recommencez."


@dataclass(frozen=True)
class Moment:
    """A commit: who made it and when, and what it changed."""

    commit: str
    author: str
    at: dt.datetime
    changes: tuple[Change, ...] = ()
    path: str = ""
    """That of the page then, in the history of one page."""
    parent: str = ""
    joins: bool = False
    """Whether it joins the versions of several people."""

    @property
    def when(self) -> str:
        """« jeudi 26 novembre 2026, 10:12 »."""
        return f"{dates.day(self.at.date(), FRENCH)}, {self.at:%H:%M}"

    @property
    def who(self) -> str:
        """« jeudi 26 novembre 2026, 10:12 · Ana Essai »."""
        return f"{self.when} · {self.author}"

    @property
    def told(self) -> tuple[str, ...]:
        """What it changed, in words."""
        return (JOINED,) if self.joins else tuple(changes.sentences(self.changes))

    def entry(self, repository: Repository) -> TreeEntry | None:
        """The page as it was then; None where it was not there."""
        return repository.tree(self.commit).get(self.path)


def moments(
    repository: Repository, first: int = 0, end: int | None = None, what: Sequence[str] = PAGES
) -> Iterator[Moment]:
    """The commits that changed something below some paths, the latest first; some of them, by their ranks."""
    few = () if end is None else (f"--max-count={end}",)
    log = repository.said("log", "--no-merges", "--full-history", f"--format={_LINE}", *few, "--", *what)
    for line in log.splitlines()[first:]:
        commit, parent, author, at = line.split("\t")
        found = changes_between(repository, parent, commit)
        inside = tuple(change for change in found if _is_in(change, what))
        yield Moment(commit, author, in_our_zone(at), inside)


def moments_of(repository: Repository, path: str, since: str = "") -> Iterator[Moment]:
    """The commits that made a version of one page, also those that joined two: the last one first, then the latest.

    ``since``: only what came after that commit.
    """
    last, passed = repository.tree(repository.commit("HEAD")).get(path), list[Moment]()
    found = _versions(repository, path, since)
    for each in () if since or not last else found:
        passed.append(each)
        if each.entry(repository) == last:  # not the latest one, where somebody chose between two
            passed.insert(0, passed.pop())
            break
    for each in chain(passed, found):
        changed = changes_between(repository, each.parent, each.commit, (each.path,))
        yield replace(each, changes=tuple(changed))


def _versions(repository: Repository, path: str, since: str = "") -> Iterator[Moment]:
    """The same, from the latest on, without what they changed: asked of git at once."""
    log = repository.said(
        *("log", "--follow", "--topo-order", "-c", "--name-only", f"--format=%x01{_LINE}"),
        *(f"{since}..HEAD" if since else "HEAD", "--", path),
    )
    for told in log.split("\1")[1:]:
        line, _, names = told.partition("\n")
        if name := names.strip():  # else it joins, and the page is as one of both had it
            commit, parents, author, at = line.split("\t")
            parent, *others = parents.split() or [""]
            yield Moment(commit, author, in_our_zone(at), (), name, parent, bool(others))


def _is_in(change: Change, what: Sequence[str]) -> bool:
    return what == ALL or change.path.startswith(CONTENT) == (what == PAGES)


_LINE: Final = "%H%x09%P%x09%an%x09%aI"


def moment_at(repository: Repository, mark: str) -> Moment:
    """Who made a commit and when. Raises SharingRefused."""
    commit, _, author, at = repository.said("log", "-1", f"--format={_LINE}", _moment(repository, mark)).split("\t")
    return Moment(commit, author, in_our_zone(at))


def history(sharing: Sharing, page: str = "", *, everything: bool = False) -> int:
    """Print who changed what; return the code to exit with."""
    repository, say, way = sharing.repository, sharing.person.say, sharing.person.way
    path = path_of(repository, page) if page else ""
    ours = repository.snapshot()
    now = repository.tree(ours).get(path)
    unsent = sharing.changes(sharing.before, ours)
    if told := list(changes.sentences(change for change in unsent if not path or change.path == path)):
        say("\nPas encore enregistré")
        say("\n".join(f"  {said}" for said in told))
        now = None
    end = None if everything else SHOWN + 1
    all_of_them = moments(repository, end=end, what=ALL if everything else PAGES)
    found = moments_of(repository, path) if path else all_of_them
    number = 0
    for number, moment in enumerate(found, 1):
        if number == end:
            say(f"\n… et ce qui est plus ancien : {way(f'historique {page} '.strip())} --tout")
            break
        current = bool(now) and moment.entry(repository) == now
        now = None if current else now
        say(f"\n{moment.who} · repère {moment.commit[:SHORT]}{' · maintenant' if current else ''}")
        say("\n".join(f"  {said}" for said in moment.told))
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
    """What a restoration changes in the files of the folder, which are as the tree ``ours``.

    ``version`` says when and by whom the page was made as it would be, ``goes`` whose later work on it goes with that.
    """

    ours: str
    changes: tuple[Change, ...]
    target: str
    version: str = ""
    goes: tuple[str, ...] = ()

    def of(self, sharing: Sharing, paths: Collection[str]) -> "Restoring":
        """The same for some of the files alone."""
        kept = tuple(change for change in self.changes if change.path in paths)
        after = sharing.repository.tree(self.target)
        names = {name for change in kept for name in (change.path, change.renamed_from) if name}
        target = sharing.repository.tree_of(self.ours, {name: after.get(name) for name in names})
        return replace(self, changes=kept, target=target)


def planned_version(sharing: Sharing, page: str, mark: str = "") -> Restoring:
    """What would bring a page back as it was at a moment; without one, as it was before it went, or was changed last.

    No file is changed. Raises SharingRefused.
    """
    repository = sharing.repository
    ours, path = repository.snapshot(), path_of(repository, page)
    now = repository.tree(ours).get(path)
    commit = _moment(repository, mark) if mark else ""
    found = _versions(repository, path)
    wanted = (each for each in found if (each.commit == commit if mark else each.entry(repository) not in (None, now)))
    then = next(wanted, Moment(commit, "", dt.datetime.min, path=path))
    if not (then.commit and (entry := then.entry(repository))):
        raise SharingRefused(f"{called(repository, path)} : il n’y a pas d’autre version de cette page.")
    target = repository.tree_of(ours, {path: entry})
    later = (moment for moment in moments_of(repository, path, then.commit) if not moment.joins)
    goes = [f"{moment.who} · {', '.join(moment.told)}" for moment in later]
    if now != repository.tree(sharing.before).get(path):
        goes.insert(0, "Ce que vous avez changé ici, et pas encore envoyé")
    return Restoring(ours, tuple(sharing.changes(ours, target)), target, then.who, tuple(goes))


def planned_undoing(sharing: Sharing, mark: str, page: str = "", within: str = "") -> Restoring:
    """What would undo what was done at a moment, of one page or of the files within a folder, and keep what came later.

    No file is changed. Raises SharingRefused.
    """
    repository = sharing.repository
    ours, commit = repository.snapshot(), _moment(repository, mark)
    parent = repository.commit(f"{commit}^")
    if not parent:
        raise SharingRefused("C’est le tout premier enregistrement : il ne peut pas être défait.")
    if len(repository.said("rev-list", "--parents", "-n", "1", commit).split()) > 2:
        raise SharingRefused("Ce moment réunit le travail de plusieurs personnes → choisissez un de leurs changements.")
    path = path_of(repository, page) if page else ""
    then = next((each.path for each in _versions(repository, path) if each.commit == commit), path) if path else ""
    done = [
        change
        for change in changes_between(repository, parent, commit)
        if change.path.startswith(within) and then in ("", change.path)
    ]
    before = repository.tree(parent)
    names = {name for change in done for name in (change.path, change.renamed_from) if name}
    without = repository.tree_of(commit, {name: before.get(name) for name in names})
    target = sharing.settled_tree(commit, ours, without, "avant ce changement")
    return Restoring(ours, tuple(sharing.changes(ours, target)), target)


def carry_out(sharing: Sharing, plan: Restoring) -> None:
    """Write what a plan says into the files of the folder; SharingRefused where somebody has changed one since."""
    if sharing.repository.snapshot() != plan.ours:
        raise SharingRefused(CHANGED_MEANWHILE)
    joining.write(sharing.repository, plan.ours, plan.target)


def restore(sharing: Sharing, page: str = "", mark: str = "", *, one_by_one: bool = False, yes: bool = False) -> int:
    """Bring back a page, or undo what was done at a moment; return the code to exit with.

    What that changes is told first; without ``yes`` somebody at the keyboard is asked. ``one_by_one``: of each file.
    """
    person = sharing.person
    if not (page or mark):
        raise SharingRefused(
            f"Dites quoi : {person.way('restaurer bureaux/dinant')} pour une page, "
            f"{person.way('restaurer --repere REPÈRE')} pour défaire un changement. Les repères sont dans : "
            f"{person.way('historique')}"
        )
    with sharing.held():
        plan = planned_version(sharing, page, mark) if page else planned_undoing(sharing, mark)
        if not plan.changes:
            person.say("C’est déjà ainsi : rien n’a changé.")
            return 0
        site, wanted = _site(sharing), []
        for change in plan.changes:
            person.say("\n".join((told_of(change), *(f"  {sign} {row}" for sign, row in rows_of(change, site)))))
            if not one_by_one or person.agrees("Faire cela ?"):
                wanted.append(change.path)
        if plan.version:
            person.say(f"{VERSION} du {plan.version}")
        if plan.goes:
            person.say("\n".join((GOES, *(f"  {each}" for each in plan.goes))))
        if not (yes or one_by_one or sys.stdin.isatty()):
            raise SharingRefused("Personne n’est là pour répondre : ajoutez --oui pour le faire sans question.")
        if not wanted or not (yes or one_by_one or person.agrees("Écrire cela dans vos fichiers ?")):
            person.say("Rien n’a changé.")
            return 0
        carry_out(sharing, plan.of(sharing, wanted) if one_by_one else plan)
        person.say(
            f"C’est écrit dans vos fichiers. Regardez ({person.way('servir')}), puis envoyez : {person.way('envoyer')}"
        )
    return 0


def told_of(change: Change) -> str:
    """What one change is, in words."""
    return next(changes.sentences([change]), change.path)


def _site(sharing: Sharing) -> Site | None:
    """The site as it is in the folder, with the titles that other pages are called by; None where it has mistakes."""
    with contextlib.suppress(ContentMistakes):
        return load(sharing.repository.root / CONTENT, build_date(), Cache(sharing.cache), with_drafts=True)
    return None


def rows_of(change: Change, site: Site | None) -> tuple[Row, ...]:
    """What goes from a file and what comes into it, in words; nothing of a picture or a document."""
    if not change.path.endswith(joining.TEXTS):
        return ()
    path = PurePosixPath(change.path.removeprefix(CONTENT))
    return told_rows(path, (change.before, change.after), build_date(), site)


def called(repository: Repository, path: str) -> str:
    """A page as one speaks of it, also one that is gone."""
    entry = repository.tree(repository.snapshot()).get(path)
    gone = (each.entry(repository) for each in _versions(repository, path)) if not entry else iter(())
    entry = entry or next(filter(None, gone), None)
    return changes.called(path, repository.blobs([entry.blob])[entry.blob] if entry else None)


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
    alike = [name for name in bare if name.rpartition("/")[2] == wanted]
    if found := bare.get(wanted) or (bare[alike[0]] if len(alike) == 1 else ""):
        return found
    raise SharingRefused(f"« {typed} » : aucun fichier de ce nom, même effacé{did_you_mean(wanted, bare) or '.'}")
