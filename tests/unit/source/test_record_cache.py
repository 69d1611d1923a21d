"""The cache of records: which files the next build reads again, and which records it takes from the cache."""

import datetime as dt
import os
from collections import Counter
from dataclasses import fields, replace
from pathlib import PurePosixPath

import pytest

from plugins.base.cache import Cache
from plugins.base.mistakes import ContentMistakes
from plugins.base.walk import YOUNG
from plugins.pictures.documents import Document
from plugins.pictures.media import Media
from plugins.source import loading
from plugins.source.links import AddressBook
from plugins.source.loading import load
from plugins.source.record_cache import Lookups, RecordCache, Surroundings
from plugins.source.source_files import KnownNames
from tests.drawn import JPEG, encoded, noise
from tests.unit.conftest import TODAY

PAGE = "---\ntitre: Une page\nresume: r\n---\n{}\n"
PERSON = "---\nprenom: Ana\nnom: Essai\nfonction: Accueil\nequipe: accueil\n---\n"
TEAM = "---\ntitre: Accueil\nresume: r\nordre: 1\n---\n"
NEWS = (
    "---\ntitre: Une nouvelle\nresume: r\ndate: 2026-11-02\ncategorie: Essais\nimage: {fichier: a.jpg, texte: a}\n---\n"
)


class Reader:
    """Reads a folder several times, as successive builds do; ``read`` counts the texts that were parsed."""

    def __init__(self, folder, kept, monkeypatch):
        self.folder, self.kept, self.read = folder, kept, Counter()
        self.clock = max((file.stat().st_ctime_ns for file in folder.rglob("*")), default=0) + 10 * YOUNG
        parse = loading.front_matter.read
        monkeypatch.setattr(
            loading.front_matter, "read", lambda name, data: self.read.update([name]) or parse(name, data)
        )
        monkeypatch.setattr("plugins.source.record_cache.time.time_ns", lambda: self.clock)

    def __call__(self, today=TODAY, version="one"):
        """Read the folder; return the site and the paths of the texts that were parsed."""
        self.read.clear()
        records = RecordCache(self.kept / "records", version)
        site = load(self.folder, today, Cache(self.kept / "pictures"), records)
        records.save()
        return site, {name.removeprefix(f"{self.folder.as_posix()}/") for name in self.read}


@pytest.fixture
def reader(content, tmp_path_factory, monkeypatch):
    return lambda files: Reader(content(files), tmp_path_factory.mktemp("kept"), monkeypatch)


