"""The documentation is true: every command, field, example, message and path that it names is checked or tried."""

import datetime as dt
import errno
import html
import itertools
import re
import shutil
import sys
from collections import Counter
from pathlib import Path
from runpy import run_path

import pytest

import tasks
from plugins.base.cache import Cache
from plugins.base.mistakes import ContentMistakes, Unreadable
from plugins.build.files import LAST_MAKERS, MAKERS
from plugins.desk import check, permanence_edits, scaffold
from plugins.desk.advice import RULES
from plugins.desk.forms.gestures import GESTURES
from plugins.desk.forms.shapes import shapes
from plugins.languages.checks import faults
from plugins.languages.po import parse_po
from plugins.model import SOLE_FILES, TYPES
from plugins.model.page import Page
from plugins.model.section import Section
from plugins.permanences.grammar import parse
from plugins.permanences.model import PermanenceError
from plugins.source.loading import load
from plugins.source.record_cache import RecordCache
from tests.built_site import INVENTED
from tests.drawn import JPEG, encoded, flat, noise
from tests.front_matter_edits import with_fields
from tests.tables import each_row
from tests.unit.test_messages import READ, strings
from tooling.commands import building, environment
from tooling.commands.program import FrenchProgram
from tooling.preview import serving
from tooling.preview.pages import named

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = {
    page.relative_to(ROOT / "docs/guide"): page.read_text("utf-8") for page in sorted(ROOT.glob("docs/guide/**/*.md"))
}
"""The pages of the guide, by their path in its folder."""
GUIDE = "\n".join(PAGES.values())
BUILD = (ROOT / "docs/build.md").read_text("utf-8")
PUBLISHING = (ROOT / "docs/publishing.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TODAY = dt.date(2026, 11, 23)
PLACEHOLDERS = ("images/nom-de-l-image.jpg", "documents/nom-du-document.pdf")
NAMING = {
    "qui": "personnes",
    "equipe": "equipes",
    "equipes": "equipes",
    "mission": "missions",
    "evenement": "agenda",
    "ressource": "ressources",
    "siege": "bureaux",
    "coordination": "personnes",
}
"""The fields of the examples that refer to another file, each with the folder of that file."""
TASK_NAMES = {name for task in tasks.ns.tasks.values() for name in (task.name, *task.aliases)}

EXAMPLES = re.findall(r"(?:<!-- (exemple|champs de|texte de) : (\S+) -->\n)?^```(\w+)\n(.*?)^```$", GUIDE, re.S | re.M)
CODE = r"`([^`]+)`"


def between(opening, end):
    """Return each part of the guide between two comments, with the path that its opening comment names, or ""."""
    return re.findall(rf"<!-- {opening}(?: : (\S+))? -->\n(.*?)<!-- {end} -->", GUIDE, re.S)


def rows(table):
    """Return the cells of a Markdown table, by row, without its heading."""
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table.strip().splitlines()[2:]]


def messages(opening):
    """Yield for each row of the tables of messages: the path of the file, what was written, the message."""
    for path, table in between(f"messages {opening}", "fin des messages"):
        for *written, message, _ in rows(table):
            yield path, *(cell.strip("`") for cell in (*written, message))


STUBS = {
    "actualites": "resume: r\ndate: {year}\ncategorie: c\n",
    "agenda": "resume: r\ngenre: forum\ndebut: 2020-11-27 09:30\n",
    "bureaux": "adresse: {{rue: R 1, code_postal: 5000, localite: Namur}}\npermanences: {{quand: sur rendez-vous}}\n",
    "equipes": "resume: r\nordre: 9\n",
    "missions": "resume: r\nordre: 9\n",
    "pages": "resume: r\n",
    "personnes": "prenom: {slug}\nnom: Essai\nfonction: f\nequipe: essai\n",
    "ressources": "resume: r\ngenre: vidéo\ndate: 2020\n",
}
"""The front matter of a file to which an example of the guide only refers, by folder, without its title."""


def stub(folder, path, year="2020"):
    file = folder / path
    if not file.exists():
        title = "" if path.startswith("personnes/") else f"titre: {file.stem}\n"
        fields = STUBS[file.parent.name].format(slug=file.stem, year=year)
        file.write_text(f"---\n{title}{fields}---\n\n## Est-ce gratuit ?\n", "utf-8")


