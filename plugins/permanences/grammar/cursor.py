"""The position of the parser in a sentence, and the errors that it raises there."""

from collections.abc import Callable
from dataclasses import dataclass

from plugins.permanences.grammar.tokens import Token, TokenKind, quote, tokenize


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that would correct a sentence: ``text`` in place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str = ""


class Misread(Exception):
    """Raised inside the grammar, with what was not understood (``reason``) and where (``token``).

    ``remedy`` is what to do, where that is certain. Else ``nearest`` may be an accepted sentence, or ``edit`` a change
    towards one. Callers of the grammar get a ``PermanenceError`` instead.
    """

    def __init__(
        self, reason: str, token: Token, nearest: str | None, edit: Edit | None, remedy: str | None = None
    ) -> None:
        super().__init__(reason)
        self.reason, self.token, self.nearest, self.edit, self.remedy = reason, token, nearest, edit, remedy


class Cursor:
    """Reads tokens one after the other, with any lookahead."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self._tokens = tokenize(sentence)
        self._at = 0

    def peek(self, ahead: int = 0) -> Token:
        """The next token, or the one ``ahead`` tokens after it; beyond the end it is always the END token."""
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def take(self) -> Token:
        token = self.peek()
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def sees(self, *texts: str, ahead: int = 0) -> bool:
        """Whether the tokens with these ``texts`` come next, or ``ahead`` tokens further on."""
        return all(self.peek(place).text == text for place, text in enumerate(texts, start=ahead))

    def accept(self, *texts: str) -> bool:
        """Take the tokens with these ``texts`` if they come next; whether they did."""
        if not self.sees(*texts):
            return False
        self._at += len(texts)
        return True

    def accept_one_of(self, phrases: tuple[tuple[str, ...], ...]) -> bool:
        """Take the first of these phrases that comes next; whether one did."""
        return any(self.accept(*phrase) for phrase in phrases)

    def length_of(self, phrases: tuple[tuple[str, ...], ...], ahead: int = 0) -> int:
        """The number of tokens of the first of these phrases that comes next, 0 if none does."""
        return next((len(phrase) for phrase in phrases if self.sees(*phrase, ahead=ahead)), 0)

    def expect(self, *texts: str) -> None:
        """Take the tokens with these ``texts``. Raises Misread where another token comes."""
        for text in texts:
            if not self.accept(text):
                raise self.missing(text)

    def first(self, wanted: Callable[[Token], bool]) -> Token | None:
        """The first ``wanted`` token of the whole sentence, whether it was taken or not; None without one."""
        return next((token for token in self._tokens if wanted(token)), None)

    def holds(self, *texts: str) -> bool:
        """Whether tokens with these ``texts`` follow each other anywhere in the whole sentence."""
        words = [token.text for token in self._tokens]
        return any(words[at : at + len(texts)] == list(texts) for at in range(len(words)))

    def quote(self, token: Token) -> str:
        """The token as it was written, between quotation marks."""
        return quote(self.sentence[token.start : token.end])

    def misread(
        self,
        reason: str,
        token: Token | None = None,
        nearest: str | None = None,
        edit: Edit | None = None,
        remedy: str | None = None,
    ) -> Misread:
        """The error to raise for a token, by default the next one."""
        return Misread(reason, token or self.peek(), nearest, edit, remedy)

    def missing(self, text: str) -> Misread:
        """The error for a ``text`` that should come next."""
        token = self.peek()
        place = "à la fin" if token.kind is TokenKind.END else f"avant {self.quote(token)}"
        return self.misread(f"on attend « {text} » {place}", edit=Edit(token.start, token.start, f" {text} "))

    def not_understood(self) -> Misread:
        """The error for a next token that no clause allows here."""
        token = self.peek()
        if token.kind is TokenKind.END:
            return self.misread("la phrase s’arrête trop tôt")
        return self.misread(f"{self.quote(token)} n’est pas compris")
