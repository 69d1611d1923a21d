"""The command ``verifier``: what it finds, its exit code, and what it prints."""

import datetime as dt
import json
import os
import re
import stat
from pathlib import Path

import pytest

from plugins.base.findings import Finding
from plugins.desk.advice import RULES, spelling
from plugins.desk.advice.spelling import NoDictionary, hunspell
from plugins.desk.check import ADVICE_SHOWN, FILES_SHOWN, Asked, main
from plugins.source import front_matter
from plugins.source.record_cache import RecordCache
from tests.drawn import JPEG

TODAY = dt.date(2026, 11, 23)
PAGE = "---\ntitre: Titre\nresume: Une phrase qui dit assez bien l'essentiel.\n{}---\n\n{}\n"
NEWS = "---\ntitre: N\nresume: Une phrase qui dit assez bien l'essentiel.\ndate: 2026-01-01\ncategorie: c\n---\n\n{}\n"
ROOT = Path(__file__).parents[3]


def has_dictionary():
    try:
        return hunspell(()) == {}
    except NoDictionary:
        return False


@pytest.fixture
def check(content, capsys, monkeypatch, tmp_path):
    """A function that runs the command on some files; it returns the exit code, stdout and stderr."""

    def run(files, *asked, speller=lambda words: {}, **options):
        content({f"content/{path}": text for path, text in files.items()})
        monkeypatch.chdir(tmp_path)
        code = main(Path("content"), TODAY, Asked(*asked), speller, **options)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_mistakes_block_and_come_alone(check):
    files = {"pages/a.md": PAGE.format("a_verifier: note\n", "[ici](/a/)"), "pages/b.md": "---\ntitre: B\n---\n"}
    code, out, errors = check(files)
    assert (code, out) == (1, "")
    assert errors.startswith("content/pages/b.md:2: resume : ce champ manque")
    assert errors.endswith("1 point à corriger, dans 1 fichier. Le site en ligne n’a pas changé.\n")


MISSING = Finding("/a/", "cette adresse a été publiée et ne répond plus", "ajoutez une ligne")
TO_COMPLETE = Finding("content/pages/a.md:3", "resume : « à compléter »", "écrivez la vraie valeur avant de publier")


def test_what_a_publication_will_refuse_blocks_too_and_comes_alone(check):
    files = {"pages/a.md": PAGE.format("", "Un texte.")}
    code, out, errors = check(files, gate=lambda site: ([MISSING, TO_COMPLETE], []))
    assert (code, out) == (1, "")
    assert errors == (
        "/a/ : cette adresse a été publiée et ne répond plus → ajoutez une ligne\n"
        "content/pages/a.md:3: resume : « à compléter » → écrivez la vraie valeur avant de publier\n"
        "2 points à corriger. Le site en ligne n’a pas changé.\n"
    )
    _, out, _ = check(files, "", False, True, gate=lambda site: ([MISSING, TO_COMPLETE], []))
    assert [(one["path"], one["line"], one["severity"]) for one in json.loads(out)["findings"]] == [
        ("/a/", 1, "mistake"),
        ("content/pages/a.md", 3, "mistake"),
    ]


def test_what_the_launch_waits_for_is_one_question_at_the_top(check):
    files = {"pages/a.md": PAGE.format("", "Un texte.")}
    code, out, _ = check(files, gate=lambda site: ([], [TO_COMPLETE]))
    assert code == 0
    assert out.startswith(
        "Avant la mise en ligne : 1 réponse à demander à la direction. L’adresse d’essai n’attend pas.\n"
        "  content/pages/a.md:3: resume : « à compléter »\n"
        "Aucune erreur dans "
    )
    _, out, _ = check(files, "", False, True, gate=lambda site: ([], [TO_COMPLETE]))
    (question, *_) = json.loads(out)["findings"]
    assert (question["rule"], question["severity"]) == ("question", "advice")


def test_it_tells_how_far_it_is(check):
    told = []

    def progress(what, items, total):
        for item in items:
            told.append((what, total))
            yield item

    files = {f"pages/{name}.md": PAGE.format("", "Un texte.") for name in "abc"}
    assert check(files, progress=progress)[0] == 0
    assert [what for what, _ in told if what == "Textes"] == ["Textes"] * 6, "read, then made"
    conseils = [total for what, total in told if what == "Conseils"]
    assert len(conseils) == 3 <= conseils[0]


