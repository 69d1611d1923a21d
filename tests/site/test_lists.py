"""Lists: each has its records, long ones have several pages, and no list shows a withheld text."""

import re
from collections import Counter

import pytest

from plugins.base.typography import slugify
from plugins.model.facets import FACETS, OFFERED
from plugins.model.news import News
from tests.built_site import build
from tests.made_site import site_made

NEWS = "---\ntitre: {0}\nresume: r\ndate: {1}\ncategorie: Vie du Centre\netiquettes: [essai]\n---\n"
PLATFORM = "---\ntitre: P\nresume: r\ngenre: plateforme\netat: active\n---\n"
POSITION = "---\ntitre: {}\nresume: r\nniveau: province\ngenre: note\ndate: 2020\nplateforme: p\n---\n"
PART = News.section.size
MISSPELT = "---\ntitre: P\nresume: r\n---\n"


@pytest.fixture(scope="module")
def records(invented):
    """The records that stand in lists."""
    return (
        *(*invented.coming_events, *invented.past_events, *invented.positions, *invented.news),
        *invented.listed("training"),
    )


def links(page, within="main"):
    return [element.get("href") for element in page.tree.find(f".//{within}").iter("a")]


def expected_lists(record):
    """Return the addresses of the lists of a record, derived from its fields without the code under test."""
    match record.kind:
        case "event":
            years = {date.year for date in (record.start, record.end, record.first_planned) if date}
            agenda = {f"/agenda/{year}/" for year in years} | {f"/agenda/genre/{slugify(record.genre)}/"}
            return agenda | (offered(record) if re.match("formation|cycle|atelier|module", record.genre) else set())
        case "training":
            return offered(record)
        case "position":
            return {
                f"/positions/niveau/{slugify(record.level)}/",
                f"/positions/genre/{slugify(record.genre)}/",
                f"/positions/annee/{record.date.year}/",
            }
    return {
        f"/actualites/{record.date.year}/",
        f"/actualites/rubrique/{slugify(record.category)}/",
        *(f"/actualites/mot-cle/{slugify(tag)}/" for tag in record.tags),
    }


def offered(record):
    """Return the addresses of the lists of trainings that show a record."""
    price = {"gratuit": "gratuit", None: None}.get(record.price, "payant")
    return {
        *(f"/formations/public/{slugify(audience)}/" for audience in record.audiences),
        *(f"/formations/theme/{slugify(theme)}/" for theme in record.themes),
        *(f"/formations/forme/{slugify(record.form)}/" for _ in [0] if record.form),
        *(f"/formations/prix/{price}/" for _ in [0] if price),
    }


@pytest.fixture(scope="module")
def shared(records):
    """Return the addresses of the lists of at least two records; a list of one is not made."""
    counts = Counter(address for record in records for address in expected_lists(record))
    return {address for address, count in counts.items() if count > 1}


def test_a_record_is_in_its_lists_and_in_no_other(built, records, shared):
    lists = {
        address: set(links(page))
        for address, page in built.pages.items()
        if any(address == f"{facet.prefix}{address.split('/')[-2]}/" for facet in FACETS)
    }
    for record in records:
        holding = {address for address, held in lists.items() if record.address in held}
        assert (record.address, holding) == (record.address, expected_lists(record) & shared)


def test_a_record_leads_to_its_lists(built, records, shared):
    for record in records:
        if record.kind != "event":
            led = set(links(built.pages[record.address]))
            expected = expected_lists(record) & shared
            unsaid = {it for it in expected if it.split("/")[-2].isdigit() or it.startswith("/formations/prix/")}
            assert expected - unsaid <= led, record.address


def test_a_word_that_no_other_text_has_leads_nowhere(built, records, shared):
    alone = {address for record in records for address in expected_lists(record)} - shared
    assert "/positions/genre/motion/" in alone
    assert not alone & set(built.pages)
    assert not [(page.address, link) for page in built.pages.values() for link in links(page, "body") if link in alone]
    assert links(built.pages["/positions/"]).count("/positions/motion-d-essai/") == 4, (
        "two choices lead to it instead, beside its entry and its table"
    )
    assert "Motion" in built.pages["/positions/motion-d-essai/"].text


def test_an_event_says_in_a_list_how_it_stands(built):
    text = built.pages["/agenda/2025/"].text
    assert "Reporté : prévu d’abord le vendredi 21 mars 2025" in text
    assert "Annoncé ; la date est passée" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "4 événements" in text


