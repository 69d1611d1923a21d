"""The command ``servir`` from start to end, with changes of files while it runs."""

import http.client
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tooling.preview import serving

ROOT = Path(serving.__file__).parents[2]
SETTINGS = """
SITENAME = "{name}"
TIMEZONE = "Europe/Brussels"
PLUGINS = ["marking"]
PLUGIN_PATHS = ["plugins"]
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
"""
PLUGIN = """
import sys
from pelican import signals
from plugins.permanences import holiday_calendars  # as the site does: the worker imports one country then, not all

def check(generator):
    for page in generator.pages:
        page.title += " {mark}"
        if "faute" in page.title:
            sys.exit("content/pages/a.md:1: title : faute")

def register():
    signals.page_generator_finalized.connect(check)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot send Ctrl-C to one process")
def test_serve_follows_the_work_and_ends_quietly(tmp_path):
    def write(name, text):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    write("content/pages/a.md", "Title: un\nSlug: a\n\nx\n")
    write("pelicanconf.py", SETTINGS.format(name="Essai"))
    write("plugins/marking.py", PLUGIN.format(mark="avant"))
    command = "import pathlib, sys; from tooling.preview import serving; sys.exit(serving.serve(pathlib.Path(sys.argv[1]), 0))"
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", command, str(tmp_path / "pelicanconf.py")],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    with process:
        try:
            for row in process.stdout:
                if found := re.search(r":(\d+)/ \(Ctrl-C pour arrêter\)", row):
                    break
            connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
            connection.request("GET", "/_preview/events")
            stream = connection.getresponse()

            def page_after(name, text):
                """Save a file, wait until the preview announces a new build, and return the page."""
                write(name, text)
                return next_page()

            def next_page():
                while not stream.readline().startswith(b"data"):
                    pass
                other = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=20)
                other.request("GET", "/pages/a.html")
                body = other.getresponse().read().decode()
                other.close()
                return body

            stream.readline()
            assert "deux avant" in page_after("content/pages/a.md", "Title: deux\nSlug: a\n\nx\n")
            wrong = page_after("content/pages/a.md", "Title: faute\nSlug: a\n\nx\n")
            assert "content/pages/a.md:1: title : faute" in wrong
            assert "deux avant" in wrong
            mended = page_after("plugins/marking.py", PLUGIN.format(mark="après").replace("faute", "erreur"))
            assert "faute après" in mended
            assert "dialog" not in mended
            assert "Autre nom" in page_after("pelicanconf.py", SETTINGS.format(name="Autre nom"))
            (tmp_path / "content").rename(tmp_path / "contenu")
            assert "content : ce dossier ou ce fichier n’est plus à sa place → remettez-le" in next_page()
            (tmp_path / "contenu").rename(tmp_path / "content")
            assert "dialog" not in next_page()
        finally:
            os.killpg(process.pid, signal.SIGINT)
            said = process.stdout.read()
        stream.read()
        connection.close()
        assert process.wait(20) == 0, said
    assert said.endswith("Arrêté.\n")
    assert "Traceback" not in said
    assert not list(tmp_path.glob("cainamur-*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_for_the_end_and_interrupts_nothing(number):
    interrupted = []

    def interrupt(*_):
        interrupted.append(number)

    before = signal.signal(number, interrupt)
    try:
        with serving.ending() as end:
            signal.raise_signal(number)
        assert (end.asked, interrupted) == (True, [])
        assert signal.getsignal(number) is interrupt
    finally:
        signal.signal(number, before)
