"""A Pelican plugin for the theme « news »: each item gets its neighbours and the newest others of its first keyword."""

from itertools import islice

from pelican import signals
from pelican.generators import ArticlesGenerator


def add_neighbours(generator: ArticlesGenerator) -> None:
    articles = generator.articles
    for newer, article, older in zip([None, *articles], articles, [*articles[1:], None], strict=False):
        article.newer, article.older = newer, older
        same = generator.tags[article.tags[0]] if getattr(article, "tags", ()) else ()
        article.related = tuple(islice((other for other in same if other is not article), 4))


def register() -> None:
    signals.article_generator_finalized.connect(add_neighbours)
