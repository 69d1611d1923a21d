"""Which forms of its pictures and documents a small site publishes, and which files it does not publish."""

import io
import os
import re

import pytest
from PIL import Image

from plugins.base.cache import Cache
from tests.built_site import IN_TWO_LANGUAGES, Built, build
from tests.drawn import encoded, flat, halves, noise
from tests.made_site import generator_of
from tests.site.test_failed_builds import bytes_of

CAMERA, ORIENTATION, GPS = 0x0110, 0x0112, 0x8825
SECRET = "Appareil-secret"


def photograph():
    exif = Image.Exif()
    exif[CAMERA], exif[ORIENTATION] = SECRET, 6
    exif.get_ifd(GPS).update({1: "N", 2: (50.0, 28.0, 1.0), 3: "E", 4: (4.0, 51.0, 57.0)})
    return encoded(noise(900, 1400), exif=exif)


PAGE = """---
titre: Des images
resume: Un essai.
---
![L'affiche](/images/2020/forum.jpg "L'affiche du forum.")

![Un logo](../images/logo.png) et [l'affiche en grand](/images/2020/forum.jpg)

Téléchargez [le rapport](/documents/rapport.pdf).
"""
NEWS = "---\ntitre: {}\nresume: r\ndate: {}\ncategorie: c\n{}---\n{}\n"
FILES = {
    "pages/images.md": PAGE.encode(),
    "pages/note.md": b"---\ntitre: Note\nresume: r\n---\n![Une note](/images/note.jpg) [en grand](/images/note.jpg)\n",
    "images/note.jpg": encoded(noise(90, 60)),
    "actualites/now.md": NEWS.format(
        "Une", "2026-01-01", 'image: {fichier: news.jpg, texte: "Du bruit", credit: "Dessin : CAI"}\n', ""
    ).encode(),
    "actualites/later.md": NEWS.format(
        "Deux", "2030-01-01", "documents: {titre: P, fichier: later.pdf}\n", "![Plus tard](/images/later.jpg)"
    ).encode(),
    "pages/draft.md": b"---\ntitre: D\nstatut: brouillon\n---\n[le secret](/documents/secret-later.pdf)",
    "documents/later.pdf": b"%PDF-1.7",
    "documents/secret-later.pdf": b"%PDF-1.7",
    "documents/unused.pdf": b"%PDF-1.7",
    "images/2020/forum.jpg": photograph(),
    "images/logo.png": encoded(halves(300, 200, (0, 0, 0, 0), "#17264a", "RGBA"), "PNG"),
    "images/news.jpg": encoded(noise(700, 500)),
    "images/later.jpg": encoded(noise(710, 500)),
    "images/unused.jpg": encoded(noise(720, 500)),
    "documents/rapport.pdf": b"%PDF-1.7" + b"0" * 1_239_992,
}


def write(folder, files):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    write(folder / "content", FILES)
    result = build(folder / "content", folder / "output", extra=IN_TWO_LANGUAGES)
    assert result.returncode == 0, result.stderr
    return Built(folder / "output")


def offers(page):
    """Yield the address, media type and width of each candidate for a picture in a page."""
    for picture in page.tree.iter("picture"):
        for element in picture:
            for address, width in re.findall(r"(\S+) (\d+)w", element.get("srcset", "")):
                yield address, element.get("type"), int(width)


def test_every_file_that_a_page_offers_is_what_it_says(site):
    found = [offer for address in ("/images/", "/actualites/2026/now/") for offer in offers(site.pages[address])]
    assert len(found) > 12
    for address, type, width in found:
        assert re.search(r"-\d+\.[0-9a-f]{10}\.\w+$", address)
        with Image.open(site.folder / address[1:]) as image:
            assert image.width == width
            assert type in (None, image.get_format_mimetype())


def test_a_picture_keeps_its_place_while_it_loads(site):
    sizes = {
        (img.get("width"), img.get("height"), img.get("loading"))
        for img in site.pages["/images/"].tree.findall(".//picture/img")
    }
    assert sizes == {("800", "514", "lazy"), ("300", "200", "lazy")}


def test_a_title_becomes_a_legend(site):
    figure = site.pages["/images/"].tree.find(".//main//figure")
    assert [child.tag for child in figure] == ["picture", "figcaption"]
    assert figure.find("figcaption").text == "L’affiche du forum."


