"""Each rule of advice, in texts about which it gives advice and in texts about which it gives none."""

from plugins.base.processes import FEW
from tests.drawn import JPEG
from tests.tables import each_row

PAGE = "---\ntitre: Titre\nresume: Une phrase qui dit assez bien l'essentiel.\n---\n\n"
OFFICE = (
    "---\ntitre: Dinant\nadresse: {{rue: R 1, code_postal: 5500, localite: Dinant}}\nverifie_le: 2026-06-01\n"
    "permanences:\n  - quand: {}\n{}---\n"
)
EVENT = (
    "---\ntitre: Fête\nresume: Une phrase qui dit assez bien l'essentiel.\ngenre: fête\ndebut: {}\netat: {}\n{}---\n"
)
NEWS = "---\ntitre: Vue\nresume: Une phrase qui dit assez bien l'essentiel.\ndate: 2026-01-01\ncategorie: c\nevenement: fete\n---\n"
LONG = " ".join(["mot"] * 26)
SHORT = " ".join(["mot"] * 25)


def page(body, **fields):
    """Return the files of a page with the text ``body``, which begins on line 6, and further fields."""
    source = PAGE
    for name, value in fields.items():
        source = source.replace("---\n\n", f"{name}: {value}\n---\n\n")
    return {"pages/p.md": source + body}


def test_nothing_is_said_of_a_page_that_needs_nothing(advice):
    assert advice(page("Le texte est bref. Il se lit bien.\n")) == []


def test_a_note_stands_on_its_line(of_rule):
    assert of_rule("note", page("", a_verifier="[un, deux]")) == ["pages/p.md:4: un", "pages/p.md:4: deux"]


@each_row(
    ("verified", "said"),
    [
        ("2025-11-20", ["pages/p.md:4: vérifié pour la dernière fois en novembre 2025 → relisez, puis écrivez « verifie_le: 2026-11-23 »"]),
        ("2024", ["pages/p.md:4: vérifié pour la dernière fois en 2024 → relisez, puis écrivez « verifie_le: 2026-11-23 »"]),
        ("2025-11-23", []),
        ("2025", []),
    ],
)  # fmt: skip
def test_what_nobody_looked_at_for_a_year(of_rule, verified, said):
    assert of_rule("verified", page("", verifie_le=verified)) == said


KEYWORDS = "---\ntitre: Vue\nresume: Une phrase qui dit assez bien l'essentiel.\ndate: 2026-01-01\ncategorie: {}\netiquettes: [{}]\n---\n"


def test_a_keyword_that_another_file_spells_otherwise(of_rule):
    written = {"a": ("Vie du lieu", "Écoles"), "b": ("vie du lieu", "ecoles"), "c": ("Vie du Lieu", "Écoles")}
    files = {f"actualites/{name}.md": KEYWORDS.format(*words) for name, words in written.items()}
    said = "« {} » : actualites/a.md écrit « {} », et la liste est la même → écrivez « {} »"
    assert of_rule("keyword", files | {"actualites/d.md": KEYWORDS.format("Vie du lieu", "une école")}) == [
        f"actualites/b.md:5: {said.format('vie du lieu', 'Vie du lieu', 'Vie du lieu')}",
        f"actualites/b.md:6: {said.format('ecoles', 'Écoles', 'Écoles')}",
        f"actualites/c.md:5: {said.format('Vie du Lieu', 'Vie du lieu', 'Vie du lieu')}",
    ]


def test_data_of_offices_and_people_were_verified_once(of_rule):
    office = OFFICE.format("tous les lundis", "").replace("verifie_le: 2026-06-01\n", "")
    (said,) = of_rule("verified", {"bureaux/dinant.md": office})
    assert "jamais vérifié → relisez, puis écrivez" in said


