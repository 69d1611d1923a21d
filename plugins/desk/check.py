"""Prints the mistakes of a content folder, which block a publication, or else advice; builds nothing."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from textwrap import fill
from typing import Final

from plugins.desk.advice import LASTING, RULES, Advice, Report, advise
from plugins.desk.advice.spelling import Speller, hunspell
from plugins.model import Office
from plugins.model.site import Site
from plugins.source.loading import load
from plugins.source.walk import What, walk
from plugins.text.cache import Cache
from plugins.text.mistakes import ContentMistakes, did_you_mean, visible
from plugins.text.typography import capital

FILES, EACH = 10, 3
"""How much advice is shown when nothing is asked for: of so many files, so much each."""
EASY = 50
HEADING: Final = "\nConseils (rien n’empêche de publier) :"

CACHE: Final = Path(".cache/made")
"""As in pelicanconf.py: a check and a build remember the same pictures."""


@dataclass(frozen=True)
class Asked:
    """What the officer asked for: one file, everything, or a list for other programs."""

    only: str = ""
    everything: bool = False
    as_json: bool = False
    command: str = "python3 tasks.py"
    """How she starts the commands."""


def main(
    content: Path, today: date, asked: Asked | None = None, speller: Speller = hunspell, cache: Path = CACHE
) -> int:
    """Print the mistakes to the error stream, or the advice; the exit code is 1 when there are mistakes."""
    asked = asked or Asked()
    try:
        site = load(content, today, Cache(cache), with_drafts=True)
    except ContentMistakes as mistakes:
        if asked.as_json:
            _print_json([(item.path, item.line, "mistake", item.message, "mistake") for item in mistakes.mistakes], {})
        else:
            print(mistakes.report(), file=sys.stderr)
        return 1
    only = ""
    if asked.only:
        names = [found.path for found in walk(content) if found.what is What.FILE]
        only = _file(asked.only, names, content.name)
        if not only:
            bare = [name.removesuffix(".md") for name in names]
            near = bare if "/" in asked.only else [name.rpartition("/")[2] for name in bare]
            hint = did_you_mean(asked.only, near) or "."
            said = f"« {asked.only} » : il n’y a pas de fichier de ce nom dans {content.as_posix()}{hint}"
            print(visible(said), file=sys.stderr)
            return 1
    report = advise(site, content, speller, only)
    if asked.as_json:
        rows = [((content / a.path).as_posix(), a.line, a.rule, a.message, "advice") for a in report.advice]
        _print_json(rows, {(content / path).as_posix(): figure for path, figure in report.readability.items()})
    else:
        told = "\n".join(_lines(report, site, content, only, asked))
        print("\n".join(map(visible, told.split("\n"))))
    return 0


def _file(typed: str, names: Iterable[str], folder: str) -> str:
    """The file that is meant by « bureaux/dinant », « content/bureaux/dinant.md » or « dinant », or ""."""
    wanted = typed.replace("\\", "/").removeprefix("./").removeprefix(f"{folder}/").removesuffix(".md")
    bare = {name.removesuffix(".md"): name for name in names}
    alike = [name for stem, name in bare.items() if stem.rpartition("/")[2] == wanted]
    return bare.get(wanted) or (alike[0] if len(alike) == 1 else "")


def _print_json(rows: Iterable[tuple[str, int, str, str, str]], readability: dict[str, int]) -> None:
    """For other programs: these keys stay."""
    keys = ("path", "line", "rule", "message", "severity")
    findings = [
        {key: visible(cell) if isinstance(cell, str) else cell for key, cell in zip(keys, row, strict=True)}
        for row in rows
    ]
    print(json.dumps({"findings": findings, "readability": readability}, ensure_ascii=False, indent=2))


def _lines(report: Report, site: Site, content: Path, only: str, asked: Asked) -> Iterator[str]:
    """The lines to print."""
    yield f"Aucune erreur dans {len(site.records)} pages."
    yield from _one_file(report, content, only) if only else _all_files(report, content, asked)


def _one_file(report: Report, content: Path, path: str) -> Iterator[str]:
    if report.advice:
        yield HEADING
        yield from _of_file(path, report.advice, content)
    yield ""
    yield from _unspelled(report)
    figure = report.readability.get(path)
    if figure is None:
        yield "Lisibilité : le texte est trop court pour un chiffre."
    else:
        grade = "facile" if figure >= 70 else "moyenne" if figure >= EASY else "difficile"
        yield f"Lisibilité : {figure} sur 100 ({grade}). {EXPLAINED}"
    if not report.advice:
        yield "Aucun conseil pour ce fichier."


def _all_files(report: Report, content: Path, asked: Asked) -> Iterator[str]:
    """Offices first. Unless everything is asked for, what is mended soon: so many files, so much of each."""
    offices, others = (_by_message(report, offices=which) for which in (True, False))
    apart = {advice for together in (*offices.values(), *others.values()) for advice in together}
    left = [advice for advice in report.advice if advice not in apart and (asked.everything or _soon(advice))]
    files = [(path, list(found)) for path, found in groupby(left, key=lambda advice: advice.path)]
    files.sort(key=lambda item: not _of_an_office(item[0]))
    shown = files if asked.everything else files[:FILES]
    if files or offices or (asked.everything and others):
        yield HEADING
    yield from _together(offices)
    for path, found in shown:
        told = found if asked.everything else found[:EACH]
        yield from _of_file(path, told, content)
        if rest := len(found) - len(told):
            yield f"  … et {rest} autre{'s' * (rest > 1)} : {asked.command} verifier {path.removesuffix('.md')}"
    if asked.everything:
        yield from _together(others)
    if rest := len(files) - len(shown):
        yield f"\n… et {rest} autre{'s' * (rest > 1)} fichier{'s' * (rest > 1)} : {asked.command} verifier --tout"
    yield ""
    yield from _unspelled(report)
    yield from _counts(report, asked)


def _unspelled(report: Report) -> Iterator[str]:
    if report.unspelled:
        yield f"{capital(report.unspelled)}."


def _of_an_office(path: str) -> bool:
    return path.startswith(f"{Office.folder}/") and not path.endswith("/index.md")


def _soon(advice: Advice) -> bool:
    """Whether it is shown unasked: what is mended soon, and the age of an office's facts."""
    return advice.rule not in LASTING or (advice.rule == "verified" and _of_an_office(advice.path))


