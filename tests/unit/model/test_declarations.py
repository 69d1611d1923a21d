"""The declarations of a type, and the errors where one is missing or wrong."""

from typing import ClassVar

import pytest

from plugins.model import TYPES, News
from plugins.model.base import TitledRecord
from plugins.model.declarations import REQUIRED, Facet, SectionShape, declared
from tests.tables import each_row


@each_row("missing", REQUIRED)
def test_a_type_that_declares_too_little_is_refused_in_plain_words(missing):
    attributes = {
        "kind": "recipe",
        "folder": "recettes",
        "prefix": "/recettes/",
        "french": "la recette",
        "label": "Recette",
    }
    del attributes[missing]
    cls = type("Recipe", (TitledRecord,), attributes | {"__annotations__": dict.fromkeys(attributes, ClassVar)})
    with pytest.raises(TypeError, match=f"Recipe does not declare its « {missing} »"):
        declared(cls)


def test_a_section_with_facets_must_say_how_all_its_records_are_called():
    with pytest.raises(TypeError, match="the section « a » has facets, but no « all_title »"):
        Facet(SectionShape("a", "/a/", "a", "A"), "year", "", "Année", lambda record: ())


def test_two_types_cannot_have_one_folder():
    class Again(News):
        kind: ClassVar = "again"

    with pytest.raises(TypeError, match="two types declare the folder « actualites »"):
        declared(News, Again)


@each_row("cls", TYPES)
def test_facets_and_teasers_name_what_a_record_has(cls):
    assert all(facet.section == cls.section for facet in cls.facets)
    assert all(name in cls.model_fields or hasattr(cls, name) for name in cls.teaser)
