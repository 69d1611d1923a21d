"""The addresses of an earlier site: where each leads now, and which line applies where several match."""

import pytest

from plugins.model.redirection import RedirectionIndex
from tests.tables import each_row

PAGE = "---\ntitre: P\nresume: r\n---\n"
NEWS = "---\ntitre: R\nresume: r\ndate: 2020-09-01\ncategorie: c\n---\n"
OLD_SITE = {
    "pages/contact.md": PAGE,
    "pages/brouillon.md": PAGE.replace("resume: r", "resume: r\nstatut: brouillon"),
    "actualites/rentree.md": NEWS,
    "actualites/autre.md": NEWS,
    "documents/plan.pdf": b"%PDF-1.7",
    "redirections.txt": "/ici/ → /contact/\n/actualites/2020/nom/ → /actualites/2020/autre/\n",
}


@pytest.fixture
def old(site):
    """A function that reads ``OLD_SITE`` with a list of addresses of an earlier site."""
    return lambda text: site(OLD_SITE | {"anciennes-adresses.txt": text})


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("/a/ → /contact/", "/contact/"),
        ("/a/ → /actualites/2020/rentree/", "/actualites/2020/rentree/"),
        ("/a/ → /actualites/2019/rentree/", "/actualites/2020/rentree/"),  # its date was changed
        ("/a/ → /actualites/2020/nom/", "/actualites/2020/autre/"),  # it was renamed
        ("/a/ → /actualites/2020/partie/", "/actualites/2020/"),  # it was deleted
        ("/a/ → /actualites/1999/partie/", "/actualites/"),
        ("/a/ → /actualites/rubrique/c/", "/actualites/rubrique/c/"),
        ("/a/ → /actualites/rubrique/x/", "/actualites/"),
        ("/a/ → /brouillon/", "/"),  # it is not public yet
        ("/a/ → /documents/plan.pdf", "/documents/plan.pdf"),
        ("/a/ → /documents/rien.pdf", "/"),
        ("/a/ → /bureaux/pres-de/", "/bureaux/pres-de/"),  # only a build makes it
    ],
)
def test_an_address_of_an_earlier_site_leads_to_where_its_text_is_now(old, line, target):
    assert RedirectionIndex(old(line).redirections).of("/a/").target == target


def test_the_addresses_of_an_earlier_site_give_way_to_pages_and_to_the_redirections(old):
    site = old("/contact/ → /\n/act* → /\n/ici/ → /\n/la/ → /\n/la → /contact/\n")
    assert [(found.written, found.target, found.list_name) for found in site.redirections] == [
        ("/actualites/2020/nom/", "/actualites/2020/autre/", "redirections.txt"),
        ("/ici/", "/contact/", "redirections.txt"),
        ("/la/", "/", "anciennes-adresses.txt"),
    ]
    assert site.old_addresses == ("/contact/", "/ici/", "/la/", "/la")


def test_an_address_that_stands_alone_is_answered_by_a_page_or_by_a_family(old):
    site = old("/a/* → /contact/\n/?p=* → /\n/a/b/?print=print\n/contact/?x\n/contact\n/?p=7\n/a\n")
    assert site.old_addresses == ("/a/b/?print=print", "/contact/?x", "/contact", "/?p=7", "/a")


@each_row(
    ("line", "message"),
    [
        ("/b/", "« /b/ » ne mène nulle part → ajoutez à la ligne « → » et une page du site"),
        ("b → /contact/", "« b » : l’adresse commence par « / » → écrivez /b"),
        (
            "https://www.cainamur.be/b/ → /contact/",
            "« https://www.cainamur.be/b/ » : le nom du site est de trop → écrivez /b/",
        ),
        ("ancien.cainamur.be/b/ → /", "« ancien.cainamur.be/b/ » : il manque le début → écrivez https://ancien.cainamur.be/b/"),
        ("https://ancien/b/ → /", "« ancien » n’est pas un nom de site → recopiez l’adresse de la barre du navigateur"),
        ("https://ancien.be:80/b/ → /", "« ancien.be:80 » n’est pas un nom de site → recopiez l’adresse de la barre du navigateur"),
        ("https://ancien.be/b/", "« https://ancien.be/b/ » ne mène nulle part → ajoutez à la ligne « → » et une page du site"),
        ("/b/ → https://ancien.be/", "« https://ancien.be/ » : une redirection mène à une page de ce site → écrivez une adresse comme /contact/"),
    ],
)  # fmt: skip
def test_an_address_of_an_earlier_site_that_nothing_answers_is_a_mistake(mistakes, line, message):
    assert mistakes(OLD_SITE | {"anciennes-adresses.txt": f"# note\n{line}\n"}) == [
        f"anciennes-adresses.txt:2: {message}"
    ]


def test_an_address_of_another_host_has_rules_of_its_own(old):
    lines = "https://Ancien.cainamur.be/contact/ → /actualites/1999/x/\nhttp://ancien.cainamur.be/* -> /contact/\n"
    site = old(f"{lines}https://ancien.cainamur.be/seule/\nhttps://été.be → /contact/\n")
    assert [(found.host, found.written, found.location) for found in site.other_hosts] == [
        ("ancien.cainamur.be", "/contact/", "https://www.cainamur.be/actualites/"),
        ("xn--t-9fab.be", "/", "https://www.cainamur.be/contact/"),
        ("ancien.cainamur.be", "/*", "https://www.cainamur.be/contact/"),
    ]
    assert {found.host for found in site.redirections} == {""}
    assert site.old_addresses == ()


def test_the_most_precise_redirection_is_found_among_thousands(old):
    lines = [f"/vieux/{number}/ → /contact/" for number in range(9_000)]
    site = old("\n".join([*lines, "/vieux/* → /", "/vieux/12?x=1 → /actualites/", "/?p=5* → /contact/"]))
    index = RedirectionIndex(site.redirections)
    for address, target in {
        "/vieux/12/": "/contact/",
        "/vieux/12": "/contact/",
        "/vieux/12?x=1": "/actualites/",
        "/vieux/neuf": "/",
        "/vieux": "/",
        "/?p=51": "/contact/",
    }.items():
        assert index.of(address).target == target
    assert index.of("/vieux2/") is None
    assert index.of("/?p=4") is None
