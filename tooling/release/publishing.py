"""Publishes the site: build, check, show the changes, ask, switch in one step. Also steps back."""

import contextlib
import errno
import os
import re
import runpy
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from plugins.permanences.wording import dated_weekday
from tooling.commands import building
from tooling.commands.build_date import BuildDateMistake, build_date, now, public_date, stated_day
from tooling.commands.program import COMMAND
from tooling.commands.progress import TerminalProgress
from tooling.release import clock, findings, published
from tooling.release.clock import Timestamp
from tooling.release.findings import Finding
from tooling.release.origin import Origin, person, why_older
from tooling.targets.lock import Locked, locked, user_name
from tooling.targets.manifest import Changes, Manifest
from tooling.targets.target import ConnectionLost, Target, TargetRefused

SHOWN: Final = 5
UNSURE: Final = 2
"""The exit code of a failure after which the new site may be public; 1 when the public site is unchanged."""


@dataclass(frozen=True)
class Steps:
    """How a release is made and checked: ``steps_of`` gives those of the real site.

    ``build`` fills a new folder and returns an exit code; ``check`` compresses what is in it and returns its faults.
    ``remember`` is given the folder once it is public, and again by each publication without changes, because the one
    before may have been interrupted. ``verify_public`` is given the folder once the public address shows it, and prints
    what it finds there, without effect on the exit code. ``clock`` starts asking another clock for the time. ``root``
    is the project folder.
    """

    home: str
    build: Callable[[Path], int]
    check: Callable[[Path], list[Finding]]
    remember: Callable[[Path], None] = lambda site: None
    verify_public: Callable[[Path], None] = lambda site: None
    clock: Callable[[], Callable[[], Timestamp | None]] = lambda: lambda: None
    root: Path | None = None


def steps_of(settings: Path, cache: Path) -> Steps:
    """The steps for the site with these public settings; compressed files are kept in ``cache``."""
    from plugins.model.site import Site
    from plugins.text.cache import Cache
    from tooling.hosting import host_files, public_check
    from tooling.hosting.precompression import precompressing
    from tooling.release.checks import check, read_pages
    from tooling.release.release import Release

    root = settings.resolve().parent
    content, list_of_published = root / "content", root / published.LIST

    def build(folder: Path) -> int:
        read: list[Site] = []
        if code := building.build(settings, folder, TELL_SITE=read.append):
            return code
        (site,) = read
        made[:] = [Release(folder, home, site, content, list_of_published, Cache(cache))]
        host_files.write_host_files(folder, site.redirections)
        return 0

    def look(folder: Path) -> list[Finding]:
        progress = TerminalProgress(sys.stderr)
        read_pages(made[0])
        with precompressing(folder, Cache(cache), progress) as finish:
            return check(made[0], finish_compressing=finish, progress=progress)

    def remember(folder: Path) -> None:
        if new := published.remember(folder, list_of_published):
            more = f" et {len(new) - SHOWN} autres" if len(new) > SHOWN else ""
            print(f"Adresses publiées pour la première fois : {', '.join(new[:SHOWN])}{more}.")
            print(f"Elles sont notées dans {published.LIST.as_posix()} : envoyez aussi ce fichier avec votre travail.")

    def look_at_public(folder: Path) -> None:
        print("Vérification de l’adresse publique…", flush=True)
        print("\n".join(public_check.verify(home, folder, made[0].site.redirections)))

    made: list[Release] = []  # the one that is being made
    home = runpy.run_path(str(settings))["SITEURL"].rstrip("/")
    return Steps(home, build, look, remember, look_at_public, clock=lambda: clock.ask_time(home), root=root)


@dataclass
class Outcome:
    """How a command ends: its exit code, and whether the new site may be public."""

    code: int = 0
    switched: bool = False


@contextlib.contextmanager
def reporting() -> Iterator[Outcome]:
    """Report a refusal, a failure or Ctrl-C in French, and set the exit code of what is yielded."""
    outcome = Outcome()
    try:
        yield outcome
    except (TargetRefused, BuildDateMistake) as refused:
        print(refused, file=sys.stderr)
        outcome.code = UNSURE if outcome.switched and isinstance(refused, ConnectionLost) else 1
    except OSError as error:
        print(f"{_disk(error)}\nLe site en ligne est entier.", file=sys.stderr)
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


