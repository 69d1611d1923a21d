"""The plugin of Pelican that makes the site; no other package of plugins/ imports Pelican.

Pelican reads the settings, loads the templates of the theme and asks its plugins for generators (``register``). The
generator of the site, in ``generator.py``, runs the build; ``single_page.py`` makes one page for the preview with the
same settings. Outside of this package, ``tooling/commands/building.py`` starts Pelican and
``tooling/preview/worker.py`` imports it ahead of a build.
"""

from pelican import Pelican, signals

from plugins.build.generator import SiteGenerator


def generators(pelican: Pelican) -> type[SiteGenerator]:
    """Return the generator class of the site, as Pelican's signal ``get_generators`` asks."""
    return SiteGenerator


def register() -> None:
    """Connect the generator; Pelican calls this for each plugin of its settings."""
    signals.get_generators.connect(generators)
