"""Redirections: what a line means, and every mistake with its exact message."""

import itertools
import re
from dataclasses import replace

import pytest

from plugins.base.mistakes import CONFLICT
from plugins.model.redirection import Redirection, RedirectionIndex, read_published_addresses
from tests.tables import each_row
from tooling.hosting import host_files

PAGE = "---\ntitre: P\nresume: r\n---\n"
PAGES = {
    "pages/contact.md": PAGE,
    "pages/brouillon.md": PAGE.replace("resume: r", "resume: r\nstatut: brouillon"),
    "actualites/rentree.md": "---\ntitre: R\nresume: r\ndate: 2020-09-01\ncategorie: c\n---\n",
    "documents/plan.pdf": b"%PDF-1.7",
}


@pytest.fixture
def redirections(site):
    return lambda text: site(PAGES | {"redirections.txt": text}).redirections


@each_row(
    ("line", "written", "target"),
    [
        ("/a/ → /contact/", "/a/", "/contact/"),
        ("/a/->/contact/", "/a/", "/contact/"),
        ("  /a/   =>   /contact/  ", "/a/", "/contact/"),
        ("/fête 2019/ → /contact/", "/f%C3%AAte%202019/", "/contact/"),
        ("/f%C3%AAte%202019/ → /contact/", "/f%C3%AAte%202019/", "/contact/"),
        ("/index.php?id=7&x=%20 → /contact/", "/index.php?id=7&x=%20", "/contact/"),
        ("/az* → /contact/", "/az*", "/contact/"),
        ("/wp-content/* → /contact/", "/wp-content/*", "/contact/"),
        ("/?p=* → /contact/", "/?p=*", "/contact/"),
        ("/a/ → /documents/plan.pdf", "/a/", "/documents/plan.pdf"),
        ("/a/ → /actualites/2020/rentree/", "/a/", "/actualites/2020/rentree/"),
        ("/a/ → /actualites/atom.xml", "/a/", "/actualites/atom.xml"),
        ("/a/ → /bureaux/pres-de/", "/a/", "/bureaux/pres-de/"),
    ],
)
def test_a_line_tells_an_old_address_and_a_new_one(redirections, line, written, target):
    """A target that only a build knows, such as a feed, is checked by the build."""
    (found,) = redirections(f"\ufeff# une note → rien\r\n\r\n{line}\r\n")
    assert (found.line, found.written, found.target) == (3, written, target)


def test_a_site_without_the_file_has_none(site):
    assert site(PAGES).redirections == ()


@each_row(
    ("written", "address", "meant"),
    [
        ("/a/b/", "/a/b/", True),
        ("/a/b/", "/a/b", True),
        ("/a/b", "/a/b/", True),
        ("/a/b/", "/a/b/?utm=1", True),
        ("/a/b/", "/a/b/c", False),
        ("/a/b/", "/x/a/b/", False),
        ("/a.html", "/axhtml", False),
        ("/é/", "/%C3%A9/", True),
        ("/FAX/", "/FAX/", True),
        ("/FAX/", "/FA/", False),
        ("/a/*", "/a", True),
        ("/a/*", "/a/b/c?d=e", True),
        ("/a/*", "/ab", False),
        ("/index.php*", "/index.php", True),
        ("/index.php*", "/index.php/a?b=c", True),
        ("/index.php?id=7", "/index.php?id=7", True),
        ("/index.php?id=7", "/index.php?id=7&x=y", True),
        ("/index.php?id=7", "/index.php?id=77", False),
        ("/index.php?id=7", "/index.php", False),
        ("/?p=*", "/?p=", True),
        ("/?p=*", "/?p=1&x=2", True),
        ("/?p=*", "/?page=1", False),
        ("/?p=*", "/contact/?p=1", False),
    ],
)
def test_which_requests_are_meant(redirections, written, address, meant):
    (found,) = redirections(f"{written} → /contact/")
    assert found.matches(address) is meant


