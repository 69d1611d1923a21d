"""The two independent readings of which texts are public agree, however ``statut`` and ``date`` are written."""

import datetime as dt
import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.base.mistakes import ContentMistakes
from plugins.base.partial_date import PartialDate
from plugins.model.base import AT_ONCE, NOT_PLANNED, Record
from plugins.source import front_matter
from plugins.source.loading import load
from tests.tables import each_row
from tooling.release.sources import Sources
from tooling.release.visibility import says_public, surely_public, visibility

TODAY = dt.date(2026, 11, 23)
SPACES = [chr(code) for code in range(0x3001) if chr(code).isspace()]
UNSEEN = list(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2060\u2061\u2066\u2069\ufe0f\ufeff"
)
SIGNS = [*SPACES, "  ", "\t ", *UNSEEN]
STYLES = {
    "plain": "{}",
    "single quotes": "'{}'",
    "double quotes": '"{}"',
    "escaped": '"{}"',
    "literal": "|\n  {}",
    "literal, stripped": "|-\n  {}",
    "literal, kept": "|+\n  {}\n",
    "literal, indented": "|1\n {}",
    "folded": ">\n  {}",
    "folded, stripped": ">-\n  {}",
    "folded, kept and indented": ">3+\n   {}\n\n",
    "on the next line": "\n  {}",
    "in a list": "[{}]",
    "with a remark": "{} # à voir",
}
NEWS = "---\ntitre: T\nresume: r\ncategorie: c\n{}\n---\nx\n"


def placed(word, sign):
    """Return a word with a sign before, after, around and inside it, or in place of its space."""
    half = len(word) // 2
    inside = word.replace(" ", sign) if " " in word else word[:half] + sign + word[half:]
    return (sign + word, word + sign, sign + word + sign, inside)


def written(words):
    """Yield values with every sign in every place and in every style of YAML; the words take turns."""
    turn = itertools.cycle(words)
    for sign, (name, style), place in itertools.product(SIGNS, STYLES.items(), range(4)):
        text = placed(next(turn), sign)[place]
        yield style.format("".join(f"\\u{ord(c):04x}" for c in text) if name == "escaped" else text)


@pytest.fixture
def news(tmp_path):
    """A function that writes a news item for each front matter, and returns the content folder."""

    def write(front_matters):
        (tmp_path / "actualites").mkdir()
        for number, text in enumerate(front_matters):
            (tmp_path / f"actualites/n{number}.md").write_text(NEWS.format(text), "utf-8", newline="")
        return tmp_path

    return write


def read(content):
    """Read the site of a folder, after the files with a mistake were deleted."""
    try:
        return load(content, TODAY)
    except ContentMistakes as found:
        for path in {mistake.path for mistake in found.mistakes}:
            Path(path).unlink()
        return load(content, TODAY)


def disagreements(content, site):
    return [finding.what for finding in visibility(Sources(content, site, content))]


DRAFTS = ("brouillon", "Brouillon", "BROUILLON", "brouïllon")
PUBLISHED = ("publié", "Publié", "PUBLIE", "publie", "publie\u0301")
TO_COME = ("2026-12-24 18:00", "2026-11-24", "2099", "2026-12", "2099-12-31T00:00")
COME = ("2026-11-23 18:00", "2026-11-23", "2026", "2026-11", "2021-05-31T00:00")
SOME_OR_ALL = pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.endurance)])
"""The step 9 still combines all words, places and styles, since it has no common divisor with their numbers."""


@SOME_OR_ALL
@pytest.mark.parametrize(
    "hiding",
    [
        [f"date: 2026-01-01\nstatut: {text}" for text in written(DRAFTS)],
        [f"statut: publié\ndate: {text}" for text in written(TO_COME)],
    ],
    ids=["draft", "future"],
)
def test_no_way_of_writing_makes_a_draft_or_a_future_text_public(news, hiding, step):
    content = news(hiding[::step])
    assert [path for path, public in surely_public(content, TODAY) if public] == []
    site = read(content)
    assert [record.source.path for record in site.news] == []
    assert disagreements(content, site) == []
    assert len(hiding) > 2500
    assert len(site.withheld) > 700 / step