@each_row(
    ("fields", "said"),
    [
        ({"d_apres": "le registre"}, ["pages/p.md:4: jamais vérifié, d’après le registre → relisez, puis écrivez « verifie_le: 2026-11-23 »"]),
        ({"d_apres": "le registre", "d_apres_le": "2025-10"}, ["pages/p.md:4: jamais vérifié, d’après le registre → relisez, puis écrivez « verifie_le: 2026-11-23 »"]),
        ({"d_apres": "le registre", "d_apres_le": "2025-11"}, []),
        ({"d_apres": "le registre", "d_apres_le": "2020", "verifie_le": "2026-11-01"}, []),
    ],
)  # fmt: skip
def test_what_was_taken_from_somewhere_long_ago_and_never_verified(of_rule, fields, said):
    assert of_rule("verified", page("", **fields)) == said


@each_row(
    ("body", "lines"),
    [
        (f"Court.\n\nBien. {LONG.capitalize()}.\n", [8]),
        (f"{SHORT}.\n", []),
        (f"- {LONG} ;\n- mot.\n", [6]),
        (f"Un.\n{SHORT.capitalize()}\nmot. Mot.\n", [7]),
        (f"## {LONG}\n", []),
        (f"| a | b |\n| --- | --- |\n| {LONG} | x |\n", []),
        (f"```\n{LONG}\n```\n", []),
        ("M. Un voit le Dr Deux. " + SHORT.capitalize() + ".\n", []),
        (f"« {SHORT[:-4]} ! » {SHORT.capitalize()}.\n", []),
        (f"[{SHORT}](https://a.be/{'x-' * 20}) mot.\n", [6]),
        ("Mot : « oui » ; " * 6 + "non.\n", []),
    ],
)
def test_a_sentence_one_must_read_twice(of_rule, body, lines):
    found = of_rule("sentence", page(body))
    assert [int(row.split(":")[1]) for row in found] == lines
    assert all("mots, 25 au plus se lisent bien → coupez-la en deux" in row for row in found)


def test_a_long_sentence_is_told_by_its_start(of_rule):
    (said,) = of_rule("sentence", page(f"Le début de la phrase est montré ici {LONG}.\n"))
    assert "« Le début de la phrase est montré… » : 34 mots" in said


@each_row(
    ("body", "unexplained"),
    [
        ("Le PPLI avance.", "PPLI"),
        ("Le plan provincial et local d'intégration (PPLI) avance. Le PPLI aide.", None),
        ("Le PPLI, plan provincial et local d'intégration, avance.", None),
        ("Les plans provinciaux et locaux. Le PPLI.", "PPLI"),
        ("Le PPLI avance. Le plan provincial et local d'intégration (PPLI).", "PPLI"),
        ("Le Programme des lycées du Sud (PLS) commence.", None),
        ("Le PLS (Programme des lycées du Sud) commence.", None),
        ("Une phrase qui finit ainsi (PLS).", "PLS"),
        ("Un document en PDF.", None),
        ("La Deuxième Guerre et Albert II, le XXI et l'an 2020.", None),
        ("Le « [[en: National Action Plan Against Racism]] » (NAPAR).", None),
        ("Le CAB ici.\n\n*[CAB]: Centre d'art de Bruxelles", None),
        ("Voir `HTML` et https://site.be/PPLI et A.", None),
    ],
)
def test_an_abbreviation_that_nobody_explained(of_rule, body, unexplained):
    known = {"abreviations.txt": "# les nôtres\nPPLI: Plan provincial et local d'intégration\nPDF\n"}
    found = of_rule("abbreviation", page(body) | known)
    assert [row.split("« ")[1].split(" »")[0] for row in found] == ([unexplained] if unexplained else [])


def test_an_abbreviation_is_told_once_a_page_with_its_words(of_rule):
    files = page("Bon.\nLe PPLI. Le PPLI.\n") | {"abreviations.txt": "PPLI : Plan provincial"}
    assert of_rule("abbreviation", files) == [
        "pages/p.md:7: « PPLI » n’est pas expliqué → écrivez la première fois « Plan provincial (PPLI) »"
    ]


