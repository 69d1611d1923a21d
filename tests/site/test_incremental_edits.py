"""After any edit, a build that reuses the last one gives the same bytes as a clean build."""

import os
import pickle
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from unittest import mock

import pytest

from plugins.languages.po import parse_po, po_text
from tests.built_site import INVENTED, ROOT
from tests.front_matter_edits import changed
from tests.incremental.program import PARAGRAPHS, a_translation
from tests.incremental.workshop import Differs, Workshop, compare, difference_of, run

SEED, COUNT = int(os.environ.get("SEED", "1")), int(os.environ.get("EDITS", "6"))


@pytest.mark.endurance
def test_random_edits_give_the_bytes_of_a_clean_build(tmp_path):
    """``scripts/incremental_edits.py`` makes many more edits."""
    run(tmp_path / "site", SEED, COUNT)


@pytest.fixture(scope="module")
def fewer_texts(few_texts, tmp_path_factory):
    """A content folder with two offices, the people and teams that they name, and two pages."""
    left = "accessibilite florennes.md gedinne.md havelange.md contact.md donnees.md hors-ligne.md"
    ignored = shutil.ignore_patterns(*left.split(), "vie-privee.md")
    return shutil.copytree(few_texts, tmp_path_factory.mktemp("fewer") / "content", ignore=ignored)


@pytest.fixture(scope="module")
def edited(fewer_texts, tmp_path_factory):
    """A French site that was built once; the tests edit it one after the other."""
    workshop = Workshop(tmp_path_factory.mktemp("edited") / "site", 1, fewer_texts, news=2)
    workshop.settings["LANGUAGES"] = ("fr",)
    assert not workshop.build()
    return workshop


def a_whole_translation(workshop):
    """Translate every text: ``a_translation`` would leave some out at random."""
    with mock.patch.object(workshop.dice, "random", return_value=0.6):
        a_translation(workshop)


@pytest.fixture(scope="module")
def in_english(edited, fewer_texts, tmp_path_factory):
    """A second site, in French, English and Spanish, with every text translated into English."""
    workshop = Workshop(tmp_path_factory.mktemp("in-english") / "site", 1, fewer_texts, news=2)
    shutil.copytree(edited.folder / "made", workshop.folder / "made")  # pictures take long
    a_whole_translation(workshop)
    workshop.settings["LANGUAGES"] = ("fr", "en", "es")
    assert not workshop.build()
    assert len(workshop.made) > 30
    return workshop


ANOTHER_PROCESS = "import pickle, sys; site = pickle.load(sys.stdin.buffer); assert not site.build(); print(*site.made)"


def test_another_process_finds_what_was_kept(in_english):
    """Nothing kept depends on the order of sets or the identity of objects, which differ from process to process."""
    assert not in_english.build()
    environment = os.environ | {"PYTHONHASHSEED": "1"}
    command, given = [sys.executable, "-c", ANOTHER_PROCESS], pickle.dumps(in_english)
    result = subprocess.run(command, cwd=ROOT, env=environment, input=given, capture_output=True)
    assert (result.returncode, result.stdout.split(), result.stderr) == (0, [], b"")


def fields(workshop, path, **values):
    file = workshop.content / path
    file.write_text(changed(file.read_text("utf-8"), lambda fields: fields.update(values)), "utf-8")


def test_nothing_is_made_where_nothing_changed_and_a_page_where_a_page_changed(edited):
    assert not edited.build()
    assert not edited.build()
    assert edited.made == []
    fields(edited, "pages/mentions-legales.md", verifie_le="2026-02-03")
    assert not compare(edited)
    assert sorted(edited.made) == ["/mentions-legales/", "/plan-du-site/"]


def test_the_address_of_the_site_or_a_slug_may_change_alone(edited):
    """A page reads the base without a question to the recorder, and a slug changes without the address and the bytes."""
    templates = edited.theme / "templates"
    before = {file: file.read_text("utf-8") for file in (templates / "person.html", templates / "team.html")}
    for file, says in zip(before, ("{{ base_url }}", "{{ site.organisation.slug }}"), strict=True):
        file.write_text(says, "utf-8")
    assert not edited.build()
    fields(edited, "organisation/maison.md", site="https://nouvelle.example.be")
    assert not compare(edited)
    (edited.content / "organisation/maison.md").rename(edited.content / "organisation/autre.md")
    assert not compare(edited)
    (edited.content / "organisation/autre.md").rename(edited.content / "organisation/maison.md")
    for file, text in before.items():
        file.write_text(text, "utf-8")


