from hypothesis import given
from hypothesis import strategies as st

from plugins.base.typography import ended, fold, french, slugify
from tests.tables import each_row


@each_row(
    ("typed", "set_in_french"),
    [
        ("l'accueil d'Andenne", "l’accueil d’Andenne"),
        ("Vous arrivez ?", "Vous arrivez\u00a0?"),
        ("« Clap »", "«\u00a0Clap\u00a0»"),
        ("«Clap»", "«\u00a0Clap»"),
        ("Forum : Emploi ; fin !", "Forum\u00a0: Emploi\u00a0; fin\u00a0!"),
        ("1 030 personnes", "1\u00a0030 personnes"),
        ("et ainsi de suite...", "et ainsi de suite…"),
        ("le 27 novembre à 9:30", "le 27 novembre à 9:30"),
        ("voir :smile: ici", "voir :smile: ici"),
    ],
)
def test_typed_text_is_set_in_french(typed, set_in_french):
    assert french(typed) == set_in_french


@given(st.text(alphabet="aé' «»:;!?.0123\u00a0\n"))
def test_setting_twice_changes_nothing_more(text):
    assert french(french(text)) == french(text)


def test_a_slug_is_plain_ascii():
    assert slugify("L’Œuvre d’Éghezée : 2e édition !") == "l-oeuvre-d-eghezee-2e-edition"
    assert fold("ÉGHEZÉE") == "eghezee"


@each_row(
    ("text", "whole"), [("Un texte", "Un texte."), ("Un texte.", "Un texte."), ("ብቆጸራ", "ብቆጸራ።"), ("ብቆጸራ።", "ብቆጸራ።")]
)
def test_a_text_ends_with_the_full_stop_of_its_script(text, whole):
    assert ended(text) == whole