def test_the_motion_has_its_table_of_communes(built):
    (table,) = built.pages["/positions/"].tree.iter("table")
    rows = [["".join(cell.itertext()).replace("\u00a0", " ") for cell in row] for row in table.iter("tr")]
    assert rows[0] == ["Commune ou lieu", "État", "Date"]
    assert rows[1:] == [["Namur", "Adoptée", "jeudi 15 janvier 2026"], ["Dinant", "En cours", "Date non précisée"]]


def test_a_list_is_below_its_section_and_marks_itself(built):
    page = built.pages["/positions/niveau/region/"]
    crumbs = page.tree.find(".//nav[@class='breadcrumbs']")
    assert [a.get("href") for a in crumbs.iter("a")] == ["/", "/positions/"]
    current = [a.get("href") for a in page.tree.find(".//main").iter("a") if a.get("aria-current")]
    assert current == ["/positions/niveau/region/"]
    assert (
        page.tree.find("head/title").text.replace("\u00a0", " ")
        == "Niveau de pouvoir : Région · Prises de position · MEN"
    )


def test_a_position_tells_whom_the_press_reaches(built):
    page = built.pages["/positions/motion-d-essai/"]
    assert {"/equipe/essai/#_bo-essai", "tel:+3281000000", "mailto:accueil@example.be"} <= set(links(page))
    assert "Contact général" in page.text


