"""A WordPress site comes in: what may come, under which name, once; what may not come stays out of every file."""

import datetime as dt
import gzip
import html
import json
import re

import pytest

from plugins.base.identity import IDENTITY
from plugins.desk.forms.workshop import Workshop
from plugins.importing import wordpress_import
from plugins.importing.filling import OF_PEOPLE
from plugins.importing.mapping import FILE, written
from plugins.importing.state import FILE as STATE
from plugins.importing.state import Imported
from plugins.importing.wordpress_export import UnreadableExport, read_exports
from plugins.importing.wordpress_import import REPORT, ImportRequest, main
from plugins.source.loading import load
from tests.drawn import JPEG, encoded, flat
from tests.unit.importing.wxr import HEAD, HOST, export, item, medium
from tooling.preview.import_report import import_page

TODAY = dt.date(2026, 11, 23)
UP = f"{HOST}/wp-content/uploads"
SITE = {
    "pages/contact.md": "---\ntitre: Contact\nresume: Où nous trouver.\n---\n",
    "actualites/un-essai.md": "---\ntitre: Un essai\nresume: Réussi.\ndate: 2020-01-01\ncategorie: Essai\n---\n",
}
"""What the site has already."""


@pytest.fixture
def wordpress(tmp_path, capsys):
    """Imports some items into a small site, with the mapping as it is first written; gives what is said."""
    content, beside, uploads = tmp_path / "content", tmp_path / "export", tmp_path / "uploads"
    for name, text in SITE.items():
        (content / name).parent.mkdir(parents=True)
        (content / name).write_text(text, "utf-8")
    beside.mkdir()
    uploads.mkdir()

    def run(*items, trial=False, first=False, host="ancien.example"):
        (beside / "export.xml").write_text(export(*items).replace("ancien.example", host), "utf-8")
        request = ImportRequest((beside / "export.xml",), uploads, trial, "python3 tasks.py")
        if not first and not (beside / FILE).exists():
            (beside / FILE).write_text(written(read_exports([beside / "export.xml"]), {}), "utf-8")
        code = main(content, TODAY, request, tmp_path / ".cache")
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    run.content, run.beside, run.uploads = content, beside, uploads
    run.read = lambda name: (content / name).read_text("utf-8")
    run.names = lambda: {file.relative_to(content).as_posix() for file in content.rglob("*") if file.is_file()}
    run.new = lambda: sorted(run.names() - SITE.keys() - {"anciennes-adresses.txt"})
    run.bytes = lambda: {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file() and ".cache" not in f.parts}
    return run


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


