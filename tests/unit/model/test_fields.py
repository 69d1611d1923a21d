import pytest

from plugins.model.fields import Phone
from plugins.places import commune_by_postcode


@pytest.mark.parametrize(
    ("typed", "text", "e164"),
    [
        ("081/71 35 18", "081/71 35 18", "+3281713518"),
        ("0485219017", "0485/21 90 17", "+32485219017"),
        ("+32 (0)491 74 34 11", "0491/74 34 11", "+32491743411"),
        ("0032 81 71 35 18", "081/71 35 18", "+3281713518"),
        ("02 501 02 11", "02/501 02 11", "+3225010211"),
        ("+33 1 70 18 99 00", "+33 1 70 18 99 00", "+33170189900"),
    ],
)
def test_a_phone_number_is_written_as_belgians_do(typed, text, e164):
    assert Phone.parse(typed) == Phone(text, e164)


@pytest.mark.parametrize("typed", ["0485/21 90 1", "112", "081/71 35 18 19", "zéro", "", "0800-FLEURS"])
def test_a_number_that_cannot_exist_is_told(typed):
    with pytest.raises(
        ValueError, match="n’est pas un numéro de téléphone possible → écrivez par exemple 081/71 35 18"
    ):
        Phone.parse(typed)


def test_the_province_has_38_communes_and_92_postcodes():
    communes = commune_by_postcode()
    assert (len(communes), len(set(communes.values()))) == (92, 38)
    assert (communes["5060"], communes["5100"], communes["5310"]) == ("Sambreville", "Namur", "Éghezée")
