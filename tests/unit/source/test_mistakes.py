"""The mistakes of fields, each with its exact message; one run reports all mistakes of all files."""

import pytest

from plugins.model import Platform
from plugins.source import loading
from tests.tables import each_row
from tests.unit.source.mistaken import EVENT, FIGURES, PERSON, TEAM, event, office, page


@each_row(
    ("files", "message"),
    [
        (office("telefone: 081/00 00 18"), "bureaux/a.md:4: telefone : champ inconnu → vouliez-vous dire « telephone » ?"),
        (
            {"bureaux/a.md": "---\nadresse: {rue: R 1, code_postal: 5000, localite: Namur}\n---\n"},
            "bureaux/a.md:2: titre : ce champ manque → écrivez « titre: … » : le nom du bureau, celui de la ville",
        ),
        (
            {"bureaux/a.md": "---\ntitre: A\nadresse: {rue: R 1, code_postal: , localite: Namur}\n---\n"},
            "bureaux/a.md:3: adresse : code_postal : ce champ est vide → écrivez « code_postal: … » : "
            "le code postal, dans la province de Namur",
        ),
        (
            {"bureaux/a.md": "---\ntitre: [A]\nadresse: {rue: R 1, code_postal: 5000, localite: Namur}\n---\n"},
            "bureaux/a.md:2: titre : une liste au lieu d’un texte → écrivez le texte sur une seule ligne",
        ),
        (
            {"bureaux/a.md": "---\ntitre: A\nadresse: 5000 Namur\n---\n"},
            "bureaux/a.md:3: adresse : « 5000 Namur » : il faut des sous-champs → écrivez {rue: …, code_postal: 5000, localite: …}",
        ),
        (
            office("gratuit: peut-être"),
            "bureaux/a.md:4: gratuit : « peut-être » ne convient pas → écrivez « oui », « non » ou « à demander »",
        ),
        (
            office("langues: français, arabe"),
            "bureaux/a.md:4: langues : « français, arabe » : un seul nom, ou plusieurs ? → si ce sont plusieurs noms, "
            "écrivez [français, arabe] ; si c’est un seul, écrivez [\"français, arabe\"]",
        ),
        (
            office("acces: {tram: ligne 4}"),
            "bureaux/a.md:4: acces : tram : champ inconnu → vouliez-vous dire « train » ?",
        ),
        (
            office("acces: ligne 4"),
            "bureaux/a.md:4: acces : « ligne 4 » : il faut des sous-champs → écrivez {bus: …, train: …, fauteuil_roulant: …}, "
            "sans ce que vous ne savez pas",
        ),
        (
            office("d_apres: D'après le registre"),
            "bureaux/a.md:4: d_apres : le site écrit lui-même « D’après » → écrivez seulement « le registre »",
        ),
        (
            office("d_apres: 2021-01"),
            "bureaux/a.md:4: d_apres : « 2021-01 » est une date → écrivez-la dans « d_apres_le », et ici d’où viennent "
            "ces données",
        ),
        (
            office("d_apres_le: 2021-01"),
            "bureaux/a.md:4: d_apres_le : « d_apres » manque → écrivez-y d’où viennent ces données",
        ),
        (
            office("d_apres_adresse: https://example.be/registre"),
            "bureaux/a.md:4: d_apres_adresse : « d_apres » manque → écrivez-y d’où viennent ces données",
        ),
        (
            office("verifie_le: 03/04/2026"),
            "bureaux/a.md:4: verifie_le : « 03/04/2026 » → écrivez 2026-04-03 ou 2026-03-04",
        ),
        (
            event("programme: le jeudi 27 novembre 2020, accueil"),
            "agenda/e.md:6: programme : « jeudi 27 novembre 2020 » : ce jour est un vendredi → "
            "écrivez « vendredi 27 novembre 2020 », ou corrigez la date",
        ),
        (
            event("lieu: {nom: Salle, rue: Grand-Place, au fond}"),
            "agenda/e.md:6: lieu : au fond : champ inconnu → si une virgule coupe la valeur qui précède, "
            "mettez cette valeur entre guillemets droits",
        ),
        (
            event("fin: 2026-11-27"),
            "agenda/e.md:6: fin : « 2026-11-27 » : l’événement durerait plus d’un an → vérifiez l’année",
        ),
        (
            event("fin: 2020-11-26"),
            "agenda/e.md:6: fin : la fin (2020-11-26) vient avant le début (2020-11-27) → corrigez l’une des deux dates",
        ),
        (
            event("initialement_le: 2020-11-27"),
            "agenda/e.md:6: initialement_le : « 2020-11-27 » est aussi la date de « debut » → "
            "écrivez la date annoncée au départ",
        ),
        (
            event("etat: déplacé en ligne\nlieu: {nom: Salle}"),
            "agenda/e.md:6: etat : l’adresse où suivre l’événement manque → ajoutez « en_ligne: https://… »",
        ),
        (
            event("inscription: {jusqu_au: 2020-11-20}"),
            "agenda/e.md:6: inscription : où s’inscrire ? → ajoutez « adresse: https://… » ou "
            "« courriel: nom@cainamur.be »",
        ),
        (
            event("inscription: {courriel: a@b.be, jusqu_au: 2020-11-28}"),
            "agenda/e.md:6: inscription : jusqu_au : « 2020-11-28 » vient après l’événement (2020-11-27) "
            "→ corrigez l’une des deux dates",
        ),
        (
            event("documents: [{titre: Le programme, fichier: programe.pdf}]") | {"documents/programme.pdf": b"%PDF"},
            "agenda/e.md:6: documents : nº 1 : fichier : document « /documents/programe.pdf » introuvable → "
            "vouliez-vous dire « programme.pdf » ?",
        ),
        (
            event("documents: {titre: Le programme, fichier: programme.pdf}"),
            "agenda/e.md:6: documents : fichier : document « /documents/programme.pdf » introuvable → "
            "déposez le fichier dans content/documents/",
        ),
        (
            event("etat: reporter"),
            "agenda/e.md:6: etat : « reporter » ne convient pas → vouliez-vous dire « reporté » ?",
        ),
        (
            event("etat: fini"),
            "agenda/e.md:6: etat : « fini » ne convient pas → "
            "écrivez « annoncé », « confirmé », « reporté », « reporté sans date », « annulé », « complet » ou "
            "« déplacé en ligne »",
        ),
        (
            {**office("coordination: [ana-c]"), "equipes/t.md": TEAM, "personnes/ana-b.md": PERSON},
            "bureaux/a.md:4: coordination : nº 1 : la personne « ana-c » n’existe pas → vouliez-vous dire « ana-b » ?",
        ),
        (
            office("permanences:\n  - quand: le lundi\n    qui: ana-b"),
            "bureaux/a.md:6: permanences : nº 1 : qui : la personne « ana-b » n’existe pas → "
            "créez personnes/ana-b.md ou corrigez le nom",
        ),
        (
            {**event("plateforme: mena"), "plateformes/mena.md": "---\ntitre: M\nresume: r\nstatut: brouillon\n---\n"},
            "agenda/e.md:6: plateforme : la plateforme « mena » n’est pas encore en ligne → "
            "publiez d’abord plateformes/mena.md",
        ),
        (
            {"bureaux/a.md": "---\ntitre: A\nadresse: {rue: R 1, code_postal: 75011, localite: Paris}\n---\n"},
            "bureaux/a.md:3: adresse : code_postal : « 75011 » n’est pas un code postal belge → "
            "écrivez quatre chiffres, par exemple 5000",
        ),
        (
            {"bureaux/a.md": "---\ntitre: A\nadresse: {rue: R 1, code_postal: 4000, localite: Liège}\n---\n"},
            "bureaux/a.md:3: adresse : code_postal : « 4000 » n’est pas un code postal de la province de Namur → "
            "vérifiez le code, par exemple 5000",
        ),
        (
            office("telephone: 0470/00 00 1"),
            "bureaux/a.md:4: telephone : « 0470/00 00 1 » n’est pas un numéro de téléphone possible → "
            "écrivez par exemple 081/12 34 56",
        ),
        (
            office("courriel: ana@"),
            "bureaux/a.md:4: courriel : « ana@ » : le domaine de l’adresse manque → écrivez ana@cainamur.be",
        ),
        (
            office("courriel: ana.cainamur.be"),
            "bureaux/a.md:4: courriel : « ana.cainamur.be » n’est pas une adresse e-mail : il manque « @ » → "
            "écrivez nom@cainamur.be",
        ),
        (
            office("courriel: ana b@cainamur.be"),
            "bureaux/a.md:4: courriel : « ana b@cainamur.be » n’est pas une adresse e-mail → "
            "écrivez nom@cainamur.be, sans espace ni accent",
        ),
        (
            event("rediffusion: www.facebook.com/cainamur"),
            "agenda/e.md:6: rediffusion : « www.facebook.com/cainamur » : l’adresse est incomplète → "
            "écrivez https://www.facebook.com/cainamur",
        ),
        (
            event("rediffusion: sur Facebook"),
            "agenda/e.md:6: rediffusion : « sur Facebook » n’est pas une adresse du web → "
            "écrivez par exemple https://www.cainamur.be",
        ),
        (
            {"equipes/t.md": "---\ntitre: T\nresume: r\nordre: un\n---\n"},
            "equipes/t.md:4: ordre : « un » n’est pas un nombre entier → écrivez par exemple 957",
        ),
        (
            {"chiffres/2020.md": f"---\n{FIGURES}    lignes: [{{quoi: a, valeurs: [1, 2]}}]\n    total: [1, 3]\n---\n"},
            "chiffres/2020.md:9: comparaisons : nº 1 : total : le total écrit est 1 et 3, la somme des lignes 1 et 2 → "
            "corrigez le nombre faux",
        ),
        (
            {"chiffres/2020.md": f"---\n{FIGURES}    lignes: [{{quoi: a, valeurs: [1]}}]\n    total: [1, 3]\n---\n"},
            "chiffres/2020.md:8: comparaisons : nº 1 : lignes : « a » : 1 nombre pour 2 années → écrivez un nombre par année",
        ),
    ],
)  # fmt: skip
def test_a_mistake_has_its_message(mistakes, files, message):
    assert mistakes(files) == [message]


