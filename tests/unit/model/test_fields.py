from pathlib import PurePosixPath
from typing import ClassVar

import pytest
from pydantic import Field

from plugins.model import Office
from plugins.model.context import Source, ValidationContext
from plugins.model.fields import Phone
from plugins.places import commune_by_postcode
from plugins.source.front_matter import read
from plugins.source.links import NO_FILES
from plugins.source.markdown import Body
from plugins.source.source_files import KnownNames
from plugins.source.validation import validate
from tests.tables import each_row


@each_row(
    ("typed", "text", "e164"),
    [
        ("081/00 00 18", "081/00 00 18", "+3281000018"),
        ("0470000017", "0470/00 00 17", "+32470000017"),
        ("+32 (0)499 00 00 11", "0499/00 00 11", "+32499000011"),
        ("0032 81 00 00 18", "081/00 00 18", "+3281000018"),
        ("02 501 02 11", "02/501 02 11", "+3225010211"),
        ("+33 1 70 18 99 00", "+33 1 70 18 99 00", "+33170189900"),
    ],
)
def test_a_phone_number_is_written_as_belgians_do(typed, text, e164):
    assert Phone.parse(typed) == Phone(text, e164)


@each_row("typed", ["0470/00 00 1", "112", "081/00 00 18 19", "zéro", "", "0800-FLEURS"])
def test_a_number_that_cannot_exist_is_told(typed):
    with pytest.raises(
        ValueError, match="n’est pas un numéro de téléphone possible → écrivez par exemple 081/12 34 56"
    ):
        Phone.parse(typed)


def test_the_province_has_38_communes_and_92_postcodes():
    communes = commune_by_postcode()
    assert (len(communes), len(set(communes.values()))) == (92, 38)
    assert (communes["5060"], communes["5100"], communes["5310"]) == ("Sambreville", "Namur", "Éghezée")


def test_a_value_that_no_rule_explains_is_told_with_what_the_field_is_for():
    class Odd(Office):
        french: ClassVar = "le bureau"
        number: int = Field(0, alias="numero", description="le numéro de la porte")

    document = read("a.md", b"---\ntitre: A\nadresse: {rue: R, code_postal: 5000, localite: N}\nnumero: dix\n---\n")
    context = ValidationContext(Source(PurePosixPath("bureaux/a.md"), "/bureaux/a/", Body()), KnownNames({}), NO_FILES)
    (told,) = validate(Odd, document, context)
    assert str(told) == (
        "a.md:4: numero : cette valeur ne convient pas → écrivez le numéro de la porte ; "
        "le guide a un exemple, sous « Bureau »"
    )
