"""The import of a WordPress site: public texts get files, each once; private ones leave no trace in any file."""

import datetime as dt
import html
import re

import pytest

from plugins.base.identity import IDENTITY
from plugins.desk.forms.workshop import Workshop
from plugins.importing.mapping import FILE
from plugins.importing.wordpress_import import REPORT
from plugins.source.loading import load
from tests.drawn import JPEG, encoded, flat
from tests.unit.conftest import TODAY
from tests.unit.importing.wxr import EVENT, HOST, SECRETS, UP, export, item, medium
from tooling.preview.import_report import import_page


def test_the_correspondences_come_first_and_nothing_else(wordpress):
    code, said = wordpress(item(1), first=True)
    assert code == 0
    assert said.startswith("Première étape : ")
    assert wordpress.new() == []
    rows = [
        row for row in (wordpress.beside / "correspondances.txt").read_text().splitlines() if row[:1] not in ("#", "")
    ]
    assert rows == [
        "rubrique dessin → actualite, Dessin, encre",
        "rubrique ateliers → actualite, Ateliers",
        "auteur plume → /equipe/",
    ]


def test_a_wrong_correspondence_is_told_with_its_line(wordpress):
    wordpress(item(1), first=True)
    (wordpress.beside / "correspondances.txt").write_text(
        "rubrique ateliers → actualité, A\nx\nrubrique dessin → actu\n"
    )
    code, said = wordpress(item(1))
    assert code == 1
    assert [row.partition("correspondances.txt")[2] for row in said.splitlines()] == [
        ":2: « x » n’est pas une correspondance → écrivez par exemple « rubrique formations → actualite, Formation »",
        ":3: « actu » n’est pas un genre de texte → vouliez-vous dire « actualite » ?",
    ]


def test_a_post_becomes_a_news_item(wordpress):
    terms = (("category", "ateliers"), ("category", "dessin"), ("post_tag", "encre"))
    code, _ = wordpress(item(1, "L&#8217;encre &amp; <em>moi</em>", "<p>Une encre. Puis deux.</p>", terms=terms))
    assert code == 0
    assert wordpress.read("actualites/texte-1.md") == (
        '---\ntitre: "L’encre & moi"\nresume: Une encre. Puis deux.\ndate: 2021-05-12\n'
        'categorie: "Dessin, encre"\netiquettes: [Encre]\n---\n\nUne encre. Puis deux.\n'
    )


def test_nothing_protected_private_or_thrown_away_is_in_any_file_that_comes(wordpress):
    (wordpress.uploads / "zephyr.jpg").write_bytes(JPEG)
    open_text = item(20, "Ouvert", '<p>Avant.</p><!-- wp:block {"ref":6} /--><p>Après.</p>')
    assert wordpress(*SECRETS, open_text)[0] == 0
    assert wordpress.new() == ["actualites/texte-20.md"]
    for name in wordpress.names():
        assert "phyr" not in name
        assert b"phyr" not in (wordpress.content / name).read_bytes().lower(), name
    assert "phyr" not in (wordpress.beside / REPORT).read_text("utf-8").lower().replace("zephyr.jpg", "")


@pytest.mark.parametrize(
    ("given", "public"),
    [
        ({}, True),
        ({"status": "draft", "date": "0000-00-00 00:00:00"}, False),
        ({"status": "pending"}, False),
        ({"status": "future", "date": "2027-03-01 08:00:00"}, False),
        ({"status": "future", "date": "2026-03-01 08:00:00"}, False),
    ],
)
def test_what_was_not_public_yet_is_not_public_now(wordpress, given, public):
    assert wordpress(item(1, **given))[0] == 0
    shown = {record.source.path.as_posix() for record in load(wordpress.content, TODAY).records}
    assert ("actualites/texte-1.md" in shown) == public
    later = {record.source.path.as_posix() for record in load(wordpress.content, dt.date(2027, 3, 1)).records}
    assert ("actualites/texte-1.md" in later) == (public or given.get("date", "").startswith("2027"))


def test_a_text_that_is_a_draft_is_no_longer_linked_to(wordpress):
    wordpress(item(1, status="draft"), item(2, content=f'<p><a href="{HOST}/texte-1/">mots</a></p>'))
    text = wordpress.read("actualites/texte-2.md")
    assert f"N’est pas venu de WordPress : le lien vers {HOST}/texte-1/" in text
    assert text.endswith("\n\nmots\n")


