"""The invented site uses every template and every macro of the theme, so that its tests cover them."""

import json
import re

import pytest

from tests.built_site import INVENTED, ROOT, build

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
import jinja2, jinja2.runtime
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
def used(tmp_path_factory):
    """The templates that a build of the public site loaded, and the macros that it called."""
    folder = tmp_path_factory.mktemp("used")
    told = folder / "told.json"
    settings = RECORDING.format(root=str(ROOT), theme=str(ROOT / "theme"), told=str(told))
    (folder / "settings.py").write_text(settings, "utf-8")
    result = build(INVENTED, folder / "output", folder / "settings.py")
    assert result.returncode == 0, result.stderr
    return json.loads(told.read_text("utf-8"))


def test_every_template_is_used(used):
    files = {file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*") if file.is_file()}
    assert files - set(used[0]) == ELSEWHERE


def test_every_component_is_used(used):
    defined = {
        name for file in TEMPLATES.rglob("*.html") for name in re.findall(r"{%-? macro (\w+)", file.read_text("utf-8"))
    }
    assert len(defined) > 40
    assert defined - set(used[1]) == IN_OTHER_LANGUAGES
