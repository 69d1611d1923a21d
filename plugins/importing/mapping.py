"""The correspondences: a file, which the officer may edit, that says what becomes of the old site's categories,
keywords, authors and types.

The first import writes it beside the export. A line: « rubrique formations → actualite, Formation ».
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from plugins.base.mistakes import LineMistake, did_you_mean
from plugins.base.typography import fold, slugify
from plugins.importing.wordpress_export import Export, Item, Term
from plugins.model import Event, News, Page, Record, Resource
from plugins.source.front_matter import list_rows

FILE: Final = "correspondances.txt"
NOT_TAKEN: Final = "ne pas reprendre"
TYPE_BY_WORD: Final = {cls.word(): cls for cls in (News, Event, Page, Resource)}
TEXT_TYPES: Final = {"post": "actualite", "page": "page", "tribe_events": "evenement"}
"""The post types of WordPress and The Events Calendar that hold texts → the word of the type that they become."""
INNER_TYPES: Final = re.compile(
    r"attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|wp_\w+|acf[\w-]*|"
    r"tribe_(?:venue|organizer|[\w-]+)|elementor_\w+|wpcf7_\w+|flamingo_\w+|vc_\w+|et_\w+|jp_\w+|feedback|deleted_event"
)
"""Matches the post types that hold internal data of WordPress or its plugins."""
HEAD: Final = f"""\
# Ce que deviennent les textes du site WordPress. Relisez ce fichier, changez ce qui est à droite des flèches, puis
# relancez la même commande. Une ligne qui commence par « # » ne compte pas.
#
#     rubrique formations → actualite, Formation     (le genre de texte, puis sa rubrique sur le nouveau site)
#     rubrique archives → {NOT_TAKEN}
#     mot-cle racisme → lutte contre le racisme
#     auteur emily → /equipe/emily/                  (où mène la page de ses textes)
#
# Genres possibles : {", ".join(TYPE_BY_WORD)}.
# Un texte qui a plusieurs rubriques suit celle dont la ligne vient en premier.
"""
_LINE = re.compile(r"(rubrique|mot-cle|auteur|type)\s+(\S+)\s*(?:→|->|=>)\s*(.+)")


@dataclass
class Correspondences:
    """The content of the file; the keys are slugs of the old site."""

    categories: dict[str, tuple[type[Record] | None, str]] = field(default_factory=dict)
    """The type (None: not taken) and the new category for each old category, in the order of the file."""
    tags: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    types: dict[str, type[Record] | None] = field(default_factory=dict)

    def of(self, item: Item) -> tuple[type[Record] | None, str]:
        """The type that a text gets, None where it is not taken, and its category."""
        cls = self.types.get(item.type)
        if item.type in ("page", "tribe_events") or cls is None:
            named = next((term.name for term in item.terms if term.taxonomy == "tribe_events_cat"), "")
            return cls, named
        own = {term.slug for term in item.terms if term.taxonomy == "category"}
        for slug, (meant, category) in self.categories.items():
            if slug in own:
                return (meant, category) if cls is News or meant is None else (cls, category)
        return cls, News.label

    def tags_of(self, item: Item) -> tuple[str, ...]:
        found = (self.tags.get(term.slug, term.name) for term in item.terms if term.taxonomy == "post_tag")
        return tuple(dict.fromkeys(tag for tag in found if tag and tag != NOT_TAKEN))


def written(export: Export, people: dict[str, str]) -> str:
    """The first version of the file; ``people`` are the addresses of persons, by folded name."""
    texts = [item for item in export.of_type(*TEXT_TYPES) if item.status == "publish"]
    counts = Counter((term.taxonomy, term.slug) for item in texts for term in item.terms)
    return HEAD + "\n" + "\n".join(_rows(export, counts, people)) + "\n"


def _rows(export: Export, counts: Counter[tuple[str, str]], people: dict[str, str]) -> Iterator[str]:
    categories = [term for (taxonomy, _), term in export.terms.items() if taxonomy == "category"]
    for term in sorted(categories, key=lambda term: (_is_default(term), -len(export.lineage(term)), term.slug)):
        name = News.label if _is_default(term) else term.name
        yield f"rubrique {term.slug} → {News.word()}, {name}"
    for (taxonomy, slug), term in sorted(export.terms.items()):
        if taxonomy == "post_tag" and counts[taxonomy, slug]:
            yield f"mot-cle {slug} → {term.name.replace(',', ' /')}"
    for login, name in sorted(export.authors.items()):
        yield f"auteur {slugify(login)} → {people.get(fold(name), '/equipe/')}"
    for name in sorted({item.type for item in export.items.values()}):
        if name not in TEXT_TYPES and not INNER_TYPES.fullmatch(name):
            yield f"type {name} → {NOT_TAKEN}"


def _is_default(term: Term) -> bool:
    return term.slug in ("uncategorized", "non-classe")


def read_correspondences(text: str) -> tuple[Correspondences, list[LineMistake]]:
    """Parse the text of a file; return the correspondences, and the mistakes by line."""
    found, mistakes = Correspondences(), list[LineMistake]()
    found.types |= {name: TYPE_BY_WORD[word] for name, word in TEXT_TYPES.items()}
    for number, row in list_rows(text):
        if not (parts := _LINE.fullmatch(row)):
            example = "« rubrique formations → actualite, Formation »"
            mistakes.append((number, f"« {row} » n’est pas une correspondance → écrivez par exemple {example}"))
            continue
        what, slug, meant = parts[1], parts[2], parts[3].strip()
        word, _, category = (part.strip() for part in meant.partition(","))
        cls = TYPE_BY_WORD.get(slugify(word))
        if what == "mot-cle":
            found.tags[slug] = meant
        elif what == "auteur":
            found.authors[slug] = meant
        elif cls is None and fold(meant) != NOT_TAKEN:
            near = did_you_mean(word, TYPE_BY_WORD) or f" → écrivez {', '.join(TYPE_BY_WORD)}, ou {NOT_TAKEN}"
            mistakes.append((number, f"« {word} » n’est pas un genre de texte{near}"))
        elif what == "rubrique":
            found.categories[slug] = cls, category or News.label
        else:
            found.types[slug] = cls
    return found, mistakes
