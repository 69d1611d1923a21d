"""Publishes the site: build, check, show the changes, ask, switch in one step. Also goes back to the one before."""

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from plugins.base import dates, findings
from plugins.base.dates import FRENCH
from plugins.base.findings import Finding
from plugins.base.typography import capital
from tooling.commands import building
from tooling.commands.build_date import BuildDateMistake, build_date, now, refuse_future_day, stated_day
from tooling.commands.lock import Locked, locked, user_name
from tooling.commands.program import COMMAND
from tooling.release import clock, published
from tooling.release.clock import Timestamp
from tooling.targets.manifest import Changes, Manifest
from tooling.targets.origin import Origin, person, spoken, why_older
from tooling.targets.target import ConnectionLost, Target, TargetRefused

UNSURE: Final = 2
"""The exit code of a failure after which the new site may be public; 1 when the public site is unchanged."""
SAID: Final = "autres-programmes.log"
"""The log of what ssh, rsync and sftp said of failures, in English, for the developer."""


@dataclass(frozen=True)
class Steps:
    """How a release is made and checked: ``SitePublication`` (site_publication.py) has those of the real site.

    ``build`` fills a new folder and returns an exit code; ``check`` compresses what is in it and returns its faults.
    ``silence`` starts asking whether the nightly publications still come. ``remember`` is given the folder once it is
    public, and again by each publication without changes, because the one before may have been interrupted.
    ``verify_public`` is given the folder once the public address shows it, and prints what it finds there, without
    effect on the exit code. ``clock`` starts asking another clock for the time. ``root`` is the project folder.
    ``own_pages`` gives the addresses of the pages whose own file differs from a commit.
    """

    website: str
    build: Callable[[Path], int]
    check: Callable[[Path], list[Finding]]
    remember: Callable[[Path], None] = lambda site: None
    verify_public: Callable[[Path], None] = lambda site: None
    clock: Callable[[], Callable[[], Timestamp | None]] = lambda: lambda: None
    silence: Callable[[], Callable[[], str]] = lambda: lambda: ""
    root: Path | None = None
    own_pages: Callable[[str], Collection[str]] = lambda commit: ()


@dataclass
class Outcome:
    """How a command ends: its exit code, and whether the new site may be public."""

    code: int = 0
    switched: bool = False


@contextlib.contextmanager
def reporting(aside: Path) -> Iterator[Outcome]:
    """Report a refusal, a failure or Ctrl-C in French, and set the exit code of the yielded outcome.

    The English output of another program is kept in the folder ``aside``.
    """
    outcome = Outcome()
    try:
        yield outcome
    except (TargetRefused, BuildDateMistake) as refused:
        print(refused, file=sys.stderr)
        if isinstance(refused, TargetRefused) and refused.said.strip():
            with contextlib.suppress(OSError), (aside / SAID).open("a", encoding="utf-8") as log:
                log.write(f"{now():%Y-%m-%d %H:%M:%S} {refused.said.strip()}\n")
                kept = building.shown(aside / SAID, building.ROOT)
                print(f"Ce que l’autre programme a dit, en anglais, est dans {kept}.", file=sys.stderr)
        outcome.code = UNSURE if outcome.switched and isinstance(refused, ConnectionLost) else 1
    except OSError as error:
        print(f"{building.refused(error)}\nLe site en ligne est entier.", file=sys.stderr)
        outcome.code = UNSURE if outcome.switched else 1
    except (KeyboardInterrupt, EOFError):
        if outcome.switched:
            print(
                "\nArrêté. Le site en ligne est entier : l’ancien ou le nouveau. Relancez la commande.", file=sys.stderr
            )
        else:
            print("\nArrêté : rien n’a été publié.", file=sys.stderr)
        outcome.code = building.INTERRUPTED
    except Exception as error:
        code = building.report_failure(error)
        outcome.code = UNSURE if outcome.switched else code


@contextlib.contextmanager
def publication_lock(aside: Path) -> Iterator[None]:
    """Allow one publication at a time from this computer. Raises TargetRefused."""
    try:
        with locked(aside / "lock", f"{user_name()}, le {now():%d/%m/%Y à %H:%M}"):
            yield
    except Locked as held:
        raise TargetRefused(
            f"Une autre publication est en cours sur cet ordinateur ({held}).\n"
            "Rien n’a changé. Si c’est la vôtre, elle attend peut-être votre réponse dans une autre fenêtre de "
            "commandes : répondez, ou fermez cette fenêtre.\nSinon, attendez qu’elle finisse : quelques minutes. Puis "
            "recommencez."
        ) from None


