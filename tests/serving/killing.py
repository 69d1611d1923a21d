"""Kills publications at random moments, and checks what a visitor sees meanwhile and afterwards.

Used by the tests of publications and by ``scripts/kill_publications.py``.
"""

import contextlib
import http.client
import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.serving import small_site
from tests.serving.small_site import contents, files
from tooling.sharing import sending
from tooling.targets.rsync import RELEASES_KEPT

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([small_site.__name__, sending.__name__])
"""Forks processes from one that has already imported the publication: the imports take longer than the rest."""
BAD = ("mixed", "broken")
VICTIMS = ("client", "ssh or rsync", "server", "all")


@dataclass
class Site:
    """The files of each version: those of the small site, or of real builds (folders), taken in turn."""

    builds: tuple[Path, ...] = ()
    read: dict[int, dict[str, bytes]] = field(default_factory=dict)

    def files(self, version):
        if not self.builds:
            return files(version)
        which = version % len(self.builds)
        if which not in self.read:
            self.read[which] = contents(self.builds[which])
        return self.read[which]

    def folder(self, version):
        return self.builds[version % len(self.builds)] if self.builds else None


@dataclass
class Visitor:
    """Reads the site again and again, and counts the answers: of the old site, of the new one, of both, or broken."""

    port: int
    old: dict[str, bytes]
    new: dict[str, bytes]
    answers: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seen_new: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def once(self, paths=None):
        """Read all files once; return « old » (also where both sites are equal), « new », « mixed » or « broken »."""
        seen = {self.kind(path) for path in paths or sorted(self.old.keys() | self.new.keys())}
        if "broken" in seen:
            return "broken"
        return "mixed" if {"old", "new"} <= seen else "new" if "new" in seen else "old"

    def kind(self, path, over=None):
        try:
            status, body = self.get(path, over)
        except OSError as error:
            self.faults.append(f"/{path}: {error}")
            return "broken"
        answer = body if status == 200 else None if status == 404 else b""
        if path.startswith("theme/"):  # files of earlier releases stay, for visitors who have a page of them open
            return self.kept(path, answer)
        is_old, is_new = answer == self.old.get(path), answer == self.new.get(path)
        if is_old or is_new:
            return "both" if is_old and is_new else "old" if is_old else "new"
        return self.broken(path, answer)

    def kept(self, path, answer):
        if answer is None and path not in self.old:
            return "old"
        return "both" if answer == self.new.get(path, self.old.get(path)) else self.broken(path, answer)

    def broken(self, path, answer):
        self.faults.append(f"/{path}: " + ("absent" if answer is None else f"{len(answer)} bytes"))
        return "broken"

    def get(self, path, over=None):
        """Read a file; over the connection ``over``, which stays open, or over one of its own."""
        connection = over or self.connection()
        try:
            connection.request("GET", f"/{path}")
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError:
            connection.close()  # the next request opens it again
            raise
        finally:
            if not over:
                connection.close()

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def watch(self):
        """Read the files that differ until ``ended`` is set; an old answer after a new one is a fault too."""
        paths = [path for path in sorted(self.old.keys() | self.new.keys()) if self.old.get(path) != self.new.get(path)]
        with contextlib.closing(self.connection()) as over:
            while not self.ended.is_set():
                for path in paths:
                    kind = self.kind(path, over)
                    self.answers[kind] += 1
                    if kind == "old" and self.seen_new:
                        self.faults.append(f"/{path}: the old one again")
                    self.seen_new |= kind == "new"
                    time.sleep(0.001)  # leave the processor to the publication


def publication(where, aside, version, folder=None):
    """Start a publication in a process of its own and return the process; ``told`` is the file of its output."""
    told = Path(f"{aside}.told")
    told.write_bytes(b"")
    process = PROCESSES.Process(target=small_site.publish_alone, args=(told, where, aside, version, folder))
    process.told = told
    process.start()
    return process


def kill_group(process):
    """Kill a publication with all processes of its group; return whether it was still running."""
    if there := process.is_alive():
        with contextlib.suppress(ProcessLookupError):  # it has just ended, or has no group yet
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
    return there


def heard(process):
    """Wait for the end of a publication; return what it printed."""
    process.join(120)
    assert process.exitcode is not None
    return process.told.read_text("utf-8")


def succeed(where, aside, version, folder=None, patience=30):
    """Publish without a kill; return how many seconds it took.

    Tries again for ``patience`` seconds, since a killed publication may hold the lock for a moment.
    """
    until = time.monotonic() + patience
    while True:
        started = time.monotonic()
        process = publication(where, aside, version, folder)
        said = heard(process)
        if not process.exitcode:
            return time.monotonic() - started
        assert time.monotonic() < until, said
        time.sleep(0.2)


