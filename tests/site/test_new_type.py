"""The recipe of docs/adding.md for a new type is complete: a copy of the project gets an invented type by it alone."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from plugins.model.facets import OFFERED
from tests.compiled_templates import compile_once_in, in_two_languages

ROOT = Path(__file__).parents[2]
MODULE = '''"""A recipe."""

from typing import ClassVar

from plugins.model.attachments import Attachment, Illustration
from plugins.model.base import TitledRecord
from plugins.model.declarations import Facet, SectionShape
from plugins.model.fields import Keyword, MissionRef, Several, field

SECTION = SectionShape(
    "recettes",
    "/recettes/",
    "recipes",
    "Recettes",
    in_menu=True,
    all_title="Toutes les recettes",
    counted=("%(num)s recette", "%(num)s recettes"),
)


class Recipe(TitledRecord):
    """Something to cook."""

    kind: ClassVar = "recipe"
    folder: ClassVar = "recettes"
    prefix: ClassVar = "/recettes/"
    french: ClassVar = "la recette"
    label: ClassVar = "Recette"
    section: ClassVar = SECTION
    facets: ClassVar = (
        Facet(SECTION, "taste", "gout", "Goût", lambda recipe: (recipe.taste,), all_title="Tous les goûts"),
    )
    teaser: ClassVar = ("taste",)
    on_home: ClassVar = ("Nos recettes", "Toutes les recettes")

    taste: Keyword = field("gout", "Goût", "le goût du plat")
    picture: Illustration | None = field("image", "Image", "le plat", None)
    documents: Several[Attachment] = field("documents", "Documents", "les documents à télécharger", ())
    mission: MissionRef | None = field("mission", "Mission", "la mission dont elle relève", None)
'''
PAGE = """{% extends "layouts/record.html" %}
{% from "components/documents.html" import documents %}
{% from "components/lists.html" import kept_under %}
{% set parents = (site.section("recettes"),) %}
{% block facts %}<dl>{{ kept_under(_("Goût"), lists.holding(record)) }}{{ documents(record) }}</dl>{% endblock %}
{% block opening %}{% include "partials/picture.html" %}{% endblock %}
"""
LIST = """{% extends "layouts/introduced.html" %}
{% from "components/lists.html" import browse, of_section, pager %}
{% set page = lists.archive("recettes") %}
{% block list %}{{ of_section(page, site.today) }}{{ pager(page) }}{{ browse(record, "recettes", page) }}{% endblock %}
"""
CONTENT = {
    "missions/cuisiner.md": "---\ntitre: Cuisiner\nresume: Ensemble.\nordre: 1\n---\n",
    "recettes/soupe-du-mardi.md": """---
titre: Soupe du mardi
resume: Une soupe.
gout: doux
mission: cuisiner
image: {fichier: soupe.png, texte: Une assiette}
documents: [{titre: La liste, fichier: liste.txt}]
---
Du potiron.
""",
    "documents/liste.txt": "potiron\n",
    "pages/recherche.md": "---\ntitre: Recherche\nresume: Chercher.\n---\n",
}
CONTENT |= {
    f"recettes/tourte-{number}.md": f"---\ntitre: Tourte {number}\nresume: Un plat.\ngout: goût {number // 2}\n---\n"
    for number in range(2 * OFFERED + 2)
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the program in which the recipe was followed."""
    copy = tmp_path_factory.mktemp("recipe") / "project"
    for folder in ("plugins", "theme", "tooling"):
        shutil.copytree(ROOT / folder, copy / folder)
    fields = "docs/guide/reference/champs.md"
    for file in ("pelicanconf.py", "identity.toml", "tasks.py", "scripts/guide_reference.py", fields):
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, copy / file)
    compile_once_in(copy)
    in_two_languages(copy)
    for path, text in CONTENT.items():
        (copy / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / "content" / path).write_text(text, "utf-8")
    (copy / "content/images").mkdir()
    Image.new("RGB", (64, 64), "orange").save(copy / "content/images/soupe.png")
    (copy / "plugins/model/recipe.py").write_text(MODULE, "utf-8")
    types = copy / "plugins/model/types.py"
    text = types.read_text("utf-8").replace("\nTYPES", "from plugins.model.recipe import Recipe\n\nTYPES", 1)
    types.write_text(text.replace("    Mission,\n", "    Mission,\n    Recipe,\n", 1), "utf-8")
    (copy / "theme/templates/recipe.html").write_text(PAGE, "utf-8")
    (copy / "theme/templates/recipes.html").write_text(LIST, "utf-8")
    with (copy / fields).open("a", encoding="utf-8") as guide:
        guide.write("\n\n<!-- champs : recette -->\n\n<!-- fin des champs -->\n")
    return copy


FOLLOWED = """
import datetime as dt, runpy, sys
from pathlib import Path
from plugins.desk import scaffold
from plugins.source.loading import load
sys.argv[1:] = "content -s pelicanconf.py -o output --fatal warnings".split()
try:
    runpy.run_module("pelican", run_name="__main__", alter_sys=True)
except SystemExit as end:
    assert not end.code, end.code
content, today = Path("content"), dt.date(2026, 11, 23)
site = load(content, today)
print("named by:", *(record.slug for record in site.citing(site.get("mission", "cuisiner"), "recipe")))
assert scaffold.main("recette", "Tarte", content, today) == 0
sys.argv[1:] = []
runpy.run_path("scripts/guide_reference.py", run_name="__main__")
"""


@pytest.fixture(scope="module")
def said(project):
    """What a build, the preparation of a new file and the update of the guide's reference print in the copy."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", FOLLOWED],
        cwd=project,
        env=os.environ | {"BUILD_DATE": "2026-11-23", "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def output(project, said):
    return project / "output"


def test_it_has_its_page_and_its_list(output):
    assert "Du potiron." in (output / "recettes/soupe-du-mardi/index.html").read_text("utf-8")
    assert "Tourte 0" in (output / "recettes/index.html").read_text("utf-8")


def test_its_facet_has_its_lists_in_its_own_words(output):
    two = (output / "recettes/gout/gout-3/index.html").read_text("utf-8")
    assert "2 recettes" in two
    assert "Toutes les recettes" in two
    assert "Goût" in two
    every = (output / "recettes/gout/index.html").read_text("utf-8")
    assert "Tous les goûts" in every
    assert '"/recettes/gout/gout-0/"' in every


def test_its_list_goes_on_on_a_second_page(output):
    assert "/recettes/tourte-21/" in (output / "recettes/page/2/index.html").read_text("utf-8")


def test_its_picture_and_its_document_are_published(output):
    page = (output / "recettes/soupe-du-mardi/index.html").read_text("utf-8")
    shown = re.findall(r'(?:src|srcset)="(/images/[^" ]+)', page)
    assert shown
    assert all((output / address[1:]).is_file() for address in shown)
    assert 'href="/documents/liste.txt"' in page
    assert (output / "documents/liste.txt").read_text("utf-8") == "potiron\n"


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


def test_what_it_names_can_ask_for_it_and_new_prepares_one(project, said):
    assert "named by: soupe-du-mardi\n" in said
    assert "gout:" in (project / "content/recettes/tarte.md").read_text("utf-8")


def test_the_guide_tells_its_fields(project, said):
    reference = (project / "docs/guide/reference/champs.md").read_text("utf-8")
    assert "| Goût | `gout` | oui | un texte | le goût du plat |" in reference