def test_records_of_an_earlier_check_change_no_word(check, tmp_path, monkeypatch):
    parsed = []
    read = front_matter.read
    monkeypatch.setattr(front_matter, "read", lambda *given: parsed.append(given[0]) or read(*given))

    def both(files):
        alone = check(files)
        parsed.clear()
        return alone, check(files, records=RecordCache(tmp_path / "kept", "1"))

    files = {"pages/a.md": PAGE.format("", "[ici](/b/)"), "pages/b.md": PAGE.format("statut: brouillon\n", "x")}
    files["pages/c.md"] = PAGE.format("a_verifier: note\n", "Le CPAS.")
    for _ in range(2):
        alone, kept = both(files)
        assert kept == alone
    # With the cache, each file is parsed once only, for the line numbers of the advice.
    assert sorted(parsed) == [f"content/pages/{name}.md" for name in "abc"]
    files["pages/c.md"] = "---\ntitre: C\n---\n"
    alone, kept = both(files)
    assert alone == kept
    assert kept[0] == 1


def test_advice_does_not_block(check):
    code, out, errors = check({"pages/a.md": PAGE.format("", "[ici](/a/)")})
    assert (code, errors) == (0, "")
    assert "Conseils (rien n’empêche de publier) :\n\ncontent/pages/a.md\n  ligne 6, lien : « ici » ne dit pas" in out


def test_what_programs_leave_is_named_in_one_line_each(check):
    left = dict.fromkeys(("pages/~a.md", "pages/.a.md", "pages/a.bak", "Thumbs.db", ".DS_Store", ".git/HEAD"), "x")
    _, out, _ = check({"pages/a.md": PAGE.format("", "Bien.")} | left)
    names = ("pages/~a.md", "pages/.a.md", "pages/a.bak", "Thumbs.db", ".DS_Store", ".git")
    for name in names:
        assert f"\ncontent/{name}\n  ligne 1, fichier oublié : " in out
    assert out.count("fichier oublié : ") == len(names)
    assert f"fichier oublié {len(names)}" in out


@pytest.mark.parametrize("as_json", [False, True])
def test_no_name_acts_on_the_terminal(check, as_json):
    sound = {"pages/a.md": PAGE.format("", "Bien."), "pages/~\x1b[2J\n\udcff\u202e.md": "x"}
    wrong = {"pages/\x1b[2J\udcff\u202e.md": PAGE.format("", "Bien.")}
    for files in (sound, wrong):
        _, out, errors = check(files, "", True, as_json)
        assert "[U+001B][2J" in out + errors
        assert not any(character in out + errors for character in "\x1b\udcff\u202e")


def test_files_verified_on_one_day_are_told_together(check):
    files = {f"pages/{name}.md": PAGE.format("verifie_le: 2021-01-31\n", "Bien.") for name in ("a", "b")}
    files["pages/c.md"] = PAGE.format("verifie_le: 2021-02\n", "[ici](/a/)")
    _, out, _ = check(files, "", True)
    day = "vérification : vérifié pour la dernière fois en"
    again = "→ relisez, puis écrivez « verifie_le: 2026-11-23 »"
    assert f"\n\n2 fichiers, {day} janvier 2021 {again}\n  pages/a, pages/b\n" in out
    assert "\ncontent/pages/c.md\n  ligne 7, lien : « ici » ne dit pas" in out
    assert f"  ligne 4, {day} février 2021 {again}\n" in out
    assert "content/pages/a.md" not in out
    _, alone, _ = check(files, "pages/a")
    assert f"content/pages/a.md\n  ligne 4, {day} janvier 2021 {again}\n" in alone


OFFICE = (
    "---\ntitre: {0}\nadresse: {{rue: R 1, code_postal: 5500, localite: Dinant}}\nverifie_le: 2021-01-31\n"
    "a_verifier: [les heures]\n---\n"
)


