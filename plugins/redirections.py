"""What answers at an old address on a host that knows no redirections: a page that leads on, or a copy of the file.

Hosts that know them are told by `tooling/host_files.py`.
"""

import shutil
import sys
from pathlib import Path
from typing import Final

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.content.mistakes import ContentMistakes, Mistake
from plugins.content.redirection import FILE, Redirection
from plugins.content.redirections import wrong_places
from plugins.site import as_typed

PAGES: Final = frozenset({".html", ".htm"})


class RedirectionsGenerator(Generator):
    """Writes these files once all others are there: only then is it known what stands at which address."""

    def generate_output(self, writer: Writer) -> None:
        output, redirections = Path(self.output_path), self.settings["SITE"].redirections
        mistakes = [
            Mistake((as_typed(Path(self.settings["PATH"])) / FILE).as_posix(), line, message)
            for line, message in wrong_places(redirections, addresses(output))
        ]
        if mistakes:
            print(ContentMistakes(mistakes).report(), file=sys.stderr)
            raise SystemExit(1)
        template = self.env.get_template("redirection.html")
        for redirection in redirections:
            if file := file_of(redirection, output):
                file.parent.mkdir(parents=True, exist_ok=True)
                if file.suffix in PAGES:
                    file.write_text(template.render(self.context, target=redirection.target), "utf-8", newline="\n")
                else:
                    shutil.copyfile(output / redirection.target[1:], file)


def addresses(output: Path) -> set[str]:
    """Where a built site answers; a page by its folder."""
    files = (f"/{file.relative_to(output).as_posix()}" for file in output.rglob("*") if file.is_file())
    return {file.removesuffix("index.html") if file.endswith("/index.html") else file for file in files}


def file_of(redirection: Redirection, output: Path) -> Path | None:
    """The file that stands for a redirection below ``output``.

    None where no file can: for a family or a query, where the name promises something else than the target is, and
    where a page or a file of that name cannot be written, also not on Windows.
    A calendar that moved is copied: a subscriber's program would not follow a page.
    """
    if not redirection.file:
        return None
    file = output / redirection.file
    blocked = any(above.suffix in PAGES or above.is_file() for above in file.parents)
    possible = ":" not in redirection.file and not file.is_dir() and not blocked
    return file if possible and file.suffix in {*PAGES, Path(redirection.target).suffix} else None


def generators(pelican: Pelican) -> type[Generator]:
    return RedirectionsGenerator


def write_last(generators: list[Generator]) -> None:
    """Move the generator to the end of Pelican's own list."""
    generators.sort(key=lambda generator: isinstance(generator, RedirectionsGenerator))


def register() -> None:
    signals.get_generators.connect(generators)
    signals.all_generators_finalized.connect(write_last)
