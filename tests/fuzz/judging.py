"""The fuzzer: runs ``check`` on many damaged copies (mutants) of a small invented site, in child processes.

A fault is a traceback, a crash, a reading that is slow or hangs, a message that is not French or holds a control
character, or an entry of the content folder that is not reported exactly once. A seed and a number reproduce a mutant.
Used by ``test_fuzz.py`` and ``scripts/fuzz.py``.
"""

import contextlib
import datetime as dt
import functools
import io
import itertools
import json
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import traceback
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plugins.base.mistakes import visible
from plugins.base.walk import is_noise
from plugins.desk import check
from plugins.model import BY_FOLDER
from plugins.source.folder import sort_files
from plugins.source.limits import read_bounded
from tests.drawn import JPEG
from tests.fuzz.mutations import mutate

SITE = Path(__file__).parents[1] / "invented/content"
LEFT_OUT = (
    "autre-heure.md",
    "avancee.md",
    "close.md",
    "complete.md",
    "reportee.md",
    "vague.md",
    "hybride.md",
    "un-essai-manque.md",
    *("fete-des-ratages.md", "forum-des-ebauches.md", "salon-des-prototypes.md", "le-bon-usage-du-brouillon.md"),
    *("pleniere-des-essais.md", "enregistrement-de-la-pleniere.md", "video-du-brouillon.md", "carnets.md"),
    *("carte-blanche-*.md", "ecole-du-tatonnement.md", "marche-des-apprentis.md", "subsides-des-ateliers.md"),
    *("florennes.md", "havelange.md", "partage.md", "veille.md", "rencontre.md", "horloges.md", "declaration.md"),
    *("index.md", "404.md", "donnees.md", "hors-ligne.md", "mentions-legales.md", "permanences.md", "plan-du-site.md"),
)
"""Files of the invented site that resemble others: to read them would only take time."""
TODAY = dt.date(2026, 11, 23)
CPU = 5
"""The limit of processor time for one reading, in seconds."""
BATCH = 50
SHOWN = 5
"""The most faults that are reported for one mutant: a thousand lines may repeat the same fault."""
WAIT = 60
"""A reading that uses no processor time in so many seconds is considered hung, however busy the machine is."""
MEMORY = 2_000_000_000
"""The limit of the address space of a process (RLIMIT_AS), in bytes."""
ENGLISH = re.compile(
    r"\b(?:the|is|are|was|not|of|in|and|with|from|for|this|invalid|expected|cannot|could|should|must|found|missing|required|unexpected|unknown|allowed|"
    r"error|failed|while|line|column|character|mapping|scalar|value|string|object|recursion|maximum|Errno|denied|directory|such|too|"
    r"None|NoneType|True|False|dict|int|str|list|Traceback|\w+Error)\b"
)
"""English words that no message contains outside of quotation marks, unless it repeats a word of the content."""
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"«[^«»]*»|\[[^\]]*\]\([^)]*\)")
ROW = re.compile(r"(?P<path>.*?):(?P<line>[1-9]\d*): (?P<message>.+)")


@dataclass
class Tally:
    """The results of many readings: their number, the refusals, the slowest (seconds), the faults, the damages done."""

    done: int = 0
    refused: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def run(seed: int, numbers: Iterable[int], jobs: int, told: Callable[[Tally], None] = lambda _: None) -> Tally:
    """Read the mutants ``numbers`` of ``seed``, ``jobs`` processes at a time; call ``told`` after each batch."""
    _import_all()
    tally, running = Tally(), {}
    waiting = list(batched(numbers))
    with tempfile.TemporaryDirectory(prefix="cainamur-fuzz-") as name:
        root = Path(name)
        while waiting or running:
            while waiting and len(running) < jobs:
                batch = waiting.pop(0)
                running[_start(seed, batch, root)] = batch
            process, status = os.wait()
            batch = running.pop(process)
            if left := _judged(tally, seed, batch, root, status):
                waiting.insert(0, left)
            told(tally)
    return tally


@functools.cache
def _import_all() -> None:
    """Import all modules before the first fork, by a first reading."""
    with tempfile.TemporaryDirectory(prefix="cainamur-fuzz-") as name:
        read(make(1, -1, Path(name))[0], Path(name))


