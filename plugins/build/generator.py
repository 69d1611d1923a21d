"""The generator that Pelican runs: one build, from the content folder to the folder of the built site."""

import hashlib
import shutil
import sys
import tempfile
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.base.cache import Cache
from plugins.base.identity import IDENTITY
from plugins.base.mistakes import ContentMistakes, Mistake
from plugins.base.progress import Progress, untold
from plugins.base.shelf import Shelf
from plugins.build.editions import Edition, KeptEditions, editions
from plugins.build.files import OF_FEW_TEXTS, files_of
from plugins.build.output import Output
from plugins.build.recorder import NotedWords, Recorder
from plugins.build.templates import CompiledTemplates, template_files
from plugins.build.vocabulary import add_vocabulary, renderer
from plugins.files.assets import read_assets
from plugins.files.file import Assets, BuildContext, File, Maker
from plugins.languages.catalogue import CATALOGUE, read_catalogue
from plugins.languages.language import OF_CONTENT, Language
from plugins.model.redirection import read_published_addresses
from plugins.model.site import Site
from plugins.pages.every_page import AnyPage
from plugins.pages.links import with_own_links
from plugins.permanences.wordings import WORDINGS
from plugins.source import version
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache

SLOW: Final = ("search_files",)
"""The question that no copy of this process answers, since the maker ``search_index`` needs the answer here."""


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Reads the whole content, then makes every file, then writes them.

    Mistakes in the content are printed; they end the build with code 1 and leave the folder of the built site as it
    was.
    """

    def generate_context(self) -> None:
        """Read the content, and set up the templates of each language."""
        settings = self.settings
        last_build = Path(settings["BUILD_CACHE"]) if settings["BUILD_CACHE"] else None
        # Holds pages, and pictures that the cache refuses, until they are written. Removed with the generator.
        scratch = tempfile.mkdtemp(prefix=f"{IDENTITY.key}-")
        weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
        self.cache = Cache(Path(settings["CACHE_PATH"]), Path(scratch))
        self.records = RecordCache(last_build / "records", version.of_program()) if last_build else None
        self.progress: Progress = settings.get("PROGRESS", untold)
        self.unfinished: list[Iterable[object]] = []
        try:
            first, *others = languages_of(settings, as_typed(Path(self.theme)))
            site = self._read_content().changed(language=first)
            self.base_url = base_url_of(site, settings)
            self._open_shelves(last_build, Path(scratch))
            if self.records:
                self.records.save()  # frees what the records were made from: a third of the memory of a large site
            self.assets = read_assets(Path(self.theme) / "static", settings["THEME_STATIC_DIR"])
            self.published = read_published_addresses(Path(settings["PUBLISHED_LIST"]))
            self._open_languages(site, others)
            if tell := settings.get("TELL_SITE"):
                tell(self.site)
        except ContentMistakes as mistakes:
            end(mistakes)

    def _open_languages(self, site: Site, others: Sequence[Language]) -> None:
        """Set up each language that must be made; collect the files of the unchanged ones in ``still``."""
        self.words = {language: self._digest_of_words(language) for language in others}
        found = self.kept_editions.find(self.words)
        first, *self.opened = editions(site, self.base_url, partial(template_files, self.env), others, found)
        same = found.keys() - {edition.site.language for edition in self.opened}
        self.still = self.kept_editions.files(found[language] for language in same)
        self.sites = tuple(self._set_up(edition) for edition in (first, *self.opened) if edition.pages)
        self.site, self.making = self.sites[0]
        if isinstance(self.compiled, CompiledTemplates):
            self.compiled.compile(self.env, Path(self.theme) / "templates")

    def _digest_of_words(self, language: Language) -> bytes:
        file = file_of_words(as_typed(Path(self.theme)), language.code)
        return hashlib.sha256(file.read_bytes() if file.is_file() else b"").digest()

    def _read_content(self) -> Site:
        settings, content = self.settings, as_typed(Path(self.settings["PATH"]))
        drafts, day = settings["DRAFTS"], settings["BUILD_DATE"]
        return load(content, day, self.cache, self.records, with_drafts=drafts, progress=self.progress)

    def _open_shelves(self, last_build: Path | None, scratch: Path) -> None:
        """Open the shelves in the folder of the last build; without that folder everything is made."""
        self.shelves: list[Shelf[Any]] = []

        def shelf(name: str, by: str, *, lazy: bool = False) -> Shelf[Any] | None:
            if not last_build:
                return None
            self.shelves.append(Shelf(last_build / name, by, lazy=lazy))
            return self.shelves[-1]

        by = f"{version.of_pages(self.settings, Path(self.theme))} {self.base_url}" if last_build else ""
        self.output = Output(Path(self.output_path), scratch, shelf("output", by), shelf("asked", by, lazy=True))
        self.values = shelf("values", by)
        templates = shelf("templates", version.of_templates(self.settings) if last_build else "")
        self.compiled = self.env.bytecode_cache or CompiledTemplates(templates)
        self.kept_editions = KeptEditions(last_build, by, self.output, may_stay=not self.settings["SERVICE_WORKER"])
        read = [self.records.shelf] if self.records else []
        tell_losses([*read, *self.shelves, *self.kept_editions.shelves])

    def _set_up(self, edition: Edition) -> tuple[Site, BuildContext]:
        """Set up the templates for an edition; return its site, and the context of its makers."""
        site, settings = edition.site, self.settings
        environment = self._environment(site.language)
        if site.language.is_of_content:
            self.recorder = recorder = Recorder(site, edition.pages, self.values)
            recorder.compare_outline(self.published)
            apart = None
        else:
            recorder, apart = Recorder(site, edition.pages), self.kept_editions.apart(site.language)
        prefix, render = site.language.prefix, renderer(environment, settings)

        def page(record: AnyPage) -> str:
            html = render(f"{record.template}.html", record=record)
            return with_own_links(html, prefix, environment.filters["at"]) if prefix else html

        context = replace(
            context_of(settings, self.base_url, self.assets, self.cache, render, recorder),
            page_files=partial(self.output.pages, edition.pages, recorder, page, self.progress, SLOW, apart),
            published=self.published,
            progress=self.progress,
            finish_later=self.unfinished.append,
        )
        add_vocabulary(environment, site, context, recorder)
        return site, context

    def _environment(self, language: Language) -> Environment:
        """The Jinja environment of a language: a separate one, since imported macros see only its globals."""
        environment: Environment = self.env
        if not language.is_of_content:  # no overlay: it would share the gettext of the first language
            environment = Environment(loader=environment.loader, **self.settings["JINJA_ENVIRONMENT"])
        environment.bytecode_cache = self.compiled
        return environment

    def generate_output(self, writer: Writer) -> None:
        """Make every file, write the ones that changed, and keep for the next build what this one made."""
        try:
            files = files_of(self.sites, self.kept_editions.made, self.still, self._run)
            for work in self.unfinished:
                deque(work, maxlen=0)
            self.output.write(files)
            if tell := self.settings.get("TELL_WRITTEN"):
                tell(self.output.states)
        except ContentMistakes as mistakes:
            end(mistakes)
        self.kept_editions.keep(self.site, self.opened, self.words, files)
        for shelf in (*self.shelves, *self.kept_editions.shelves):
            shelf.save()
        self.cache.prune()

    def _run(self, maker: Maker, site: Site, context: BuildContext) -> Iterable[File]:
        """Run a maker of the content's language, or return its files of the last build where they are still valid."""
        if maker not in OF_FEW_TEXTS:
            return maker(site, context)
        return self.recorder.files(maker.__name__, partial(maker, site, context), self.output.still)