def test_what_the_public_reads_of_the_offices_comes_first(check):
    files = {f"actualites/n{number:02}.md": NEWS.format("[ici](/a/)") for number in range(FILES_SHOWN + 2)}
    files |= {f"bureaux/{name}.md": OFFICE.format(name.title()) for name in ("andenne", "dinant")}
    files |= {"bureaux/ciney.md": OFFICE.format("Ciney").replace("verifie_le: 2021-01-31\n", "")}
    files |= {"pages/a.md": PAGE.format("verifie_le: 2021-01-31\n", "Bien.")}
    _, out, _ = check(files)
    _, _, advice = out.partition("Conseils (rien n’empêche de publier) :\n\n")
    told = advice.split("\n\n")
    assert told[0] == (
        "2 fichiers, vérification : vérifié pour la dernière fois en janvier 2021 → relisez, puis écrivez "
        "« verifie_le: 2026-11-23 »\n  bureaux/andenne, bureaux/dinant"
    )
    assert told[1].startswith("content/bureaux/ciney.md\n  ligne 2, vérification : jamais vérifié → relisez")
    assert told[2].startswith("content/actualites/n00.md")
    assert "pages/a" not in out


def test_in_the_whole_list_the_offices_come_first_too(check):
    files = {"pages/a.md": PAGE.format("verifie_le: 2021-01-31\n", "Bien.")}
    files |= {f"bureaux/{name}.md": OFFICE.format(name.title()) for name in ("andenne", "dinant")}
    files |= {"actualites/n.md": NEWS.format("[ici](/a/)")}
    _, out, _ = check(files, "", True)
    assert out.index("  bureaux/andenne, bureaux/dinant\n") < out.index("content/bureaux/andenne.md")
    assert out.index("content/bureaux/dinant.md") < out.index("content/actualites/n.md")
    assert out.count("vérifié pour la dernière fois") == 2


def test_where_all_is_well_it_says_so(check):
    _, out, _ = check({"pages/a.md": PAGE.format("", "Bien.")})
    assert "Conseils" not in out
    assert "Aucun conseil : tout est en ordre." in out


def test_notes_are_counted_and_shown_on_request(check):
    files = {"pages/a.md": PAGE.format("a_verifier: [le numéro, le lieu]\n", "")}
    assert "le numéro" not in check(files)[1]
    assert "En tout : note à vérifier 2." in check(files)[1]
    for asked in (("", True), ("pages/a",)):
        assert "  ligne 4, note à vérifier : le numéro\n" in check(files, *asked)[1]


def test_much_advice_stays_calm(check):
    links = "\n".join(["[ici](/p0/)"] * (ADVICE_SHOWN + 2))
    files = {f"pages/p{number}.md": PAGE.format("", links) for number in range(FILES_SHOWN + 3)}
    _, out, _ = check(files)
    assert "  … et 2 autres : python3 tasks.py verifier pages/p0\n" in out
    assert "\n… et 3 autres fichiers : python3 tasks.py verifier --tout\n" in out
    assert out.count("  ligne ") == FILES_SHOWN * ADVICE_SHOWN
    assert check(files, "", True)[1].count("  ligne ") == (FILES_SHOWN + 3) * (ADVICE_SHOWN + 2)


@pytest.mark.parametrize("name", ["pages/a", "a", "content/pages/a.md", "pages\\a.md", "./content/pages/a.md"])
def test_a_file_is_named_as_it_comes(check, name):
    files = {"pages/a.md": PAGE.format("", "[ici](/a/)"), "pages/b.md": PAGE.format("", "[ici](/b/)")}
    _, out, _ = check(files, name)
    assert ("content/pages/a.md" in out, "content/pages/b.md" in out) == (True, False)


def test_a_picture_can_be_asked_for(check):
    assert "aucune page ne s’en sert" in check({"images/x.jpg": JPEG}, "images/x.jpg")[1]


def test_a_name_that_is_none_or_two(check):
    files = {"pages/a.md": PAGE.format("", ""), "images/a.jpg": JPEG, "pages/dinant.md": PAGE.format("", "")}
    code, out, errors = check(files, "dinnant")
    assert (code, out) == (1, "")
    said = "« dinnant » : il n’y a pas de fichier de ce nom dans content → vouliez-vous dire « dinant » ?\n"
    assert errors == said
    assert "« pages/dinant » ?" in check(files, "page/dinant")[2]