def batched(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Split the numbers into batches, one for each process: to start a process takes longer than to read a site."""
    iterator = iter(numbers)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch


def make(seed: int, number: int, folder: Path) -> tuple[Path, list[str]]:
    """Make a mutant below ``folder``; return its content folder and its damages, in words. -1 leaves it undamaged."""
    content = folder / "content"
    shutil.copytree(SITE, content, ignore=shutil.ignore_patterns(*LEFT_OUT))
    (content / "images").mkdir(exist_ok=True)
    (content / "images/photo.jpg").write_bytes(JPEG)
    (content / "redirections.txt").write_text("/vieille-adresse/ → /agenda/\n/vieux/* → /\n", "utf-8")
    (content / "abreviations.txt").write_text("PDF\nPPLI: Plan provincial\n", "utf-8")
    (content / "mots-connus.txt").write_text("Interfédéral\n", "utf-8")
    (content / "synonymes.txt").write_text("rdv → rendez-vous\ncalendrier -> /agenda/\n", "utf-8")
    return content, mutate(content, random.Random(f"{seed}:{number}")) if number >= 0 else []


def _start(seed: int, batch: list[int], root: Path) -> int:
    """Fork a process that reads the mutants of a batch in turn and writes each result to a file; return its id."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, _still_alive())
        for number in batch:
            folder = root / str(number)
            folder.mkdir()
            signal.setitimer(signal.ITIMER_REAL, WAIT)
            content, done = make(seed, number, folder)
            (folder / "done").write_text("\n".join(done), "utf-8", "backslashreplace")
            before = _cpu()
            signal.setitimer(signal.ITIMER_PROF, 1.2 * CPU)
            refused, faults = read(content, folder)
            (folder / "told").write_text(json.dumps([refused, faults, _cpu() - before]))
        code = 0
    finally:
        os._exit(code)


def _still_alive() -> Callable[[int, object], None]:
    """Return a handler of SIGALRM that ends a process which has used no processor time since the last alarm."""
    at_last = [-1.0]

    def look(*_: object) -> None:
        if _cpu() - at_last[0] < 0.001:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGALRM)
        at_last[0] = _cpu()
        signal.setitimer(signal.ITIMER_REAL, WAIT)

    return look


def _cpu() -> float:
    return sum(resource.getrusage(resource.RUSAGE_SELF)[:2])


def _judged(tally: Tally, seed: int, batch: list[int], root: Path, status: int) -> list[int]:
    """Add the results of a batch to the tally; return the mutants left unread because one of them ended the process."""
    for place, number in enumerate(batch, 1):
        folder = root / str(number)
        tally.done += 1
        done = (folder / "done").read_text("utf-8") if (folder / "done").exists() else "?"
        tally.kinds.update(step.partition(":")[0] for step in done.split("\n") if step)
        complete = (folder / "told").exists()
        if complete:
            refused, faults, cpu = json.loads((folder / "told").read_text())
            tally.refused += refused
            tally.slowest = max(tally.slowest, cpu)
            if cpu > CPU:
                faults.append(f"{cpu:.1f} s of CPU")
        else:
            ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            known = {signal.SIGPROF: f"more than {CPU} s of CPU", signal.SIGALRM: "waits for ever", 0: "cannot be made"}
            faults = [known.get(ended, f"died of signal {ended}")]
        tally.faults += [f"seed {seed} number {number}: {fault}\n    {done}" for fault in faults[:SHOWN]]
        shutil.rmtree(folder, ignore_errors=True)
        if not complete:
            return batch[place:]
    return []


def read(content: Path, folder: Path) -> tuple[bool, list[str]]:
    """Run ``check`` on the content; return whether it was refused, and the faults found in what was printed."""
    out, err, sites = io.StringIO(), io.StringIO(), []

    def load(*arguments: object, **options: object) -> object:
        sites.append(real(*arguments, **options))
        return sites[-1]

    real, check.load = check.load, load
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            refused = bool(check.main(content, TODAY, check.Asked(everything=True), _speller, folder / "cache"))
        printed = out.getvalue() + err.getvalue()
        faults = [*_unclean(printed), *_no_french(printed, err.getvalue() if refused else "", content)]
        faults += _unaccounted(content, printed, sites[0] if sites else None)
    except BaseException:
        return False, [traceback.format_exc(limit=-4)]
    finally:
        check.load = real
    return refused, faults