def languages_of(settings: Mapping[str, Any], theme: Path) -> list[Language]:
    """Return the languages of the settings, the content's first; the preview adds those that are not public yet.

    Raises ContentMistakes for a language in which permanences cannot be worded.
    """
    first, *others = settings["LANGUAGES"]
    if settings["DRAFTS"]:
        others += settings["LANGUAGES_IN_PREVIEW"]
    if unknown := [code for code in (first, *others) if code not in WORDINGS]:
        how = "→ ajoutez une classe à plugins/permanences/wordings/, ou retirez cette langue"
        what = "le programme ne sait pas y dire les permanences"
        raise ContentMistakes([Mistake("identity.toml", 1, f"« {code} » : {what} {how}") for code in unknown])

    def words(code: str) -> NotedWords:
        return NotedWords(lambda: read_catalogue(file_of_words(theme, code), code))

    content = OF_CONTENT if first == OF_CONTENT.code else Language(first, "", words(first))
    return [content, *(Language(code, f"/{code}", words(code)) for code in others)]


def file_of_words(theme: Path, code: str) -> Path:
    """The path of the file of translations (PO) of a language."""
    return theme / version.TRANSLATIONS / code / CATALOGUE


def base_url_of(site: Site, settings: Mapping[str, Any]) -> str:
    """The public address of the site, without a slash at its end: ``SITEURL``, or the website of the organisation."""
    organisation = site.organisation
    found: str = settings["SITEURL"] or (organisation.website if organisation else "")
    return found.rstrip("/")


def context_of(
    settings: Mapping[str, Any],
    base_url: str,
    assets: Assets,
    cache: Cache,
    render: Callable[..., str],
    recorder: Recorder,
) -> BuildContext:
    """The context of the makers; its ``page_files`` gives no page yet."""
    return BuildContext(
        base_url=base_url,
        site_name=settings["SITENAME"],
        content=as_typed(Path(settings["PATH"])),
        theme=Path(settings["THEME"]),
        assets=assets,
        cache=cache,
        render=render,
        page_files=lambda: iter(()),
        made_once=recorder.made_once,
        made_from_last=recorder.made_from_last,
        service_worker=settings["SERVICE_WORKER"],
        launched=settings["LAUNCHED"],
        drafts=settings["DRAFTS"],
    )


def as_typed(path: Path) -> Path:
    """The path relative to the working folder, as the officer types it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def tell_losses(shelves: Iterable[Shelf[Any]]) -> None:
    """Tell on stderr why work of the last build cannot be reused: it is damaged, or of an older version."""
    if any(shelf.damaged for shelf in shelves):
        said = "Une partie de ce que la dernière construction gardait est abîmée, ou à un autre : elle est refaite."
        print(said, file=sys.stderr)
    elif any(shelf.older for shelf in shelves):
        print("Le programme, le thème ou les réglages ont changé : tout est refait.", file=sys.stderr)


def end(mistakes: ContentMistakes) -> None:
    """Print every mistake, and end with code 1."""
    print(mistakes.report(), file=sys.stderr)
    raise SystemExit(1) from None
