"""The checks of a release: a good one passes, and each fault is found at its place."""

import datetime as dt
import html
import itertools
import re
import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import given as forall

from plugins.base.cache import Cache
from plugins.base.findings import Finding, as_text
from plugins.languages.catalogue import Catalogue
from plugins.languages.language import OF_CONTENT, Language
from plugins.languages.messages import Message
from plugins.model.base import AT_ONCE, Record
from plugins.source.loading import load
from tests.built_site import precompress
from tests.tables import each_row
from tooling.hosting.precompression import sources, variants
from tooling.release import leak_check, nu_checker
from tooling.release.checks import CHECKS, check
from tooling.release.checks import compressed as compressed_check
from tooling.release.release import Release

TODAY = dt.date(2026, 11, 23)
HOME = "https://www.exemple.be"


def page(address="/", body="", head="", title="Titre", description="Une phrase."):
    return (
        f'<!doctype html><html lang="fr"><head><title>{title}</title>'
        f'<meta name="description" content="{description}"><link rel="canonical" href="{HOME}{address}">{head}</head>'
        f'<body><h1 id="haut">Titre</h1>{body}</body></html>'
    )


GOOD = {
    "index.html": page(body='<a href="/a/#haut">A</a><img src="/p.svg" alt=""><a href="#haut">haut</a>'),
    "a/index.html": page("/a/", '<a href="/?q=1">Accueil</a><a href="https://ailleurs.be/">ailleurs</a>'),
    "404.html": page("/404.html", head='<meta name="robots" content="noindex">'),
    "p.svg": '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "s.css": "body { background: url(/p.svg) }",
    "c.ics": f"BEGIN:VCALENDAR\r\nURL:{HOME}/a/\r\nEND:VCALENDAR\r\n",
    "robots.txt": "User-agent: *\n",
    "sitemap.xml": f"<urlset><url><loc>{HOME}/</loc></url><url><loc>{HOME}/a/</loc></url></urlset>",
}
SOURCE = {"pages/formation-libre.md": "---\ntitre: Formation libre\nresume: r\n---\nUn formulaire à compléter.\n"}
DRAFT = "---\ntitre: Zanzibar l'été\nresume: r\ndate: 2026-01-01\ncategorie: c\netiquettes: [zorro, agenda]\nstatut: brouillon\n---\nx"
FUTURE = DRAFT.replace("statut: brouillon\n", "").replace("2026-01-01", "2030-01-01")


@pytest.fixture(autouse=True)
def without_java(monkeypatch):
    """The W3C's checker is slow; other tests run it on whole sites."""
    monkeypatch.setattr(nu_checker, "is_installed", lambda: False)


@pytest.fixture
def release(tmp_path, tmp_path_factory):
    """A function that returns a release: a good one, in a folder of its own, with some other files and sources."""
    numbers = itertools.count()

    def make(files=(), content=(), languages=()):
        root = tmp_path / str(next(numbers))
        for folder, given in (("site", GOOD | dict(files)), ("content", SOURCE | dict(content))):
            for path, text in given.items():
                if text is not None:
                    file = root / folder / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(text, "utf-8", newline="")
        precompress(root / "site", Cache(tmp_path_factory.getbasetemp() / "compressed"))  # most files are the same
        return Release(
            root / "content",
            load(root / "content", TODAY).changed(pages_in=dict.fromkeys((OF_CONTENT, *languages), frozenset({"/"}))),
            root / "addresses.txt",
            root / "site",
            HOME,
        )

    return make


def test_a_good_release_passes(release):
    assert check(release()) == []


