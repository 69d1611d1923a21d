"""What answers at an old address on a host that knows no redirections: a page that leads on, or a copy of the file.

Hosts that know them are told by `tooling/host_files.py`.
"""

import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.build.content import as_typed
from plugins.model.redirection import FILE, Redirection, listed
from plugins.source.redirections import wrong_places
from plugins.text.mistakes import ContentMistakes, Mistake

PAGES: Final = frozenset({".html", ".htm"})


class RedirectionsGenerator(Generator):
    """Writes these files once all others are there: only then is it known what stands at which address."""

    def generate_output(self, writer: Writer) -> None:
        output, redirections = Path(self.output_path), self.settings["SITE"].redirections
        known = addresses(output)
        single = tuple(singled_out(redirections, listed(Path(self.settings["PUBLISHED_LIST"])) - known))
        mistakes = [
            Mistake((as_typed(Path(self.settings["PATH"])) / FILE).as_posix(), line, message)
            for line, message in dict.fromkeys(wrong_places((*redirections, *single), known))
        ]
        if mistakes:
            print(ContentMistakes(mistakes).report(), file=sys.stderr)
            raise SystemExit(1)
        template = self.env.get_template("redirection.html")
        for name, target in files((*redirections, *single), known):
            file = output / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix in PAGES:
                file.write_text(template.render(self.context, target=target), "utf-8", newline="\n")
            else:
                shutil.copyfile(output / target[1:], file)


def addresses(output: Path) -> set[str]:
    """Where a built site answers; a page by its folder."""
    files = (f"/{file.relative_to(output).as_posix()}" for file in output.rglob("*") if file.is_file())
    return {file.removesuffix("index.html") if file.endswith("/index.html") else file for file in files}


def singled_out(redirections: Iterable[Redirection], published: Iterable[str]) -> Iterator[Redirection]:
    """Of the families, the addresses that were ``published``: a file can stand at each of these."""
    redirections = tuple(redirections)
    for address in sorted(published):
        first = next((redirection for redirection in redirections if redirection.matches(address)), None)
        if first and first.family:
            yield replace(first, path=unquote(address), family=False)


def files(redirections: Iterable[Redirection], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The names of the files that stand for redirections in a site with the addresses ``known``, and their targets.

    None where no file can: for a family or a query, where the name promises something else than the target is, and
    where a file of that name cannot be written, also not on Windows and macOS: there, « CONTACT » is « contact ».
    A calendar that moved is copied: a subscriber's program would not follow a page.
    """
    written = {f"{address}index.html" if address.endswith("/") else address for address in known}
    taken = {PurePosixPath(name[1:].casefold()) for name in written}
    folders = {folder for name in taken for folder in name.parents}
    for redirection in redirections:
        if not redirection.file or ":" in redirection.file:
            continue
        name = PurePosixPath(redirection.file.casefold())
        blocked = any(above.suffix in PAGES or above in taken for above in name.parents)
        fitting = PurePosixPath(redirection.file).suffix in {*PAGES, PurePosixPath(redirection.target).suffix}
        if fitting and not blocked and name not in taken | folders:
            taken.add(name)
            folders.update(name.parents)
            yield redirection.file, redirection.target


def generators(pelican: Pelican) -> type[Generator]:
    return RedirectionsGenerator


def write_last(generators: list[Generator]) -> None:
    """Move the generator to the end of Pelican's own list."""
    generators.sort(key=lambda generator: isinstance(generator, RedirectionsGenerator))


def register() -> None:
    signals.get_generators.connect(generators)
    signals.all_generators_finalized.connect(write_last)