def _speller(words: tuple[str, ...]) -> dict[str, str]:
    """Stand in for the spelling checker: report the first three words as unknown."""
    return dict.fromkeys(words[:3], "mot")


def _unclean(printed: str) -> Iterator[str]:
    for character in sorted(set(printed) - {"\n", "\t"}):
        if (
            unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
            or character in "\u200b\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\ufeff"
        ):
            yield f"U+{ord(character):04X} is printed"
    if "Traceback" in printed:
        yield "a traceback is printed"


def _no_french(printed: str, mistakes: str, content: Path) -> Iterator[str]:
    for row in mistakes.splitlines()[:-1]:  # the last line is the number of mistakes
        told = ROW.fullmatch(row)
        if not told:
            yield f"no mistake: {row[:300]}"
        elif "→" not in told["message"]:
            yield f"no remedy: {row[:300]}"
    for row in printed.splitlines():
        told = ROW.fullmatch(row)
        sentence = told["message"] if told else "" if content.as_posix() in row else row
        while (bare := QUOTED.sub("", sentence)) != sentence:
            sentence = bare
        if (english := set(ENGLISH.findall(sentence))) and (english := english - _typed(content)):
            yield f"« {', '.join(sorted(english))} » in: {row[:300]}"


def _typed(content: Path) -> set[str]:
    """The words in the files of the content and in their names: messages may repeat these."""
    typed: set[str] = set()
    for where, _, names in os.walk(content):
        for name in names:
            file = Path(where) / name
            plain = not file.is_symlink() and file.is_file()
            typed.update(WORD.findall(f"{name} {read_bounded(file).decode('utf-8', 'replace') if plain else ''}"))
    return typed


def _unaccounted(content: Path, printed: str, site: object) -> Iterator[str]:
    """Find the entries of the folder that are not sorted exactly once, not reported, or missing in the site."""
    blamed: list[str] = []
    files = sort_files(content, lambda path, _, message: blamed.append(path.as_posix()))
    accounted = [*(path.as_posix() for path, _ in files.sources), *files.assets, *files.lists, *dict(files.noise)]
    counts = Counter([*accounted, *set(blamed) - set(files.assets)])
    for path, holds in _entries(content):
        if counts[path] != 1 and not (counts[path] == 0 and holds):
            yield f"{path!r} is accounted for {counts[path]} times"
        if not site and path in blamed and visible(f"{content.as_posix()}/{path}:") not in printed:
            yield f"{path!r} is a mistake that is not told"
        if site and path in dict(files.noise) and visible(path) not in printed:
            yield f"{path!r} is noise that is not told"
    if site:
        read = {path.as_posix() for path, _ in files.sources}
        known = {*site.by_path, *(item.path.as_posix() for item in site.withheld)}
        shown = {address[1:] for address in (*site.media.pictures, *site.media.documents)}
        yield from (f"{path!r} was read and is nowhere" for path in sorted(read - known))
        yield from (f"{path!r} is an asset and is nowhere" for path in sorted(set(files.assets) - shown))
        yield from (f"{path!r} is a mistake, and the site was read" for path in sorted(blamed))


def _entries(content: Path) -> Iterator[tuple[str, bool]]:
    """Each entry outside of noise folders, with whether it is a folder that needs no report of its own."""
    waiting = [content]
    while waiting:
        folder = waiting.pop()
        with os.scandir(folder) as inside:
            entries = sorted(inside, key=lambda entry: os.fsencode(entry.name))
        for entry in entries:
            path = Path(entry.path).relative_to(content).as_posix()
            walked = entry.is_dir(follow_symlinks=False) and not is_noise(entry.name)
            filled = walked and (any(Path(entry).iterdir()) or path in (*BY_FOLDER, "images", "documents"))
            yield path, filled
            if walked:
                waiting.append(Path(entry.path))