def rewritten_unseen(file, text):
    """Write other bytes of the same number, and restore the date of modification (mtime)."""
    status = file.stat()
    assert len(text.encode()) == status.st_size
    file.write_text(text, "utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_what_is_the_same_is_not_read_again(reader):
    read = reader({"pages/a.md": PAGE.format("un"), "pages/b.md": PAGE.format("un")})
    first, parsed = read()
    assert parsed == {"pages/a.md", "pages/b.md"}
    second, parsed = read()
    assert parsed == set()
    assert [record.html for record in second.records] == [record.html for record in first.records]
    assert second.versions == first.versions


def test_another_version_of_the_program_reads_everything(reader):
    read = reader({"pages/a.md": PAGE.format("un")})
    read()
    assert read(version="two")[1] == {"pages/a.md"}


def test_an_edit_that_keeps_size_and_date_is_read(reader, tmp_path):
    """The change time of the inode (ctime), which no program can set, shows the edit."""
    read = reader({"pages/a.md": PAGE.format("un"), "pages/b.md": PAGE.format("un")})
    read()
    rewritten_unseen(tmp_path / "pages/a.md", PAGE.format("de"))
    site, parsed = read()
    assert parsed == {"pages/a.md"}
    assert "<p>de</p>" in site.by_path["pages/a.md"].html


def test_an_edit_right_after_a_look_is_read_even_where_no_date_tells_it(reader, tmp_path, monkeypatch):
    """File systems have coarse dates, so a file that had just changed when it was read is read again."""
    read = reader({"pages/a.md": PAGE.format("un")})
    before = loading.sort_files(tmp_path, lambda *_: None)
    read.clock = max(before.states["pages/a.md"][:2]) + YOUNG // 2
    monkeypatch.setattr(loading, "sort_files", lambda *_: before)
    read()
    rewritten_unseen(tmp_path / "pages/a.md", PAGE.format("de"))
    read.clock += YOUNG
    assert "<p>de</p>" in read()[0].by_path["pages/a.md"].html
    read.clock += 2 * YOUNG
    read()
    read.clock += 2 * YOUNG
    rewritten_unseen(tmp_path / "pages/a.md", PAGE.format("un"))
    assert "<p>de</p>" in read()[0].by_path["pages/a.md"].html  # an edit of an old file that no date shows is missed


def test_a_touched_file_is_not_parsed(reader, tmp_path):
    read = reader({"pages/a.md": PAGE.format("un")})
    read()
    os.utime(tmp_path / "pages/a.md", (1, 1))
    assert read()[1] == set()


def test_a_file_that_cannot_be_opened_is_told_as_in_a_clean_build(reader, tmp_path, monkeypatch):
    read = reader({"pages/a.md": PAGE.format("un")})
    read()
    (tmp_path / "pages/a.md").touch()

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(loading, "read_bounded", refused)
    with pytest.raises(ContentMistakes, match=r"pages/a\.md:1: "):
        read()


def test_the_target_of_a_link_goes_away(reader, tmp_path):
    read = reader({"pages/a.md": PAGE.format("[b](b.md)"), "pages/b.md": PAGE.format("un")})
    read()
    (tmp_path / "pages/b.md").unlink()
    with pytest.raises(ContentMistakes) as told:
        read()
    with pytest.raises(ContentMistakes) as clean:
        load(tmp_path, TODAY)
    assert told.value.report() == clean.value.report()
    assert "lien « b.md »" in told.value.report()


def test_the_target_of_a_link_gets_another_address(reader, tmp_path):
    """The text that links to it is made again, although its file did not change."""
    news = "---\ntitre: T\nresume: r\ndate: 2026-01-02\ncategorie: c\n---\n"
    read = reader({"pages/a.md": PAGE.format("[b](../actualites/b.md)"), "actualites/b.md": news})
    before = read()[0]
    (tmp_path / "actualites/b.md").write_text(news.replace("2026-01", "2025-01"))
    site, parsed = read()
    assert parsed == {"pages/a.md", "actualites/b.md"}
    assert 'href="/actualites/2025/b/"' in site.by_path["pages/a.md"].html
    address = site.by_path["pages/a.md"].address
    assert site.versions[address] != before.versions[address]


def test_a_named_record_is_no_longer_public(reader, tmp_path):
    read = reader({"personnes/ana.md": PERSON, "equipes/accueil.md": TEAM})
    read()
    assert read()[1] == set()
    (tmp_path / "equipes/accueil.md").write_text(TEAM.replace("---\n", "---\nstatut: brouillon\n", 1))
    with pytest.raises(ContentMistakes, match="l’équipe « accueil » n’est pas encore en ligne"):
        read()
    (tmp_path / "equipes/accueil.md").unlink()
    with pytest.raises(ContentMistakes, match="l’équipe « accueil » n’existe pas"):
        read()


def test_a_picture_changes(reader, tmp_path):
    read = reader({"actualites/a.md": NEWS, "images/a.jpg": JPEG, "pages/b.md": PAGE.format("![x](/images/a.jpg)")})
    before = read()[0]
    assert read()[1] == set()
    (tmp_path / "images/a.jpg").write_bytes(encoded(noise(90, 60)))
    site, parsed = read()
    assert parsed == {"actualites/a.md", "pages/b.md"}
    assert site.news[0].picture.file.width == 90
    assert site.by_path["pages/b.md"].html != before.by_path["pages/b.md"].html
    assert site.versions["/b/"] != before.versions["/b/"]


def test_a_document_changes(reader, tmp_path):
    read = reader({"pages/a.md": PAGE.format("[plan](/documents/plan.pdf)"), "documents/plan.pdf": b"%PDF-1.7"})
    read()
    (tmp_path / "documents/plan.pdf").write_bytes(b"%PDF-1.7 and more")
    site, parsed = read()
    assert parsed == {"pages/a.md"}
    assert "17" in site.by_path["pages/a.md"].html


def test_a_text_appears_on_its_day(reader):
    """The cache holds the day from which a text is public, not whether it was public."""
    news = "---\ntitre: T\nresume: r\ndate: 2026-11-24\ncategorie: c\n---\n"
    read = reader({"actualites/a.md": news})
    assert read()[0].news == ()
    site, parsed = read(TODAY.replace(day=24))
    assert [item.slug for item in site.news] == ["a"]
    assert parsed == set()
    assert read()[0].news == ()


def test_a_text_may_be_linked_to_from_its_day(reader, tmp_path):
    news = "---\ntitre: T\nresume: r\ndate: 2026-11-24\ncategorie: c\n---\n"
    read = reader({"actualites/a.md": news})
    read()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/b.md").write_text(PAGE.format("[a](../actualites/a.md)"))
    with pytest.raises(ContentMistakes, match="pas encore publiée"):
        read()
    assert "/actualites/2026/a/" in read(TODAY.replace(day=24))[0].by_path["pages/b.md"].html


def test_a_deleted_text_is_gone_and_forgotten(reader, tmp_path):
    read = reader({"pages/a.md": PAGE.format("un"), "pages/b.md": PAGE.format("un")})
    read()
    kept = (tmp_path / "pages/b.md").read_bytes()
    (tmp_path / "pages/b.md").unlink()
    assert "pages/b.md" not in read()[0].by_path
    (tmp_path / "pages/b.md").write_bytes(kept)
    assert read()[1] == {"pages/b.md"}


def test_a_mistake_is_told_each_time(reader, tmp_path):
    read = reader({"pages/a.md": PAGE.format("[b](/nulle-part/)")})
    for _ in range(2):
        with pytest.raises(ContentMistakes, match="/nulle-part/"):
            read()


def test_the_versions_of_two_names_differ(content, tmp_path):
    """Pages may show a slug even where, as for an organisation, the address does not contain it."""
    records = RecordCache(tmp_path / "kept", "one")
    load(content({"pages/a.md": PAGE.format("un"), "pages/b.md": PAGE.format("un")}), TODAY, records=records)
    assert records.shelf.get("pages/a.md").version != records.shelf.get("pages/b.md").version


@pytest.fixture
def asked(monkeypatch):
    """The calls that check whether the answers of a kept record are still the same."""
    asked = []
    are_still = Lookups.are_still
    monkeypatch.setattr(Lookups, "are_still", lambda *given: asked.append(given) or are_still(*given))
    return asked


def test_while_all_around_is_the_same_no_answer_is_asked_for_again(reader, asked):
    read = reader({f"pages/{name}.md": PAGE.format("un") for name in "abc"})
    read()
    read()
    (read.folder / "pages/b.md").write_text(PAGE.format("deux"), "utf-8")
    assert read()[1] == {"pages/b.md"}
    assert asked == []
    (read.folder / "pages/d.md").write_text(PAGE.format("un"), "utf-8")
    assert read()[1] == {"pages/d.md"}
    assert len(asked) == 3


@pytest.mark.parametrize("keep", [True, False])
def test_what_was_found_around_other_records_is_not_believed(reader, asked, keep):
    """The file ``surroundings`` may be of another reading, if two end at once or the disk is full."""
    read = reader({f"pages/{name}.md": PAGE.format("un") for name in "ab"})
    read()
    surroundings = (read.kept / "records/surroundings").read_bytes()
    page = (read.folder / "pages/b.md").read_bytes()
    (read.folder / "pages/b.md").unlink()
    read()
    (read.folder / "pages/b.md").write_bytes(page)
    if keep:
        (read.kept / "records/surroundings").write_bytes(surroundings)
    asked.clear()
    assert read()[1] == {"pages/b.md"}
    assert len(asked) == 1


def test_a_draft_that_lacks_what_it_names_is_told_each_time(reader):
    read = reader(
        {"equipes/accueil.md": TEAM, "personnes/bo.md": PERSON.replace("---\n", "---\nstatut: brouillon\n", 1)}
    )
    assert [draft.lacks for draft in read()[0].withheld] == [()]
    (read.folder / "equipes/accueil.md").rename(read.folder / "equipes/autre.md")
    told = []
    for _ in range(3):
        try:
            told.append([draft.lacks for draft in read()[0].withheld])
        except ContentMistakes as mistakes:
            told.append([mistake.message for mistake in mistakes.mistakes])
    assert told == [told[0]] * 3 != [[()]] * 3


def test_all_that_may_be_asked_about_others_is_in_their_digest():
    book, path = AddressBook({}, {}, frozenset()), PurePosixPath("pages/a.md")
    surroundings = Surroundings(TODAY, book, KnownNames({}), Media())
    books = [
        replace(
            book, **{field.name: {"/a/": path} if isinstance(getattr(book, field.name), dict) else frozenset({"a"})}
        )
        for field in fields(book)
    ]
    others = [
        surroundings,
        *(replace(surroundings, book=each) for each in books),
        replace(surroundings, names=KnownNames({"page": {"a": True}})),
        replace(surroundings, names=KnownNames({"page": {"a": False}})),
        replace(surroundings, media=Media(pictures={"/images/a.jpg": None})),
        replace(surroundings, media=Media(documents={"/documents/a.pdf": Document("/documents/a.pdf", 1)})),
        replace(surroundings, media=Media(documents={"/documents/a.pdf": Document("/documents/a.pdf", 2)})),
    ]
    digests = {each.digest for each in (*others, replace(surroundings, day=dt.date(2026, 11, 24)))}
    assert len(digests) == len(others) + 1
    assert replace(surroundings, book=replace(book)).digest == surroundings.digest
