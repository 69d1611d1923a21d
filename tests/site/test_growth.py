"""A site with the texts of twenty years publishes without a finding: no list, page or download grows with them."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from plugins.files.search import ADDRESS, RECENT
from tests.built_site import BUILD_DATE, ROOT, Built
from tests.grown_site import EVENT, OTHER, grow

COUNT = int(os.environ.get("TEXTS", "400"))
"""The number of news items, as of twenty years: enough for lists of several pages and an archive of the search."""
pytestmark = pytest.mark.endurance
LINK = re.compile(r'href="(/[^"#?]*)')
TEXT = re.compile(r"/(?:nouvelle|rencontre|demande|essai|reunion|outil)-\d+/$")
FEW = 24
"""The most texts to which a page may link, except the pages of teams, which list all of their people."""
PUBLISH = """
import os, shutil
from dataclasses import replace
from pathlib import Path
import brotli
from plugins.files.social_cards.drawing import Painter
from tooling.hosting import precompression
from tooling.release import nu_checker
from tooling.release.publishing import publish
from tooling.release.site_publication import SitePublication
from tooling.targets.folder import FolderTarget

def build(folder):
    code = steps.build(folder)
    shutil.copytree(folder, "built", copy_function=os.link)
    return code

# Slow, and tried on other sites:
nu_checker.is_installed = lambda: False
Painter.png = lambda painter, card: b"a card"
# Quicker and a little heavier: what is light enough so is lighter as it is published.
precompression.ENCODINGS |= {".br": (lambda data: brotli.compress(data, quality=5), brotli.decompress)}
steps = SitePublication(Path("publishconf.py"), Path(".cache/made")).steps
quiet = replace(steps, build=build, clock=lambda: lambda: None, root=None)  # neither git nor another clock
aside = Path("aside")
raise SystemExit(publish(quiet, FolderTarget(Path("public"), aside, serves_public=False), aside, trial=True))
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """The site, whose publication was tried without a finding."""
    folder = tmp_path_factory.mktemp("grown")
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, folder)
    with (folder / "pelicanconf.py").open("a") as settings:
        settings.write("from tests.compiled_templates import compiled_once\ncompiled_once(globals())\n")
    (folder / "theme").symlink_to(ROOT / "theme")
    grow(folder / "content", COUNT)
    environment = os.environ | {"BUILD_DATE": BUILD_DATE, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", PUBLISH], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr + result.stdout
    return Built(folder / "built")


def test_it_publishes_without_a_finding(grown):
    """The fixture runs all checks of a release: the weight of each page, links, addresses, the sitemap."""
    assert "/actualites/page/2/" in grown.pages
    assert "/positions/page/2/" in grown.pages
    assert "/agenda/page/2/" in grown.pages


@pytest.mark.parametrize(
    ("section", "name"), [("/equipe/", "essai"), ("/plateformes/", "reunion"), ("/ressources/", "outil")]
)
def test_each_section_shows_all_that_it_has_page_by_page(grown, section, name):
    pages = [address for address in grown.pages if re.fullmatch(rf"{section}(page/\d+/)?", address)]
    shown = [
        link
        for address in pages
        for link in LINK.findall(grown.pages[address].source)
        if link.startswith(f"{section}{name}-")
    ]
    assert len(pages) > 1
    assert sorted(shown) == sorted(f"{section}{name}-{n}/" for n in range(0, COUNT, OTHER))


def test_people_stand_under_their_teams_on_each_page(grown):
    teams = ["Équipe une", "Équipe deux", "Équipe trois"]
    numbers = sorted(int(page[1]) for address in grown.pages if (page := re.fullmatch(r"/equipe/page/(\d+)/", address)))
    pages = [grown.pages[address].source for address in ("/equipe/", *(f"/equipe/page/{n}/" for n in numbers))]
    told = [team for source in pages for team in re.findall(r"<h2><a [^>]*>(.*?)</a>", source)]
    assert list(dict.fromkeys(told)) == teams
    assert told == sorted(told, key=teams.index)


def test_every_text_is_reached_from_page_to_page(grown):
    """By links from the home page, with few links on each page."""
    reached, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        if address not in reached and address in grown.pages:
            reached.add(address)
            links = set(LINK.findall(grown.pages[address].source))
            assert len(links) < 150, address
            assert len(list(filter(TEXT.search, links))) <= FEW or address.startswith("/equipe/"), address
            waiting += links
    texts = {
        address for address in grown.pages if "nouvelle-" in address or "rencontre-" in address or "demande-" in address
    }
    assert len(texts) == COUNT + COUNT // EVENT + COUNT // OTHER
    assert texts <= reached


def test_the_site_map_goes_by_year(grown):
    links = LINK.findall(grown.pages["/plan-du-site/"].source)
    assert "/actualites/2006/" in links
    assert not [link for link in links if "nouvelle-" in link]


def compressed(file):
    return len(gzip.compress(file.read_bytes(), 9))


def test_the_first_files_of_the_search_are_light_and_the_others_small(grown):
    assert sum(compressed(grown.folder / address[1:]) for address in (ADDRESS, RECENT)) < 100 * 1024
    archive = sorted((grown.folder / "recherche/archives").glob("*.json"))
    assert len(archive) > COUNT // 10
    assert max(map(compressed, archive)) < 30_000
    recent = json.loads((grown.folder / RECENT[1:]).read_bytes())
    assert [page for page in recent["pages"] if f"nouvelle-{COUNT - 1}" in page["address"]]
    assert len(recent["pages"]) + recent["archive"]["count"] > COUNT
