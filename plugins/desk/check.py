"""The command ``check``: prints the mistakes of the content, which block a publication, or else advice."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from textwrap import fill
from typing import Final

from plugins.base.cache import CACHE_FOLDER, Cache
from plugins.base.findings import Finding, as_questions, as_text, total
from plugins.base.grouping import grouped
from plugins.base.mistakes import ContentMistakes, did_you_mean, visible
from plugins.base.progress import Progress, untold
from plugins.base.typography import capital, counted
from plugins.base.walk import EntryType, walk
from plugins.desk.advice import LASTING, RULES, Advice, Report, advise
from plugins.desk.advice.records import with_notes
from plugins.desk.advice.spelling import Speller, hunspell
from plugins.desk.translations import states
from plugins.languages.update import State
from plugins.model import Office
from plugins.model.site import Site
from plugins.source.folder import file_meant
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache

FILES_SHOWN = 10
ADVICE_SHOWN = 3
"""The number of pieces of advice shown for each file. Neither limit holds where everything is asked for."""
GOOD_READABILITY = 50
"""The readability to aim for; a page below it is listed as hard to read."""
Gate = Callable[[Site], tuple[Sequence[Finding], Sequence[Finding]]]
"""Returns what a publication would refuse of a site, and the questions that the launch waits for."""
ADVICE_HEADING: Final = "\nConseils (rien n’empêche de publier) :"


@dataclass(frozen=True)
class Asked:
    """The options of the command."""

    only: str = ""
    everything: bool = False
    as_json: bool = False
    notes: bool = False
    """Only the officer's notes, as a list of work: the text with the least to do first."""
    command: str = "python3 tasks.py"
    """The program as it is typed in a terminal, before the name of a command."""


def main(
    content: Path,
    today: date,
    asked: Asked | None = None,
    speller: Speller = hunspell,
    cache: Path = CACHE_FOLDER,
    records: RecordCache | None = None,
    progress: Progress = untold,
    theme: Path | None = None,
    gate: Gate = lambda site: ((), ()),
) -> int:
    """Print the mistakes to stderr, or else the advice; return the exit code, 1 for mistakes.

    ``records`` spares the reading of unchanged files. The state of the translations of the ``theme`` is printed if no
    single file is asked for. ``gate`` gives what a publication would refuse of a content without mistakes.
    """
    asked = asked or Asked()
    try:
        site = load(content, today, Cache(cache), records, with_drafts=True, progress=progress)
        languages = states(site, content, theme) if theme and not asked.only else []
        if records:
            records.save()
    except ContentMistakes as mistakes:
        return _refused([(it.path, it.line, it.message) for it in mistakes.mistakes], mistakes.report(), asked)
    refused, questions = gate(site)
    if refused:
        report = f"{as_text(refused)}\n{total(refused)} Le site en ligne n’a pas changé."
        return _refused([(*_place(it), it.message) for it in refused], report, asked)
    only = file_meant(asked.only, content.name, _names(content)) if asked.only else ""
    if asked.only and not only:
        print(visible(_no_file(asked.only, content)), file=sys.stderr)
        return 1
    advice = advise(site, content, speller, only, progress)
    if asked.as_json:
        _print_advice_as_json(advice, questions, languages, content)
        return 0
    lines = _notes(advice, site, content) if asked.notes else _lines(advice, languages, site, content, only, asked)
    print("\n".join(map(visible, (as_questions(questions) + "\n".join(lines)).split("\n"))))
    return 0


def _refused(rows: Iterable[tuple[str, int, str]], report: str, asked: Asked) -> int:
    """Print mistakes: as JSON from the file, line and message of each, or as the ``report``; return the exit code."""
    if asked.as_json:
        _print_json([(path, line, "mistake", message, "mistake") for path, line, message in rows], {})
    else:
        print(report, file=sys.stderr)
    return 1


