import pytest

from tooling.policy import headers


@pytest.mark.parametrize(
    ("path", "framed_by"),
    [
        ("/", "'none'"),
        ("/bureaux/dinant/", "'none'"),
        ("/bureaux/dinant/carte/", "*"),
        ("/x/bureaux/dinant/carte/", "'none'"),
    ],
)
def test_only_the_cards_may_be_framed(path, framed_by):
    assert headers(path)["Content-Security-Policy"].endswith(f"frame-ancestors {framed_by}")


@pytest.mark.parametrize(
    ("path", "shared"), [("/donnees/hsds.json", True), ("/donnees/", False), ("/recherche/index.json", False)]
)
def test_only_the_open_data_are_read_by_other_sites(path, shared):
    assert ("Access-Control-Allow-Origin" in headers(path)) is shared


def test_nothing_inline_is_allowed():
    assert "unsafe" not in headers("/")["Content-Security-Policy"]
