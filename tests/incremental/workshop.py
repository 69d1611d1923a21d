"""Random edits of a small site, drawn from a seed: after each, a build that reuses the last one and a clean build must
give the same bytes, or refuse with the same mistakes.

An edit is a function of a ``Workshop``; it returns what it changed, or "" where there was nothing to change.
Used by ``tests/site/test_incremental_edits.py`` and ``scripts/incremental_edits.py``.
"""

import contextlib
import difflib
import io
import itertools
import random
import re
import shutil
from functools import partial
from pathlib import Path
from unittest import mock

from pelican.settings import read_settings

from plugins.base.mistakes import ContentMistakes
from plugins.build import generator, output
from plugins.build.files import files_of
from plugins.build.generator import SiteGenerator
from plugins.files import search
from plugins.source import version
from tests.built_site import INVENTED, ROOT
from tests.compiled_templates import compiled_once
from tests.front_matter_edits import changed, fields_of
from tests.incremental import content, last_build, program
from tests.made_site import few_communes, on_one_core, read_catalogue

EDITS = (
    content.nothing,
    content.a_word,
    content.a_word,
    content.a_title,
    content.a_title,
    content.a_field_removed,
    content.a_date,
    content.a_tag,
    content.a_category,
    content.a_status,
    content.a_mistake,
    content.add_news,
    content.add_event,
    content.a_link,
    content.a_text_deleted,
    content.a_text_renamed,
    content.a_text_renamed,
    content.a_person_renamed,
    content.a_phone,
    content.a_permanence_cancelled,
    content.a_permanence_rule,
    content.an_event_postponed,
    content.a_session,
    content.a_training,
    content.the_organisation,
    content.a_picture,
    content.a_document,
    content.a_redirection,
    content.a_word_list,
    content.a_synonym,
    content.a_banner,
    content.a_closure_of_all,
    program.a_template,
    program.a_question,
    program.a_style,
    program.a_script,
    program.a_translation,
    program.a_translated_word,
    program.a_translated_word,
    program.a_translated_word,
    program.a_paragraph,
    program.a_paragraph,
    program.a_setting,
    program.a_setting,
    program.a_setting_of_the_templates,
    program.a_published_address,
    program.the_program,
    program.the_day,
    program.the_day,
    last_build.a_part_damaged,
    last_build.a_part_damaged,
    last_build.a_copy_of_the_cache,
    last_build.an_older_cache,
    last_build.an_older_output,
    last_build.the_cache_gone,
    last_build.the_output_damaged,
    last_build.the_output_damaged,
    last_build.a_build_stopped,
    last_build.a_build_elsewhere,
)


TOLD = re.compile("tout est refait|elle est refaite")
"""Messages about the cache, which only a build that reuses the last one prints."""


class Differs(AssertionError):
    """The build that reused the last one differs from the clean build."""


class Workshop:
    """A site under edit: content, theme, settings, day, the last build with its cache, and the random generator."""

    def __init__(self, folder, seed, texts=INVENTED, news=8):
        self.folder, self.dice = folder, random.Random(seed)
        self.content, self.theme = folder / "content", folder / "theme"
        self.output, self.kept, self.older = folder / "output", folder / "kept", folder / "older"
        self.published = folder / "published.txt"
        self.day, self.program, self.settings, self.jinja = program.FIRST_DAY, "one", {}, {}
        self._numbers = itertools.count(1)
        self.made, self.read = [], []
        shutil.copytree(texts, self.content)
        shutil.copytree(ROOT / "theme", self.theme)
        self.templates = {file: file.read_text("utf-8") for file in (self.theme / "templates").rglob("*.html")}
        self.published.write_text("")
        for _ in range(news):
            content.add_news(self, at_random=False)
        if news:
            content.add_event(self)
        (self.content / "abreviations.txt").write_text("MEN = Maison d'essai de Namur\n", "utf-8")
        (self.content / "mots-connus.txt").write_text("tâtonnement\n", "utf-8")

    def number(self):
        return next(self._numbers)

    def texts(self, folder="*", key=""):
        """The texts of a folder (by default of all folders) that have the field ``key``."""
        found = sorted(self.content.glob(f"{folder}/*.md"))
        return [file for file in found if not key or key in fields_of(file.read_text("utf-8"))]

    def change(self, files, change):
        """Apply ``change`` to the front matter of one of the files, chosen at random; return its name, or ""."""
        if not files:
            return ""
        file = self.dice.choice(files)
        file.write_text(changed(file.read_text("utf-8"), change), "utf-8")
        return self.name(file)

    def name(self, file):
        return file.relative_to(self.folder).as_posix()

    def build(self, **settings):
        """Build with the cache of the last build; return the mistakes with which it refuses, or ""."""
        refused, self.made, self.read = io.StringIO(), [], []
        reading = mock.patch.object(generator, "read_catalogue", self._read_catalogue)
        with self._program(), reading, contextlib.redirect_stderr(refused):
            try:
                made = self._generator(BUILD_CACHE=str(self.kept), **settings)
                made.generate_context()
                with mock.patch.object(output, "on_all_cores", self._make_all):
                    made.generate_output(None)
            except SystemExit:
                return "".join(line for line in refused.getvalue().splitlines(True) if not TOLD.search(line))
        return ""

    def _make_all(self, function, pages, few=None, meanwhile=lambda: None):
        """Stand in for ``on_all_cores``: make the pages on one core, and note those that are made.

        ``few`` is only given where pages are compared.
        """
        meanwhile()
        self.made += [page.address for page in pages] if few is None else []
        return map(function, pages)

    def _read_catalogue(self, path, code):
        self.read.append(code)
        return read_catalogue(path, code)

    def clean(self):
        """Build without a cache; return the files by path, or the mistakes with which the build refuses."""
        refused = io.StringIO()
        with self._program(), on_one_core(), contextlib.redirect_stderr(refused):
            try:
                made = self._generator(BUILD_CACHE="")
                made.generate_context()
                return {path: file.read() for path, file in files_of(made.sites).items()}
            except ContentMistakes as mistakes:
                return f"{mistakes.report()}\n"
            except SystemExit:
                return refused.getvalue()

    @contextlib.contextmanager
    def _program(self):
        small = partial(search.search_files, first=8_000, shard=900, shown=3)  # so small that the search has an archive
        searching = mock.patch.object(search, "search_files", small)
        with mock.patch.object(version, "of_program", return_value=self.program), few_communes(), searching:
            yield

    def _generator(self, **settings):
        override = {
            "PATH": str(self.content),
            "THEME": str(self.theme),
            "OUTPUT_PATH": str(self.output),
            "CACHE_PATH": str(self.folder / "made"),
            "PUBLISHED_LIST": str(self.published),
            "BUILD_DATE": self.day,
            **self.settings,
            **settings,
        }
        values = read_settings(str(ROOT / "pelicanconf.py"), override=override)
        values["JINJA_ENVIRONMENT"] = values["JINJA_ENVIRONMENT"] | self.jinja
        compiled_once(values)
        return SiteGenerator(values.copy(), values, values["PATH"], values["THEME"], values["OUTPUT_PATH"])


