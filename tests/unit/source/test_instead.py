"""A file that is checked before it is written has the same mistakes, at the same lines, as on the disk."""

from pathlib import PurePosixPath

import pytest

from plugins.base.mistakes import ContentMistakes
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache
from tests.unit.conftest import TODAY

PAGE = "---\ntitre: Une page\nresume: r\n---\nVoir [l’autre](/autre/).\n"
OTHER = "---\ntitre: Autre\nresume: r\n---\nUn texte.\n"
OFFICE = (
    "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n"
    "permanences:\n  - quand: 2e jeudi du mois\nannulations:\n  - {le: 2026-12-10, raison: congés}\n"
    "  - {le: %s, raison: congés}\n---\n"
)


def found(folder, path=None, text="", records=None):
    instead = {PurePosixPath(path): text.encode()} if path else {}
    with pytest.raises(ContentMistakes) as mistakes:
        load(folder, TODAY, records=records, instead=instead)
    return [(str(one), one.location) for one in mistakes.value.mistakes]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("bureaux/dinant.md", OFFICE % "2026-12-11"),
        ("bureaux/dinant.md", OFFICE % "mercredi 24 décembre 2026"),
        ("pages/page.md", PAGE.replace("/autre/", "/absente/")),
        ("pages/nouvelle.md", PAGE.replace("resume", "resumé")),
        ("pages/page.md", "---\ntitre: [\n---\n"),
        ("bandeau.md", "---\ntexte: Fermé\ndu: 2026-11-24\n---\n"),
    ],
)
def test_bytes_that_are_not_written_have_the_mistakes_of_the_written_file(content, tmp_path_factory, path, text):
    folder = content({"pages/page.md": PAGE, "pages/autre.md": OTHER, "bureaux/dinant.md": OFFICE % "2027-01-14"})
    records = RecordCache(tmp_path_factory.mktemp("kept"), "one")
    load(folder, TODAY, records=records)
    before = found(folder, path, text, records)
    content({path: text})
    assert before == found(folder)


def test_what_a_page_links_to_may_be_in_the_bytes_alone(content):
    folder = content({"pages/page.md": PAGE})
    site = load(folder, TODAY, instead={PurePosixPath("pages/autre.md"): OTHER.encode()})
    assert "/autre/" in {record.address for record in site.records}


def test_a_file_may_count_as_gone(content):
    folder = content({"pages/page.md": PAGE, "pages/autre.md": OTHER})
    assert len(load(folder, TODAY).records) - 1 == len(
        load(folder, TODAY, instead={PurePosixPath("pages/page.md"): None}).records
    )
    with pytest.raises(ContentMistakes, match="aucune page à cette adresse"):
        load(folder, TODAY, instead={PurePosixPath("pages/autre.md"): None})


def test_a_reading_of_other_bytes_is_not_taken_for_the_file(content, tmp_path_factory):
    folder = content({"pages/page.md": OTHER})
    records = RecordCache(tmp_path_factory.mktemp("kept"), "one")
    load(folder, TODAY, records=records, instead={PurePosixPath("pages/page.md"): OTHER.replace("Autre", "X").encode()})
    (record,) = [record for record in load(folder, TODAY, records=records).records if record.slug == "page"]
    assert record.title == "Autre"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (OFFICE % "2026-12-11", ("annulations", 1)),
        (OFFICE % "24/12/2026 à 8h", ("annulations", 1, "le")),
        ((OFFICE % "2027-01-14").replace("quand: 2e jeudi du mois", "qui: ana"), ("permanences", 0, "quand")),
        ((OFFICE % "2027-01-14").replace("titre: Dinant\n", ""), ("titre",)),
        ("---\ntitre: [\n---\n", None),
    ],
)
def test_a_mistake_tells_the_place_of_the_value(content, text, place):
    assert place in [place for _, place in found(content({"bureaux/dinant.md": text}))]