@pytest.mark.parametrize(
    ("slug", "told", "cited", "entry"),
    [
        ("motion-d-essai", "Lire le texte sur example.be", "Citer ce texte", "@misc{men2025-motion-d-essai,"),
        ("subsides-des-ateliers", "À télécharger", "Citer ce texte", "@misc{men2024-subsides-des-ateliers,"),
        ("ecole-du-tatonnement", "Le texte n’est pas sur ce site.", "Citer cette page", "@misc{men-ecole"),
    ],
)
def test_a_position_says_whether_its_text_is_here_and_how_to_cite_it(built, slug, told, cited, entry):
    page = built.pages[f"/positions/{slug}/"]
    assert told in page.text
    assert [h2.text for h2 in page.tree.iter("h2") if h2.text.startswith("Citer")] == [cited]
    assert entry in page.source
    assert ("Le texte n’est pas" in page.text) == (cited == "Citer cette page")


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A public site with many news items, some of them withheld."""
    folder = tmp_path_factory.mktemp("large")
    files = {f"n{n:02}": NEWS.format(f"N{n:02}", f"2026-0{1 + n // 9}-{1 + n % 9:02}") for n in range(PART * 2 + 1)}
    files |= {f"later{n}": NEWS.format(f"Zanzibar {n}", f"2027-01-0{n}") for n in range(1, 4)}
    (folder / "content/actualites").mkdir(parents=True)
    (folder / "content/positions").mkdir()
    (folder / "content/plateformes").mkdir()
    (folder / "content/plateformes/p.md").write_text(PLATFORM, "utf-8")
    for name in ("une", "autre"):
        (folder / f"content/positions/{name}.md").write_text(POSITION.format(name), "utf-8")
    for name, text in files.items():
        (folder / f"content/actualites/{name}.md").write_text(text, "utf-8")
    return site_made(folder / "content", folder / "output", "publishconf.py")


def test_the_archive_leads_from_part_to_part(large):
    parts = ["/actualites/", "/actualites/page/2/", "/actualites/page/3/"]
    assert [address for address in large.pages if address.startswith("/actualites/page/") or address in parts] == parts
    for number, address in enumerate(parts):
        head = large.pages[address].tree.find("head")
        found = {link.get("rel"): link.get("href") for link in head.iter("link")}
        around = {"prev": parts[number - 1] if number else None, "next": (*parts, None)[number + 1]}
        host = found["canonical"].removesuffix(address)
        assert host.startswith("https://")
        for rel, to in around.items():
            assert found.get(rel) == (f"{host}{to}" if to else None)
            assert [a.get("href") for a in large.pages[address].tree.iter("a") if a.get("rel") == rel] == [to] * bool(
                to
            )


def test_each_text_is_on_one_part_of_the_archive(large):
    shown = Counter()
    for address, page in large.pages.items():
        if address == "/actualites/" or address.startswith("/actualites/page/"):
            found = {link for link in links(page) if link.startswith("/actualites/2026/n")}
            assert len(found) <= PART
            shown.update(found)
    assert set(shown.values()) == {1}
    assert len(shown) == PART * 2 + 1


def test_a_part_of_the_archive_is_shared_under_its_whole_name(large):
    (title,) = large.pages["/actualites/page/2/"].tree.iterfind("head/meta[@property='og:title']")
    assert title.get("content").replace("\u00a0", " ") == "Actualités, page 2"


def test_nothing_stands_twice_beside_a_position(large):
    assert links(large.pages["/positions/une/"]).count("/positions/autre/") == 1


def test_one_choice_is_none(large):
    page = large.pages["/positions/"]
    assert "/positions/une/" in links(page)
    assert "data-filters" not in page.source
    assert "js/positions" not in page.source


def test_every_part_of_the_archive_is_found(large):
    assert "/actualites/page/3/" in links(large.pages["/actualites/"])
    assert "/actualites/page/3/" in (large.folder / "sitemap.xml").read_text("utf-8")
    titles = [page.tree.find("head/title").text for page in large.pages.values()]
    assert len(set(titles)) == len(titles)


def test_a_list_leads_from_page_to_page(large):
    parts = [f"/actualites/mot-cle/essai/{rest}" for rest in ("", "page/2/", "page/3/")]
    assert [address for address in large.pages if address.startswith("/actualites/mot-cle/")] == parts
    shown = [link for address in parts for link in dict.fromkeys(links(large.pages[address])) if "/2026/n" in link]
    assert len(shown) == len(set(shown)) == PART * 2 + 1
    page = large.pages[parts[1]]
    assert [a.get("href") for a in page.tree.iter("a") if a.get("rel") in ("prev", "next")] == [parts[0], parts[2]]
    title = page.tree.find("head/title").text.replace("\u00a0", " ")
    assert title == "Mot-clé : Essai · Actualités, page 2"  # too long for the name of the site
    assert f"{PART * 2 + 1} actualités" in page.text
    current = [(a.get("href"), a.get("aria-current")) for a in page.tree.find(".//main").iter("a")]
    assert [pair for pair in current if pair[1]] == [(parts[1], "page"), (parts[0], "true")]


def test_many_keywords_have_a_page(tmp_path):
    (tmp_path / "content/actualites").mkdir(parents=True)
    tags = ", ".join(f"mot{n}" for n in range(70))
    for name in ("une", "autre"):
        text = NEWS.format(name, "2026-01-01").replace("[essai]", f"[{tags}]")
        (tmp_path / f"content/actualites/{name}.md").write_text(text, "utf-8")
    pages = site_made(tmp_path / "content", tmp_path / "output").pages
    offered = [link for link in links(pages["/actualites/"]) if "/mot-cle/" in link]
    assert (len(offered), offered[-1]) == (OFFERED + 1, "/actualites/mot-cle/")
    assert "Tous les mots-clés" in pages["/actualites/mot-cle/"].text
    every = [
        link
        for page in ("", "page/2/")
        for link in links(pages[f"/actualites/mot-cle/{page}"])
        if "/mot-cle/mot" in link
    ]
    assert sorted(every) == sorted(f"/actualites/mot-cle/mot{n}/" for n in range(70))
    titles = [re.search("<title>(.*?)</title>", page.source)[1] for page in pages.values()]
    assert len(set(titles)) == len(titles)


def test_what_is_withheld_is_nowhere(large):
    for file in large.folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"Zanzibar" not in data, file
            assert b"later1" not in data, file
    assert "/actualites/2027/" not in large.pages
    latest = large.pages["/actualites/2026/n24/"]
    assert [a.get("rel") for a in latest.tree.iter("a") if a.get("rel")] == ["prev"]
    assert f"{PART * 2 + 1} actualités" in large.pages["/actualites/2026/"].text
    assert f"{PART * 2 + 1} actualités" in large.pages["/actualites/mot-cle/essai/"].text


def test_a_position_cannot_take_the_address_of_a_list(tmp_path):
    (tmp_path / "content/positions").mkdir(parents=True)
    (tmp_path / "content/positions/niveau.md").write_text(MISSPELT, "utf-8")
    result = build(tmp_path / "content", tmp_path / "output")
    assert result.returncode == 1
    assert "positions/niveau.md:1: « niveau » est déjà le nom d’une page du site" in result.stderr


def test_whoever_directs_is_found_from_the_page_of_contacts(built):
    page = built.pages["/contact/"]
    assert "/equipe/direction/#_gaspard-de-la-lune" in links(page)
    assert re.search(r"Direction\s*Gaspard de la Lune\s*Contact général : ", page.text)
