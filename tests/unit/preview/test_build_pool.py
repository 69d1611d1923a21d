"""The pool of processes that have done their imports and wait for a build."""

import re
import time

import pytest

from tooling.commands import building
from tooling.preview import build_pool
from tooling.preview.build_pool import BuildPool

SETTINGS = """
SITENAME = "Essai"
TIMEZONE = "Europe/Brussels"
PLUGINS = ["marking"]
THEME = "theme"
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
"""
PLUGIN = """
from pathlib import Path
from pelican import signals
from plugins.permanences import holiday_calendars  # as the site does: the worker imports one country then, not all

imported = Path(__file__).with_name("imported")
imported.touch()
count = 0

def mark(generator):
    global count
    count += 1
    for page in generator.pages:
        page.mark = f"MARK {count}"

def register():
    signals.page_generator_finalized.connect(mark)
"""


class Site:
    """A project with one page and a plugin that writes a file when it is imported."""

    def __init__(self, root):
        self.root = root
        self.write("content/pages/a.md", "Title: un\nSlug: a\n\nx\n")
        self.write("theme/templates/page.html", "<p>{{ page.title }} {{ page.mark }}</p>")
        self.write("pelicanconf.py", SETTINGS)
        self.write("marking.py", PLUGIN.replace("MARK", "avant"))

    def write(self, name, text):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def wait_until_ready(self, pool):
        """Wait until a fresh process has imported the plugin."""
        (self.root / "imported").unlink(missing_ok=True)
        pool.prepare()
        deadline = time.monotonic() + 30
        while not (self.root / "imported").exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


@pytest.fixture
def pool(site):
    (site.root / "scratch").mkdir()
    with BuildPool(site.root / "pelicanconf.py", site.root / "scratch") as pool:
        yield pool


def paragraph(folder):
    """Return the paragraph of the built page."""
    return re.search("<p>(.*)</p>", (folder / "pages/a.html").read_text(encoding="utf-8"))[1]


def built(pool):
    """Build without mistakes, and return the paragraph of the page."""
    output, mistakes = pool.build()
    assert mistakes == ""
    return paragraph(output)


@pytest.mark.parametrize("forks", [True, False])
def test_a_ready_process_builds_what_the_content_and_the_theme_are_now_into_one_folder(site, pool, monkeypatch, forks):
    monkeypatch.setattr(build_pool, "FORKS", forks)
    first, _ = pool.build()
    assert paragraph(first) == "un avant 1"
    (site.root / "imported").unlink()
    site.write("content/pages/a.md", "Title: deux\nSlug: a\n\nx\n")
    site.write("theme/templates/page.html", "<p>{{ page.mark }} {{ page.title }}</p>")
    assert pool.build() == (first, "")
    assert paragraph(first) == "avant 1 deux"
    assert (site.root / "imported").exists() != forks  # a copy of the first process does not import again


def test_changed_code_asks_for_another_process(site, pool):
    site.wait_until_ready(pool)
    site.write("marking.py", PLUGIN.replace("MARK", "une fois changé"))
    pool.forget()
    assert built(pool) == "un une fois changé 1"


def test_a_process_that_died_while_it_waited_is_replaced(site, pool):
    waiting = pool._ready()
    waiting.kill()
    waiting.communicate()
    assert built(pool) == "un avant 1"


def test_a_build_that_fails_tells_its_mistakes_or_that_it_has_none_and_leaves_the_last_good_one(site, pool):
    output, _ = pool.build()
    pool.forget()
    site.write("marking.py", "import sys\n\ndef register():\n    sys.exit('content/pages/a.md:1: faute')\n")
    assert pool.build() == (None, "content/pages/a.md:1: faute")
    pool.forget()
    site.write("marking.py", "import sys\n\ndef register():\n    sys.exit(3)\n")
    assert pool.build() == (
        None,
        "La construction s’est arrêtée sans rien dire (code 3). Ce n’est pas votre faute → relancez ; "
        "si cela recommence, prévenez la personne qui développe le site.",
    )
    assert paragraph(output) == "un avant 1"


def test_nobody_waits_any_more_at_the_end(site):
    with BuildPool(site.root / "pelicanconf.py", site.root) as pool:
        waiting = pool._ready()
    assert waiting.returncode is not None


def test_a_project_that_is_moved_away_is_told_and_builds_again_when_it_is_back(site, monkeypatch):
    (site.root / "scratch").mkdir()
    with BuildPool(site.root / "pelicanconf.py", site.root / "scratch") as pool:
        with monkeypatch.context() as patch:
            patch.setattr(building, "ROOT", site.root / "ailleurs")
            said = "ce dossier ou ce fichier n’est plus à sa place → remettez-le là, sous ce nom."
            assert pool.build() == (None, f"ailleurs : {said}")
            pool.prepare()
        assert built(pool) == "un avant 1"


def test_a_process_that_found_no_program_is_replaced_and_told_where_there_is_still_none(site, pool, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(building, "ROOT", site.root)
        said = "ce dossier ou ce fichier n’est plus à sa place → remettez-le là, sous ce nom."
        assert pool.build() == (None, f"tooling : {said}")
        pool.prepare()
    assert built(pool) == "un avant 1"


def test_a_folder_that_was_renamed_meanwhile_is_told_and_found_again(site, pool):
    for gone in ("content", "pelicanconf.py", "theme", ""):
        pool.prepare()
        away = site.root / "ailleurs" if gone else site.root.with_name("ailleurs")
        (site.root / gone).rename(away)
        said = pool.build()
        away.rename(site.root / gone)
        named = gone or site.root
        gone_away = "ce dossier ou ce fichier n’est plus à sa place → remettez-le là, sous ce nom."
        assert said == (None, f"{named} : {gone_away}")
    assert built(pool) == "un avant 1"