def publish(steps: Steps, target: Target, aside: Path, *, yes: bool = False, trial: bool = False, day: str = "") -> int:
    """Make a release and show it at the target; return the exit code.

    ``aside`` is a working folder. Without ``yes`` somebody at the keyboard is asked; a ``trial`` ends before that.
    ``day`` (yyyy-mm-dd) replaces the clock of this computer.
    """
    if not (yes or trial or _can_answer("publier")):
        return 1
    site = aside / "site"
    with reporting(aside) as outcome, publication_lock(aside), _emptied(site):
        _set_day(day)
        ask_clock, silence = steps.clock(), steps.silence()
        origin = Origin.of(steps.root, published.LIST) if steps.root else Origin(now(), person())
        if code := _make(steps, site):
            return code
        candidate = Candidate(site, Manifest.of(site), origin, build_date(), bool(day))
        with target:
            before = target.published()
            if before.files and (missed := silence()):
                print(missed, flush=True)
            doubts = _doubts(steps, target, candidate, ask_clock)
            if remark := target.remark():
                print(remark, flush=True)
            if not _compare(steps, target, candidate, before):
                if not trial and target.serves_public:
                    steps.remember(site)
                return 0
            _tell(doubts, yes=yes)
            if trial:
                print("C’était un essai : rien n’a été publié.")
                return 0
            if yes:
                _switch(steps, target, candidate, outcome)
        if not yes:  # the target is released during the question, so that nobody else waits, and held again after it
            if not _agreed(f"Publier {'quand même ' if doubts else ''}?", "Rien n’a été publié."):
                return 0
            with target:
                _refuse_other(target, before)
                _switch(steps, target, candidate, outcome)
        if target.at_once:
            steps.verify_public(site)
    return outcome.code


def _set_day(stated: str) -> None:
    """Build for the ``stated`` day; without one, refuse a BUILD_DATE in the future."""
    if stated:
        os.environ["BUILD_DATE"] = stated_day(stated).isoformat()
    else:
        refuse_future_day()