def file_of(address):
    """Return the path of the file whose page has an address and, where the address has a year, the year."""
    cls = max((cls for cls in TYPES if address.startswith(cls.prefix)), key=lambda cls: (len(cls.prefix), cls is Page))
    *year, name = address.removeprefix(cls.prefix).strip("/").split("/")
    return f"{cls.folder}/{name}.md", *year


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The invented content, with the examples of the guide as files, and with the files to which they refer."""
    folder = tmp_path_factory.mktemp("guide") / "content"
    shutil.copytree(
        INVENTED, folder, ignore=lambda folder, names: [n for n in names if folder.endswith("organisation")]
    )
    for placeholder in PLACEHOLDERS:
        (folder / placeholder).write_bytes(JPEG if placeholder.endswith(".jpg") else b"%PDF-1.7")
    for what, path, _, text in EXAMPLES:
        if what == "exemple" and path.endswith(".md"):
            (folder / path).write_text(text, "utf-8")
    folders = {re.sub("^(?:le |la |les |l’)", "", cls.french): cls.folder for cls in TYPES}
    named = [*((path, "") for _, path, _, _ in EXAMPLES), *messages("de l’en-tête")]
    for path in {path for path, *_ in named if path.endswith(".md")}:
        stub(folder, path)
    for _, _, message in messages("de l’en-tête"):
        if meant := re.match(r".*(?:la |le |l’)(\w+) « .+ » n’existe pas → vouliez-vous dire « (.+) » \?", message):
            stub(folder, f"{folders[meant[1]]}/{meant[2]}.md")
    for _, _, _, text in EXAMPLES:
        for key, slugs in re.findall(r"^(?:  )?(\w+): \[?([\w, -]+)\]?$", text, re.M):
            if key in NAMING:
                for slug in slugs.split(", "):
                    stub(folder, f"{NAMING[key]}/{slug}.md")
        for slug in re.findall(r"^  - ([a-z]+-[a-z-]+)$", text, re.M):
            stub(folder, f"personnes/{slug}.md")
        for address in re.findall(r"\]\((/[a-z/0-9-]+/)|→ (/actualites/\d[^ \n]*)", text):
            stub(folder, *file_of("".join(address)))
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The caches of ``whole``, shared by the tests: each reads again only what it changes, and what depends on it."""
    folder = tmp_path_factory.mktemp("kept")
    return {"cache": Cache(folder / "pictures"), "records": RecordCache(folder / "records", "of these tests")}


@pytest.fixture
def told(whole, kept, monkeypatch):
    """A function that writes files over ``whole`` as it was at first, and returns its mistakes as (file, message)."""
    before = {}

    def restore():
        for file, data in before.items():
            file.unlink() if data is None else file.write_bytes(data)
        before.clear()

    def tell(files):
        restore()
        for path, text in files.items():
            file = whole / path
            before[file] = file.read_bytes() if file.exists() else None
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        monkeypatch.chdir(whole.parent)
        try:
            load(Path("content"), TODAY, **kept)
        except ContentMistakes as found:
            return [(mistake.path.removeprefix("content/"), plain(mistake.message)) for mistake in found.mistakes]
        return []

    yield tell
    restore()


def plain(text):
    """Return a text with ordinary spaces, as the guide has them."""
    return text.replace("\u00a0", " ")


def test_every_command_that_is_named_exists():
    for text in (README, GUIDE, BUILD, PUBLISHING, CONTRIBUTING):
        assert set(re.findall(r"tasks\.py ([^\s`-]\S*?)(?=[\s`.,;:)|]|$)", text, re.M)) <= TASK_NAMES


def test_a_permanence_is_cancelled_and_moved_as_the_guide_says(whole, tmp_path, capsys):
    """The content is that office with the people, since this is read faster than the whole."""
    before = (whole / "bureaux/dinant.md").read_bytes()
    for folder in ("bureaux", "equipes", "personnes"):
        (tmp_path / folder).mkdir()
    for path in ("equipes/essai.md", *(f"personnes/{file.name}" for file in (whole / "personnes").glob("*-*.md"))):
        stub(tmp_path, path)
    file = tmp_path / "bureaux/dinant.md"
    file.write_bytes(before)
    for name, change in (("annuler", permanence_edits.cancel), ("deplacer", permanence_edits.move)):
        line = rf'^    python3 tasks.py {name} (\S+) (\S+) (?:(\S+) )?"(.+)"$'
        office, *days, reason = re.search(line, GUIDE, re.M).groups()
        code = permanence_edits.edit(tmp_path, TODAY, office, change(*filter(None, days), reason))
        assert code == 0, capsys.readouterr()
        assert file.read_bytes() != before
        file.write_bytes(before)


