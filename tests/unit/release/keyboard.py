"""Somebody at the keyboard."""

import io


class Keyboard(io.StringIO):
    def isatty(self):
        return True


def interrupt(*_):
    """Ctrl-C, whatever is asked."""
    raise KeyboardInterrupt
