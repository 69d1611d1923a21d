"""Stand-ins for ``input``: the answers of somebody at the keyboard."""

import io


class Keyboard(io.StringIO):
    def isatty(self):
        return True


def interrupt(*_):
    """Answer any question with Ctrl-C."""
    raise KeyboardInterrupt
