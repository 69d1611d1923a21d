from pathlib import Path

import pytest

from tooling.server_settings import EXAMPLE, Server, read
from tooling.targets import TargetRefused

ROOT = Path(__file__).parents[2]


@pytest.fixture
def written(tmp_path):
    def write(text):
        file = tmp_path / "publication.toml"
        file.write_text(text, "utf-8")
        return file

    return write


def test_the_example_is_understood(written):
    assert read(written(EXAMPLE)) == Server("www.exemple.be", "publication", "/srv/cainamur", 22)


def test_the_committed_file_holds_the_example_as_a_comment():
    text = (ROOT / "publication.toml").read_text("utf-8")
    assert "\n".join(f"# {line}" for line in EXAMPLE.splitlines()) in text


def test_no_server_is_set_yet():
    with pytest.raises(TargetRefused, match="écrivez ceci dans publication"):
        read(ROOT / "publication.toml")


def test_a_missing_file_is_told_like_an_empty_one(tmp_path):
    with pytest.raises(TargetRefused, match=r"\[serveur\]"):
        read(tmp_path / "publication.toml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('hote = "www.exemple.be"', "", "publication.toml : hote : « » → écrivez un nom comme www.exemple.be"),
        ("www.exemple.be", "-oProxyCommand=x", "hote : « -oProxyCommand=x » →"),
        ("publication", "a b", "utilisateur : « a b » →"),
        ("/srv/cainamur", "srv", "dossier : « srv » → écrivez un chemin comme /srv/cainamur"),
        ("/srv/cainamur", "/", "dossier : « / » →"),
        ("22", "0", "port : « 0 » → écrivez un nombre entre 1 et 65535"),
        ("22", '"22"', "port : « 22 » →"),
        ("port", "porte", "porte : champ inconnu → retirez-le"),
        ("22", "22\noptions_ssh = [1]", "options_ssh : écrivez une liste de textes"),
        ("[serveur]", "[serveur", "ne se lit pas"),
    ],
)
def test_a_mistake_is_told_with_what_to_write(written, old, new, told):
    with pytest.raises(TargetRefused) as refused:
        read(written(EXAMPLE.replace(old, new)))
    assert told in str(refused.value).replace("«  »", "« »")