def test_every_type_has_its_table_of_fields():
    words = re.findall(r"<!-- champs : (.+?) -->", GUIDE)
    assert sorted(words) == sorted(cls.word() for cls in (*TYPES, Section, *SOLE_FILES.values()))


def test_every_field_is_in_the_guide_as_the_records_have_it(capsys):
    assert run_path(str(ROOT / "scripts/guide_reference.py"))["main"](["--check"]) == 0, capsys.readouterr().out


def test_no_example_of_the_guide_goes_untried():
    assert len(EXAMPLES) == len(re.findall(r"^```\w+$", GUIDE, re.M)) > 25
    assert all(path for _, path, _, _ in EXAMPLES)


@pytest.mark.parametrize("name", SOLE_FILES)
def test_every_file_of_the_folder_itself_has_an_example(name):
    assert ("exemple", name) in [(what, path) for what, path, _, _ in EXAMPLES]


@each_row("cls", [*TYPES, Section])
def test_every_type_has_an_example(cls):
    paths = [path for what, path, _, _ in EXAMPLES if what == "exemple"]
    assert [path for path in paths if path.endswith("index.md") == (cls is Section) and path.startswith(cls.folder)]


def test_the_examples_of_the_guide_have_no_mistake(whole, told):
    """Examples of different files are read together, those of one file in turn."""
    examples = []
    for what, path, _, text in EXAMPLES:
        if what != "exemple":
            before = (whole / path).read_text("utf-8")
            text = with_fields(before, text) if what == "champs de" else with_fields(before, "", text)
        examples.append((path, text))
    while examples:
        files = dict(reversed(examples))
        assert told(files) == []
        examples = [(path, text) for path, text in examples if text != files[path]]


@each_row("opening", ("de l’en-tête", "du texte"))
def test_a_message_about_a_text_is_the_one_that_is_told(whole, told, opening):
    """All at once, each in a copy of its file."""
    tried, files = list(messages(opening)), {}
    for number, (path, written, _) in enumerate(tried):
        part = (written,) if opening == "de l’en-tête" else ("", written)
        files[path.replace(".md", f"-{number}.md")] = with_fields((whole / path).read_text("utf-8"), *part)
    found = told(files)
    assert tried
    assert [row for row, copy in zip(tried, files, strict=True) if (copy, row[-1]) not in found] == []


def test_the_messages_about_files_are_those_that_are_told(whole, told):
    page = "---\ntitre: x\nresume: y\n---\n"
    found = told(
        {
            "agenda/texte.docx": b"",
            "documents/texte.docx": b"PK",
            "images/affiche.jpg": encoded(noise(64, 48), "PNG"),
            "images/bouge.gif": encoded(
                noise(64, 48), "GIF", save_all=True, append_images=[noise(64, 49).crop((0, 0, 64, 48))]
            ),
            "images/imprimeur.jpg": encoded(noise(64, 48, "CMYK")),
            "images/photo.heic": b"",
            "images/reste.jpg": JPEG[:200],
            "images/rouleau.png": encoded(flat(20, 20_000, 1, "1"), "PNG"),
            "images/toile.png": encoded(flat(8000, 8000, 1, "1"), "PNG"),
            "bureau/dinant.md": page,
            "pages/Titre de la page.md": page,
            "pages/formation.md": page,
            "pages/in-conflict.md": f"{page}<<<<<<< HEAD\nUn.\n=======\nDeux.\n>>>>>>> 1a2b3c4\n",
            "pages/never-closed.md": "---\ntitre: x\n",
            "pages/hidden.md": page.replace("---\n", "---\nstatut: brouillon\u200b\n", 1),
            "pages/no-fields.md": "Bonjour",
            "pages/nothing.md": "",
            "pages/old-letters.md": "---\ntitre: été\n---\n".encode("cp1252"),
            "pages/too-much.md": page + "mot\n" * 60_000,
            "pages/to-a-draft.md": f"{page}[MENA](/plateformes/mena/)",
            "besoins/papiers-et-droits.md": page.replace("resume: y", "resume: y\nordre: 9"),
            "synonymes.txt": "avocat papiers-et-droits\njuriste → /contact/\njuristes → /contact/\ntri → papier-et-droits\n",
            "redirections.txt": "/ancienne/ /contact/\n/agenda/ → /contact/\n/x/ → /contac/\n",
            "plateformes/mena.md": with_fields((whole / "plateformes/mena.md").read_text("utf-8"), "statut: brouillon"),
        }
    )
    told_in_guide = [message for _, message in messages("des fichiers")]
    assert told_in_guide
    assert set(told_in_guide) - {message for _, message in found} == set()