@each_row(
    ("note", "said"),
    [("Le rapport ne donne que les sigles ILI, PPLI.", []), ("PPLIS, SPPLI et X-PPLI", ["PPLI"]), ("ppli", ["PPLI"])],
)
def test_an_abbreviation_that_a_note_names_is_being_asked_about(of_rule, note, said):
    found = of_rule("abbreviation", page("Le PPLI avance.", a_verifier=f'"{note}"'))
    assert [row.split("« ")[1].split(" »")[0] for row in found] == said


def test_the_summary_explains_for_the_text(of_rule):
    source = PAGE.replace("assez bien l'essentiel", "le Plan de cohésion sociale (PCS)")
    assert of_rule("abbreviation", {"pages/p.md": source + "Le PCS."}) == []


def test_a_misspelled_word_is_told_once_a_file(of_rule):
    files = page("Bien.\nUn motz et un motz.\n") | {"pages/q.md": PAGE + "motz\n"}
    found = of_rule("spelling", files, wrong={"motz"})
    assert [row.split(": ")[0] for row in found] == ["pages/p.md:7", "pages/q.md:6"]
    assert "« motz » n’est pas dans le dictionnaire → vouliez-vous dire « juste » ? Sinon, ajoutez-le" in found[0]


def test_many_files_are_looked_at_in_the_same_way_as_few(advice):
    files = {f"pages/p{number}.md": PAGE + "Zut zut motz\n\nmotz zut.\n" for number in range(FEW + 2)}
    few = {name: files[name] for name in ("pages/p1.md", "pages/p2.md")}
    of_few = advice(few, wrong={"motz", "zut"})
    assert len(of_few) > 3
    assert [row for row in advice(files, wrong={"motz", "zut"}) if row.startswith(tuple(few))] == of_few


@each_row(
    "body",
    [
        "[[en: motz]] bien",
        "[mot](https://motz.be/motz)",
        "`motz` et nom@motz.be et www.motz.be et motz2 et MOTZ",
        "*[motz]: le motz",
        "```\nmotz\n```",
    ],
)
def test_what_is_no_french_is_not_spelled(of_rule, body):
    assert of_rule("spelling", page(body), wrong={"motz", "Motz"}) == []


def test_the_name_of_a_file_is_not_spelled(of_rule):
    event = EVENT.format("2027-01-01", "confirmé", "documents: [{titre: Le plan, fichier: programmz.pdf}]\n")
    files = {"agenda/fete.md": event, "documents/programmz.pdf": b"%PDF"}
    assert of_rule("spelling", files, wrong={"programmz", "documents", "pdf"}) == []


def test_words_that_the_house_knows_are_not_asked(of_rule):
    files = {
        **page("L’interfédéral, d’Yvoir à Bouge, avec Zouave Ghz et le Padletz."),
        "mots-connus.txt": "# liste\nInterfédéral # mot nouveau\n",
        "pages/q.md": PAGE.replace("titre: Titre", "titre: Le Padletz"),
        "equipes/t.md": "---\ntitre: Équipe\nresume: Une phrase qui dit assez bien.\nordre: 1\n---\n",
        "personnes/z.md": "---\nprenom: Zouave\nnom: Ghz\nfonction: f\nequipe: t\nverifie_le: 2026\n---\n",
    }
    assert of_rule("spelling", files, wrong={"interfédéral", "Yvoir", "Bouge", "Zouave", "Ghz", "Padletz"}) == []


def test_a_compound_is_wrong_where_one_of_its_parts_is(of_rule):
    found = of_rule("spelling", page("après-midi axe-core l’axe-core"), wrong={"après-midi", "axe-core", "core"})
    assert ["axe-core" in row for row in found] == [True]


@each_row(("length", "said"), [(65, 0), (66, 1)])
def test_a_title_that_would_be_cut(of_rule, length, said):
    source = PAGE.replace("titre: Titre", f"titre: {'t' * length}")
    assert len(of_rule("title", {"pages/p.md": source})) == said


