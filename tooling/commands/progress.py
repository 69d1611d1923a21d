"""Shows the progress of long work in one line of the terminal: « Pages : 1 200 sur 2 000, encore 8 s »."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

from plugins.base.typography import NO_BREAK_SPACE

QUIET = 2.0  # seconds before the line first appears: most work is done by then
BETWEEN = 0.1  # seconds between two updates of the line
MEASURED = 1.0  # seconds of work after which the remaining time can be estimated
_Item = TypeVar("_Item")


class TerminalProgress:
    """The Progress (plugins.base.progress) of a command that begins now; silent unless ``stream`` is a terminal."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._next = clock() + QUIET
        self._width = 0

    def __call__(self, what: str, items: Iterable[_Item], total: int) -> Iterator[_Item]:
        """See Progress."""
        if not self._stream.isatty():
            yield from items
            return
        started = self._clock()
        try:
            for done, item in enumerate(items, 1):
                now = self._clock()
                if now >= self._next:
                    self._next = now + BETWEEN
                    left = (now - started) * (total - done) / done if now - started >= MEASURED else 0
                    self._show(f"{what} : {_spoken(done)} sur {_spoken(total)}{_time_left(left)}")
                yield item
        finally:
            if self._width:
                self._show("")

    def _show(self, line: str) -> None:
        """Overwrite the current line, and return to its start so that the next message overwrites it; "" clears it."""
        self._stream.write(f"\r{line.ljust(self._width)}\r")
        self._stream.flush()
        self._width = len(line)


def _spoken(count: int) -> str:
    return f"{count:,}".replace(",", NO_BREAK_SPACE)


def _time_left(seconds: float) -> str:
    if seconds < 1:
        return ""
    return f", encore {seconds:.0f} s" if seconds < 100 else f", encore {seconds / 60:.0f} min"
