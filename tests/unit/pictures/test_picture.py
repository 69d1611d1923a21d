"""The widths of the copies of a picture, and their attributes in the HTML."""

import pytest

from plugins.pictures.markup import picture_markup
from plugins.pictures.picture import Picture, PictureKind
from tests.tables import each_row


def picture(width, height, kind=PictureKind.PHOTO, transparent=False):
    return Picture("/images/a/forum.b.jpg", "0123456789abcdef" * 4, width, height, kind, transparent)


@each_row(
    ("size", "shown", "widths"),
    [
        ((4000, 3000), (800, 600), (480, 720, 1000, 1280)),
        ((3000, 4000), (600, 800), (480, 720, 1000, 1200)),
        ((1300, 900), (800, 554), (480, 720, 1000, 1280)),
        ((700, 500), (700, 500), (480, 700)),
        ((500, 300), (500, 300), (500,)),
        ((120, 120), (120, 120), (120,)),
        ((800, 6000), (400, 3000), (480, 800)),
        ((9000, 400), (800, 36), (480, 720, 1000, 1280)),
        ((5000, 16), (800, 3), (480, 720, 1000, 1280)),
    ],
)
def test_a_picture_is_made_in_the_widths_that_its_place_needs(size, shown, widths):
    assert (picture(*size).shown, picture(*size).widths) == (shown, widths)


def test_a_drawing_is_made_in_one_width():
    assert picture(4000, 3000, PictureKind.DRAWING).widths == (1280,)


def test_a_file_has_its_width_and_its_content_in_its_name():
    assert picture(4000, 3000).variant(720, "avif") == "/images/a/forum.b-720.0123456789.avif"


@each_row(("size", "bounded"), [((4000, 3000), (2560, 1920)), ((20, 30), (20, 30)), ((9000, 16), (2560, 5))])
def test_a_picture_opened_by_a_link_is_not_larger_than_a_screen(size, bounded):
    assert picture(*size).bounded == bounded


def test_a_browser_is_offered_the_best_format_first():
    html = picture_markup(picture(700, 350), "L’« été » & <moi>")
    sizes = "(min-width:90em) calc(25rem + 17vw), (min-width:70em) 40rem, (min-width:52em) 57vw, (min-width:44em) 40rem, 92vw"
    offered = {
        extension: f"/images/a/forum.b-480.0123456789.{extension} 480w, /images/a/forum.b-700.0123456789.{extension} 700w"
        for extension in ("avif", "webp", "jpg")
    }
    assert html == (
        f'<picture><source type="image/avif" srcset="{offered["avif"]}" sizes="{sizes}">'
        f'<source type="image/webp" srcset="{offered["webp"]}" sizes="{sizes}">'
        '<img src="/images/a/forum.b-700.0123456789.jpg" alt="L’« été » &amp; <moi&gt;" width="700" height="350" '
        f'srcset="{offered["jpg"]}" sizes="{sizes}" loading="lazy" decoding="async"></picture>'
    )


@pytest.mark.parametrize(
    ("shape", "sizes"),
    [
        ((3000, 4000), "(min-width:40.8em) 600px, 92vw"),
        ((500, 300), "(min-width:34em) 500px, 92vw"),
    ],
)
def test_a_narrow_picture_says_that_it_is(shape, sizes):
    assert f'sizes="{sizes}"' in picture_markup(picture(*shape), "x")


def test_a_drawing_keeps_its_edges_and_a_clear_ground_in_the_dark():
    html = picture_markup(picture(300, 300, PictureKind.DRAWING, transparent=True), "x")
    assert ("avif" in html, "image/webp" in html, ".png" in html, ".jpg" in html) == (False, True, True, False)
    assert 'class="on-paper"' in html
