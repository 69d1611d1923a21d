"""One build, from the content folder to the folder of the built site."""

import shutil
import sys
import tempfile
import weakref
from pathlib import Path

from babel import Locale
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.build.files import files_of
from plugins.build.output import write
from plugins.build.vocabulary import add_vocabulary
from plugins.files.assets import read_assets
from plugins.files.file import BuildContext
from plugins.model.redirection import published_addresses
from plugins.source.loading import load
from plugins.text.cache import Cache
from plugins.text.identity import IDENTITY
from plugins.text.mistakes import ContentMistakes


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Makes the site: its content is read before anything is made, and all is made before anything is written.

    A mistake ends the build with code 1, and leaves the folder of the built site as it was.
    """

    def generate_context(self) -> None:
        """Read the content, and add the vocabulary of the templates."""
        settings = self.settings
        content, theme = as_typed(Path(settings["PATH"])), Path(self.theme)
        # Removed with the generator: where the cache refuses a picture, it has to be somewhere until it is published.
        spare = tempfile.mkdtemp(prefix=f"{IDENTITY.key}-")
        weakref.finalize(self, shutil.rmtree, spare, ignore_errors=True)
        cache = Cache(Path(settings["CACHE_PATH"]), Path(spare))
        try:
            self.site = load(content, settings["BUILD_DATE"], cache, with_drafts=settings["DRAFTS"])
        except ContentMistakes as mistakes:
            end(mistakes)
        organisation = self.site.organisation
        self.making = BuildContext(
            base=(settings["SITEURL"] or (organisation.website if organisation else "")).rstrip("/"),
            site_name=settings["SITENAME"],
            locale=Locale.parse(settings["DEFAULT_LANG"]),
            content=content,
            theme=theme,
            assets=read_assets(theme / "static", settings["THEME_STATIC_DIR"]),
            cache=cache,
            render=self.render,
            published=published_addresses(Path(settings["PUBLISHED_LIST"])),
            service_worker=settings["SERVICE_WORKER"],
            drafts=settings["DRAFTS"],
        )
        add_vocabulary(self.env, self.site, self.making)

    def generate_output(self, writer: Writer) -> None:
        """Make every file, then write those that are not there yet."""
        try:
            files = files_of(self.site, self.making)
        except ContentMistakes as mistakes:
            end(mistakes)
        write(files, Path(self.output_path))
        self.making.cache.prune()

    def render(self, template: str, **values: object) -> str:
        """A template rendered with the settings and some values."""
        text: str = self.env.get_template(template).render(self.context, **values)
        return text


def as_typed(path: Path) -> Path:
    """The path relative to the working folder, as the officer types it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def end(mistakes: ContentMistakes) -> None:
    """Print every mistake, and end with code 1."""
    print(mistakes.report(), file=sys.stderr)
    raise SystemExit(1) from None
