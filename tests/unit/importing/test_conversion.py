"""The conversion of HTML into the site's Markdown: the site accepts the result, and every loss is reported."""

import itertools
import json
import re
from html import escape
from random import Random

from plugins.importing.body import NO_HEADINGS, Conversion, plain_body
from plugins.importing.shortcodes import Fillers, expanded, with_notes
from plugins.source.markdown import BodyRenderer
from tests.tables import each_row


class Targets:
    """Stand-in for the targets of links and pictures: each keeps its address."""

    def link(self, address):
        return None if "rien" in address else address

    def picture(self, source, alternative, legend):
        return f"/images/{source.rpartition('/')[2]}", alternative or legend or "Image"


FILLERS = Fillers({7: "<p>Le bloc.</p>", 8: '<!-- wp:block {"ref":8} /-->'}, {3: "https://x.example/trois.jpg"})


def convert(html, *, classic=None):
    """Return the Markdown of some HTML and the reported losses, after a check that the site accepts the Markdown."""
    lost = []
    classic = "<!-- wp:" not in html if classic is None else classic
    made = Conversion(expanded(html, FILLERS, lost.append), Targets(), classic=classic)
    body = BodyRenderer().render(made.markdown, 1, lambda target, _: target)
    assert body.mistakes == ()
    return made.markdown, [*lost, *made.lost]