def await_moment(moment, process, releases):
    """Wait until the upload begins (« begin ») or is complete (« accept »), or the publication ends."""
    patterns = {"begin": ".incoming-*", "accept": "[0-9]*"}
    if moment in patterns:
        before = set(releases.glob(patterns[moment]))
        while process.is_alive() and not set(releases.glob(patterns[moment])) - before:
            time.sleep(0.001)


def trial(server, aside, site, version, when, victim, chance):
    """Publish ``version`` over the one before, and kill it; return the verdict, the visitor, the number of kills.

    ``when`` is a moment (see ``await_moment``) and the seconds to wait after it.
    """
    visitor = Visitor(server.web_port, site.files(version - 1), site.files(version))
    watching = threading.Thread(target=visitor.watch)
    watching.start()
    try:
        process = publication(server.toml, aside, version, site.folder(version))
        await_moment(when[0], process, server.site / "releases")
        time.sleep(when[1])
        running = process.is_alive()
        killed = kill(victims(victim, process.pid, server.sshd, chance)) if running else 0
        heard(process)
        time.sleep(0.1)  # the server may still carry out what was asked before the kill
    finally:
        visitor.ended.set()
        watching.join()
    return visitor.once(), visitor, killed


def victims(victim, client, sshd, chance):
    """The ids of the processes to kill, all of them descendants of this test: see ``VICTIMS``."""
    mine, theirs = descendants(client), descendants(sshd)
    some = {"ssh or rsync": mine, "server": theirs}.get(victim)
    if victim == "all":
        return [client, *mine, *theirs]
    return [client] if victim == "client" else [chance.choice(some)] if some else []


def kill(processes):
    """Kill the processes; return how many of them were still running."""
    killed = 0
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
            killed += 1
    return killed


def descendants(process):
    """The ids of the processes started by a process, directly or not."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(entry.parent.name)] = int(entry.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    found, generation = [], [process]
    while generation:
        generation = [child for child, parent in parents.items() if parent in generation]
        found += generation
    return found


@dataclass
class Tally:
    """The results of many trials, and how they are printed."""

    verdicts: Counter = field(default_factory=Counter)
    killed: Counter = field(default_factory=Counter)
    trials: int = 0
    reads: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self):
        lines = [
            f"{self.trials} publications, {self.killed.total()} of them killed while they ran "
            f"({', '.join(f'{what}: {count}' for what, count in sorted(self.killed.items()))})",
            f"afterwards: {', '.join(f'{count} {what}' for what, count in sorted(self.verdicts.items()))}",
            f"meanwhile: {self.reads} pages read, {len(self.faults)} of them mixed or broken",
        ]
        return "\n".join([*lines, *self.faults[:20]])

    @property
    def bad(self):
        return sum(self.verdicts[verdict] for verdict in BAD) + len(self.faults)


def run(server, aside, times, seed=0, site=None, heal_every=10):
    """Kill ``times`` publications; every ``heal_every`` trials, check that an ordinary one then succeeds (``heal``)."""
    chance, site, tally, version = random.Random(seed), site or Site(), Tally(), 1
    succeed(server.toml, aside, version, site.folder(version))
    version += 1
    whole = succeed(server.toml, aside, version, site.folder(version), patience=0)
    while tally.killed.total() < times:
        tally.trials += 1
        victim = VICTIMS[tally.trials // 3 % len(VICTIMS)]
        # At any time; while files arrive; around the switch to the new release.
        moment, longest = (("", whole), ("begin", whole / 2), ("accept", 0.06))[tally.trials % 3]
        when = moment, chance.uniform(0, longest)
        verdict, visitor, killed = trial(server, aside, site, version + 1, when, victim, chance)
        tally.reads += visitor.answers.total()
        tally.faults += visitor.faults
        version += verdict == "new"
        if killed or verdict in BAD:
            tally.killed[victim] += killed > 0
            tally.verdicts[verdict] += 1
        whole *= 1.02 if killed else 0.95  # the machine may be busier or less busy than it was
        if tally.trials % heal_every == 0 or tally.killed.total() == times:
            version = heal(server, aside, site, version)
    return tally


def heal(server, aside, site, version):
    """Publish the next version without a kill, and check that nothing is left of killed ones; return that version."""
    succeed(server.toml, aside, version + 1, site.folder(version + 1))
    assert Visitor(server.web_port, site.files(version), site.files(version + 1)).once() == "new"
    left = sorted(entry.name for entry in (server.site / "releases").iterdir())
    assert not [name for name in left if name.startswith(".")], left
    assert len(left) <= RELEASES_KEPT, left
    return version + 1


def shown(server, version):
    """Whether a visitor sees every file of the version, and no page that only the version before or after has."""
    visitor, wanted = Visitor(server.web_port, {}, {}), files(version)
    gone = files(version + 1).keys() - wanted.keys()
    return all(visitor.get(path) == (200, wanted[path]) for path in wanted) and not any(
        visitor.get(path)[0] == 200 for path in gone if path.endswith(".html")
    )