@each_row(
    ("files", "where", "what"),
    [
        ({"b.html": page("/b.html", '<a href="/nulle-part/">x</a>')}, "/b.html", "le lien « /nulle-part/ » ne mène à rien"),
        ({"b.html": page("/b.html", '<a href="/a">x</a>')}, "/b.html", "le lien « /a » ne mène à rien"),
        ({"b.html": page("/b.html", f'<a href="{HOME}/x/">x</a>')}, "/b.html", f"le lien « {HOME}/x/ » ne mène à rien"),
        ({"b.html": page("/b.html", '<a href="/a/#bas">x</a>')}, "/b.html", "le lien « /a/#bas » vise une partie absente"),
        ({"b.html": page("/b.html", '<a href="#bas">x</a>')}, "/b.html", "le lien « #bas » vise une partie absente"),
        ({"b.html": page("/b.html", '<a href="a/">x</a>')}, "/b.html", "le lien « a/ » est relatif"),
        ({"b.html": page("/b.html", '<img src="/q.svg" alt="">')}, "/b.html", "le lien « /q.svg » ne mène à rien"),
        ({"b.html": page("/b.html", '<img srcset="/p.svg 1x, /q.svg 2x" alt="">')}, "/b.html", "le lien « /q.svg » ne mène à rien"),
        ({"b.html": page("/b.html", '<video poster="/q.jpg"></video>')}, "/b.html", "le lien « /q.jpg » ne mène à rien"),
        ({"b.html": page("/b.html", head=f'<meta property="og:image" content="{HOME}/q.png">')}, "/b.html", f"le lien « {HOME}/q.png » ne mène à rien"),
        ({"b.html": page("/b.html", '<img src="https://cdn.com/x.png" alt="">')}, "/b.html", "demande quelque chose à cdn.com"),
        ({"b.html": page("/b.html", '<script src="//cdn.com/x.js"></script>')}, "/b.html", "demande quelque chose à cdn.com"),
        ({"b.html": page("/b.html", '<iframe src="https://video.com/"></iframe>')}, "/b.html", "demande quelque chose à video.com"),
        ({"b.html": page("/b.html", head='<link rel="preconnect" href="https://cdn.com">')}, "/b.html", "demande quelque chose à cdn.com"),
        ({"b.html": page("/b.html", '<p style="background: url(https://cdn.com/x)"></p>')}, "/b.html", "demande quelque chose à cdn.com"),
        ({"t.css": '@import "https://cdn.com/x.css";'}, "/t.css", "demande quelque chose à cdn.com"),
        ({"t.css": "p { background: url(//cdn.com/x.png) }"}, "/t.css", "demande quelque chose à cdn.com"),
        ({"t.css": "p { background: url(/q.svg) }"}, "/t.css", "l’adresse /q.svg ne mène à rien"),
        ({"t.js": 'import x from "https://cdn.com/x.js";'}, "/t.js", "demande quelque chose à cdn.com"),
        ({"d.json": f'{{"url": "{HOME}/x/"}}'}, "/d.json", "l’adresse /x/ ne mène à rien"),
        ({"d.ics": f"URL:{HOME}/a/\r\n b/\r\n"}, "/d.ics", "l’adresse /a/b/ ne mène à rien"),
        ({"b.html": page("/b.html", "<div><p>x</div></div>")}, "/b.html", "HTML : ligne 1 : </div> ne ferme rien"),
        ({"b.html": page("/b.html", "<section>")}, "/b.html", "HTML : ligne 1 : <section> n’est pas fermé"),
        ({"b.html": page("/b.html", '<p id="haut">x</p>')}, "/b.html", "HTML : deux éléments ont l’identifiant « haut »"),
        ({"b.html": page("/b.html", '<p lang="fr" lang="en">x</p>')}, "/b.html", "HTML : ligne 1 : <p> a deux fois « lang »"),
        ({"b.html": page("/b.html", title="")}, "/b.html", "la page n’a pas de titre"),
        ({"b.html": page("/b.html", description=" ")}, "/b.html", "la page n’a pas de description"),
        ({"b.html": page("/b.html").replace("canonical", "next")}, "/b.html", "la page ne dit pas son adresse officielle (canonical)"),
        ({"b.html": page("/a/")}, "/b.html", "la page donne /a/ pour son adresse officielle"),
        ({"b.html": page("/b.html")}, "/b.html", "la page manque dans sitemap.xml"),
        ({"sitemap.xml": GOOD["sitemap.xml"].replace("/a/", "/404.html")}, "/sitemap.xml", "annonce /404.html, qui n’est pas une page à montrer"),
        ({"index.html": page(body="x" * 1_100_000)}, "/", "pèse 1 Mo"),
        ({"e.txt": ""}, "/e.txt", "le fichier est vide"),
        ({"robots.txt": None}, "/robots.txt", "le fichier manque"),
        ({"index.html": page(body="".join(f'<img src="/p.svg?{n}" alt="">' for n in range(9)))}, "/", "requêtes : 10 au lieu de 8"),
        ({"b.html": page("/b.html", "<p>À compléter</p>")}, "/b.html", "« À compléter » sur la page"),
    ],
)  # fmt: skip
def test_a_fault_is_found(release, files, where, what):
    assert (where, what) in [(finding.where, finding.what) for finding in check(release(files))]


