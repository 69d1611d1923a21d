import builtins
import datetime as dt
import re
import sys

import pytest

from plugins.base.mistakes import ContentMistakes
from plugins.desk import scaffold
from plugins.desk.scaffold import LONGEST_SLUG, SOLE_BY_WORD, TYPE_BY_WORD, main, text
from plugins.model import BY_KIND
from plugins.source.front_matter import read
from plugins.source.loading import load

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def typed(monkeypatch):
    """A function that types lines at a terminal: None is Ctrl-D, and an exception is raised in place of a line."""

    def type_in(*lines):
        rest = iter(lines)

        def answer(_):
            line = next(rest)
            if line is None or isinstance(line, type):
                raise line or EOFError
            return line

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(builtins, "input", answer)
        return rest

    return type_in


@pytest.mark.parametrize("word", TYPE_BY_WORD)
def test_a_new_file_lacks_nothing_but_what_is_empty(word, tmp_path, capsys):
    assert main(word, "L'été : « fête » n° 2", tmp_path, TODAY) == 0
    file = next(tmp_path.rglob("*.md"))
    assert f"Le fichier {file.as_posix()} est prêt." in capsys.readouterr().out
    load(tmp_path, TODAY)
    file.write_text(file.read_text("utf-8").replace("statut: brouillon\n", ""), "utf-8")
    with pytest.raises(ContentMistakes) as found:
        load(tmp_path, TODAY)
    assert all("ce champ est vide" in mistake.message for mistake in found.value.mistakes)


@pytest.mark.parametrize("word", TYPE_BY_WORD)
def test_every_optional_field_is_there_behind_a_sign_and_is_told_when_it_is_left(word, tmp_path):
    """The officer removes the « # » of every line and writes no values."""
    source = text(TYPE_BY_WORD[word], "Titre", TODAY, tmp_path)
    folder = tmp_path / TYPE_BY_WORD[word].folder
    folder.mkdir(exist_ok=True)
    (folder / "titre.md").write_text(re.sub(r"^#(?! )", "", source, flags=re.M), "utf-8")
    values = read("x", (folder / "titre.md").read_bytes()).values
    assert set(values) == {field.alias for field in TYPE_BY_WORD[word].model_fields.values()}
    with pytest.raises(ContentMistakes) as found:
        load(tmp_path, TODAY)
    told = [mistake.message for mistake in found.value.mistakes]
    assert all("c’est encore l’explication de ce champ → écrivez la valeur" in message for message in told)
    assert any("a_verifier" in message for message in told)


def test_a_new_event_once_filled_is_a_page(site, tmp_path):
    """The officer fills in the required fields, two optional ones and the text."""
    source = text(TYPE_BY_WORD["evenement"], "Fête", TODAY, tmp_path)
    for before, after in (
        ("# Quand tout est prêt, effacez la ligne qui suit.\nstatut: brouillon\n", ""),
        ("resume:\n", "resume: Une fête à Dinant.\n"),
        ("genre:\n", "genre: fête\n"),
        ("debut:\n", "debut: 2027-06-21 14:00\n"),
        ("#fin: la fin, si elle est connue\n", "fin: 2027-06-21 18:00\n"),
        ("#lieu:\n#  nom: le nom du lieu\n", "lieu:\n  nom: Maison de la culture\n"),
    ):
        assert before in source
        source = source.replace(before, after)
    (event,) = site({"agenda/fete.md": source + "Venez !\n"}).coming_events
    assert (event.place.name, str(event.end), "Venez" in event.html) == (
        "Maison de la culture",
        "2027-06-21 18:00",
        True,
    )


def test_a_new_file_is_short_to_read(tmp_path):
    rows = text(TYPE_BY_WORD["actualite"], "Titre", TODAY, tmp_path).splitlines()
    assert len(rows) < 38
    assert "# une phrase qui dit l’essentiel ; elle paraît aussi dans les moteurs de recherche" in rows


