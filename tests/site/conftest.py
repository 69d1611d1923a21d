import shutil
from pathlib import Path

import pytest

from plugins.build import generator as building
from tests.built_site import INVENTED
from tests.made_site import few_communes, files_made
from tests.pseudo import Bracketed

BANNER = "Les ateliers sont fermés ce matin."
BANNER_FILE = f"---\ntexte: {BANNER}\ndu: 2026-11-23 08:00\nau: 2026-11-24 12:00\nniveau: urgent\nlien: /permanences/\nbureaux: yvoir\n---\n"


@pytest.fixture(scope="session")
def few_texts(tmp_path_factory):
    """A content folder with those texts of the invented site that refer to no other: half of its types and pages."""
    folder = tmp_path_factory.mktemp("few") / "content"
    others = {"besoins", "chiffres", "formations", "positions", "redirections.txt", "ressources"}
    kept = {"actualites": [], "agenda": [], "missions": ["formation.md"], "plateformes": ["essais.md"]}
    shutil.copytree(
        INVENTED,
        folder,
        ignore=lambda at, names: {*names} & others | {*names} - {"index.md", *kept.get(Path(at).name, names)},
    )
    return folder


def made_with_banner(day, texts, folder, file=BANNER_FILE):
    """Return the files of the site, in French and Ukrainian, of the content ``texts`` with the banner ``file``."""
    content = folder / "content"
    shutil.copytree(texts, content)
    (content / "bandeau.md").write_text(file, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "read_catalogue", lambda file, code: Bracketed(code))
        with few_communes():
            return files_made(content, "publishconf.py", day, LANGUAGES=("fr", "uk"))


@pytest.fixture(scope="session")
def with_banner(few_texts, tmp_path_factory):
    """The files of a site on a day on which its banner is shown."""
    return made_with_banner("2026-11-23", few_texts, tmp_path_factory.mktemp("banner"))