INDEX = f"<sitemapindex><sitemap><loc>{HOME}/sitemap-1.xml</loc></sitemap><sitemap><loc>{HOME}/sitemap-2.xml</loc></sitemap></sitemapindex>"
PARTS = {
    f"sitemap-{n}.xml": f"<urlset><url><loc>{HOME}{address}</loc></url></urlset>"
    for n, address in ((1, "/"), (2, "/a/"))
}


def test_a_sitemap_in_parts_lists_what_its_parts_list(release):
    assert check(release({"sitemap.xml": INDEX, **PARTS})) == []
    (finding,) = check(release({"sitemap.xml": INDEX, **PARTS, "sitemap-2.xml": "<urlset></urlset>"}))
    assert (finding.where, finding.what) == ("/a/", "la page manque dans sitemap.xml")


def test_a_page_that_only_leads_on_needs_no_description_and_no_place_in_the_sitemap(release):
    stub = page("/a/", head='<meta http-equiv="refresh" content="0; url=/a/">', description="")
    assert check(release({"vieux/index.html": stub})) == []


NOTED = SOURCE["pages/formation-libre.md"].replace("resume: r", "resume: r\na_verifier: Demander à Zoé si c’est juste.")
SOURCE_NAMING = (
    "---\ntitre: T\nresume: r\n---\nBientôt : /actualites/2026/mon-secret/ et https://www.cainamur.be/nulle-part/.\n"
)
PLANTED = {
    "visibility": (
        {},
        {"pages/t.md": "---\ntitre: T\nresume: r\nstatut: brouillon\n---\n"},
        "rien ne prouve qu’il est public",
    ),
    "placeholders": ({}, {"pages/t.md": "---\ntitre: T\nresume: à compléter\n---\n"}, "« à compléter »"),
    "withheld_addresses": (
        {},
        {"pages/t.md": SOURCE_NAMING, "actualites/mon-secret.md": DRAFT},
        "l’adresse d’un texte",
    ),
    "typed_nowhere": ({}, {"pages/t.md": SOURCE_NAMING}, "l’adresse /nulle-part/ ne mène à rien"),
    "placeholders_on_pages": ({"b.html": page("/b.html", "<p>À compléter</p>")}, {}, "sur la page"),
    "withheld": ({"b.txt": "zorro"}, {"actualites/mon-secret.md": DRAFT}, "pas encore publié"),
    "of_a_language_alone": ({"ar/secret.ics": "x"}, {}, "rien ne prouve que ceci est public"),
    "notes": ({"b.txt": "Demander à Zoé si c'est juste"}, {"pages/formation-libre.md": NOTED}, "note"),
    "published_addresses": ({"../addresses.txt": "/partie/\n"}, {}, "a été publiée et ne répond plus"),
    "links": ({"b.html": page("/b.html", '<a href="/nulle-part/">x</a>')}, {}, "ne mène à rien"),
    "links_of_files": ({"d.json": f'{{"url": "{HOME}/x/"}}'}, {}, "l’adresse /x/ ne mène à rien"),
    "foreign_hosts": ({"t.css": '@import "https://cdn.com/x.css";'}, {}, "demande quelque chose à cdn.com"),
    "html": ({"b.html": page("/b.html", "<section>")}, {}, "n’est pas fermé"),
    "heads": ({"b.html": page("/b.html", title="")}, {}, "la page n’a pas de titre"),
    "sitemap_entries": ({"b.html": page("/b.html")}, {}, "la page manque dans sitemap.xml"),
    "budgets": ({"index.html": page(body="".join(f'<img src="/p.svg?{n}" alt="">' for n in range(9)))}, {}, "requêtes"),
    "sizes": ({"e.txt": ""}, {}, "le fichier est vide"),
    "compressed": ({"index.html.br": None}, {}, "la forme compressée .br manque"),
}
"""For each check, a fault that it finds: files of the site (None: removed), sources, and the message."""


