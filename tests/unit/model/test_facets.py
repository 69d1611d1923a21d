"""Lists: their records and addresses, the links to them, and the withheld texts that are in none."""

import datetime as dt

import pytest

from plugins.model.facets import FACETS, OFFERED, ArchivePage, lists_of, may_be_list
from plugins.model.news import News
from plugins.pages.related import MOST_RELATED, neighbours, related
from tests.tables import each_row

TODAY = dt.date(2026, 11, 23)
EVENT = "---\ntitre: {0}\nresume: r\ngenre: {1}\ndebut: {2}\n{3}\n---\n"
POSITION = "---\ntitre: {0}\nresume: r\nniveau: {1}\ngenre: {2}\ndate: {3}\n{4}\n---\n"
NEWS = "---\ntitre: {0}\nresume: r\ndate: {1}\ncategorie: {2}\netiquettes: [{3}]\n{4}\n---\n{5}"
RESOURCE = "---\ntitre: {0}\nresume: r\ngenre: vidéo\n{1}\n---\n"
PAGE = "---\ntitre: P\nresume: r\n---\n{}\n"


def event(title="E", genre="forum", start="2026-12", more=""):
    return EVENT.format(title, genre, start, more)


def position(title="P", level="région", genre="note", date="2020", more=""):
    return POSITION.format(title, level, genre, date, more)


def news(title="N", date="2026-11-02", category="Vie du Centre", tags="", more="", body=""):
    return NEWS.format(title, date, category, tags, more, body)


def told(lists):
    """Return the titles in each list by its address, also of lists of one record, which are no pages."""
    return {page.root: [record.title for record in page.whole] for page in lists.every}


def addresses(site, files, **options):
    return list(told(lists_of(site(files, **options))))


def test_the_agenda_is_listed_by_year_and_by_kind(site):
    files = {"agenda/a.md": event("A"), "agenda/b.md": event("B", "Journée d'étude", "2020-02-13")}
    assert told(lists_of(site(files))) == {
        "/agenda/2026/": ["A"],
        "/agenda/2020/": ["B"],
        "/agenda/genre/forum/": ["A"],
        "/agenda/genre/journee-d-etude/": ["B"],
    }


def test_an_event_is_under_the_year_first_announced_and_under_each_in_which_it_is(site):
    more = "initialement_le: 2019-03-21\nfin: 2021-01-02\netat: reporté"
    files = {"agenda/a.md": event("A", start="2020-12-31", more=more)}
    years = [address for address in addresses(site, files) if "genre" not in address]
    assert years == ["/agenda/2021/", "/agenda/2020/", "/agenda/2019/"]


def test_positions_are_listed_by_level_kind_and_year_from_the_nearest_level(site):
    files = {
        "positions/a.md": position("A", "europe", "carte blanche", "2021-05"),
        "positions/b.md": position("B", "commune", "motion"),
        "positions/c.md": position("C", "commune", "note"),
    }
    assert told(lists_of(site(files))) == {
        "/positions/niveau/commune/": ["C", "B"],
        "/positions/niveau/europe/": ["A"],
        "/positions/genre/carte-blanche/": ["A"],
        "/positions/genre/motion/": ["B"],
        "/positions/genre/note/": ["C"],
        "/positions/annee/2021/": ["A"],
        "/positions/annee/2020/": ["C", "B"],
    }


def test_news_are_listed_by_year_category_and_tag(site):
    files = {
        "actualites/a.md": news("A", tags="été, racisme"),
        "actualites/b.md": news("B", "2020", "Formation", "racisme"),
    }
    assert told(lists_of(site(files))) == {
        "/actualites/2026/": ["A"],
        "/actualites/2020/": ["B"],
        "/actualites/rubrique/formation/": ["B"],
        "/actualites/rubrique/vie-du-centre/": ["A"],
        "/actualites/mot-cle/ete/": ["A"],
        "/actualites/mot-cle/racisme/": ["A", "B"],
    }


def test_two_spellings_of_a_tag_are_one_under_the_most_frequent(site):
    spellings = ["Sans-papiers", "sans papiers", "Sans-papiers", "sans papiers, Sans-Papiers"]
    found = lists_of(site({f"actualites/{n}.md": news(str(n), tags=tags) for n, tags in enumerate(spellings)}))
    (tag,) = (page for page in found.every if page.facet.name == "tag")
    assert (tag.address, tag.value, tag.count) == ("/actualites/mot-cle/sans-papiers/", "Sans-papiers", 4)