def test_a_file_that_cannot_be_read_does_not_accuse_those_that_name_it(mistakes):
    files = {"equipes/t.md": "", "personnes/ana-b.md": PERSON} | page("[l’équipe](/equipe/t/)")
    assert mistakes(files) == [
        "equipes/t.md:1: le fichier est vide → commencez par l’en-tête : « --- », « titre: … », « --- »"
    ]


@each_row("event", ["", "---\ntitre: a: b\n---\n", "---\ntitre: E\nresume: r\ngenre: g\ndebut: le 27/11/2020\n---\n"])
def test_a_link_to_an_event_that_cannot_be_read_is_not_to_blame(mistakes, event):
    found = mistakes(page("[le forum](/agenda/2020/forum/)") | {"agenda/forum.md": event})
    assert [mistake.split(":")[0] for mistake in found] == ["agenda/forum.md"]


def test_a_draft_may_lack_what_it_needs_later(site, mistakes):
    draft = {"bureaux/a.md": "---\ntitre: A\nstatut: brouillon\nadresse: {rue:, code_postal:, localite:}\n---\n"}
    assert not site(draft).offices
    assert len(mistakes({"bureaux/a.md": "---\ntitre: A\nstatut: brouillon\ntelefone: 1\n---\n"})) == 1


def test_a_draft_may_link_to_a_draft_and_name_it(site):
    draft = "---\ntitre: A\nresume: r\nstatut: brouillon\n---\n[b](/plateformes/b/) [b](../plateformes/b.md)"
    event = EVENT.replace("resume: r", "resume: r\nplateforme: b\nstatut: brouillon")
    found = site({"pages/a.md": draft, "plateformes/b.md": draft, "agenda/e.md": f"---\n{event}\n---\n"})
    assert not found.of(Platform)
    assert not found.past_events