def test_a_news_item_shows_its_picture_and_says_whose_it_is(site):
    figure = site.pages["/actualites/2026/now/"].tree.find(".//main//figure")
    assert figure.find(".//img").get("alt") == "Du bruit"
    assert figure.find("figcaption").text == "Dessin\u00a0: CAI"


def test_no_original_is_published_and_nothing_that_no_page_shows(site):
    originals = {data for path, data in FILES.items() if path.startswith("images/")}
    published = bytes_of(site.folder)
    assert not originals & set(published.values())
    assert not [path for path in published if "later" in path.name or "unused" in path.name]
    assert not [path for path, data in published.items() if SECRET.encode() in data]


def test_a_plain_link_opens_the_whole_picture_cleaned_and_upright(site):
    with Image.open(site.folder / "images/2020/forum.jpg") as image:
        assert (image.size, image.format, dict(image.getexif())) == ((1400, 900), "JPEG", {})
    assert not (site.folder / "images/logo.png").exists()


def test_a_link_to_a_document_tells_its_type_and_its_size(site):
    assert "le rapport (PDF, 1,2 Mo)." in site.pages["/images/"].text
    assert (site.folder / "documents/rapport.pdf").read_bytes() == FILES["documents/rapport.pdf"]


def test_a_changed_picture_has_another_address_and_one_that_was_cut_short_leaves_the_last_good_site(tmp_path):
    content, output = tmp_path / "content", tmp_path / "output"
    write(content, {path: FILES[path] for path in ("actualites/now.md", "images/news.jpg")})
    addresses = []
    for colour in ("#cf2030", "#1b4a9c"):
        page = b"---\ntitre: Des images\nresume: r\n---\n![Un logo](../images/logo.png)\n"
        write(content, {"pages/images.md": page, "images/logo.png": encoded(flat(300, 200, colour), "PNG")})
        assert build(content, output, extra=IN_TWO_LANGUAGES).returncode == 0
        addresses.append({a for a, _, _ in offers(Built(output).pages["/images/"]) if "logo" in a})
        for address in addresses[-1]:
            with Image.open(io.BytesIO((output / address[1:]).read_bytes())) as image:
                assert image.convert("RGB").getpixel((9, 9)) == tuple(bytes.fromhex(colour[1:]))
    assert not addresses[0] & addresses[1]
    assert not [address for address in addresses[0] if (output / address[1:]).exists()]
    before = bytes_of(output)
    (content / "images/news.jpg").write_bytes(FILES["images/news.jpg"][:-5000])
    result = build(content, output, extra=IN_TWO_LANGUAGES)
    assert (result.returncode, bytes_of(output)) == (1, before)
    assert "content/images/news.jpg:1: l’image est incomplète ou abîmée" in result.stderr
    assert "Traceback" not in result.stderr


def test_pictures_are_published_where_nothing_can_be_kept(site, tmp_path):
    write(tmp_path / "content", {path: FILES[path] for path in ("pages/note.md", "images/note.jpg")})
    (tmp_path / "file").touch()
    nowhere = f'CACHE_PATH="{tmp_path / "file"}"'
    result = build(tmp_path / "content", tmp_path / "alone", extra=(*IN_TWO_LANGUAGES, nowhere))
    assert result.returncode == 0, result.stderr
    published, others = bytes_of(tmp_path / "alone"), bytes_of(site.folder)
    pictures = [path for path in published if path.name.startswith("note") and path.parts[0] == "images"]
    assert len(pictures) > 2
    assert [path for path in pictures if published[path] != others[path]] == []
    assert (tmp_path / "file").read_bytes() == b""


def test_a_build_forgets_what_was_not_used_for_a_season(tmp_path):
    content, cache = tmp_path / "content", Cache(tmp_path / "cache")
    write(content, {"pages/a.md": b"---\ntitre: T\nresume: r\n---\n"})
    cache.write("old.webp", b"data")
    os.utime(cache.folder / "old.webp", ns=(0, 0))
    generator_of(content, CACHE_PATH=str(cache.folder), OUTPUT_PATH=str(tmp_path / "output")).generate_output(None)
    assert not (cache.folder / "old.webp").exists()