@SOME_OR_ALL
@pytest.mark.parametrize(
    "showing",
    [
        [f"date: 2026-01-01\nstatut: {text}" for text in written(PUBLISHED)],
        [f"statut: publié\ndate: {text}" for text in written(COME)],
    ],
    ids=["published", "come"],
)
def test_what_the_site_shows_is_public_by_both_readings(news, showing, step):
    content = news(showing[::step])
    site = read(content)
    assert len(site.news) > 600 / step
    assert site.withheld == ()
    assert disagreements(content, site) == []


def news_of(front_matter):
    return NEWS.format(front_matter).encode()


@each_row(
    "data",
    [
        b"",
        b"\xff\xfe-\x00",
        "---\ntitre: très\n---\n".encode("cp1252"),
        b"---\ndate: 2026-01-01\n",
        b"---\n---\n",
        b"---\n- date: 2026-01-01\n---\n",
        b"---\ndate: [\n---\n",
        b"---\ndate: 2026-01-01\n? [a]\n: b\n---\n",
        b"---\na: " + b"[" * 1000 + b"\n---\n",
        news_of("date: 2026-01-01\nstatut: brouillon\nstatut: publié"),
        news_of("date: 2026-01-01\nst\u0430tut: brouillon"),
        news_of("date: 2026-01-01\nStatut: brouillon"),
        news_of("date: 2026-01-01\nstatut\u200b: brouillon"),
        news_of("date: 2026-01-01\nstatut:"),
        news_of("date: 2026-01-01\nstatut: []"),
        news_of("date: 2026-01-01\nstatut: {publié: x}"),
        news_of("date: 2026-01-01\na_verifier: |\n  rien\n  statut: brouillon"),
        news_of("date: 2026-01-01\n---\nstatut : « Brouillon »"),
        news_of("statut: publié"),
        news_of("date: 2099\ndate: 2026-01-01"),
        news_of("date: 24 janvier 2026"),
        news_of("date: 2026-01-01 le matin"),
        news_of("date: 2026-11-24"),
        news_of("date: \u0662\u0660\u0662\u0661"),
    ],
)
def test_what_is_not_surely_public_is_withheld(data):
    assert not says_public(data, TODAY, embargoed=True)


@each_row("text", ["# statut: brouillon", "---\n- Statut\n- Brouillon", "---\nStatut : association"])
def test_what_only_speaks_of_a_status_hides_nothing(text):
    assert says_public(news_of(f"date: 2026-01-01\n{text}"), TODAY, embargoed=True)


def test_a_date_decides_only_where_there_is_an_embargo():
    assert says_public(news_of("date: 2026-11-23"), TODAY, embargoed=True)
    assert not says_public(news_of("date: 2027"), TODAY, embargoed=True)
    assert says_public(news_of("date: 2027"), TODAY, embargoed=False)


@pytest.fixture
def two(news):
    """A content folder with a public text and a draft, which is the introduction of their section."""
    content = news(["date: 2026-01-01"])
    (content / "actualites/index.md").write_text("---\ntitre: D\nresume: r\nstatut: brouillon\n---\n", "utf-8")
    return content


def test_a_section_whose_introduction_is_a_draft_has_the_one_of_the_program(two):
    site = load(two, TODAY)
    assert site.section("actualites").title == "Actualités"
    assert disagreements(two, site) == []


@pytest.mark.parametrize(
    ("mistaken", "what"),
    [
        (AT_ONCE, "ce texte est dans le site, mais rien ne prouve qu’il est public"),
        (NOT_PLANNED, "ce texte est public, mais il manque dans le site"),
    ],
)
def test_a_mistake_of_the_first_reading_keeps_the_release_back(two, monkeypatch, mistaken, what):
    monkeypatch.setattr(Record, "appears", mistaken)
    assert disagreements(two, load(two, TODAY)) == [what]


def test_a_draft_that_is_forgotten_would_not_be_looked_for(two):
    site = replace(load(two, TODAY), withheld=())
    assert disagreements(two, site) == ["ce texte n’est pas public, mais le programme l’a oublié"]


