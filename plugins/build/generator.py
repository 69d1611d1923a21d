"""One build, from the content folder to the folder of the built site."""

import shutil
import sys
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from babel.support import Translations
from jinja2.bccache import Bucket, BytecodeCache
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.base.cache import Cache
from plugins.base.identity import IDENTITY
from plugins.base.mistakes import ContentMistakes
from plugins.base.progress import Progress, untold
from plugins.base.shelf import Shelf
from plugins.build.files import files_of, pages_of
from plugins.build.output import Output, WrittenFile
from plugins.build.recorder import KeptValue, Recorder
from plugins.build.vocabulary import READ_SETTINGS, add_vocabulary
from plugins.files.assets import read_assets
from plugins.files.file import BuildContext, File
from plugins.languages.language import OF_CONTENT, Gettext, Language
from plugins.model.redirection import read_published_addresses
from plugins.source import version
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Makes the site: its content is read before anything is made, and all is made before anything is written.

    A mistake ends the build with code 1, and leaves the folder of the built site as it was.
    """

    def generate_context(self) -> None:
        """Read the content, and add the vocabulary of the templates."""
        settings = self.settings
        kept = Path(settings["BUILD_CACHE"]) if settings["BUILD_CACHE"] else None
        # Removed with the generator: for pages, and pictures that the cache refuses, until they are written.
        scratch = tempfile.mkdtemp(prefix=f"{IDENTITY.key}-")
        weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
        cache = Cache(Path(settings["CACHE_PATH"]), Path(scratch))
        records = RecordCache(kept / "records", version.of_program()) if kept else None
        self.progress: Progress = settings.get("PROGRESS", untold)
        self._read_content(cache, records)
        organisation = self.site.organisation
        base = (settings["SITEURL"] or (organisation.website if organisation else "")).rstrip("/")
        self.pages = pages_of(self.site, base)
        self._open_shelves(Path(scratch), kept, records, base)
        self._set_up_templates(cache, base)

    def _read_content(self, cache: Cache, records: RecordCache | None) -> None:
        settings, content = self.settings, as_typed(Path(self.settings["PATH"]))
        try:
            self.site = load(
                content, settings["BUILD_DATE"], cache, records, with_drafts=settings["DRAFTS"], progress=self.progress
            )
        except ContentMistakes as mistakes:
            end(mistakes)
        self.site = replace(self.site, language=self._language_of_content())
        if tell := settings.get("TELL_SITE"):
            tell(self.site)

    def _language_of_content(self) -> Language:
        code = self.settings["DEFAULT_LANG"]
        if code == OF_CONTENT.code:
            return OF_CONTENT
        words = Translations.load(Path(self.theme) / "translations", [code])
        return Language(code, words=cast("Gettext", words))

    def _open_shelves(self, scratch: Path, kept: Path | None, records: RecordCache | None, base: str) -> None:
        """What the last build left in the folder ``kept``; without it everything is made."""
        written, values = None, None
        self.kept: list[Shelf[Any] | RecordCache] = []
        if kept and records:
            by = f"{version.of_pages(self.settings, Path(self.theme))} {base}"
            written, values = Shelf[WrittenFile](kept / "output", by), Shelf[KeptValue](kept / "values", by)
            templates = Shelf[bytes](kept / "templates", version.of_templates(self.settings))
            self.env.bytecode_cache = CompiledTemplates(templates)
            self.kept = [records, written, values, templates]
            tell_losses([records.shelf, written, values, templates])
        self.output = Output(Path(self.output_path), scratch, written)
        self.recorder = Recorder(self.site, self.pages, values)

    def _set_up_templates(self, cache: Cache, base: str) -> None:
        settings, theme = self.settings, Path(self.theme)
        self.making = BuildContext(
            base=base,
            site_name=settings["SITENAME"],
            content=as_typed(Path(settings["PATH"])),
            theme=theme,
            assets=read_assets(theme / "static", settings["THEME_STATIC_DIR"]),
            cache=cache,
            render=self.render,
            page_files=self.page_files,
            made_once=self.recorder.made_once,
            published=read_published_addresses(Path(settings["PUBLISHED_LIST"])),
            service_worker=settings["SERVICE_WORKER"],
            drafts=settings["DRAFTS"],
            progress=self.progress,
        )
        add_vocabulary(self.env, self.site, self.making, self.recorder)

    def generate_output(self, writer: Writer) -> None:
        """Make every file, then write those that are not there yet."""
        try:
            self.output.write(files_of(self.site, self.making))
        except ContentMistakes as mistakes:
            end(mistakes)
        for each in self.kept:
            each.save()
        self.making.cache.prune()

    def page_files(self) -> Iterator[File]:
        """The files of all pages: those that are there, where they would be the same."""
        return self.output.pages(
            self.pages,
            self.recorder,
            lambda page: self.render(f"{page.template}.html", record=page),
            self.progress,
            slow=("search_files",),  # a maker needs them too: they are made here, not in a copy of this process
        )

    def render(self, template: str, **values: object) -> str:
        """A template rendered with the settings that templates may read, and some values."""
        read = {name: self.settings[name] for name in READ_SETTINGS}
        text: str = self.env.get_template(template).render(read, **values)
        return text


class CompiledTemplates(BytecodeCache):
    """What Jinja made of the templates: compiling them takes as long as all the rest of a small build."""

    def __init__(self, shelf: Shelf[bytes]) -> None:
        self._shelf = shelf

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that is kept of it."""
        if kept := self._shelf.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._shelf.put(bucket.key, bucket.bytecode_to_string())


def as_typed(path: Path) -> Path:
    """The path relative to the working folder, as the officer types it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def tell_losses(shelves: Iterable[Shelf[Any]]) -> None:
    """Say why more is made than what changed."""
    if any(shelf.damaged for shelf in shelves):
        said = "Une partie de ce que la dernière construction gardait est abîmée, ou à un autre : elle est refaite."
        print(said, file=sys.stderr)
    elif any(shelf.older for shelf in shelves):
        print("Le programme, le thème ou les réglages ont changé : tout est refait.", file=sys.stderr)


def end(mistakes: ContentMistakes) -> None:
    """Print every mistake, and end with code 1."""
    print(mistakes.report(), file=sys.stderr)
    raise SystemExit(1) from None
