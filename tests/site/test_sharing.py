"""The Open Graph data of a page, for sites on which a link to it is shared; no page loads anything from these sites."""

import re
import struct
from urllib.parse import urlsplit

BASE = "https://www.example.be"
REQUIRED = "title type url image image:width image:height image:alt site_name locale description".split()
REPLAY = "/agenda/2026/pleniere-des-essais/"
VIDEO = "/ressources/enregistrement-de-la-pleniere/"


def tags(page):
    """Return the Open Graph data of a page, by the names of https://ogp.me without ``og:``."""
    found = [(m.get("property"), m.get("content")) for m in page.tree.iterfind("head/meta") if m.get("property")]
    assert len(found) == len(dict(found)), page.address
    return {name.removeprefix("og:"): content for name, content in found}


def shared(built):
    """Return the Open Graph data of each page that has a social card, by address."""
    return {address: told for address, page in built.pages.items() if "image" in (told := tags(page))}


def test_every_page_but_those_to_print_to_frame_and_404_tells_what_a_link_shows(built):
    bare = {address for address in built.pages if address.endswith(("/fiche/", "/carte/"))} | {"/404.html"}
    assert set(built.pages) - set(shared(built)) == bare
    for address, told in shared(built).items():
        assert [name for name in REQUIRED if not told.get(name, "").strip()] == [], address
        assert built.pages[address].tree.find("head/meta[@name='twitter:card']").get("content") == "summary_large_image"
        assert (told["locale"], told["image:width"], told["image:height"]) == ("fr_BE", "1200", "630")


def test_a_page_tells_its_own_address_in_full(built):
    for address, told in shared(built).items():
        assert told["url"] == f"{BASE}{address}"


def test_the_title_of_a_list_says_of_what_it_is(built):
    titles = {address: told["title"].replace("\u00a0", " ") for address, told in shared(built).items()}
    assert titles["/agenda/2025/"] == "Agenda 2025"
    assert titles["/positions/niveau/region/"] == "Niveau de pouvoir : Région · Prises de position"
    assert titles["/actualites/"] == "Actualités"
    assert titles["/bureaux/pres-de/yvoir/"] == "Bureaux d’accueil près d’Yvoir"
    assert len(set(titles.values())) == len(titles)


def test_every_card_is_there_and_belongs_to_a_page(built):
    told = {urlsplit(tags["image"]) for tags in shared(built).values()}
    assert {f"{parts.scheme}://{parts.netloc}" for parts in told} == {BASE}
    files = {f"/{file.relative_to(built.folder).as_posix()}" for file in built.folder.glob("partage/*.png")}
    assert {parts.path for parts in told} == files
    for path in files:
        header = (built.folder / path[1:]).read_bytes()[:24]
        assert header[1:4] == b"PNG"
        assert struct.unpack(">II", header[16:24]) == (1200, 630)


OWN = {"event", "position", "news", "resource", "office", "person", "mission", "platform", "task", "training"}


def test_each_record_of_these_types_has_a_card_of_its_own_and_the_communes_share_one(built, invented):
    pages = shared(built)
    own = [record for record in invented.with_pages if record.kind in OWN]
    assert {record.kind for record in own} == OWN
    assert len({pages[record.address]["image"] for record in own}) == len(own)
    others = {address: told["image"] for address, told in pages.items() if address not in {r.address for r in own}}
    near = {image for address, image in others.items() if address.startswith("/bureaux/pres-de/")}
    assert len(near) == 1
    assert len(set(others.values()) - near) == 1


def test_the_card_of_a_person_says_the_function(built):
    text = tags(built.pages["/equipe/ana-essai/"])["image:alt"]
    assert text == "Équipe · Ana Essai · Accueil"


def test_a_text_with_a_date_is_an_article(built, invented):
    for address, told in shared(built).items():
        record = next((record for record in invented.records if record.address == address), None)
        assert (told["type"] == "article") == (
            record is not None and record.kind in {"event", "position", "news", "resource"}
        )


def test_a_postponed_event_says_so_where_it_is_shared(built):
    text = tags(built.pages["/agenda/2025/fete-des-ratages/"])["image:alt"]
    assert "Reporté" in text
    assert "12 septembre 2025" in text.replace("\u00a0", " ")


def test_no_video_and_nothing_of_a_social_network_is_in_a_page(built):
    embedding = {"iframe", "video", "audio", "object", "embed"}
    # The HTML that partners copy to show an embed is text, not an element.
    assert {page.address for page in built.pages.values() if embedding & {e.tag for e in page.tree.iter()}} == set()


def posters(page):
    return [e for e in page.tree.iter("section") if e.get("class") == "poster"]


def test_a_video_is_a_link_that_says_where_it_goes(built):
    for address, words in ((VIDEO, "Voir la vidéo sur Facebook"), (REPLAY, "Revoir l’événement sur Facebook")):
        (poster,) = posters(built.pages[address])
        (link,) = poster.iter("a")
        assert "".join(link.itertext()) == words
        assert (link.get("href"), link.get("rel")) == ("https://www.facebook.com/maison.essai", "external")
        said = " ".join("".join(poster.itertext()).replace("\u00a0", " ").split())
        assert said.endswith("Ce lien ouvre notre page Facebook, sur un autre site : facebook.com.")


def test_a_video_that_is_not_online_has_no_poster(built):
    assert posters(built.pages["/ressources/video-du-brouillon/"]) == []
    assert posters(built.pages["/agenda/2026/forum-des-ebauches/"]) == []


def test_the_contact_page_leads_to_the_page_of_the_organisation(built):
    (poster,) = posters(built.pages["/contact/"])
    link = next(poster.iter("a"))
    assert link.get("href") == "https://www.facebook.com/maison.essai"
    assert re.fullmatch("Suivre .+ sur Facebook", "".join(link.itertext()))
