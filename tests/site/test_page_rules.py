"""Each rule of ``page_rules.py`` finds its fault: it checks a site with one page that was damaged for it."""

import re
from dataclasses import replace

import pytest

from tests import page_rules
from tests.built_site import Built, Page

NOTE = "Le numéro de la rue est peut-être le 4."
OTHER = "Qui travaille à la Maison d’essai, et qui contacter."
"""The description of another page of the invented site."""
# The rule, the address of the page, the pattern that is replaced in its source, the replacement.
FAULTS = (
    (
        page_rules.a_date_of_a_permanence_comes_with_the_advice_to_call,
        "/bureaux/yvoir/",
        "Appelez avant de venir",
        "Appelez",
    ),
    (page_rules.a_date_of_a_permanence_comes_with_the_advice_to_call, "/bureaux/yvoir/", "Appelez%20avant", "Appelez"),
    (page_rules.a_date_of_a_permanence_comes_with_the_advice_to_call, "/permanences/", "avant de venir", ""),
    (page_rules.a_date_of_a_permanence_comes_with_the_advice_to_call, "/bureaux/yvoir/carte/", "avant de venir", ""),
    (
        page_rules.a_date_of_a_permanence_comes_with_the_advice_to_call,
        "/mentions-legales/",
        "</main>",
        "<p>Le jeudi 26 novembre 2026.</p></main>",
    ),
    (page_rules.html_is_valid, "/contact/", "</h1>", "</h2>"),
    (page_rules.titles_differ, "/contact/", "<title>.*?</title>", "<title>Agenda · MEN</title>"),
    (page_rules.a_page_has_one_h1_and_its_landmarks, "/contact/", "<(/?)h1", r"<\1h2"),
    (page_rules.a_page_has_one_h1_and_its_landmarks, "/contact/", "<(/?)main", r"<\1div"),
    (page_rules.headings_come_in_order, "/contact/", "<(/?)h2", r"<\1h4"),
    (page_rules.a_page_describes_itself, "/contact/", 'name="description"', 'name="other"'),
    (
        page_rules.descriptions_differ,
        "/contact/",
        '"og:description" content=".*?"',
        f'"og:description" content="{OTHER}"',
    ),
    (page_rules.titles_find_room_in_a_list_of_results, "/contact/", "<title>", f"<title>{'a' * 60} · "),
    (page_rules.links_and_anchors_lead_somewhere, "/contact/", 'href="/bureaux/"', 'href="/rien/"'),
    (page_rules.links_and_anchors_lead_somewhere, "/contact/", 'href="/bureaux/"', 'href="/bureaux/#rien"'),
    (page_rules.structured_data_is_in_the_words_of_schema_org, "/equipe/essai/", '"BreadcrumbList"', '"Breadcrumbs"'),
    (page_rules.nothing_is_asked_of_another_host, "/contact/", ' src="/', ' src="https://autre.example/'),
    (page_rules.nothing_is_asked_of_another_host, "/contact/", "<main", '<main style="color: red"'),
    (page_rules.nothing_of_pelicans_own_theme_shows, "/contact/", "</main>", "Pelican</main>"),
    (page_rules.no_note_is_published, "/contact/", "</main>", f"{NOTE}</main>"),
    (page_rules.every_page_is_in_the_site_map, "/plan-du-site/", 'href="/contact/"', 'href="/"'),
    (page_rules.only_a_page_that_is_not_listed_asks_not_to_be, "/contact/", "<head>", '<head><meta name="robots">'),
)


def with_pages(built, pages):
    """Return the built site with other pages."""
    other = Built(built.folder)
    other.__dict__["pages"] = pages
    return other


@pytest.mark.parametrize(("rule", "address", "old", "new"), FAULTS)
def test_a_rule_finds_its_fault(built, invented, rule, address, old, new):
    page = Page(address, built.pages[address].file)
    page.__dict__["source"], count = re.subn(old, new, built.pages[address].source, flags=re.DOTALL)
    assert count
    assert list(rule(with_pages(built, built.pages | {address: page}), invented))


def test_a_page_that_is_missing_or_one_too_many_is_found(built, invented):
    others = {address: page for address, page in built.pages.items() if address != "/contact/"}
    assert list(page_rules.every_page_is_expected(with_pages(built, others), invented)) == ["/contact/"]
    more = built.pages | {"/plus/": built.pages["/contact/"]}
    assert list(page_rules.every_page_is_expected(with_pages(built, more), invented)) == ["/plus/"]


def test_a_page_that_leads_on_from_nowhere_is_found(built, invented):
    assert list(page_rules.what_leads_on_is_what_moved(built, replace(invented, redirections=())))


def test_every_rule_is_tried():
    tried = {rule for rule, *_ in FAULTS} | {page_rules.every_page_is_expected, page_rules.what_leads_on_is_what_moved}
    assert tried == set(page_rules.RULES)
