"""Makes one page of a site as a build would: the preview of what is typed in a form and not yet in a file."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from pelican.settings import read_settings

from plugins.base.cache import Cache
from plugins.base.walk import FolderEntry, walk
from plugins.build.generator import base_url_of, context_of, languages_of
from plugins.build.recorder import Recorder
from plugins.build.templates import CompiledTemplates
from plugins.build.vocabulary import add_vocabulary, renderer
from plugins.files.assets import read_assets
from plugins.files.file import Assets
from plugins.languages.language import Language
from plugins.model.site import Site
from plugins.pages.every_page import pages_of


class SinglePages:
    """Makes pages one at a time, in the content's language, by the file of ``settings`` of a build."""

    def __init__(self, settings: Path) -> None:
        self._settings = {**read_settings(str(settings)), "DRAFTS": True}
        self._options = {"bytecode_cache": CompiledTemplates(None), **self._settings["JINJA_ENVIRONMENT"]}
        self._assets = lru_cache(maxsize=1)(self._assets_of)  # whoever types asks for them again and again

    def page(self, site: Site, address: str, built: Path) -> str:
        """Return the HTML of the page at an address, "" where the site has none.

        ``built`` is the folder of the last build, which shows which pages the other languages have.
        """
        settings, theme = self._settings, Path(self._settings["THEME"])
        first, *others = languages_of(settings, theme)
        there = {language: found for language in others if (found := _pages_in(built, language))}
        pages_in = {first: frozenset[str](), **there} if there else {}
        site = site.changed(language=first, pages_in=pages_in)
        base_url = base_url_of(site, settings)
        pages = pages_of(site, base_url)
        page = next((page for page in pages if page.address == address), None)
        if not page:
            return ""
        environment = Environment(loader=FileSystemLoader(theme / "templates"), **self._options)
        recorder, render = Recorder(site, pages), renderer(environment, settings)
        assets = self._assets(theme / "static", tuple(walk(theme / "static")))
        context = context_of(settings, base_url, assets, Cache(Path(settings["CACHE_PATH"])), render, recorder)
        add_vocabulary(environment, site, context, recorder)
        return render(f"{page.template}.html", record=page)

    def _assets_of(self, static: Path, seen: tuple[FolderEntry, ...]) -> Assets:
        """The assets of a folder, for as long as the same is ``seen`` in it."""
        return read_assets(static, self._settings["THEME_STATIC_DIR"])


def _pages_in(built: Path, language: Language) -> frozenset[str]:
    """The pages of a language in a built site, by their addresses in the content's language."""
    folder = built / language.prefix[1:]
    files = folder.rglob("index.html")
    return frozenset(f"/{file.parent.relative_to(folder).as_posix()}/".replace("/./", "/") for file in files)
