"""From the content to the public site: build, check, show what changes, ask, replace in one step; and back again."""

import contextlib
import runpy
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from plugins.permanences.wording import dated_weekday
from tooling.commands import building
from tooling.commands.build_date import public_date
from tooling.commands.program import COMMAND
from tooling.release import findings
from tooling.release.findings import Finding
from tooling.targets.manifest import Changes, Manifest
from tooling.targets.only_one import Taken, only_one, somebody
from tooling.targets.target import Lost, Target, TargetRefused

SHOWN: Final = 5
YES: Final = frozenset({"o", "oui"})
UNSURE: Final = 2
"""The exit code of what went wrong once the other site may be public; 1 when the public site is as it was."""


@dataclass(frozen=True)
class Steps:
    """How a release is made and looked at: the real ones are ``steps_of``.

    ``build`` fills a new folder and returns an exit code; ``check`` tells what is wrong with it; each of ``remember``
    is given the folder once it is public, and again by each publication that finds nothing to change: the one before
    may have been stopped in between.
    """

    home: str
    build: Callable[[Path], int]
    check: Callable[[Path], list[Finding]]
    remember: tuple[Callable[[Path], None], ...] = field(default=())


def steps_of(settings: Path, cache: Path) -> Steps:
    """The steps for the site whose public settings are that file; what is costly to compress is kept in ``cache``."""
    from plugins.model.site import Site
    from plugins.source.loading import load
    from plugins.text.cache import Cache
    from plugins.text.mistakes import ContentMistakes
    from tooling.hosting import host_files
    from tooling.hosting.precompression import precompress
    from tooling.release import published
    from tooling.release.checks import check
    from tooling.release.release import Release

    root = settings.resolve().parent
    content, list_of_published = root / "content", root / published.LIST

    def read() -> Site:
        try:
            return load(content, building.build_date(), Cache(cache))
        except ContentMistakes:
            raise TargetRefused("Un contenu a changé pendant la construction → recommencez.") from None

    def build(folder: Path) -> int:
        if code := building.build(settings, folder):
            return code
        host_files.write(folder, read().redirections)
        precompress(folder, Cache(cache))
        return 0

    def look(folder: Path) -> list[Finding]:
        return check(Release(folder, home, read(), content, list_of_published))

    def remember(folder: Path) -> None:
        if new := published.remember(folder, list_of_published):
            more = f" et {len(new) - SHOWN} autres" if len(new) > SHOWN else ""
            print(f"Adresses publiées pour la première fois : {', '.join(new[:SHOWN])}{more}.")
            print(f"Elles sont notées dans {published.LIST.as_posix()} : envoyez aussi ce fichier avec votre travail.")

    home = runpy.run_path(str(settings))["SITEURL"].rstrip("/")
    return Steps(home, build, look, (remember,))


@dataclass
class End:
    """How a command ends: its code, and whether another site may be public by then."""

    code: int = 0
    switched: bool = False

    def set(self, code: int) -> int:
        self.code = code
        return code


@contextlib.contextmanager
def telling() -> Iterator[End]:
    """Tell a refusal or Ctrl-C in French, and leave the code to exit with in what is given."""
    end = End()
    try:
        yield end
    except (TargetRefused, building.BuildDateMistake) as refused:
        print(refused, file=sys.stderr)
        end.code = UNSURE if end.switched and isinstance(refused, Lost) else 1
    except OSError as error:
        print(f"Le disque refuse ({error.strerror} : {error.filename}). Le site en ligne est entier.", file=sys.stderr)
        end.code = UNSURE if end.switched else 1
    except (KeyboardInterrupt, EOFError):
        if end.switched:
            print(
                "\nArrêté. Le site en ligne est entier : l’ancien ou le nouveau. Relancez la commande.", file=sys.stderr
            )
        else:
            print("\nArrêté : rien n’a été publié.", file=sys.stderr)
        end.code = building.INTERRUPTED
    except Exception as error:
        code = building.told(error)
        end.code = UNSURE if end.switched else code


@contextlib.contextmanager
def alone(aside: Path) -> Iterator[None]:
    """Publish only once at a time from this computer."""
    try:
        with only_one(aside / "lock", somebody()):
            yield
    except Taken as taken:
        raise TargetRefused(
            f"Une autre publication est en cours sur cet ordinateur ({taken}).\n"
            "Rien n’a changé. Attendez qu’elle finisse, puis recommencez."
        ) from None


def publish(steps: Steps, target: Target, aside: Path, *, yes: bool = False, trial: bool = False) -> int:
    """Make a release and show it at the target; return the code to exit with.

    ``aside`` is a folder for the work. Without ``yes`` somebody at the keyboard is asked; a ``trial`` ends before that.
    """
    if not (yes or trial or sys.stdin.isatty()):
        print("Personne n’est là pour répondre : ajoutez --oui pour publier sans question.", file=sys.stderr)
        return 1
    with telling() as end, alone(aside):
        public_date()  # raises BuildDateMistake
        site = aside / "site"
        shutil.rmtree(site, ignore_errors=True)
        if end.set(steps.build(site)):
            if end.code == building.INTERRUPTED:
                raise KeyboardInterrupt
            return end.code
        print("Vérification…", flush=True)
        if found := steps.check(site):
            count = len(found)
            print(f"{findings.told(found)}\n{count} point{'s' * (count > 1)} à corriger.", end=" ", file=sys.stderr)
            print("Rien n’a été publié.", file=sys.stderr)
            return end.set(1)
        print("Tout est en ordre.", flush=True)
        _replace(steps, target, site, end, yes=yes, trial=trial)
    return end.code


def _replace(steps: Steps, target: Target, site: Path, end: End, *, yes: bool, trial: bool) -> None:
    manifest = Manifest.of(site)
    with target:
        before = target.published()
        changes = Changes.between(before, manifest)
        if not changes:
            print(f"Rien n’a changé : {target.name} montre déjà ce site.")
            if not trial:
                _remember(steps, site)
            return
        print(f"\nSite du {dated_weekday(public_date())}.", end=" ")
        print(f"Ce qui change pour {target.name} :\n{changes.told()}\n", flush=True)
        if trial:
            print("C’était un essai : rien n’a été publié.")
            return
        if yes:
            _show(steps, target, site, manifest, end)
            return
    # Nobody else waits while somebody thinks: the target is let go, and taken again after the answer.
    if input("Publier ? [o/N] ").strip().lower() not in YES:
        print("Rien n’a été publié.")
        return
    with target:
        if target.published() != before:
            raise TargetRefused(
                "Une autre publication a eu lieu pendant la question : ce qui change n’est plus ce qui est montré.\n"
                "Rien n’a changé. Recommencez."
            )
        _show(steps, target, site, manifest, end)


def _show(steps: Steps, target: Target, site: Path, manifest: Manifest, end: End) -> None:
    target.upload(site, manifest)
    end.switched = True
    shown = target.switch()
    _remember(steps, site)
    print(f"C’est publié : {shown}.\nL’adresse du site : {steps.home}/")
    print(f"Pour revenir en arrière : {COMMAND} annuler-publication --vers {target.word}")


def _remember(steps: Steps, site: Path) -> None:
    for each in steps.remember:
        each(site)


def step_back(target: Target, aside: Path) -> int:
    """Show the publication before the one that the target shows; return the code to exit with."""
    with telling() as end, alone(aside), target:
        end.switched = True
        shown = target.step_back()
        print(f"C’est annulé. Le site montre maintenant {shown}.")
    return end.code
