"""The index of the search: what it holds of each page, what it must not hold, and what the engine finds with it."""

import datetime as dt
import gzip
import json
import random
import re
import subprocess
from dataclasses import replace
from types import SimpleNamespace

import pytest
from babel import Locale

from plugins.base.search_words import STOP_WORDS, folded, sound, stem
from plugins.files.search import ADDRESS, FIRST, NOT_PAGES, RECENT, WORDS, indexed_pages, search_files
from plugins.files.search_archive import IndexedPage, Postings, counted_terms
from plugins.model import TYPES
from plugins.model.section import Section
from plugins.model.synonyms import Synonyms
from plugins.pages.nearby import nearby_pages
from plugins.source.loading import load
from tests.built_site import INVENTED, ROOT

TODAY = dt.date(2026, 11, 23)
FRENCH = Locale("fr")
FILES = {
    "equipes/t.md": "---\ntitre: Équipe\nresume: Une équipe.\nordre: 1\n---\n",
    "personnes/ana-b.md": "---\nprenom: Ana\nnom: Bé\nfonction: accueil\nequipe: t\ntelephone: 081/00 00 18\n---\n",
    "bureaux/dinant.md": "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n"
    "permanences:\n  - quand: 2e jeudi du mois\n    qui: ana-b\na_verifier: Zanzibar\n---\n",
    "pages/p.md": "---\ntitre: P\nresume: r\n---\n## Un *titre*\n\nL'été &amp; l'hiver.\n\n- un\n- deux\n",
    "pages/long.md": "---\ntitre: L\nresume: r\n---\n" + "mot " * 1000,
    "pages/brouillon.md": "---\ntitre: Zanzibar\nresume: r\nstatut: brouillon\n---\nZanzibar",
    "actualites/n.md": "---\ntitre: N\nresume: r\ndate: 2030-01-01\ncategorie: Zanzibar\n---\nZanzibar",
    "agenda/later.md": "---\ntitre: L\nresume: r\ngenre: salon\ndebut: 2027-03-02\ninitialement_le: 2027-02-01\n"
    "etat: reporté\n---\n",
    "agenda/past.md": "---\ntitre: A\nresume: r\ngenre: salon\ndebut: 2020-09-12\ninitialement_le: 2020-03-21\n"
    "etat: reporté\n---\n",
    "agenda/sessions.md": "---\ntitre: S\nresume: r\ngenre: salon\n"
    "seances: [3 mai 2027, {le: 4 mai, titre: Les papiers}]\n---\n",
    "agenda/off.md": "---\ntitre: Off\nresume: r\ngenre: salon\ndebut: 2027-02\netat: annulé\n"
    "documents: {titre: Le plan, fichier: zanzibar.pdf}\n---\n",
    "documents/zanzibar.pdf": "%PDF-1.7",
    "agenda/e.md": "---\ntitre: E\nresume: r\ngenre: forum\ndebut: 2020-02\nen_ligne: https://example.org/zanzibar\n---\n",
}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return load(folder, TODAY)


@pytest.fixture(scope="module")
def by_address(tiny):
    return {entry.address: entry for entry in every(tiny)}


def making(site):
    """Return a stand-in for the ``BuildContext``, with what the search uses."""
    return SimpleNamespace(made_once=lambda name, page, make: make(site), made_from_last=lambda name, make: make(None))


def every(site):
    directory, past = indexed_pages(site, making(site))
    return directory + past


def made(site):
    return b"".join(file.content for file in search_files(*indexed_pages(site, making(site)), site.synonyms))


def test_every_page_can_be_found(invented):
    pages = {record.address for record in invented.records} | {page.address for page in nearby_pages(invented)}
    pages.add("/bureaux/#ailleurs")
    found = [entry.address for entry in every(invented)]
    assert sorted(found) == sorted(pages - NOT_PAGES)
    assert all(entry.title and entry.type for entry in every(invented))


def test_what_is_past_comes_last_and_the_latest_first(tiny):
    directory, past = indexed_pages(tiny, making(tiny))
    assert [entry.address for entry in past] == ["/agenda/2020/past/", "/agenda/2020/e/"]
    assert {"/agenda/2027/later/", "/agenda/2027/off/", "/p/"} <= {entry.address for entry in directory}


def test_every_type_says_what_it_is():
    silent = [cls.kind for cls in (*TYPES, Section) if not cls.label and "genre" not in cls.model_fields]
    assert silent == []


