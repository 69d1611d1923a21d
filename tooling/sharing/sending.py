"""The commands « envoyer » and « recevoir »: they exchange the work in this folder with that of other people."""

import contextlib
import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from plugins.base.typography import listed, slugify
from tooling.commands.build_date import in_our_zone, now
from tooling.commands.lock import Locked, locked, user_name
from tooling.sharing import changes, joining
from tooling.sharing.asking import SIGNATURE, AtTheKeyboard, Dispute, Interlocutor
from tooling.sharing.changes import Change
from tooling.sharing.joining import Question
from tooling.sharing.messages import Trouble
from tooling.sharing.repository import Repository, SharingRefused, Tree

TRIES: Final = 8
"""How often to try anew where others send, or files change, meanwhile."""
Result = TypeVar("Result")


class Sharing:
    """One run of a command in the project folder ``root``; ``cache`` is the folder for its lock and git's log.

    ``before`` is the last commit of the branch.
    """

    def __init__(self, root: Path, cache: Path, person: Interlocutor | None = None) -> None:
        self.repository, self.cache = Repository(root, cache / "git.log"), cache
        self.person = person or AtTheKeyboard()
        self.before = self.repository.commit("HEAD")
        self._own: dict[tuple[str, str], str] = {}

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Allow one command at a time in this folder, and undo what a killed one has begun. Raises SharingRefused."""
        try:
            with locked(self.cache / "sharing-lock", f"{user_name()}, le {now():%d/%m/%Y à %H:%M}"):
                self.repository.forget_the_killed()
                joining.take_back(self.repository)
                self._finish_by_hand()
                self.before = self.repository.commit("HEAD")
                yield
        except Locked as held:
            raise SharingRefused(
                f"Un autre envoi est en cours dans ce dossier ({held}) → attendez qu’il finisse, puis recommencez."
            ) from None

    def _finish_by_hand(self) -> None:
        if undo := self.repository.begun_by_hand():
            what = "Une opération de git, commencée à la main dans ce dossier, n’est pas finie."
            if not self.person.agrees(f"{what} La défaire, et revenir à ce qui était avant ?"):
                raise SharingRefused(f"{what} Rien n’a changé → recommencez, et acceptez de la défaire.")
            self.repository.ask(*undo)

    # the signature

    def lacking(self) -> list[str]:
        """The keys of the SIGNATURE that git does not know yet."""
        return [key for key, value in self._signature().items() if not value]

    def _signature(self) -> dict[str, str]:
        return {key: self.repository.settings.get(f"user.{key}", "").strip() for key in SIGNATURE}

    def introduce(self, name: str = "", email: str = "") -> None:
        """Remember who signs, and ask for what is neither given nor known. Raises SharingRefused."""
        known, given = self._signature(), {"name": name, "email": email}
        if lacking := [key for key in known if not (given[key] or known[key])]:
            given |= {key: value.strip() for key, value in self.person.signs(lacking).items()}
        if given["email"] and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", given["email"]):
            raise SharingRefused(f"« {given['email']} » n’est pas une adresse e-mail → recommencez.")
        if "name" in lacking and not given["name"]:
            raise SharingRefused("Il faut un nom pour signer → recommencez.")
        for key, value in given.items():
            if value and value != known[key]:
                self.repository.set(f"user.{key}", " ".join(value.split()))

    # changes

    def own(self) -> str:
        """A commit of all that is in the folder now, on top of the last commit; that one itself without a change."""
        tree = self.repository.snapshot()
        if (self.before, tree) not in self._own:  # else nothing was saved since the last call
            self._own[self.before, tree] = self._own_commit(tree)
        return self._own[self.before, tree]

    def _own_commit(self, tree: str) -> str:
        if self.before and tree == self.repository.tree_hash(self.before):
            return self.before
        message = changes.summary(self.changes(self.before, tree)) or "Adresses publiées"
        return self._commit(tree, [self.before], message)

    def _commit(self, tree: str, parents: list[str], message: str) -> str:
        self.introduce()
        return self.repository.new_commit(tree, parents, message)

    def changes(self, before: str, after: str) -> list[Change]:
        """The changes between two commits."""
        return changes_between(self.repository, before, after)

    def waiting(self) -> list[Change]:
        """The changes in the folder that the remote did not have when it was last asked."""
        return self.changes(self._with_the_others(), self.repository.snapshot())

    def waiting_files(self) -> tuple[str, ...]:
        """The files with changes that are ``waiting``: found in milliseconds, even beside another command."""
        return self.repository.differing(self._with_the_others())

    def _with_the_others(self) -> str:
        """The last commit of this folder that the remote had when it was last asked, "" for none.

        Without a remote, the last commit.
        """
        theirs = self.repository.commit(self.repository.tracking) if self.repository.remote else ""
        if theirs == self.before:
            return theirs
        base = self.repository.base(self.before, theirs)
        return base or ("" if self.repository.remote else self.before)

    def arrived(self, base: str, theirs: str) -> str:
        """A sentence on what came from others since the commit ``base``: changes, authors, pages; "" for nothing."""
        found = self.changes(base, theirs) if theirs and base != theirs else []
        if not (told := changes.summary(found)):
            return ""
        since = f"{base}..{theirs}" if base else theirs
        names = self.repository.said("log", "--no-merges", "--format=%an", since).splitlines()
        pages = sum(1 for change in found if changes.title_of(change.path, change.after or change.before))
        aside = [f"{pages} page{'s' * (pages > 1)}"] if pages else []
        aside += [f"par {listed(sorted({*names}), 'et')}"] if names else []
        return f"Reçu ({', '.join(aside)}) : {told}." if aside else f"Reçu : {told}."

    # merging

    def joined(self, ours: str, theirs: str) -> str:
        """A commit that merges ``ours`` and ``theirs``; one of them, if it holds the other. Raises SharingRefused."""
        base = self.repository.base(ours, theirs)
        if not theirs or base == theirs:
            return ours
        if not ours or base == ours:
            return theirs
        tree = self.settled_tree(base, ours, theirs)
        return self._commit(tree, [ours, theirs], "Travail de plusieurs personnes réuni")

    def settled_tree(self, base: str, ours: str, theirs: str, whose: str = "") -> str:
        """The tree that merges two versions of ``base``; the person decides each contradiction. Raises SharingRefused.

        ``whose``: the name of the other version, where no single person made it.
        """
        both = joining.join(self.repository, base, ours, theirs)
        if not (questions := both.questions):
            return both.finished(self.repository, ours, lambda question: True)
        since = f"{base}..{theirs}" if base else theirs
        disputes = [self._dispute(question, (ours, theirs), since, whose) for question in questions]
        answers = dict(zip(questions, self.person.chooses(disputes), strict=True))
        return both.finished(self.repository, ours, answers.__getitem__)

    def _dispute(self, question: Question, versions: Sequence[str], since: str, whose: str) -> Dispute:
        path, conflict = question
        author, _, at = self.repository.said("log", "-1", "--format=%an%x09%aI", since, "--", path).partition("\t")
        who = f"{author}, le {in_our_zone(at):%d/%m/%Y}" if author else "une autre personne"
        entry = next(filter(None, (self.repository.tree(version).get(path) for version in versions)))
        data = self.repository.blobs([entry.blob])[entry.blob]
        page, place = changes.called(path, data), changes.label_at(path, conflict.place)
        return Dispute(path, page, place, conflict.ours, conflict.theirs, whose or who)

    def settle(self, theirs: str) -> str:
        """Bring our work and ``theirs`` together in the folder; return the commit of both. Raises SharingRefused."""
        for _ in range(TRIES):
            ours = self.own()
            target = self.joined(ours, theirs)
            if not target or target == self.before or joining.show(self.repository, self.before, ours, target):
                self.before = target
                return target
        raise SharingRefused("Des fichiers changent sans cesse → fermez les autres programmes, puis recommencez.")

    def put_back(self, commit: str) -> bool:
        """Bring the folder back to a commit; return False, with nothing changed, where somebody edits it meanwhile."""
        if self.own() != self.before or not joining.show(self.repository, self.before, self.before, commit):
            return False
        self.before = commit
        return True


def changes_between(repository: Repository, before: str, after: str, paths: Sequence[str] = ()) -> list[Change]:
    """The changes between two commits, in the files ``paths`` or in all."""
    old, new = repository.tree(before), repository.tree(after)
    renamed = {then: now for now, then in repository.renamed(before, after).items()}
    differing = [path for path in {*old, *new} if old.get(path) != new.get(path) and (not paths or path in paths)]
    wanted = [tree[path] for tree in (old, new) for path in {*differing, *renamed.values()} if path in tree]
    known = repository.blobs([entry.blob for entry in wanted])

    def data(tree: Tree, path: str) -> bytes | None:
        return known.get(tree[path].blob) if path in tree else None

    found = []
    for path in sorted(set(differing) - set(renamed.values())):
        was = renamed.get(path, "")
        found.append(Change(path, data(old, was or path), data(new, path), was))
    return found


def receive(sharing: Sharing) -> int:
    """Bring the work of the others into this folder; return the exit code. Raises SharingRefused."""
    with sharing.held():
        repository, person, start = sharing.repository, sharing.person, sharing.before
        if not repository.remote:
            person.say("Ce dossier n’est relié à aucun autre : il n’y a rien à recevoir.")
            return 0
        theirs = _with_patience(repository.fetch)
        base = repository.base(start, theirs)
        target = sharing.settle(theirs)
        person.say(sharing.arrived(base, theirs) or "Rien de neuf.")
        if target != theirs:
            person.say(f"Votre travail est enregistré ; pour l’envoyer aux autres : {person.way('envoyer')}")
    return 0


def send(sharing: Sharing, name: str = "", email: str = "", after: Callable[[], str] = str) -> int:
    """Receive the work of the others, then send that of this folder; return the exit code. Raises SharingRefused.

    ``after`` says what remains to be done until the public sees what was sent.
    """
    with sharing.held():
        repository, person = sharing.repository, sharing.person
        if name or email:
            sharing.introduce(name, email)
        start = sharing.before
        ours = sharing.own()
        if ours != start and (told := changes.summary(sharing.changes(start, ours))):
            person.say(f"À envoyer : {told}.")
        if not repository.remote:
            sharing.settle("")
            person.say("Ce dossier n’est relié à aucun autre : votre travail est enregistré sur cet ordinateur.")
            return 0
        try:
            theirs = _with_patience(repository.fetch)
        except SharingRefused as refused:
            sharing.settle("")
            if refused.trouble is not Trouble.OFFLINE:
                raise
            person.say(str(refused))
            return 0
        known = repository.base(ours, theirs)
        for attempt in range(TRIES):
            try:
                target = sharing.settle(theirs)
            except SharingRefused:
                if attempt and not sharing.put_back(ours):
                    raise SharingRefused("Tout est annulé, sauf ce qui est déjà reçu.") from None
                raise
            if target == theirs:
                _say_arrived(sharing, known, theirs)
                person.say("Rien à envoyer : tout le monde a la même chose.")
                return 0
            try:
                _with_patience(partial(repository.push, target, repository.there))
                break
            except SharingRefused as refused:
                if refused.trouble is Trouble.PROTECTED:
                    return _propose(sharing, target, theirs)
                if refused.trouble is not Trouble.RACE or attempt == TRIES - 1:
                    raise
                time.sleep(0.2 * attempt)
                theirs = _with_patience(repository.fetch)
        _say_arrived(sharing, known, theirs)
        person.say(f"Envoyé : {changes.summary(sharing.changes(theirs, target)) or 'les adresses publiées'}.")
        if remains := after():
            person.say(remains)
    return 0


def _say_arrived(sharing: Sharing, known: str, theirs: str) -> None:
    if told := sharing.arrived(known, theirs):
        sharing.person.say(told)


def _propose(sharing: Sharing, target: str, theirs: str) -> int:
    """Push to a new branch what the protected main branch refuses, and say where to propose it."""
    repository, person = sharing.repository, sharing.person
    who = slugify(repository.settings.get("user.name", "")) or "quelqu-un"
    for number in range(1, TRIES):
        branch = f"proposition-{who}" + (f"-{number}" if number > 1 else "")
        try:
            address = repository.push(target, branch)
        except SharingRefused as refused:
            if refused.trouble is not Trouble.RACE:
                raise
            continue  # a branch of that name holds something else, and nothing is ever forced
        person.say(f"Envoyé comme proposition : {changes.summary(sharing.changes(theirs, target))}.")
        person.say("La branche principale ne se change pas directement : une autre personne relit d’abord.")
        person.say(f"Ouvrez la proposition ici : {address}" if address else f"Son nom sur le dépôt : {branch}")
        return 0
    raise SharingRefused("Il y a déjà trop de propositions ouvertes à votre nom → faites-les relire d’abord.")


def _with_patience(do: Callable[[], Result]) -> Result:
    """The result of ``do``, which is tried once more where the connection was cut."""
    try:
        return do()
    except SharingRefused as refused:
        if refused.trouble is not Trouble.LOST:
            raise
        time.sleep(1)
        return do()