def _by_message(report: Report, *, offices: bool) -> dict[str, list[Advice]]:
    """The offices, or the other files, to be verified again, where several share one message, by that message."""
    groups: dict[str, list[Advice]] = {}
    for advice in report.advice:
        if advice.rule == "verified" and _of_an_office(advice.path) == offices:
            groups.setdefault(advice.message, []).append(advice)
    return {message: together for message, together in groups.items() if len(together) > 1}


def _together(groups: dict[str, list[Advice]]) -> Iterator[str]:
    for message, together in groups.items():
        yield f"\n{len(together)} fichiers, {RULES[together[0].rule]} : {message}"
        names = ", ".join(advice.path.removesuffix(".md") for advice in together)
        yield fill(names, 100, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _of_file(path: str, found: Iterable[Advice], content: Path) -> Iterator[str]:
    yield f"\n{(content / path).as_posix()}"
    yield from (f"  ligne {advice.line}, {RULES[advice.rule]} : {advice.message}" for advice in found)


EXPLAINED = (
    "Ce chiffre monte avec des phrases courtes et des mots courts ; visez 50 ou plus "
    "(formule de Flesch, adaptée au français par Kandel et Moles en 1958)."
)


def _counts(report: Report, asked: Asked) -> Iterator[str]:
    counts = Counter(advice.rule for advice in report.advice)
    if counts:
        told = [f"{RULES[rule]} {counts[rule]}" for rule in RULES if counts[rule]]
        yield f"En tout : {' · '.join(told)}."
    else:
        yield "Aucun conseil : tout est en ordre."
    hard = sorted((figure, path) for path, figure in report.readability.items() if figure < EASY)
    if report.readability:
        mean = round(sum(report.readability.values()) / len(report.readability))
        yield f"Lisibilité : {mean} sur 100 en moyenne. {EXPLAINED}"
    for figure, path in hard if asked.everything else ():
        yield f"  {figure} : {path}"
    if counts and not asked.everything:
        yield f"Pour un seul fichier : {asked.command} verifier bureaux/dinant"
        yield f"Pour tout voir, avec vos notes : {asked.command} verifier --tout"
