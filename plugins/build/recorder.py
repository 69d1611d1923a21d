"""Records what a page is made from: each question that its templates ask about the whole site.

A template is given the record of its page, and otherwise only functions of the site: questions. Each question that is
asked while a page is made is noted with the fingerprint of its answer. A later build asks these questions again, and
keeps the page where all answers are the same. So no dependency has to be declared, and none can be forgotten.

Most edits change the text of one record. So the recorder also notes which texts are read, by the page or on the way to
an answer. Where the outline of the site, which is everything but its texts, is unchanged, a later build asks again only
the questions whose answers depend on texts.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Final, NamedTuple, TypeVar, cast

from plugins.base.shelf import Shelf
from plugins.build.fingerprints import Fingerprints
from plugins.files.file import File, version_of
from plugins.languages.language import Gettext
from plugins.languages.messages import Key, Message
from plugins.model.base import TEXTS_READ, Record
from plugins.model.generated_page import GeneratedPage
from plugins.model.site import Site
from plugins.pages.every_page import AnyPage

Question = tuple[object, ...]
"""The name of a function, and its arguments."""


class Of(NamedTuple):
    """A page as an argument of a question."""

    address: str


Answered = tuple[tuple[Question, bytes], ...]
"""Questions with the fingerprints of their answers."""
Result = TypeVar("Result")
WORDS: Final = "words"
"""The name of the question about the translated words that a page says."""
TEXT: Final = "text"
"""The name of the question about the text of a record."""
OUTLINE: Final = "outline"
"""The name under which the fingerprint of the outline of the site is kept."""
GONE = b""
"""The fingerprint where a question has no answer: it is about a page or an attribute that no longer exists."""


@dataclass(frozen=True)
class Dependencies:
    """The questions that something was made from, with the fingerprints of their answers."""

    of_texts: Answered = ()
    """The questions whose answers depend on texts of records, or on translations, which are no part of the site."""
    of_outline: bytes = b""
    """All other questions (Answered), whose answers are the same while the outline of the site is. Pickled, since they
    then take few megabytes for ten thousand pages, and few builds read them."""


@dataclass(frozen=True)
class KeptValue:
    """A value, and the questions that it was made from."""

    asked: Dependencies
    value: object


@dataclass
class Notes:
    """What is noted while a page is made: its questions, the records whose text is read, the translated words."""

    questions: dict[Question, None] = field(default_factory=dict)
    of_texts: dict[Question, None] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    words: dict[Question, None] = field(default_factory=dict)

    @property
    def asked_of_texts(self) -> Iterator[Question]:
        """The questions of ``Dependencies.of_texts``; the hundred words that a page says are a single question."""
        yield from self.of_texts
        for address in sorted(self.texts):
            yield TEXT, Of(address)
        if self.words:
            yield WORDS, *self.words


class NotedWords:
    """The translated words of a language, which tell ``note`` each question that they answer."""

    def __init__(self, read: Callable[[], Gettext]) -> None:
        """``read`` reads the translations; it is called at the first question."""
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

    def _said(self, name: str, *arguments: object) -> str:
        self.note((name, *arguments))
        return cast("str", getattr(self.source, name)(*arguments))

    def has(self, message: str, /) -> bool:
        self.note(("has", message))
        return self.source.has(message)

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
        """The answers of today to the noted questions."""
        found = ((getattr(self.source, str(name)), arguments) for name, *arguments in noted)
        return tuple(each(*arguments) if callable(each) else each for each, arguments in found)


class Recorder:
    """Answers the questions of templates, each once in a build, and notes which were asked."""

    def __init__(self, site: Site, pages: Iterable[AnyPage], values: Shelf[KeptValue] | None = None) -> None:
        """``pages`` are the pages without a record that questions may be about; ``values`` keeps what ``made_once``,
        ``files`` and ``made_from_last`` made."""
        self._values = values
        self._site = site
        self._generated = pages
        self._fingerprints_of = Fingerprints(site.versions)
        self._functions: dict[str, Callable[..., object]] = {"page": lambda page: page, TEXT: self._text}
        self._seen: dict[str, tuple[type, Callable[[], object]]] = {}
        self.view("site", Site, lambda: site)
        self._answers: dict[Question, object] = {}
        self._fingerprints: dict[Question, bytes] = {}
        self._of_texts: set[Question] = set()
        self._noted: Notes | None = None
        self.has_same_outline = False
        self._words = site.language.words if isinstance(site.language.words, NotedWords) else None
        if self._words:
            self._functions[WORDS] = self._words.said
            self._words.note = self._hear

    def _hear(self, said: Question) -> None:
        if self._noted is not None:
            self._noted.words[said] = None

    def question(self, name: str, answer: Callable[..., Result]) -> Callable[..., Result]:
        """Return ``answer`` as a question: a call of it while a page is made is noted.

        Its arguments are pages, texts, numbers, and tuples of them.
        """
        self._functions[name] = answer
        return cast("Callable[..., Result]", partial(self.ask, name))

    def view(self, name: str, cls: type, get: Callable[[], object]) -> "View":
        """Return an object whose attributes and methods are questions: only those that are used are noted.

        ``cls`` is the class of the object that it stands for; ``get`` returns that object, and is called at each
        question.
        """
        self._seen[name] = (cls, get)
        return View(name, cls, self)

    def ask(self, name: str, *arguments: object) -> object:
        """Note a question and return its answer. ``name`` is that of a function, or « view.attribute »."""
        question = (name, *map(_as_key, arguments))
        answer = self._answer(question)
        if self._noted is not None:
            noted = self._noted.of_texts if question in self._of_texts else self._noted.questions
            noted[question] = None
        return answer

    def _answer(self, question: Question) -> object:
        """The answer to a question, asked in this build or noted by an earlier one."""
        if question not in self._answers:
            # The page depends on the answer alone: the questions asked on the way to it go to other notes.
            with self._noting(Notes()) as notes:
                self._answers[question] = self._found(*question)
            if notes.texts or notes.of_texts:
                self._of_texts.add(question)
        return self._answers[question]

    @contextmanager
    def _noting(self, notes: Notes) -> Iterator[Notes]:
        """Put the questions and texts of the body of the ``with`` into ``notes``, and not into those around it."""
        around, self._noted = self._noted, notes
        before = TEXTS_READ.set(notes.texts)
        try:
            yield notes
        finally:
            self._noted = around
            TEXTS_READ.reset(before)

    def _found(self, name: object, *keys: object) -> object:
        """Call the function of a question, or use the attribute of a viewed object."""
        arguments = map(self._argument, keys)
        assert isinstance(name, str)
        viewed, _, attribute = name.partition(".")
        if not attribute:
            return self._functions[name](*arguments)
        cls, get = self._seen[viewed]
        found = getattr(get(), attribute)
        return found(*arguments) if _is_method(cls, attribute) else found

    @contextmanager
    def recording(self, page: AnyPage) -> Iterator[Callable[[], Dependencies]]:
        """Note the questions that are asked while the body of the ``with`` makes ``page``.

        Yields a function that returns them, to be called after the page is made.
        """
        about: Question = ("page", Of(page.address))
        with self._noting(Notes({about: None})) as notes:
            yield lambda: Dependencies(
                self._answered(notes.asked_of_texts),
                pickle.dumps(self._answered(notes.questions), pickle.HIGHEST_PROTOCOL),
            )

    def made_once(self, name: str, page: AnyPage, make: Callable[[Site], Result]) -> Result:
        """Return what ``make`` makes for a page, or what an earlier build kept under ``name`` if it is still valid."""
        key = f"{name} {page.address}"
        kept = self._values.get(key) if self._values else None
        if not kept or not self.would_answer(kept.asked):
            with self.recording(page) as asked:
                value = make(cast("Site", View("site", Site, self)))
                kept = KeptValue(asked(), value)
            if self._values:
                self._values.put(key, kept)
        if self._noted is not None:
            self._noted.of_texts.update(dict.fromkeys(question for question, _ in kept.asked.of_texts))
        return cast("Result", kept.value)

    def files(
        self, name: str, make: Callable[[], Iterable[File]], still: Callable[[str, str], File | None]
    ) -> Sequence[File]:
        """Return the files that ``make`` makes, or those that the last build made under ``name`` if still valid.

        They are if the outline of the site is the same, and the texts that ``make`` read, and all files are there:
        ``still`` finds a file by its address and version. ``make`` may depend only on the site, the program, the theme
        and the settings, and must read texts in this process.
        """
        kept = self._values.get(name) if self._values else None
        if kept and self.has_same_outline and self._are_same(kept.asked.of_texts):
            there = [still(*each) for each in cast("Sequence[tuple[str, str]]", kept.value)]
            if None not in there:
                return cast("Sequence[File]", there)
        with self._noting(Notes()) as notes:
            files = list(make())
        if self._values and not any(isinstance(file.content, Path) for file in files):  # may change unnoticed
            versions = [(file.address, version_of(file)) for file in files]
            self._values.put(name, KeptValue(Dependencies(self._answered(notes.asked_of_texts)), versions))
        return files

    def made_from_last(self, name: str, make: Callable[[Result | None], Result]) -> Result:
        """Return what ``make`` makes of the value that the last build kept under ``name``, or of None, and keep it."""
        kept = self._values.get(name) if self._values else None
        last = cast("Result", kept.value) if kept else None
        value = make(last)
        if self._values and value is not last:
            self._values.put(name, KeptValue(Dependencies(), value))
        return value

    def compare_outline(self, beside: object = None) -> None:
        """Set ``has_same_outline``: whether the outline of the site, and ``beside``, are those of the last build.

        ``beside`` is what makers are given besides the site. Where the content's own language has translations, the
        outline never counts as the same, since they are no part of it.
        """
        outline = self._fingerprints_of.outline(self._site) + self._fingerprints_of.fingerprint(beside)
        kept = self._values.get(OUTLINE) if self._values else None
        self.has_same_outline = kept is not None and kept.value == outline and self._words is None
        if self._values and not self.has_same_outline:
            self._values.put(OUTLINE, KeptValue(Dependencies(), outline))

    def would_answer(self, asked: Dependencies, but_for: Question | None = None) -> bool:
        """Whether every question has the same answer today, ``but_for`` one that is not asked."""
        if not self._are_same(asked.of_texts, but_for):
            return False
        return self.has_same_outline or not asked.of_outline or self._are_same(pickle.loads(asked.of_outline))

    def would_tell(self, slow: Question | None, asked: Dependencies) -> bool:
        """Whether the ``slow`` question has the same answer today, if it was asked: ``would_answer`` leaves it out."""
        return self._are_same(tuple(each for each in asked.of_texts if each[0] == slow))

    def _are_same(self, asked: Answered, but_for: Question | None = None) -> bool:
        return all(
            fingerprint == self.fingerprint(question) != GONE for question, fingerprint in asked if question != but_for
        )

    def _answered(self, questions: Iterable[Question]) -> Answered:
        """Questions with the fingerprints of their answers today."""
        return tuple((question, self.fingerprint(question)) for question in questions)

    def _text(self, page: AnyPage) -> object:
        """The digest of a record, else its HTML: either differs for another text."""
        assert isinstance(page, Record)
        return self._site.versions.get(page.address) or page.html

    def fingerprint(self, question: Question) -> bytes:
        """The fingerprint of the answer to a question."""
        found = self._fingerprints.get(question)
        if found is None:
            found = self._fingerprints[question] = self._fingerprint(question)
        return found

    def _fingerprint(self, question: Question) -> bytes:
        try:
            answer = self._answer(question)
        except Exception:  # the page or attribute may be gone; if the page is made again, the same error surfaces there
            return GONE
        return self._fingerprints_of.fingerprint(answer)

    @cached_property
    def _pages(self) -> dict[str, AnyPage]:
        """Every page by its address. Made at the first question, since copies of this process make most languages."""
        return {page.address: page for page in (*self._site.unread, *self._generated)}

    def _argument(self, key: object) -> object:
        """The argument that a key of a question stands for."""
        if isinstance(key, Of):
            page = self._pages[key.address]
            return self._site.read(page) if isinstance(page, Record) else page
        return tuple(map(self._argument, key)) if isinstance(key, tuple) else key


class View:
    """See Recorder.view."""

    __hash__ = None  # type: ignore[assignment]  # a cached function would ask its questions for the first page only

    def __init__(self, name: str, cls: type, recorder: Recorder) -> None:
        self._name, self._class, self._recorder = name, cls, recorder

    def __getattr__(self, attribute: str) -> object:
        if attribute.startswith("_"):  # which Jinja and Python look for
            raise AttributeError(attribute)
        name = f"{self._name}.{attribute}"
        return partial(self._recorder.ask, name) if _is_method(self._class, attribute) else self._recorder.ask(name)


def _is_method(cls: type, attribute: str) -> bool:
    return callable(getattr(cls, attribute, None))


def _as_key(argument: object) -> object:
    """The key of an argument in a question: a page is replaced by its address."""
    if isinstance(argument, Record | GeneratedPage):
        return Of(argument.address)
    if isinstance(argument, tuple | list):
        return tuple(map(_as_key, argument))
    return str(argument) if isinstance(argument, str) else argument
