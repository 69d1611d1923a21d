"""The letter of a month: what it contains and leaves out, and its form as the draft of an e-mail."""

import datetime as dt
import email
import email.policy
import shutil

import pytest

from plugins.desk.letter import main
from plugins.desk.letter.contents import Line, letter_of
from plugins.desk.letter.writing import LARGEST, as_email, as_html, as_text, fitting
from plugins.source.loading import load
from tests.built_site import ROOT
from tests.tables import each_row

THEME = ROOT / "theme"
TODAY = dt.date(2026, 11, 23)
NOVEMBER, DECEMBER = dt.date(2026, 11, 1), dt.date(2026, 12, 1)
OFFICE = "---\ntitre: {name}\nadresse: {{rue: R 1, code_postal: 5500, localite: Dinant}}\ntelephone: 082/00 00 00\npermanences: {{quand: 2e et 4e jeudi du mois}}\n{more}---\n"


def news(title, date, more=""):
    return f"---\ntitre: {title}\nresume: Ce que dit {title}.\ndate: {date}\ncategorie: Essais\n{more}---\nTexte.\n"


def position(title, date, more=""):
    return (
        f"---\ntitre: {title}\nresume: Ce que dit {title}.\nniveau: commune\ngenre: motion\ndate: {date}\n{more}---\n"
    )


def resource(title, date):
    return f"---\ntitre: {title}\nresume: Ce que dit {title}.\ngenre: outil\ndate: {date}\n---\n"


def event(title, start, more=""):
    return f"---\ntitre: {title}\nresume: Ce que dit {title}.\ngenre: atelier\ndebut: {start}\n{more}---\n"


def titles(letter, heading):
    """Return the titles of the entries under a heading; empty where the letter has no such section."""
    return [entry.title for section in letter.sections if section.heading == heading for entry in section.entries]


def lines(letter, heading, title):
    section = next(section for section in letter.sections if section.heading == heading)
    return [line for entry in section.entries if entry.title == title for line in entry.lines]


def plain(text):
    return text.replace("\u00a0", " ")


def test_a_session_with_a_break_has_its_hours_before_and_after(site):
    sessions = "seances:\n  - 26 novembre 2026, 9h-12h et 13h-16h\n  - 27 novembre 2026, 9h-16h\n"
    letter = letter_of(site({"agenda/f.md": event("F", "2026-11-26", sessions)}), NOVEMBER)
    told = [plain(line.text) for line in lines(letter, "Agenda", "F") if line.look == "date"]
    assert told == [
        "Séance 1 sur 2, jeudi 26 novembre 2026, 9h-12h et 13h-16h",
        "Séance 2 sur 2, vendredi 27 novembre 2026, de 9h à 16h",
    ]


@each_row(
    ("date", "told"),
    [
        ("2026-09-30", False),
        ("2026-10-01", True),
        ("2026-11-23", True),
        ("2026-10", True),
        ("2026-11", True),
        ("2026-09", False),
        ("2026", False),
    ],
)
def test_what_is_new_is_of_the_month_before_and_of_this_one_so_far(site, date, told):
    files = {
        "actualites/n.md": news("N", date),
        "positions/p.md": position("P", date),
        "ressources/r.md": resource("R", date),
    }
    letter = letter_of(site(files), NOVEMBER)
    found = [titles(letter, heading) for heading in ("Actualités", "Prises de position", "Ressources")]
    assert found == ([["N"], ["P"], ["R"]] if told else [[], [], []])


def test_what_the_letter_before_told_is_left_out(site):
    files = {"actualites/a.md": news("A", "2026-11-02"), "actualites/b.md": news("B", "2026-11-03")}
    assert titles(letter_of(site(files), NOVEMBER, since=dt.date(2026, 11, 3)), "Actualités") == ["B"]