def test_a_list_is_told_with_a_capital(site):
    (genre,) = (page for page in lists_of(site({"agenda/a.md": event()})).every if page.facet.name == "genre")
    assert (genre.title, genre.address) == ("Forum", "/agenda/genre/forum/")


def test_a_record_knows_its_lists_in_its_own_order(site):
    found = site({"actualites/a.md": news(tags="zèbre, abeille, Zébré, zebre")})
    lists = lists_of(found)
    assert [page.slug for page in lists.holding(found.news[0], "tag")] == ["zebre", "abeille"]
    assert [page.slug for page in lists.holding(found.news[0], "year", "category")] == ["2026", "vie-du-centre"]
    assert len(lists.holding(found.news[0])) == 4


@each_row(
    ("path", "text", "field"),
    [
        ("actualites/a.md", news(tags='"???"'), "6: etiquettes"),
        ("agenda/a.md", event(genre='"???"'), "4: genre"),
    ],
)
def test_a_word_that_makes_no_address_is_a_mistake(mistakes, path, text, field):
    (mistake,) = mistakes({path: text})
    assert mistake.startswith(f"{path}:{field}")
    assert "au moins une lettre ou un chiffre" in mistake


@each_row("word", ["annee", "genre", "niveau"])
def test_no_position_takes_the_address_of_the_lists(mistakes, word):
    (mistake,) = mistakes({f"positions/{word}.md": position()})
    assert f"« {word} » est déjà le nom d’une page du site" in mistake


def test_a_site_without_records_has_no_list_and_one_page_of_each_section(site):
    empty = lists_of(site({}))
    assert (empty.every, empty.made) == ((), ())
    assert [archive.address for archive in empty.archives.values()] == [
        "/formations/",
        "/agenda/",
        "/positions/",
        "/actualites/",
        "/equipe/",
        "/plateformes/",
        "/ressources/",
    ]


def many(count):
    return {f"actualites/n{n}.md": news(str(n), f"2020-01-{n + 1:02}", tags="neige") for n in range(count)}


@each_row(("count", "sizes"), [(2, [2]), (3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 3, 1])])
def test_a_list_is_cut_into_pages(site, count, sizes):
    found = site(many(count))
    made = {page.address: page for page in lists_of(found, size=3).made}
    for root in ("/actualites/", "/actualites/2020/", "/actualites/mot-cle/neige/"):
        archive = (lists_of(found, size=3).archive("actualites"),) if root == "/actualites/" else ()
        addresses = [root, *(f"{root}page/{n}/" for n in range(2, len(sizes) + 1))]
        pages = [*archive, *(made[address] for address in addresses[len(archive) :])]
        assert [len(page.shown) for page in pages] == sizes
        assert tuple(record for page in pages for record in page.shown) == found.news
        assert f"{root}page/{len(sizes) + 1}/" not in made
        assert [page.previous for page in pages] == [None, *addresses[:-1]]
        assert [page.following for page in pages] == [*addresses[1:], None]


