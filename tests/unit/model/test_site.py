import datetime as dt
import pickle

import pytest
from pydantic import ValidationError

from plugins.model import Page
from plugins.model.section import SECTIONS
from plugins.source.loading import load
from tests.tables import each_row

OFFICE = "---\ntitre: {}\nadresse: {{rue: R 1, code_postal: 5000, localite: Namur}}\n{}\n---\n"
TEAM = "---\ntitre: T\nresume: r\nordre: 1\n---\n"
PERSON = "---\nprenom: Ana\nnom: {}\nfonction: f\nequipe: t\n---\n"
NEWS = "---\ntitre: {0}\nresume: r\ndate: {0}\ncategorie: c\n---\n"
EVENT = "---\ntitre: {0}\nresume: r\ngenre: g\ndebut: {0}\n{1}\n---\n"


def titles(records):
    return [record.title for record in records]


def test_references_are_known_from_both_sides(site):
    files = {
        "equipes/t.md": TEAM,
        "personnes/ana-b.md": PERSON.format("B"),
        "personnes/ana-c.md": PERSON.format("C"),
        "bureaux/z.md": OFFICE.format("Zoé", "permanences: [{quand: sur rendez-vous, qui: [ana-c, ana-b]}]"),
        "bureaux/e.md": OFFICE.format("Émile", "coordination: ana-b"),
    }
    found = site(files)
    ana = found.get("person", "ana-b")
    assert titles(found.citing(ana, "office")) == ["Émile", "Zoé"]
    assert titles(found.citing(found.get("team", "t"), "person")) == ["Ana B", "Ana C"]
    assert titles(found.all("person", found.get("office", "z").receivers)) == ["Ana C", "Ana B"]
    assert found.citing(ana, "event") == ()


def test_lists_come_in_the_order_of_a_page(site):
    dates = ("2026-11-24", "2026-11-23", "2026-11", "2026", "2026-11-22", "2021-05")
    found = site({f"agenda/e{date}.md": EVENT.format(date, "") for date in dates})
    assert titles(found.coming_events) == ["2026-11-23", "2026-11-24", "2026-11", "2026"]
    assert titles(found.past_events) == ["2026-11-22", "2021-05"]


def test_an_event_lasts_until_its_end(site):
    found = site({"agenda/e.md": EVENT.format("2026-11-20", "fin: 2026-11-23 12:00")})
    assert titles(found.coming_events) == ["2026-11-20"]


def test_the_address_of_a_postponed_event_keeps_the_year_first_announced(site):
    found = site({"agenda/clap.md": EVENT.format("2021-02-01", "initialement_le: 2020-03-21")})
    assert found.get("event", "clap").address == "/agenda/2020/clap/"


@each_row("date", ["2026-11-24", "2026-12", "2027"])
def test_a_future_text_stays_out_until_its_day(site, date):
    files = {"actualites/n.md": NEWS.format(date)}
    assert not site(files).news
    assert titles(site(files, dt.date(2027, 1, 1)).news) == [date]


@each_row("word", ["brouillon", "Brouillon"])
def test_a_draft_stays_out(site, word):
    assert not site({"bureaux/a.md": OFFICE.format("A", f"statut: {word}")}).offices


def test_every_site_has_its_sections(site):
    empty = site({})
    assert [empty.section(folder).title for folder in SECTIONS][:3] == ["Accueil", "Bureaux d’accueil", "Je cherche…"]
    assert titles(empty.of(Page)) == ["Page introuvable", "Permanences", "Plan du site"]
    written = site({"bureaux/index.md": "---\ntitre: Votre bureau\nresume: r\n---\n"})
    assert written.section("bureaux").title == "Votre bureau"


def test_records_are_frozen(site):
    office = site({"bureaux/a.md": OFFICE.format("A", "")}).offices[0]
    with pytest.raises(ValidationError):
        office.title = "B"


def test_a_draft_and_a_text_of_tomorrow_are_withheld(site):
    found = site(
        {
            "actualites/demain.md": "---\ntitre: Demain\nresume: r\ndate: 2026-11-24\ncategorie: c\netiquettes: [un mot]\n---\n",
            "pages/essai.md": "---\nstatut: brouillon\n---\n",
            "equipes/t.md": TEAM,
            "personnes/ana.md": PERSON.format("B\u00a0\nstatut: brouillon"),
        }
    )
    assert [(str(w.path), w.address, w.title, w.tags) for w in found.withheld] == [
        ("actualites/demain.md", "/actualites/2026/demain/", "Demain", ("un mot",)),
        ("pages/essai.md", "/essai/", "", ()),
        ("personnes/ana.md", "/equipe/t/#_ana", "Ana B", ()),
    ]


@each_row("field", ["statut: à relire", "statut:", "statut: [publié]", "date: demain", "date: []"])
def test_links_to_a_text_whose_visibility_cannot_be_read_are_no_mistakes_as_well(mistakes, field):
    news = NEWS.format("2026-01-01").replace("date: 2026-01-01", field)
    news = news if field.startswith("date") else news.replace("---\n", "---\ndate: 2026-01-01\n", 1)
    files = {"actualites/n.md": news, "pages/p.md": "---\ntitre: T\nresume: r\n---\n[n](/actualites/2026/n/)\n"}
    assert [message.partition(":")[0] for message in mistakes(files)] == ["actualites/n.md"]


LATER = "---\ntitre: T\nresume: r\ndate: {}\ncategorie: c\n{}---\n"


def test_a_text_that_appears_by_itself_must_be_complete_now(mistakes):
    """Otherwise the nightly build of its day would fail."""
    found = mistakes({"actualites/demain.md": "---\ntitre: Demain\nresume:\ndate: 2026-11-24\ncategorie: c\n---\n"})
    assert [message.split(" →")[0] for message in found] == ["actualites/demain.md:3: resume : ce champ est vide"]


def test_a_text_of_tomorrow_may_name_what_is_there_by_then_and_nothing_later(site, mistakes):
    event = "---\ntitre: E\nresume: r\ngenre: g\ndebut: 2027\nstatut: {}\n---\n"
    position = "---\ntitre: P\nresume: r\ngenre: note\nniveau: province\ndate: {}\n---\n"
    files = {
        "actualites/demain.md": LATER.format("2026-11-26", "evenement: e\nposition: p\n"),
        "positions/p.md": position.format("2026-11-25"),
        "agenda/e.md": event.format("publié"),
    }
    assert len(site(files).withheld) == 2
    late = files | {"positions/p.md": position.format("2026-11-27"), "agenda/e.md": event.format("brouillon")}
    assert [message.split(" → ")[1] for message in mistakes(late)] == [
        "publiez d’abord agenda/e.md",
        "publiez d’abord positions/p.md",
    ]


def test_the_preview_has_the_drafts_that_lack_nothing(content):
    page = "---\ntitre: T\nresume: r\nstatut: brouillon\n---\n"
    folder = content({"pages/a.md": page, "pages/b.md": page.replace("resume: r\n", "")})
    shown = load(folder, dt.date(2026, 11, 23), with_drafts=True)
    assert ("pages/a.md" in shown.by_path, "pages/b.md" in shown.by_path) == (True, False)
    assert [bool(item.lacks) for item in shown.withheld] == [False, True]
    assert "pages/a.md" not in load(folder, dt.date(2026, 11, 23)).by_path


def test_records_can_be_kept_and_read_again(site):
    office = site({"bureaux/a.md": OFFICE.format("A", "jours_feries: ouvert")}).offices[0]
    again = pickle.loads(pickle.dumps(office))
    assert (again, again.address, again.holidays) == (office, office.address, "ouvert")