@each_row("name", PLANTED)
def test_a_release_goes_through_every_check(release, monkeypatch, name):
    files, content, told = PLANTED[name]
    others = tuple(each for each in CHECKS if each.__name__ != name)
    with monkeypatch.context() as patch:
        if name == "visibility":  # only a fault of the program lets a draft in, so one is imitated
            patch.setattr(Record, "appears", AT_ONCE)
        made = release(files, content)
        for path in (path for path, text in files.items() if text is None):
            (made.folder / path).unlink()
        assert [finding.what for finding in check(made) if told in finding.what]
        assert not [finding.what for finding in check(made, others) if told in finding.what]


def test_no_check_is_without_a_fault_that_it_finds():
    assert [each.__name__ for each in CHECKS] == list(PLANTED)


def test_every_compressed_form_is_asked_for(release):
    made = release()
    files = list(sources(made.folder))
    assert len(files) == len(GOOD)
    for variant, _ in variants(files[0]):
        variant.unlink()
    found = [finding.what for finding in compressed_check(made)]
    assert found == ["la forme compressée .br manque", "la forme compressée .gz manque"]


def test_a_compressed_form_of_something_else_is_found(release):
    made = release()
    for encoding in (".br", ".gz"):
        (made.folder / f"index.html{encoding}").write_bytes((made.folder / f"a/index.html{encoding}").read_bytes())
    assert [finding.where for finding in compressed_check(made)] == ["/", "/"]


@each_row("source", [DRAFT, FUTURE])
@each_row(
    ("path", "text"),
    [
        ("b.html", page("/b.html", "<p>On parle de ZANZIBAR, l’ÉTÉ dernier.</p>")),
        ("b.html", page("/b.html", "<p>Zanzibar l&#39;&eacute;t&eacute;</p>")),
        ("b.html", page("/b.html", '<a href="/actualites/2026/mon-secret/">x</a>')),
        ("b.html", page("/b.html", '<p id="mon-secret">x</p>')),
        ("b.html", page("/b.html", "<p>zorro</p>")),
        ("recherche/index.json", '["Zanzibar l\\u2019\\u00e9t\\u00e9"]'),
        ("feed.xml", "<title>Zanzibar l’été</title>"),
        ("a.ics", "SUMMARY:Zanzi\r\n bar l’été\r\n"),
        ("a.vcf", "NOTE:Zorro\r\n"),
        ("sw.js", 'const kept = ["/actualites/2026/mon-secret/"]'),
        ("images/mon-secret-1.jpg", "x"),
        ("actualites/mon-secret/index.html", page("/actualites/mon-secret/")),
    ],
)
def test_a_text_that_is_not_published_yet_is_found_wherever_it_shows(release, monkeypatch, source, path, text):
    monkeypatch.setattr(leak_check, "OWN_WORDS", ())  # they are slow to read; the tests below do so
    made = release(
        {path: text.replace("/2026/", "/2030/") if source is FUTURE else text}, {"actualites/mon-secret.md": source}
    )
    found = [finding for finding in leak_check.withheld(made) if "pas encore publié" in finding.what]
    assert found
    assert {finding.where for finding in found} == {"/" + path.removesuffix("index.html")}
    assert "content/actualites/mon-secret.md" in found[0].remedy


