"""The feeds of built sites: they are valid and complete, and the pages announce them."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest

from plugins.files.feeds.feed import CHANNELS
from plugins.files.feeds.items import MOST_ITEMS
from plugins.model.site_files import SITE_FILES
from tests.built_site import BUILD_DATE, ROOT
from tests.feed_rules import atom_faults, rss_faults
from tests.made_site import few_communes, files_made, site_made

BASE = "https://www.example.be"
FEEDS = [address for channel in CHANNELS for address in channel.files.values()]
MOMENTS = {"published_parsed", "updated_parsed"}
EVENT = "---\ntitre: {title}\nresume: r\ngenre: forum\n{more}---\nPourquoi : voyez [le texte](#suite).\n\n## Suite\n\nFin.\n"
ONLINE = "en_ligne: https://maison.example/direct\nlieu: {nom: Salle}\n"
FILES = {
    "organisation/o.md": "---\ntitre: O\nresume: r\nnom: Maison & Cie\nsigle: M\nforme_juridique: ASBL\ndevise: d\n"
    "siege: b\ncontacts: [{service: s}]\nsite: https://maison.example\nnumero_entreprise: x\nregistre: x\n---\n",
    "bureaux/b.md": "---\ntitre: B\nadresse: {rue: R 1, code_postal: 5000, localite: Namur}\n---\n",
    "agenda/annule.md": EVENT.format(title="Fête", more=f"etat: annulé\ndebut: 2027-01-21 14:00\n{ONLINE}"),
    "agenda/deplace.md": EVENT.format(title="Fête", more=f"etat: déplacé en ligne\ndebut: 2027-01-22\n{ONLINE}"),
    "agenda/reporte.md": EVENT.format(title="Fête", more="etat: reporté\ndebut: 2027-02\ninitialement_le: 2026-11\n"),
    "agenda/complet.md": EVENT.format(title="Fête", more="etat: complet\ndebut: 2027-01-21\nfin: 2027-01-22\n"),
    "agenda/vague.md": EVENT.format(title="Fête", more="debut: 2027\nen_ligne: https://maison.example/?a=1&b=2\n"),
    "positions/p.md": "---\ntitre: <P> & Q ]]> 🎉\nresume: a < b\nniveau: commune\ngenre: motion\ndate: 2026\n"
    "avec: [A & B]\nlieux: [Ciney]\nsuivi: [{texte: Adoptée, lieu: Ciney, le: 2026-03}]\n---\n",
    "positions/brouillon.md": "---\ntitre: Zanzibar\nstatut: brouillon\n---\nZanzibar\n",
    "actualites/n.md": "---\ntitre: N\nresume: r\ndate: 2026-11-02\ncategorie: c\nevenement: annule\n---\n"
    "Une note[^1], `<b>]]>`, ![deux ronds](/images/ronds.png), [un document](../documents/d.pdf).\n\n[^1]: La note.\n",
    "actualites/embargo.md": "---\ntitre: Zanzibar\nresume: r\ndate: 2026-11-24\ncategorie: c\n---\nZanzibar\n",
    "documents/d.pdf": "%PDF-1.4",
}


@cache
def read(folder, address, base=BASE):
    """Return the parsed feed at an address, after a check that it is valid; cached, since many tests read it."""
    data = (Path(folder) / address[1:]).read_bytes()
    faults = rss_faults if address.endswith("rss.xml") else atom_faults
    assert faults(data, f"{base}{address}") == []
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@pytest.fixture(scope="module")
def texts_of_small(tmp_path_factory):
    """A small content with everything that is hard to write in a feed."""
    content = tmp_path_factory.mktemp("feeds")
    for name, text in FILES.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, "utf-8")
    (content / "images").mkdir()
    (content / "images/ronds.png").write_bytes((ROOT / "theme/static/images/touch-icon.png").read_bytes())
    return content


@pytest.fixture(scope="module")
def small(texts_of_small, tmp_path_factory):
    return site_made(texts_of_small, tmp_path_factory.mktemp("built") / "output").folder


def texts(parsed):
    """Return the text of each entry, with ordinary spaces, by the part of its id after the last slash."""
    return {
        entry.id.rpartition("/")[2]: " ".join(re.sub("<[^>]*>", " ", entry.content[0].value).split()).replace(
            "\xa0", " "
        )
        for entry in parsed.entries
    }


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_valid_and_holds_every_record(built, invented, address):
    records = {
        "/actualites/": invented.news,
        "/positions/": invented.positions,
        "/agenda/": invented.coming_events + invented.past_events,
    }[address[: address.rindex("/") + 1]]
    parsed = read(built.folder, address)
    entries, told_in_full = parsed.entries, texts(parsed)
    assert 0 < len(entries) == min(len(records), MOST_ITEMS)
    told = {entry.link.removeprefix(BASE): entry for entry in entries}
    assert told.keys() <= {record.address for record in records}
    for record in records:
        if entry := told.get(record.address):
            assert entry.title.endswith(record.title)
            assert record.summary == entry.summary
            assert len(told_in_full[record.slug]) > 2 * len(record.summary)


@pytest.mark.parametrize("address", FEEDS)
def test_nothing_is_said_to_have_changed_after_the_build(built, address):
    parsed = read(built.folder, address)
    told = [parsed.feed.updated_parsed, *(e[key] for e in parsed.entries for key in e.keys() & MOMENTS)]
    assert len(told) > len(parsed.entries)
    assert all(datetime(*moment[:6]) <= datetime.fromisoformat(BUILD_DATE) for moment in told)


@pytest.mark.parametrize(
    ("slug", "title", "said"),
    [
        (
            "forum-des-ebauches",
            "Forum Ébauche | Essai | Ouvrage",
            "Quand vendredi 13 février 2026 , de 9h à 15h30",
        ),
        (
            "pleniere-des-essais",
            "Plénière des essais, édition virtuelle",
            "Quand vendredi 27 mars 2026 , de 9h30 à 12h30",
        ),
        (
            "fete-des-ratages",
            "Nouvelle date : Fête des ratages",
            "Reporté : prévu d’abord le vendredi 21 mars 2025",
        ),
        ("le-bon-usage-du-brouillon", "Le bon usage du brouillon", "Annoncé pour mai 2025"),
        ("salon-des-prototypes", "Salon virtuel des prototypes", "Annoncé pour 2025"),
    ],
)
def test_the_status_of_an_event_is_told(built, slug, title, said):
    parsed = read(built.folder, "/agenda/atom.xml")
    (entry,) = (entry for entry in parsed.entries if entry.id.endswith(f"/{slug}"))
    assert entry.title.replace("\u00a0", " ") == title
    assert said in texts(parsed)[slug]


def test_the_motion_tells_where_it_stands(built):
    told = texts(read(built.folder, "/positions/atom.xml"))["motion-d-essai"]
    for said in ("Niveau de pouvoir Communes", "Dinant En cours", "Adoptée"):
        assert said in told


@pytest.mark.parametrize("slug", ["annule", "deplace", "reporte", "complet", "vague"])
def test_the_life_of_an_event_is_in_title_and_text(small, slug):
    parsed = read(small, "/agenda/atom.xml", "https://maison.example")
    (entry,) = (entry for entry in parsed.entries if entry.id.endswith(f"/{slug}"))
    title, said = {
        "annule": ("Annulé : Fête", "Annulé r Quand jeudi 21 janvier 2027 , à 14h Où Salle et en ligne Pourquoi"),
        "deplace": (
            "Déplacé en ligne : Fête",
            "Déplacé en ligne r Quand vendredi 22 janvier 2027 Où En ligne au lieu de : Salle Pourquoi",
        ),
        "reporte": ("Nouvelle date : Fête", "Reporté : prévu d’abord en novembre 2026 Annoncé pour février 2027"),
        "complet": ("Complet : Fête", "Complet r Quand du jeudi 21 janvier 2027 au vendredi 22 janvier 2027"),
        "vague": (
            "Fête",
            "Annoncé pour 2027 , sans date confirmée r Quand 2027 Où En ligne",
        ),
    }[slug]
    assert entry.title.replace("\u00a0", " ") == title
    assert texts(parsed)[slug].startswith(said)
    assert ("/direct" in entry.content[0].value) is (slug == "deplace")
    assert ("<s>" in entry.content[0].value) is (slug == "annule")


def test_a_text_is_whole_and_leads_back_to_the_site(small):
    page = "https://maison.example/actualites/2026/n/"
    for address in ("/actualites/atom.xml", "/actualites/rss.xml"):
        (entry,) = read(small, address, "https://maison.example").entries
        html = entry.content[0].value
        assert f'href="{page}#fn:1"' in html
        assert "<code>&lt;b&gt;]]&gt;</code>" in html
        assert re.search(r'<img [^>]*src="https://maison\.example/[^"]+"', html)
        assert 'alt="deux ronds"' in html
        assert 'href="https://maison.example/documents/d.pdf"' in html
        assert "https://maison.example/agenda/2027/annule/" in html


def test_a_title_may_hold_any_character(small):
    parsed = read(small, "/positions/atom.xml", "https://maison.example")
    assert [entry.title for entry in parsed.entries] == ["<P> & Q ]]> 🎉"]
    assert parsed.feed.author == "Maison & Cie"
    assert "A &amp; B" in parsed.entries[0].content[0].value
    assert parsed.entries[0].updated == "2026-03-01T00:00:00+01:00"


def test_what_is_withheld_is_in_no_feed(small):
    for address in FEEDS:
        assert "anzibar" not in (small / address[1:]).read_text("utf-8")
        assert len(read(small, address, "https://maison.example").entries) == (5 if "agenda" in address else 1)


def test_the_pages_of_a_section_and_no_others_tell_its_feeds(built):
    types = {"atom.xml": "application/atom+xml", "rss.xml": "application/rss+xml"}
    for page in built.pages.values():
        links = page.tree.findall("head/link[@rel='alternate']")
        section = next((c.address for c in CHANNELS if page.address.startswith(c.address)), None)
        assert [link.get("href") for link in links] == [a for a in FEEDS if section and a.startswith(section)]
        for link in links:
            assert link.get("type") == types[link.get("href").rpartition("/")[2]]


def test_every_file_to_which_the_content_may_link_is_made(built):
    assert [address for address in sorted(SITE_FILES) if not (built.folder / address[1:]).is_file()] == []


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.folder)
def test_the_page_of_a_section_shows_how_to_subscribe(built, channel):
    page = built.pages[channel.address]
    shown = {link.get("href"): "".join(link.itertext()) for link in page.tree.iter("a")}
    for address in channel.files.values():
        assert shown[address] == f"{BASE}{address}"
        assert urlsplit(shown[address]).path == address


def test_a_move_to_another_host_keeps_every_id(small, texts_of_small, tmp_path):
    with few_communes():
        made = files_made(texts_of_small, SITEURL="https://example.org", LANGUAGES=("fr", "en"))
    for address in FEEDS:
        (tmp_path / address[1:]).parent.mkdir(exist_ok=True)
        (tmp_path / address[1:]).write_bytes(made[address[1:]])
        moved, before = read(tmp_path, address, "https://example.org"), read(small, address, "https://maison.example")
        assert [entry.id for entry in moved.entries] == [entry.id for entry in before.entries]
        assert all(entry.link.startswith("https://example.org/") for entry in moved.entries)
        assert all(entry.id.startswith("tag:cainamur.be,2021:") for entry in moved.entries)
