"""The commands « historique » and « restaurer »: tell who changed what and when, and bring an earlier state back.

A restoration writes into the files of the folder, like any other edit: it is sent and published in the same way, and
can be undone too.
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
from plugins.source.folder import file_meant
from plugins.source.loading import load
from tooling.commands.build_date import build_date, in_our_zone
from tooling.sharing import changes, joining, merging
from tooling.sharing.changes import CONTENT, Change
from tooling.sharing.repository import Repository, SharingRefused, TreeEntry
from tooling.sharing.sending import Sharing, changes_between

SHOWN: Final = 15
"""How many moments are shown at a time, unless all are asked for."""
PAGES: Final = (CONTENT,)
PROGRAM: Final = (".", f":(exclude){CONTENT}", f":(exclude){merging.UNION}")
"""Git's pathspecs for what is not content, without the list of published addresses, which no person writes."""
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
    """The path of the page at this commit, in the history of one page."""
    parent: str = ""
    joins: bool = False
    """Whether the commit merges the versions of several people."""

    @property
    def when(self) -> str:
        """The day and the time in French: « jeudi 26 novembre 2026, 10:12 »."""
        return f"{dates.day(self.at.date(), FRENCH)}, {self.at:%H:%M}"

    @property
    def who(self) -> str:
        """The time and the author in French: « jeudi 26 novembre 2026, 10:12 · Ana Essai »."""
        return f"{self.when} · {self.author}"

    @property
    def told(self) -> tuple[str, ...]:
        """What the commit changed, in French sentences."""
        return (JOINED,) if self.joins else tuple(changes.sentences(self.changes))

    def entry(self, repository: Repository) -> TreeEntry | None:
        """The file of the page at this commit; None where there was none."""
        return repository.tree(self.commit).get(self.path)


def moments(
    repository: Repository, first: int = 0, end: int | None = None, what: Sequence[str] = PAGES
) -> Iterator[Moment]:
    """The commits, the latest first, that changed something below the pathspecs ``what``: from ``first`` to ``end``."""
    few = () if end is None else (f"--max-count={end}",)
    log = repository.said("log", "--no-merges", "--full-history", f"--format={_LINE}", *few, "--", *what)
    for line in log.splitlines()[first:]:
        commit, parent, author, at = line.split("\t")
        found = changes_between(repository, parent, commit)
        inside = tuple(change for change in found if _is_in(change, what))
        yield Moment(commit, author, in_our_zone(at), inside)


def moments_of(repository: Repository, path: str, since: str = "") -> Iterator[Moment]:
    """The commits that made a version of one page, merges included: first that of the current version.

    The others follow from the latest on. ``since``: only the commits after that one, simply from the latest on.
    """
    last, passed = repository.tree(repository.commit("HEAD")).get(path), list[Moment]()
    found = _versions(repository, path, since)
    for each in () if since or not last else found:
        passed.append(each)
        if each.entry(repository) == last:  # not the latest version, where somebody chose the other of two
            passed.insert(0, passed.pop())
            break
    for each in chain(passed, found):
        changed = changes_between(repository, each.parent, each.commit, (each.path,))
        yield replace(each, changes=tuple(changed))


def _versions(repository: Repository, path: str, since: str = "") -> Iterator[Moment]:
    """The commits that made a version of one page, from the latest on, without their ``changes``: one git command."""
    log = repository.said(
        *("log", "--follow", "--topo-order", "-c", "--name-only", f"--format=%x01{_LINE}"),
        *(f"{since}..HEAD" if since else "HEAD", "--", path),
    )
    for told in log.split("\1")[1:]:
        line, _, names = told.partition("\n")
        if name := names.strip():  # else a merge in which the page is as one of both sides had it
            commit, parents, author, at = line.split("\t")
            parent, *others = parents.split() or [""]
            yield Moment(commit, author, in_our_zone(at), (), name, parent, bool(others))


def _is_in(change: Change, what: Sequence[str]) -> bool:
    return what == ALL or change.path.startswith(CONTENT) == (what == PAGES)


_LINE: Final = "%H%x09%P%x09%an%x09%aI"


def moment_at(repository: Repository, mark: str) -> Moment:
    """The commit that ``mark`` means, with its author and time. Raises SharingRefused."""
    author, at = repository.signed(commit := _moment(repository, mark))
    return Moment(commit, author, in_our_zone(at.isoformat()))


def history(sharing: Sharing, page: str = "", *, everything: bool = False) -> int:
    """Print who changed what, of one ``page`` or of all; return the exit code. Raises SharingRefused."""
    repository, say, way = sharing.repository, sharing.person.say, sharing.person.way
    ours, path = repository.snapshot(), path_of(repository, page) if page else ""
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
    """What changed between two commits, in French sentences; none without git, or where a commit is unknown here."""
    with contextlib.suppress(SharingRefused):
        repository = Sharing(root, cache).repository
        commits = [repository.commit(each) for each in (before, after)]
        return list(changes.sentences(changes_between(repository, *commits))) if all(commits) else []
    return []