@pytest.mark.parametrize(
    ("content", "summary"),
    [
        ("<p>Court.</p>", "Court."),
        ("<p>Une phrase qui dit bien ce qu’elle dit. Une autre.</p>", "Une phrase qui dit bien ce qu’elle dit."),
        ("<p>Oui. Une phrase qui dit ce qu’elle dit. Une autre.</p>", "Oui. Une phrase qui dit ce qu’elle dit."),
        ("<p>" + "mot " * 90 + "</p>", "mot " * 37 + "mot…"),
        ('<h2>T</h2><p><b>Gras</b></p><p>Voici :</p><p><a href="https://x.example">x</a></p><p>3 &lt; 5 &lt;b&gt;</p>', "3 < 5 <b>"),
        ("<ul><li>un</li><li>deux</li></ul>", "un deux"),
        ('<img src="https://x.example/a.jpg">', "Titre"),
    ],
)  # fmt: skip
def test_the_summary_is_the_first_sentence_that_says_something(wordpress, content, summary):
    wordpress(item(1, content=content))
    row = wordpress.read("actualites/texte-1.md").split("\n")[
        2 + ("brouillon" in wordpress.read("actualites/texte-1.md"))
    ]
    assert row.removeprefix("resume: ").strip('"') == summary


def test_the_picture_of_a_text_keeps_whose_it_is(wordpress):
    (wordpress.uploads / "a.jpg").write_bytes(JPEG)
    library = medium(9, "a.jpg", excerpt="Photo : Plume", meta={"_wp_attachment_image_alt": "Une fête"})
    shown = {"_thumbnail_id": "9"}
    wordpress(item(1, meta=shown), item(2, type="page", meta=shown), library)
    assert 'image: {fichier: a.jpg, texte: Une fête, credit: "Photo : Plume"}' in wordpress.read(
        "actualites/texte-1.md"
    )
    assert '![Une fête](/images/a.jpg "Photo : Plume")' in wordpress.read("pages/texte-2.md")


def test_links_lead_to_where_the_texts_are_now(wordpress):
    (wordpress.uploads / "plan.pdf").write_bytes(b"%PDF-1.4")
    links = (
        "/texte-2/",
        "/?p=2",
        f"{HOST.replace('https', 'http')}/ancien-nom",
        "/event/texte-3/",
        "/tag/encre/page/2/",
        "www.exemple.be/x",
        "/plan/",
    )
    html = "".join(f'<p><a href="{address}">x</a></p>' for address in links)
    event = item(3, type="tribe_events", link=f"{HOST}/event/texte-3/", meta={"_EventStartDate": "2020-02-01 09:00:00"})
    moved = item(2, date="2019-01-01 00:00:00", meta={"_wp_old_slug": "ancien-nom"})
    wordpress(item(1, content=html), moved, event, medium(4, "plan.pdf", slug="plan"))
    assert wordpress.read("actualites/texte-1.md").split("---\n\n")[1].split("\n\n") == [
        *["[x](/actualites/2019/texte-2/)"] * 3,
        "[x](/agenda/2020/texte-3/)",
        "[x](/actualites/)",
        "[x](https://www.exemple.be/x)",
        "[x](/documents/plan.pdf)\n",
    ]


def test_one_picture_comes_for_all_its_sizes_with_a_name_that_says_something(wordpress):
    sizes = 'a:1:{s:5:"sizes";a:1:{s:6:"medium";a:1:{s:4:"file";s:20:"IMG_2023-300x200.jpg";}}}'
    html = f'<img src="{UP}/2021/05/IMG_2023-300x200.jpg" alt="IMG_2023"><img src="{UP}/2021/05/Fete-scaled.jpg" alt="Une fête">'
    for name in ("IMG_2023.jpg", "IMG_2023-300x200.jpg", "Fete.jpg", "Fete-scaled.jpg", "jamais.jpg"):
        (wordpress.uploads / "2021/05").mkdir(parents=True, exist_ok=True)
        (wordpress.uploads / "2021/05" / name).write_bytes(
            encoded(flat(64, 48, "#123456" if "-" in name else "#abcdef"))
        )
    library = medium(2, "2021/05/IMG_2023.jpg", meta={"_wp_attachment_metadata": sizes})
    wordpress(item(1, content=html), library, medium(3, "2021/05/jamais.jpg"))
    assert [name for name in wordpress.new() if name.startswith("images")] == [
        "images/fete.jpg",
        "images/texte-1-image.jpg",
    ]
    kept = (wordpress.content / "images/texte-1-image.jpg").read_bytes()
    assert kept == (wordpress.uploads / "2021/05/IMG_2023.jpg").read_bytes()
    text = wordpress.read("actualites/texte-1.md")
    assert "![Une fête](/images/fete.jpg)" in text
    assert "L’image /images/texte-1-image.jpg n’a pas de texte de remplacement → dites ce qu’elle montre" in text