def test_two_links_to_one_lost_page_are_told_on_their_own_lines(mistakes):
    assert [m.split(": ")[0] for m in mistakes(page("[a](/x/)\n\n[b](/x/)"))] == ["pages/p.md:5", "pages/p.md:7"]


def test_forty_wrong_files_are_told_at_once(mistakes):
    files = {f"pages/p{n}.md": f"---\ntitre: Page {n}\ntire: x\n---\n[x](/nulle-part/)\n" for n in range(40)}
    found = mistakes(files)
    assert len(found) == 120
    assert {m.split(":")[0] for m in found} == set(files)


def test_what_systems_leave_behind_is_passed_over(site):
    site(
        page("Texte.")
        | {"pages/.DS_Store": b"\0", "images/Thumbs.db": b"\0", "pages/.p.md.swp": b"\0", "pages/p.md~": b"x"}
    )


def test_an_unknown_field_is_told_also_without_a_value(mistakes):
    (mistake,) = mistakes(event("couleur:"))
    assert mistake.startswith("agenda/e.md:6: couleur : champ inconnu → champs possibles : ")


def test_tags_in_one_text_are_told_how_to_be_a_list(mistakes):
    text = "---\ntitre: N\nresume: r\ndate: 2020\ncategorie: c\netiquettes: fête, langues\n---\n"
    (mistake,) = mistakes({"actualites/n.md": text})
    assert mistake == (
        "actualites/n.md:6: etiquettes : « fête, langues » : un mot-clé n’a pas de virgule → écrivez [fête, langues]"
    )


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(13, "Permission denied"), "le fichier existe, mais sa lecture est interdite → vérifiez ses droits"),
        (OSError(5, "Input/output error"), "le fichier ne s’ouvre pas → copiez-le de nouveau"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_in_french(mistakes, monkeypatch, error, message):
    def fail(*_):
        raise error

    monkeypatch.setattr(loading, "read_bounded", fail)
    assert mistakes(page("Bonjour")) == [f"pages/p.md:1: {message}"]


CONFLICT = "{}<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> 1a2b3c4 (Dinant)\n{}"


IN_CONFLICT = (
    "deux personnes ont changé les mêmes lignes, et git a gardé les deux versions → gardez la bonne, effacez l’autre, "
    "puis les lignes qui commencent par « <<<<<<< », « ======= » et « >>>>>>> »"
)


@each_row(
    ("files", "place"),
    [
        (page(CONFLICT.format("Un.\n\n", "Le mardi.", "Le lundi.", "")), "pages/p.md:7"),
        ({"pages/p.md": CONFLICT.format("---\n", "titre: A", "titre: B", "resume: r\n---\n")}, "pages/p.md:2"),
        (
            page(CONFLICT.format("", "Le mardi.", "||||||| base\nLe jour.\n=======\nLe lundi.", "").replace("\n", "\r\n")),
            "pages/p.md:5",
        ),
        (page("Le lundi.\n>>>>>>> 1a2b3c4 (Dinant)\n"), "pages/p.md:6"),
        (page("Le lundi.\n\n=======\n"), "pages/p.md:7"),
        (page("Le lundi.\n\n||||||| base\n"), "pages/p.md:7"),
        ({"redirections.txt": CONFLICT.format("", "/a/ → /agenda/", "/a/ → /contact/", "")}, "redirections.txt:1"),
        ({"abreviations.txt": CONFLICT.format("A: a\n", "B: b", "B: c", "")}, "abreviations.txt:2"),
        ({"mots-connus.txt": CONFLICT.format("", "mot", "mots", "fin\n")}, "mots-connus.txt:1"),
        ({"documents/liste.csv": CONFLICT.format("a;b\n", "1;2", "1;3", "")}, "documents/liste.csv:2"),
    ],
)  # fmt: skip
def test_the_marks_of_a_conflict_are_one_mistake_that_says_what_to_keep(mistakes, files, place):
    assert mistakes(files) == [f"{place}: {IN_CONFLICT}"]


def test_a_line_of_equal_signs_below_words_is_no_conflict(mistakes):
    (told,) = mistakes(page("Bonjour\n=======\n"))
    assert "le titre de la page est déjà dans « titre »" in told


def test_a_table_with_empty_cells_is_no_conflict(site):
    assert site(page("| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n|||||||\n")).records


def test_a_list_of_words_that_cannot_be_read_is_told(mistakes):
    assert mistakes({"mots-connus.txt": "été\n".encode("cp1252")}) == [
        "mots-connus.txt:1: « été » : un caractère n’est pas en UTF-8 → enregistrez le fichier en « UTF-8 »"
    ]