def run(folder, seed, count, tell=lambda number, said: None):
    """Make ``count`` edits, and compare both builds after each. Raises Differs with the edits that led there.

    Content that a build refuses is put back at once half of the time, else after one more edit.
    """
    workshop, said, broken, refusals = Workshop(folder, seed), [], False, 0
    assert not compare(workshop, seed, said)
    for number in range(1, count + 1):
        if not broken:
            before = _held(workshop.content)
        said.append(_edited(workshop))
        refused = compare(workshop, seed, said)
        refusals += refused
        tell(number, f"{said[-1]} ({'refused' if refused else f'{len(workshop.made)} pages made'})")
        if refused and (broken or workshop.dice.random() < 0.5):
            _put_back(workshop.content, before)
            said.append("put back")
            refused = compare(workshop, seed, said)
        broken = refused
    assert refusals < max(count / 2, 10), "builds that refuse compare little"


def _edited(workshop):
    count = 2 if workshop.dice.random() < 0.15 else 1
    return " + ".join(_one_edit(workshop) for _ in range(count))


def _one_edit(workshop):
    while True:
        edit = workshop.dice.choice(EDITS)
        if what := edit(workshop):
            return f"{edit.__name__}: {what}"


def compare(workshop, seed=0, said=()):
    """Build with and without the cache; return whether both refuse. Raises Differs where the builds differ."""
    states = _states(workshop.output)
    refused, clean = workshop.build(), workshop.clean()
    if isinstance(clean, str) or refused:
        if refused != clean:
            told = f"\nclean:\n{clean if isinstance(clean, str) else 'builds'}\nreusing:\n{refused or 'builds'}"
            raise Differs(_message(seed, said, told))
        if states != _states(workshop.output):
            raise Differs(_message(seed, said, "a refused build touched the output"))
        return True
    if difference := difference_of(_held(workshop.output), clean):
        raise Differs(_message(seed, said, difference))
    folders = {f"{parent}" for path in clean for parent in Path(path).parents}
    found = {str(file.relative_to(workshop.output)) for file in workshop.output.rglob("*") if file.is_dir()} | {"."}
    if folders != found:
        raise Differs(_message(seed, said, f"folders: {sorted(folders ^ found)}"))
    if said and said[-1] == "nothing: no edit" and workshop.made:
        raise Differs(_message(seed, said, f"made for nothing: {workshop.made}"))
    return False


def difference_of(found, expected):
    """Describe the first files that differ, each with its first differing lines."""
    lines = [f"missing: {path}" for path in sorted(expected.keys() - found.keys())[:5]]
    lines += [f"left over: {path}" for path in sorted(found.keys() - expected.keys())[:5]]
    differing = [path for path in sorted(found.keys() & expected.keys()) if found[path] != expected[path]]
    for path in differing[:3]:
        texts = [data.decode("utf-8", "replace").splitlines() for data in (found[path], expected[path])]
        differ = difflib.unified_diff(*texts, "reusing", "clean", n=0, lineterm="")
        lines += [f"differs: {path}", *(line[:300] for line in itertools.islice(differ, 12))]
    lines += [f"and {len(differing) - 3} others"] if len(differing) > 3 else []
    return "\n".join(lines)


def _message(seed, said, difference):
    edits = "\n".join(f"  {number}. {what}" for number, what in list(enumerate(said, 1))[-12:])
    return f"seed {seed}, after {len(said)} edits, the last of which:\n{edits}\n{difference}"


def _held(folder):
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if not file.is_dir()}
    return {path: file.read_bytes() if not file.is_symlink() else b"link" for path, file in found.items()}


def _states(folder):
    return {
        file: (file.lstat().st_mtime_ns, file.lstat().st_ino)
        for file in folder.rglob("*")
        if file.is_symlink() or file.is_file()
    }


def _put_back(folder, held):
    for path in _held(folder):
        if path not in held:
            (folder / path).unlink()
    for path, data in held.items():
        file = folder / path
        if not file.is_file() or file.read_bytes() != data:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