def test_a_template_is_compiled_anew_where_its_words_mean_something_else(tmp_path):
    """Jinja evaluates filters of constants when it compiles a template: here in French, then in English."""
    shutil.copytree(INVENTED / "equipes", tmp_path / "texts/equipes")
    workshop = Workshop(tmp_path / "site", 1, tmp_path / "texts", news=0)
    for template in (workshop.theme / "templates").glob("*.html"):  # each with nothing else, since compiling takes long
        template.write_text("{{ 1234567|number }}\n{% if true %}\n{% endif %}", "utf-8")
    workshop.settings["LANGUAGES"] = ("fr",)
    assert not workshop.build()
    workshop.settings["LANGUAGES"] = ("en",)
    assert not compare(workshop)
    workshop.jinja = {"trim_blocks": False}
    assert not compare(workshop)


def test_a_difference_is_told_with_the_edits_that_led_there(edited, monkeypatch):
    """A fault put into the recorder is found: the comparison of these tests can fail."""
    assert not edited.build()
    monkeypatch.setattr("plugins.build.recorder.Recorder.would_answer", lambda *asked, **but: True)
    fields(edited, "personnes/ana-essai.md", nom="Autrement")
    with pytest.raises(Differs, match=r"seed 1, after 1 edits.*\n  1\. a name\ndiffers: bureaux/couvin/") as told:
        compare(edited, 1, ["a name"])
    assert re.search(r"^- +<p>.*Ana Essai", str(told.value), re.MULTILINE)


def test_a_text_of_two_pages_gets_words_by_the_edit_of_one(in_english):
    """The other page changes in English although its file does not."""
    told, changed_to, _ = PARAGRAPHS
    one, other, *_ = (file for file in in_english.texts("bureaux") if file.stem != "index")
    before = one.read_text("utf-8")
    one.write_text(f"{before}\n\n{told}\n", "utf-8")
    a_whole_translation(in_english)
    other.write_text(f"{other.read_text('utf-8')}\n\n{changed_to}\n", "utf-8")
    assert not in_english.build()
    page = in_english.output / f"en/bureaux/{other.stem}/index.html"
    assert f"In English: {told}" not in page.read_text("utf-8")
    one.write_text(f"{before}\n\n{changed_to}\n", "utf-8")
    assert not compare(in_english)
    assert f"In English: {told}" in page.read_text("utf-8")


def reading(workshop):
    """Build on top of the last build, compare with a clean one, and return the languages that were read."""
    assert not compare(workshop)
    return workshop.read


def test_no_language_is_read_for_what_it_does_not_show(in_english):
    fields(in_english, "actualites/nouvelle-1.md", titre="Un autre titre", resume="Un autre résumé.")
    assert not in_english.build()
    assert in_english.read == []
    fields(in_english, "bureaux/couvin.md", telephone="081/00 00 11")
    assert reading(in_english) == ["en", "es"]


def test_a_language_that_gets_its_first_page_is_in_the_pages_of_all(in_english):
    """Every page links to its translations."""
    file = in_english.theme / "translations/es/messages.po"
    before = file.read_text("utf-8")
    file.unlink()
    assert reading(in_english) == ["es", "en"]
    assert not (in_english.output / "es").exists()
    file.write_text(before, "utf-8")
    assert reading(in_english) == ["es", "en"]
    assert 'hreflang="es"' in (in_english.output / "en/index.html").read_text("utf-8")


def test_a_language_is_made_again_where_one_of_its_files_is_not_as_it_was(in_english):
    next(in_english.output.glob("en/**/*.ics")).write_bytes(b"")
    assert reading(in_english) == ["en"]


def says(workshop, message, words):
    file = workshop.theme / "translations/en/messages.po"
    known = parse_po(file.read_text("utf-8"))
    told = tuple(replace(each, words=(words,)) if each.french[0] == message else each for each in known.messages)
    assert told != known.messages
    file.write_text(po_text(replace(known, messages=told)), "utf-8")


def test_other_words_are_made_where_they_are_said_and_no_other_language_is_read(in_english):
    says(in_english, "Fiche à imprimer", "Other sheet")
    assert reading(in_english) == ["en"]
    sheets = in_english.output.glob("en/bureaux/*/fiche")
    assert in_english.made == sorted(f"/{sheet.relative_to(in_english.output)}/" for sheet in sheets)


def test_what_differs_is_listed():
    assert difference_of({"a": b"1\n", "b": b"2"}, {"a": b"3\n", "c": b"2"}) == (
        "missing: c\nleft over: b\ndiffers: a\n--- reusing\n+++ clean\n@@ -1 +1 @@\n-1\n+3"
    )