def test_an_office_is_found_by_its_address_its_days_and_its_people(by_address):
    office = by_address["/bureaux/dinant/"]
    assert office.type == "Bureau d’accueil"
    assert office.text == "Rue Haute, 5500 Dinant · Permanence : 2e jeudi du mois · Ana Bé"


def test_a_person_is_found_by_their_function_team_phone_and_office(by_address):
    person = by_address["/equipe/ana-b/"]
    assert (person.title, person.text) == ("Ana Bé", "accueil · Équipe · 081/00 00 18 · Dinant")


def test_a_commune_is_found_by_its_villages_and_postcodes(by_address):
    commune = by_address["/bureaux/pres-de/dinant/"]
    assert {"5500", "Anseremme"} <= set(commune.text.split(", "))
    assert commune.summary == "Le bureau d’accueil le plus proche : Dinant."


def test_a_text_has_neither_tags_nor_references(by_address):
    page = by_address["/p/"]
    assert (page.headings, page.text) == ("Un titre", "Un titre L’été & l’hiver. un deux")


def test_an_event_says_what_it_is_and_of_when(by_address):
    assert by_address["/agenda/2020/e/"].type == "Forum · février 2020"
    assert by_address["/agenda/2027/off/"].type == "Salon · février 2027 · annulé"
    assert by_address["/agenda/2027/later/"].type == "Salon · mardi 2 mars 2027 · nouvelle date"
    assert by_address["/agenda/2020/past/"].type == "Salon · samedi 12 septembre 2020"


def test_an_event_is_found_by_no_word_that_its_file_alone_has(by_address):
    assert by_address["/agenda/2027/off/"].text == "salon · annulé"


def test_an_event_is_found_by_what_one_of_its_sessions_is_about(by_address):
    assert "Les papiers" in by_address["/agenda/2027/sessions/"].text


def test_a_long_text_is_cut(by_address):
    assert len(by_address["/long/"].text.split()) == WORDS


def test_no_draft_no_embargo_no_note_no_link_of_the_content_is_in_it(tiny):
    assert "zanzibar" not in made(tiny).decode().casefold()


def test_two_indexes_of_one_site_have_the_same_bytes(invented):
    assert made(invented) == made(load(INVENTED, TODAY))


def test_the_address_tells_the_content(built):
    page = (built.folder / "recherche/index.html").read_text("utf-8")
    for name, address in (("index", ADDRESS), ("recent", RECENT)):
        assert page.count(f'data-{name}="{address}?') == 1
        assert json.loads((built.folder / address[1:]).read_bytes())["pages"]


def test_the_script_is_only_where_it_serves(built):
    with_script = [address for address, page in built.pages.items() if "/js/search-page." in page.source]
    assert with_script == ["/recherche/"]


ENGINE = ROOT / "theme/static/js/engine.js"
SYNONYMS = (
    Synonyms(1, ("xylophone", "mot rare", "الشمس"), "/p3/"),
    Synonyms(2, ("zoulou",), "neige"),
    Synonyms(3, ("gratte papier",), "/p99/"),
)
LETTERS = "abcdefghijlmnopqrstuvéèçœ"


def invented_pages(count):
    """Return pages of invented words, some of them on most pages, some on one."""
    chance = random.Random(7)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 11))) for _ in range(900)]
    often = [1 / (n + 3) for n in range(len(words))]

    def said(most):
        return " ".join(chance.choices(words, often, k=chance.randint(1, most)))

    kinds = ("Neige", "Forêt · pluie d’août", "الشمس", "Wörter")
    return tuple(
        IndexedPage(f"/p{n}/", said(5), chance.choice(kinds), said(12), said(4), said(120), 2.0 if n % 20 < 9 else 1.0)
        for n in range(count)
    )


