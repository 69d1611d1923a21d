"""The mistakes in the permanences of an office, each with its exact message."""

from tests.tables import each_row
from tests.unit.source.mistaken import OFFICE, PERSON, TEAM, office, page

PERMANENCE = "permanences:\n  - quand: 2e et 4e jeudi du mois\n    qui: ana-b\n"


@each_row(
    ("extra", "message"),
    [
        (
            "permanences:\n  - quand: 2e et 4e judi du mois",
            "bureaux/a.md:5: permanences : nº 1 : quand : « 2e et 4e judi du mois » : « judi » n’est pas compris → "
            "forme acceptée la plus proche : « 2e et 4e jeudi du mois »",
        ),
        (
            f"{PERMANENCE}annulations:\n  - {{le: 2026-12-10, raison: r}}\n  - {{le: 2026-12-17, raison: r}}",
            "bureaux/a.md:9: annulations : nº 2 : le jeudi 17 décembre 2026 n’est pas un jour de permanence "
            "(« 2e et 4e jeudi du mois ») → vérifiez la date, ou effacez cette ligne",
        ),
        (
            f"{PERMANENCE}ajouts:\n  - {{le: 2026-12-25}}",
            "bureaux/a.md:8: ajouts : nº 1 : le vendredi 25 décembre 2026 est fermé (jour férié : Noël) → "
            "choisissez un autre jour, ou effacez cette ligne",
        ),
        (
            f"{PERMANENCE}ajouts:\n  - {{le: 2026-12}}",
            "bureaux/a.md:8: ajouts : nº 1 : le : « 2026-12 » : il faut un jour précis, sans heure → "
            "écrivez par exemple 2026-12-24",
        ),
        (
            f"{PERMANENCE}ajouts:\n  - {{le: 2026-12-11, horaire: 9h}}",
            "bureaux/a.md:8: ajouts : nº 1 : horaire : « 9h » : il manque l’heure de fin après « 9h » → "
            "écrivez « 9h-… », avec l’heure de fin",
        ),
        (
            f"{PERMANENCE}fermetures:\n  - {{du: 2026-12-24, au: 2026-12-20, raison: congés}}",
            "bureaux/a.md:8: fermetures : nº 1 : au : la fin (2026-12-20) vient avant le début (2026-12-24) → "
            "corrigez l’une des deux dates",
        ),
        (
            "annulations: [{le: 2026-12-10, raison: r}]",
            "bureaux/a.md:4: annulations : ce bureau n’a pas de permanence → écrivez d’abord « permanences: »",
        ),
        (
            "permanences:\n  - quand: 5e lundi du mois du 2026-02-01 au 2026-03-15",
            "bureaux/a.md:5: permanences : nº 1 : quand : « 5e lundi du mois, du 1er février 2026 au 15 mars 2026 » "
            "ne donne aucune date → corrigez l’une des deux dates, ou les jours",
        ),
    ],
)  # fmt: skip
def test_a_permanence_that_cannot_be_has_its_message(mistakes, extra, message):
    files = office(extra) | {"equipes/t.md": TEAM, "personnes/ana-b.md": PERSON}
    assert mistakes(files) == [message]


@each_row(
    ("extra", "told"),
    [
        ("annulations:\n  - {le: 24/12/2026, raison: r}", ["8: annulations : nº 1 : le : « 24/12/2026 » → écrivez 2026-12-24"]),
        ("ajouts:\n  - {le: 24/12/2026}", ["8: ajouts : nº 1 : le : « 24/12/2026 » → écrivez 2026-12-24"]),
        (
            "fermetures:\n  - {du: 24/12/2026, au: 31/12/2026, raison: r}",
            [
                "8: fermetures : nº 1 : au : « 31/12/2026 » → écrivez 2026-12-31",
                "8: fermetures : nº 1 : du : « 24/12/2026 » → écrivez 2026-12-24",
            ],
        ),
        (
            "verifie_le: lundi 24 décembre 2025",
            [
                "7: verifie_le : « lundi 24 décembre 2025 » : ce jour est un mercredi → "
                "écrivez 2025-12-24, ou corrigez la date : lundi est le 2025-12-22"
            ],
        ),
        ("verifie_le: 24/12/2025", ["7: verifie_le : « 24/12/2025 » → écrivez 2025-12-24"]),
    ],
)  # fmt: skip
def test_one_wrong_date_is_one_mistake_with_its_answer(mistakes, extra, told):
    files = {"equipes/t.md": TEAM, "personnes/ana-b.md": PERSON} | page("[A](/bureaux/a/)")
    assert mistakes(files | office(PERMANENCE + extra)) == [f"bureaux/a.md:{row}" for row in told]


def test_one_wrong_date_in_a_closure_of_eight_offices_is_eight_mistakes(mistakes):
    closed = office(f"{PERMANENCE}fermetures: {{du: 24/12/2026, au: 2026-12-31, raison: r}}")["bureaux/a.md"]
    files = {"equipes/t.md": TEAM, "personnes/ana-b.md": PERSON} | {f"bureaux/b{n}.md": closed for n in range(8)}
    assert len(mistakes(files)) == 8


def test_one_person_in_two_places_at_once_is_told_with_both_files(mistakes):
    people = {"equipes/t.md": TEAM, "personnes/ana-b.md": PERSON}
    other = {"bureaux/b.md": f"---\n{OFFICE}\npermanences:\n  - quand: le jeudi matin\n    qui: ana-b\n---\n"}
    (found,) = mistakes(office(PERMANENCE) | other | people)
    assert found == (
        "bureaux/a.md:5: ana-b est à deux endroits à la fois le jeudi 26 novembre 2026, et 23 autres fois : "
        "bureaux/a.md (« 2e et 4e jeudi du mois ») et bureaux/b.md (« tous les jeudis matin ») → "
        "changez l’une des deux, ou annulez les dates en double"
    )


def test_a_cancellation_may_belong_to_any_permanence_of_the_office(site):
    extra = "permanences:\n  - quand: le lundi\n  - quand: le jeudi\nannulations:\n  - {le: 2026-12-10, raison: r}"
    assert site(office(extra)).offices
