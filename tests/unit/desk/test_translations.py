"""The command ``traductions``: updates the catalogues, reports their state, prints and takes back sheets."""

import datetime as dt
import re
from pathlib import Path

import html5lib
import pytest

from plugins.desk import translations
from plugins.desk.translations import Request, main, states
from plugins.languages.catalogue import read_catalogue
from plugins.languages.po import parse_po
from plugins.source.loading import load

TODAY = dt.date(2026, 11, 23)
HEAD = 'msgid ""\nmsgstr "Language: {}\\n"\n'
TASK = "---\ntitre: Rouler\nresume: On répare un vélo.\nordre: 1\n---\n\nVenez avec [votre vélo](/permanences/).\n"
FILES = {
    "content/besoins/rouler.md": TASK,
    "theme/templates/task.html": "{% trans who=1 %}Appelez {{ who }}.{% endtrans %}",
    "theme/translations/uk/messages.po": HEAD.format("uk"),
    "theme/translations/ar/messages.po": HEAD.format("ar"),
}
UK, AR = (Path(f"theme/translations/{code}/messages.po") for code in ("uk", "ar"))


@pytest.fixture
def run(content, capsys, monkeypatch, tmp_path):
    """A function that runs the command on some files; it returns the exit code, stdout and stderr."""
    content(FILES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(translations, "french_messages", lambda *given: list(only_own(*given)))

    def command(files=(), **asked):
        content(dict(files))
        code = main(Path("content"), Path("theme"), TODAY, Request(**asked))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def only_own(*given, listed=translations.french_messages):
    """List the messages of the task and of its template, without those of the program and of pages of every site."""
    for message in listed(*given, Path("program")):
        if {"content/besoins/rouler.md", "theme/templates/task.html"} & set(message.files):
            yield message


def with_words(path, words):
    """Return the text of a catalogue with translations filled in, by the French."""
    text = path.read_text("utf-8")
    for french, said in words.items():
        assert f'msgid "{french}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{french}"\nmsgstr ""', f'msgid "{french}"\nmsgstr "{said}"')
    return text


WORDS = {
    "Rouler": "Їздити",
    "On répare un vélo.": "Ми лагодимо велосипед.",
    "Venez avec [votre vélo](/permanences/).": "Приїжджайте [велосипедом](/permanences/).",
    "Appelez %(who)s.": "Телефонуйте: %(who)s.",
}


@pytest.fixture
def whole(run):
    """The command ``run``, after every message was translated into Ukrainian."""
    run()
    UK.write_text(with_words(UK, WORDS), "utf-8")
    assert run()[0] == 0
    return run


def test_a_new_file_gets_every_message_and_a_second_run_changes_nothing(run):
    code, out, _ = run()
    assert code == 0
    assert "ukrainien (uk) : 4 textes ; 4 sans traduction, soit 11 mots" in out
    assert "Mis à jour : theme/translations/ar/messages.po, theme/translations/uk/messages.po." in out
    assert [message.french[0] for message in parse_po(UK.read_text("utf-8")).messages] == list(WORDS)
    before = UK.read_bytes()
    assert "étaient à jour" in run()[1]
    assert UK.read_bytes() == before


def test_a_language_that_the_site_is_to_have_gets_a_file(run):
    assert "turc (tr) : 4 textes ; 4 sans traduction" in run(languages=("tr", "uk"))[1]
    assert len(parse_po(Path("theme/translations/tr/messages.po").read_text("utf-8")).messages) == 4


def test_the_progress_follows_every_file_at_the_next_look(run, content):
    run()
    words = with_words(UK, {"Rouler": WORDS["Rouler"]})
    template = FILES["theme/templates/task.html"] + "{% trans %}Entrez.{% endtrans %}"

    def looked_at():
        site = load(Path("content"), TODAY)
        return {state.code: (state.count, len(state.missing)) for state in states(site, Path("content"), Path("theme"))}

    for path, text, expected in (
        (AR.as_posix(), AR.read_text("utf-8"), {"ar": (4, 4), "uk": (4, 4)}),  # as it was
        (UK.as_posix(), words, {"ar": (4, 4), "uk": (4, 3)}),
        ("theme/templates/task.html", template, {"ar": (5, 5), "uk": (5, 4)}),
        ("content/besoins/rouler.md", f"{TASK}\nMettez un casque.\n", {"ar": (6, 6), "uk": (6, 5)}),
    ):
        content({path: text})
        assert looked_at() == looked_at() == expected, path