def test_the_most_precise_line_comes_first(redirections):
    lines = (
        "/old/* → /contact/",
        "/old/b/* → /contact/",
        "/old/b/c/ → /contact/",
        "/old/b/c/?p=* → /",
        "/old/b/c/?p=1 → /",
    )
    for text in ("\n".join(lines), "\n".join(reversed(lines))):
        assert [found.written for found in redirections(text)] == [line.split()[0] for line in reversed(lines)]


def test_a_page_that_moved_twice_is_reached_in_one_step(redirections):
    first, second = redirections("/a/ → /b\n/b/ → /contact/")
    assert (first.target, second.target) == ("/contact/", "/contact/")


@each_row(
    ("lines", "message"),
    [
        ("/a/ /contact/", "1: « /a/ /contact/ » : il faut deux adresses et une flèche → écrivez « /a/ → /contact/ »"),
        (
            "/a/ →",
            "1: « /a/ → » : il faut deux adresses et une flèche → écrivez « /ancienne/adresse/ → /nouvelle/adresse/ »",
        ),
        (
            "/a/ → /b/ → /contact/",
            "1: « /a/ → /b/ → /contact/ » : il faut deux adresses et une flèche → écrivez « /ancienne/adresse/ → /nouvelle/adresse/ »",
        ),
        ("a/ → /contact/", "1: « a/ » : l’adresse commence par « / » → écrivez /a/"),
        (
            "https://www.cainamur.be/a/ → /contact/",
            "1: « https://www.cainamur.be/a/ » : le nom du site est de trop → écrivez /a/",
        ),
        (
            "/a/ → http://cainamur.be/contact/",
            "1: « http://cainamur.be/contact/ » : le nom du site est de trop → écrivez /contact/",
        ),
        (
            "/a/ → https://example.org/",
            "1: « https://example.org/ » : une redirection mène à une page de ce site → écrivez une adresse comme /contact/",
        ),
        (
            "/a/ → //example.org/",
            "1: « //example.org/ » : une redirection mène à une page de ce site → écrivez une adresse comme /contact/",
        ),
        (
            "/a/ → /contact/#ici",
            "1: « /contact/#ici » : une redirection mène à une page entière → écrivez /contact/",
        ),
        (
            '/a"b/ → /contact/',
            '1: « /a"b/ » : « " » n’est pas possible ici → recopiez l’adresse de la barre du navigateur ; '
            "« * » ne vient qu’à la fin, pour dire « tout ce qui commence ainsi »",
        ),
        (
            "/a*/b/ → /contact/",
            "1: « /a*/b/ » : « * » n’est pas possible ici → recopiez l’adresse de la barre du navigateur ; "
            "« * » ne vient qu’à la fin, pour dire « tout ce qui commence ainsi »",
        ),
        ("/a/? → /contact/", "1: « /a/? » : il ne suit rien après « ? » → écrivez /a/, ou par exemple /a/?p=*"),
        (
            "# x\n/a/ → /contact/\n/a → /",
            "3: « /a » est déjà à la ligne 2 → gardez une seule des deux lignes",
        ),
        ("/a/ → /b/\n/b/ → /a/", "1: « /a/ → /b/ → /a/ » tourne en rond → faites-la mener à une page du site"),
        (
            "\n".join(f"/a{number}/ → /a{(number + 1) % 9}/" for number in range(9)),
            "1: « /a0/ → /a1/ → … → /a8/ → /a0/ » tourne en rond → faites-la mener à une page du site",
        ),
        ("/a/ → /a", "1: « /a/ → /a » tourne en rond → faites-la mener à une page du site"),
        ("/contact/ → /", "1: « /contact/ » est une page du site → retirez cette ligne, ou renommez la page"),
        ("/contact → /", "1: « /contact » est une page du site → retirez cette ligne, ou renommez la page"),
        (
            "/index.html → /contact/",
            "1: « /index.html » est une page du site → retirez cette ligne, ou renommez la page",
        ),
        (
            "/contact/index.html → /",
            "1: « /contact/index.html » est une page du site → retirez cette ligne, ou renommez la page",
        ),
        (
            "/index* → /contact/",
            "1: « /index* » prendrait aussi /index.html, qui est une page du site → soyez plus précis",
        ),
        (
            "/con* → /",
            "1: « /con* » prendrait aussi /contact/, qui est une page du site → soyez plus précis",
        ),
        ("/a/ → /contact", "1: « /contact » : l’adresse commence et finit par « / » → écrivez /contact/"),
        ("/a/ → /contac/", "1: « /contac/ » : aucune page à cette adresse → vouliez-vous dire « /contact/ » ?"),
        (
            "/a/ → /actualites/2020/rentre/",
            "1: « /actualites/2020/rentre/ » : aucune page à cette adresse → vouliez-vous dire « /actualites/2020/rentree/ » ?",
        ),
        (
            "/a/ → /brouillon/",
            "1: « /brouillon/ » : cette page n’est pas encore publiée → publiez-la ou choisissez une autre page",
        ),
        (
            "/a/x.ics → /contact/",
            "1: « /a/x.ics » : un programme d’agenda ou de contacts ne lit pas une page → "
            "donnez à cette adresse sa ligne, qui mène à un autre fichier .ics du site",
        ),
        (
            "/a/x.vcf → /agenda/agenda.ics",
            "1: « /a/x.vcf » : un programme d’agenda ou de contacts ne lit pas une page → "
            "donnez à cette adresse sa ligne, qui mène à un autre fichier .vcf du site",
        ),
        (b"/a/ \xe9 /contact/", "1: « é » : un caractère n’est pas en UTF-8 → enregistrez le fichier en « UTF-8 »"),
    ],
)
def test_a_mistake_is_told_with_its_line(mistakes, lines, message):
    assert f"redirections.txt:{message}" in mistakes(PAGES | {"redirections.txt": lines})


