from plugins.source.markdown import BodyRenderer
from tests.tables import each_row


def render(text):
    return BodyRenderer().render(text, 1, lambda target, picture: target)


@each_row(
    ("text", "html"),
    [
        ("**Qui** : l'équipe", "<p><strong>Qui</strong>\u00a0: l’équipe</p>"),
        ("`l'un : l'autre`", "<p><code>l'un : l'autre</code></p>"),
        ("l'[équipe](/equipe/)", '<p>l’<a href="/equipe/">équipe</a></p>'),
        ("## L'été", '<h2 id="l-ete">L’été</h2>'),
        ("![l'été](/images/a.jpg)", '<p><img alt="l’été" src="/images/a.jpg"></p>'),
        (
            "le [[en: National Action Plan: *x*]] :",
            '<p>le <span lang="en">National Action Plan: <em>x</em></span>\u00a0:</p>',
        ),
        ("<b@cainamur.be>", '<p><a href="mailto:b@cainamur.be">b@cainamur.be</a></p>'),
    ],
)
def test_markdown_is_set_in_french(text, html):
    body = render(text)
    assert (body.html, body.mistakes) == (html, ())


@each_row(("head", "shown"), [("|  |  |", 0), ("| | b |", 1), ("|  | ![b](/images/b.jpg) |", 1)])
def test_a_table_whose_columns_have_no_headings_has_no_empty_row_of_them(head, shown):
    html = render(f"Un.\n\n{head}\n| --- | --- |\n| c | d |\n").html
    assert html.count("<thead>") == html.count("<th></th>") == shown
    assert "<td>c</td>\n<td>d</td>" in html


def test_raw_html_does_not_pass():
    body = render("<script>alert()</script>\n\ntexte <b>gras</b>")
    assert [line for line, _ in body.mistakes] == [1, 3]
    assert "<script" not in body.html
    assert "<b>" not in body.html


def test_code_in_a_line_may_show_html():
    assert not render("Écrivez `<div>`.\n").mistakes


def test_a_paragraph_that_would_be_code_is_told_on_its_own_line():
    (found,) = render("Écrivez `<div>`.\n\n    <div>\n").mistakes
    assert found[0] == 3


def test_one_renderer_serves_many_texts():
    renderer = BodyRenderer()
    bodies = [renderer.render("## A\n\n[x](/x/)", 1, lambda target, picture: target) for _ in range(2)]
    assert bodies[0] == bodies[1]
    assert bodies[0].anchors == {"a"}
    assert bodies[0].links == ((3, "/x/"),)


def test_a_heading_leaves_the_ids_of_the_theme_to_it():
    body = render("## Contenu\n\n## Contenu\n\n## Communes\n\n## Suite\n\n## _suite\n\n## !")
    assert body.anchors == {"contenu_1", "contenu_2", "communes_1", "suite", "suite_1", "section"}
    assert not any(anchor.startswith("_") for anchor in body.anchors)
