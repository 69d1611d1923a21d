"""The related texts of a record are those of a plain implementation that compares every pair of texts."""

import random

from plugins.base.typography import slugify
from plugins.pages.related import MOST_RELATED, REFERENCE, TAG, related

TAGS = ("Marché", "Jardin", "jardin", "Vélo", "Musée", "Pain")


def item(chance, place, events):
    tags = ", ".join(chance.sample(TAGS, chance.randint(0, 3)))
    event = f"evenement: {chance.choice(events)}\n" if chance.random() < 0.3 else ""
    month = chance.randint(1, 9)
    return (
        f"---\ntitre: Texte {place}\nresume: Un texte.\ndate: 202{chance.randint(0, 5)}-0{month}-11\n"
        f"categorie: Quartier\netiquettes: [{tags}]\n{event}---\n"
    )


def by_looking_at_each(record, site):
    """Return the slugs of related news by their definition: the weight of what they share, then the latest first."""
    weighed = []
    for other in site.news:
        if other is record:
            continue
        references = {*map(str, record.references())} & {*map(str, other.references())}
        tags = {*map(slugify, record.tags)} & {*map(slugify, other.tags)}
        if weight := REFERENCE * len(references) + TAG * len(tags):
            weighed.append((weight, other.date.last, other))
    best = sorted(weighed, key=lambda entry: entry[:2], reverse=True)
    return [other.slug for *_, other in best]


def test_the_texts_that_share_most_come_first(site):
    chance = random.Random(5)
    events = ("fete", "marche")
    files = {f"actualites/t-{place:02}.md": item(chance, place, events) for place in range(40)}
    for name in events:
        files[f"agenda/{name}.md"] = f"---\ntitre: {name}\nresume: Un jour.\ngenre: forum\ndebut: 2031\n---\n"
    found = site(files)
    lengths = set()
    for record in found.news:
        near = [other.slug for other in related(record, found)]
        assert near == by_looking_at_each(record, found)[:MOST_RELATED]
        lengths.add(len(near))
    assert MOST_RELATED in lengths