def test_a_text_that_became_a_draft_after_it_was_read_keeps_the_release_back(two):
    site = load(two, TODAY)
    (two / "actualites/n0.md").write_bytes(news_of("date: 2026-01-01\nstatut: brouillon"))
    assert disagreements(two, site) == ["ce texte est dans le site, mais rien ne prouve qu’il est public"]


def test_each_disagreement_names_its_file_in_order_and_what_to_do(news):
    content = news(["date: 2026-01-01"] * 12)
    site = load(content, TODAY)
    for file in (content / "actualites").iterdir():
        file.write_bytes(news_of("date: 2026-01-01\nstatut: brouillon"))
    (content / "actualites/n3.md").unlink()
    found = list(visibility(Sources(content, site, content)))
    names = sorted(f"{content.name}/actualites/n{number}.md" for number in range(12))
    assert [finding.where for finding in found] == names
    assert {finding.what for finding in found} == {"ce texte est dans le site, mais rien ne prouve qu’il est public"}
    assert {finding.remedy.partition(",")[0] for finding in found} == {
        "vérifiez « statut » et « date » dans ce fichier"
    }


def test_only_the_texts_of_a_type_with_an_embargo_wait_for_their_date(tmp_path):
    files = {
        "index.md": "---\ntitre: A\nresume: r\n---\n",
        "actualites/index.md": "---\ntitre: A\nresume: r\n---\n",
        "actualites/a.md": NEWS.format("date: 2027"),
        "agenda/index.md": "---\ntitre: A\nresume: r\nstatut: publié\n---\n",
        "agenda/e.md": "---\ntitre: E\nresume: r\ngenre: g\ndebut: 2027\n---\n",
        "personnes/p.md": "---\nprenom: P\nnom: N\nfonction: f\n---\n",
        "pages/brouillon.md": "---\ntitre: B\nresume: r\nstatut: brouillon\n---\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "agenda/dossier.md").mkdir()
    (tmp_path / "agenda/_note.md").write_text(files["agenda/e.md"], "utf-8")
    said = {path.as_posix(): public for path, public in surely_public(tmp_path, TODAY)}
    assert said == {path: path not in ("actualites/a.md", "pages/brouillon.md") for path in files}
    assert list(said) == sorted(said, key=lambda path: path.rpartition("/")[::2])


@each_row("status", [*PUBLISHED, "publiè", "' publié '", '"Publié\\t"'])
@each_row("date", ["2026", "2026-11", "2026-11-23", "2026-11-23 18:00", "' 2026-11-23  18:00 '"])
def test_a_text_that_says_that_it_is_published_is_public_from_its_day_on(status, date):
    assert says_public(news_of(f"date: {date}\nstatut: {status}"), TODAY, embargoed=True)


@each_row(
    ("date", "first"),
    [("2027", (2027, 1, 1)), ("2026-12", (2026, 12, 1)), ("2026-12-24", (2026, 12, 24))],
)
def test_a_vague_date_has_come_on_its_first_day(date, first):
    day = dt.date(*first)
    assert says_public(news_of(f"date: {date}"), day, embargoed=True)
    assert not says_public(news_of(f"date: {date}"), day - dt.timedelta(days=1), embargoed=True)


def test_spaces_and_tabs_around_what_is_written_change_nothing():
    assert says_public(b"\xef\xbb\xbf--- \ntitre:\tT\n'date ': 2026-01-01\n---\t\nx\n", TODAY, embargoed=True)


@each_row("data", [b"titre: T\n---\n", b"x\ntitre: T\n---\nx\n", b"---\ntitre: T\n", b"--\ntitre: T\n---\n"])
def test_a_text_that_does_not_begin_as_texts_do_is_withheld(data):
    assert not says_public(data, TODAY, embargoed=False)


def test_the_second_reading_does_without_the_first(monkeypatch):
    def broken(*_):
        raise AssertionError

    monkeypatch.setattr(front_matter, "read", broken)
    monkeypatch.setattr(front_matter, "parse_yaml", broken)
    monkeypatch.setattr(front_matter, "tidy", broken)
    monkeypatch.setattr(PartialDate, "parse", broken)
    assert says_public(news_of("date: 2026-11-23\u00a0"), TODAY, embargoed=True)
