"""The search of places: any spelling of a name finds its place, and words that are no place find none."""

import re

import pytest

from plugins.places import commune_by_postcode, communes, names, of_postcodes
from tests.tables import each_row
from tests.unit.places.finding import Answer, distance, find, key
from tests.unit.places.variants import NONSENSE, VARIANTS


def found(text):
    return [(place.name, place.commune) for place in find(text).places]


def test_there_are_enough_variants():
    assert len(VARIANTS) >= 200
    assert {commune for commune, _ in VARIANTS} == {commune.name for commune in communes()}
    assert len(NONSENSE) >= 20


def test_a_commune_is_found_however_it_is_typed():
    wrong = [(typed, found(typed)) for commune, typed in VARIANTS if found(typed) != [(commune, commune)]]
    assert not wrong, wrong


@pytest.mark.parametrize("letters", ["[\u0600-\u06ff]", "[\u0400-\u04ff]"], ids=["Arabic", "Cyrillic"])
def test_each_commune_is_found_by_its_name_in_other_letters(letters):
    known = {place.name: name for name, place in names() if re.match(letters, name)}
    assert set(known) == {commune.name for commune in communes()}
    for commune, name in known.items():
        assert found(name) == [(commune, commune)]


def test_a_word_that_means_no_place_finds_none():
    wrong = [(word, find(word)) for word in NONSENSE if find(word).places or find(word).outside]
    assert not wrong, wrong


def test_a_postcode_finds_its_commune():
    expected = {code: [(f"{code} {commune}", commune)] for code, commune in commune_by_postcode().items()}
    wrong = [(code, found(code)) for code in expected if found(code) != expected[code]]
    assert expected
    assert not wrong, wrong


@each_row(
    ("typed", "name", "commune"),
    [
        ("Auvelais", "Auvelais", "Sambreville"),
        ("jambe", "Jambes", "Namur"),
        ("St Servais", "Saint-Servais", "Namur"),
        ("ST-GERARD", "Saint-Gérard", "Mettet"),
        ("Lavaux Ste Anne", "Lavaux-Sainte-Anne", "Rochefort"),
        ("foy nd", "Foy-Notre-Dame", "Dinant"),
        ("villers les heest", "Villers-lez-Heest", "La Bruyère"),
        ("godine", "Godinne", "Yvoir"),
        ("bouvignes", "Bouvignes-sur-Meuse", "Dinant"),
        ("Namen", "Namur", "Namur"),
        ("دينان", "Dinant", "Dinant"),
        ("دینان", "Dinant", "Dinant"),
        ("اندين", "Andenne", "Andenne"),
        ("Динан", "Dinant", "Dinant"),
        ("дінан", "Dinant", "Dinant"),
        ("Намюр", "Namur", "Namur"),
        ("филипвиль", "Philippeville", "Philippeville"),
        ("5530 Godinne", "Godinne", "Yvoir"),
        ("Godinne (5530)", "Godinne", "Yvoir"),
        ("5530 Liège", "5530 Yvoir", "Yvoir"),
        ("B-5530", "5530 Yvoir", "Yvoir"),
    ],
)
def test_a_village_is_found_with_its_commune(typed, name, commune):
    assert found(typed) == [(name, commune)]


@each_row(
    "typed",
    ["1000", "4000 Liège", "6900", "Charleroi", "marche-en-famenne", "HUY", "Liege", "شارلروا", "بروكسل", "Льеж"],
)
def test_a_place_elsewhere_is_known_to_be_outside(typed):
    assert find(typed).outside
    assert find(typed).places == ()


def test_a_village_of_the_province_goes_before_its_namesake_elsewhere():
    assert found("Celles") == [("Celles", "Houyet")]


def test_what_several_villages_may_mean_finds_them_all():
    assert len(found("villers")) == 5


@each_row("typed", ["", " ", "na", "530", "55300", "05530"])
def test_too_little_or_too_much_finds_none(typed):
    assert find(typed).places == ()


@each_row(
    ("typed", "letters"),
    [("namur", 0), ("nomur", 1), ("amur", 1), ("namurr", 1), ("nmaur", 1), ("nomir", 2), ("nam", 2), ("", 5)],
)
def test_letters_that_differ_are_counted(typed, letters):
    assert distance(typed, "namur") == letters


@each_row(
    ("typed", "name"),
    [
        ("filipville", "Philippeville"),
        ("jemblou", "Gembloux"),
        ("dinnan", "Dinant"),
        ("andene", "Andenne"),
        ("yvoire", "Yvoir"),
        ("floref", "Floreffe"),
    ],
)
def test_a_name_that_sounds_nearly_so_is_found(typed, name):
    assert [place.name for place in find(typed).places] == [name]


def test_what_only_resembles_a_name_is_asked_back():
    assert find("filipville").unsure
    assert not find("philippeville").unsure
    assert not find("dinan").unsure


@each_row(
    ("typed", "name"),
    [
        ("bruxelles", "Bruxelles"),
        ("Brussels", "Brussels"),
        ("BRUSSEL", "Brussel"),
        ("molenbeek", "Molenbeek-Saint-Jean"),
        ("jumet", "Jumet"),
        ("la louviere", "La Louvière"),
        ("Antwerpen", "Antwerpen"),
    ],
)
def test_a_place_elsewhere_is_named(typed, name):
    assert (find(typed).outside, find(typed).unsure) == (name, False)


def test_a_misspelt_place_elsewhere_is_asked_back():
    assert find("charlerwa") == Answer(outside="Charleroi", unsure=True)


def test_hyphens_accents_and_case_do_not_count():
    assert key("Fosses-la-Ville") == key("FOSSES LA VILLE") == "fosseslaville"


def test_every_place_is_inside_the_province():
    points = [place.point for commune in communes() for place in (commune, *commune.localities)]
    points += [place.point for place in of_postcodes().values()]
    assert all(49.78 < latitude < 50.65 and 4.28 < longitude < 5.41 for latitude, longitude in points)


def test_a_postcode_is_near_its_commune():
    of = {commune.name: commune.point for commune in communes()}
    for place in of_postcodes().values():
        assert abs(place.point[0] - of[place.commune][0]) < 0.15, place
        assert abs(place.point[1] - of[place.commune][1]) < 0.2, place