def _no_file(typed: str, content: Path) -> str:
    """The sentence that no file has the name that was typed."""
    bare = [name.removesuffix(".md") for name in _names(content)]
    near = bare if "/" in typed else [name.rpartition("/")[2] for name in bare]
    hint = did_you_mean(typed, near) or "."
    return f"« {typed} » : il n’y a pas de fichier de ce nom dans {content.as_posix()}{hint}"


def _names(content: Path) -> list[str]:
    return [found.path for found in walk(content) if found.what is EntryType.FILE]


def _place(finding: Finding) -> tuple[str, int]:
    """The file and line of a finding; where it has no line, what it names and 1."""
    path, _, line = finding.where.rpartition(":")
    return (path, int(line)) if path and line.isdecimal() else (finding.where, 1)


def _print_advice_as_json(
    report: Report, questions: Iterable[Finding], languages: Iterable[State], content: Path
) -> None:
    rows = [((content / a.path).as_posix(), a.line, a.rule, a.message, "advice") for a in report.advice]
    rows.extend((*_place(question), "question", question.message, "advice") for question in questions)
    rows.extend((one.path, 1, "translation", str(one), "advice") for one in languages if not one.is_complete)
    _print_json(rows, {(content / path).as_posix(): figure for path, figure in report.readability.items()})


def _print_json(rows: Iterable[tuple[str, int, str, str, str]], readability: dict[str, int]) -> None:
    """Print JSON for other programs, which rely on these keys."""
    keys = ("path", "line", "rule", "message", "severity")
    findings = [
        {key: visible(cell) if isinstance(cell, str) else cell for key, cell in zip(keys, row, strict=True)}
        for row in rows
    ]
    print(json.dumps({"findings": findings, "readability": readability}, ensure_ascii=False, indent=2))


def _lines(
    report: Report, languages: Iterable[State], site: Site, content: Path, only: str, asked: Asked
) -> Iterator[str]:
    yield f"Aucune erreur dans {len(site.records)} pages."
    yield from _one_file(report, content, only) if only else _all_files(report, content, asked)
    yield from _translations(languages, asked)


def _notes(report: Report, site: Site, content: Path) -> Iterator[str]:
    """The officer's notes, of FILES_SHOWN files at most: the text with the least to do first."""
    notes = [advice for advice in report.advice if advice.rule == "note"]
    files = {path: list(found) for path, found in groupby(notes, key=lambda advice: advice.path)}
    queue = [path for record in with_notes(site) if (path := record.source.path.as_posix()) in files]
    for path in queue[:FILES_SHOWN]:
        yield from _of_file(path, files[path], content)
    if files:
        left = f"{counted(len(notes), 'note')} dans {counted(len(files), 'fichier')}"
        yield f"\nEncore {left} → effacez chaque note, une fois réglée."
    else:
        yield "Plus aucune note : tout est confirmé."


def _one_file(report: Report, content: Path, path: str) -> Iterator[str]:
    """The advice and the readability of a single file."""
    if report.advice:
        yield ADVICE_HEADING
        yield from _of_file(path, report.advice, content)
    yield ""
    yield from _spelling_note(report)
    figure = report.readability.get(path)
    if figure is None:
        yield "Lisibilité : le texte est trop court pour un chiffre."
    else:
        grade = "facile" if figure >= 70 else "moyenne" if figure >= GOOD_READABILITY else "difficile"
        yield f"Lisibilité : {figure} sur 100 ({grade}). {READABILITY_EXPLAINED}"
    if not report.advice:
        yield "Aucun conseil pour ce fichier."


