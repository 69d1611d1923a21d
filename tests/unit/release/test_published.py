"""The list of published addresses: what it contains, which addresses are lost, and the lines that redirect them."""

import pytest

from plugins.base.findings import Finding
from plugins.model.redirection import Redirection
from tooling.release import published

PAGE = "<title>x</title>"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A function that writes the files of a built site for some addresses into a new folder, and returns the folder."""
    monkeypatch.setenv("BUILD_DATE", "2026-11-23")
    number = iter(range(99))

    def write(*names):
        folder = tmp_path / f"site{next(number)}"
        for name in names:
            file = folder / (f"{name[1:]}index.html" if name.endswith("/") else name[1:])
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(PAGE if file.suffix == ".html" else "x", "utf-8")
        return folder

    return write


@pytest.fixture
def file(tmp_path):
    return tmp_path / "published.txt"


def missing(folder, *given, titles=None):
    return published.missing(published.Answers.of_built(folder, titles), *given)


def to(path, target, query="", family=False):
    return Redirection(1, path, query, family, target)


def test_what_is_promised_is_what_a_visitor_may_keep(site):
    kept = (
        "/",
        "/a/",
        "/a/a.ics",
        "/a/a.vcf",
        "/a/atom.xml",
        "/donnees/a.json",
        "/documents/a.pdf",
        "/robots.txt",
        "/sw.js",
    )
    parts = (
        "/theme/css/main.0123456789.css",
        "/theme/licence.txt",
        "/recherche/archives/mots-0.json",
        "/sitemap-1.xml",
        "/images/a.0123456789.webp",
        "/404.html",
        "/ar/recherche/archives/mots-0.json",
        "/ar/404.html",
    )
    hidden = ("/.htaccess", "/a/index.html.br", "/a/a.ics.gz")
    folder = site(*kept, *parts, *hidden)
    (folder / "old").mkdir()
    (folder / "old/index.html").write_text('<meta http-equiv="refresh" content="0; url=/a/">', "utf-8")
    assert published.addresses(folder) == set(kept)


def test_the_list_grows_and_never_shrinks(site, file, monkeypatch):
    assert published.remember(site("/b/", "/"), file) == ("/", "/b/")
    monkeypatch.setenv("BUILD_DATE", "2026-11-24")
    assert published.remember(site("/b/"), file) == ()
    assert "\n# Dernier ajout : 2026-11-23\n" in file.read_text("utf-8")
    assert published.remember(site("/a/", "/"), file) == ("/a/",)
    assert published.read_published_addresses(file) == {"/", "/a/", "/b/"}
    assert "\n# Dernier ajout : 2026-11-24\n" in file.read_text("utf-8")
    assert [line for line in file.read_text("utf-8").splitlines() if line[0] != "#"] == ["/", "/a/", "/b/"]
    assert list(file.parent.glob("published*")) == [file]


def test_a_list_that_cannot_be_written_whole_stays_as_it_was(site, file, monkeypatch):
    published.remember(site("/"), file)
    before = file.read_bytes()

    def full(_):
        raise OSError

    monkeypatch.setattr(published.os, "fsync", full)
    with pytest.raises(OSError):  # noqa: PT011 - any
        published.remember(site("/", "/a/"), file)
    assert file.read_bytes() == before


def test_nothing_is_missing_from_a_site_without_a_list(site, file):
    assert missing(site("/"), file, ()) == ()


@pytest.mark.parametrize(
    ("before", "after", "titles", "guess"),
    [
        (["/agenda/2020/fete/"], ["/agenda/2021/fete/"], {}, "/agenda/2021/fete/"),
        (["/agenda/2020/fete-des-langues/"], ["/agenda/2020/la-fete-des-langues/", "/agenda/"], {}, "/agenda/2020/la-fete-des-langues/"),
        (["/agenda/2020/fete-des-langues/"], ["/agenda/2020/x/"], {"/agenda/2020/x/": "Fête des langues"}, "/agenda/2020/x/"),
        (["/agenda/2020/fete/", "/agenda/2019/fete/"], ["/agenda/2019/fete/", "/agenda/2021/fetes/"], {}, "/agenda/2021/fetes/"),
        (["/plateformes/mena/"], ["/", "/plateformes/"], {}, "/plateformes/"),
        (["/mena/"], ["/"], {}, "/"),
        (["/a/plan.pdf"], ["/a/plans.pdf", "/a/plan/"], {}, "/a/plans.pdf"),
        (["/b/x/x.ics"], ["/b/", "/b/tout/tout.ics", "/agenda/agenda.ics"], {}, "/agenda/agenda.ics"),
    ],
)  # fmt: skip
def test_a_lost_address_is_told_with_the_line_that_mends_it(site, file, before, after, titles, guess):
    published.remember(site(*before), file)
    lost = before[0]
    assert missing(site(*after), file, (), titles=titles) == (
        Finding(
            lost,
            "cette adresse a été publiée et ne répond plus",
            f"ajoutez à content/redirections.txt la ligne : {lost} → {guess}",
        ),
    )


def test_what_lay_below_a_page_goes_with_it(site, file):
    published.remember(site("/bureaux/dinan/", "/bureaux/dinan/fiche/", "/bureaux/dinan/dinan.ics"), file)
    told = missing(site("/bureaux/dinant/", "/bureaux/dinant/fiche/", "/bureaux/dinant/dinant.ics"), file, ())
    assert [finding.remedy.partition("la ligne : ")[2] for finding in told] == [
        "/bureaux/dinan/ → /bureaux/dinant/",
        "/bureaux/dinan/dinan.ics → /bureaux/dinant/dinant.ics",
        "/bureaux/dinan/fiche/ → /bureaux/dinant/fiche/",
    ]


PEOPLE = [
    "ana-lopez", "anna-lopez", "ana-lopes", "jean-dupont", "jean-dupond", "jeanne-dupont", "luc-petit", "lucie-petit",
    "marc-leroy", "marie-leroy", "omar-diallo", "oumar-diallo", "paul-martin", "paule-martin", "sara-benali",
    "sarah-benali", "yasmine-haddad", "zoe-lambert", "zelie-lambert", "ali-karimi", "alia-karimi", "tom-claes",
]  # fmt: skip
"""Invented people, whose names resemble each other as much as possible."""


def people(slugs):
    """Return the addresses of a site with a team and an office, and with the pages and contact cards of people."""
    cards = [f"/equipe/{slug}/{slug}.vcf" for slug in slugs]
    rest = ["/", "/equipe/", "/equipe/terrain/", "/bureaux/", "/bureaux/dinant/", "/bureaux/dinant/dinant.vcf"]
    return [*rest, *(f"/equipe/{slug}/" for slug in slugs), *cards]


@pytest.mark.parametrize("renamed", [False, True])
def test_nobody_stands_for_somebody_else(site, file, renamed):
    published.remember(site(*people(PEOPLE)), file)
    for gone in PEOPLE:
        others = [slug for slug in PEOPLE if slug != gone] + ["nouvelle-personne"] * renamed
        output = file.parent / f"without-{gone}"
        site(*people(others)).rename(output)
        page, card = missing(output, file, ())
        assert page.remedy == f"ajoutez à content/redirections.txt la ligne : /equipe/{gone}/ → /equipe/"
        assert card.remedy == (
            f"ajoutez à content/redirections.txt une ligne qui commence par /equipe/{gone}/{gone}.vcf → et indiquez "
            "vous-même, à droite, un autre fichier .vcf du site"
        )


def test_a_card_that_goes_alone_is_that_of_nobody_else(site, file):
    published.remember(site(*people(PEOPLE[:3])), file)
    (card,) = missing(site(*people(PEOPLE[1:3]), "/equipe/ana-lopez/"), file, ())
    assert card.remedy.endswith("indiquez vous-même, à droite, un autre fichier .vcf du site")


@pytest.mark.parametrize("lost", ["/positions/jean-dupont/", "/jean-dupont/", "/a/jean-dupont.vcf"])
def test_no_other_address_leads_to_somebody(site, file, lost):
    published.remember(site(lost), file)
    (finding,) = missing(site(*people(["jean-dupont"]), "/positions/"), file, ())
    assert "/equipe/" not in finding.remedy


def test_a_page_that_is_known_to_have_moved_leads_where_it_went_with_what_lay_below(site, file):
    published.remember(site(*people(["ana-lopez"])), file)
    output = site(*people(["anna-lopez"]))
    told = missing(output, file, (), {"/equipe/ana-lopez/": "/equipe/anna-lopez/"}.get)
    assert [finding.remedy.partition("la ligne : ")[2] for finding in told] == [
        "/equipe/ana-lopez/ → /equipe/anna-lopez/",
        "/equipe/ana-lopez/ana-lopez.vcf → /equipe/anna-lopez/anna-lopez.vcf",
    ]


def test_a_page_does_not_lead_to_where_nothing_is(site, file):
    published.remember(site("/bureaux/dinan/"), file)
    (finding,) = missing(site("/bureaux/"), file, (), {"/bureaux/dinan/": "/bureaux/dinant/"}.get)
    assert finding.remedy.endswith("/bureaux/dinan/ → /bureaux/")


@pytest.mark.parametrize(
    ("redirection", "mended"),
    [
        (to("/a/", "/"), True),
        (to("/a", "/"), True),
        (to("/", "/", family=True), True),
        (to("/a/", "/", query="p=1"), False),
        (to("/b/", "/"), False),
    ],
)
def test_an_address_that_leads_on_is_not_lost(site, file, redirection, mended):
    published.remember(site("/a/", "/"), file)
    assert (missing(site("/"), file, (redirection,)) == ()) is mended


def test_one_line_mends_a_page_in_every_language(site, file):
    before = ("/", "/bureaux/yvoir/", "/bureaux/yvoir/yvoir.ics")
    published.remember(site(*before, *(f"/{code}{address}" for code in ("ar", "uk") for address in before)), file)
    folder = site("/", "/ar/", "/uk/", "/bureaux/ivoir/", "/ar/bureaux/ivoir/", "/bureaux/ivoir/ivoir.ics")
    told = missing(folder, file, ())
    assert [finding.where for finding in told] == ["/bureaux/yvoir/", "/bureaux/yvoir/yvoir.ics"]
    lines = (to("/bureaux/yvoir/", "/bureaux/ivoir/"), to("/bureaux/yvoir/yvoir.ics", "/bureaux/ivoir/ivoir.ics"))
    every = published.all_redirections(lines, published.addresses(folder), file)
    assert {each.path: each.target for each in every if each not in lines} == {
        "/ar/bureaux/yvoir/": "/ar/bureaux/ivoir/",
        "/uk/bureaux/yvoir/": "/bureaux/ivoir/",
        "/ar/bureaux/yvoir/yvoir.ics": "/bureaux/ivoir/ivoir.ics",
        "/uk/bureaux/yvoir/yvoir.ics": "/bureaux/ivoir/ivoir.ics",
    }
    assert missing(folder, file, every) == ()