@each_row(
    "name",
    [
        *sorted(host_files.OWN),
        *(f"{name}/x/" for name in sorted(host_files.OWN)),
        "_HEADERS",
        ".well-known/a",
        "a/.env",
    ],
)
def test_what_hosts_keep_to_themselves_is_no_old_address(mistakes, name):
    assert mistakes(PAGES | {"redirections.txt": f"/{name} → /contact/"}) == [
        f"redirections.txt:1: « /{name} » : ce nom est réservé au serveur, aucune page n’y était → retirez cette ligne"
    ]


def test_all_mistakes_are_told_at_once(mistakes):
    text = "/a/\n/b/ → /contac/\n/contact/ → /\n/d/ → /d/\n"
    assert [message.split(":")[1] for message in mistakes(PAGES | {"redirections.txt": text})] == ["1", "2", "3", "4"]


def test_no_character_of_an_address_breaks_the_pattern(site, mistakes):
    """A server does not start with an invalid pattern, so each accepted character must match itself only."""
    characters = [chr(code) for code in (*range(32, 127), 0xE9, 0x4E2D)]
    lines = [f"/a{number}-{character}b/ → /contact/" for number, character in enumerate(characters)]
    told = [int(mistake.split(":")[1]) - 1 for mistake in mistakes(PAGES | {"redirections.txt": "\n".join(lines)})]
    assert len(told) == len(set(told))
    assert {characters[number] for number in told} <= set('"#$*<>?\\^`{|}%')
    passed = [line for number, line in enumerate(lines) if number not in told]
    found = site(PAGES | {"redirections.txt": "\n".join(passed)}).redirections
    assert len(found) == len(passed)
    for each in found:
        assert each.matches(each.written)
        assert not each.matches(each.written.replace("a", "x", 1))


def test_remarks_and_empty_lines_are_let_through(redirections):
    (found,) = redirections("# a → b\n\n   \n  # c → d\n\t# e\n/a/ → /contact/\n")
    assert (found.line, found.written) == (6, "/a/")


