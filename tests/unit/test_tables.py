import pytest

from tests.tables import each_row


def test_every_row_that_fails_is_told_and_the_others_are_tried(tmp_path):
    tried = []

    @each_row(("one", "other"), [(1, 2), (3, 3), (4, 5), (6, 6)])
    def equal(tmp_path, one, other):
        tried.append((tmp_path, one))
        assert one == other
        if one == 6:
            with pytest.raises(ValueError, match="x"):
                pass

    with pytest.raises(BaseExceptionGroup, match="3 of 4 rows fail") as told:
        equal(tmp_path=tmp_path)
    assert tried == [(tmp_path, one) for one in (1, 3, 4, 6)]
    assert [failure.__notes__[-1] for failure in told.value.exceptions] == [
        f"in the row {{'one': {one}, 'other': {other}}}" for one, other in ((1, 2), (4, 5), (6, 6))
    ]


@pytest.mark.parametrize("rows", [["a", "b"], lambda: iter(["a", "b"])])
def test_a_table_that_holds_goes_through(rows):
    tried = []
    each_row("word", rows)(lambda word: tried.append(word))()
    assert tried == ["a", "b"]


def test_an_empty_table_does_not():
    with pytest.raises(AssertionError, match="empty"):
        each_row("word", [])(lambda word: None)()
