from pathlib import Path

import pytest

from tooling.targets.server_settings import EXAMPLE, Server, read_server
from tooling.targets.target import TargetRefused

ROOT = Path(__file__).parents[3]


@pytest.fixture
def written(tmp_path):
    def write(text):
        file = tmp_path / "publication.toml"
        file.write_text(text, "utf-8")
        return file

    return write


def test_the_example_is_understood(written):
    assert read_server(written(EXAMPLE)) == Server("www.exemple.be", "publication", "/srv/cainamur", 22)


def test_the_committed_file_holds_the_example_as_a_comment():
    text = (ROOT / "publication.toml").read_text("utf-8")
    assert "\n".join(f"# {line}" for line in EXAMPLE.splitlines()) in text


def test_no_server_is_set_yet():
    with pytest.raises(TargetRefused, match="écrivez ceci dans publication"):
        read_server(ROOT / "publication.toml")


def test_a_missing_file_is_told_like_an_empty_one(tmp_path):
    with pytest.raises(TargetRefused, match=r"\[serveur\]"):
        read_server(tmp_path / "publication.toml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('hote = "www.exemple.be"', "", "publication.toml : hote : « » → écrivez un nom comme www.exemple.be"),
        ("www.exemple.be", "-oProxyCommand=x", "hote : « -oProxyCommand=x » →"),
        ("publication", "a b", "utilisateur : « a b » →"),
        ("/srv/cainamur", "srv", "dossier : « srv » → écrivez un chemin comme /srv/cainamur"),
        ("/srv/cainamur", "/", "dossier : « / » →"),
        ("www.exemple.be", "2001:db8::1", "hote : « 2001:db8::1 » → écrivez un nom comme www.exemple.be, sans « : »"),
        ("/srv/cainamur", "/srv/../etc", "dossier : « /srv/../etc » →"),
        ("/srv/cainamur", "/srv/..", "dossier : « /srv/.. » →"),
        ('"publication"', "12", "utilisateur : « 12 » → écrivez un texte entre guillemets"),
        ('"www.exemple.be"', "[1]", "hote : « [1] » → écrivez un texte entre guillemets"),
        ("22", "true", "port : « True » → écrivez un nombre"),
        ("22", '22\noptions_ssh = "-v"', "options_ssh : « -v » → écrivez une liste de textes"),
        ("22", '22\noptions_ssh = ["ailleurs.be"]', "où chaque option commence par « - »"),
        ("22", '22\noptions_ssh = ["-i", "cle", "ailleurs.be"]', "où chaque option commence par « - »"),
        ("22", "0", "port : « 0 » → écrivez un nombre entre 1 et 65535"),
        ("22", '"22"', "port : « 22 » →"),
        ("port", "porte", "porte : champ inconnu → retirez-le"),
        ("22", "22\noptions_ssh = [1]", "options_ssh : écrivez une liste de textes"),
        ("[serveur]", "[serveur", "ne se lit pas"),
    ],
)
def test_a_mistake_is_told_with_what_to_write(written, old, new, told):
    with pytest.raises(TargetRefused) as refused:
        read_server(written(EXAMPLE.replace(old, new)))
    assert told in str(refused.value).replace("«  »", "« »")


def test_options_and_their_values_go_to_ssh(written):
    server = read_server(written(f'{EXAMPLE}\noptions_ssh = ["-i", "cle", "-v", "-o", "Compression=yes"]'))
    assert server.ssh[-7:-2] == ("-i", "cle", "-v", "-o", "Compression=yes")


def test_an_unknown_server_is_refused_unless_the_officer_says_otherwise(written):
    strict = "StrictHostKeyChecking=yes"
    assert read_server(written(EXAMPLE)).ssh[-2:] == ("-o", strict)
    own = read_server(written(f'{EXAMPLE}\noptions_ssh = ["-o", "StrictHostKeyChecking=accept-new"]'))
    assert own.ssh.index("StrictHostKeyChecking=accept-new") < own.ssh.index(strict)  # ssh uses the first value
