"""Mistakes in groups, lists and quoted values: the message shows how to write the same value."""

from tests.tables import each_row
from tests.unit.source.mistaken import OFFICE, PERSON, TEAM, event, office, page


@each_row(
    ("written", "example"),
    [
        ("lieu: Namur", "{nom: Namur}"),
        ("lieu: Salle des fêtes, 5000 Namur", '{nom: "Salle des fêtes, 5000 Namur"}'),
        ("inscription: jusqu'au 10 avril", "{adresse: …, courriel: …, jusqu_au: …-04-10}, sans ce que vous ne savez pas"),
        ("inscription: avant le 10/04/2027", "{adresse: …, courriel: …, jusqu_au: …}, sans ce que vous ne savez pas"),
        (
            "inscription: ana@cainamur.be avant le 20 mars 2027",
            "{adresse: …, courriel: ana@cainamur.be, jusqu_au: 2027-03-20}, sans ce que vous ne savez pas",
        ),
        ("inscription: [ana, luc]", "{adresse: …, courriel: …, jusqu_au: …}, sans ce que vous ne savez pas"),
        ("inscription: {}", "{adresse: …, courriel: …, jusqu_au: …}, sans ce que vous ne savez pas"),
        ("lieu: {}", "{nom: …}"),
        ("documents: programme.pdf", "{titre: …, fichier: programme.pdf}"),
        ("documents: [{}]", "{titre: …, fichier: …}"),
    ],
)  # fmt: skip
def test_missing_sub_fields_are_shown_with_what_was_written(mistakes, written, example):
    (told,) = mistakes(event(written) | {"documents/programme.pdf": b"%PDF"})
    assert told.endswith(f" → écrivez {example}")
    assert told.startswith(f"agenda/e.md:6: {written.partition(':')[0]} : ")
    assert ("{}" in written or "[" in written) or written.partition(": ")[2].replace("'", "’") in told.replace("'", "’")


@each_row(
    ("written", "example"),
    [
        ("adresse: 5000 Namur", "{rue: …, code_postal: 5000, localite: …}"),
        ("permanences: le lundi", "{quand: le lundi}"),
        ("fermetures: [du 24/12/2026 au 03/01/2027]", "{du: 2026-12-24, au: …, raison: …}"),
    ],
)
def test_missing_sub_fields_of_an_office_are_shown_with_what_was_written(mistakes, written, example):
    text = f"---\n{OFFICE}\n{written}\n---\n"
    if written.startswith("adresse"):
        text = f"---\ntitre: A\n{written}\n---\n"
    (told,) = mistakes({"bureaux/a.md": text})
    assert told.endswith(f" : il faut des sous-champs → écrivez {example}")


def test_an_empty_group_never_makes_a_registration_vanish(mistakes):
    (told,) = mistakes(event("inscription: {}"))
    assert told.startswith("agenda/e.md:6: inscription : les accolades sont vides → écrivez {adresse: …,")


@each_row("written", ["…", "...", '"…"'])
def test_an_example_that_was_copied_without_its_words_is_told(mistakes, written):
    assert mistakes(event(f"lieu: {{nom: {written}}}")) == [
        "agenda/e.md:6: lieu : nom : « … » tient la place d’un texte → écrivez ce texte, ou supprimez la ligne"
    ]


@each_row("field", ["organisateurs", "partenaires", "publics"])
def test_a_comma_in_one_value_asks_whether_it_is_one_name_or_several(mistakes, field):
    assert mistakes(event(f"{field}: CNCD, MOC")) == [
        f"agenda/e.md:6: {field} : « CNCD, MOC » : un seul nom, ou plusieurs ? → "
        'si ce sont plusieurs noms, écrivez [CNCD, MOC] ; si c’est un seul, écrivez ["CNCD, MOC"]'
    ]


def test_a_comma_too_many_is_told(mistakes):
    assert mistakes(event('partenaires: "CNCD, "')) == [
        "agenda/e.md:6: partenaires : « CNCD, » : une virgule de trop → écrivez CNCD"
    ]


@each_row(("written", "names"), [("[CNCD, MOC]", ("CNCD", "MOC")), ('["CNCD, MOC"]', ("CNCD, MOC",))])
def test_both_ways_to_write_names_are_read(site, written, names):
    assert site(event(f"partenaires: {written}")).get("event", "e").partners == names


def test_points_and_notes_may_have_a_comma(site):
    found = site(event("programme: accueil, puis débat\na_verifier: le lieu, l'heure")).get("event", "e")
    assert found.programme == ("accueil, puis débat",)


def test_several_files_in_one_value_are_told_how_to_be_a_list(mistakes):
    files = office("coordination: ana-b, ana-c") | {"equipes/t.md": TEAM, "personnes/ana-b.md": PERSON}
    files |= {"personnes/ana-c.md": PERSON}
    assert mistakes(files) == [
        "bureaux/a.md:4: coordination : « ana-b, ana-c » : plusieurs noms → écrivez [ana-b, ana-c]"
    ]


@each_row(
    ("written", "told"),
    [
        ("titre: @ana", 'titre: "@ana"'),
        ("publics:\n  - @ana", '- "@ana"'),
        ("publics:\n  - *ana", '- "*ana"'),
        ('titre: @ana "B"', 'titre: "@ana \\"B\\""'),
    ],
)
def test_a_value_with_a_reserved_sign_is_shown_as_it_is_to_be(mistakes, site, written, told):
    text = "---\ntitre: E\nresume: r\ngenre: forum\ndebut: 2020-11-27\n{}\n---\n"
    text = text.replace("titre: E\n", "") if written.startswith("titre") else text
    (message,) = mistakes({"agenda/e.md": text.format(written)})
    assert message.endswith(f"mettez-le entre guillemets droits : {told}")
    key, _, item = written.rpartition("\n  ")
    assert site({"agenda/e.md": text.format(f"{key}\n  {told}" if item.startswith("-") else told)}).records


@each_row(
    ("files", "quoted"),
    [
        (office('permanences:\n  - quand: "le « judi » matin"'), "« le “judi” matin » : « “ » n’est pas compris → "),
        (event('prix: [a]\netat: "« fini »"'), "« “fini” » ne convient pas → "),
        (page("# Le « grand » jour"), "« # Le “grand” jour » : le titre de la page est déjà dans « titre » → "),
        (page("« a »"), None),
    ],
)
def test_guillemets_inside_others_are_of_the_second_kind(mistakes, site, files, quoted):
    if quoted is None:
        assert "«\u00a0a\u00a0»" in site(files).get("page", "p").html
        return
    assert any(quoted in message.replace("\u00a0", " ") for message in mistakes(files))