def test_a_new_step_of_an_old_position_is_told_without_the_older_ones(site):
    steps = (
        "suivi:\n  - {texte: déposée, lieu: Namur, le: 2025-03-01}\n  - {texte: votée, lieu: Namur, le: 2026-11-12}\n"
    )
    letter = letter_of(site({"positions/p.md": position("P", "2025-02", steps)}), NOVEMBER)
    told = [plain(line.text) for line in lines(letter, "Prises de position", "P")]
    assert told == ["Namur, jeudi 12 novembre 2026 : votée."]


@pytest.mark.parametrize("with_drafts", [False, True])
def test_neither_a_draft_nor_a_text_to_come_is_told(content, with_drafts):
    draft = "statut: brouillon\n"
    folder = content(
        {
            "actualites/public.md": news("Publique", "2026-11-02"),
            "actualites/brouillon.md": news("Secret", "2026-11-02", draft),
            "actualites/a-venir.md": news("Secret", "2026-11-24"),
            "positions/brouillon.md": position("Secret", "2026-11-02", draft),
            "positions/a-venir.md": position("Secret", "2026-11-30"),
            "ressources/brouillon.md": resource("Secret", "2026-11").replace("---\n", f"---\n{draft}", 1),
            "agenda/brouillon.md": event("Secret", "2026-12-01", draft),
            "bureaux/brouillon.md": OFFICE.format(
                name="Secret", more=draft + "annulations: {le: 2026-12-10, raison: Secret}\n"
            ),
        }
    )
    letter = letter_of(load(folder, TODAY, with_drafts=with_drafts), NOVEMBER)
    assert [section.heading for section in letter.sections] == ["Actualités"]
    assert b"Secret" not in as_email(letter, THEME)
    assert "Secret" not in as_html(letter, THEME)


def test_on_its_day_a_text_is_told(site):
    files = {"actualites/n.md": news("N", "2026-12-01")}
    assert titles(letter_of(site(files, DECEMBER), DECEMBER), "Actualités") == ["N"]


def test_events_are_told_to_the_end_of_the_next_month_and_later_ones_in_a_line(site):
    files = {
        "agenda/passe.md": event("Passé", "2026-11-22"),
        "agenda/long.md": event("Commencé", "2026-11-20", "fin: 2026-11-23\n"),
        "agenda/demain.md": event("Demain", "2026-11-24 09:30", "etat: confirmé\n"),
        "agenda/fin.md": event("Fin de décembre", "2026-12-31"),
        "agenda/loin.md": event("Loin", "2027-01-01"),
        "agenda/vague.md": event("Vague", "2027"),
        "agenda/annule.md": event("Annulé loin", "2027-02-01", "etat: annulé\n"),
    }
    letter = letter_of(site(files), NOVEMBER)
    entries = letter.sections[0].entries
    assert [(entry.title, bool(entry.text)) for entry in entries] == [
        ("Commencé", True),
        ("Demain", True),
        ("Fin de décembre", True),
        ("Loin", False),
        ("Vague", False),
    ]
    assert entries[1].lines == (Line("Mardi 24 novembre 2026, à 9h30", "date"),)


def test_a_letter_made_ahead_leaves_out_what_will_be_past(site):
    files = {"agenda/a.md": event("Avant", "2026-11-30"), "agenda/b.md": event("Après", "2026-12-01")}
    assert titles(letter_of(site(files), DECEMBER), "Agenda") == ["Après"]


def test_an_event_that_is_off_is_struck_out_and_says_so(site):
    letter = letter_of(site({"agenda/a.md": event("A", "2026-12-03", "etat: annulé\n")}), NOVEMBER)
    assert lines(letter, "Agenda", "A") == [Line("Jeudi 3 décembre 2026", "struck"), Line("Annulé.", "alert")]
    assert "<s>Jeudi 3 décembre 2026</s>" in as_html(letter, THEME)
    assert "Était prévu : jeudi 3 décembre 2026\nAnnulé." in as_text(letter)


