"""The pages and calendars to which a text may link or refer: those that are public on its day."""

from tests.tables import each_row

PAGE = "---\ntitre: P\nresume: r\n---\nVoir [ici]({}).\n"
OFFICE = "---\ntitre: Dinant\nadresse: {rue: Rue Haute, code_postal: 5500, localite: Dinant}\n---\n"
EVENT = "---\ntitre: E\nresume: r\ngenre: g\n%s\n---\n"
NEWS = "---\ntitre: N\nresume: r\ncategorie: c\n%s\n---\n"
NOT_YET = "cette page n’est pas encore publiée → publiez-la ou retirez le lien"


@each_row(
    ("path", "text", "link"),
    [
        ("bureaux/dinant.md", OFFICE, "/bureaux/dinant/dinant.ics"),
        ("agenda/e.md", EVENT % "debut: 2027-01-21", "/agenda/2027/e/e.ics"),
        ("agenda/e.md", EVENT % "debut: 2027-01-21 18:00\nfin: 2027-01-22", "/agenda/2027/e/e.ics"),
        (
            "agenda/e.md",
            EVENT % "debut: 2027\ninitialement_le: 2026-12-21\netat: reporté",
            "/agenda/2026/e/e.ics",
        ),
        ("actualites/n.md", NEWS % "date: 2026-11-23", "/actualites/2026/n/"),
        ("actualites/n.md", NEWS % "date: 2026-11-23", "../actualites/n.md"),
    ],
)
def test_a_text_may_link_to_what_is_there_today(site, path, text, link):
    (page,) = [record for record in site({path: text, "pages/p.md": PAGE.format(link)}).records if record.slug == "p"]
    assert f'href="{link if link.startswith("/") else "/actualites/2026/n/"}"' in page.html


@each_row(
    ("path", "text", "link", "message"),
    [
        ("agenda/e.md", EVENT % "debut: 2027-01", "/agenda/2027/e/e.ics", "aucune page à cette adresse"),
        ("actualites/n.md", NEWS % "date: 2026-11-01", "/actualites/2026/n/n.ics", "aucune page à cette adresse"),
        (
            "agenda/e.md",
            EVENT % "debut: 2027-01-21\nstatut: brouillon",
            "/agenda/2027/e/e.ics",
            "aucune page à cette adresse",
        ),
        ("actualites/n.md", NEWS % "date: 2026-11-24", "/actualites/2026/n/", NOT_YET),
        ("actualites/n.md", NEWS % "date: 2026-11-24", "../actualites/n.md", NOT_YET),
        ("actualites/n.md", NEWS % "date: 2026-11-01\nstatut: brouillon", "/actualites/2026/n/", NOT_YET),
    ],
)
def test_a_text_may_not_link_to_what_is_not_there_today(mistakes, path, text, link, message):
    (told,) = mistakes({path: text, "pages/p.md": PAGE.format(link)})
    assert told.startswith(f"pages/p.md:5: lien « {link} » : {message}")


def test_a_text_to_come_may_link_to_what_comes_by_its_day_and_to_nothing_later(site, mistakes):
    def files(day):
        return {
            "actualites/n.md": NEWS % f"date: {day}",
            "actualites/later.md": (NEWS % "date: 2026-12-01") + "Voir [ici](/actualites/2026/n/).\n",
        }

    for day in ("2026-11-23", "2026-11-30", "2026-12-01"):
        assert len(site(files(day)).withheld) == 1 + (day > "2026-11-23")
    (told,) = mistakes(files("2026-12-02"))
    assert told.startswith("actualites/later.md:7: lien « /actualites/2026/n/ » : cette page n’est pas encore publiée")


def test_a_page_whose_fields_are_wrong_is_not_said_to_be_missing_as_well(mistakes):
    """Neither is a page whose year cannot be read: its own mistake is told, once."""
    for date in ("2026-01-01\ninconnu: x", "hier", "2026-01-01\nstatut: peut-être"):
        files = {"actualites/n.md": NEWS % f"date: {date}", "pages/p.md": PAGE.format("/actualites/2026/n/")}
        assert {told.split(":")[0] for told in mistakes(files)} == {"actualites/n.md"}