def test_a_code_of_no_language_is_told(run):
    code, out, err = run(languages=("xx", "uk"))
    assert (code, out) == (1, "")
    assert "identity.toml:1: « xx » n’est le code d’aucune langue" in err


def test_a_change_of_the_french_is_told_with_its_line(whole):
    _, out, _ = whole({"content/besoins/rouler.md": TASK.replace("un vélo.", "un vieux vélo.")})
    assert "ukrainien (uk) : 4 textes ; 1 à revoir (le français a changé), soit 5 mots ; 3 à faire relire" in out
    line = UK.read_text("utf-8").split("\n").index('msgid "On répare un vieux vélo."') + 1
    assert f"theme/translations/uk/messages.po:{line}: à revoir : « On répare un vieux vélo. »" in out
    assert read_catalogue(UK, "uk").gettext("On répare un vieux vélo.") == WORDS["On répare un vélo."]


def test_what_may_be_wrong_is_told_and_blocks_nothing(run):
    run()
    UK.write_text(with_words(UK, {"Rouler": "Їздити."}), "utf-8")
    code, out, _ = run()
    assert code == 0
    assert re.search(r"theme/translations/uk/messages.po:\d+: « Rouler » : le texte finit par", out)


@pytest.mark.parametrize("damage", ['msgid "x\nmsgstr ""\n', '\n#: a.html\nmsgid "%(a)s"\nmsgstr "%(b)s"\n'])
def test_a_damaged_file_is_told_and_none_is_written(run, damage):
    code, out, err = run({UK.as_posix(): HEAD.format("uk") + damage})
    assert (code, out) == (1, "")
    assert re.match(r"theme/translations/uk/messages.po:\d+: ", err)
    assert AR.read_text("utf-8") == HEAD.format("ar")


def test_a_mistake_in_the_content_is_told(run):
    code, _, err = run({"content/besoins/rouler.md": "---\ntitre: Rouler\n---\n"})
    assert code == 1
    assert "content" in err or "besoins/rouler.md" in err


def test_a_sheet_shows_what_is_to_review_beside_its_french(whole):
    AR.write_text(with_words(AR, {"Rouler": "ركوب", "Appelez %(who)s.": "%(who)s < & نعم"}), "utf-8")
    assert whole(sheet="ar")[0] == 0
    page = html5lib.parse(Path("relecture-ar.html").read_text("utf-8"), namespaceHTMLElements=False)
    cells = [["".join(cell.itertext()) for cell in row] for row in page.iter("tr")][1:]
    assert [
        (row[1].startswith(french), row[2], row[3]) for row, french in zip(cells, ("Rouler", "Appelez"), strict=True)
    ] == [
        (True, "ركوب", "☐"),
        (True, "%(who)s < & نعم", "☐"),
    ]
    assert {cell.get("dir") for cell in page.iter("td") if cell.get("lang")} == {"rtl"}
    assert "content/besoins/rouler.md (titre)" in cells[0][1]
    assert ["".join(isolated.itertext()) for isolated in page.iter("bdi")] == ["%(who)s"]


def test_a_sheet_leaves_out_what_is_reviewed(whole):
    assert whole(file=str(UK), reviewer="Oksana", not_approved=read_mark("Rouler"))[0] == 0
    whole(sheet="uk")
    text = Path("relecture-uk.html").read_text("utf-8")
    assert ("Їздити" in text, "лагодимо" in text) == (True, False)
    whole(file=str(UK), reviewer="Oksana")
    assert "Rien à relire" in whole(sheet="uk")[1]