def test_a_file_that_the_site_refuses_or_that_is_lost_leaves_the_text_and_a_note(wordpress):
    (wordpress.uploads / "faux.jpg").write_bytes(b"<html>")
    html = f'<p>Mots.</p><img src="{UP}/faux.jpg" alt="A"><img src="{UP}/../../x.jpg"><a href="{UP}/x.docx">doc</a>'
    assert wordpress(item(1, content=html))[0] == 0
    text = wordpress.read("actualites/texte-1.md")
    assert text.endswith("Mots.\n\ndoc\n")
    assert text.count("N’est pas venu de WordPress : le fichier") == 3
    assert wordpress.new() == ["actualites/texte-1.md"]


def test_a_page_that_the_site_has_already_is_not_written_over(wordpress):
    before = wordpress.read("pages/contact.md")
    wordpress(
        item(1, type="page", slug="contact"), item(2, type="page", slug="agenda"), item(3, type="page", slug="neuve")
    )
    assert wordpress.read("pages/contact.md") == before
    assert wordpress.new() == ["pages/neuve.md"]
    assert "le site a déjà une page à l’adresse /agenda/" in (wordpress.beside / REPORT).read_text("utf-8")


def test_two_texts_of_one_name_are_two_files(wordpress):
    parents = item(1, type="page", slug="a"), item(2, type="page", slug="b")
    wordpress(
        *parents, item(3, type="page", slug="x", parent=1), item(4, type="page", slug="x", parent=2), item(5, slug="y"),
        item(6, slug="y"), item(7, "نص", slug="%d9%86%d8%b5"), item(8, slug="un-essai"),
    )  # fmt: skip
    assert wordpress.new() == [
        "actualites/texte-7.md",
        "actualites/un-essai-2021.md",
        "actualites/y-2021.md",
        "actualites/y.md",
        "pages/a.md",
        "pages/b-x.md",
        "pages/b.md",
        "pages/x.md",
    ]


def test_a_trial_writes_nothing(wordpress):
    before = wordpress.bytes()
    code, said = wordpress(item(1), trial=True, first=True)
    assert (code, "C’était un essai : rien n’est écrit." in said) == (0, True)
    assert wordpress.bytes() == before | {wordpress.beside / "export.xml": export(item(1)).encode()}


def test_what_a_text_cannot_keep_is_left_and_told(wordpress):
    """A field that the site refuses is left out; a text that it refuses becomes a draft without markup."""
    place = item(5, "Lieu", "", type="tribe_venue", meta={"_VenueAddress": "…"})
    quoted, deep = "<blockquote>" * 12 + "fond", "<div>" * 3_000 + "fond"
    texts = item(2, content=quoted), item(3, content=deep)
    wordpress(item(1, type="tribe_events", meta=EVENT | {"_EventVenueID": "5"}), place, *texts)
    event = wordpress.read("agenda/texte-1.md")
    assert "lieu:" not in event
    assert "N’est pas venu de WordPress : « lieu »" in event
    assert "statut: brouillon" not in event
    for name in ("actualites/texte-2.md", "actualites/texte-3.md"):
        text = wordpress.read(name)
        assert "statut: brouillon" in text
        assert "Ce texte n’a gardé que ses mots : " in text
        assert text.endswith("\n\nfond\n")


@pytest.mark.parametrize(
    ("title", "content", "why"),
    [
        ("Liens", "<p>Ajouter liens</p>", "« Ajouter liens » : ce texte semble inachevé"),
        ("Témoignage", "<p>Des mots.</p>", ""),
        ("Un témoignage", "<p>Des mots.</p>", "« témoignage » : ce texte parle peut-être de personnes"),
        ("Images", '<img src="https://x.example/a.jpg">', "Il ne reste rien de ce texte"),
        ("", "<p>Des mots.</p>", "Ce texte n’a pas de titre"),
    ],
)
def test_what_a_person_must_decide_comes_as_a_draft(wordpress, title, content, why):
    wordpress(item(1, title, content))
    text = wordpress.read("actualites/texte-1.md")
    assert why in text
    assert "statut: brouillon" in text


def test_models_of_wordpress_and_empty_texts_stay_out(wordpress):
    models = item(1, slug="hello-world"), item(2, content='<p class="privacy-policy-tutorial">x</p>', type="page")
    wordpress(*models, item(3, content="<!-- wp:paragraph --><p>&nbsp;</p>"), item(4, type="page", slug="accueil"))
    assert wordpress.new() == []