@each_row(("length", "said"), [(24, "dit peu"), (25, None), (160, None), (161, "161 caractères")])
def test_a_description_too_short_or_too_long(of_rule, length, said):
    source = PAGE.replace("Une phrase qui dit assez bien l'essentiel.", "r" * length)
    found = of_rule("description", {"pages/p.md": source})
    assert bool(found) == bool(said)
    assert all(said in row for row in found)


def test_a_section_needs_a_description_and_a_person_does_not(of_rule):
    files = {
        "agenda/index.md": "---\ntitre: Agenda\n---\n",
        "equipes/t.md": "---\ntitre: T\nresume: Une phrase qui dit assez bien.\nordre: 1\n---\n",
        "personnes/z.md": "---\nprenom: Zoé\nnom: B\nfonction: f\nequipe: t\n---\n",
    }
    found = of_rule("description", files)
    assert found == [
        "agenda/index.md:1: « resume » manque → dites en une phrase ce que l’on trouve dans cette rubrique"
    ]


@each_row(
    ("start", "state", "more", "others", "said"),
    [
        ("2026-11-01", "confirmé", "", {}, True),
        ("2026-11-01", "annoncé", "", {}, True),
        ("2026-11-01", "confirmé", "rediffusion: https://www.a.be\n", {}, False),
        ("2026-11-01", "confirmé", "", {"actualites/vue.md": NEWS}, False),
        ("2026-11-01", "confirmé", "a_verifier: La date et la suite donnée ne sont pas connues\n", {}, True),
        ("2026-11-01", "annulé", "", {}, False),
        ("2026-11-01", "reporté sans date", "", {}, False),
        ("2026-11-01", "reporté", "initialement_le: 2026-10-01\n", {}, False),
        ("2026-11-23", "confirmé", "", {}, False),
        ("2026-11", "confirmé", "", {}, False),
    ],
)
def test_an_event_that_is_over_without_a_word(of_rule, start, state, more, others, said):
    found = of_rule("event", {"agenda/fete.md": EVENT.format(start, state, more)} | others)
    assert [row.split(" → ")[0] for row in found] == (
        [f"agenda/fete.md:6: l’événement est passé, et reste « {state} » sans suite"] if said else []
    )


@each_row(
    ("rule", "more", "said"),
    [
        ("4e vendredi du mois", "", ["vendredi 25 décembre 2026 (Noël)"]),
        ("tous les vendredis", "", ["vendredi 25 décembre 2026 (Noël)", "vendredi 1er janvier 2027 (Nouvel An)"]),
        ("4e vendredi du mois", "jours_feries: ouvert\n", []),
        ("3e vendredi du mois", "", []),
        ("tous les lundis", "", []),
    ],
)
def test_a_permanence_on_a_coming_holiday(of_rule, rule, more, said):
    found = of_rule("holiday", {"bureaux/dinant.md": OFFICE.format(rule, more)})
    assert len(found) == len(said)
    assert all(f" le {day}, que le site barre de lui-même → " in row for row, day in zip(found, said, strict=True))


@each_row(
    ("body", "said"),
    [
        ("[cliquez ici](/p/)", "« cliquez ici » ne dit pas où mène le lien"),
        ("[En savoir plus](/p/)", "« En savoir plus » ne dit pas"),
        ("[https://www.a.be](https://www.a.be)", "« https://www.a.be » se lit mal"),
        ("Voyez https://www.a.be/b pour tout.", "« https://www.a.be/b » n’est pas un lien → écrivez [nom du site]"),
        ("Voyez www.a.be.", "« www.a.be » n’est pas un lien → écrivez [nom du site](https://www.a.be)"),
        (
            "[www.a.be](https://www.a.be)",
            "« www.a.be » se lit mal → nommez ce que l’on y trouve : [nom du site](https://www.a.be)",
        ),
        ("[l’agenda](/p/), [écrivez-nous](mailto:a@b.be), <a@b.be>, `https://a.be`", None),
    ],
)
def test_a_link_that_says_nothing(of_rule, body, said):
    found = of_rule("link", page(f"Bien.\n{body}\n"))
    assert len(found) == bool(said)
    assert all(row.startswith("pages/p.md:7: ") and said in row for row in found)