@contextlib.contextmanager
def _emptied(site: Path) -> Iterator[None]:
    """Move the last site out of the folder ``site``, and delete it at the end.

    Not at the start: just after a large deletion a disk may take several times as long to write.
    """
    before = site.with_name(f"{site.name}-before")
    shutil.rmtree(before, ignore_errors=True)  # left by a publication that was killed
    try:
        site.rename(before)
    except OSError:  # not there, or in use by another program
        shutil.rmtree(site, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(before, ignore_errors=True)


def _make(steps: Steps, site: Path) -> int:
    """Build and check a release; return 0, or the exit code where nothing can be published."""
    if code := steps.build(site):
        if code == building.INTERRUPTED:
            raise KeyboardInterrupt
        return code
    print("Vérification…", flush=True)
    if found := steps.check(site):
        print(f"{findings.as_text(found)}\n{findings.total(found)} Rien n’a été publié.", file=sys.stderr)
        return 1
    print("Tout est en ordre.", flush=True)
    return 0


@dataclass(frozen=True)
class Candidate:
    """What may be published: a built ``site``, with its manifest, origin and day.

    ``stated``: whether the day was given with --jour.
    """

    site: Path
    manifest: Manifest
    origin: Origin
    day: date
    stated: bool


def _doubts(steps: Steps, target: Target, candidate: Candidate, ask_clock: Callable[[], Timestamp | None]) -> list[str]:
    """The doubts that somebody must confirm, in French. Raises TargetRefused where the clock must be wrong."""
    moment, shown, saved = target.clock(), target.origin(), candidate.origin.committed_at
    other = Timestamp(target.name, moment) if moment else ask_clock()
    ahead = undone = ""
    if candidate.stated:
        ahead = clock.ahead_of(candidate.day, other)
    else:
        past = [Timestamp("le dernier enregistrement de git", saved)] if saved else []
        past += [Timestamp("la dernière publication", shown.made_at)] if shown else []
        clock.verify_clock(other, past)
    if shown and steps.root:
        undone = why_older(candidate.origin, shown, steps.root)
    return [each for each in (target.doubt(), ahead, undone) if each]


def _compare(steps: Steps, target: Target, candidate: Candidate, before: Manifest) -> bool:
    """Print what the candidate changes for the target; return whether it changes anything."""
    changes = Changes.between(before, candidate.manifest)
    if not changes:
        print(f"Rien n’a changé : {target.name} montre déjà ce site.")
        return False
    print(f"\nSite du {dates.day(candidate.day, FRENCH)}.", end=" ")
    shown = target.origin()
    own = steps.own_pages(shown.commit) if shown and shown.commit else ()
    print(f"Ce qui change pour {target.name} :\n{changes.description(own)}\n", flush=True)
    if steps.root:
        print(f"Le contenu : {candidate.origin.description}.\n", flush=True)
    return True


def _tell(doubts: list[str], *, yes: bool) -> None:
    """Print the doubts. Raises TargetRefused where nobody is asked about them."""
    if yes and doubts:
        ask = "Rien n’a été publié → si c’est voulu, recommencez sans --oui, et répondez à la question."
        raise TargetRefused("\n".join([*doubts, ask]))
    if doubts:
        print("\n".join(doubts), end="\n\n", flush=True)


def _refuse_other(target: Target, before: Manifest) -> None:
    """Raise TargetRefused where the target no longer shows the site ``before``."""
    if target.published() != before:
        raise TargetRefused(
            "Une autre publication a eu lieu pendant la question : ce qui change n’est plus ce qui est montré.\n"
            "Rien n’a changé. Recommencez."
        )


def _can_answer(what: str) -> bool:
    """Whether somebody is at the keyboard; if not, print how to do ``what`` without a question."""
    if not (there := sys.stdin.isatty()):
        print(f"Personne n’est là pour répondre : ajoutez --oui pour {what} sans question.", file=sys.stderr)
    return there


def _agreed(question: str, refused: str) -> bool:
    """Ask the person at the keyboard; return whether the answer is yes, and print ``refused`` where it is not."""
    answer = input(f"{question} [o/N] ").strip().lower()
    if answer not in {"o", "oui"}:
        print(refused)
    return answer in {"o", "oui"}


def _switch(steps: Steps, target: Target, candidate: Candidate, outcome: Outcome) -> None:
    """Upload the candidate, show it to the public, and print that it is done."""
    target.upload(candidate.site, candidate.manifest, candidate.origin)
    outcome.switched = True
    shown = target.switch()
    if target.serves_public:
        steps.remember(candidate.site)
        print(f"C’est publié : {_named(candidate.origin)}.")
        later = "" if target.at_once else ", dès que l’hébergeur aura pris ce dossier"
        print(f"L’adresse du site : {steps.website}/{later}")
    else:
        print(f"Le site est dans {shown}, sur cet ordinateur. Rien n’a été mis en ligne.")
        print(f"Pour le mettre en ligne : {COMMAND} publier --vers rsync, si votre site a un serveur.", end=" ")
        print("Si l’hébergeur prend ce dossier, ajoutez --en-ligne.")
    print(f"Pour revenir en arrière : {COMMAND} annuler-publication --vers {target.word}")


Told = Callable[[str, str], Iterable[str]]
"""A function that tells in French what changed between two commits."""


def rollback(target: Target, aside: Path, changed: Told = lambda before, after: (), *, yes: bool = False) -> int:
    """Show the publication before the current one; return the exit code.

    What that takes back is printed first; without ``yes`` somebody at the keyboard is asked.
    """
    if not (yes or _can_answer("le faire")):
        return 1
    with reporting(aside) as outcome, publication_lock(aside):
        with target:
            before = target.published()
            again = _tell_return(target, before, changed)
            if yes:
                _step_back(target, outcome, again)
        if not yes:  # the target is released during the question, as in ``publish``
            if not _agreed("Revenir à la publication précédente ?", "Rien n’a changé."):
                return 0
            with target:
                _refuse_other(target, before)
                _step_back(target, outcome, again)
    return outcome.code


def _tell_return(target: Target, before: Manifest, changed: Told) -> Origin | None:
    """Print what going back changes; return the origin of the publication that would be shown again."""
    earlier, shown = target.earlier(), target.origin()
    again = earlier.said or _spoken(earlier.origin)
    print(f"{capital(target.name)} montre {_spoken(shown)}.\nIl montrerait de nouveau {again}.")
    print(f"\nCe qui change pour {target.name} :\n{Changes.between(before, earlier.manifest).description()}\n")
    if earlier.origin and shown and (taken := list(changed(earlier.origin.commit, shown.commit))):
        print("\n".join(("Ce que cela retire du site :", *(f"  {each}" for each in taken))))
        print(f"Pour n’en retirer qu’une partie : {COMMAND} historique, puis {COMMAND} restaurer\n")
    sys.stdout.flush()
    return earlier.origin


def _spoken(origin: Origin | None) -> str:
    """A publication in French, with who made it and from which commit."""
    if not origin:
        return "une publication dont l’origine n’est pas connue"
    return f"{_named(origin)}, par {origin.made_by} ({origin.description})"


def _named(origin: Origin) -> str:
    """The name by which every command calls a publication: « la publication du 24/11/2026 à 10:00 »."""
    return f"la publication du {spoken(origin.made_at)}"


def _step_back(target: Target, outcome: Outcome, again: Origin | None) -> None:
    """Show the publication before the current one, and print that it is done."""
    outcome.switched = True
    shown = target.rollback()
    print(f"C’est annulé. Le site montre maintenant {_named(again) if again else shown}.")