def read_mark(french):
    return read_catalogue(UK, "uk").messages[(None, french)].mark


def test_a_language_that_is_not_there_is_told(run):
    code, _, err = run(sheet="ua")
    assert code == 1
    assert "vouliez-vous dire « uk » ?" in err or "ar, uk" in err


def test_a_file_that_comes_back_changes_words_and_is_reviewed(whole):
    words = UK.read_text("utf-8").replace("Їздити", "Кататися")
    code, out, _ = whole({"retour.po": words}, file="retour.po", reviewer="Oksana  Dim")
    assert code == 0
    assert "« Rouler » : « Їздити » → « Кататися »" in out
    assert "4 textes relus par Oksana Dim." in out
    assert "tout est traduit et relu" in out
    message = read_catalogue(UK, "uk").messages[(None, "Rouler")]
    assert (message.words, message.review) == (("Кататися",), "Oksana Dim, le 2026-11-23")


def test_without_a_name_nothing_is_reviewed(whole):
    _, out, _ = whole({"retour.po": UK.read_text("utf-8").replace("Їздити", "Кататися")}, file="retour.po")
    assert "4 à faire relire" in out
    assert not read_catalogue(UK, "uk").messages[None, "Rouler"].is_reviewed


def test_what_a_translator_left_unsure_or_empty_is_not_taken(whole):
    text = UK.read_text("utf-8").replace('msgid "Rouler"\nmsgstr "Їздити"', '#, fuzzy\nmsgid "Rouler"\nmsgstr "Хм"')
    text = text.replace('msgstr "Ми лагодимо велосипед."', 'msgstr ""')
    _, out, _ = whole({"retour.po": text}, file="retour.po", reviewer="Oksana")
    words = read_catalogue(UK, "uk")
    assert (words.gettext("Rouler"), words.gettext("On répare un vélo.")) == ("Їздити", "Ми лагодимо велосипед.")
    assert "2 textes relus" in out


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('%(who)s."\n\n', '%(ви)s."\n\n', "%(who)s"),
        ("[велосипедом](/permanences/)", "[велосипедом](/контакт/)", "liens"),
    ],
)
def test_words_that_would_break_something_are_refused_with_their_line_and_none_are_taken(whole, before, after, said):
    old = UK.read_bytes()
    text = UK.read_text("utf-8").replace("Їздити", "Кататися") + "\n"
    text = text[: text.rindex(before)] + after + text[text.rindex(before) + len(before) :]
    code, out, err = whole({"retour.po": text}, file="retour.po", reviewer="Oksana")
    assert (code, out) == (1, "")
    assert re.match(r"retour.po:\d+: « .*", err)
    assert said in err
    assert "Rien n’a été repris." in err
    assert UK.read_bytes() == old


def test_an_outdated_text_that_comes_back_is_current_again(whole):
    changed = {"content/besoins/rouler.md": TASK.replace("un vélo.", "un vieux vélo.")}
    whole(changed)
    text = UK.read_text("utf-8").replace("#, fuzzy\n", "")
    whole({**changed, "retour.po": text}, file="retour.po")
    assert not read_catalogue(UK, "uk").messages[None, "On répare un vieux vélo."].is_outdated
    assert "#|" not in UK.read_text("utf-8")


def test_a_text_that_is_gone_since_is_told(whole):
    text = UK.read_text("utf-8") + '\nmsgid "Parti"\nmsgstr "Пішов"\n'
    assert "« Parti » n’est plus dans le site" in whole({"retour.po": text}, file="retour.po")[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.format("xx"), "« xx »"),
        ('msgid "a"\n', "retour.po:1:"),
        (HEAD.format("uk"), "« abcdef » n’est pas dans ce fichier"),
    ],
)
def test_a_file_that_cannot_be_taken_back_is_told(run, text, said):
    code, _, err = run({"retour.po": text}, file="retour.po", not_approved="abcdef")
    assert code == 1
    assert said in err


def test_a_file_that_is_not_there_is_told(run):
    code, _, err = run(file="absent.po")
    assert code == 1
    assert "absent.po" in err
