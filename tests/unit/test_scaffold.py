import datetime as dt

import pytest

from plugins.content.loading import load
from plugins.content.mistakes import ContentMistakes
from plugins.scaffold import BY_WORD, main

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize("word", BY_WORD)
def test_a_new_file_lacks_nothing_but_what_is_empty(word, tmp_path, capsys):
    assert main(word, "L'été : « fête » n° 2", tmp_path, TODAY) == 0
    file = next(tmp_path.rglob("*.md"))
    assert f"Le fichier {file.as_posix()} est prêt." in capsys.readouterr().out
    load(tmp_path, TODAY)
    file.write_text(file.read_text("utf-8").replace('statut: "brouillon"\n', ""), "utf-8")
    with pytest.raises(ContentMistakes) as found:
        load(tmp_path, TODAY)
    assert all("ce champ est vide" in mistake.message for mistake in found.value.mistakes)


def test_the_words_are_those_of_the_house():
    assert " ".join(BY_WORD) == (
        "bureau personne equipe evenement position plateforme actualite mission ressource chiffres organisation accessibilite page"
    )


def test_nothing_is_ever_overwritten(tmp_path, capsys):
    main("page", "Une page", tmp_path, TODAY)
    file = tmp_path / "pages/une-page.md"
    file.write_text("précieux", "utf-8")
    assert main("page", "Une page !", tmp_path, TODAY) == 1
    assert file.read_text("utf-8") == "précieux"
    assert "existe déjà : rien n’a été changé." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("word", "title", "message"),
    [
        (
            "evenment",
            "x",
            "« evenment » n’est pas un type → vouliez-vous dire « evenement » ? Types possibles : bureau,",
        ),
        ("page", "!!!", "Le titre « !!! » n’a ni lettre ni chiffre : il en faut pour le nom du fichier."),
    ],
)
def test_what_cannot_be_made_is_told(word, title, message, tmp_path, capsys):
    assert main(word, title, tmp_path, TODAY) == 1
    assert message in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_accents_and_capitals_are_forgiven(tmp_path):
    assert main("Événement", "x", tmp_path, TODAY) == 0