def _all_files(report: Report, content: Path, asked: Asked) -> Iterator[str]:
    """The advice about all files, offices first; without ``--tout``, only what is soon mended, and a part of that."""
    offices, others = (_by_message(report, offices=which) for which in (True, False))
    grouped = {advice for together in (*offices.values(), *others.values()) for advice in together}
    left = [
        advice for advice in report.advice if advice not in grouped and (asked.everything or _shown_unasked(advice))
    ]
    files = [(path, list(found)) for path, found in groupby(left, key=lambda advice: advice.path)]
    files.sort(key=lambda item: not _of_an_office(item[0]))
    shown = files if asked.everything else files[:FILES_SHOWN]
    if files or offices or (asked.everything and others):
        yield ADVICE_HEADING
    yield from _together(offices)
    for path, found in shown:
        told = found if asked.everything else found[:ADVICE_SHOWN]
        yield from _of_file(path, told, content)
        if rest := len(found) - len(told):
            yield f"  … et {counted(rest, 'autre')} : {asked.command} verifier {path.removesuffix('.md')}"
    if asked.everything:
        yield from _together(others)
    if rest := len(files) - len(shown):
        yield f"\n… et {rest} autre{'s' * (rest > 1)} fichier{'s' * (rest > 1)} : {asked.command} verifier --tout"
    yield ""
    yield from _spelling_note(report)
    yield from _counts(report, asked)


def _translations(languages: Iterable[State], asked: Asked) -> Iterator[str]:
    """The state of the translations of each language."""
    if languages:
        yield "\nTraductions :"
        yield from (f"  {language}" for language in languages)
        yield f"Pour les mettre à jour : {asked.command} traductions"


def _spelling_note(report: Report) -> Iterator[str]:
    """The reason why the spelling was not checked, if it was not."""
    if report.spelling_unchecked:
        yield f"{capital(report.spelling_unchecked)}."


def _of_an_office(path: str) -> bool:
    return path.startswith(f"{Office.folder}/") and not path.endswith("/index.md")


def _shown_unasked(advice: Advice) -> bool:
    """Whether advice is shown without ``--tout``: if it is soon mended, or asks to verify an office."""
    return advice.rule not in LASTING or (advice.rule == "verified" and _of_an_office(advice.path))


def _by_message(report: Report, *, offices: bool) -> dict[str, list[Advice]]:
    """The advice to verify offices, or other files, by message: messages that several files share."""
    found = (a for a in report.advice if a.rule == "verified" and _of_an_office(a.path) == offices)
    groups = grouped((advice.message, advice) for advice in found)
    return {message: together for message, together in groups.items() if len(together) > 1}


def _together(groups: dict[str, list[Advice]]) -> Iterator[str]:
    """The advice that several files share, with their names."""
    for message, together in groups.items():
        yield f"\n{len(together)} fichiers, {RULES[together[0].rule]} : {message}"
        names = ", ".join(advice.path.removesuffix(".md") for advice in together)
        yield fill(names, 100, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _of_file(path: str, found: Iterable[Advice], content: Path) -> Iterator[str]:
    yield f"\n{(content / path).as_posix()}"
    yield from (f"  ligne {advice.line}, {RULES[advice.rule]} : {advice.message}" for advice in found)


READABILITY_EXPLAINED = (
    "Ce chiffre monte avec des phrases courtes et des mots courts ; visez 50 ou plus "
    "(formule de Flesch, adaptée au français par Kandel et Moles en 1958)."
)


def _counts(report: Report, asked: Asked) -> Iterator[str]:
    """The number of pieces of advice by rule, the mean readability, and how to see more."""
    counts = Counter(advice.rule for advice in report.advice)
    if counts:
        told = [f"{RULES[rule]} {counts[rule]}" for rule in RULES if counts[rule]]
        yield f"En tout : {' · '.join(told)}."
    else:
        yield "Aucun conseil : tout est en ordre."
    hard = sorted((figure, path) for path, figure in report.readability.items() if figure < GOOD_READABILITY)
    if report.readability:
        mean = round(sum(report.readability.values()) / len(report.readability))
        yield f"Lisibilité : {mean} sur 100 en moyenne. {READABILITY_EXPLAINED}"
    for figure, path in hard if asked.everything else ():
        yield f"  {figure} : {path}"
    if counts and not asked.everything:
        yield f"Pour un seul fichier : {asked.command} verifier bureaux/dinant"
        yield f"Pour tout voir, avec vos notes : {asked.command} verifier --tout"