def test_the_list_for_other_programs(check):
    text = "La permanence vous accompagne. " * 20
    code, out, _ = check({"pages/a.md": PAGE.format("", f"[ici](/a/)\n{text}")}, "", False, True)
    told = json.loads(out)
    assert code == 0
    assert told["readability"] == {"content/pages/a.md": 59}
    (finding,) = told["findings"]
    assert (finding["path"], finding["line"], finding["rule"], finding["severity"]) == (
        "content/pages/a.md",
        6,
        "link",
        "advice",
    )
    code, out, _ = check({"pages/b.md": "---\ntitre: B\n---\n"}, "", False, True)
    (finding,) = json.loads(out)["findings"]
    assert (code, finding["rule"], finding["severity"], set(finding)) == (
        1,
        "mistake",
        "mistake",
        {"path", "line", "rule", "message", "severity"},
    )


def test_the_keys_and_rules_are_in_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"`{word}`" in readme for word in ("path", "line", "rule", "message", "severity", *RULES))


def test_the_figure_of_a_page_is_explained(check):
    page = PAGE.format("", "La permanence vous accompagne. " * 20)
    assert (
        "Lisibilité : 59 sur 100 (moyenne). Ce chiffre monte avec des phrases courtes"
        in check({"pages/a.md": page}, "a")[1]
    )
    short = {"pages/a.md": PAGE.format("", "Oui.")}
    assert "Lisibilité : le texte est trop court pour un chiffre." in check(short, "a")[1]


def test_a_machine_without_a_dictionary_says_so_once(check):
    def speller(words):
        raise NoDictionary("orthographe non vérifiée : raison")

    _, out, _ = check({"pages/a.md": PAGE.format("", "motz"), "pages/b.md": PAGE.format("", "motz")}, speller=speller)
    assert out.count("\nOrthographe non vérifiée : raison.\n") == 1


