"""The files at old addresses, for hosts that know no redirections."""

import pytest

from plugins.base.mistakes import ContentMistakes
from plugins.files.file import File
from plugins.files.old_addresses import files, in_other_languages, old_addresses, singled_out
from plugins.model.redirection import Redirection
from tests.tables import each_row

MADE = {
    file.path: file
    for file in (
        File("/", b"home"),
        File("/contact/", b"contact"),
        File("/bureaux/dinant/", b"office"),
        File("/bureaux/dinant/dinant.ics", b"calendar"),
        File("/bureaux/dinant/dinant.vcf", b"card"),
        File("/bureaux/pres-de/yvoir/", b"commune"),
    )
}
"""The files of the other makers."""
NOTHING = {}
PEOPLE = {
    "equipes/t.md": "---\ntitre: T\nresume: r\nordre: 1\n---\n",
    "personnes/bo.md": "---\nprenom: Bo\nnom: Essai\nfonction: f\nequipe: t\n---\n",
    "personnes/co.md": "---\nprenom: Co\nnom: Essai\nfonction: f\nequipe: t\n---\n",
    "personnes/di.md": "---\nprenom: Di\nnom: Essai\nfonction: f\nequipe: t\n---\nUn texte.\n",
}
"""Bo and Co have no page, Di has one."""


@pytest.fixture
def stand(site, context):
    """A function from lines of ``redirections.txt`` and published addresses to the files at old addresses."""

    def made(lines, published=(), more=NOTHING):
        found = site({"pages/contact.md": "---\ntitre: C\nresume: r\n---\n", "redirections.txt": lines, **more})
        render = lambda template, target: f"{template} {target}"  # noqa: E731
        files = old_addresses(found, context(render=render, published=frozenset(published)), MADE)
        return {file.address: file.content for file in files}

    return made


def leads(target):
    return f"redirection.html {target}".encode()


def test_a_page_leads_on_and_a_calendar_is_copied(stand):
    lines = "/a/ → /contact/\n/b.html → /bureaux/pres-de/yvoir/\n/c.htm → /\n/d.ics → /bureaux/dinant/dinant.ics\n"
    assert stand(lines) == {
        "/a/index.html": leads("/contact/"),
        "/b.html": leads("/bureaux/pres-de/yvoir/"),
        "/c.htm": leads("/"),
        "/d.ics": b"calendar",
    }


def test_a_published_address_of_a_family_has_its_page(stand):
    lines = "/2019/* → /contact/\n/2019/cal* → /bureaux/dinant/dinant.ics\n"
    published = ["/2019/", "/2019/f%C3%AAte/", "/2019/cal.ics", "/2019/plan.pdf", "/contact/", "/elsewhere/"]
    assert stand(lines, published) == {
        "/2019/index.html": leads("/contact/"),
        "/2019/fête/index.html": leads("/contact/"),
        "/2019/cal.ics": b"calendar",
    }


@pytest.mark.parametrize(
    ("lines", "published", "messages"),
    [
        (
            "/a/ → /bureaux/pres-de/yvoire/\n/b/ → /bureaux/pres-de/x/",
            (),
            [
                (
                    1,
                    "« /bureaux/pres-de/yvoire/ » : aucune page à cette adresse → vouliez-vous dire « /bureaux/pres-de/yvoir/ » ?",
                ),
                (2, "« /bureaux/pres-de/x/ » : aucune page à cette adresse → choisissez une page du site"),
            ],
        ),
        (
            "/bureaux/dinant → /contact/",
            (),
            [(1, "« /bureaux/dinant » est une page du site → retirez cette ligne, ou renommez la page")],
        ),
        (
            "# x\n/2019/* → /contact/",
            ("/2019/a.ics", "/2019/b.ics"),
            [
                (
                    2,
                    f"« /2019/{name}.ics » : un programme d’agenda ou de contacts ne lit pas une page → "
                    "donnez à cette adresse sa ligne, qui mène à un autre fichier .ics du site",
                )
                for name in "ab"
            ],
        ),
        (
            "/2019/* → /bureaux/pres-de/x/",
            ("/2019/a/", "/2019/b/"),
            [(1, "« /bureaux/pres-de/x/ » : aucune page à cette adresse → choisissez une page du site")],
        ),
    ],
)
def test_what_only_the_whole_site_can_tell_ends_the_build(stand, tmp_path, lines, published, messages):
    with pytest.raises(ContentMistakes) as found:
        stand(lines, published)
    file = f"{tmp_path.as_posix()}/content/redirections.txt"
    assert [(m.path, m.line, m.message) for m in found.value.mistakes] == [(file, *told) for told in messages]


def test_the_published_page_of_a_person_who_has_none_now_leads_to_the_team(stand):
    assert stand("", ["/equipe/bo/", "/equipe/di/"], PEOPLE) == {"/equipe/bo/index.html": leads("/equipe/t/#_bo")}


def test_a_line_of_the_content_counts_before_the_place_in_the_team(stand):
    made = stand("/equipe/bo/ → /contact/\n", ["/equipe/bo/"], PEOPLE)
    assert made == {"/equipe/bo/index.html": leads("/contact/")}


def to(path, target="/contact/", query="", family=False):
    return Redirection(1, path, query, family, target)