@dataclass(frozen=True)
class Restoring:
    """A planned restoration: it brings the files of the folder from the tree ``ours`` to the tree ``target``.

    Where it brings back a version of a page, ``version`` says when and by whom that was made, and ``goes`` names the
    later work on the page that is lost.
    """

    ours: str
    changes: tuple[Change, ...]
    target: str
    version: str = ""
    goes: tuple[str, ...] = ()

    def of(self, sharing: Sharing, paths: Collection[str]) -> "Restoring":
        """The same plan, limited to the files with these ``paths``."""
        kept = tuple(change for change in self.changes if change.path in paths)
        after = sharing.repository.tree(self.target)
        names = {name for change in kept for name in (change.path, change.renamed_from) if name}
        target = sharing.repository.tree_of(self.ours, {name: after.get(name) for name in names})
        return replace(self, changes=kept, target=target)


def planned_version(sharing: Sharing, page: str, mark: str = "") -> Restoring:
    """Plan to bring back the version of a page that the commit ``mark`` made; without one, the latest that differs.

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
    """Plan to undo the commit ``mark``, in one page or in the files below ``within``, and to keep all later changes.

    No file is changed. Raises SharingRefused.
    """
    repository = sharing.repository
    ours, commit = repository.snapshot(), _moment(repository, mark)
    parent = repository.commit(f"{commit}^")
    if not parent:
        raise SharingRefused("C’est le tout premier enregistrement : il ne peut pas être défait.")
    if repository.commit(f"{commit}^2"):
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
    """Write a plan into the files of the folder. Raises SharingRefused where somebody has changed a file since."""
    if sharing.repository.snapshot() != plan.ours:
        raise SharingRefused(CHANGED_MEANWHILE)
    joining.write(sharing.repository, plan.ours, plan.target)


def restore(sharing: Sharing, page: str = "", mark: str = "", *, one_by_one: bool = False, yes: bool = False) -> int:
    """Bring back a page, or undo the commit ``mark``; return the exit code. Raises SharingRefused.

    The changes are told first; without ``yes`` somebody at the keyboard is asked, with ``one_by_one`` about each file.
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
    """A change as a French sentence; where there is none, the path of its file."""
    return next(changes.sentences([change]), change.path)


def _site(sharing: Sharing) -> Site | None:
    """The site as it is in the folder, which knows the titles of pages; None where it has mistakes."""
    with contextlib.suppress(ContentMistakes):
        return load(sharing.repository.root / CONTENT, build_date(), Cache(sharing.cache), with_drafts=True)
    return None


def rows_of(change: Change, site: Site | None) -> tuple[Row, ...]:
    """The rows that a change removes from a file and adds to it, in words; none for a picture or a document."""
    if not change.path.endswith(joining.TEXTS):
        return ()
    path = PurePosixPath(change.path.removeprefix(CONTENT))
    return told_rows(path, (change.before, change.after), build_date(), site)


def called(repository: Repository, path: str) -> str:
    """The name of a page in French (``changes.called``), even of one that was removed."""
    entry = repository.tree(repository.seen()).get(path)
    gone = (each.entry(repository) for each in _versions(repository, path)) if not entry else iter(())
    entry = entry or next(filter(None, gone), None)
    return changes.called(path, repository.blobs([entry.blob])[entry.blob] if entry else None)


def _moment(repository: Repository, mark: str) -> str:
    """The commit whose hash begins with ``mark``. Raises SharingRefused."""
    if re.fullmatch(r"[0-9a-f]{4,40}", mark) and (commit := repository.commit(mark)):
        return commit
    raise SharingRefused(f"« {mark} » n’est pas un repère → reprenez-en un de l’historique")


def path_of(repository: Repository, typed: str) -> str:
    """The path of the file that « bureaux/dinant » or « dinant » means, even a removed one. Raises SharingRefused."""
    there = (*repository.tree(repository.seen()), *repository.tree(repository.commit("HEAD")))
    if (path := f"{CONTENT}{typed}.md") in there:
        return path
    gone = repository.said("log", "--no-merges", "--diff-filter=D", "--format=", "--name-only", "--", CONTENT)
    paths = dict.fromkeys(path for path in (*there, *gone.splitlines()) if path.startswith(CONTENT))
    names = [path.removeprefix(CONTENT) for path in reversed(paths)]
    if found := file_meant(typed, CONTENT.rstrip("/"), names):
        return f"{CONTENT}{found}"
    hint = did_you_mean(typed.removeprefix(CONTENT), [name.removesuffix(".md") for name in names]) or "."
    raise SharingRefused(f"« {typed} » : aucun fichier de ce nom, même effacé{hint}")
