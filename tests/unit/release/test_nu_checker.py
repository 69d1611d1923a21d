"""The W3C's checker is asked only about pages that it has not found valid before."""

import pytest

from plugins.base.cache import Cache
from tooling.release import nu_checker
from tooling.release.nu_checker import messages


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """The lists of pages that the checker got, for a site of three pages, the second of which has a fault."""
    lists = []

    def ask(folder):
        pages = sorted(folder.rglob("*.html"))
        lists.append([page.relative_to(folder).as_posix() for page in pages])
        return [(p.relative_to(folder).as_posix(), "x") for p in pages if "fault" in p.read_text("utf-8")]

    monkeypatch.setattr(nu_checker, "is_installed", lambda: True)
    monkeypatch.setattr(nu_checker, "JAR", tmp_path / "vnu.jar")
    (tmp_path / "vnu.jar").write_text("1")
    monkeypatch.setattr(nu_checker, "_ask", ask)
    for path, text in {"index.html": "a", "b/index.html": "fault", "c/index.html": "c"}.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(text, "utf-8")
    return lists


@pytest.fixture
def ask(tmp_path, asked):
    """A function that checks the site; it returns the messages, and the pages about which the checker was asked."""

    def run():
        asked.clear()
        return messages(tmp_path / "site", Cache(tmp_path / "cache")), [page for pages in asked for page in pages]

    return run


FOUND = [("b/index.html", "x")]
ALL = ["b/index.html", "c/index.html", "index.html"]


def test_a_clean_page_is_asked_about_once_and_a_faulty_one_each_time(ask):
    assert ask() == (FOUND, ALL)
    assert ask() == (FOUND, ["b/index.html"])


def test_a_page_that_changed_is_asked_about_again(ask, tmp_path):
    ask()
    (tmp_path / "site/c/index.html").write_text("new fault", "utf-8")
    assert ask() == ([*FOUND, ("c/index.html", "x")], ["b/index.html", "c/index.html"])
    (tmp_path / "site/b/index.html").write_text("b", "utf-8")
    (tmp_path / "site/c/index.html").write_text("c", "utf-8")
    assert ask() == ([], ["b/index.html", "c/index.html"])
    assert ask() == ([], [])


def test_another_checker_is_asked_about_everything(ask, tmp_path):
    ask()
    (tmp_path / "vnu.jar").write_text("2")
    assert ask() == (FOUND, ALL)


@pytest.mark.parametrize("damaged", [b"", b"\xff\x00", b"0" * 64])
def test_a_damaged_memory_forgets(ask, tmp_path, damaged):
    ask()
    (kept,) = (file for file in (tmp_path / "cache").rglob("*") if file.is_file())
    kept.write_bytes(damaged)
    assert ask() == (FOUND, ALL)


def test_without_the_checker_no_page_counts_as_clean(ask, monkeypatch):
    monkeypatch.setattr(nu_checker, "is_installed", lambda: False)
    assert ask() == ([], [])
    monkeypatch.setattr(nu_checker, "is_installed", lambda: True)
    assert ask() == (FOUND, ALL)