SECRETS = (
    item(1, "Zéphyr un", "<p>Zéphyr</p>", password="x", slug="zephyr-1"),
    item(2, "Zéphyr deux", "<p>Zéphyr</p>", status="private", slug="zephyr-2"),
    item(3, "Zéphyr trois", "<p>Zéphyr</p>", status="trash", slug="zephyr-3", link=f"{HOST}/?p=3"),
    item(4, "Zéphyr quatre", "<p>Zéphyr</p>", status="spam", slug="zephyr-4"),
    item(5, "Zéphyr cinq", "<p>Zéphyr</p>", status="inherit", slug="zephyr-5"),
    item(6, "Zéphyr six", "<p>Zéphyr</p>", type="wp_block", status="draft", slug="zephyr-6"),
    item(7, "Zéphyr sept", "<p>Zéphyr</p>", type="tribe_events", password="x", slug="zephyr-7"),
    item(
        8, "Zéphyr huit", f'<p><img src="{UP}/zephyr.jpg" alt="Zéphyr"></p>', type="page", password="x", slug="zephyr-8"
    ),
    medium(9, "zephyr.jpg", slug="zephyr"),
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


EVENT = {"_EventStartDate": "2025-04-18 09:00:00", "_EventEndDate": "2025-04-18 15:30:00"}


@pytest.mark.parametrize(
    ("meta", "title", "rows"),
    [
        ({}, "T", ["debut: 2025-04-18 09:00", "fin: 2025-04-18 15:30"]),
        ({"_EventAllDay": "yes", "_EventEndDate": "2025-04-20 23:59:59"}, "T", ["debut: 2025-04-18", "fin: 2025-04-20"]),
        ({"_EventEndDate": "2025-04-18 09:00:00"}, "T", ["debut: 2025-04-18 09:00"]),
        ({"_EventEndDate": "2025-04-19 02:00:00"}, "T", ["debut: 2025-04-18 09:00", "fin: 2025-04-19 02:00"]),
        ({"_EventEndDate": "2025-04-01 00:00:00"}, "T", ["debut: 2025-04-18 09:00", "sa fin (2025-04-01 00:00)"]),
        ({"_EventEndDate": "2027-04-01 00:00:00"}, "T", ["debut: 2025-04-18 09:00", "plus d’un an"]),
        ({"_EventStartDate": "", "_EventEndDate": ""}, "T", ["statut: brouillon", "La date de l’événement n’est pas connue"]),
        ({"_EventRecurrence": "a:1:{}"}, "T", ["ses répétitions"]),
        ({"_tribe_events_status": "canceled"}, "T", ["etat: annulé", "titre: T"]),
        ({}, "[ANNULÉ] T", ["etat: annulé", "titre: T"]),
        ({"_EventCost": "0"}, "T", ["prix: gratuit"]),
        ({"_EventCost": "12.50", "_EventCurrencySymbol": "€"}, "T", ['prix: "12,50 €"']),
        ({"_EventURL": "https://forms.example/r/1"}, "T", ["inscription: {adresse: https://forms.example/r/1}"]),
        ({"_EventURL": "https://x.example"}, "T", ["[Site de l’événement](https://x.example)"]),
        ({"_EventVenueID": "5"}, "T", ["lieu: {nom: Moulin, rue: Rue du Moulin 1, code_postal: 5000, localite: Namur}"]),
        ({"_EventVenueID": "6"}, "T", ["en_ligne: https://visio.example/1"]),
        ({"_EventOrganizerID": "7"}, "T", ["organisateurs: [La Plume]"]),
    ],
)  # fmt: skip
def test_an_event_keeps_its_date_its_place_and_its_state(wordpress, meta, title, rows):
    others = (
        item(
            5, "Moulin", "", type="tribe_venue", meta={"_VenueAddress": "Rue du Moulin 1", "_VenueCity": "5000 Namur"}
        ),
        item(6, "En ligne", "", type="tribe_venue", meta={"_VenueURL": "https://visio.example/1"}),
        item(7, "La Plume", "", type="tribe_organizer"),
    )
    code, said = wordpress(item(1, title, "<p>x</p>", type="tribe_events", meta=EVENT | meta), *others)
    assert (code, said.count("1 événement")) == (0, 1)
    text = wordpress.read("agenda/texte-1.md")
    assert [row for row in rows if row not in text] == []


def php(value):
    """A value as PHP serializes it."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return f"a:{len(value)}:{{{''.join(php(part) for pair in pairs for part in pair)}}}"
    if isinstance(value, str):
        return f's:{len(value.encode())}:"{value}";'
    return "N;" if value is None else f"i:{value};"


def rule(kind="Custom", end="After", last=None, count=None, **custom):
    return {"type": kind, "end-type": end, "end": last, "end-count": count, "custom": custom}


def weekly(*days):
    return {"type": "Weekly", "interval": 1, "same-time": "yes", "week": {"day": [str(day) for day in days]}}


NOT_TOLD = "ses répétitions : seule la première date est ici"


@pytest.mark.parametrize(
    ("kept", "row"),
    [
        ([rule("Every Week", count=3)], 'seances: ["18 et 25 avril ainsi que 2 mai 2025, 9h-15h30"]'),
        ([rule(end="On", last="2025-05-03", **weekly(5, 6))], 'seances: ["18, 19, 25 et 26 avril ainsi que 2 et 3 mai 2025, 9h-15h30"]'),
        ([rule(count="3", type="Daily", interval="2")], 'seances: ["18, 20 et 22 avril 2025, 9h-15h30"]'),
        ([rule(count=3, type="Monthly", month={"number": "Third", "day": "5"})], 'seances: ["18 avril, 16 mai ainsi que 20 juin 2025, 9h-15h30"]'),
        ([rule(count=3, type="Monthly", month={"number": "Last", "day": "-1"})], 'seances: ["18 et 30 avril, 31 mai ainsi que 30 juin 2025, 9h-15h30"]'),
        ([rule(count=2, type="Monthly", month={"number": "18"})], 'seances: ["18 avril ainsi que 18 mai 2025, 9h-15h30"]'),
        ([rule(count=2, type="Monthly", month={"same-day": "yes", "number": "First"})], 'seances: ["18 avril ainsi que 18 mai 2025, 9h-15h30"]'),
        ([rule(count=2, type="Yearly")], 'seances: ["18 avril 2025, 9h-15h30", "18 avril 2026, 9h-15h30"]'),
        ([rule(type="Date", date={"date": "2025-06-01"}), rule("Every Week", count=2)], 'seances: ["18 et 25 avril ainsi que 1er juin 2025, 9h-15h30"]'),
        ([rule("Every Week", end="Never")], NOT_TOLD),
        ([rule("Every Week", count=200)], NOT_TOLD),
        ([rule("Sometimes", count=2)], NOT_TOLD),
        ([rule(count=2, type="Weekly", **{"same-time": "no"})], NOT_TOLD),
        ([rule(count=2, type="Yearly", year={"filter": "1"})], NOT_TOLD),
        ([rule(count=2, type="Monthly", month={"number": "Seventh"})], NOT_TOLD),
    ],
)  # fmt: skip
def test_an_event_that_repeats_itself_has_its_sessions(wordpress, kept, row):
    meta = EVENT | {"_EventRecurrence": php({"rules": kept, "exclusions": [], "description": "é"})}
    wordpress(item(1, type="tribe_events", meta=meta))
    text = wordpress.read("agenda/texte-1.md")
    assert row in text
    assert ("\nformule: cycle\n" in text) == ("retirez « formule: cycle »" in text) == (row != NOT_TOLD)
    assert ("debut:" in text, "fin:" in text) == ((True, True) if row == NOT_TOLD else (False, False))


def test_a_date_that_was_taken_out_is_no_session(wordpress):
    kept = {"rules": [rule("Every Week", count=3)], "exclusions": [rule(type="Date", date={"date": "2025-04-25"})]}
    wordpress(item(1, type="tribe_events", meta=EVENT | {"_EventRecurrence": php(kept)}))
    assert 'seances: ["18 avril ainsi que 2 mai 2025, 9h-15h30"]' in wordpress.read("agenda/texte-1.md")


def test_the_dates_that_wordpress_keeps_as_events_of_their_own_are_sessions_of_the_first(wordpress):
    later = {"_EventStartDate": "2025-05-02 10:00:00", "_EventEndDate": "2025-05-02 12:00:00"}
    meta = EVENT | {"_EventRecurrence": php({"rules": [rule("Every Week", end="Never")]})}
    given = {"type": "tribe_events", "parent": 1}
    wordpress(
        item(1, type="tribe_events", meta=meta),
        item(2, meta=later, **given),
        item(3, meta={key: value.replace("05-02", "06-20") for key, value in later.items()}, **given),
        item(4, meta={key: value.replace("05-02", "07-20") for key, value in later.items()}, status="trash", **given),
        item(5, "Autre titre", meta=later, **given),
    )
    assert wordpress.new() == ["agenda/texte-1.md", "agenda/texte-5.md"]
    row = 'seances: ["18 avril 2025, 9h-15h30", "2 mai ainsi que 20 juin 2025, 10h-12h"]'
    assert row in wordpress.read("agenda/texte-1.md")
    rows = wordpress.read("anciennes-adresses.txt").split("\n")
    assert "/texte-3/ → /agenda/2025/texte-1/" in rows
    assert not [row for row in rows if "texte-4" in row]
    report = (wordpress.beside / REPORT).read_text("utf-8")
    assert report.count("une autre date du même événement") == 1


DAYS = "Les 18, 19 et 25 avril ainsi que 2 mai, {}à Namur."


@pytest.mark.parametrize(
    ("end", "words", "row"),
    [
        ("2025-05-02 16:00:00", DAYS.format("9h30-16h, "), 'seances: ["18, 19 et 25 avril ainsi que 2 mai 2025, 9h30-16h"]'),
        ("2025-05-02 16:00:00", DAYS.format(""), 'seances: ["18, 19 et 25 avril ainsi que 2 mai 2025, 9h-16h"]'),
        ("2025-05-02 08:00:00", DAYS.format(""), 'seances: ["18, 19 et 25 avril ainsi que 2 mai 2025"]'),
        ("2025-05-03 16:00:00", DAYS.format("9h30-16h, "), "debut: 2025-04-18 09:00\nfin: 2025-05-03 16:00"),
        ("2025-05-02 16:00:00", "Rien.", "debut: 2025-04-18 09:00\nfin: 2025-05-02 16:00"),
        ("2025-04-18 16:00:00", "Inscription les 18 et 19 avril.", "debut: 2025-04-18 09:00\nfin: 2025-04-18 16:00"),
    ],
)  # fmt: skip
def test_an_event_over_several_days_has_the_sessions_that_its_words_state(wordpress, end, words, row):
    wordpress(item(1, content=f"<p>{words}</p>", type="tribe_events", meta=EVENT | {"_EventEndDate": end}))
    text = wordpress.read("agenda/texte-1.md")
    assert row in text
    assert "formule" not in text.partition("a_verifier")[0]
    assert ("ajoutez « formule: cycle »" in text) == ("seances" in row)


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("Mardi 2 et jeudi 4 septembre 2025, de 9h à 12h.", 'seances: ["mardi 2 et jeudi 4 septembre 2025, 9h-12h"]'),
        ("Les 2 et 4 septembre 2025. Ou du 3 au 5 mars 2026.", "statut: brouillon"),
        ("Lundi 2 et jeudi 4 septembre 2025.", "statut: brouillon"),
        ("Les 2 et 4 septembre.", "statut: brouillon"),
        ("Le 2 septembre 2025.", "debut: 2025-09-02"),
    ],
)
def test_a_post_that_is_an_event_here_has_the_days_that_it_states(wordpress, words, row):
    (wordpress.beside / FILE).write_text("rubrique ateliers → evenement, Atelier\n", "utf-8")
    wordpress(item(1, content=f"<p>{words}</p>", terms=[("category", "ateliers")]))
    assert row in wordpress.read("agenda/texte-1.md")


def test_a_second_import_changes_no_byte(wordpress):
    (wordpress.uploads / "fete.jpg").write_bytes(JPEG)
    items = (item(11, content=f'<img src="{UP}/fete.jpg" alt="Fête">'), item(12, type="page"), *SECRETS)
    wordpress(*items)
    before = wordpress.bytes()
    assert "Rien n’a changé depuis le dernier import." in wordpress(*items)[1]
    assert wordpress.bytes() == before


def test_what_was_changed_by_hand_is_kept_and_what_was_deleted_does_not_come_back(wordpress):
    (wordpress.uploads / "fete.jpg").write_bytes(JPEG)
    links = f'<p><a href="{HOST}/texte-1/">un</a> <a href="{HOST}/texte-2/">deux</a></p>'
    items = [item(1), item(2), item(4, content=f'<img src="{UP}/fete.jpg" alt="Fête">')]
    wordpress(*items)
    edited = wordpress.read("actualites/texte-1.md").replace("2021-05-12", "2022-05-12").replace("mots", "mieux")
    (wordpress.content / "actualites/texte-1.md").write_text(edited, "utf-8")
    (wordpress.content / "actualites/texte-2.md").unlink()
    for _ in range(2):
        items[2] = item(4, content="<p>Sans image.</p>")
        assert wordpress(*items, item(5, content=links))[0] == 0
        assert wordpress.read("actualites/texte-1.md") == edited
        assert not (wordpress.content / "actualites/texte-2.md").exists()
        assert wordpress.read("actualites/texte-5.md").endswith("[un](/actualites/2022/texte-1/) deux\n")
        assert wordpress.read("actualites/texte-4.md").endswith("\n\nSans image.\n")
    report = (wordpress.beside / REPORT).read_text("utf-8")
    assert "## Vos changements sont gardés (1)\n\nUn nouvel import n’y touche pas.\n\n- actualites/texte-1.md" in report
    assert "## Vous les avez supprimés (1)\n\nIls ne reviennent pas.\n\n- actualites/texte-2.md" in report


def test_a_text_never_takes_the_file_of_an_earlier_one_that_the_export_lacks_now(wordpress):
    wordpress(item(1, slug="a"), item(2, slug="b"))
    (wordpress.content / "actualites/b.md").unlink()
    before = wordpress.read("actualites/a.md")
    wordpress(item(3, slug="a", content="<p>Autre.</p>"), item(4, slug="b"))
    assert wordpress.new() == ["actualites/a-2021.md", "actualites/a.md", "actualites/b-2021.md"]
    assert wordpress.read("actualites/a.md") == before


def test_an_import_that_was_cut_short_is_done_again(wordpress, monkeypatch):
    wordpress(item(1), item(2))
    wrote = wordpress_import._write

    def cut(file, data):
        if file == wordpress.content / "actualites/texte-3.md":
            raise KeyboardInterrupt
        wrote(file, data)

    monkeypatch.setattr(wordpress_import, "_write", cut)
    items = (item(1, content="<p>Autres mots.</p>"), item(2), item(3), item(4))
    with pytest.raises(KeyboardInterrupt):
        wordpress(*items)
    monkeypatch.undo()
    wordpress(*items)
    assert wordpress.new() == [f"actualites/texte-{number}.md" for number in (1, 2, 3, 4)]
    assert "\n/texte-3/ → /actualites/2021/texte-3/\n" in wordpress.read("anciennes-adresses.txt")
    assert "Autres mots." in wordpress.read("actualites/texte-1.md")
    assert "Vos changements" not in (wordpress.beside / REPORT).read_text("utf-8")


def test_what_lies_beside_may_be_damaged(wordpress):
    (wordpress.beside / FILE).write_bytes("rubrique é".encode("cp1252"))
    assert "un caractère n’est pas en UTF-8" in wordpress(item(1))[1]
    (wordpress.beside / FILE).write_text("")
    (wordpress.content.parent / "publication").mkdir()
    for damaged in ("{", "[]", '{"reports": {"x": {"day": "2026-11-23", "came": [], "parts": [[]]}}}'):
        (wordpress.content.parent / STATE).write_text(damaged)
        assert "est abîmé → reprenez sa dernière version (git)" in wordpress(item(1))[1]
    wordpress.uploads.rmdir()
    assert "n’est pas un dossier → donnez celui des médias" in wordpress(item(1))[1]


def test_a_text_that_is_private_in_a_newer_export_goes(wordpress):
    wordpress(item(1), item(2))
    wordpress(item(1, status="private"))
    assert wordpress.new() == ["actualites/texte-2.md"]


def test_a_trial_writes_nothing(wordpress):
    before = wordpress.bytes()
    code, said = wordpress(item(1), trial=True, first=True)
    assert (code, "C’était un essai : rien n’est écrit." in said) == (0, True)
    assert wordpress.bytes() == before | {wordpress.beside / "export.xml": export(item(1)).encode()}


def test_what_a_text_cannot_keep_is_left_and_told(wordpress):
    """A field that the site refuses goes; words that it refuses make a draft of words alone."""
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


def test_the_report_no_longer_asks_for_what_was_settled(wordpress):
    items = item(11, "Sans fin", "<p>À compléter</p><s>prix</s>"), item(12, "Liens", "<p>Ajouter liens</p>")
    wordpress(*items)
    (wordpress.content / "actualites/texte-11.md").write_text(
        wordpress.read("actualites/texte-11.md").partition("statut")[0]
        + "resume: r\ndate: 2021-05-12\ncategorie: A\n---\n"
    )
    _, said = wordpress(*items)
    assert "Dont 1 brouillon." in said
    report = (wordpress.beside / REPORT).read_text("utf-8")
    assert "\n- actualites/texte-12.md : « Ajouter liens »" in report.partition("## Brouillons inachevés (1)")[2]
    assert "Ce qui n’a pas suivi" not in report
    assert report.count("texte-11") == 1


def test_what_is_told_is_kept_for_the_desk_and_a_run_that_changes_nothing_changes_nothing_of_it(wordpress, monkeypatch):
    """The day and the lines of the old addresses among it."""
    (wordpress.content / "anciennes-adresses.txt").write_text("/texte-1/ → /contact/\n", "utf-8")
    items = (item(1, "Un témoignage", f'<p>m</p><img src="{UP}/fete.jpg">'), item(2), item(3, status="private"))
    wordpress(*items)
    wordpress(*items[:1], item(2, status="trash"))
    before = wordpress.bytes()
    monkeypatch.setattr("tests.unit.importing.test_wordpress_import.TODAY", dt.date(2026, 12, 1))
    wordpress(*items[:1], item(2, status="trash"))
    assert wordpress.bytes() == before
    kept = Imported.read(wordpress.content.parent / STATE).reports["ancien.example"]
    text = "actualites/texte-1.md"
    assert {part.title: part.rows for part in kept.parts} == {
        "Brouillons qui parlent peut-être de personnes": ((text, f"« témoignage » : {OF_PEOPLE}"),),
        "Images et documents perdus": ((text, "fete.jpg : le fichier n’est pas dans le dossier des médias"),),
        "Restés dehors": (("", "à la corbeille : 1"),),
        "Retirés": (("actualites/texte-2.md", ""),),
        "Ce que contenait l’export": (("", "articles : 2"),),
    }


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


def test_several_files_are_one_site_and_may_be_compressed(tmp_path):
    (tmp_path / "a.xml").write_text(export(item(1), item(2, "Avant")), "utf-8")
    (tmp_path / "b.xml.gz").write_bytes(gzip.compress(export(item(2, "Après")).encode()))
    read = read_exports([tmp_path / "a.xml", tmp_path / "b.xml.gz"])
    assert {number: found.title for number, found in read.items.items()} == {1: "Titre", 2: "Après"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "n’est pas un export de WordPress"),
        (b"<rss><channel/></rss>", "n’est pas un export de WordPress"),
        (HEAD.encode() + b"<item>", "le fichier est abîmé ou coupé"),
        (
            HEAD.replace("<rss", "<!DOCTYPE x [<!ENTITY y 'z'>]><rss", 1).encode() + b"</channel></rss>",
            "code dangereux",
        ),
        (HEAD.encode("utf-16"), "n’est pas un export de WordPress"),
    ],
)
def test_a_file_that_is_no_export_is_refused(tmp_path, data, said):
    (tmp_path / "a.xml").write_bytes(data)
    with pytest.raises(UnreadableExport, match=said):
        read_exports([tmp_path / "a.xml"])


def test_an_export_that_is_cut_or_too_large_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(export(item(1)).encode())[:-20])
    with pytest.raises(UnreadableExport, match="ne s’ouvre pas"):
        read_exports([tmp_path / "a.xml.gz"])
    monkeypatch.setattr("plugins.importing.wordpress_export.MOST_BYTES", 1_000)
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(export(*(item(n) for n in range(9))).encode()))
    with pytest.raises(UnreadableExport, match="dépasse"):
        read_exports([tmp_path / "a.xml.gz"])


def test_a_control_character_does_not_end_the_import(tmp_path):
    (tmp_path / "a.xml").write_text(export(item(1, "Un\x0btitre")), "utf-8")
    assert read_exports([tmp_path / "a.xml"]).items[1].title == "Untitre"


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
    """Links in its texts lead to where those are now all the same."""
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


def test_what_was_written_is_remembered_beside_the_publications(wordpress):
    wordpress(item(1))
    state = json.loads((wordpress.content.parent / "publication/imported.json").read_text("utf-8"))
    assert state["texts"] == {"1": "actualites/texte-1.md"}


def test_an_old_address_that_stood_in_the_list_leads_to_its_own_text_once_that_came(wordpress):
    standing = "/texte-1 → /contact/\n/texte-2/ -> /contact/\n/texte-3/\n/texte-* → /contact/\n"
    (wordpress.content / "anciennes-adresses.txt").write_text(standing, "utf-8")
    items = (item(1), item(3), item(4, content=""), item(2, status="private"))
    assert wordpress(*items)[0] == 0
    rows = wordpress.read("anciennes-adresses.txt").split("\n")
    assert rows[:4] == [
        "/texte-1/ → /actualites/2021/texte-1/",
        "/texte-2/ -> /contact/",
        "/texte-3/ → /actualites/2021/texte-3/",
        "/texte-* → /contact/",
    ]
    assert len(rows) == len(set(rows)) + rows.count("") - 1
    report = (wordpress.beside / REPORT).read_text("utf-8")
    assert "- /texte-1 → /contact/\n- /texte-3/\n" in report.partition("Anciennes adresses qui mènent maintenant")[2]
    changed = wordpress.read("anciennes-adresses.txt").replace(rows[0], "/texte-1/ → /contact/")
    (wordpress.content / "anciennes-adresses.txt").write_text(changed, "utf-8")
    wordpress(*items)
    assert wordpress.read("anciennes-adresses.txt") == changed
