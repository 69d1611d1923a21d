"""The invented site in other languages, with each translation in brackets, so that untranslated words show."""

import json
import re
import shutil
from types import SimpleNamespace

import html5lib
import pytest
from icalendar import Calendar

from plugins.base.identity import IDENTITY
from plugins.build import generator as building
from plugins.build.files import files_of
from plugins.languages.language import Language
from plugins.places import communes
from tests.built_site import INVENTED
from tests.made_site import few_communes, files_made, generator_of
from tests.pseudo import BRACKETS, Bracketed, without_brackets
from tooling.release import published

CODES = tuple(BRACKETS)
READ = ("aria-label", "alt", "title", "placeholder")
TECHNICAL = {"viewport", "robots", "color-scheme", "referrer", "twitter:card", "application-name"}
NOT_TRANSLATED = {"og:site_name", "og:locale", "og:url", "og:image", "og:type"}
"""The properties of Open Graph without translated words; the image is the social card of the French page."""
LETTERS = {"ar": re.compile(r"[^\W\d_a-zA-Zà-öø-ÿÀ-ÖØ-ÞœŒ]"), "uk": re.compile(r"[\u0400-\u04ff]")}
"""The letters of the words that the program itself writes in a language, such as dates and permanences."""


@pytest.fixture(scope="module")
def made():
    """The site in French and in both languages of ``CODES``: its files by path, and the ``Site`` of each language."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "read_catalogue", lambda file, code: Bracketed(code))
        generator = generator_of(INVENTED, "publishconf.py", LANGUAGES=("fr", *CODES))
        files = {path: file.read() for path, file in files_of(generator.sites).items()}
    return SimpleNamespace(
        files=files, site=generator.site, sites=dict(zip(("fr", *CODES), generator.sites, strict=True))
    )


def pages(made, code):
    return {
        path: made.files[path].decode() for path in made.files if path.startswith(f"{code}/") and path.endswith(".html")
    }


@pytest.fixture(scope="module")
def trees(made):
    """The parsed pages of each language by path, parsed once, since html5lib is slow."""
    return {
        code: {path: html5lib.parse(page, namespaceHTMLElements=False) for path, page in pages(made, code).items()}
        for code in CODES
    }


@pytest.fixture(scope="module")
def names(made):
    """The words that no language translates: names and addresses, in lower case."""
    site = made.site
    texts = [site.organisation.name, site.organisation.short_name, *(person.title for person in site.people)]
    texts += [office.title for office in site.offices] + [office.postal_address.one_line for office in site.offices]
    texts += [commune.name for commune in communes()]
    texts += [text for each in site.organisation.neighbours for text in (each.name, *each.places)]
    texts += [Language(code).name for code in ("fr", *CODES)]
    texts += [person.initials for person in site.people]
    return {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]+", text)}


def told(element):
    """Yield the texts and the visible attributes of an element that must be in the language of the page.

    French quotations are left out, and elements from left to right, which hold a number or an address.
    """
    island = element.get("dir") == "ltr" and element.tag not in {"html", "main"}
    if element.tag in {"script", "style", "svg", "code"} or element.get("lang") == "fr" or island:
        return
    if element.tag == "meta":
        about = element.get("name") or element.get("property")
        if about and about not in TECHNICAL | NOT_TRANSLATED:
            yield element.get("content") or ""
        return
    yield element.text or ""
    yield from (value for name, value in element.attrib.items() if name in READ)
    for child in element:
        yield from told(child)
        yield child.tail or ""


def unsaid(text, code, names):
    """Return the words of a text that are outside of brackets, no name, and not in the letters of the language."""
    left = re.sub(r"\S+@\S+|https?://\S+|www\.\S+", " ", without_brackets(text, code))
    words = re.findall(r"[^\W\d_]{2,}", left)
    return [word for word in words if word.casefold() not in names and not LETTERS[code].search(word)]


@pytest.mark.parametrize("code", CODES)
def test_no_word_of_a_page_is_in_another_language(trees, names, code):
    found = {path: words for path, tree in trees[code].items() if (words := unsaid("\n".join(told(tree)), code, names))}
    assert found == {}
    assert len(trees[code]) > 20


@pytest.mark.parametrize("code", CODES)
def test_no_file_has_the_words_of_another_language(made, code):
    others = "".join(brackets for other, brackets in BRACKETS.items() if other != code)
    words = re.compile(f"[{re.escape(others)}]")
    texts = [made.files[path].decode() for path in made.files if path.startswith(f"{code}/")]
    own = Bracketed(code).opening
    assert sum(own in text for text in texts) > 30
    if code != "ar":  # its bracket is « [ », which scripts contain too
        assert not [
            text for text in texts if words.search(re.sub(r"<script.*?</script>|\[\]", "", text)) and "<html" in text
        ]
    else:
        assert not any(words.search(text) for text in texts)


@pytest.mark.parametrize("code", CODES)
def test_calendars_and_contact_cards_are_in_the_language(made, names, code):
    """Except the reason of a changed date, which stays in French."""
    single = (each for office in made.site.offices for each in (*office.cancellations, *office.additions))
    names = names | {word.casefold() for each in single for word in re.findall(r"[^\W\d_]+", each.reason)}
    for path in (path for path in made.files if path.startswith(f"{code}/") and path.endswith(".ics")):
        calendar = Calendar.from_ical(made.files[path])
        rows = [str(calendar["x-wr-calname"])]
        for event in calendar.walk("VEVENT"):
            rows += [str(event["summary"]), *str(event["description"]).splitlines()[:-1]]
        assert not unsaid("\n".join(rows), code, names), path
    for path in (path for path in made.files if path.startswith(f"{code}/") and path.endswith(".vcf")):
        lines = made.files[path].decode().replace("\r\n ", "").splitlines()
        read = [line.partition(":")[2].replace("\\n", " ") for line in lines if line.startswith(("FN", "NOTE"))]
        assert not unsaid("\n".join(read), code, names), path


@pytest.mark.parametrize("code", CODES)
def test_calendars_and_contact_cards_are_known_by_the_same_ids(made, code):
    for kind, known in ((".ics", r"UID:\S+"), (".vcf", r"UID:\S+")):
        own = [path for path in made.files if path.startswith(f"{code}/") and path.endswith(kind)]
        assert own
        for path in own:
            french = path.removeprefix(f"{code}/")
            ids = [re.findall(known, made.files[each].decode().replace("\r\n ", "")) for each in (path, french)]
            assert ids[0] == ids[1]
        assert any(b"UID" in made.files[path] for path in own)


@pytest.mark.parametrize("code", CODES)
def test_the_data_for_search_engines_are_in_the_language(made, names, code):
    for path, page in pages(made, code).items():
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page):
            said = [
                value
                for key, value in _values(json.loads(text))
                if key in {"name", "description", "jobTitle", "slogan"} and isinstance(value, str)
            ]
            assert not unsaid("\n".join(said), code, names | {"essayer", "encore"}), path


def _values(data):
    if isinstance(data, list):
        for each in data:
            yield from _values(each)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key, value
            yield from _values(value)


def test_only_the_switch_is_new_to_who_reads_french(made, public):
    files = (file for file in public.folder.rglob("*") if file.is_file())
    alone = {file.relative_to(public.folder).as_posix(): file.read_bytes() for file in files}
    switch = re.compile(r'\s*<nav class="languages".*?</nav>\n*', re.DOTALL)
    changed = set()
    for path, data in alone.items():
        now = made.files[path]
        if path.endswith(".html"):
            now = switch.sub("\n", now.decode()).split()
            data = data.decode().split()
        if now != data:
            changed.add(path)
    assert changed <= {"sitemap.xml", "sw.js", "index.html"}  # the JSON-LD of the home page lists the languages
    assert not any(path.startswith(tuple(CODES)) for path in alone)


@pytest.mark.parametrize(
    "path",
    ["bureaux/yvoir/index.html", "ar/bureaux/yvoir/index.html", "ar/index.html", "agenda/index.html", "404.html"],
)
def test_each_page_leads_to_its_own_in_every_language(made, path):
    tree = html5lib.parse(made.files[path].decode(), namespaceHTMLElements=False)
    links = tree.findall(".//nav[@class='languages']//li/a")
    place = re.sub("^ar/", "", path).removesuffix("index.html")
    there = {code: f"/{code}/{'' if place == 'agenda/' else place}" for code in CODES}
    assert {link.get("hreflang"): link.get("href") for link in links} == {"fr": f"/{place}", **there}
    here = "ar" if path.startswith("ar/") else "fr"
    assert [link.get("lang") for link in links] == list(dict.fromkeys((here, "fr", *CODES)))
    assert {link.text for link in links} == {"Français", "العربية", "Українська"}
    assert [link.get("hreflang") for link in links if link.get("aria-current")] == [here]


@pytest.mark.parametrize("code", CODES)
def test_a_link_leads_to_the_page_of_the_language_or_says_that_it_is_french(made, code):
    own = {f"/{path.removesuffix('index.html')}" for path in pages(made, code)}
    for path, page in pages(made, code).items():
        for tag in re.findall(r"<a [^>]*>", page):
            (target,) = re.findall(r' href="([^"]*)"', tag)
            address = target.partition("#")[0].partition("?")[0]
            if address.startswith("/") and 'hreflang="fr"' not in tag:
                assert address.startswith((f"/{code}/", "/uk/", "/ar/")), (path, tag)
            elif 'hreflang="fr"' in tag and " lang=" not in tag and "#" not in target:
                assert f"/{code}{address}" not in own or "translation" in page, (path, tag)


def test_a_postal_address_keeps_its_order_in_a_line_from_right_to_left(made):
    """Each address is isolated, by ``<bdi>`` or, where no element may stand, by the characters U+2066 and U+2069."""
    localities = [office.postal_address.locality for office in made.site.offices]
    island = re.compile(r'<bdi lang="fr" dir="ltr">.*?</bdi>|\u2066[^\u2069]*\u2069|="[^"]*"', re.DOTALL)
    for path, page in pages(made, "ar").items():
        body = island.sub("", page[page.index("<body") :])
        body = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
        assert not [locality for locality in localities if locality in body], path


@pytest.mark.parametrize("path", ["bureaux/yvoir/index.html", "bureaux/yvoir/fiche/index.html"])
def test_an_office_shows_phrases_in_french_in_other_languages_alone(made, path):
    (address,) = (office.postal_address for office in made.site.offices if office.slug == "yvoir")
    shown = re.findall(r'<p class="phrase" lang="fr" dir="ltr">(.*?)</p>', made.files[f"uk/{path}"].decode(), re.DOTALL)
    seeking, wanting = (" ".join(re.sub("<[^>]*>", " ", text).split()) for text in shown)
    assert seeking.startswith("Je cherche le bureau d’accueil ")
    assert seeking.endswith(f"{address.street} {address.locality}")
    assert wanting == "Je voudrais un rendez-\u2060vous. Je parle ukrainien."
    assert b'class="phrase"' not in made.files[path]


@pytest.mark.parametrize("code", CODES)
def test_each_section_has_a_heading(trees, code):
    without = {
        path
        for path, tree in trees[code].items()
        for section in tree.iter("section")
        if not any(re.fullmatch("h[1-6]", str(each.tag)) for each in section.iter())
    }
    assert without == set()


def test_on_paper_a_date_has_its_year_as_the_language_writes_it(made):
    def years(path):
        return re.findall(r'<span class="visit__year">(.*?)</span>', made.files[path].decode())

    assert years("uk/bureaux/yvoir/fiche/index.html")
    assert [told for told in years("uk/bureaux/yvoir/fiche/index.html") if not told.endswith(" року")] == []
    assert [told for told in years("bureaux/yvoir/fiche/index.html") if not re.fullmatch(r" \d{4}", told)] == []


@pytest.mark.parametrize(("code", "script"), [("fr", None), ("ar", "arabic"), ("uk", "cyrillic")])
def test_a_page_loads_the_style_of_its_own_script_alone(made, code, script):
    page = made.files["index.html" if code == "fr" else f"{code}/index.html"].decode()
    assert re.findall(r"/css/scripts/(\w+)\.\w+\.css", page) == ([script] if script else [])
    listens = re.search(r"/js/(\w+)\.\w+\.js\"[^>]*data-listen", page)
    assert (listens and listens[1]) == (None if code == "fr" else "languages")


@pytest.mark.parametrize("code", CODES)
def test_a_phone_keeps_the_directory_of_a_language_that_was_visited(made, code):
    """Each language has a service worker for its prefix, which keeps its directory and what these pages load."""
    kept = json.loads(re.search(r"const KEPT = (\{.*?\});", made.files[f"{code}/sw.js"].decode())[1])
    own = {address for address in kept if address.startswith(f"/{code}/")}
    assert {f"/{code}/", f"/{code}/bureaux/", f"/{code}/bureaux/yvoir/", f"/{code}/hors-ligne/"} <= own
    assert {f"/{code}/bureaux/yvoir/yvoir.ics", f"/{code}/permanences/permanences.ics"} <= own
    assert not [address for address in kept.keys() - own if address.endswith("/")]
    assert f'data-worker="/{code}/sw.js"' in made.files[f"{code}/index.html"].decode()


def test_no_worker_deletes_what_another_keeps(made):
    workers = [made.files[path].decode() for path in ("sw.js", *(f"{code}/sw.js" for code in CODES))]
    ours = [json.loads(re.search(r"const OURS = (.*?);", worker)[1]) for worker in workers]
    assert not [(one, two) for one in ours for two in ours if one is not two and one.startswith(two)]


def test_a_language_that_is_withdrawn_leads_to_the_french_pages_and_phones_forget_it(made, tmp_path):
    gone = [path for path in made.files if path.startswith("uk/") and not re.match("uk/(recherche/.|404)", path)]
    published = tmp_path / "addresses.txt"
    published.write_text("".join(f"/{path.removesuffix('index.html')}\n" for path in gone), "utf-8")
    with few_communes():
        now = files_made(INVENTED, "publishconf.py", LANGUAGES=("fr", "ar"), PUBLISHED_LIST=str(published))
    page = now["uk/bureaux/yvoir/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=/bureaux/yvoir/">' in page
    assert now["uk/bureaux/yvoir/yvoir.ics"] == now["bureaux/yvoir/yvoir.ics"]
    worker = now["uk/sw.js"].decode()
    assert "registration.unregister" in worker
    (ours,) = re.findall(r'startsWith\((".*?")\)', worker)
    assert f"const OURS = {ours};" in made.files["uk/sw.js"].decode()
    assert [path for path in gone if path not in now] == []


def test_the_line_of_a_renamed_office_is_enough_for_every_language(made, few_texts, monkeypatch, tmp_path):
    """The check of a publication asks for lines for the French addresses only, and is content with these."""
    monkeypatch.setattr(building, "read_catalogue", lambda file, code: Bracketed(code))
    content = shutil.copytree(few_texts, tmp_path / "content")
    (content / "bureaux/gedinne.md").rename(content / "bureaux/houdremont.md")
    listed = tmp_path / "addresses.txt"
    listed.write_text(
        "".join(f"/{path.removesuffix('index.html')}\n" for path in made.files if "bureaux/gedinne" in path)
    )

    def built(name):
        with few_communes():
            files = files_made(content, "publishconf.py", LANGUAGES=("fr", *CODES), PUBLISHED_LIST=str(listed))
        for path, data in files.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return tmp_path / name

    wanted = [finding.where for finding in published.missing(published.Answers.of_built(built("before")), listed, ())]
    french = ["/bureaux/gedinne/", *(f"/bureaux/gedinne/{rest}" for rest in ("carte/", "fiche/"))]
    assert sorted(wanted) == sorted([*french, *(f"/bureaux/gedinne/gedinne.{ending}" for ending in ("ics", "vcf"))])
    lines = "".join(f"{old} → {old.replace('gedinne', 'houdremont')}\n" for old in wanted)
    (content / "redirections.txt").write_text(lines, "utf-8")
    after = built("after")
    assert published.missing(published.Answers.of_built(after), listed, ()) == ()
    for code in CODES:
        page = (after / code / "bureaux/gedinne/fiche/index.html").read_text("utf-8")
        assert f"url=/{code}/bureaux/houdremont/fiche/" in page
        calendars = [after / code / f"bureaux/{name}/{name}.ics" for name in ("gedinne", "houdremont")]
        assert calendars[0].read_bytes() == calendars[1].read_bytes()


def test_the_sitemap_has_each_page_in_every_language(made):
    sitemap = made.files["sitemap.xml"].decode()
    home = IDENTITY.website
    addresses = [f"{home}/bureaux/yvoir/", *(f"{home}/{code}/bureaux/yvoir/" for code in CODES)]
    links = [*zip(("fr", *CODES), addresses, strict=True), ("x-default", addresses[0])]
    told = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in links)
    for address in addresses:
        assert re.search(rf"<loc>{address}</loc>(<lastmod>[^<]*</lastmod>)?{re.escape(told)}", sitemap)
    assert f"<loc>{home}/ar/404.html</loc>" not in sitemap
    assert f"<loc>{home}/agenda/</loc></url>" in sitemap


def test_the_languages_that_wait_for_a_reader_are_in_the_preview_alone(monkeypatch):
    monkeypatch.setattr(building, "read_catalogue", lambda path, code: Bracketed("ar"))
    settings = {"LANGUAGES": ("fr",), "LANGUAGES_IN_PREVIEW": ("ps",)}
    for drafts, codes in ((False, ["fr"]), (True, ["fr", "ps"])):
        generator = generator_of(INVENTED, DRAFTS=drafts, **settings)
        assert [site.language.code for site, _ in generator.sites] == codes


@pytest.mark.parametrize("code", ["nl", "xx"])
def test_a_language_without_its_sentence_of_the_permanences_is_told(code, capsys):
    with pytest.raises(SystemExit) as ended:
        generator_of(INVENTED, LANGUAGES=("fr", code))
    assert ended.value.code == 1
    assert f"identity.toml:1: « {code} » : " in capsys.readouterr().err


def test_a_page_says_that_nobody_has_read_its_translation_or_that_the_french_has_changed(few_texts, monkeypatch):
    class Unread(Bracketed):
        unreviewed = frozenset({"theme/templates/home.html"})
        outdated = frozenset({"content/bureaux/yvoir.md"})

    monkeypatch.setattr(building, "read_catalogue", lambda path, code: Unread(code))
    with few_communes():
        files = files_made(few_texts, LANGUAGES=("fr", "ar"))
    made = {path: data for path, data in files.items() if path.endswith(".html")}
    changed = "Le texte français a changé depuis cette traduction."
    unread = "Personne n’a encore relu cette traduction."
    told = {path: page.decode() for path, page in made.items()}
    assert f"[{changed}" in told["ar/bureaux/yvoir/index.html"]
    assert (
        f'<p lang="fr" dir="ltr"><a href="/bureaux/yvoir/" hreflang="fr">{changed}'
        in told["ar/bureaux/yvoir/index.html"]
    )
    assert f"[{unread}" in told["ar/bureaux/gedinne/index.html"]
    assert changed not in told["ar/bureaux/gedinne/index.html"]
    assert not [path for path in told if not path.startswith("ar/") and (changed in told[path] or unread in told[path])]
