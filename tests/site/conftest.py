import shutil
from pathlib import Path

import pytest

from tests.built_site import INVENTED


@pytest.fixture(scope="session")
def few_texts(tmp_path_factory):
    """Some texts of the invented site that name no other: half of its types, half of its pages."""
    folder = tmp_path_factory.mktemp("few") / "content"
    others = {"besoins", "chiffres", "formations", "positions", "redirections.txt", "ressources"}
    kept = {"actualites": [], "agenda": [], "missions": ["formation.md"], "plateformes": ["essais.md"]}
    shutil.copytree(
        INVENTED,
        folder,
        ignore=lambda at, names: {*names} & others | {*names} - {"index.md", *kept.get(Path(at).name, names)},
    )
    return folder
