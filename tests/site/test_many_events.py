"""Every coming event is in the agenda, its feed and its calendar, however many there are."""

import re

import pytest

from plugins.model import Event
from tests.made_site import site_made

EVENT = "---\ntitre: Rencontre {0}\nresume: r\ngenre: forum\ndebut: 2027-{1:02}-{2:02}\n---\n"
COUNT = 120
"""More events than other feeds (50) and a page of a list hold."""
PAGES = -(-COUNT // Event.section.size)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    (folder / "content/agenda").mkdir(parents=True)
    for n in range(COUNT):
        (folder / f"content/agenda/r{n}.md").write_text(EVENT.format(n, 1 + n % 12, 1 + n // 12), "utf-8")
    return site_made(folder / "content", folder / "output")


@pytest.mark.parametrize(
    "file",
    ["agenda/atom.xml", "agenda/agenda.ics"],
)
def test_each_coming_event_is_told(many, file):
    text = (many.folder / file).read_text("utf-8").replace("\r\n ", "")
    assert {int(number) for number in re.findall(r"/agenda/2027/r(\d+)/", text)} == set(range(COUNT))


@pytest.mark.parametrize("first", ["/agenda/", "/agenda/2027/", "/agenda/genre/forum/"])
def test_the_pages_of_a_list_tell_each_event_once_in_its_order(many, first):
    pages = [many.pages[first], *(many.pages[f"{first}page/{n}/"] for n in range(2, PAGES + 1))]
    assert f"{first}page/{PAGES + 1}/" not in many.pages
    found = [number for page in pages for number in re.findall(r'"/agenda/2027/r(\d+)/"', page.source)]
    assert [int(number) for number in found] == sorted(range(COUNT), key=lambda n: (n % 12, n // 12))


def test_a_page_of_the_agenda_says_that_its_events_are_to_come(many):
    assert "À venir" in many.pages["/agenda/page/2/"].text
