"""What a page is made from, recorded while it is made: each question that its templates ask about the whole site.

A template is given its page, and beside it only questions: functions of the site. A question with its answer's
fingerprint tells a later build whether the page would still be the same. So nothing has to be declared, and nothing
can be forgotten.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Final, TypeVar, cast

from plugins.base.shelf import Shelf
from plugins.build.fingerprints import Fingerprints
from plugins.languages.language import Gettext
from plugins.languages.messages import Key, Message
from plugins.model.base import Record
from plugins.model.generated_page import GeneratedPage
from plugins.model.site import Site
from plugins.pages.every_page import AnyPage

Question = tuple[object, ...]
"""The name of the function, and its arguments."""


@dataclass(frozen=True)
class Of:
    """A page as the argument of a question."""

    address: str


Dependencies = tuple[tuple[Question, bytes], ...]
"""Questions with the fingerprints of their answers."""
Result = TypeVar("Result")
WORDS: Final = "words"
"""The name of the question for the words that a page says."""
GONE = b""
"""The fingerprint of the answer to a question about something that is gone."""


@dataclass(frozen=True)
class KeptValue:
    """A value, and what it was made from."""

    asked: Dependencies
    value: object


@dataclass
class Notes:
    """What is asked while a page is made, and which words of its language it says."""

    questions: dict[Question, None] = field(default_factory=dict)
    words: dict[Question, None] = field(default_factory=dict)

    def asked(self) -> Iterator[Question]:
        """Every question; the words are a single one, since a page says a hundred of them."""
        yield from self.questions
        if self.words:
            yield (WORDS, *self.words)


class NotedWords:
    """The words of a language; each that is said while a page is made is noted with it."""

    def __init__(self, read: Callable[[], Gettext]) -> None:
        """``read`` gives the words; it is called when the first of them is asked for."""
        self._read = read
        self.note: Callable[[Question], object] = lambda said: None

    @cached_property
    def source(self) -> Gettext:
        return self._read()

    def gettext(self, message: str, /) -> str:
        return self._said("gettext", message)

    def ngettext(self, singular: str, plural: str, count: int, /) -> str:
        return self._said("ngettext", singular, plural, count)

    def pgettext(self, context: str, message: str, /) -> str:
        return self._said("pgettext", context, message)

    def npgettext(self, context: str, singular: str, plural: str, count: int, /) -> str:
        return self._said("npgettext", context, singular, plural, count)

    def _said(self, name: str, *arguments: object) -> str:
        self.note((name, *arguments))
        return cast("str", getattr(self.source, name)(*arguments))

    def has(self, message: str, context: str | None = None, /) -> bool:
        self.note(("has", message, context))
        return self.source.has(message, context)

    @property
    def messages(self) -> Mapping[Key, Message]:
        self.note(("messages",))
        return self.source.messages

    def following(self, texts: Mapping[str, Sequence[str]], /) -> "NotedWords":
        return NotedWords(lambda: self.source.following(texts))

    @property
    def lacking(self) -> frozenset[str]:
        self.note(("lacking",))
        return self.source.lacking

    @property
    def outdated(self) -> frozenset[str]:
        self.note(("outdated",))
        return self.source.outdated

    @property
    def unreviewed(self) -> frozenset[str]:
        self.note(("unreviewed",))
        return self.source.unreviewed

    def said(self, *noted: Question) -> tuple[object, ...]:
        """The words of today for each question that was noted."""
        found = ((getattr(self.source, str(name)), arguments) for name, *arguments in noted)
        return tuple(each(*arguments) if callable(each) else each for each, arguments in found)


class Recorder:
    """Answers the questions of templates, each once a build, and notes which were asked."""

    def __init__(self, site: Site, pages: Iterable[AnyPage], values: Shelf[KeptValue] | None = None) -> None:
        """``pages`` are those that a question may be about, beside records; ``values`` keeps what was made once."""
        self._values = values
        self._site = site
        self._pages = {page.address: page for page in (*site.unread, *pages)}
        self._fingerprints_of = Fingerprints(site.versions)
        self._functions: dict[str, Callable[..., object]] = {"page": lambda page: page}
        self._seen: dict[str, tuple[type, Callable[[], object]]] = {}
        self.view("site", Site, lambda: site)
        self._answers: dict[Question, object] = {}
        self._fingerprints: dict[Question, bytes] = {}
        self._known: dict[Question, Question] = {}
        self._noted: Notes | None = None
        words = site.language.words
        if isinstance(words, NotedWords):
            self._functions[WORDS] = words.said
            words.note = self._hear

    def _hear(self, said: Question) -> None:
        if self._noted is not None:
            self._noted.words[said] = None

    def question(self, name: str, answer: Callable[..., Result]) -> Callable[..., Result]:
        """The function ``answer`` as a question: what it is asked while a page is made is noted.

        Its arguments are pages, texts, numbers and tuples of them.
        """
        self._functions[name] = answer
        return cast("Callable[..., Result]", partial(self.ask, name))

    def view(self, name: str, cls: type, get: Callable[[], object]) -> "View":
        """An object whose attributes and methods are questions: only what is asked of it is noted.

        ``cls`` is its class; ``get`` is called when something is asked.
        """
        self._seen[name] = (cls, get)
        return View(name, cls, self)

    def ask(self, name: str, *arguments: object) -> object:
        """The answer to a question: the name of a function, or an attribute or method of what is viewed."""
        question = (name, *map(_as_key, arguments))
        if self._noted is not None:
            self._noted.questions[self._known.setdefault(question, question)] = None
        if question not in self._answers:
            # What is asked on the way to the answer does not matter to the page, only the answer does.
            noted, self._noted = self._noted, None
            self._answers[question] = self._answer(name, *question[1:])
            self._noted = noted
        return self._answers[question]

    def _answer(self, name: str, *keys: object) -> object:
        """The same for a question of this build and one of an earlier build: only its keys count."""
        arguments = map(self._argument, keys)
        viewed, _, attribute = name.partition(".")
        if not attribute:
            return self._functions[name](*arguments)
        cls, get = self._seen[viewed]
        found = getattr(get(), attribute)
        return found(*arguments) if _is_method(cls, attribute) else found

    @contextmanager
    def recording(self, page: AnyPage) -> Iterator[Callable[[], Dependencies]]:
        """Note what is asked while the body of the ``with`` makes ``page``; call what is yielded for it afterwards."""
        about: Question = ("page", Of(page.address))
        noted = Notes({self._known.setdefault(about, about): None})
        around, self._noted = self._noted, noted
        try:
            yield lambda: tuple((question, self.fingerprint(question)) for question in noted.asked())
        finally:
            self._noted = around

    def made_once(self, name: str, page: AnyPage, make: Callable[[Site], Result]) -> Result:
        """What ``make`` returns for a page: made by this build, or kept from an earlier one under ``name``."""
        key = f"{name} {page.address}"
        kept = self._values.get(key) if self._values else None
        if kept and self.would_answer(kept.asked):
            return cast("Result", kept.value)
        with self.recording(page) as asked:
            value = make(cast("Site", View("site", Site, self)))
            if self._values:
                self._values.put(key, KeptValue(asked(), value))
        return value

    def made_from_last(self, name: str, make: Callable[[Result | None], Result]) -> Result:
        """What ``make`` makes of what the last build made under ``name``, or of None."""
        kept = self._values.get(name) if self._values else None
        last = cast("Result", kept.value) if kept else None
        value = make(last)
        if self._values and value is not last:
            self._values.put(name, KeptValue((), value))
        return value

    def known(self, asked: Dependencies) -> Dependencies:
        """The same dependencies, with equal questions as one object: less memory, and a smaller file."""
        return tuple((self._known.setdefault(question, question), fingerprint) for question, fingerprint in asked)

    def would_answer(self, asked: Iterable[tuple[Question, bytes]]) -> bool:
        """Whether every question still has the answer that it had."""
        return all(fingerprint == self.fingerprint(question) != GONE for question, fingerprint in asked)

    def fingerprint(self, question: Question) -> bytes:
        """The fingerprint of the answer to a question."""
        found = self._fingerprints.get(question)
        if found is None:
            found = self._fingerprints[question] = self._fingerprint(question)
        return found

    def _fingerprint(self, question: Question) -> bytes:
        if question not in self._answers:
            name, *keys = question
            try:
                self._answers[question] = self._answer(str(name), *keys)
            except Exception:  # of a page that is gone, or of what the site no longer has: asked again, it may be told
                return GONE
        return self._fingerprints_of.fingerprint(self._answers[question])

    def _argument(self, key: object) -> object:
        if isinstance(key, tuple):
            return tuple(map(self._argument, key))
        if not isinstance(key, Of):
            return key
        page = self._pages[key.address]
        return self._site.read(page) if isinstance(page, Record) else page


class View:
    """See Recorder.view."""

    __hash__ = None  # type: ignore[assignment]  # what a function remembers of it would be noted for one page only

    def __init__(self, name: str, cls: type, recorder: Recorder) -> None:
        self._name, self._class, self._recorder = name, cls, recorder

    def __getattr__(self, attribute: str) -> object:
        if attribute.startswith("_"):  # what Jinja and Python try
            raise AttributeError(attribute)
        name = f"{self._name}.{attribute}"
        return partial(self._recorder.ask, name) if _is_method(self._class, attribute) else self._recorder.ask(name)


def _is_method(cls: type, attribute: str) -> bool:
    return callable(getattr(cls, attribute, None))


def _as_key(argument: object) -> object:
    if isinstance(argument, Record | GeneratedPage):
        return Of(argument.address)
    if isinstance(argument, tuple | list):
        return tuple(map(_as_key, argument))
    return str(argument) if isinstance(argument, str) else argument
