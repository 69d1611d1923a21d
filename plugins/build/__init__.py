"""The only package of plugins/ that imports Pelican: one generator, which makes the whole site.

Pelican reads the settings, gives the theme's templates and asks its plugins for generators (``register``). The site's
own, ``generator.py``, then goes through a build from top to bottom; ``single_page.py`` reads the same settings for one
page. Outside of this package, ``tooling/commands/building.py`` starts Pelican, ``tooling/preview/worker.py`` imports
it ahead of a build.
"""

from pelican import Pelican, signals

from plugins.build.generator import SiteGenerator


def generators(pelican: Pelican) -> type[SiteGenerator]:
    """The generator of the site."""
    return SiteGenerator


def register() -> None:
    """Called by Pelican, for each plugin of its settings."""
    signals.get_generators.connect(generators)
