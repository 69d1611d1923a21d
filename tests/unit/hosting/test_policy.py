import pytest

from tests.built_site import opening
from tests.tables import each_row
from tooling.hosting import host_files
from tooling.hosting.policy import CSP_OF_PAGES, FRAMED_BY_NONE, UNKNOWN_TYPE, headers, immutable, media_type


@each_row(
    ("path", "framed_by"),
    [
        ("/", "'none'"),
        ("/bureaux/dinant/", "'none'"),
        ("/bureaux/yvoir/carte/", "*"),
        ("/x/bureaux/yvoir/carte/", "'none'"),
    ],
)
def test_only_the_cards_may_be_framed(path, framed_by):
    assert headers(path)["Content-Security-Policy"].endswith(f"frame-ancestors {framed_by}")


@each_row(
    ("path", "shared"),
    [
        ("/donnees/hsds.json", True),
        ("/agenda/agenda.ics", True),
        ("/actualites/atom.xml", True),
        ("/donnees/", False),
        ("/recherche/index.json", False),
        ("/sitemap.xml", False),
    ],
)
def test_only_open_data_calendars_and_feeds_are_read_by_other_sites(path, shared):
    assert ("Access-Control-Allow-Origin" in headers(path)) is shared


def test_nothing_inline_is_allowed():
    assert "unsafe" not in headers("/")["Content-Security-Policy"]


@each_row(
    ("path", "kept_for_ever"),
    [
        ("/theme/css/main.0123456789.css", True),
        ("/images/forum.0123456789.avif", True),
        ("/theme/css/main.css", False),
        ("/theme/css/main.012345678.css", False),
        ("/agenda/0123456789/", False),
        ("/sw.js", False),
        ("/", False),
    ],
)
def test_only_what_is_named_after_its_content_is_kept_for_ever(path, kept_for_ever):
    wanted = "public, max-age=31536000, immutable" if kept_for_ever else "no-cache"
    assert headers(path)["Cache-Control"] == wanted
    assert immutable(path) is kept_for_ever


@each_row("status", [301, 400, 404, 405, 416])
def test_no_error_and_no_redirection_is_kept_for_ever(status):
    assert headers("/theme/css/main.0123456789.css", status)["Cache-Control"] == "no-cache"
    assert immutable("/theme/css/main.0123456789.css")


@pytest.mark.parametrize("status", [206, 304])
def test_a_part_of_a_file_is_kept_as_the_whole_is(status):
    assert headers("/theme/css/main.0123456789.css", status) == headers("/theme/css/main.0123456789.css")


@each_row(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/bureaux/dinant/", "text/html; charset=utf-8"),
        ("/permanences/permanences.ics", "text/calendar; charset=utf-8"),
        ("/equipe/a-b/a-b.vcf", "text/vcard; charset=utf-8"),
        ("/actualites/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/actualites/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/donnees/hsds.json", "application/json"),
        ("/images/a.JPG", "image/jpeg"),
        ("/theme/fonts/a.0123456789.woff2", "font/woff2"),
        ("/documents/a", "application/octet-stream"),
    ],
)
def test_each_file_has_its_media_type(path, kind):
    assert media_type(path) == kind


def test_every_file_of_the_site_has_a_type_that_is_known(built):
    unknown = {path for path in host_files.paths(built.folder) if media_type(path) == UNKNOWN_TYPE}
    assert unknown == set()


SAID = [
    {"charset": "utf-8"},
    {"http-equiv": "Content-Security-Policy", "content": CSP_OF_PAGES},
    {"name": "referrer", "content": "no-referrer"},
]
"""The <meta> elements with which the head of each page begins."""


def test_each_page_says_the_policy_before_anything_else(built):
    assert {"/", "/404.html", "/bureaux/yvoir/carte/"} <= built.pages.keys()
    for page in built.pages.values():
        assert (page.address, opening(page)) == (page.address, SAID)


def test_a_page_says_all_of_the_policy_but_who_may_frame_it():
    """Browsers ignore frame-ancestors in a <meta>, and log an error."""
    assert "frame-ancestors" not in CSP_OF_PAGES
    assert headers("/")["Content-Security-Policy"] == f"{CSP_OF_PAGES}; {FRAMED_BY_NONE}"
    assert headers("/bureaux/yvoir/carte/")["Content-Security-Policy"] == f"{CSP_OF_PAGES}; frame-ancestors *"
    assert headers("/")["Referrer-Policy"] == "no-referrer"