def test_the_old_address_of_a_text_that_is_a_draft_now_is_no_leak_but_its_words_are(release):
    """The name of the text is public in its old address, where a page redirects."""
    sources = {"anciennes-adresses.txt": "/zanzibar-l-ete/ → /a/\n", "pages/a.md": SOURCE["pages/formation-libre.md"]}
    sources["actualites/mon-secret.md"] = DRAFT
    leads_on = {"zanzibar-l-ete/index.html": page("/a/")}
    assert list(leak_check.withheld(release(leads_on, sources))) == []
    below = {"zanzibar-l-ete/autre/index.html": page("/a/")}
    assert {finding.where for finding in leak_check.withheld(release(below, sources))} == {"/zanzibar-l-ete/autre/"}
    told = {"zanzibar-l-ete/index.html": page("/a/", "<p>Zanzibar l’été</p>")}
    assert "/zanzibar-l-ete/" in {finding.where for finding in leak_check.withheld(release(told, sources))}


@pytest.fixture
def arabic():
    """Return Arabic, with translations of the title of a draft and of a sentence of the program."""
    title, of_program = (
        Message((french,), (words,), files=(file,))
        for french, words, file in (
            ("Zanzibar l’été", "زنجبار في الصيف", "content/actualites/mon-secret.md"),
            ("Été", "الصيف", "theme/templates/home.html"),
        )
    )
    return Language("ar", "/ar", Catalogue("ar", {title.key: title, of_program.key: of_program}))


@each_row(
    ("path", "text", "what"),
    [
        ("ar/a/index.html", "<p>عن «زنجبار، في الصيف»</p>", "le titre en arabe d’un texte pas encore publié"),
        ("ar/a/index.html", "<p>Zanzibar l’été</p>", "le titre d’un texte pas encore publié"),
        (
            "ar/a/index.html",
            '<a href="/ar/actualites/2026/mon-secret/">x</a>',
            "l’adresse d’un texte pas encore publié",
        ),
        ("recherche/index.json", '["زنجبار في الصيف"]', "le titre en arabe d’un texte pas encore publié"),
    ],
)
def test_a_text_that_is_not_published_yet_is_found_in_another_language(release, arabic, path, text, what):
    made = release({path: text}, {"actualites/mon-secret.md": DRAFT}, [arabic])
    found = list(leak_check.withheld(made))
    assert {finding.where for finding in found} == {"/" + path.removesuffix("index.html")}
    assert [finding for finding in found if finding.what.startswith(what)]


def test_words_that_a_language_says_anyway_are_no_leak(release, arabic):
    draft = DRAFT.replace("Zanzibar l'été", "Été")
    made = release({"ar/a/index.html": "<p>الصيف</p>"}, {"actualites/mon-secret.md": draft}, [arabic])
    assert list(leak_check.withheld(made)) == []


@each_row("path", ["ar/bureaux/secret/index.html", "uk/bureaux/secret/secret.ics"])
def test_a_page_of_another_language_alone_keeps_the_release_back(release, path):
    made = release(
        {path: page("/ar/bureaux/secret/"), "ar/a/index.html": page("/ar/a/"), "ar/index.html": page("/ar/")}
    )
    assert [finding.where for finding in leak_check.of_a_language_alone(made)] == [
        "/" + path.removesuffix("index.html")
    ]