def test_a_hint_names_the_files_that_may_be_named(tmp_path):
    (tmp_path / "missions").mkdir()
    for name in ("formation", "information"):
        (tmp_path / f"missions/{name}.md").touch()
    rows = text(TYPE_BY_WORD["evenement"], "Titre", TODAY, tmp_path).splitlines()
    assert "#mission: la mission dont il relève (formation, information)" in rows
    assert "#plateforme: la plateforme qui le porte (le nom d’un fichier de plateformes/)" in rows


def test_the_words_are_those_of_the_house():
    assert " ".join(TYPE_BY_WORD) == (
        "bureau besoin mission formation evenement position actualite equipe personne plateforme ressource chiffres organisation accessibilite page"
    )


def test_nothing_is_ever_overwritten(tmp_path, capsys):
    main("page", "Une page", tmp_path, TODAY)
    file = tmp_path / "pages/une-page.md"
    file.write_text("précieux", "utf-8")
    assert main("page", "Une page !", tmp_path, TODAY) == 1
    assert file.read_text("utf-8") == "précieux"
    assert "existe déjà : rien n’a été changé → choisissez un autre titre" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("word", "title", "message"),
    [
        (
            "evenment",
            "x",
            "« evenment » n’est pas un type → vouliez-vous dire « evenement » ? Types possibles : bureau,",
        ),
        ("page", "!!!", "Le titre « !!! » n’a ni lettre ni chiffre pour le nom du fichier → ajoutez-en."),
        ("bureau", "Fiche", "« fiche » est déjà le nom d’une page du site → choisissez un autre titre."),
        ("evenement", "Index", "« index » est déjà le nom d’une page du site → choisissez un autre titre."),
    ],
)
def test_what_cannot_be_made_is_told(word, title, message, tmp_path, capsys):
    assert main(word, title, tmp_path, TODAY) == 1
    assert message in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('Dire "non" : l\'été #1 & œuvre 🎉', "dire-non-l-ete-1-oeuvre"),
        ("2027, année des langues", "2027-annee-des-langues"),
        ("Un mot " * 28 + "fin", "un-mot-" * 8 + "un"),
        ("x" * 200, "x" * LONGEST_SLUG),
        ("Un\ttitre\x7f\nsur\u2028deux lignes\udc80", "un-titre-sur-deux-lignes"),
        ("---", None),
    ],
)
def test_any_title_can_be_written_and_read_back(title, name, tmp_path):
    code = main("page", title, tmp_path, TODAY)
    assert code == (0 if name else 1)
    if name:
        (file,) = tmp_path.rglob("*.md")
        assert file.stem == name
        shown = read("x", file.read_bytes()).values["titre"]
        assert shown == " ".join(re.sub(r"[\t\n\x7f\u2028\udc80]", " ", title).split())


def test_accents_and_capitals_are_forgiven(tmp_path):
    assert main("Événement", "x", tmp_path, TODAY) == 0


def test_the_next_steps_are_told_with_their_commands(tmp_path, capsys):
    main("evenement", "Fête", tmp_path, TODAY, "python tasks.py")
    said = capsys.readouterr().out
    assert "Sa page aura l’adresse /agenda/ANNÉE/fete/ ; l’année est celle de « debut »." in said
    assert "python tasks.py verifier agenda/fete" in said
    assert "python tasks.py servir" in said


