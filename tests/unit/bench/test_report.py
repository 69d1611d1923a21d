"""The tables that the benchmark prints."""

import cProfile
import importlib.util

import pytest

from bench import __main__ as program
from bench import corpus, parts, report
from bench.measuring import Failed, Run, run
from bench.tools import ROOT, Tool


def test_the_medians_and_the_ratios_of_each_round():
    """Ratios are taken within a round: the second round is slow for both tools, so its ratio stays the same."""
    ours = [Run(1.0, 1.0, 90.4), Run(8.0, 2.0, 91), Run(2.0, 3.0, 95)]
    its = [Run(2.0, 4.0, 50), Run(16.0, 4.0, 50), Run(1.0, 4.0, 50)]
    assert report.time_table({"one edit": {"this project": ours, "Hugo": its}}).splitlines() == [
        "|  |  | wall, s | CPU, s | memory, MiB | wall, ours ÷ its | CPU, ours ÷ its |",
        "| --- | --- | --: | --: | --: | --: | --: |",
        "| one edit | this project | 2.00 | 2.00 | 91 |  |  |",
        "|  | Hugo | 2.00 | 4.00 | 50 | 0.50 | 0.50 |",
    ]


def test_the_pages_are_counted_by_what_they_are(content):
    page = "x" * 1500
    folder = content(
        {
            "index.html": page,
            "sitemap.xml": page,
            "actualites/index.html": page,
            "actualites/2021/index.html": page,
            "actualites/2021/une/index.html": page,
            "actualites/2021/deux/index.html": page * 2,
        }
    )
    made = report.output(folder, ["/actualites/2021/une/", "/actualites/2021/deux/", "/actualites/2021/absente/"])
    assert made == report.Output(items=2, lists=2, others=1, files=1, megabytes=0.0105, item_bytes=3000)
    assert report.output_table({"Hugo": made}).splitlines()[2] == "| Hugo | 2 | 2 | 1 | 1 | 0.0 | 3.0 |"


def test_a_generator_that_made_no_item_is_told_too(tmp_path):
    assert report.output(tmp_path, ["/actualites/2021/une/"]) == report.Output(0, 0, 0, 0, 0, 0)


def test_only_the_largest_parts_are_told():
    rows = report.parts_table([("pages", 0.6), ("load", 0.3), ("write", 0.1)], most=2).splitlines()
    assert rows[2:] == ["| pages | 60 |", "| load | 30 |"]


def test_the_parts_are_what_the_build_does_one_after_the_other(content):
    code = "def pages(): return sum(range(9))\ndef inner(): pages()\ndef files_of(): pages(); inner()\n"
    folder = content({"plugins/build/files.py": code, "elsewhere.py": "def add(): other()\ndef other(): pass\n"})
    profile = cProfile.Profile()
    for path, name in (("plugins/build/files.py", "files_of"), ("elsewhere.py", "add")):
        spec = importlib.util.spec_from_file_location("looked_at", folder / path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        profile.runcall(getattr(module, name))
    profile.dump_stats(folder / "profile")
    shares = dict(parts.parts_of(folder / "profile"))
    assert {"pages", "inner", "imports", "the rest"} <= shares.keys()
    assert shares["other"] == 0
    assert sum(shares.values()) == pytest.approx(1)


def test_the_steps_of_a_build_have_these_names():
    """``STEPS`` names functions of the build; a renamed function would silently disappear from the parts."""
    sources = "".join(file.read_text("utf-8") for file in (ROOT / "plugins/build").glob("*.py"))
    assert [step for step in sorted(parts.STEPS) if f"def {step}(" not in sources] == []


class Copying(Tool):
    """A generator whose output is a copy of its sources."""

    name = "copying"
    version = "1"
    command = ("sh", "-c", "mkdir -p output; echo; cat actualites/*.md > output/all")

    def lay(self):
        pass

    def source(self, text):
        return self.folder / text.path

    def front_matter(self, text):
        return ""


@pytest.fixture
def copying(tmp_path):
    tool = Copying(tmp_path)
    tool.fill(corpus.item(number, 3) for number in range(3))
    return tool


def test_a_command_that_fails_tells_what_it_printed(tmp_path):
    with pytest.raises(Failed, match=r"ended with 3:\n.*no such page"):
        run(("sh", "-c", "echo no such page >&2; exit 3"), tmp_path, {}, tmp_path / "log")


def test_a_command_has_its_folder_and_its_variables(tmp_path):
    (tmp_path / "folder").mkdir()
    run(("sh", "-c", "echo $DAY > here"), tmp_path / "folder", {"DAY": "today"}, tmp_path / "log")
    assert (tmp_path / "folder/here").read_text() == "today\n"


def test_a_cold_run_finds_nothing_of_the_one_before(copying, tmp_path):
    run(copying.command, copying.folder, {}, tmp_path / "log")
    program.prepare(program.UNCHANGED, copying, 3, 0)
    assert (copying.output / "all").exists()
    program.prepare(program.KEPT, copying, 3, 0)
    assert not copying.output.exists()


def test_each_round_edits_the_same_item_with_another_word(copying):
    texts = set()
    for number in range(3):
        program.prepare(program.EDIT, copying, 3, number)
        texts.add(copying.source(corpus.item(1, 3)).read_text("utf-8"))
    assert len(texts) == 3
    assert all(len(text.split()) == len(corpus.item(1, 3).body.split()) + 1 for text in texts)


def test_an_edit_that_does_not_show_is_no_measure(copying):
    page = copying.output / corpus.item(1, 3).address[1:] / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(program.new_word(0), "utf-8")
    program.check_edit(copying, 3, 0)
    with pytest.raises(Failed, match="the edit does not show"):
        program.check_edit(copying, 3, 1)


def test_the_generators_run_in_turn(tmp_path, monkeypatch):
    class Drawing(Copying):
        name = "drawing"
        made_files = (tmp_path / "cards",)

    order = []
    monkeypatch.setattr(program, "run", lambda command, folder, *_: order.append(folder.name) or Run(1, 1, 1))
    monkeypatch.setattr(program, "check_edit", lambda *_: None)
    made, runs = program.compared([Drawing(tmp_path), Copying(tmp_path)], 3, rounds=2, drawn=1)
    assert order == ["drawing", *["drawing", "copying"] * 3, *["drawing", "copying"] * 3]
    assert made.keys() == {"drawing", "copying"}
    assert {measure: [len(its) for its in both.values()] for measure, both in runs.items()} == {
        program.DRAWN: [1, 1],
        program.KEPT: [2, 2],
        program.UNCHANGED: [2, 2],
        program.EDIT: [2, 2],
    }