@each_row(
    ("path", "draft", "said"),
    [
        ("agenda/agenda.md", "titre: Agenda", "<p>Agenda</p>"),  # a word of the theme
        ("pages/x.md", "titre: Formation libre", "<p>Formation libre</p>"),  # the title of another page
        ("pages/x.md", "titre: Un formulaire", "<p>Un formulaire à compléter</p>"),  # words of its text
        ("pages/x.md", "titre: 2021", "<p>2021</p>"),
        ("pages/x.md", "titre:", "<p>x</p>"),
        ("pages/libre.md", "titre: y", "<p>libres</p>"),
        ("pages/a.md", "titre: y", '<a href="/a/">a</a>'),
    ],
)
def test_words_that_the_site_says_anyway_are_no_leak(release, path, draft, said):
    resume = "genre: forum\ndebut: 2027" if path.startswith("agenda") else "resume: r"
    made = release({"b.html": page("/b.html", said)}, {path: f"---\n{draft}\n{resume}\nstatut: brouillon\n---\n"})
    if path == "pages/a.md":  # the address of this draft is published, which is a leak
        assert {finding.where for finding in leak_check.withheld(made)} > {"/a/", "/b.html"}
    else:
        assert list(leak_check.withheld(made)) == []


def test_a_note_of_the_officer_is_found(release):
    note = SOURCE["pages/formation-libre.md"].replace(
        "resume: r", "resume: r\na_verifier: Demander à Zoé si c’est juste."
    )
    made = release(
        {"b.html": page("/b.html", "<p>Demander à Zoé si c'est juste</p>")}, {"pages/formation-libre.md": note}
    )
    assert [finding.where for finding in leak_check.notes(made)] == ["/b.html"]


def test_one_word_of_a_note_is_not_the_note(release):
    made = release(
        {"b.html": page("/b.html", "<p>Demander si c’est juste à Zoé</p>")}, {"pages/formation-libre.md": NOTED}
    )
    assert list(leak_check.notes(made)) == []


def test_the_words_of_a_release_are_gathered_once(release, monkeypatch):
    made = release(
        {"b.html": page("/b.html", "<p>x</p>")}, {"pages/formation-libre.md": SOURCE["pages/formation-libre.md"]}
    )
    gathered = []
    monkeypatch.setattr(
        leak_check, "ReleaseWords", lambda of, words=leak_check.ReleaseWords: gathered.append(of) or words(of)
    )
    check(made, CHECKS[:4])
    assert gathered == [made]


def test_a_field_to_complete_is_named_with_its_line(release):
    source = "---\ntitre: T\nresume: à compléter\n---\n"
    found = list(leak_check.placeholders(release({}, {"pages/t.md": source})))
    assert as_text(found) == "content/pages/t.md:3: resume : « à compléter » → écrivez la vraie valeur avant de publier"


def test_a_field_to_complete_is_found_however_it_is_written(release):
    source = '---\ntitre: T\nresume: "\\xe0 compl\\xe9ter"\n---\n'
    assert len(list(leak_check.placeholders(release({}, {"pages/t.md": source})))) == 1


@forall(st.lists(st.sampled_from(["É", "e\u0301", "œ", "ß", "İ", "’", "«\u00a0", "م", "ы", "_", "9²", "&amp;", "&eacute;",
                                 "\\u00e9", "\\n", "\n", "Ab", " ", "-", "\U0001f600", "\u212a", "=\u0338", "\ud800"])))  # fmt: skip
def test_words_are_those_that_unicode_defines(pieces):
    text = "".join(pieces)
    plain = html.unescape(re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)).replace("\\n", " ")
    folded = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", plain.casefold()))
    alone = re.sub(r"[\W_]+", " ", folded).strip()
    assert leak_check.words(text) == f" {alone} "


def test_what_is_wrong_on_many_pages_is_said_once():
    found = [Finding(f"/{number}/", "x", "y") for number in range(5)]
    assert as_text(found) == "/0/, /1/, /2/ et 2 autres : x → y"


def test_another_check_is_one_more_in_the_tuple(release):
    made = release()
    assert check(made, (*CHECKS, lambda given: iter([Finding("/", str(given is made), "z")]))) == [
        Finding("/", "True", "z")
    ]