def test_asked_for_nothing_it_asks_for_everything_one_can_tell(typed, tmp_path, capsys):
    rest = typed(
        *("deux", "99", "2", "", "Fête : « été »", "Une fête.", "fête"),
        *("03/04/2027", "21/06/2027", "La Citadelle", "", "5x", "5500", "Dinant", ""),
    )
    assert main("", "", tmp_path, TODAY) == 0
    assert not list(rest)
    said = capsys.readouterr().out
    assert "  2. événement\n" in said
    assert said.count("Tapez un numéro de 1 à 15") == 2
    assert "« 03/04/2027 » → écrivez 2027-04-03 ou 2027-03-04\n" in said
    assert "Compris : 2027-06-21, lundi 21 juin 2027.\n" in said
    assert "« 5x » n’est pas un code postal belge → écrivez quatre chiffres" in said
    assert "/agenda/2027/fete-ete/" in said
    event = load(tmp_path, TODAY, with_drafts=True).coming_events[0]
    assert (event.genre, event.place.name, event.place.postcode) == ("fête", "La Citadelle", "5500")


def test_a_category_is_chosen_among_those_that_there_are(typed, tmp_path, monkeypatch, capsys):
    news = "---\ntitre: N\nresume: r\ndate: 2026-01-01\ncategorie: {}\n---\n"
    (tmp_path / "actualites").mkdir()
    for name, category in (("a", "Vie du Centre"), ("b", "Événement"), ("c", "Vie du Centre")):
        (tmp_path / f"actualites/{name}.md").write_text(news.format(category), "utf-8")
    (tmp_path / "actualites/d.md").write_text("pas d'en-tête", "utf-8")
    rest = typed("Titre", "Un résumé.", "25/11/2026", "Événement")
    answer, asked = builtins.input, []
    monkeypatch.setattr(builtins, "input", lambda question: (asked.append(question), answer(question))[1])
    assert main("actualite", "", tmp_path, TODAY) == 0
    assert not list(rest)
    assert "categorie : la rubrique (déjà là : Événement, Vie du Centre)\n> " in asked
    values = read("x", (tmp_path / "actualites/titre.md").read_bytes()).values
    assert (values["date"], values["categorie"]) == ("2026-11-25", "Événement")


def test_a_new_office_may_tell_its_permanence(typed, tmp_path):
    (tmp_path / "personnes").mkdir()
    for name in ("ana-b", "leo-c"):
        (tmp_path / f"personnes/{name}.md").write_text(
            f"---\nstatut: brouillon\nprenom: {name}\nnom: b\n---\n", "utf-8"
        )
    typed("Florennes", "R 1", "5620", "Florennes", "2e mardy du mois", "2e mardi du mois", "ana", "ana-b, leo-c")
    assert main("bureau", "", tmp_path, TODAY) == 0
    values = read("x", (tmp_path / "bureaux/florennes.md").read_bytes()).values
    assert values["permanences"] == [{"quand": "2e mardi du mois", "qui": ["ana-b", "leo-c"]}]


def test_enter_leaves_a_field_for_later(typed, tmp_path):
    typed("Titre", "", "", "", "")
    assert main("position", "", tmp_path, TODAY) == 0
    assert "\nniveau:\n" in (tmp_path / "positions/titre.md").read_text("utf-8")


