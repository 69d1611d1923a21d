"""The targets of links in a page of another language."""

from plugins.pages.links import with_own_links
from tests.tables import each_row


def at(address):
    return f"/ar{address}" if address == "/bureaux/" else address


@each_row(
    ("written", "led"),
    [
        ('<a href="/bureaux/">', '<a href="/ar/bureaux/">'),
        ('<a class="more" href="/bureaux/#communes">', '<a class="more" href="/ar/bureaux/#communes">'),
        ('<a href="/bureaux/?lieu=Dinant">', '<a href="/ar/bureaux/?lieu=Dinant">'),
        ('<form class="question" action="/bureaux/">', '<form class="question" action="/ar/bureaux/">'),
        ('<a href="/agenda/">', '<a hreflang="fr" href="/agenda/">'),
        ('<form action="/agenda/">', '<form action="/agenda/">'),
        ('<a href="/ar/permanences/">', '<a href="/ar/permanences/">'),
        ('<a href="/bureaux/" lang="fr" hreflang="fr">', '<a href="/bureaux/" lang="fr" hreflang="fr">'),
        ('<a href="https://example.be/">', '<a href="https://example.be/">'),
        ('<a href="#contenu">', '<a href="#contenu">'),
        ('<a data-href="/bureaux/" href="tel:+32">', '<a data-href="/bureaux/" href="tel:+32">'),
        ('<abbr title="href">', '<abbr title="href">'),
        ('<link href="/bureaux/">', '<link href="/bureaux/">'),
    ],
)
def test_a_link_leads_to_the_page_of_the_language_else_to_the_french_one(written, led):
    assert with_own_links(written, "/ar", at) == led