def test_the_report_counts_what_stays_behind(wordpress):
    wordpress(item(11, comments=3), item(12, content="<p>Rendez-vous le 3 mai 2021 à 14h.</p>"), *SECRETS)
    report = (wordpress.beside / REPORT).read_text("utf-8")
    assert report.startswith("# Import de ancien.example, le 2026-11-23\n\nVenus : 2 actualités")
    assert "Les commentaires ne viennent pas : 3." in report
    assert "- protégé par un mot de passe : 3" in report
    assert (
        "\n- actualites/texte-12.md : 2021-05-03, 14h\n" in report.partition("## Ressemblent à des événements (1)")[2]
    )


def test_the_desk_tells_all_that_the_report_tells(wordpress):
    evil = "<script>&amp;</script>"
    lost = f'<p>Le 3 mai 2021 à 14h.</p><img src="{UP}/a.jpg?{evil}"><form></form><object data="x"></object>'
    wordpress(
        item(1, f"Un témoignage {evil}", lost, comments=2),
        item(2, f"Liens {evil}", "<p>Ajouter liens</p>"),
        item(3, "Sans date", type="tribe_events"),
        item(4, f"Vide {evil}", content="", slug="x"),
    )
    workshop = Workshop(wordpress.content, lambda: TODAY, wordpress.content.parent / "kept", "one")
    page = import_page(workshop).content.decode()
    assert "<script" not in page
    shown = html.unescape(page).replace("\u00a0", " ")
    said = (wordpress.beside / REPORT).read_text("utf-8").splitlines()
    cases = [row.removeprefix("- ") for row in said if row.startswith("- ")]
    assert len(cases) > 9
    for case in cases:
        path, _, words = case.rpartition(".md : ")
        assert (words if path else case).replace("\u00a0", " ") in shown
        assert not path or f'href="/_atelier/modifier/{path}"' in shown
    for row in said[2:]:
        assert row.startswith("- ") or re.sub(r"## | \(\d+\)$", "", row).replace("\u00a0", " ") in shown


def test_what_was_not_public_is_counted_by_its_reason_and_not_named(wordpress):
    (wordpress.beside / FILE).write_text("rubrique ateliers → ne pas reprendre\n", "utf-8")
    given = {"terms": [("category", "ateliers")], "content": "<p>m</p>"}
    wordpress(item(1, "Ouvert", **given), item(2, "Zéphyr", status="draft", **given))
    report = (wordpress.beside / REPORT).read_text("utf-8")
    why = "« ne pas reprendre », dit le fichier des correspondances"
    assert f"- « Ouvert » : {why}\n- {why} : 1\n" in report
    assert "phyr" not in report


def test_of_the_sizes_of_a_picture_those_that_a_text_names_are_known_one_by_one(wordpress):
    (wordpress.uploads / "fete.jpg").write_bytes(JPEG)
    names = "".join(f's:4:"file";s:{len(name)}:"{name}";' for name in ("fete-150x150.jpg", "fete-300x200.jpg"))
    picture = medium(2, "fete.jpg", slug="la-fete", meta={"_wp_attachment_metadata": names})
    wordpress(item(1, content=f'<img src="{UP}/fete-300x200.jpg" alt="Fête">'), picture)
    rows = [row for row in wordpress.read("anciennes-adresses.txt").split("\n") if "fete" in row]
    assert rows == [
        "/wp-content/uploads/fete* → /actualites/2021/texte-1/",
        "/la-fete/ → /actualites/2021/texte-1/",
        "/wp-content/uploads/fete.jpg",
        "/wp-content/uploads/fete-300x200.jpg",
    ]


def test_the_addresses_of_a_site_on_a_host_beside_this_one_name_it(wordpress):
    """Links in the texts still lead to the new addresses."""
    host = f"historique.{IDENTITY.apex}"
    items = (item(1), item(2, content=f'<p><a href="{HOST}/texte-1/">un</a></p>'))
    assert wordpress(*items, host=host)[0] == 0
    rows = wordpress.read("anciennes-adresses.txt").split("\n")
    assert f"https://{host}/texte-1/ → /actualites/2021/texte-1/" in rows
    assert f"https://{host}/category/ateliers/page/2/" in rows
    assert f"https://{host}/* → /" in rows
    assert [row for row in rows if row[:1] == "/"] == []
    assert "[un](/actualites/2021/texte-1/)" in wordpress.read("actualites/texte-2.md")
    assert len(load(wordpress.content, TODAY).other_hosts) > 20