@pytest.mark.parametrize("end", [None, KeyboardInterrupt])
@pytest.mark.parametrize("before", [[], ["2"], ["2", "Titre", "resume"]])
def test_giving_up_leaves_nothing_behind(typed, tmp_path, capsys, before, end):
    typed(*before, end)
    assert main("", "", tmp_path, TODAY) == 1
    assert capsys.readouterr().out.endswith("\nRien n’a été créé.\n")
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize(("word", "title"), [("", ""), ("page", "")])
def test_without_a_terminal_nothing_is_asked(word, title, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert main(word, title, tmp_path, TODAY) == 1
    assert "Il manque le type ou le titre → écrivez par exemple : python3 tasks.py nouveau" in capsys.readouterr().out


def test_every_kind_can_be_named(tmp_path):
    assert len(TYPE_BY_WORD) == len(BY_KIND)


def test_a_file_that_came_while_she_answered_is_kept(typed, tmp_path, monkeypatch, capsys):
    def ask(cls, content):
        (tmp_path / "pages").mkdir()
        (tmp_path / "pages/titre.md").write_text("précieux", "utf-8")
        return {}

    monkeypatch.setattr(scaffold, "ask_fields", ask)
    typed("Titre")
    assert main("page", "", tmp_path, TODAY) == 1
    assert (tmp_path / "pages/titre.md").read_text("utf-8") == "précieux"
    assert "existe déjà" in capsys.readouterr().out


@pytest.mark.parametrize("word", SOLE_BY_WORD)
def test_a_file_of_the_folder_itself_lacks_nothing_but_what_is_empty(word, tmp_path, capsys):
    file = tmp_path / SOLE_BY_WORD[word].file
    assert main(word, "", tmp_path, TODAY) == 0
    assert f"Le fichier {file.as_posix()} est prêt." in capsys.readouterr().out
    with pytest.raises(ContentMistakes) as found:
        load(tmp_path, TODAY)
    assert all("ce champ est vide" in mistake.message for mistake in found.value.mistakes)
    before = file.read_bytes()
    assert main(word, "", tmp_path, TODAY) == 1
    assert "existe déjà" in capsys.readouterr().out
    assert file.read_bytes() == before


EDITION = """---
# l'an dernier
titre: Six jours
resume: Six jours pour apprendre.
genre: formation
etat: confirmé
seances:
  - 10 et 12 novembre 2026, 9h-16h
  - {le: 12 novembre, etat: annulé}
lieu: {nom: Moulin, localite: Dinant}
inscription: {courriel: a@exemple.be, jusqu_au: 2026-11-01}
places: 3
publics: [Équipes, Volontaires]
programme: Bienvenue
prix: 5 €
verifie_le: 2026-10-01
a_verifier: La salle.
---

Le texte.
"""


def test_the_next_edition_begins_with_the_one_before(content, capsys):
    folder = content({"agenda/six-jours.md": EDITION})
    assert main("evenement", "Six jours, encore", folder, TODAY, like="six-jours") == 0
    file = folder / "agenda/six-jours-encore.md"
    source = read("x", file.read_bytes())
    said = {key: value for key, value in source.values.items() if value}
    assert said == {
        "statut": "brouillon",
        "titre": "Six jours, encore",
        "resume": "Six jours pour apprendre.",
        "genre": "formation",
        "seances": [{"le": None}],
        "lieu": {"nom": "Moulin", "localite": "Dinant"},
        "inscription": {"courriel": "a@exemple.be"},
        "publics": ["Équipes", "Volontaires"],
        "programme": "Bienvenue",
        "prix": "5 €",
        "edition_precedente": "six-jours",
    }
    assert source.body.strip() == "Le texte."
    written = file.read_text("utf-8").replace("statut: brouillon\n", "").replace("- le:", "- 9 novembre 2027, 9h-16h")
    file.write_text(written, "utf-8")
    found = load(folder, TODAY).get("event", "six-jours-encore")
    assert (str(found.start), found.previous_edition) == ("2027-11-09 09:00", "six-jours")


@pytest.mark.parametrize(
    ("word", "like", "said"),
    [
        ("evenement", "six-jour", "n’existe pas → vouliez-vous dire « six-jours » ?"),
        ("evenement", "zzz", "n’existe pas → écrivez le nom du fichier de la fois d’avant, sans .md"),
        ("evenement", "casse", "agenda/casse.md:1: le fichier est vide"),
        ("page", "six-jours", "Seul ce type a des éditions : evenement → enlevez « --comme »."),
    ],
)
def test_an_edition_that_cannot_be_read_is_told_and_nothing_is_written(content, capsys, word, like, said):
    folder = content({"agenda/six-jours.md": EDITION, "agenda/casse.md": ""})
    before = sorted(folder.rglob("*.md"))
    assert main(word, "Encore", folder, TODAY, like=like) == 1
    assert said in capsys.readouterr().out.replace("\u00a0", " ")
    assert sorted(folder.rglob("*.md")) == before
