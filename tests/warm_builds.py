"""Runs Pelican for the tests, in copies of a process that has imported everything and keeps the compiled templates.

``built_site.py`` starts it and writes orders to its stdin, each a line of JSON; it prints the exit code of each build.
Such a build takes less than half of the time of one in a new process.
"""

import atexit
import contextlib
import gc
import json
import os
import runpy
import signal
import sys
from pathlib import Path

import jinja2
import pelican  # noqa: F401

from plugins.base.mistakes import ContentMistakes
from tests import compiled_templates, made_site


def wait_for_orders():
    """Fork a copy of this process for each order, until stdin ends; return only in the copies, which then build."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends pytest, which closes stdin
    for words in Path("theme/translations").glob("*/messages.po"):
        with contextlib.suppress(ContentMistakes):  # each build then reports them itself
            made_site.read_catalogue(words, words.parent.name)
    for line in sys.stdin:
        order = json.loads(line)
        if not os.fork():
            obey(order)
            return
        print(os.waitstatus_to_exitcode(os.wait()[1]), flush=True)
    sys.exit()


def obey(order):
    """Give this process the arguments, the day and the output files of an order."""
    gc.disable()  # as ``tasks.py build`` does
    atexit.register(gc.freeze)  # else Python would look for garbage as it ends, which takes half of a small build
    sys.argv = ["pelican", *order["arguments"]]
    os.environ["BUILD_DATE"] = order["date"]
    for number, path in enumerate((os.devnull, order["out"], order["err"])):
        os.dup2(os.open(path, os.O_RDWR), number)
    start = jinja2.Environment.__init__

    def start_with_what_is_compiled(environment, **options):
        start(environment, **{"bytecode_cache": compiled_templates.kept_for(options), **options})

    jinja2.Environment.__init__ = start_with_what_is_compiled


if __name__ == "__main__":
    wait_for_orders()
    runpy.run_module("pelican", run_name="__main__", alter_sys=True)
