"""Invoke's command line in French: the list of the tasks, the help of one task, and messages for typing mistakes."""

import contextlib
import copy
import difflib
import functools
import inspect
import itertools
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Self, TextIO, cast

from invoke import Argument, Collection, Context, Exit, ParseError, Program, Task, UnexpectedExit

from plugins.base.identity import IDENTITY
from plugins.base.typography import fold
from tooling.commands import building

UNREAD: Final = 141
"""The exit code where nobody reads the output any more: 128 + SIGPIPE, as a shell gives it."""
COMMAND = "python3 tasks.py" if sys.platform != "win32" else "python tasks.py"
FRENCH_OPTIONS = {  # Invoke's options that an officer may want → French name and explanation
    "help": ("aide", "expliquer les commandes, ou une seule : --help build"),
    "list": ("liste", "montrer les commandes"),
}
MISTAKES = (  # regular expression for a message of Invoke's parser → the same in French
    (r"Flag <Argument: (\S+).*> needed value.*", "Il faut une valeur après l’option --{}."),
    (r"Flag .* doesn't take any value.*", "Une option a reçu une valeur de trop."),
    (r"'(.+)' is ambiguous when given after an optional-value flag", "« {} » n’est pas à sa place."),
)


LACKING = r"'.+' did not receive required positional arguments: (.+)"
REQUIRED_WORDS = {  # name of an argument → its French name, and its placeholder in an example
    "bureau": ("le bureau", "BUREAU"),
    "le": ("le jour", "JOUR"),
    "au": ("le nouveau jour", "NOUVEAU-JOUR"),
    "raison": ("pourquoi", '"…"'),
    "fichier": ("quel fichier", "FICHIER"),
    "mois": ("le mois", "MOIS"),
}


class ReadOutput:
    """An output stream that ends the command silently once nobody reads it any more, as after « | head »."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        with self._ending():
            return self._stream.write(text)

    def flush(self) -> None:
        with self._ending():
            self._stream.flush()

    @contextlib.contextmanager
    def _ending(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())  # takes what is still in the buffer
            sys.exit(UNREAD)


class Command(Task[Callable[..., None]]):
    """An Invoke task whose function takes the typed arguments, without Invoke's context."""

    words: Sequence[str] = ()
    """Optional arguments that may be given by position, which Invoke allows only for required ones."""

    def argspec(self, body: Callable[..., None]) -> inspect.Signature:
        return inspect.signature(body)


def command(
    french: str, *, name: str = "", words: Sequence[str] = (), iterable: Sequence[str] = (), **explained: str
) -> Callable[[Callable[..., int]], Command]:
    """A decorator that makes a function a task, with the name ``french`` and an English one: ``name``, or its own.

    The task runs in the project folder. Its function returns the exit code; only after 0 does the next task run.
    ``words``: see ``Command``; ``iterable``: options that may be repeated; ``explained``: the help of each option.
    """

    def made(body: Callable[..., int]) -> Command:
        @functools.wraps(body)
        def run(_: Context, **typed: object) -> None:
            with contextlib.chdir(building.ROOT):
                if code := body(**typed):
                    raise Exit(code=code)

        own = name or body.__name__.replace("_", "-")
        task = Command(run, name=own, aliases=(french,), iterable=iterable, help=explained)
        task.words = words
        return task

    return made