@each_row(
    ("html", "markdown"),
    [
        ("Un.\n\nDeux,\ntrois.", "Un.\n\nDeux,  \ntrois."),
        ("<p>Un<br /><br />deux<br>\ntrois</p>", "Un\n\ndeux  \ntrois"),
        ("<!-- wp:paragraph --><p>Un\ndeux</p><!-- /wp:paragraph -->", "Un deux"),
        ("<b>gras </b>puis <i> penché</i>, <strong><em>  deux</em></strong>suite", "**gras** puis *penché*, ***deux***suite"),
        ("<strong></strong><b>a</b><b>b</b>", "**ab**"),
        ("<strong>un<br/>deux</strong>", "**un**  \n**deux**"),
        ("<h1>A</h1><h3>B</h3><h6>C</h6><h2></h2>", "## A\n\n### B\n\n#### C"),
        ("<h4>A</h4><p>x</p><h4><b>B</b></h4>", "## A\n\nx\n\n### B"),
        ("<!-- wp:more --><!-- /wp:more -->Avant,\nles blocs.\n\n Deux.<!-- wp:p --><p>Un\n\nbloc</p>", "Avant, les blocs.\n\nDeux.\n\nUn bloc"),
        ("<details><summary><b>Quand</b> ?</summary><p>Lundi</p></details>", "**Quand ?**\n\nLundi"),
        (
            '<div class="wp-block-file"><object class="wp-block-file__embed" data="/documents/a.pdf"></object><a href="/documents/a.pdf">Le a</a></div>',
            "[Le a](/documents/a.pdf)",
        ),
        ('<object data="/documents/a.pdf"></object>', "[Lire le document](/documents/a.pdf)"),
        ('[fusion_title size="2"]Titre[/fusion_title][fusion_imageframe]https://x.example/a.png[/fusion_imageframe]', "## Titre\n\n![Image](/images/a.png)"),
        ("<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>", "- a\n    - b\n        1. c\n- d"),
        ("<ol start='3'><li><p>a</p><p>b</p></li><li>c</li></ol>", "3. a\n\n    b\n\n4. c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul><ul><ul><li>c</li></ul></ul>", "- a\n    - b\n\n- c"),
        ("<p>Choix :<br>– un<br>– deux</p><p>• trois</p>", "Choix :\n\n- un\n- deux\n\n- trois"),
        ("<dl><dt>Terme</dt><dd>Sens</dd></dl>", "Terme\n:   Sens"),
        ("<dl><div><dt>A</dt><dd>a</dd></div><div>b</div></dl>", "A\n:   a\n\nb"),
        ("<blockquote>Mots<cite>Qui</cite></blockquote>", "> Mots\n>\n> — Qui"),
        ("<blockquote><p>a</p><ul><li>b</li></ul></blockquote>", "> a\n>\n> - b"),
        ("<pre>  vers un\n  vers deux</pre>", "vers un  \nvers deux"),
        ("<p>a</p><hr><p>b</p><hr>", "a\n\n---\n\nb"),
        ("<p>x <code>a_b*c</code> y</p>", "x `a_b*c` y"),
        ("<p>5 * 3 _mot_ a_b [a](b) 1&lt;2 &lt;b&gt; &amp;amp; C:\\x</p>", "5 \\* 3 \\_mot\\_ a_b \\[a](b) 1<2 &lt;b> &amp;amp; C:\\\\x"),
        ("<p># un</p><p>1. deux</p><p>+ trois</p><p>&gt; quatre</p><p>2) cinq</p>", "\\# un\n\n1\\. deux\n\n\\+ trois\n\n\\> quatre\n\n2\\) cinq"),
        ("<p>: a</p><p>===</p><p>---</p>", "&#58; a\n\n&#61;==\n\n\\---"),
        ('<p><a href="/a (b)"> lien </a>fin</p>', "[lien](/a%20%28b%29) fin"),
        ('<p><a href="/rien">mots</a> <a name="x"></a></p>', "mots"),
        ('<h2 id="ici">Le titre</h2><p><a href="#ici">haut</a> <a href="#la">bas</a></p>', "## Le titre\n\n[haut](#le-titre) bas"),
        ('<p>avant <img src="/a.jpg" alt="A"> après</p>', "avant\n\n![A](/images/a.jpg)\n\naprès"),
        ('<ul><li>a <img src="/a.jpg" alt="A"></li><li>b</li></ul>', "- a\n- b\n\n![A](/images/a.jpg)"),
        ('<figure><img src="/a.jpg" alt="A"><figcaption>Dit « oui » "non"</figcaption></figure>', '![A](/images/a.jpg "Dit « oui » “non”")'),
        ('<figure><img src="/a.jpg" alt="A"><figcaption><a href="https://x.example">X</a></figcaption></figure>', "![A](/images/a.jpg)\n\n*[X](https://x.example)*"),
        ('<a href="/doc.pdf"><img src="/a.jpg" alt="A"></a>', "![A](/images/a.jpg)\n\n[A](/doc.pdf)"),
        ('<a href="/a.jpg"><img src="/a-300x200.jpg" alt="A"></a>', "![A](/images/a-300x200.jpg)"),
        ('<p>x <img class="emoji" alt="😀" src="/e.svg"></p>', "x 😀"),
        ("https://www.youtube.com/watch?v=a_b", "[Vidéo sur YouTube](https://www.youtube.com/watch?v=a_b)"),
        ('<iframe src="//www.youtube.com/embed/abc"></iframe>', "[Vidéo sur YouTube](https://www.youtube.com/watch?v=abc)"),
        ('<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>', "[Carte](https://www.google.com/maps/embed?pb=1)"),
        ('<figure><audio src="/a.mp3"></audio><figcaption>Le son</figcaption></figure>', "[Le son](/a.mp3)"),
        ('[caption id="a" width="9"]<img src="/a.jpg" alt="A" /> Légende[/caption]', '![A](/images/a.jpg "Légende")'),
        ('[gallery ids="3"]', "![Image](/images/trois.jpg)"),
        ("[embed]https://vimeo.com/12[/embed]", "[Vidéo sur Vimeo](https://vimeo.com/12)"),
        ("Comme il dit [sic], [1] et [Nom].", "Comme il dit [sic], [1] et [Nom]."),
        ('[vc_row][vc_column width="1/2"]<p>a</p>[/vc_column][/vc_row]', "a"),
        ('[et_pb_text x="1"]<p>a</p>[/et_pb_text][et_pb_button button_url="/b" button_text="B" /]', "a\n\n[B](/b)"),
        ('<!-- wp:block {"ref":7} /--><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->', "Le bloc.\n\na"),
        ("<p>mot\u200bcaché</p>", "motcaché"),
        ("<td>seul</td>", "seul"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html, markdown):
    assert convert(html) == (markdown, [])


@each_row(
    ("html", "markdown"),
    [
        (
            "<table><thead><tr><th>h</th><th>i</th></tr></thead><tr><td>a|b</td><td>c<br>d</td></tr></table>",
            "| h | i |\n| --- | --- |\n| a\\|b | c · d |",
        ),
        (
            "<table><tr><td colspan='2'><b>Tout</b></td></tr><tr><td rowspan='2'>Mai</td><td>12</td></tr>"
            "<tr><td><p>14</p><ul><li>15</li></ul></td></tr></table>",
            "**Tout**\n\n|  |  |\n| --- | --- |\n| Mai | 12 |\n| Mai | 14 · 15 |",
        ),
        ("<table><tr><td><p>a</p></td></tr><tr><td>b</td></tr></table>", "a\n\nb"),
        ("<table><tr><td><img src='/a.jpg' alt='A'></td><td>b</td></tr><tr></tr></table>", "![A](/images/a.jpg)\n\nb"),
    ],
)
def test_a_table_of_words_stays_one(html, markdown):
    assert convert(html) == (markdown, [])


@each_row(
    ("first", "markdown"),
    [
        ("<td>a</td><td>b</td>", "|  |  |\n| --- | --- |\n| a | b |"),
        ("<td><b>a</b></td><td>b</td>", "|  |  |\n| --- | --- |\n| **a** | b |"),
        ("<th>a</th><td>b</td>", "|  |  |\n| --- | --- |\n| **a** | b |"),
        ("<th>a</th><th>b</th>", "| a | b |\n| --- | --- |"),
        ("<td></td><th>b</th>", "|  | b |\n| --- | --- |"),
        ("<td><strong>a</strong></td><td><p><b>b</b></p></td>", "| a | b |\n| --- | --- |"),
        ("<td><b>a</b> et <b>c</b></td><td><b>b</b></td>", "|  |  |\n| --- | --- |\n| **a** et **c** | **b** |"),
    ],
)
def test_the_first_row_of_a_table_heads_its_columns_only_where_it_says_so(first, markdown):
    assert convert(f"<table><tr>{first}</tr><tr><th>c</th><td>d</td></tr></table>") == (
        f"{markdown}\n| **c** | d |",
        [],
    )


@each_row(
    ("first", "asked"),
    [("<td>a</td><td>b</td>", []), ("<td>a</td><td>b</td><td>c</td>", [NO_HEADINGS]), ("<th>a</th>" * 3, [])],
)
def test_whether_columns_need_headings_is_asked_once_where_there_are_several(first, asked):
    table = f"<table><tr>{first}</tr><tr>{first.replace('th>', 'td>')}</tr></table>"
    assert Conversion(table + table, Targets(), classic=True).asked == asked


def test_the_notes_of_word_become_footnotes():
    html = (
        '<p>Mot<a href="#_ftn1" name="_ftnref1">[1]</a> et<a href="#_ftn9">[9]</a>.</p>'
        '<hr><div><p><a href="#_ftnref1" name="_ftn1">[1]</a> La source.</p></div><p>Fin.</p>'
    )
    assert convert(html) == ("Mot[^1] et[9].\n\n---\n\nFin.\n\n[^1]: La source.", [])


@each_row(
    ("html", "lost"),
    [
        ("<p>a</p><script>x</script>", "un programme (script)"),
        ("<p>a</p><form><input></form>", "un formulaire"),
        ("<p>a</p><svg></svg>", "un dessin du navigateur"),
        ("<p>a <s>prix</s></p>", "le trait qui barrait « prix »"),
        ('<p>a</p><img src="data:image/png;base64,x">', "une image collée dans le texte"),
        ('<p>a</p><iframe src="/rien"></iframe>', "un lecteur ou un cadre"),
        ('<p>a</p>[contact-form-7 id="5"]', "ce que montrait « contact-form-7 », une extension de WordPress"),
        ("<!-- wp:latest-posts /--><!-- wp:p --><p>a</p>", "un bloc qui se remplit seul (latest-posts)"),
        ('<p>a</p>[gallery ids="3,99"]', "1 image d’une galerie"),
        ('<!-- wp:block {"ref":8} /--><!-- wp:p --><p>a</p>', "un bloc réutilisable"),
    ],
)
def test_what_has_no_place_is_told(html, lost):
    markdown, told = convert(html)
    assert markdown.startswith("a")
    assert told == [lost]


def test_the_notes_that_wordpress_keeps_beside_a_text_come_with_it():
    mark = '<p>Un<sup data-fn="a-{0}" class="fn"><a href="#a-{0}" id="a-{0}-link">{0}</a></sup></p>'
    notes = [
        {"id": "a-2", "content": "La <em>seconde</em>."},
        {"id": "a-1", "content": "La première."},
        {"id": "a-9", "content": "Sans appel."},
    ]
    html = with_notes(mark.format(2) + mark.format(1), json.dumps(notes))
    assert convert(html) == ("Un[^1]\n\nUn[^2]\n\nSans appel.\n\n[^1]: La *seconde*.\n\n[^2]: La première.", [])
    assert with_notes("<p>a</p>", "") == "<p>a</p>"
    assert with_notes("<p>a</p>", "abîmé") == "<p>a</p>"


def test_a_very_long_paragraph_continues_on_the_next_line():
    markdown, _ = convert("<p>" + "Une phrase. " * 900 + "</p>")
    assert max(map(len, markdown.split("\n"))) <= 4_000
    assert markdown.count("Une phrase.") == 900


def test_the_words_alone_are_always_read():
    text = plain_body("<h1># a</h1><table><tr><td>&lt;b></table><p>• c</p><script>d</script>")
    assert BodyRenderer().render(text, 1, lambda target, _: target).mistakes == ()
    assert [word in text for word in "abcd"] == [True, True, True, False]


SIGNS = "1. 2) - – • # * _f_ [g] [h](i) <j> & | + = --- a) > : [1] « » C:\\x ** __ [^1] [[en:x]] *[AB]:x x.png".split()
INLINE = ("strong", "em", "span", 'a href="/x/"', "u", "sup", "font", "q", "abbr")
BLOCKS = "p div h1 h3 h6 ul ol li blockquote table tr td th dl dt dd figure section center details tbody".split()
SINGLE = ("<br>", '<img src="/a.jpg" alt="A">', "<hr>", "\n", "\n\n", "<!-- c -->", "[vc_row]", "[/vc_row]", "&nbsp;")


def drawn_html(random, numbers, depth=0):
    """Return random HTML: any element anywhere, some never closed, with numbered words."""
    parts = []
    for _ in range(random.randint(1, 4)):
        kind = random.random()
        if kind < 0.4 or depth > 5:
            parts.append(f" mot{next(numbers)}z {escape(random.choice(SIGNS))} ")
        elif kind < 0.55:
            parts.append(random.choice(SINGLE))
        else:
            tag = random.choice(INLINE if kind < 0.75 else BLOCKS)
            end = f"</{tag.split()[0]}>" if random.random() < 0.9 else ""
            parts.append(f"<{tag}>{drawn_html(random, numbers, depth + 1)}{end}")
    return "".join(parts)


def test_whatever_the_html_is_each_word_comes():
    for seed in range(200):
        random = Random(seed)
        html = drawn_html(random, itertools.count())
        made = Conversion(expanded(html, FILLERS, lambda _: None), Targets(), classic=random.random() < 0.5)
        shown = BodyRenderer().render(made.markdown, 1, lambda target, _: target).html
        assert set(re.findall(r"mot\d+z", html)) == set(re.findall(r"mot\d+z", shown)), html
