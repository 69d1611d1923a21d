"""The position of the parser in a sentence, and the errors that it raises there."""

from collections.abc import Callable
from dataclasses import dataclass

from plugins.permanences.grammar.tokens import Token, TokenKind, quote, tokenize


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that would correct a sentence: ``text`` in place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str = ""


class Misread(Exception):
    """Inside the grammar: what was not understood, and where. The public error is ``PermanenceError``.

    ``remedy`` is what to do, where that is known for sure. Otherwise ``nearest`` is an accepted sentence, or ``edit`` a
    change that brings one nearer, where they are known.
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
        """The next token, or one further on; the END token for ever after the end."""
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def take(self) -> Token:
        token = self.peek()
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def sees(self, *texts: str, ahead: int = 0) -> bool:
        """Whether the next tokens, or those further on, are these."""
        return all(self.peek(place).text == text for place, text in enumerate(texts, start=ahead))

    def accept(self, *texts: str) -> bool:
        """Reads these tokens if they are the next ones, and says whether they were."""
        if not self.sees(*texts):
            return False
        self._at += len(texts)
        return True

    def accept_one_of(self, phrases: tuple[tuple[str, ...], ...]) -> bool:
        """Reads the first of these phrases that comes next, and says whether one did."""
        return any(self.accept(*phrase) for phrase in phrases)

    def length_of(self, phrases: tuple[tuple[str, ...], ...], ahead: int = 0) -> int:
        """The number of tokens of the first of these phrases that comes next; 0 for none."""
        return next((len(phrase) for phrase in phrases if self.sees(*phrase, ahead=ahead)), 0)

    def expect(self, *texts: str) -> None:
        """Reads these tokens. Raises Misread at the first that is another."""
        for text in texts:
            if not self.accept(text):
                raise self.missing(text)

    def first(self, wanted: Callable[[Token], bool]) -> Token | None:
        """The first wanted token of the whole sentence, read or not."""
        return next((token for token in self._tokens if wanted(token)), None)

    def holds(self, *texts: str) -> bool:
        """Whether these tokens follow each other somewhere in the whole sentence, read or not."""
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
        """The error for words that should come next."""
        token = self.peek()
        place = "à la fin" if token.kind is TokenKind.END else f"avant {self.quote(token)}"
        return self.misread(f"on attend « {text} » {place}", edit=Edit(token.start, token.start, f" {text} "))

    def not_understood(self) -> Misread:
        """The error for a next token that nothing allows here."""
        token = self.peek()
        if token.kind is TokenKind.END:
            return self.misread("la phrase s’arrête trop tôt")
        return self.misread(f"{self.quote(token)} n’est pas compris")
