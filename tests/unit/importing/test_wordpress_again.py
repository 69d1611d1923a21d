"""A second import keeps what was changed or deleted here since the first, and removes what has become private."""

import datetime as dt
import json

import pytest

from plugins.importing import wordpress_import
from plugins.importing.filling import OF_PEOPLE
from plugins.importing.mapping import FILE
from plugins.importing.state import FILE as STATE
from plugins.importing.state import Imported
from plugins.importing.wordpress_import import REPORT
from tests.drawn import JPEG
from tests.unit.importing.wxr import HOST, SECRETS, UP, item


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


def test_what_is_told_is_kept_for_the_desk_and_a_run_that_changes_nothing_changes_nothing_of_it(wordpress):
    """Neither the day of the last run nor the lines of old addresses change, either."""
    (wordpress.content / "anciennes-adresses.txt").write_text("/texte-1/ → /contact/\n", "utf-8")
    items = (item(1, "Un témoignage", f'<p>m</p><img src="{UP}/fete.jpg">'), item(2), item(3, status="private"))
    wordpress(*items)
    wordpress(*items[:1], item(2, status="trash"))
    before = wordpress.bytes()
    wordpress(*items[:1], item(2, status="trash"), today=dt.date(2026, 12, 1))
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