def test_registration_is_told_while_it_is_open(site):
    until = "inscription: {{courriel: a@example.be, jusqu_au: {day}}}\n"
    files = {
        "agenda/a.md": event("A", "2026-12-03", until.format(day="2026-11-23")),
        "agenda/b.md": event("B", "2026-12-03", until.format(day="2026-11-22")),
    }
    letter = letter_of(site(files), NOVEMBER)
    told = [[plain(line.text) for line in lines(letter, "Agenda", title)][2:] for title in ("A", "B")]
    assert told == [["Inscription jusqu’au lundi 23 novembre 2026 inclus."], []]


SESSIONS = """seances:
  - 16, 24 et 30 novembre, 7 et 14 décembre 2026, 11 janvier 2027, 9h-12h
  - {le: 30 novembre, titre: Dehors, lieu: {nom: Gare de Ciney}}
  - {le: 7 décembre, etat: annulé, raison: la formatrice est malade}
  - {le: 15 décembre, initialement_le: 2026-12-14, raison: la salle est fermée}
lieu: {nom: Moulin}
inscription: {courriel: a@example.be, jusqu_au: 2026-11-30}
"""


def test_of_an_event_of_several_sessions_those_of_the_next_weeks_are_told(site):
    text = event("Formation", "2026-11-16", SESSIONS).replace("debut: 2026-11-16\n", "")
    letter = letter_of(site({"agenda/formation.md": text}), NOVEMBER)
    assert [(line.look, plain(line.text)) for line in lines(letter, "Agenda", "Formation")] == [
        ("date", "Séance 2 sur 6, mardi 24 novembre 2026, de 9h à 12h"),
        ("date", "Séance 3 sur 6, lundi 30 novembre 2026, de 9h à 12h · Dehors · Gare de Ciney"),
        ("struck", "Séance 4 sur 6, lundi 7 décembre 2026, de 9h à 12h"),
        ("alert", "Annulée : la formatrice est malade."),
        ("date", "Séance 5 sur 6, mardi 15 décembre 2026, de 9h à 12h"),
        ("alert", "Prévue d’abord le lundi 14 décembre 2026 : la salle est fermée."),
        ("plain", "Annoncé, à confirmer."),
        ("plain", "Inscription jusqu’au lundi 30 novembre 2026 inclus."),
    ]


def test_an_event_whose_sessions_are_later_is_told_in_a_line(site):
    text = event("Formation", "2027-02-01", "seances: 1er et 8 février 2027\n").replace("debut: 2027-02-01\n", "")
    letter = letter_of(site({"agenda/formation.md": text}), NOVEMBER)
    told = [plain(line.text) for line in lines(letter, "Agenda", "Formation")]
    assert told[0] == "Du lundi 1er février 2027 au lundi 8 février 2027"


CHANGES = """annulations:
  - {le: 2026-12-10, raison: formation}
  - {le: 2027-02-11, raison: trop loin}
ajouts:
  - {le: 2026-12-11, horaire: 9h-12h, raison: au lieu du 10}
fermetures:
  - {du: 2026-11-02, au: 2026-11-06, raison: passée}
  - {du: 2027-01-25, au: 2027-01-29, raison: travaux}
jours_feries: fermé
"""


def test_what_changes_in_the_permanences_is_told_by_day(site):
    letter = letter_of(site({"bureaux/dinant.md": OFFICE.format(name="Dinant", more=CHANGES)}), NOVEMBER)
    told = [plain(line.text) for line in lines(letter, "Permanences : ce qui change", "Dinant")]
    assert told == [
        "Pas de permanence le jeudi 10 décembre 2026 : formation",
        "Permanence en plus le vendredi 11 décembre 2026, de 9h à 12h : au lieu du 10",
        "Fermé du lundi 25 janvier 2027 au vendredi 29 janvier 2027 : travaux",
    ]
    assert "Appelez avant de venir : 082/00 00 00" in plain(as_text(letter))


