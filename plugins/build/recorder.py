"""What a page is made from, recorded while it is made: each question that its templates ask about the whole site.

A template is given its page, and beside it only questions: functions of the site. A question with its answer's
fingerprint tells a later build whether the page would still be the same. So nothing has to be declared, and nothing
can be forgotten.
"""

import hashlib
import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import TypeVar, cast

from plugins.model.base import Fields, Record
from plugins.model.declarations import Facet, SectionShape
from plugins.model.facets import Numbered
from plugins.model.generated_page import GeneratedPage
from plugins.model.site import Site

AnyPage = Record | GeneratedPage
Question = tuple[object, ...]
"""The name of the function, and its arguments."""


@dataclass(frozen=True)
class Of:
    """A page as the argument of a question."""

    address: str


Dependencies = tuple[tuple[Question, bytes], ...]
"""Questions with the fingerprints of their answers."""
Result = TypeVar("Result")
Reduced = tuple[Callable[..., object], tuple[object, ...]]
GONE = b""
"""The fingerprint of an answer that is no longer to be had."""


class Recorder:
    """Answers the questions of templates, each once a build, and notes which were asked."""

    def __init__(self, site: Site, pages: Iterable[AnyPage]) -> None:
        """``pages`` are those that a question may be about."""
        self._pages = {page.address: page for page in pages}
        self._versions = site.versions
        self._functions: dict[str, Callable[..., object]] = {"page": lambda page: page}
        self._seen: dict[str, object] = {}
        self._answers: dict[Question, object] = {}
        self._fingerprints: dict[Question, bytes] = {}
        self._known: dict[Question, Question] = {}
        self._noted: dict[Question, None] | None = None

    def question(self, name: str, answer: Callable[..., Result]) -> Callable[..., Result]:
        """The function ``answer`` as a question: what it is asked while a page is made is noted.

        Its arguments are pages, texts, numbers and tuples of them.
        """
        self._functions[name] = answer
        return cast("Callable[..., Result]", partial(self.ask, name))

    def view(self, name: str, seen: object) -> "View":
        """An object whose attributes and methods are questions: only what is asked of it is noted."""
        self._seen[name] = seen
        return View(name, seen, self)

    def ask(self, name: str, *arguments: object) -> object:
        """The answer to a question: the name of a function, or an attribute or method of what is viewed."""
        question = (name, *map(_as_key, arguments))
        if self._noted is not None:
            self._noted[self._known.setdefault(question, question)] = None
        if question not in self._answers:
            # What is asked on the way to the answer does not matter to the page, only the answer does.
            noted, self._noted = self._noted, None
            self._answers[question] = self._answer(name, arguments)
            self._noted = noted
        return self._answers[question]

    def _answer(self, name: str, arguments: Iterable[object]) -> object:
        viewed, _, attribute = name.partition(".")
        if not attribute:
            return self._functions[name](*arguments)
        found = getattr(self._seen[viewed], attribute)
        return found(*arguments) if _is_method(self._seen[viewed], attribute) else found

    @contextmanager
    def recording(self, page: AnyPage) -> Iterator[Callable[[], Dependencies]]:
        """While the body makes ``page``, note what is asked; what is yielded tells it afterwards."""
        noted: dict[Question, None] = {}
        about: Question = ("page", Of(page.address))
        noted[self._known.setdefault(about, about)] = None
        self._noted = noted
        try:
            yield lambda: tuple((question, self.fingerprint(question)) for question in noted)
        finally:
            self._noted = None

    def would_answer(self, asked: Dependencies) -> bool:
        """Whether every question has the answer that it had."""
        return all(self.fingerprint(question) == fingerprint for question, fingerprint in asked)

    def fingerprint(self, question: Question) -> bytes:
        """What differs between two answers to a question."""
        found = self._fingerprints.get(question)
        if found is None:
            found = self._fingerprints[question] = self._fingerprint(question)
        return found

    def _fingerprint(self, question: Question) -> bytes:
        if question not in self._answers:
            name, *keys = question
            try:
                self._answers[question] = self._answer(str(name), [self._argument(key) for key in keys])
            except (KeyError, AttributeError):  # a page that is gone
                return GONE
        written = io.BytesIO()
        _Fingerprinter(written, self._versions).dump(self._answers[question])
        return hashlib.blake2b(written.getvalue(), digest_size=16).digest()

    def _argument(self, key: object) -> object:
        return self._pages[key.address] if isinstance(key, Of) else key


class View:
    """See Recorder.view."""

    def __init__(self, name: str, seen: object, recorder: Recorder) -> None:
        self._name, self._seen, self._recorder = name, seen, recorder

    def __getattr__(self, attribute: str) -> object:
        if attribute.startswith("_"):  # what Jinja and Python try
            raise AttributeError(attribute)
        name = f"{self._name}.{attribute}"
        return partial(self._recorder.ask, name) if _is_method(self._seen, attribute) else self._recorder.ask(name)


def _is_method(seen: object, attribute: str) -> bool:
    return callable(getattr(type(seen), attribute, None))


def _as_key(argument: object) -> object:
    if isinstance(argument, Record | GeneratedPage):
        return Of(argument.address)
    if isinstance(argument, tuple | list):
        return tuple(map(_as_key, argument))
    return str(argument) if isinstance(argument, str) else argument


class _Fingerprinter(pickle.Pickler):
    """Writes an answer so that equal answers give equal bytes: records as their versions, fields without their order.

    Two equal answers may give other bytes, which costs the making of a page; never the other way round.
    """

    def __init__(self, file: io.BytesIO, versions: Mapping[str, bytes]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.fast = True  # without references between equal parts: whether they are one object does not matter
        self._versions = versions

    def persistent_id(self, value: object) -> object:
        """A record by its address and version, a set in order."""
        if isinstance(value, Record) and (version := self._versions.get(value.address)):
            return value.address, version
        if isinstance(value, set | frozenset):
            return sorted(value, key=repr)
        return None

    def reducer_override(self, value: object) -> Reduced:
        """Fields and data classes by their values alone; what a type declares by its name, since it is code."""
        as_usual: Reduced = NotImplemented
        if isinstance(value, Facet):
            return str, (value.prefix,)
        if isinstance(value, SectionShape):
            return str, (value.folder,)
        if isinstance(value, Numbered):
            return tuple, ((value.address, value.title, value.last, value.count, value.shown),)
        if isinstance(value, Fields):
            names: Iterable[str] = type(value).model_fields
        elif is_dataclass(value) and not isinstance(value, type):
            names = (field.name for field in fields(value))  # not what a cached property has added
        else:
            return as_usual
        return tuple, ((type(value).__name__, *(getattr(value, name) for name in names)),)
