"""The fast reading of built pages gives the same as the careful one with ``HTMLParser``."""

import random

import pytest

from tests.tables import each_row
from tooling.release import built_pages
from tooling.release.built_pages import BuiltPage, read_page

PLAIN = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>L’été &amp; après</title>
<meta name="description" content="Une &quot;phrase&quot;."><meta property="og:image" content="https://exemple.be/a.png">
<link rel="canonical" href="https://exemple.be/"><link rel="stylesheet" href="/m.css"><link rel="stylesheet" href="/p.css" media="print"><link rel="icon" href="/f.svg">
<link rel="preload" href="/r.woff2" as="font" crossorigin><script type="module" src="/d.js"></script>
<script type="application/ld+json">{"a": "b > c"}</script><style>p { background: url(/p.svg) }</style></head>
<body data-page="office"><!-- ici --><p id="a" class=" b ">Un <em>mot</em> &lt;<br>puis&nbsp;rien</p>
<svg viewBox="0 0 1 1"><title>Image</title><use href="#x"/></svg><img src="/l.png" loading="lazy" alt="">
<picture><source type="image/avif" srcset="/p-1.avif 480w, /p-2.avif 720w"><img src="/p.jpg" alt=""></picture>
<form action="/r/"><input name="q" disabled></form><a href="/b/" hreflang="nl">B</a><ul><li>1</li><li>2</li></ul></body></html>
"""


def contents(page):
    """Return everything that was read from a page, to be compared."""
    return {**vars(page), "texts": list(page.texts)}


@pytest.fixture
def careful(monkeypatch):
    """A function that reads a page with ``HTMLParser``."""
    return lambda html: built_pages._carefully(BuiltPage("/", html))


def test_a_plain_page_is_read_quickly_and_alike(careful, monkeypatch):
    slow = contents(careful(PLAIN))
    monkeypatch.setattr(built_pages, "_carefully", lambda page: pytest.fail("carefully"))
    assert contents(read_page("/", PLAIN)) == slow


def test_what_a_page_tells():
    page = read_page("/", PLAIN)
    assert (page.title, page.kind, page.canonical) == ("L’été & après", "office", "https://exemple.be/")
    assert page.requested == [
        *(
            "/m.css",
            "/p.css",
            "/f.svg",
            "/r.woff2",
            "/d.js",
            "/p.svg",
            "#x",
            "/l.png",
            "/p-1.avif",
            "/p-2.avif",
            "/p.jpg",
        )
    ]
    assert page.linked == ["https://exemple.be/a.png", "https://exemple.be/", "/r/", "/b/"]
    assert (page.styles, page.scripts) == (["/m.css"], ["/d.js"])
    assert page.pictures == [("/f.svg", ""), ("/p.jpg", "/p-1.avif 480w, /p-2.avif 720w")]
    assert page.meta["description"] == 'Une "phrase".'
    assert page.ids == ["a"]
    assert {"Un", "< puis rien", "Image"} & {*page.texts} == {"Un", "Image"}
    assert page.faults == []


@each_row(
    "odd",
    [
        *(
            "<!--><p>x</p>-->",
            "<!---><p>x</p>-->",
            "<!-- <p> -->",
            "<!-- a > b --><p id=b>x</p>",
            "<!-- x --!><p>y</p>",
        ),
        *('<p class="a" class="b">x</p>', "<p lang='fr'>x</p>", '<p title="a<b">x</p>', "<P ID=b>x</P>", "<p/>x"),
        *(
            "a < b",
            "<script>a < b</script>",
            "<style>p > a { }</style>",
            "<textarea><p>x</p></textarea>",
            "<a-b>x</a-b>",
        ),
        *("<svg><script/></svg>", "<ul><li>1<li>2</ul>", "<br/><img src=/a.png>", "</br>", "<?xml?>", "<![CDATA[x]]>"),
    ],
)
def test_what_is_not_plain_is_read_as_carefully(careful, odd):
    html = PLAIN.replace("<p", f"{odd}<p", 1)
    assert contents(read_page("/", html)) == contents(careful(html))


@each_row("seed", range(8))
def test_whatever_a_page_is_like_it_is_read_as_carefully(careful, seed):
    """The pages are damaged at random: pieces of markup are inserted, and characters deleted."""
    chance = random.Random(seed)
    for _ in range(60):
        html = PLAIN
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(html))
            piece = chance.choice(
                ["", "<", ">", '"', "'", "/", "=", "&", "<!--", "-->", "</p>", "<P>", "</script>", "\n"]
            )
            html = html[:at] + piece + html[at + chance.randint(0, 2) :]
        assert contents(read_page("/", html)) == contents(careful(html)), html
