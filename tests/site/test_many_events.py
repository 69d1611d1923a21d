"""However many events are to come, each of them is told wherever the agenda is."""

import re

import pytest

from tests.built_site import Built, build

EVENT = "---\ntitre: Rencontre {0}\nresume: r\ngenre: forum\ndebut: 2027-{1:02}-{2:02}\n---\n"
COUNT = 120
"""More than any list that is cut holds: feeds end after 50, lists on a page before."""


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    (folder / "content/agenda").mkdir(parents=True)
    for n in range(COUNT):
        (folder / f"content/agenda/r{n}.md").write_text(EVENT.format(n, 1 + n % 12, 1 + n // 12), "utf-8")
    result = build(folder / "content", folder / "output")
    assert result.returncode == 0, result.stderr
    return Built(folder / "output")


@pytest.mark.parametrize(
    "file",
    ["agenda/index.html", "agenda/atom.xml", "agenda/agenda.ics", "agenda/2027/index.html"],
)
def test_each_coming_event_is_told(many, file):
    text = (many.folder / file).read_text("utf-8").replace("\r\n ", "")
    assert {int(number) for number in re.findall(r"/agenda/2027/r(\d+)/", text)} == set(range(COUNT))