def queries(pages):
    """Return queries from words of the pages: whole, cut short, misspelt, alone and together."""
    chance = random.Random(8)
    words = sorted({word for page in pages for word in page.text.split()})
    one = chance.sample(words, 15)
    cut = [word[: chance.randint(1, len(word))] for word in chance.sample(words, 15)]
    wrong = [
        word[:n] + chance.choice(LETTERS) + word[n + 1 :] for word in chance.sample(words, 60) for n in [len(word) // 3]
    ]
    first = [chance.choice(LETTERS) + word[1:] for word in chance.sample(words, 10)]
    several = [" ".join(chance.sample(one + cut + wrong, chance.randint(2, 4))) for _ in range(20)]
    return [
        *one,
        *cut,
        *wrong,
        *first,
        *several,
        "neige",
        "الشمس",
        "WÖRTER",
        "xyzzyx",
        "l'été",
        "un mot rare",
        "xylophon",
        "zoulou",
        "xilofone",
    ]


PAGES = invented_pages(150)
QUERIES = queries(PAGES)
LIMITS = (
    {"first": 20_000, "shard": 2_000, "shown": 4},
    {"first": 20_000, "shard": 1, "shown": 1},
    {"first": 4_000, "shard": 20_000, "shown": 32},
    {"first": 0, "shard": 5_000, "shown": 16},
)
MISSING = ("mots-", "pages-", "liste-", "mots-1")


def case(folder, limits, words, missing=""):
    """Write an index of all pages in one file, and the same index in several files; return the order for Node."""
    synonyms = SYNONYMS if limits["first"] else ()  # they lead to pages of the first file
    whole = folder / f"whole-{len(synonyms)}.json"
    if not whole.exists():
        whole.write_bytes(next(search_files(PAGES, (), synonyms, first=10**9)).content)
    cut = folder / "-".join(map(str, limits.values()))
    for file in () if cut.exists() else search_files(PAGES[:9], PAGES[9:], synonyms, **limits):
        (cut / file.path).parent.mkdir(parents=True, exist_ok=True)
        (cut / file.path).write_bytes(file.content)
    return {"whole": str(whole), "folder": str(cut), "queries": words, "missing": missing}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The answers of the engine with each of ``LIMITS``, then with files missing; Node, which is slow, starts once."""
    folder = tmp_path_factory.mktemp("cases")
    orders = [
        *(case(folder, limits, QUERIES if limits["shard"] == 1 else QUERIES[::3]) for limits in LIMITS),
        *(case(folder, LIMITS[0], QUERIES[::8], missing) for missing in MISSING),
    ]
    command = ["node", ROOT / "tests/tools/search.mjs", ENGINE]
    result = subprocess.run(command, input=json.dumps(orders).encode(), capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
    return json.loads(result.stdout)


@pytest.mark.parametrize("number", range(len(LIMITS)))
def test_the_archive_gives_the_answers_of_a_whole_index(found, number):
    results = found["answers"][number]
    assert [each["query"] for each in results if each["found"] != each["expected"]] == []
    assert not any(each["missing"] for each in results)
    assert any(each["asked"] for each in results)
    assert sum(each["expected"][0] > 0 for each in results) > len(results) / 2


def test_python_and_the_page_count_the_same_words(found):
    assert found["counted"] == [[page.address, counted_terms(page)] for page in PAGES]


def test_an_archive_made_of_the_last_one_is_the_same():
    chance = random.Random(9)
    short = [replace(page, text=page.text[:200]) for page in PAGES]
    kept, pages = Postings(), short[:40]
    for _ in range(60):
        match chance.choice(("add", "drop the last", "insert", "delete", "change", "nothing")):
            case "add":
                pages.append(chance.choice(short))
            case "drop the last":
                del pages[-1:]
            case "insert":
                pages.insert(chance.randrange(len(pages) + 1), chance.choice(short))
            case "delete":
                del pages[chance.randrange(len(pages) or 1) :][:1]
            case "change" if pages:
                pages[chance.randrange(len(pages))] = chance.choice(short)
        kept = kept.of(pages)
        assert kept == Postings().of(pages)


def test_an_edit_counts_the_words_of_its_page_alone(monkeypatch):
    kept, counted = Postings().of(PAGES), []
    monkeypatch.setattr(
        "plugins.files.search_archive.counted_terms", lambda page: counted.append(page) or counted_terms(page)
    )
    edited = replace(PAGES[3], text="lumière")
    kept.of([*PAGES[:3], edited, *PAGES[4:], PAGES[0]])
    assert counted == [edited, PAGES[0]]


STEMS = {
    "Été": "ete", "Œuvres": "oeuvr", "chevaux": "cheval", "bureaux": "bureau", "lieux": "lieu", "prix": "prix",
    "étrangères": "etranger", "arrivées": "arrive", "directrice": "directeur", "travailleuses": "travailleur",
    "italienne": "italien", "françaises": "francai", "français": "francai", "mineure": "mineur", "belge": "belge",
    "belgique": "belgique", "adresse": "adresse", "ville": "ville", "données": "donne", "dons": "don",
    "les": None, "2020": "2020", "bus": "bus", "école": "ecol", "ATELIERS": "atelier", "e\u0301te\u0301s": "ete",
    "lessons": "lesson", "العمل": "عمل", "курси": "курси", "İŞ": "is",
}  # fmt: skip


def test_a_word_is_found_in_its_other_forms():
    assert {word: stem(folded(word)) for word in STEMS} == STEMS


WORDS_TO_COMPARE = """
aux bureaux bleus bleue choux travaux normaux noix voix prix croix classes adresse tasse suisse suisses avis pays
directrices formatrice heureuse travailleuse étrangère infirmières première mère arrivée années entrées idée italiennes
bonne belles ville villes famille cette tunisienne française chinoises anglaise mise mauvaise base porte cartes aide
allemande mineure étudiantes étudiants Œuvre cœurs ægir 5000 s2s bus yvoir philippeville quinquennat thym rhume chacun
chercher lessons العربية المال عربي українська курси їжа ґанок türkçe ağaç İstanbul straße naïveté e\u0301te\u0301
"""


def test_python_and_the_page_shorten_and_hear_words_alike():
    script = (
        f"const {{ fold, stem, sound }} = await import({json.dumps(str(ENGINE))});"
        "const words = JSON.parse((await import('node:fs')).readFileSync(0)).map(fold);"
        "console.log(JSON.stringify(words.map((word) => [word, stem(word), sound(word)])));"
    )
    words = [*WORDS_TO_COMPARE.split(), *(word for page in PAGES for word in page.text.split())]
    command = ["node", "--input-type=module", "-e", script]
    found = json.loads(
        subprocess.run(command, input=json.dumps(words).encode(), capture_output=True, check=True).stdout
    )
    assert found == [[word, stem(word), sound(word)] for word in map(folded, words)]


def test_the_stop_words_are_those_of_the_page():
    engine = (ROOT / "theme/static/js/engine.js").read_text("utf-8")
    (listed,) = re.findall(r'"(a ai [^"]*)"\.split', engine)
    assert set(listed.split()) == STOP_WORDS


def page(address, title="T", text="", call=(), weight=1.0):
    return IndexedPage(address, title, "Essai", "", "", text, weight, call)


TASK = page("/tache/", "Réparer une horloge", "atelier", call=("Essai", "tel:+320", "0"))
GROUP = Synonyms(1, ("pendule", "coucou suisse", "طھظ", "clock"), "/tache/")
FAR = page("/loin/")
NAMED = page("/a/", "Plateforme des pendules")
PLACES = ("/loin/", "La Louvière", "Saint-Gérard", "Servais", "Gand")
OTHER_WORD = Synonyms(2, ("bourdon", "petite main"), "apprenti")


ORDERS = (
    ("as it is before what begins so", "atelier", ["ateliers", "x atelierisme", "aterier"], [0, 1]),
    ("a misspelt word, where there is no other", "horlogre", ["horloge", "rien"], [0]),
    ("not what is spelled nearly so beside it", "horloge", ["horloges", "horlogre"], [0]),
    ("as it is heard", "orlojerie", ["horlogerie"], [0]),
    ("as it is heard, letters", "philipe", ["filippe"], [0]),
    ("two letters swapped", "acceuil", ["accueil"], [0]),
    ("with all words, not with some", "neige bleue", ["neige bleue", "neige", "bleu"], [0]),
    ("with some, where none has all", "neige verte", ["neige bleue", "pluie"], [0]),
    ("not with a third of the words", "neige verte et haute", ["neige bleue"], []),
    ("belge is not Belgique", "belge", ["belgique"], []),
    ("prix is not privé", "prix", ["privé"], []),
    ("don is not données", "don", ["données", "donner"], []),
    ("interprète is not interpellé", "interprète", ["interpellé"], []),
    ("a short word is not misspelt", "rouge", ["bouge"], []),
    ("a task first, by its title", "réparer", ["réparer réparer réparer", "TASK"], [1, 0]),
    ("a task not first by its text", "atelier", ["atelier atelier", "TASK"], [0, 1]),
    ("both misspelt: the task", "ateller", ["atelier atelier", "TASK"], [1, 0]),
    ("a word of the synonyms", "pendule", ["pendule pendule", "TASK"], [1, 0]),
    ("a word of the synonyms in another form", "PENDULES", ["x", "TASK"], [1]),
    ("a word of the synonyms that is begun", "pendu", ["x", "TASK"], [1]),
    ("a word of the synonyms that is misspelt", "pandules", ["x", "TASK"], [1]),
    ("not one that is begun, where the word is another", "pendu", ["pendu", "TASK"], [0]),
    ("several words of the synonyms", "coucou suisse", ["coucou", "suisse", "TASK"], [2]),
    ("not one of them", "coucou", ["coucou", "TASK"], [0]),
    ("another script", "un طھظ", ["x", "TASK"], [1]),
    ("a part of the words, then the rest", "pendule neige", ["neige", "TASK", "x"], [1, 0]),
    ("a part of the words, then all in a text", "clock neige", ["neige clock", "TASK"], [1, 0]),
    ("another word stands in", "bourdon", ["apprentis", "bourdon", "x"], [0, 1]),
    ("another word stands in for two", "petites mains", ["apprentis", "mains", "x"], [0]),
    ("a place elsewhere, before a page that names it", "la louviere", ["saint servais, la louvière, travail", "LOIN"], [1, 0]),
    ("not parts of two places", "saint servais", ["saint servais, la louvière, travail", "LOIN"], [0]),
    ("not a place elsewhere among other words", "travail louviere", ["saint servais, la louvière, travail", "LOIN"], [0]),
    ("a place elsewhere that no page names", "gand", ["saint servais, la louvière, travail", "LOIN"], [1]),
    ("a title with all words, before a part of them leads", "plateforme pendule", ["TITLE", "TASK", "plateforme, pendule"], [0, 1, 2]),
)  # fmt: skip
"""Each case: what it shows, a query, the texts of some pages, and the pages that the search finds, in their order."""


def of(number, text):
    return {"TASK": TASK, "LOIN": FAR, "TITLE": NAMED}.get(text) or page(f"/{number}/", text=text)


def test_the_better_answer_comes_first(tmp_path):
    folders = []
    for number, (_, query, texts, _) in enumerate(ORDERS):
        folder = tmp_path / str(number)
        pages = [of(number, text) for number, text in enumerate(texts)]
        for file in search_files(pages, (), (GROUP, OTHER_WORD), PLACES if FAR in pages else ()):
            (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / file.path).write_bytes(file.content)
        (folder / "queries.txt").write_text(query, "utf-8")
        folders.append(folder)
    result = subprocess.run(["node", ROOT / "tests/tools/first_hits.mjs", ENGINE, *folders], capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
    found = {name: answers for (name, *_), ((_, *answers),) in zip(ORDERS, json.loads(result.stdout), strict=True)}
    assert found == {
        name: [len(expected), [of(number, texts[number]).address for number in expected]]
        for name, _, texts, expected in ORDERS
    }


@pytest.mark.parametrize(("number", "missing"), tuple(enumerate(MISSING, len(LIMITS))))
def test_a_part_that_does_not_come_is_said_and_the_rest_answers(found, number, missing):
    results = found["answers"][number]
    for each in results:
        lacks = any(missing in path for path in each["asked"])
        assert each["missing"] is lacks
        assert lacks or each["found"] == each["expected"]
    assert any(each["missing"] and each["found"][1] for each in results) or missing == "liste-"


def test_no_file_is_heavy_however_many_pages_there_are():
    files = {file.address: file.content for file in search_files(PAGES[:9], PAGES[9:] * 16)}
    first = sum(len(gzip.compress(files[address])) for address in (ADDRESS, RECENT))
    assert 50_000 < first < 100 * 1024
    assert sum(len(files[address]) for address in (ADDRESS, RECENT)) < FIRST + 5_000
    assert max(len(gzip.compress(content)) for address, content in files.items() if "/archives/" in address) < 30_000
    assert len(files) > 50


def test_a_small_site_has_no_archive():
    assert [file.address for file in search_files(PAGES[:9], PAGES[9:20])] == [ADDRESS, RECENT]


def test_an_event_with_sessions_says_the_next_one(invented):
    found = {page.address: page for page in every(invented)}
    assert found["/agenda/2026/formation-en-six-jours/"].type == "Formation · mardi 24 novembre 2026"
