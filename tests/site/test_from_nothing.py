"""The invented site, built in a new process: the bytes are the same, and every template and every macro of the theme is
used, so that the tests of this site cover them."""

import json
import re

import pytest

from tests.built_site import INVENTED, ROOT, build
from tests.site.test_failed_builds import bytes_of

TEMPLATES = ROOT / "theme/templates"
ELSEWHERE = {
    "archive.html",  # for more texts than a page shows: tests/site/test_growth.py
    "values.html",  # for more lists than a page offers: tests/site/test_growth.py
    "letter/head.css",  # for the letter, which no build makes: tests/site/test_letter.py
    "letter/inline.css",
    "letter/letter.html",
    "service_worker_withdrawn.js",  # for a site without a service worker: tests/unit/files/test_service_worker.py
}
IN_OTHER_LANGUAGES = {"cards"}  # phrases in French to show: tests/site/test_languages.py
RECORDING = """
import atexit, json, os, sys
os.sched_getaffinity = lambda _: {{0}}  # in one process, which sees everything
sys.path.insert(0, {root!r})
from publishconf import *
from tests.compiled_templates import compiled_once
import jinja2, jinja2.runtime
compiled_once(globals())
THEME = {theme!r}
templates, macros = set(), set()
load, invoke = jinja2.Environment._load_template, jinja2.runtime.Macro._invoke

def loading(environment, name, given):
    templates.add(name)
    return load(environment, name, given)

def invoking(macro, *arguments):
    macros.add(macro.name or "")
    return invoke(macro, *arguments)

jinja2.Environment._load_template, jinja2.runtime.Macro._invoke = loading, invoking
atexit.register(lambda: open({told!r}, "w").write(json.dumps([sorted(templates), sorted(macros)])))
"""


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """The folder of a build of the public site in a new process, whose output held an old page before.

    ``told.json`` lists the templates that the build loaded, and the macros that it called.
    """
    folder = tmp_path_factory.mktemp("again")
    settings = RECORDING.format(root=str(ROOT), theme=str(ROOT / "theme"), told=str(folder / "told.json"))
    (folder / "settings.py").write_text(settings, "utf-8")
    (folder / "output/old").mkdir(parents=True)
    (folder / "output/old/index.html").write_text("old", "utf-8")
    result = build(INVENTED, folder / "output", folder / "settings.py", from_nothing=True)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def used(again):
    return json.loads((again / "told.json").read_text("utf-8"))


def test_two_builds_of_one_day_give_the_same_bytes(public, again):
    """The second build runs in a new process, which orders sets differently, and on one core."""
    assert bytes_of(public.folder) == bytes_of(again / "output")
    assert not (again / "output/old").exists()


def test_every_template_is_used(used):
    files = {file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*") if file.is_file()}
    assert files - set(used[0]) == ELSEWHERE


def test_every_component_is_used(used):
    defined = {
        name for file in TEMPLATES.rglob("*.html") for name in re.findall(r"{%-? macro (\w+)", file.read_text("utf-8"))
    }
    assert len(defined) > 40
    assert defined - set(used[1]) == IN_OTHER_LANGUAGES