@pytest.mark.parametrize(("script", "reason"), [(None, "n’est pas installé"), ("exit 1", "pas de dictionnaire")])
@pytest.mark.skipif(os.name == "nt", reason="the program in the way is a shell script")
def test_hunspell_may_be_absent_or_without_french(tmp_path, monkeypatch, script, reason):
    if script:
        program = tmp_path / "hunspell"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoDictionary, match=reason):
        hunspell(("mot",))


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A function that puts a shell script in the place of hunspell."""

    def put(script):
        program = tmp_path / "hunspell"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        return program

    return put


@pytest.mark.skipif(os.name == "nt", reason="the program in the way is a shell script")
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exec sleep 5", "n’a pas répondu à temps"),
        ("kill -9 $$", "s’est arrêté en route"),
        ("kill -11 $$", "s’est arrêté en route"),
    ],
)
def test_a_failure_of_hunspell_is_a_sentence(program, monkeypatch, script, reason):
    monkeypatch.setattr(spelling, "SECONDS", 0.2 if "sleep" in script else spelling.SECONDS)
    program(script)
    with pytest.raises(NoDictionary, match=f"^orthographe non vérifiée : .*{reason}"):
        hunspell(("mot",))


@pytest.mark.skipif(os.name == "nt", reason="the program in the way is a shell script")
def test_a_hunspell_that_cannot_be_started_is_a_sentence(program):
    program("").write_bytes(b"\x7fELF no program")
    with pytest.raises(NoDictionary, match=r"^orthographe non vérifiée : .*ne démarre pas"):
        hunspell(("mot",))


@pytest.mark.skipif(os.name == "nt", reason="the program in the way is a shell script")
@pytest.mark.parametrize("end", ["exit 3", "kill -9 $$"])
def test_words_are_told_also_when_hunspell_finds_nothing_to_propose(program, end):
    program(f'case "$*" in *-l) echo motz;; *) {end};; esac')
    assert hunspell(("motz", "mot")) == {"motz": ""}


@pytest.mark.skipif(os.name == "nt", reason="the program in the way is a shell script")
@pytest.mark.parametrize(
    ("word", "proposed", "meant"),
    [
        ("fraze", "fraie, frase", ""),
        ("intégraton", "intégration, intégrations", "intégration"),
        ("acceuil", "accueil", "accueil"),
        ("developpement", "développement", "développement"),
        ("apeller", "apelles, appeler", ""),
        ("adrese", "adresse", "adresse"),
        ("Dinannt", "Dinant", "Dinant"),
    ],
)
def test_only_a_slip_of_one_letter_is_proposed(program, word, proposed, meant):
    program(f"case \"$*\" in *-l) echo {word};; *) echo '& {word} 2 0: {proposed}';; esac")
    assert hunspell((word,)) == {word: meant}


@pytest.mark.skipif(not has_dictionary(), reason="hunspell ou son dictionnaire français manque")
def test_hunspell_finds_the_wrong_words_and_what_is_meant():
    found = hunspell(("bonjour", "intégraton", "rendez-vous", "aujourd'hui", "œuvre", "xqzk"))
    assert found == {"intégraton": "intégration", "xqzk": ""}
    assert hunspell(()) == {}


PO = {"theme/translations/uk/messages.po": 'msgid ""\nmsgstr "Language: uk\\n"\n', "theme/templates/page.html": ""}


def with_translations(check, content, tmp_path, *asked):
    content(PO)
    return check({"pages/contact.md": PAGE.format("", "Un texte.")}, *asked, theme=tmp_path / "theme")


def test_how_far_each_language_is_stands_on_one_line(check, content, tmp_path):
    code, out, _ = with_translations(check, content, tmp_path)
    assert code == 0
    assert "\nTraductions :\n  ukrainien (uk) : " in out
    assert "sans traduction" in out


def test_of_one_file_no_language_is_told(check, content, tmp_path):
    assert "Traductions" not in with_translations(check, content, tmp_path, "contact")[1]


def test_a_language_is_a_finding_for_other_programs(check, content, tmp_path):
    _, out, _ = with_translations(check, content, tmp_path, "", False, True)
    (found,) = [one for one in json.loads(out)["findings"] if one["rule"] == "translation"]
    assert (found["severity"], found["path"].endswith("theme/translations/uk/messages.po")) == ("advice", True)


def test_a_damaged_file_of_translations_is_a_mistake(check, content, tmp_path):
    content({**PO, "theme/translations/uk/messages.po": 'msgid "'})
    code, _, err = check({"pages/contact.md": PAGE.format("", "Un texte.")}, theme=tmp_path / "theme")
    assert code == 1
    assert err.startswith(f"{tmp_path.as_posix()}/theme/translations/uk/messages.po:1: ")


NOTED = {
    "pages/a.md": PAGE.format("a_verifier: [une, deux]\n", "x"),
    "pages/b.md": PAGE.format("a_verifier: trois\n", "Un texte assez long."),
    "pages/c.md": PAGE.format("", "www.exemple.be"),
    "pages/d.md": PAGE.format("a_verifier: quatre\n", "x"),
    "pages/e.md": PAGE.format("a_verifier: cinq\n", "x"),
    "pages/f.md": PAGE.format("a_verifier: six\n", "**[y](/b/)**"),
}


def test_the_notes_alone_are_a_list_of_work_the_text_with_the_least_to_do_first(check):
    code, out, _ = check(NOTED, "", False, False, True)
    assert code == 0
    assert out == (
        "\ncontent/pages/d.md\n  ligne 4, note à vérifier : quatre\n"
        "\ncontent/pages/e.md\n  ligne 4, note à vérifier : cinq\n"
        "\ncontent/pages/f.md\n  ligne 4, note à vérifier : six\n"
        "\ncontent/pages/b.md\n  ligne 4, note à vérifier : trois\n"
        "\ncontent/pages/a.md\n  ligne 4, note à vérifier : une\n  ligne 4, note à vérifier : deux\n"
        "\nEncore 6 notes dans 5 fichiers → effacez chaque note, une fois réglée.\n"
    )


def test_the_list_of_notes_empties_item_by_item(check):
    files, done = dict(NOTED), []
    while (out := check(files, "", False, False, True)[1]) != "Plus aucune note : tout est confirmé.\n":
        first = re.match(r"\ncontent/(\S+)\n  ligne 4, note à vérifier : (.+)\n", out)
        done.append(first[2])
        left = ", ".join(note for note in ("une", "deux") if note not in done) if first[1] == "pages/a.md" else ""
        files[first[1]] = re.sub("a_verifier: .*\n", f"a_verifier: [{left}]\n" if left else "", files[first[1]])
    assert done == ["quatre", "cinq", "six", "trois", "une", "deux"]
