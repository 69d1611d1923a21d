"""Builds a site for the tests in another process, as the commands do, and reads its pages; made_site.py is faster."""

import atexit
import fcntl
import json
import os
import pickle
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import html5lib

from tests import compiled_templates
from tooling.hosting.precompression import precompressing

ROOT = Path(__file__).parents[1]
INVENTED = ROOT / "tests/invented/content"
"""The content of an invented organisation, with something for every template to show."""
BUILD_DATE = "2026-11-23"
IN_TWO_LANGUAGES = ("-e", 'LANGUAGES=["fr", "en"]')
"""Arguments of a build that takes half the time: further languages are made like English."""


ENVIRONMENT = os.environ | {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "random"}
"""The environment of a build, with a locale and a time zone that are not Belgium's."""


def build(content, output, settings="pelicanconf.py", date=BUILD_DATE, extra=(), *, from_nothing=False):
    """Run Pelican in another process: in a copy of one that has imported it or, ``from_nothing``, in a new one."""
    arguments = [str(content), "-s", str(ROOT / settings), "-o", str(output), "--fatal", "warnings", *extra]
    if not from_nothing and hasattr(os, "fork"):
        return _warm_build(arguments, date)
    command = [sys.executable, "-m", "pelican", *arguments]
    environment = ENVIRONMENT | {"BUILD_DATE": date, compiled_templates.VARIABLE: str(compiled_templates.folder())}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")


def _warm_build(arguments, date):
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        out.touch()
        err.touch()
        order = {"arguments": arguments, "date": date, "out": str(out), "err": str(err)}
        process = _warm_builds()
        process.stdin.write(f"{json.dumps(order)}\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, out.read_text("utf-8"), err.read_text("utf-8"))


@cache
def _warm_builds():
    command = [sys.executable, "-m", "tests.warm_builds"]
    pipe = subprocess.PIPE
    environment = ENVIRONMENT | {compiled_templates.VARIABLE: str(compiled_templates.folder())}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True)
    atexit.register(process.communicate)
    return process


@dataclass(frozen=True)
class Page:
    """A built page, with its parsed tree without namespaces.

    html5lib is slow, so that the parsed page is stored in the file ``kept`` for the other processes of the tests.
    """

    address: str
    file: Path
    kept: Path | None = None

    @cached_property
    def source(self):
        return self.file.read_text("utf-8")

    @cached_property
    def _parsed(self):
        if self.kept and self.kept.exists():
            return pickle.loads(self.kept.read_bytes())
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(self.source)
        parsed = (parser.tree.getDocument(), parser.errors)
        if self.kept:
            aside = self.kept.with_suffix(f".{os.getpid()}")
            aside.write_bytes(pickle.dumps(parsed))
            aside.replace(self.kept)
        return parsed

    @property
    def tree(self):
        return self._parsed[0]

    @property
    def errors(self):
        """The parse errors, which a browser forgives."""
        return self._parsed[1]

    @property
    def leads_on(self):
        """Whether the page only redirects."""
        return '<meta http-equiv="refresh"' in self.source

    @cached_property
    def ids(self):
        return [element.get("id") for element in self.tree.iter() if element.get("id")]

    @cached_property
    def text(self):
        """The visible text, with ordinary spaces."""
        body = self.tree.find("body")
        return " ".join("".join(body.itertext()).replace("\u00a0", " ").split())


def opening(page):
    """The attributes of each <meta> among the first three elements of the head: the encoding, then the policies."""
    return [element.attrib for element in page.tree.find("head")[:3] if element.tag == "meta"]


@dataclass(frozen=True)
class Built:
    folder: Path
    kept: Path | None = None

    @cached_property
    def pages(self):
        """Each page by its address, without those that only redirect from an old address."""
        return {page.address: page for page in self._every_page if not page.leads_on}

    @cached_property
    def redirected(self):
        """The pages that only redirect."""
        return tuple(page for page in self._every_page if page.leads_on)

    @cached_property
    def _every_page(self):
        return tuple(map(self._page, sorted(self.folder.rglob("*.html"))))

    def _page(self, file):
        path = file.relative_to(self.folder).as_posix()
        kept = self.kept and self.kept / path.replace("/", ",")
        return Page(f"/{path.removesuffix('index.html')}", file, kept)

    def answers(self, address):
        """Whether the site has a page or another file at an address."""
        path = self.folder / address.lstrip("/")
        return path.is_file() or (address.endswith("/") and (path / "index.html").is_file())


def built_once(tmp_path_factory, name, content, settings="pelicanconf.py", date=BUILD_DATE):
    """Return a site that all processes of pytest-xdist share, by its name: the first builds it, the others wait."""
    folder = tmp_path_factory.getbasetemp()
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / f"{name}-site"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            result = build(content, folder / "output", settings, date)
            assert result.returncode == 0, result.stderr + result.stdout
            (folder / "kept").mkdir()
            (folder / "built").touch()
    return Built(folder / "output", folder / "kept")


def precompress(folder, cache):
    """Write the compressed forms of each file of ``folder`` beside it, as a publication does."""
    with precompressing(folder, cache) as finish:
        finish()
