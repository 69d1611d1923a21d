"""README's recipe for a new type: followed in a copy of the project with an invented type, it is all that is needed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULE = '''"""A recipe."""

from typing import ClassVar

from pydantic import Field

from plugins.model.base import TitledRecord
from plugins.model.declarations import SectionShape
from plugins.model.fields import Line, MissionRef


class Recipe(TitledRecord):
    """Something to cook."""

    kind: ClassVar = "recipe"
    folder: ClassVar = "recettes"
    prefix: ClassVar = "/recettes/"
    french: ClassVar = "la recette"
    label: ClassVar = "Recette"
    section: ClassVar = SectionShape("recettes", "/recettes/", "recipes", "Recettes", in_menu=True)
    teaser: ClassVar = ("taste",)
    on_home: ClassVar = ("Nos recettes", "Toutes les recettes")

    taste: Line = Field(alias="gout", description="le goût du plat")
    mission: MissionRef | None = Field(None, alias="mission", description="la mission dont elle relève")
'''
PAGE = """{% extends "layouts/record.html" %}
{% set parents = (site.section("recettes"),) %}
{% block facts %}<p>{{ record.taste }}</p>{% endblock %}
"""
LIST = """{% extends "layouts/introduced.html" %}
{% from "components/teaser.html" import teasers %}
{% block list %}{{ teasers(site.of(types|selectattr("kind", "eq", "recipe")|first)) }}{% endblock %}
"""
CONTENT = {
    "missions/cuisiner.md": "---\ntitre: Cuisiner\nresume: Ensemble.\nordre: 1\n---\n",
    "recettes/soupe-du-mardi.md": "---\ntitre: Soupe du mardi\nresume: Une soupe.\ngout: doux\nmission: cuisiner\n---\nDu potiron.\n",
    "pages/recherche.md": "---\ntitre: Recherche\nresume: Chercher.\n---\n",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the program, with the files that the recipe asks for."""
    copy = tmp_path_factory.mktemp("recipe") / "project"
    for folder in ("plugins", "theme", "tooling", "scripts", "docs"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pelicanconf.py", "publishconf.py", "identity.toml"):
        shutil.copy(ROOT / file, copy)
    for path, text in CONTENT.items():
        (copy / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / "content" / path).write_text(text, "utf-8")
    (copy / "plugins/model/recipe.py").write_text(MODULE, "utf-8")
    types = copy / "plugins/model/types.py"
    text = types.read_text("utf-8").replace("\nTYPES", "from plugins.model.recipe import Recipe\n\nTYPES", 1)
    types.write_text(text.replace("    Mission,\n", "    Mission,\n    Recipe,\n", 1), "utf-8")
    (copy / "theme/templates/recipe.html").write_text(PAGE, "utf-8")
    (copy / "theme/templates/recipes.html").write_text(LIST, "utf-8")
    guide = copy / "docs/guide-de-publication.md"
    table = "\n\n<!-- champs : recette -->\n\n<!-- fin des champs -->\n"
    guide.write_text(guide.read_text("utf-8") + table, "utf-8")
    return copy


def run(project, *command):
    environment = os.environ | {"BUILD_DATE": "2026-11-23", "PYTHONPATH": str(project)}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *command],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def output(project):
    run(project, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output", "--fatal", "warnings")
    return project / "output"


def test_it_has_its_page_and_its_list(output):
    assert "Du potiron." in (output / "recettes/soupe-du-mardi/index.html").read_text("utf-8")
    assert "doux" in (output / "recettes/index.html").read_text("utf-8")


def test_it_is_on_the_home_page_in_the_menu_and_in_the_footer(output):
    home = (output / "index.html").read_text("utf-8")
    assert "Nos recettes" in home
    assert 'href="/recettes/soupe-du-mardi/"' in home
    menu, footer = re.search(r"<nav class=\"menu.*?</nav>", home, re.S)[0], home[home.index("<footer") :]
    assert 'href="/recettes/"' in menu
    assert 'href="/recettes/"' in footer


@pytest.mark.parametrize("page", ["plan-du-site/index.html", "sitemap.xml", "recherche/index.json"])
def test_it_is_where_everything_is(output, page):
    assert "/recettes/soupe-du-mardi/" in (output / page).read_text("utf-8")


def test_it_is_called_by_its_label_in_the_search(output):
    assert '"Recette"' in (output / "recherche/index.json").read_text("utf-8")


def test_what_it_names_can_ask_for_it(project):
    program = (
        "import datetime as dt; from pathlib import Path; from plugins.source.loading import load\n"
        "site = load(Path('content'), dt.date(2026, 11, 23)); mission = site.get('mission', 'cuisiner')\n"
        "print(*(record.slug for record in site.citing(mission, 'recipe')))"
    )
    assert run(project, "-c", program) == "soupe-du-mardi\n"


def test_new_prepares_one_and_the_guide_tells_its_fields(project):
    program = (
        "import datetime as dt; from pathlib import Path; from plugins.desk import scaffold\n"
        "raise SystemExit(scaffold.main('recette', 'Tarte', Path('content'), dt.date(2026, 11, 23)))"
    )
    run(project, "-c", program)
    assert "gout:" in (project / "content/recettes/tarte.md").read_text("utf-8")
    run(project, "scripts/guide_fields.py")
    assert "| `gout` | obligatoire | un texte | le goût du plat |" in (
        project / "docs/guide-de-publication.md"
    ).read_text("utf-8")
