"""The closures of several offices (``fermetures.md``): the dates that they strike out, and each mistake's message."""

import datetime as dt
import shutil

from plugins.source.loading import load
from plugins.source.record_cache import RecordCache
from tests.tables import each_row

OFFICE = "---\ntitre: {}\nadresse: {{rue: Rue 1, code_postal: 5000, localite: Namur}}\npermanences: [{{quand: jeudi}}]\n{}---\n"
FILES = {
    "bureaux/ici.md": OFFICE.format("Ici", ""),
    "bureaux/ailleurs.md": OFFICE.format("Ailleurs", "fermetures: [{du: 2026-12-03, au: 2026-12-03, raison: gel}]\n"),
    "bureaux/bientot.md": OFFICE.format("Bientôt", "statut: brouillon\n"),
}
TODAY = dt.date(2026, 11, 23)


def closing(items):
    return {"fermetures.md": f"---\nfermetures:\n{items}---\n"}


def struck(site, slug):
    """Return the struck out days of an office in December, each with its reason."""
    dates = next(site.visit(office).dates for office in site.offices if office.slug == slug)
    return [
        (date.day.day, date.occurrence.reason) for date in dates if date.day < dt.date(2027, 1, 1) and not date.held
    ]


@each_row("named", ["", ", bureaux: tous", ", bureaux: Tous les bureaux", ", bureaux: [ici, ailleurs]"])
def test_one_line_closes_all_offices_beside_their_own_closures(site, named):
    found = site(FILES | closing(f"  - {{du: 2026-12-24, au: 2027-01-01, raison: congés{named}}}\n"))
    assert struck(found, "ici") == [(24, "congés"), (31, "congés")]
    assert struck(found, "ailleurs") == [(3, "gel"), (24, "congés"), (31, "congés")]


def test_some_offices_are_closed_by_name(site):
    found = site(FILES | closing("  - {du: 2026-12-10, au: 2026-12-10, raison: peinture, bureaux: ici}\n"))
    assert struck(found, "ici") == [(10, "peinture")]
    assert struck(found, "ailleurs") == [(3, "gel")]


ONE = "  - {du: 2026-12-10, au: 2026-12-10, raison: gel}\n"


@each_row(
    ("items", "line", "message"),
    [
        ("  - {du: 2026-12-10, au: 2026-12-01, raison: x}\n", 3, "nº 1 : au : la fin (2026-12-01) vient avant le début (2026-12-10) → corrigez l’une des deux dates"),
        (ONE + ONE, 4, "nº 2 : cette fermeture est écrite deux fois → effacez l’une des deux lignes"),
        ("  - {du: 2026-12-10, au: 2126-12-10, raison: x}\n", 3, "nº 1 : le mardi 10 décembre 2126 ne peut pas être voulu → écrivez une année de 2010 à 2100"),
        ("  - {du: 2026-12-10, raison: x}\n", 3, "nº 1 : au : ce champ manque → écrivez « au: … » : le dernier jour de fermeture"),
        ("  - {du: 24 décembre, au: 2026-12-24, raison: x}\n", 3, "nº 1 : du : « 24 décembre » : il manque l’année → écrivez par exemple 2026-12-24"),
        ("  - {du: 2026-12-10, au: 2026-12-10, raison: x, bureaux: icy}\n", 3, "nº 1 : bureaux : le bureau « icy » n’existe pas → vouliez-vous dire « ici » ?"),
        ("  - {du: 2026-12-10, au: 2026-12-10, raison: x, bureaux: bientot}\n", 3, "nº 1 : bureaux : le bureau « bientot » n’est pas encore en ligne → publiez d’abord bureaux/bientot.md"),
        ("  - {du: 2026-12-10, au: 2026-12-10, raison: pas le mardi 10 décembre 2026}\n", 3, "nº 1 : raison : « mardi 10 décembre 2026 » : ce jour est un jeudi"),
    ],
)  # fmt: skip
def test_a_mistake_names_its_line(mistakes, items, line, message):
    (told,) = mistakes(FILES | closing(items))
    assert told.startswith(f"fermetures.md:{line}: fermetures : {message}")


def test_a_text_below_is_a_mistake_since_nobody_would_see_it(mistakes):
    files = closing(ONE)
    files["fermetures.md"] += "\nTous les bureaux sont fermés.\n"
    assert mistakes(FILES | files) == [
        "fermetures.md:6: rien de ce texte ne paraît sur le site → écrivez tout dans l’en-tête, entre les deux « --- »"
    ]


def test_a_file_without_a_head_is_a_mistake(mistakes):
    (told,) = mistakes(FILES | {"fermetures.md": "du 24 au 31 décembre"})
    assert told.startswith("fermetures.md:1: l’en-tête manque")


def test_an_exceptional_date_in_a_closure_of_all_is_a_mistake_of_its_office(mistakes):
    files = {"bureaux/ici.md": OFFICE.format("Ici", "ajouts:\n  - {le: 2026-12-11}\n")}
    assert mistakes(FILES | files | closing("  - {du: 2026-12-10, au: 2026-12-20, raison: gel}\n")) == [
        "bureaux/ici.md:6: ajouts : nº 1 : le vendredi 11 décembre 2026 est fermé (fermeture : gel) → "
        "choisissez un autre jour, ou effacez cette ligne"
    ]


def test_records_that_were_kept_follow_what_closes_them(content, tmp_path_factory):
    kept, folder = tmp_path_factory.mktemp("kept"), content(FILES)

    def read():
        records = RecordCache(kept, "1")
        found = load(folder, TODAY, records=records)
        records.save()
        return found

    before = read()
    content(closing(ONE))
    closed = read()
    assert struck(closed, "ici") == [(10, "gel")]
    assert before.versions.keys() == closed.versions.keys()
    assert all(before.versions[address] != closed.versions[address] for address in before.versions)
    (folder / "fermetures.md").unlink()
    opened = read()
    assert struck(opened, "ici") == []
    assert opened.versions == before.versions
    shutil.rmtree(kept)