@each_row(
    ("lines", "found"),
    [
        (
            b"# x\n/a/ \xe9 /contact/\n/b/ \xe9 /contact/\n",
            ["2: « é » : un caractère n’est pas en UTF-8 → enregistrez le fichier en « UTF-8 »"],
        ),
        ("/a/ → /contact/\n<<<<<<< HEAD\n/b/ → /contac/\n=======\n>>>>>>> a1b2c3d\n", [f"2: {CONFLICT}"]),
        (
            "/a/ → /contact/\n/b/ → /contac/",
            ["2: « /contac/ » : aucune page à cette adresse → vouliez-vous dire « /contact/ » ?"],
        ),
        ("/a/ → /zygote-12/", ["1: « /zygote-12/ » : aucune page à cette adresse → choisissez une page du site"]),
        (
            "/documents/plan.pdf → /contact/",
            ["1: « /documents/plan.pdf » est une page du site → retirez cette ligne, ou renommez la page"],
        ),
        (
            "/agenda/agenda.ics → /contact/",
            ["1: « /agenda/agenda.ics » est une page du site → retirez cette ligne, ou renommez la page"],
        ),
        (
            "/a* → /contact/",
            ["1: « /a* » prendrait aussi /a-propos/, qui est une page du site → soyez plus précis"],
        ),
        (
            "/?p=1^2 → /contact/",
            [
                "1: « /?p=1^2 » : « p=1^2 » n’est pas possible ici → recopiez l’adresse de la barre du navigateur ; "
                "« * » ne vient qu’à la fin, pour dire « tout ce qui commence ainsi »"
            ],
        ),
        (
            "/a/ → /contact/?p=1",
            ["1: « /contact/?p=1 » : une redirection mène à une page entière → écrivez /contact/"],
        ),
        (
            "/a/ → /contact/?p=1#ici",
            ["1: « /contact/?p=1#ici » : une redirection mène à une page entière → écrivez /contact/"],
        ),
        (
            "https://example.org/a/ → /contact/",
            [
                "1: « https://example.org/a/ » : c’est un autre nom de site → mettez la ligne dans anciennes-adresses.txt"
            ],
        ),
        (
            "/a/ /b/ /c/",
            [
                "1: « /a/ /b/ /c/ » : il faut deux adresses et une flèche → "
                "écrivez « /ancienne/adresse/ → /nouvelle/adresse/ »"
            ],
        ),
        (
            "→ /contact/",
            [
                "1: « → /contact/ » : il faut deux adresses et une flèche → écrivez « /ancienne/adresse/ → /nouvelle/adresse/ »"
            ],
        ),
        (
            "/x/ → /b/\n/b/ → /a/\n/a/ → /b/",
            [
                f"{n}: « {way} » tourne en rond → faites-la mener à une page du site"
                for n, way in ((1, "/x/ → /b/ → /a/ → /b/"), (2, "/b/ → /a/ → /b/"), (3, "/a/ → /b/ → /a/"))
            ],
        ),
        (
            "/x* → /b/\n/b/ → /b",
            [
                "1: « /b/ → /b » tourne en rond → faites-la mener à une page du site",
                "2: « /b/ → /b » tourne en rond → faites-la mener à une page du site",
            ],
        ),
    ],
)
def test_each_mistake_is_told_once_and_alone(mistakes, lines, found):
    pages = PAGES | {"pages/a-propos.md": PAGE, "pages/abc.md": PAGE, "pages/accord.md": PAGE}
    assert sorted(mistakes(pages | {"redirections.txt": lines})) == [f"redirections.txt:{message}" for message in found]


@each_row(
    "line",
    [
        "/agenda/x.ics?y=1 → /contact/",
        "/a/x.ics* → /contact/",
        "/a/x.ics → /agenda/agenda.ics",
        "/contact/?p=1 → /",
        "/a/ → /bureaux/fiche/",
        "/a/ → /positions/genre/",
        "/a/ → /agenda/2020/",
        "/a/ → /mot_cle.html",
    ],
)
def test_what_the_sources_do_not_forbid_is_let_through(redirections, line):
    (found,) = redirections(line)
    assert found.target == line.split()[-1]