def _disk(error: OSError) -> str:
    """The message for an error of the system, in French; for the first of those in a shutil.Error."""
    code, file = error.errno, error.filename
    if isinstance(error, shutil.Error):
        errors = error.args[0] if error.args else ""
        _, file, why = errors[0] if isinstance(errors, list) and errors else ("", "", str(errors))
        number = re.search(r"\[Errno (\d+)\]", str(why))
        code = int(number[1]) if number else None
    where = f" ({file})" if file else ""
    if code in {errno.ENOSPC, errno.EDQUOT}:
        return f"Le disque est plein{where} → libérez de la place, puis recommencez."
    if code in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return (
            f"Le système refuse l’accès à un fichier ou à un dossier{where} → fermez ce qui l’utilise, vérifiez qu’il "
            "est à vous, puis recommencez."
        )
    reason = f", erreur {errno.errorcode.get(code, code)}" if code else ""
    return (
        f"Le disque ou le système refuse{where}{reason} → recommencez ; si cela persiste, montrez cette ligne à la "
        "personne qui développe le site."
    )


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
    """Make a release and show it at the target; return the code to exit with.

    ``aside`` is a working folder. Without ``yes`` somebody at the keyboard is asked; a ``trial`` ends before that.
    ``day`` (yyyy-mm-dd) replaces the clock of this computer.
    """
    if not (yes or trial or sys.stdin.isatty()):
        print("Personne n’est là pour répondre : ajoutez --oui pour publier sans question.", file=sys.stderr)
        return 1
    with reporting() as outcome, publication_lock(aside):
        if day:
            os.environ["BUILD_DATE"] = stated_day(day).isoformat()
        else:
            public_date()  # raises BuildDateMistake
        ask_clock = steps.clock()
        origin = Origin.of(steps.root, published.LIST) if steps.root else Origin(now(), person())
        site = aside / "site"
        shutil.rmtree(site, ignore_errors=True)
        outcome.code = steps.build(site)
        if outcome.code:
            if outcome.code == building.INTERRUPTED:
                raise KeyboardInterrupt
            return outcome.code
        print("Vérification…", flush=True)
        if found := steps.check(site):
            count = len(found)
            print(f"{findings.as_text(found)}\n{count} point{'s' * (count > 1)} à corriger.", end=" ", file=sys.stderr)
            print("Rien n’a été publié.", file=sys.stderr)
            outcome.code = 1
            return outcome.code
        print("Tout est en ordre.", flush=True)
        release = _Release(site, Manifest.of(site), origin, build_date(), bool(day))
        shown = _replace(steps, target, release, ask_clock, outcome, yes=yes, trial=trial)
        if shown and target.at_once:
            steps.verify_public(site)
    return outcome.code


@dataclass(frozen=True)
class _Release:
    """The built ``site``, its manifest, origin and day; ``stated``: whether the day was given with --jour."""

    site: Path
    manifest: Manifest
    origin: Origin
    day: date
    stated: bool


def _cautions(steps: Steps, target: Target, release: _Release, ask_clock: Callable[[], Timestamp | None]) -> list[str]:
    """What somebody must confirm, in French. Raises TargetRefused when the clock must be wrong."""
    moment, shown, saved = target.clock(), target.origin(), release.origin.committed_at
    other = Timestamp(target.name, moment) if moment else ask_clock()
    ahead = undone = ""
    if release.stated:
        ahead = clock.ahead_of(release.day, other)
    else:
        past = [Timestamp("le dernier enregistrement de git", saved)] if saved else []
        past += [Timestamp("la dernière publication", shown.made_at)] if shown else []
        clock.verify_clock(other, past)
    if shown and steps.root:
        undone = why_older(release.origin, shown, steps.root)
    return [each for each in (ahead, undone) if each]


def _replace(
    steps: Steps,
    target: Target,
    release: _Release,
    ask_clock: Callable[[], Timestamp | None],
    outcome: Outcome,
    *,
    yes: bool,
    trial: bool,
) -> bool:
    """Show the release if it differs and is confirmed; return whether it was shown."""
    with target:
        before = target.published()
        against = _cautions(steps, target, release, ask_clock)
        changes = Changes.between(before, release.manifest)
        if not changes:
            print(f"Rien n’a changé : {target.name} montre déjà ce site.")
            if not trial and target.serves_public:
                steps.remember(release.site)
            return False
        print(f"\nSite du {dated_weekday(release.day)}.", end=" ")
        print(f"Ce qui change pour {target.name} :\n{changes.description()}\n", flush=True)
        if steps.root:
            print(f"Le contenu : {release.origin.description}.\n", flush=True)
        if yes and against:
            ask = "Rien n’a été publié → si c’est voulu, recommencez sans --oui, et répondez à la question."
            raise TargetRefused("\n".join([*against, ask]))
        if against:
            print("\n".join(against), end="\n\n", flush=True)
        if trial:
            print("C’était un essai : rien n’a été publié.")
            return False
        if yes:
            _show(steps, target, release, outcome)
            return True
    # The target is released during the question, so that nobody else waits, and held again after the answer.
    if input(f"Publier {'quand même ' if against else ''}? [o/N] ").strip().lower() not in {"o", "oui"}:
        print("Rien n’a été publié.")
        return False
    with target:
        if target.published() != before:
            raise TargetRefused(
                "Une autre publication a eu lieu pendant la question : ce qui change n’est plus ce qui est montré.\n"
                "Rien n’a changé. Recommencez."
            )
        _show(steps, target, release, outcome)
    return True


def _show(steps: Steps, target: Target, release: _Release, outcome: Outcome) -> None:
    target.upload(release.site, release.manifest, release.origin)
    outcome.switched = True
    shown = target.switch()
    if target.serves_public:
        steps.remember(release.site)
        print(f"C’est publié : {shown}.")
        later = "" if target.at_once else ", dès que l’hébergeur aura pris ce dossier"
        print(f"L’adresse du site : {steps.home}/{later}")
    else:
        print(f"Le site est dans {shown}, sur cet ordinateur. Rien n’a été mis en ligne.")
        print(f"Pour le mettre en ligne : {COMMAND} publier --vers rsync, si votre site a un serveur.", end=" ")
        print("Si l’hébergeur prend ce dossier, ajoutez --en-ligne.")
    print(f"Pour revenir en arrière : {COMMAND} annuler-publication --vers {target.word}")


def step_back(target: Target, aside: Path) -> int:
    """Show the publication before the one shown now; return the code to exit with."""
    with reporting() as outcome, publication_lock(aside), target:
        outcome.switched = True
        shown = target.step_back()
        print(f"C’est annulé. Le site montre maintenant {shown}.")
        with contextlib.suppress(TargetRefused):  # it is done, and reported
            target.published()
            if origin := target.origin():
                print(f"Son contenu : {origin.description}, publié par {origin.made_by}.")
    return outcome.code