@each_row(
    ("body", "said"),
    [
        ("Namur     Dinant", ["pages/p.md:7: « Namur     Dinant » : à l’écran, ces espaces n’en font qu’une"]),
        ("Le mardi\t9h", ["pages/p.md:7: « mardi 9h » : à l’écran, ces espaces n’en font qu’une"]),
        ("| Namur     | Dinant |\n| ---     | --- |", []),
        ("Namur  \nDinant", []),
        ("Namur  Dinant, `a     b`", []),
        ("-   un point\n-   un autre", []),
    ],
)
def test_spaces_that_would_be_lost(of_rule, body, said):
    found = of_rule("spaces", page(f"Bien.\n{body}\n" if "-   " not in body else f"Bien.\n\n{body}\n"))
    assert [row.split(" → ")[0] for row in found] == said
    assert all(row.endswith(" → gardez-en une, ou écrivez un tableau") for row in found)


def test_files_that_no_page_uses_and_files_that_weigh_much(of_rule):
    files = page("[le plan](/documents/plan.pdf)") | {
        "documents/plan.pdf": b"%PDF-1.7" + b"x" * 5_000_000,
        "images/oubliee.jpg": JPEG,
        "images/.cachee": b"x",
    }
    assert of_rule("asset", files) == [
        "documents/plan.pdf:1: ce fichier pèse 5,0 Mo → réduisez-le : exportez un PDF allégé",
        "images/oubliee.jpg:1: aucune page ne s’en sert → faites un lien vers ce fichier, ou supprimez-le",
    ]


def test_a_draft_is_read_too_and_says_what_it_lacks(advice):
    files = {
        "pages/a.md": "---\ntitre: A\nstatut: brouillon\n---\n",
        "pages/b.md": PAGE.replace("titre", "statut: brouillon\ntitre") + "[ici](/b/)\n",
    }
    found = advice(files)
    assert found[0].startswith("pages/a.md:1: draft: resume : ce champ manque")
    assert found[1].startswith("pages/b.md:7: link: « ici »")


def test_what_is_mended_soonest_comes_first_in_each_file(advice):
    found = advice(page(f"{LONG}.\n[ici](/p/) motz\n", a_verifier="note"), wrong={"motz"})
    assert [row.split(": ")[1] for row in found] == ["spelling", "link", "sentence", "note"]


def test_one_file_alone(advice):
    files = page("[ici](/p/)") | {"pages/q.md": PAGE + "[ici](/q/)\n"}
    assert [row.partition(":")[0] for row in advice(files, only="pages/q.md")] == ["pages/q.md"]


EASY, HARD = "Le jour vient vite. ", "L’accompagnement interculturel continuera. "


@each_row(
    ("text", "said"),
    [
        (EASY * 14, []),
        (EASY * 28, []),
        (EASY * 13, ["58 mots, « titre » et « resume » compris → écrivez-en de 60 à 120"]),
        (EASY * 30, ["126 mots, « titre » et « resume » compris → écrivez-en de 60 à 120"]),
        (HARD * 20, ["lisibilité de 0 sur 100 → des phrases et des mots plus courts, jusqu’à 80"]),
    ],
)
def test_a_task_is_short_and_easy_to_read(of_rule, text, said):
    task = f"---\ntitre: Deux mots\nresume: Le soleil brille ici.\nordre: 1\n---\n\n{text}\n"
    assert of_rule("task", {"besoins/b.md": task}) == [f"besoins/b.md:2: {each}" for each in said]


def test_another_page_may_be_long(of_rule):
    assert of_rule("task", page(HARD * 50)) == []
