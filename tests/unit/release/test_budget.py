import random

import pytest

from tests.tables import each_row
from tooling.release.budget import KILO, Scales, Weight, compressed_size, table, weights
from tooling.release.built_pages import every_page

PAGE = """<!doctype html><link rel="icon" href="/f.svg"><link rel="stylesheet" href="/m.css">
<link rel="preload" href="/r.woff2" as="font"><script type="module" src="/d.js"></script><body data-page="office"><p>{}</p>"""
STYLE = """@font-face { src: url("/r.woff2") format("woff2"); font-weight: 400; font-style: normal; }
@font-face { src: url("/b.woff2") format("woff2"); font-weight: 700; font-style: normal; }
@font-face { src: url("/i.woff2") format("woff2"); font-weight: 400; font-style: italic; }"""


def noise(size):
    """Return random bytes, which cannot be compressed."""
    return random.Random(1).randbytes(size)


@pytest.fixture
def site(tmp_path):
    for name, data in {"f.svg": b"<svg/>", "m.css": STYLE.encode(), "d.js": b"1", "r.woff2": noise(9000)}.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "b.woff2").write_bytes(noise(8000))
    (tmp_path / "i.woff2").write_bytes(noise(7000))
    return tmp_path


def write(site, body):
    (site / "index.html").write_text(PAGE.format(body), "utf-8")


def weigh(site, body):
    write(site, body)
    (page,) = every_page(site)
    return Scales(site).weigh(page)


def test_a_page_counts_what_the_browser_asks_for(site):
    weight = weigh(site, "Texte")
    assert (weight.address, weight.fonts, weight.requests, weight.foreign) == ("/", 9000, 5, ())


@pytest.mark.parametrize(
    ("body", "fonts"), [("<strong>a</strong>", 17000), ("<em>a</em>", 16000), ("<em>a</em><b>b</b>", 24000)]
)
def test_a_font_counts_where_the_text_uses_it(site, body, fonts):
    assert weigh(site, body).fonts == fonts


@pytest.mark.parametrize(("titles", "fonts"), [('"Title", x', 21000), ("var(--font-text)", 9000)])
def test_a_family_counts_where_titles_or_text_have_it(site, titles, fonts):
    (site / "t.woff2").write_bytes(noise(12000))
    family = STYLE.replace("{ src", '{ font-family: "Text"; src', 1)
    title = '@font-face { font-family: "Title"; src: url("/t.woff2"); }'
    tokens = f':root {{ --font-title: "Title", x; --font-text: "Text", x; }} :root {{ --font-title: {titles}; }}'
    (site / "m.css").write_text(family + title + tokens, "utf-8")
    assert weigh(site, "Texte").fonts == fonts


@pytest.mark.parametrize(("characters", "fonts"), [("U+0-24F, U+400-4FF", 12000), ("U+400-4FF", 21000)])
def test_a_later_face_stands_for_one_of_the_same_letters(site, characters, fonts):
    (site / "t.woff2").write_bytes(noise(12000))
    first = '@font-face { font-family: "T"; src: url("/r.woff2"); unicode-range: U+0-24F; }'
    later = f'@font-face {{ font-family: "T"; src: url("/t.woff2"); unicode-range: {characters}; }}'
    (site / "m.css").write_text(first + later, "utf-8")
    assert weigh(site, "Texte").fonts == fonts


@pytest.mark.parametrize(
    ("lazy", "pictures", "requests"), [("", ["/f.svg", "/p-720.avif"], 6), (' loading="lazy"', ["/f.svg"], 5)]
)
def test_of_a_picture_the_file_that_a_phone_takes_counts(site, lazy, pictures, requests):
    sources = {kind: ", ".join(f"/p-{w}.{kind} {w}w" for w in (480, 720, 1280)) for kind in ("avif", "jpg")}
    for width in (480, 720, 1280):
        (site / f"p-{width}.avif").write_bytes(noise(width))
    body = (
        f'<picture><source type="image/avif" srcset="{sources["avif"]}">'
        f'<img src="/p-720.jpg" srcset="{sources["jpg"]}"{lazy}></picture>'
    )
    weight = weigh(site, body)
    assert weight.pictures == sum(compressed_size(site / name[1:]) for name in pictures)
    assert weight.requests == requests


def test_each_limit_that_is_broken_is_told(site):
    (site / "d.js").write_bytes(noise(7 * KILO))
    (site / "r.woff2").write_bytes(noise(46 * KILO))
    write(site, '<img src="https://ailleurs.be/x.png"><img src="/f.svg">')
    (site / "m.css").write_bytes(STYLE.encode() + noise(15 * KILO).hex().encode()[: 30 * KILO])
    (weight,) = weights(site, every_page(site))
    told = [finding.what.split(" : ")[0] for finding in weight.excesses()]
    assert told == ["texte et mise en forme", "polices", "JavaScript", "page entière", "demandé ailleurs"]


@each_row(
    ("kind", "remedy"),
    [
        ("news", "partagez le texte en deux pages"),
        ("contact", "partagez le texte en deux pages"),
        ("people", "raccourcissez le texte du fichier index.md de la rubrique"),
        ("list", "c’est le programme qui se trompe"),
        ("site_map", "c’est le programme qui se trompe"),
    ],
)
def test_a_page_that_is_too_long_says_what_its_author_can_do(kind, remedy):
    weight = Weight("/a/", kind, 7 * KILO, 8 * KILO, 0, 0, 0, 1, ())
    (told,) = weight.excesses()
    assert told.what == "texte et mise en forme : 15,0 Ko au lieu de 14,0 Ko, dont 7,0 Ko de texte et de liens"
    assert told.remedy.startswith(remedy)


def test_pictures_that_are_too_heavy_are_named():
    (told,) = Weight("/", "home", 0, 0, 0, 0, 91 * KILO, 1, ()).excesses()
    assert told.what == "page entière : 91,0 Ko au lieu de 90,0 Ko, dont 91,0 Ko d’images"
    assert told.remedy == "retirez une image, ou prenez-en une plus simple"


def test_the_table_shows_the_heaviest_page_of_each_kind(site):
    write(site, "Texte")
    (site / "a").mkdir()
    (site / "a/index.html").write_text(PAGE.format(noise(KILO).hex()), "utf-8")
    weighed = weights(site, every_page(site))
    assert [weight for weight in weighed if list(weight.excesses())] == []
    _, row = table(weighed).splitlines()
    assert row.split()[0] == "office"
    assert row.endswith("/a/")
