"""Somebody at the keyboard."""

import io


class Keyboard(io.StringIO):
    def isatty(self):
        return True