class FrenchProgram(Program):
    """The command line of one collection of tasks, in French; the tasks stand in the order of tasks.py."""

    @property
    def ours(self) -> Collection:
        """The tasks given to ``of``."""
        assert self.namespace
        return self.namespace

    def core_args(self) -> list[Argument]:
        """Invoke's own options, with French names beside the usual ones."""
        arguments = super().core_args()
        for argument in arguments:
            if argument.name in FRENCH_OPTIONS:
                french_name, argument.help = FRENCH_OPTIONS[argument.name]
                argument.names = (*argument.names, french_name)
            if argument.name == "list":  # Invoke would take the next word for a part of the list
                argument.optional, argument.kind, argument.default = False, bool, False
        return arguments

    def parse_core(self, argv: list[str] | None) -> None:
        """Parse as Invoke does, but keep Python's compiled files, which Invoke turns off: that slows every build."""
        before = sys.dont_write_bytecode
        super().parse_core(argv)
        sys.dont_write_bytecode = before

    def normalize_argv(self, argv: list[str] | None) -> None:
        """Read ``build --help`` as ``--help build``, even without required arguments; « Vérifier » as « verifier »."""
        super().normalize_argv(argv)
        self.argv = [fold(word) if fold(word) in self.task_names() else word for word in self.argv]
        self.argv = self.with_names(self.argv)
        words = list(itertools.takewhile(lambda word: word != "--", self.argv[1:]))
        if {"--help", "--aide", "-h"} & set(words):
            self.argv = [self.argv[0], "--help", *[word for word in words if not word.startswith("-")][:1]]

    def with_names(self, argv: list[str]) -> list[str]:
        """Name the optional words after a task (``Command.words``): ``check dinant`` is ``check --fichier=dinant``."""
        known = {name: task for task in self.ours.tasks.values() for name in (task.name, *task.aliases)}
        start = next((place for place, word in enumerate(argv) if word in known and known[word].words), None)
        if start is None:
            return argv
        free = itertools.takewhile(lambda word: not word.startswith("-") and word not in known, argv[start + 1 :])
        task = known[argv[start]]
        names = itertools.chain(task.words, itertools.repeat(task.words[-1], 99 * (task.words[-1] in task.iterable)))
        named = [f"--{name}={word}" for name, word in zip(names, free, strict=False)]
        return [*argv[: start + 1], *named, *argv[start + 1 + len(named) :]]

    def run(self, argv: list[str] | None = None, exit: bool = True) -> None:
        """Do what Invoke does, but end silently where nobody reads the output any more."""
        given = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (cast("TextIO", ReadOutput(stream)) for stream in given)
        try:
            super().run(argv, exit)
        finally:
            sys.stdout.flush()
            sys.stdout, sys.stderr = given

    def execute(self) -> None:
        """Run the tasks; after Ctrl-C or a failure, print a message and exit with its code."""
        try:
            super().execute()
        except (Exit, UnexpectedExit, ParseError):
            raise
        except (KeyboardInterrupt, EOFError):
            print("\nArrêté.", file=sys.stderr)
            sys.exit(building.INTERRUPTED)
        except Exception as error:
            sys.exit(building.report_failure(error))

    def parse_tasks(self) -> None:
        try:
            super().parse_tasks()
        except ParseError as mistake:
            raise ParseError(self.in_french(mistake), mistake.context) from None

    def parse_cleanup(self) -> None:
        asked = self.args.help.value
        if isinstance(asked, str) and asked not in self.parser.contexts:
            raise ParseError(self.unknown(asked))
        super().parse_cleanup()

    def in_french(self, mistake: ParseError) -> str:
        """The message for a typing mistake, in French, with what to type instead."""
        name = mistake.context.name if mistake.context else None
        task = self.in_french_if_it_has(name) if name else None
        if unknown := re.fullmatch(r"No idea what '(.+)' is!", str(mistake)):
            return self.unknown(unknown[1], task)
        if lacking := re.fullmatch(LACKING, str(mistake)):
            return self.lacking(re.findall(r"\w+", lacking[1]))
        for pattern, french in MISTAKES:
            if said := re.fullmatch(pattern, str(mistake)):
                words = [self.in_french_if_it_has(word.replace("'", "")) for word in said.groups()]
                return f"{french.format(*words)}\n{self.where_to_look(task)}"
        return f"Commande mal comprise ({mistake}).\n{self.where_to_look()}"

    def lacking(self, names: list[str]) -> str:
        """The message for missing arguments: what they are, and the typed command completed with placeholders."""
        asked, shown = zip(*(REQUIRED_WORDS.get(name, (name, name.upper())) for name in names), strict=True)
        typed = [word if re.fullmatch(r"[\w./=-]+", word) else f'"{word}"' for word in self.argv[1:]]
        free = len(list(itertools.takewhile(lambda word: not word.startswith("-"), typed)))
        command = " ".join([COMMAND, *typed[:free], *shown, *typed[free:]])
        return f"Dites aussi {', et '.join(asked)} → écrivez : {command}"

    def unknown(self, word: str, task: str | None = None) -> str:
        """The message for a ``word`` that is no task and no option of ``task``, with the nearest one that exists."""
        if word.startswith("-"):
            known = (
                self.parser.contexts[self.ours.tasks.aliases.get(task, task)].flags
                if task
                else self.initial_context.flags
            )
            said = f"L’option {word} n’existe pas" + (f" pour « {task} »." if task else ".")
        else:
            known = self.task_names()
            said = f"La commande « {word} » n’existe pas."
            if task and not difflib.get_close_matches(fold(word), list(known), n=1, cutoff=0.8):
                said += ' Un texte de plusieurs mots se met entre guillemets : "…".'
        near = difflib.get_close_matches(fold(word), list(known), n=1, cutoff=0.5)
        return said + (f" Vouliez-vous dire « {near[0]} » ?" if near else "") + f"\n{self.where_to_look(task)}"

    def in_french_if_it_has(self, name: str) -> str:
        """The first French name of a task; anything else as it is."""
        task = self.ours.tasks.get(name)
        return task.aliases[0] if task and task.aliases else name

    def task_names(self) -> list[str]:
        return [name for task in self.ours.tasks.values() for name in (task.name, *task.aliases)]

    @staticmethod
    def where_to_look(task: str | None = None) -> str:
        if task:
            return f"Pour l’explication de cette commande : {COMMAND} --help {task}"
        return f"Pour voir toutes les commandes : {COMMAND} --list"

    def print_help(self) -> None:
        self.list_tasks()

    def list_tasks(self) -> None:
        print(f"Les commandes du site ({COMMAND} COMMANDE) :\n")
        rows = []
        for task in self.collection.tasks.values():
            names = f"{task.name} ({', '.join(task.aliases)})" if task.aliases else task.name
            rows.append((names, (inspect.getdoc(task) or "").split("\n")[0]))
        self.print_columns(rows)
        print(f"Pour l’explication d’une commande : {COMMAND} --help COMMANDE")

    def print_task_help(self, name: str) -> None:
        task = self.collection[name]
        options = self.parser.contexts[name].help_tuples()
        print(f"{COMMAND} {name}\n\n{inspect.getdoc(task) or ''}\n")
        if task.aliases:
            print(f"Autres noms : {', '.join(sorted({task.name, *task.aliases} - {name}))}\n")
        if options:
            print("Options :\n")
            self.print_columns([(spelling.replace("STRING", "VALEUR"), said) for spelling, said in options])

    @classmethod
    def of(cls, tasks: Collection) -> Self:
        """The program that runs a copy of ``tasks``: Invoke removes a task's help while reading it."""
        return cls(namespace=copy.deepcopy(tasks), binary=COMMAND, name=IDENTITY.key, version="1")
