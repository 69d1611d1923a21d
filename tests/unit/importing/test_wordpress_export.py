"""The export files of WordPress: what is read from them, and which are refused."""

import gzip

import pytest

from plugins.importing.wordpress_export import UnreadableExport, read_exports
from tests.unit.importing.wxr import HEAD, export, item


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
