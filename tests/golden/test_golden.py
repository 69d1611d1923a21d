"""Compares the words of the invented site (pages, calendars, feeds, a letter) with the files of ``expected``.

After an intended change: UPDATE_GOLDEN=1 python3 tasks.py test -- tests/golden; then read the difference in git.
"""

import datetime as dt
import os
import re
import shutil
from pathlib import Path

import pytest

from plugins.desk.letter.contents import letter_of
from plugins.desk.letter.writing import as_text
from tests.tables import each_row

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "th", "td", "caption", "summary", "address", "figcaption"}


def words(page):
    """Return the text of <main>, with one line per block and ordinary spaces."""
    rows = [[]]

    def walk(element):
        # A script shows these elements only after a day in the future.
        if element.tag in {"svg", "script"} or ("data-after" in element.attrib and "hidden" in element.attrib):
            return
        if element.tag in BLOCKS:
            rows.append([])
        rows[-1].append(element.text or "")
        for child in element:
            walk(child)
            rows[-1].append(child.tail or "")
        if element.tag in BLOCKS:
            rows.append([])

    walk(page.tree.find(".//main"))
    lines = (" ".join("".join(row).replace("\u00a0", " ").split()) for row in rows)
    return "\n".join(line for line in lines if line) + "\n"


@pytest.fixture(scope="module")
def told(built, invented):
    output = built.folder
    # One commune stands for all 38, whose pages differ only by name and distances.
    pages = {
        f"{address.strip('/') or 'index'}.txt": words(page)
        for address, page in built.pages.items()
        if not address.startswith("/bureaux/pres-de/") or address.endswith("/yvoir/")
    }
    calendars = {
        file.relative_to(output).as_posix(): file.read_bytes().decode().replace("\r\n", "\n")
        for file in output.rglob("*.ics")
    }
    # The name of a picture has a hash, which changes with the version of the library.
    feeds = {
        file.relative_to(output).as_posix(): re.sub(r"\.[0-9a-f]{10}\.", ".", file.read_text("utf-8"))
        for file in output.rglob("*/*.xml")
    }
    letter = letter_of(invented, dt.date(2026, 11, 1))
    letters = {"lettre.txt": f"{letter.subject}\n{letter.preheader}\n\n{as_text(letter)}\n".replace("\u00a0", " ")}
    found = pages | calendars | feeds | letters
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, text in found.items():
            (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / name).write_text(text, "utf-8", newline="\n")
    return found


def test_the_site_has_the_files_it_must(told):
    expected = {file.relative_to(EXPECTED).as_posix() for file in EXPECTED.rglob("*") if file.is_file()}
    assert set(told) == expected


@each_row("file", lambda: sorted(EXPECTED.rglob("*.*")))
def test_the_site_says_what_it_must(told, file):
    assert told[file.relative_to(EXPECTED).as_posix()] == file.read_text("utf-8")
