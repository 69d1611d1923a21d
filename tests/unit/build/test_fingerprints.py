"""Fingerprints of answers: two answers that differ in a value, a type or a part have different fingerprints."""

import copy
import datetime as dt
import enum
from dataclasses import dataclass, replace
from functools import cached_property

from hypothesis import assume, given
from hypothesis import strategies as st
from markupsafe import Markup

from plugins.base.partial_date import PartialDate
from plugins.build.recorder import Recorder
from plugins.model.facets import FACETS, ArchivePage, ListLink, ListPage
from plugins.model.section import SECTIONS
from plugins.model.site import Site
from tests.tables import each_row

DAY = dt.date(2026, 11, 23)


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    name: str
    colour: Colour = Colour.RED

    @cached_property
    def length(self):
        return len(self.name)


@dataclass(frozen=True)
class Twig:
    name: str
    colour: Colour = Colour.RED


def fingerprint(answer):
    made = Recorder(Site((), DAY), ())
    made.question("question", lambda: answer)
    return made.fingerprint(("question",))


# --- answers that differ ----------------------------------------------------------------------------------------------

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    st.dates(),
    st.times(),
    st.sampled_from(Colour),
    st.text().map(Markup),
    st.builds(Leaf, st.text(), st.sampled_from(Colour)),
    st.builds(Twig, st.text(), st.sampled_from(Colour)),
    st.integers(1990, 2030).map(lambda year: PartialDate.parse(f"{year}-02")),
)

VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.text(), inner, max_size=4),
        st.frozensets(SCALARS, max_size=4),
    ),
    max_leaves=8,
)


def alike(one, other):
    """Whether two values are equal and all their parts have the same types: 1 is not True, a list is not a tuple."""
    if type(one) is not type(other) or one != other:
        return False
    if isinstance(one, list | tuple):
        return all(map(alike, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    return not isinstance(one, float) or str(one) == str(other)


@given(VALUES, VALUES)
def test_two_values_that_differ_have_two_fingerprints(one, other):
    assume(one != other)
    assert fingerprint(one) != fingerprint(other)


@given(VALUES)
def test_a_copy_of_a_value_has_its_fingerprint(value):
    same = copy.deepcopy(value)
    assume(alike(value, same))
    assert fingerprint(value) == fingerprint(same)


@given(VALUES, st.integers(0, 9))
def test_the_place_of_a_value_matters(value, place):
    row = [value if number == place else "x" for number in range(10)]
    other = [value if number == place + 1 else "x" for number in range(10)]
    assume(value != "x")
    assert fingerprint(row) != fingerprint(other)


@each_row(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ("1", 1),
        ("a", b"a"),
        ("a", Markup("a")),
        ((1, 2), [1, 2]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),  # a template may iterate over the dictionary
        (Leaf("a"), Twig("a")),
        (Leaf("a"), ("Leaf", "a", Colour.RED)),
        (Leaf("a", Colour.RED), Leaf("a", Colour.BLUE)),
        (frozenset({1}), [1]),
        (None, ""),
        (dt.date(2026, 1, 1), dt.datetime(2026, 1, 1)),
        (PartialDate.parse("2026"), PartialDate.parse("2026-01")),
        (FACETS[0], FACETS[1]),
        (SECTIONS["agenda"], SECTIONS["actualites"]),
    ],
)
def test_what_looks_alike_differs(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_what_a_property_remembers_does_not_matter():
    leaf = Leaf("a")
    before = fingerprint(leaf)
    assert leaf.length == 1
    assert "length" in vars(leaf)
    assert fingerprint(leaf) == before


def test_the_order_of_a_set_does_not_matter():
    one, other = set(), set()
    for number in range(64):
        one.add(f"name {number}")
        other.add(f"name {63 - number}")
    assert fingerprint(one) == fingerprint(other) == fingerprint(frozenset(one))


def test_whether_two_equal_parts_are_one_object_does_not_matter():
    assert fingerprint([part := ("a", 1), part]) == fingerprint([("a", 1), (*["a"], 1)])
    assert fingerprint(("ab", "ab")) == fingerprint(("ab", "".join(["a", "b"])))


def test_a_record_is_told_by_its_version(site):
    page = "---\ntitre: Une page\nresume: r\n---\n{}\n"
    one, other = (site({"pages/a.md": page.format(text)}).by_path["pages/a.md"] for text in ("un", "deux"))

    def fingerprint_of(record, version):
        made = Recorder(Site((record,), DAY, versions={"/a/": version}), [record])
        made.question("question", lambda: (record,))
        return made.fingerprint(("question",))

    assert fingerprint_of(one, b"1") == fingerprint_of(other, b"1") != fingerprint_of(one, b"2")


# --- pages of a list --------------------------------------------------------------------------------------------------

FACET = FACETS[0]

NUMBERED = ListPage(number=2, size=2, whole=("a", "b", "c", "d", "e"), facet=FACET, slug="s", value="v")


def test_a_page_of_a_list_changes_with_what_it_shows_alone():
    other = replace(NUMBERED, whole=("x", "y", "c", "d", "z"))
    assert other.shown == NUMBERED.shown
    assert fingerprint(NUMBERED) == fingerprint(other)


@each_row(
    "change",
    [
        {"number": 1},
        {"size": 3},
        {"whole": ("a", "b", "c", "x", "e")},
        {"whole": ("a", "b", "c", "d")},
        {"whole": ("a", "b", "c", "d", "e", "f")},
        {"facet": FACETS[1]},
        {"slug": "t"},
        {"value": "V"},  # the title stays the same: it is capitalised
    ],
)
def test_a_page_of_a_list_changes_with_all_else(change):
    assert fingerprint(NUMBERED) != fingerprint(replace(NUMBERED, **change))


def test_two_kinds_of_pages_differ():
    archive = ArchivePage(1, 2, ("a",), SECTIONS["actualites"])
    assert fingerprint(archive) != fingerprint(ListPage(1, 2, ("a",), FACET, "s", "v"))
    assert fingerprint(archive) != fingerprint(ArchivePage(1, 2, ("a",), SECTIONS["agenda"]))


def test_a_link_to_a_list_is_all_that_is_said_of_it():
    link = ListLink(FACET, "s", "v", "/s/", is_made=True, nearest="/s/")
    assert fingerprint(link) != fingerprint(replace(link, is_made=False))
    assert fingerprint(link) != fingerprint(replace(link, value="w"))