@each_row(
    ("number", "last", "expected"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (2, 4, [1, 2, 3, 4]),
        (1, 4, [1, 2, 3, 4]),
        (1, 5, [1, 2, None, 5]),
        (4, 7, [1, 2, 3, 4, 5, 6, 7]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (417, 834, [1, None, 416, 417, 418, None, 834]),
        (834, 834, [1, None, 833, 834]),
    ],
)
def test_a_page_leads_to_the_first_the_last_and_those_beside_it(number, last, expected):
    page = ArchivePage(number, 1, (None,) * last, News.section)
    assert [n if address else None for n, address in page.pager] == expected
    assert dict(page.pager)[1] == "/actualites/"
    assert all(address in (None, "/actualites/", f"/actualites/page/{n}/") for n, address in page.pager)


def test_a_list_of_one_is_a_word_and_no_page(site):
    found = site({"actualites/a.md": news("A", tags="neige, pluie"), "actualites/b.md": news("B", tags="pluie")})
    lists = lists_of(found)
    held = {page.slug: page.is_made for page in lists.holding(found.get("news", "a"), "tag")}
    assert held == {"neige": False, "pluie": True}
    assert "/actualites/mot-cle/neige/" not in {page.address for page in lists.made}
    assert [link.slug for offer in lists.offered("actualites", "") for link in offer.lists] == [
        "2026",
        "vie-du-centre",
        "pluie",
    ]


def test_of_many_lists_a_page_offers_the_longest_and_the_way_to_all(site):
    count = OFFERED + 3
    tags = {n: ", ".join(f"mot{m:02}" for m in range(count) if m >= n) for n in range(3)}
    lists = lists_of(site({f"actualites/n{n}.md": news(str(n), tags=tags[n]) for n in tags}))
    (offer,) = (offer for offer in lists.offered("actualites", "") if offer.facet.name == "tag")
    assert [page.slug for page in offer.lists] == [f"mot{n:02}" for n in range(2, OFFERED + 2)]
    assert offer.rest == "/actualites/mot-cle/"
    (values,) = (page for page in lists.made if page.address == offer.rest)
    assert [link.slug for link in values.whole] == [f"mot{n:02}" for n in range(1, count)]
    assert "/actualites/mot-cle/" in {page.address for page in lists.made}
    (here,) = (o for o in lists.offered("actualites", "/actualites/mot-cle/mot01/") if o.facet.name == "tag")
    assert [page.slug for page in here.lists] == ["mot01", *(page.slug for page in offer.lists)]


@each_row(
    ("address", "nearest"),
    [
        ("/actualites/mot-cle/pluie/", "/actualites/2026/a/"),
        ("/actualites/mot-cle/pluie/page/2/", "/actualites/2026/a/"),
        ("/actualites/mot-cle/neige/page/2/", "/actualites/mot-cle/neige/"),
        ("/actualites/mot-cle/", "/actualites/"),
        ("/actualites/mot-cle/page/3/", "/actualites/"),
        ("/actualites/page/9/", "/actualites/"),
        ("/positions/page/2/", "/positions/"),
        ("/actualites/mot-cle/grele/", None),
        ("/actualites/2031/", None),
        ("/bureaux/page/2/", None),
    ],
)
def test_a_list_that_is_no_page_any_more_leads_to_the_nearest_that_is(site, address, nearest):
    lists = lists_of(
        site({"actualites/a.md": news("A", tags="neige, pluie"), "actualites/b.md": news("B", tags="neige")})
    )
    assert lists.nearest_to(address) == nearest


def test_what_is_not_out_yet_leaves_no_trace(site):
    files = {
        "actualites/a.md": news("A", tags="commun"),
        "actualites/b.md": news("B", "2026-11-24", "Secret", "commun, secret"),
        "actualites/c.md": news("C", "2026-11-20", "Secret", "secret", "statut: brouillon"),
        "positions/p.md": position("P", "europe", "mémorandum", "2027"),
        "agenda/e.md": event("E", "secret", "2031", "statut: brouillon"),
    }
    found = site(files)
    lists = lists_of(found)
    assert told(lists) == {
        "/actualites/2026/": ["A"],
        "/actualites/rubrique/vie-du-centre/": ["A"],
        "/actualites/mot-cle/commun/": ["A"],
    }
    assert lists.archive("actualites").shown == found.news
    assert neighbours(found.news[0], found) == (None, None)
    assert related(found.news[0], found) == ()
    on_the_day = told(lists_of(site(files, dt.date(2026, 11, 24))))
    assert on_the_day["/actualites/mot-cle/commun/"] == ["B", "A"]
    assert on_the_day["/actualites/rubrique/secret/"] == ["B"]


def test_a_link_may_lead_to_a_list(site):
    files = {
        "actualites/a.md": news(tags="racisme"),
        "actualites/b.md": news(tags="racisme"),
        "pages/p.md": PAGE.format("[un](/actualites/mot-cle/racisme/) [deux](/actualites/2026/#suite)"),
    }
    assert "/actualites/mot-cle/racisme/" in site(files).get("page", "p").html


@each_row(
    ("target", "told_in_full"),
    [
        ("/actualites/mot-cle/racismes/", "aucune page à cette adresse → vouliez-vous dire « /actualites/mot-cle/racisme/ » ?"),
        ("/actualites/page/2/", "aucune page à cette adresse → liez plutôt à /actualites/"),
        ("/actualites/mot-cle/seul/", "aucune page à cette adresse → liez plutôt à /actualites/2026/a/"),
        ("/actualites/mot-cle/racisme/page/2/", "aucune page à cette adresse → liez plutôt à /actualites/mot-cle/racisme/"),
        ("/positions/niveau/europe/", "aucune page à cette adresse"),
        ("/actualites/2027/", "aucune page à cette adresse"),
        ("/actualites/mot-cle/racisme", "l’adresse commence et finit par « / » → écrivez /actualites/mot-cle/racisme/"),
    ],
)  # fmt: skip
def test_a_link_to_no_list_is_a_mistake(mistakes, target, told_in_full):
    files = {
        "actualites/a.md": news(tags="racisme, seul"),
        "actualites/b.md": news(tags="racisme"),
        "actualites/later.md": news("B", "2027-01-01"),
        "pages/p.md": PAGE.format(f"Un [lien]({target})."),
    }
    start = f"pages/p.md:5: lien « {target} » : {told_in_full}"
    assert [mistake for mistake in mistakes(files) if mistake.startswith(start)]


def test_a_draft_may_lead_to_the_list_that_it_will_be_in(site):
    later = news("A", "2027-01-01", tags="demain", body="[ici](/actualites/mot-cle/demain/)")
    site({"actualites/a.md": later, "actualites/b.md": later})


def test_a_list_that_another_mistake_hides_is_not_blamed(mistakes):
    files = {"actualites/a.md": "---\ntitre: A\n---\n", "pages/p.md": PAGE.format("[ici](/actualites/2026/)")}
    assert not [mistake for mistake in mistakes(files) if mistake.startswith("pages/")]


@each_row(
    ("address", "expected"),
    [
        *((f"{facet.prefix}x/", True) for facet in FACETS),
        *((f"{facet.prefix}x/page/2/", True) for facet in FACETS),
        ("/actualites/page/2/", True),
        ("/positions/page/12/", True),
        ("/actualites/mot-cle/", True),
        ("/actualites/mot-cle/page/2/", True),
        ("/positions/", False),
        ("/actualites/", False),
        ("/bureaux/page/2/", False),
        ("/agenda/2020/x/page/2/", False),
        ("/positions/x/", False),
        ("/agenda/2020/x/", False),
        ("/agenda/2020", False),
        ("/bureaux/dinant/", False),
    ],
)
def test_a_list_is_known_by_its_address(address, expected):
    assert may_be_list(address) is expected


def test_neighbours_are_those_of_the_list(site):
    found = site({f"actualites/{name}.md": news(name, f"2021-0{place}-01") for place, name in enumerate("abc", 1)})
    latest, middle, first = found.news
    assert [neighbours(one, found) for one in found.news] == [(None, middle), (latest, first), (middle, None)]


@pytest.fixture
def shared(site):
    """A site with a news item, and texts that share different things with it."""
    return site(
        {
            "plateformes/p.md": "---\ntitre: P\nresume: r\n---\n",
            "agenda/named.md": event("named", more="plateforme: p"),
            "agenda/past.md": event("past", start="2020", more="plateforme: p"),
            "actualites/one.md": news("one", tags="été, hiver", more="plateforme: p\nevenement: named"),
            "actualites/both.md": news("both", "2020", tags="Ete", more="plateforme: p"),
            "actualites/tag.md": news("tag", "2020-05", tags="hiver"),
            "actualites/nothing.md": news("nothing", tags="automne"),
            "positions/pos.md": position("pos", date="2021", more="plateforme: p"),
            "ressources/old.md": RESOURCE.format("old", "plateforme: p"),
        }
    )


def test_what_shares_most_comes_first_then_the_latest(shared):
    found = [record.title for record in related(shared.get("news", "one"), shared)]
    assert found == ["both", "pos", "past", "old"]
    assert len(found) == MOST_RELATED


def test_what_a_text_names_is_not_told_again(shared):
    assert "named" not in [record.title for record in related(shared.get("news", "one"), shared)]
    assert "one" not in [record.title for record in related(shared.get("event", "named"), shared)]


def test_a_text_without_a_subject_of_others_has_nothing_near(shared):
    assert related(shared.get("news", "nothing"), shared) == ()
    assert related(shared.get("platform", "p"), shared) == ()