def test_a_closure_of_all_offices_is_told_once(site):
    own = "fermetures: {du: 2026-12-23, au: 2026-12-23, raison: formation}\n"
    files = {
        "fermetures.md": "---\nfermetures: {du: 2026-12-24, au: 2027-01-01, raison: congés}\n---\n",
        "bureaux/dinant.md": OFFICE.format(name="Dinant", more=own),
        "bureaux/namur.md": OFFICE.format(name="Namur", more=""),
    }
    letter = letter_of(site(files), NOVEMBER)
    assert titles(letter, "Permanences : ce qui change") == ["Tous les bureaux", "Dinant"]
    (all_offices,) = lines(letter, "Permanences : ce qui change", "Tous les bureaux")
    assert plain(all_offices.text) == "Fermés du jeudi 24 décembre 2026 au vendredi 1er janvier 2027 : congés"
    (dinant,) = lines(letter, "Permanences : ce qui change", "Dinant")
    assert plain(dinant.text) == "Fermé le mercredi 23 décembre 2026 : formation"
    assert letter.subject == "Fermeture de tous les bureaux · La lettre du CAI, novembre 2026"
    assert letter.preheader == "Permanences à Dinant"


def test_closures_of_one_day_have_one_order(site):
    reasons = [f"raison {number}" for number in range(10)]
    closures = "".join(f"  - {{du: 2026-12-24, au: 2026-12-24, raison: {reason}}}\n" for reason in reversed(reasons))
    files = {
        f"bureaux/{name.lower()}.md": OFFICE.format(name=name, more=f"fermetures:\n{closures}")
        for name in ("Dinant", "Namur")
    }
    told = lines(letter_of(site(files), NOVEMBER), "Permanences : ce qui change", "Tous les bureaux")
    assert [line.text.rpartition(" : ")[2] for line in told] == reasons


def test_the_subject_and_the_preheader_are_the_first_titles(site):
    files = {
        f"actualites/{name}.md": news(title, day)
        for name, title, day in (
            ("a", "Premier titre", "2026-11-20"),
            ("b", "Deuxième titre", "2026-11-10"),
            ("c", "Troisième " * 10 + "titre", "2026-11-01"),
        )
    }
    letter = letter_of(site(files), NOVEMBER)
    assert letter.subject == "Premier titre · La lettre du CAI, novembre 2026"
    assert letter.preheader == "Deuxième titre"


def test_a_title_too_long_for_the_subject_is_in_the_preheader(site):
    long = letter_of(site({"actualites/a.md": news("Un titre long " * 6, "2026-11-20")}), NOVEMBER)
    assert (long.subject, long.preheader) == ("La lettre du CAI, novembre 2026", ("Un titre long " * 6).strip())


@pytest.fixture
def letter(site):
    return letter_of(site({"actualites/n.md": news("L’été & l’hiver", "2026-11-02")}), NOVEMBER)


def test_the_e_mail_is_a_draft_of_two_versions_that_nobody_has_sent(letter):
    data = as_email(letter, THEME)
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert message["Subject"] == "L’été & l’hiver · La lettre du CAI, novembre 2026"
    assert message["X-Unsent"] == "1"
    assert {"Date", "From", "To", "Sender"}.isdisjoint(message.keys())
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == f"{as_text(letter)}\n"
    assert html.get_content().replace("\r\n", "\n") == as_html(letter, THEME)
    assert not message.defects
    assert max(map(len, data.split(b"\r\n"))) < 998
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_same_letter_has_the_same_bytes_and_another_one_another_id(letter, site):
    assert as_email(letter, THEME) == as_email(letter, THEME)
    other = letter_of(site({"actualites/n.md": news("L’été et l’hiver", "2026-11-02")}), NOVEMBER)
    ids = [email.message_from_bytes(as_email(each, THEME))["Message-ID"] for each in (letter, other)]
    assert ids[0] != ids[1]


def test_what_is_typed_is_text(site):
    letter = letter_of(site({"actualites/n.md": news("<b>gras</b>", "2026-11-02")}), NOVEMBER)
    assert "&lt;b&gt;gras&lt;/b&gt;</a>" in as_html(letter, THEME)