@each_row(
    ("redirections", "known", "names"),
    [
        ([to("/a/"), to("/a/", "/")], ["/"], ["a/index.html"]),
        ([to("/A/"), to("/a/"), to("/B.html"), to("/b.html/c/")], ["/"], ["A/index.html", "B.html"]),
        ([to("/CONTACT/"), to("/contact/index.HTML")], ["/contact/"], []),
        ([to("/contact/a/")], ["/contact/"], ["contact/a/index.html"]),
        ([to("/documents/plan.pdf", "/documents/b.pdf")], ["/documents/Plan.pdf"], []),
        ([to("/a", family=True), to("/a/", query="p=1")], [], []),
        ([to("/12:a/"), to("/b:c.html")], [], []),
        ([to("/a.php"), to("/a.pdf"), to("/plan.pdf", "/documents/plan.pdf")], [], ["plan.pdf"]),
        ([to("/a.htm"), to("/b.html", "/documents/plan.pdf")], [], ["a.htm", "b.html"]),
        ([to("/robots.txt/a/"), to("/Robots.txt/")], ["/robots.txt"], []),
        ([to("/a.html/b/"), to("/a.htm/b/c.html")], [], []),
        ([to("/a.html")], ["/a.html/b.ics"], []),
        ([to("/a.ics/b/"), to("/a.ics", "/x.ics")], [], ["a.ics/b/index.html"]),
        ([to("/a.ics", "/x.ics"), to("/a.ics/b/")], [], ["a.ics"]),
        ([to("/a.pdf/b/")], [], ["a.pdf/b/index.html"]),
        ([to("/x/y/z/"), to("/x/y/"), to("/x/")], [], ["x/y/z/index.html", "x/y/index.html", "x/index.html"]),
    ],
)
def test_no_two_files_that_some_disks_would_take_for_one(redirections, known, names):
    assert [name for name, _ in files(redirections, known)] == names


def test_each_file_has_the_target_of_its_line():
    assert list(files([to("/a/"), to("/b/", "/")], [])) == [("a/index.html", "/contact/"), ("b/index.html", "/")]


def test_only_families_single_out_addresses_and_the_most_precise_line_decides():
    lines = [
        to("/2019/a/"),
        to("/2019/", "/", query="p=1"),
        to("/2019/b", "/b/", family=True),
        to("/2019/", family=True),
    ]
    found = singled_out(iter(lines), iter(["/x/", "/2019/c%20d/", "/2019/b1/", "/2019/a/"]))
    assert [(redirection.path, redirection.target, redirection.exact) for redirection in found] == [
        ("/2019/b1/", "/b/", True),
        ("/2019/c d/", "/contact/", True),
    ]


LANGUAGES = {"/", "/ar/", "/bureaux/new/", "/ar/bureaux/new/", "/bureaux/new/new.ics", "/ar/bureaux/new/new.ics", "/a/"}
"""The addresses of a site in two languages, in which the page « a » is in French only."""


def led(known, *addresses, lines=()):
    return {each.path: each.target for each in in_other_languages(lines, addresses, known)}


def test_a_page_that_moved_in_french_has_moved_in_each_language():
    lines = (
        Redirection(1, "/bureaux/old/old.ics", "", False, "/bureaux/new/new.ics"),
        Redirection(2, "/bureaux/old/", "", True, "/bureaux/new/"),
        Redirection(3, "/b/", "", False, "/a/"),
    )
    left = ("/ar/bureaux/old/", "/ar/bureaux/old/fiche/", "/ar/bureaux/old/old.ics", "/ar/b/", "/bureaux/old/")
    assert led(LANGUAGES, *left, lines=lines) == {
        "/ar/bureaux/old/": "/ar/bureaux/new/",
        "/ar/bureaux/old/fiche/": "/ar/bureaux/new/",
        "/ar/bureaux/old/old.ics": "/ar/bureaux/new/new.ics",
        "/ar/b/": "/a/",
    }


def test_a_language_that_was_withdrawn_leads_to_the_french_pages():
    left = ("/uk/", "/uk/bureaux/new/", "/uk/bureaux/new/new.ics", "/ar/a/", "/uk/rien/", "/faq/", "/ar/")
    assert led(LANGUAGES, *left) == {
        "/uk/": "/",
        "/uk/bureaux/new/": "/bureaux/new/",
        "/uk/bureaux/new/new.ics": "/bureaux/new/new.ics",
        "/ar/a/": "/a/",
    }


def test_a_line_of_the_content_goes_before_what_follows_from_the_french_ones():
    line = Redirection(1, "/uk/bureaux/new/", "", False, "/a/")
    assert led(LANGUAGES, "/uk/bureaux/new/", lines=(line,)) == {}


def test_a_page_stands_where_a_language_was(stand):
    assert stand("", published=("/uk/", "/uk/bureaux/dinant/dinant.ics")) == {
        "/uk/index.html": leads("/"),
        "/uk/bureaux/dinant/dinant.ics": b"calendar",
    }


def test_each_address_of_an_earlier_site_has_its_page_even_that_of_a_picture(stand):
    lines = (
        "/wp/a* → /contact/\n/wp/a.jpg\n/wp/a-300x200.jpg\n/b/* → /\n/b/page/2/?print=print\n/?p=* → /contact/\n/?p=7\n"
    )
    assert stand("", more={"anciennes-adresses.txt": lines}) == {
        "/b/page/2/index.html": leads("/"),
        "/wp/a-300x200.jpg/index.html": leads("/contact/"),
        "/wp/a.jpg/index.html": leads("/contact/"),
    }
