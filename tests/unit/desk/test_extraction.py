"""The messages for translators: those of pages that may be in several languages, and no others."""

import datetime as dt

import pytest

from plugins.desk.extraction import Templates, french_messages
from plugins.model.section import SECTIONS
from plugins.source.loading import load

TODAY = dt.date(2026, 11, 23)
CONTENT = {
    "content/index.md": "---\ntitre: Accueil ici\nresume: Une phrase.\n---\n\nBonjour.\nVenez.\n",
    "content/besoins/rouler.md": (
        "---\ntitre: Rouler\nresume: On s'y met.\nordre: 1\nd_apres: le rapport\na_verifier: [une note]\n---\n\n- un\n- deux\n"
    ),
    "content/besoins/plus-tard.md": "---\nstatut: brouillon\ntitre: Plus tard\nresume: Rien.\nordre: 2\n---\n",
    "content/bureaux/cheval.md": (
        '---\ntitre: Cheval\nadresse: {rue: "Rue Haute, 1", code_postal: 5000, localite: Namur}\ntelephone: 081/22 33 44\n'
        "permanences:\n  - quand: tous les lundis\n    qui: rose-lune\n    a_apporter: [une lampe]\nacces: {bus: ligne 4}\n"
        "annulations:\n  - {le: 2026-12-21, raison: neige}\n---\n"
    ),
    "content/personnes/rose-lune.md": "---\nprenom: Rose\nnom: Lune\nfonction: Mécanique\nequipe: atelier\n---\n",
    "content/personnes/jean-soleil.md": "---\nprenom: Jean\nnom: Soleil\nfonction: Peinture\nequipe: atelier\n---\n",
    "content/equipes/atelier.md": "---\ntitre: Atelier\nresume: Une équipe.\nordre: 1\n---\n",
    "content/pages/contact.md": "---\ntitre: Écrire\nresume: Où écrire.\n---\n\nÉcrivez.\n",
    "content/pages/vie-privee.md": "---\ntitre: Vie privée\nresume: Rien.\n---\n\nSecret.\n",
}
THEME = {
    "theme/templates/contact.html": (
        '{% extends "base.html" %}{% from "macros.html" import used as said, counted %}'
        "{{ said() }}{{ counted(2) }}{{ _('Page de contact') }}"
    ),
    "theme/templates/base.html": '{% include "part.html" %}{{ pgettext("menu", "Base") }}',
    "theme/templates/part.html": "{% trans trimmed %}\n  Deux\n  lignes\n{% endtrans %}",
    "theme/templates/macros.html": (
        "{% macro used() %}{{ helper() }}{% trans name=1 %}Avec {{ name }}{% endtrans %}{% endmacro %}"
        "{% macro helper() %}{{ _('Aide') }}{% endmacro %}{% macro unused() %}{{ _('Jamais') }}{% endmacro %}"
        "{% macro counted(n) %}{% trans n %}un bureau{% pluralize %}{{ n }} bureaux{% endtrans %}{% endmacro %}"
    ),
    "theme/templates/figures.html": "{{ _('Chiffres') }}",
}
PROGRAM = {
    "program/pages/a.py": 'x = N_("Marqué")\ny = language.gettext("Dit par %(who)s", who=1)\nz = ngettext("une rue", "deux rues", 2)\n',
    "program/desk/b.py": '_("Pour le bureau")\n',
}


@pytest.fixture
def found(content):
    root = content({**CONTENT, **THEME, **PROGRAM})
    return french_messages(load(root / "content", TODAY), root / "content", root / "theme", root / "program")


def of(found, file):
    return [message.french[0] for message in found if file in message.files]


def test_a_text_is_cut_into_messages_after_its_fields(found):
    assert of(found, "content/index.md") == ["Accueil ici", "Une phrase.", "Bonjour. Venez."]
    assert of(found, "content/besoins/rouler.md") == ["le rapport", "Rouler", "On s’y met.", "un", "deux"]


def test_names_streets_numbers_rules_and_reasons_are_not_listed(found):
    assert of(found, "content/bureaux/cheval.md") == ["ligne 4", "une lampe"]


def test_of_who_is_named_the_work_is_listed_and_of_others_nothing(found):
    assert of(found, "content/personnes/rose-lune.md") == ["Mécanique"]
    assert of(found, "content/personnes/jean-soleil.md") == []


def test_a_page_without_languages_and_a_draft_are_not_listed(found):
    assert of(found, "content/pages/contact.md") == ["Écrire", "Où écrire.", "Écrivez."]
    assert of(found, "content/pages/vie-privee.md") == []
    assert of(found, "content/besoins/plus-tard.md") == []


def test_templates_are_listed_as_far_as_they_are_reached(found):
    assert of(found, "theme/templates/contact.html") == ["Page de contact"]
    assert of(found, "theme/templates/part.html") == ["Deux lignes"]
    assert of(found, "theme/templates/macros.html") == ["Avec %(name)s", "Aide", "un bureau"]
    assert of(found, "theme/templates/figures.html") == []


def test_context_forms_and_placeholders_are_kept(found):
    by_french = {message.french[0]: message for message in found}
    assert by_french["Base"].context == "menu"
    assert by_french["un bureau"].french == ("un bureau", "%(n)s bureaux")
    assert by_french["un bureau"].flags == by_french["Avec %(name)s"].flags == ("python-format",)
    assert by_french["Aide"].flags == ()


def test_the_words_of_the_program_are_listed_but_for_those_of_the_officer(found):
    assert of(found, "program/pages/a.py") == ["Marqué", "Dit par %(who)s", "une rue"]
    assert of(found, "program/desk/b.py") == []


def test_the_sections_are_listed_by_the_names_of_the_menu(found):
    names = of(found, "program/model/section.py")
    assert sorted(names) == sorted(shape.title for shape in SECTIONS.values())


def test_a_message_of_several_places_is_listed_once(content):
    root = content({**CONTENT, **THEME, **PROGRAM, "theme/templates/base.html": "{{ _('Aide') }}{{ _('Rouler') }}"})
    found = french_messages(load(root / "content", TODAY), root / "content", root / "theme", root / "program")
    (message,) = [message for message in found if message.french == ("Rouler",)]
    assert message.files == ("content/besoins/rouler.md", "theme/templates/base.html")
    assert len({message.key for message in found}) == len(found)


def test_a_macro_that_calls_itself_is_read_once(content):
    root = content({"t/a.html": "{% macro m() %}{{ m() }}{{ _('Un') }}{% endmacro %}{{ m() }}{{ m() }}"})
    assert [message.french[0] for message in Templates(root / "t").messages(["a.html", "absent.html"])] == ["Un"]