@each_row(("line", "written", "message"), tuple(messages("des traductions")))
def test_a_message_about_a_translation_is_the_one_that_is_told(line, written, message):
    assert message in said_of_translation("Avec %(name)s, voyez [la page](/contact/)", written)


def said_of_translation(french, written):
    try:
        file = parse_po(f'msgid ""\nmsgstr ""\n\n#: a.html\nmsgid "{french}"\nmsgstr "{written}"\n')
    except Unreadable as mistake:
        return [mistake.message]
    return [fault for message in file.messages for fault in faults(message, "en")]


def test_the_messages_of_the_commands_are_those_that_are_told(whole, capsys, monkeypatch):
    def taken(*_):
        raise OSError

    monkeypatch.setattr(serving, "PreviewServer", taken)
    with pytest.raises(serving.PortTaken) as refusal:
        serving.serve(ROOT / "pelicanconf.py", 8000)
    building.report_failure(refusal.value)
    building.report_failure(RuntimeError())
    building.report_failure(FileNotFoundError(errno.ENOENT, "No such file", str(ROOT / "content")))
    building.report_failure(OSError(errno.EROFS, "Read-only", str(ROOT / "output")))
    with pytest.raises(SystemExit):
        FrenchProgram.of(tasks.ns).run(["tasks.py", "verifer"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    monkeypatch.chdir(whole.parent)
    scaffold.main("", "", Path("content"), TODAY)
    check.main(Path("content"), TODAY, check.Asked("dinnant"))
    printed = capsys.readouterr()
    said = printed.out + printed.err + environment.explain("Failed to establish a new connection")
    for _, message in messages("des commandes"):
        assert message in said


def test_every_kind_of_advice_is_explained():
    told = re.search(r"^\| Conseil \|.*?\n\n", GUIDE, re.S | re.M)[0]
    assert [cells[0] for cells in rows(told)] == list(RULES.values())


def test_the_sentences_of_the_guide_are_understood():
    ((_, table),) = between("phrases acceptées", "fin des phrases")
    sentences = [sentence for row in rows(table) for sentence in re.findall(CODE, row[1])]
    assert len(sentences) > 15
    for sentence in sentences:
        parse(sentence)


def test_the_sentences_that_the_guide_refuses_are_refused():
    ((_, items),) = between("phrases refusées", "fin des phrases")
    for sentence in re.findall(rf"^- {CODE}", items, re.M):
        with pytest.raises(PermanenceError):
            parse(sentence)


def test_the_life_of_a_build_names_every_maker_in_its_order():
    assert re.findall(r"^\| `(\w+)` \|", BUILD, re.M) == [maker.__name__ for maker in (*MAKERS, *LAST_MAKERS)]


NAMED = "README.md CONTRIBUTING.md docs/adding.md docs/build.md docs/glossary.md docs/publishing.md".split()
NAMED += [f"docs/guide/{page.as_posix()}" for page in PAGES]
NAMED += sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "docs/decisions").glob("*.md"))


@each_row("name", NAMED)
def test_every_path_that_is_named_exists(name):
    text = (ROOT / name).read_text("utf-8")
    made = {row.rstrip("/") for row in (ROOT / ".gitignore").read_text("utf-8").splitlines()}
    examples = {f"content/{path}" for path in (*PLACEHOLDERS, *SOLE_FILES, "images", "documents")}
    named = set(re.findall(r"`((?:[\w.-]+/)*[\w.-]+/?)`", re.sub(r"<[\w]+>", "x", text)))
    named |= {link.partition("#")[0] for link in re.findall(r"\]\(([^):]+)\)", text) if not link.startswith(("#", "/"))}
    paths = {path for path in named if "/" in path or re.search(r"\.(?:py|md|toml|lock|json|txt|html|css)$", path)}
    tops = {entry.name for entry in ROOT.iterdir()}
    rooted = [path.rstrip("/") for path in paths if path.split("/")[0] in tops]
    # A text of the content may be deleted: only its folder must exist.
    kept = {re.sub(r"^(content/\w+)/.+\.md$", r"\1", path) for path in rooted}
    missing = [p for p in kept if p.split("/")[0] not in made and p not in examples and not (ROOT / p).exists()]
    assert rooted or name.startswith(("docs/guide", "docs/glossary"))
    assert missing == []