def test_however_much_there_is_to_tell_it_stays_small(site):
    files = {
        f"actualites/{number}.md": news(f"Titre {number} " + "très long " * 20, "2026-11-02") for number in range(60)
    }
    letter = fitting(letter_of(site(files), NOVEMBER), THEME)
    assert 1 < len(letter.sections[0].entries) < 60
    assert len(as_email(letter, THEME)) < LARGEST
    assert len(as_html(letter, THEME).encode()) < LARGEST


@pytest.fixture
def write(content, tmp_path, monkeypatch, capsys):
    """A function that runs the command on some files; it returns the exit code, the output, the folder of letters."""
    monkeypatch.chdir(tmp_path)

    def run(files, month="2026-11", since=""):
        shutil.rmtree(tmp_path / "content", ignore_errors=True)
        content(
            {f"content/{path}": text for path, text in files.items()}
            | {"content/index.md": "---\ntitre: Accueil\n---\n"}
        )
        code = main(tmp_path / "content", THEME, TODAY, month, since)
        printed = capsys.readouterr()
        return code, plain(printed.out + printed.err), tmp_path / "lettres"

    return run


def test_the_command_writes_both_files_and_says_what_to_do(write):
    code, said, folder = write({"actualites/n.md": news("N", "2026-11-02")})
    assert code == 0
    assert sorted(file.name for file in folder.iterdir()) == ["2026-11.eml", "2026-11.html"]
    assert "Objet : N · La lettre du CAI, novembre 2026\n" in said
    assert "Elle dit : Actualités (1).\n" in said
    assert "lettres/2026-11.eml" in said
    assert "le programme n’envoie rien" in said


def test_a_letter_that_cannot_be_small_says_so(write):
    closures = "".join(
        f"  - {{du: 2026-12-24, au: 2026-12-24, raison: {'é' * 180} {number}}}\n" for number in range(200)
    )
    _, said, _ = write({"bureaux/dinant.md": OFFICE.format(name="Dinant", more=f"fermetures:\n{closures}")})
    assert said.endswith("Elle dépasse 60 Ko : une messagerie pourrait la couper → raccourcissez-la.\n")


def test_of_an_empty_month_there_is_no_letter_not_even_the_one_of_before(write):
    write({"actualites/n.md": news("N", "2026-11-02")})
    code, said, folder = write({})
    assert (code, said) == (
        0,
        "La lettre du CAI, novembre 2026 : rien de neuf, rien à venir. Il n’y a donc pas de lettre.\n",
    )
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("month", "since", "message"),
    [
        ("2026-11-01", "", "« 2026-11-01 » : une lettre est d’un mois → écrivez par exemple 2026-11\n"),
        ("2026", "", "« 2026 » : une lettre est d’un mois → écrivez par exemple 2026-11\n"),
        ("2027-11", "", "« 2027-11 » : ce mois est trop loin → écrivez 2026-10, 2026-11 ou 2026-12\n"),
        ("novembre 2026", "", "« novembre 2026 » → écrivez 2026-11\n"),
        (
            "2026-11",
            "2026-11",
            "« 2026-11 » : le jour de la lettre d’avant → écrivez par exemple --depuis 2026-11-01\n",
        ),
        ("2026-11", "2026-11-24", "« 2026-11-24 » : la lettre d’avant serait à venir → vérifiez la date\n"),
    ],
)
def test_another_month_or_day_is_refused_in_french(write, month, since, message):
    code, said, folder = write({"actualites/n.md": news("N", "2026-11-02")}, month, since)
    assert (code, said) == (1, message)
    assert not folder.exists()


def test_mistakes_of_the_content_are_told_and_no_letter_is_made(write):
    code, said, folder = write({"actualites/n.md": news("N", "hier")})
    assert code == 1
    assert "n.md:4: date : « hier » n’est pas une date" in said
    assert not folder.exists()


def test_letters_stay_out_of_git():
    assert "lettres/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