def test_addresses_differ_by_their_capitals(redirections):
    found = redirections("/FAX/ → /contact/\n/FA/ → /fax/\n/fax/ → /")
    assert {redirection.written: redirection.target for redirection in found} == {
        "/FAX/": "/contact/",
        "/FA/": "/",
        "/fax/": "/",
    }


def test_only_an_exact_line_moves_the_target_of_another(redirections):
    found = redirections("/a/ → /contact/\n/contact/?p=1 → /\n/contact/plan* → /")
    assert {redirection.written: redirection.target for redirection in found} == {
        "/a/": "/contact/",
        "/contact/?p=1": "/",
        "/contact/plan*": "/",
    }


def test_the_same_path_may_lead_elsewhere_by_its_query(redirections):
    found = redirections("/a/?p=* → /\n/a/?p=1 → /contact/\n/a/ → /contact/")
    assert [redirection.written for redirection in found] == ["/a/?p=1", "/a/?p=*", "/a/"]


def test_a_page_whose_date_cannot_be_read_is_not_said_to_be_missing(mistakes):
    """Its own mistake is enough, since its year is not known."""
    undated = PAGES["actualites/rentree.md"].replace("2020-09-01", "hier")
    files = PAGES | {"actualites/rentree.md": undated, "redirections.txt": "/a/ → /actualites/2020/rentree/\n"}
    assert {message.split(":")[0] for message in mistakes(files)} == {"actualites/rentree.md"}


@each_row(
    ("written", "file"),
    [
        ("/a/", "a/index.html"),
        ("/a", "a/index.html"),
        ("/a.html", "a.html"),
        ("/XX/", "XX/index.html"),
        ("/v1.2/a/", "v1.2/a/index.html"),
        ("/%C3%A9t%C3%A9/a.pdf", "été/a.pdf"),
        ("/az*", None),
        ("/a/?p=1", None),
    ],
)
def test_a_file_can_stand_at_one_address_only(redirections, written, file):
    (found,) = redirections(f"{written} → /contact/")
    assert found.file == file


def test_a_server_is_told_addresses_as_a_browser_sends_them(redirections):
    (found,) = redirections("/l'été, (1):a;b@c+d=e&f~!/ → /contact/")
    assert found.written == "/l'%C3%A9t%C3%A9,%20(1):a;b@c+d=e&f~!/"
    assert replace(found, target="/documents/l'été (1).pdf").location == "/documents/l'%C3%A9t%C3%A9%20(1).pdf"


@pytest.mark.parametrize(
    ("text", "listed_there"),
    [("# une note\n/a/\n\nb\n/c/d.ics\n", {"/a/", "/c/d.ics"}), ("/é/\n", {"/é/"}), ("", set()), (None, set())],
)
def test_the_list_of_published_addresses_has_one_a_line(tmp_path, text, listed_there):
    if text is not None:
        (tmp_path / "list.txt").write_text(text, "utf-8")
    assert read_published_addresses(tmp_path / "list.txt") == listed_there


def test_an_address_matches_as_the_patterns_of_the_hosts_say():
    paths = ("/", "/a", "/a/", "/ab/", "/a/b", "/a/b/", "/a//")
    addresses = [f"{path}{query}" for path in paths for query in ("", "?p=1", "?p=12", "?p=1&z", "?z")]
    for path, query, family in itertools.product(paths, ("", "p=1", "p="), (False, True)):
        found = Redirection(0, path, query, family, "/")
        pattern = re.compile(rf"{found.path_pattern}\?{found.query_pattern}")
        for address in addresses:
            asked = address if "?" in address else f"{address}?"
            assert found.matches(address) == bool(pattern.fullmatch(asked)), (found, address)
            assert bool(RedirectionIndex([found]).of(address)) == found.matches(address)