@each_row("name", NAMED)
def test_every_link_leads_to_a_file_and_a_part_that_are_there(name):
    for target, part in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", shown((ROOT / name).read_text("utf-8"))):
        file = (ROOT / name).parent / target if target else ROOT / name
        assert file.exists(), target
        if part:
            headings = re.findall(r"^#+ (.+)$", shown(file.read_text("utf-8")), re.M)
            assert part in [slug(heading) for heading in headings]


def shown(text):
    """Return a page without its code blocks, and without the signs « # » and « ] » in its inline code."""
    return re.sub(r"^```.*?^```|`[^`\n]+`", lambda code: re.sub(r"[#\]]", "", code[0]), text, flags=re.M | re.S)


def test_what_is_read_in_a_year_is_short():
    """The limit is for all pages of the guide but the reference, those about each host included."""
    assert sum(len(text.split()) for page, text in PAGES.items() if page.parts[0] != "reference") <= 3500


def test_every_button_and_field_that_the_guide_names_is_on_the_screens():
    said = {plain(words) for words in re.findall(r"\*\*« (.+?) »\*\*", GUIDE)}
    assert len(said) > 30
    assert said - on_the_screens() == set()


def on_the_screens():
    """Return the texts of the desk: templates and strings, labels of fields, names of gestures and types."""
    templates = "".join(page.read_text("utf-8") for page in (ROOT / "tooling/preview/templates").glob("*.html"))
    types = (*TYPES, *SOLE_FILES.values())
    said = {words.strip() for words in re.findall(r'>([^<>{}]+)<|"([^"<>{}]+)"', templates) for words in words}
    said |= {gesture.title for gesture in GESTURES.values()} | {named(cls) for cls in types}
    said |= {text for path in (ROOT / "tooling/preview").glob("*.py") for _, text in strings(path)}
    fields = [field for cls in types for field in shapes(cls)]
    for field in fields:
        fields.extend(field.group)
    return {plain(html.unescape(text)) for text in (*said, *(field.label for field in fields))}


def test_every_gesture_ends_online():
    gestures = re.split("^## ", PAGES[Path("gestes.md")], flags=re.M)[1:]
    assert len(gestures) > 10
    assert [gesture.splitlines()[0] for gesture in gestures if "](en-ligne.md)" not in gesture] == ["Préparer un texte"]


def test_every_part_that_a_message_sends_to_is_in_the_guide():
    headings = set(re.findall(r"^#+ (.+)$", GUIDE, re.M))
    texts = [text for path in READ if "guide" in path.read_text("utf-8") for _, text in strings(path)]
    sent = re.findall(r"le guide, « ([^»{]+) »|« ([^»{]+) » du guide", "\n".join(texts))
    assert sent
    assert {"".join(part) for part in sent} <= headings


def slug(heading):
    """The anchor that forges give to a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@each_row("name", NAMED)
def test_nothing_is_said_twice(name):
    """A merge may leave its marks, or two versions of a paragraph or of a row of a table."""
    lines = re.sub(r"^```.*?^```", "", (ROOT / name).read_text("utf-8"), flags=re.M | re.S).splitlines()
    assert [line for line in lines if re.match(r"(<{7}|={7}|>{7})( |$)", line)] == []
    openings = [line[:60] for line in lines if re.match(r"[A-Z`*]|- \*\*", line) and len(line) > 60]
    assert [opening for opening, count in Counter(openings).items() if count > 1] == []
    for _, table in itertools.groupby(lines, key=lambda line: line.startswith("| ")):
        cells = [line.split(" | ")[0] for line in table if line.startswith(("| `", "| ["))]
        assert [cell for cell, count in Counter(cells).items() if count > 1] == []


def test_the_readme_says_first_how_to_get_the_site_in_french_too():
    above, start = README.split("## Start\n")
    assert "](docs/guide/premier-jour.md)" in above
    assert "Vous publiez sur ce site" in above
    assert 0 < start.index("`git clone ") < start.index("python3 tasks.py")
