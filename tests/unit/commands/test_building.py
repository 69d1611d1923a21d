"""A build: its day, its outcome and its exit codes."""

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import date

import pelican  # noqa: F401 - imported once here, not again in each fork of this process
import pytest

from tests.tables import each_row
from tooling.commands import building
from tooling.commands.build_date import BuildDateMistake, build_date

SETTINGS = """
SITENAME = "Essai"
TIMEZONE = "Europe/Brussels"
PLUGINS = {plugins}
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
"""
PLUGIN = """
import os, sys
from pelican import signals

class Deliberate(Exception):
    exitcode = 4

def act(generator):
    {action}

def register():
    signals.page_generator_finalized.connect(act)
"""


BUILD = """
import sys
from pathlib import Path
from tooling.commands.building import build

settings, output = map(Path, sys.argv[1:])
sys.path.insert(0, str(settings.parent))
sys.exit(build(settings, output))
"""


class Site:
    """A site of one page; ``temporary`` is the folder for temporary files, which its builds leave empty."""

    def __init__(self, root):
        self.root, self.output, self.temporary = root, root / "output", root / "temporary"
        self.temporary.mkdir()
        (root / "content/pages").mkdir(parents=True)
        (root / "content/pages/essai.md").write_text("Title: Été\n\nBonjour\n", encoding="utf-8")
        self.act(None)

    def act(self, action):
        plugins = ["acting"] if action else []
        (self.root / "pelicanconf.py").write_text(SETTINGS.format(plugins=plugins), encoding="utf-8")
        (self.root / "acting.py").write_text(PLUGIN.format(action=action), encoding="utf-8")

    def started(self):
        """Build in a new process."""
        command = [sys.executable, "-X", "utf8", "-c", BUILD, self.root / "pelicanconf.py", self.output]
        environment = os.environ | {"BUILD_DATE": "", "TMPDIR": str(self.temporary)}
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)

    def __call__(self, action=None, date=""):
        """Build in a fork of this process, which has imported Pelican already."""
        self.act(action)
        with (self.root / "out").open("w+") as out, (self.root / "err").open("w+") as err:
            copy = os.fork()
            if not copy:
                code = "the test is at fault"
                try:
                    logging.getLogger().handlers.clear()  # the handlers of pytest
                    os.environ["BUILD_DATE"] = date
                    tempfile.tempdir = str(self.temporary)
                    sys.path.insert(0, str(self.root))
                    sys.stdout, sys.stderr = out, err
                    code = building.build(self.root / "pelicanconf.py", self.output)
                finally:
                    out.flush()
                    err.flush()
                    os._exit(code)
            code = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess((), code, out.read(), err.read())


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path)
    yield site
    assert list(site.temporary.iterdir()) == []


def test_a_build_ends_with_one_french_line(site):
    site.act("generator.settings['TELL_WRITTEN']({'pages/ete.html': (), 'a.css': ()})")
    done = site.started()
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"Le site est prêt dans output : 1 page en \d+,\d s\.\n", done.stdout)
    assert (site.output / "pages/ete.html").exists()


def test_the_day_of_the_build_is_passed_on(site):
    assert site("sys.exit(os.environ['BUILD_DATE'])", "2026-11-23").stderr == "2026-11-23\n"


def test_a_build_without_a_given_day_has_one_all_the_same(site):
    assert date.fromisoformat(site("sys.exit(os.environ['BUILD_DATE'])").stderr.strip())


@pytest.mark.parametrize(
    ("action", "code", "said"),
    [
        ("sys.exit(1)", 1, ""),
        ("sys.exit(5)", 5, ""),
        ("sys.exit('content/a.md:2: titre manquant')", 1, "content/a.md:2: titre manquant\n"),
        ("raise Deliberate('content/a.md:2: titre manquant')", 4, "content/a.md:2: titre manquant\n"),
        ("raise KeyboardInterrupt", 130, ""),
    ],
)
def test_an_end_on_purpose_gives_its_code_and_no_traceback(site, action, code, said):
    done = site(action)
    assert (done.returncode, done.stderr) == (code, said)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows kills otherwise")
def test_what_a_killed_build_leaves_goes_with_the_next_one(site):
    site("import tempfile; tempfile.mkdtemp(); os.kill(os.getpid(), 9)")
    assert len(list(site.temporary.iterdir())) == 1
    site()


def test_what_pelican_only_warns_of_ends_the_build(site):
    done = site("import logging; logging.getLogger('pelican.x').warning('odd %s', 'thing')")
    assert done.returncode == 1
    assert done.stderr == "Pelican signale : odd thing\nLe site n’a pas été refait.\n"


def test_a_fault_of_the_program_is_told_as_such(site):
    done = site("raise ZeroDivisionError('x')")
    assert done.returncode == 1
    assert done.stderr.startswith("Le programme du site a rencontré une erreur inattendue : ce n’est pas votre faute.")
    assert "ZeroDivisionError: x" in done.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            lambda root: OSError(30, "x", f"{root}/output"),
            "output : ce disque est en lecture seule → copiez le projet dans",
        ),
        (lambda _: OSError(28, "x"), "Le disque est plein → libérez de la place, puis recommencez."),
        (
            lambda _: FileNotFoundError(2, "x", "images/a.jpg"),
            "images/a.jpg : ce dossier ou ce fichier n’est plus à sa place",
        ),
        (
            lambda _: OSError(5, "x", b"/autre/a\x1bb"),
            "/autre/a?b : le système refuse ce fichier ou ce dossier (EIO) →",
        ),
        (
            lambda _: shutil.Error([("a.html", "b", "English")]),
            "a.html : le système refuse ce fichier ou ce dossier (copie) →",
        ),
        (lambda _: shutil.Error("English"), "Le système refuse ce fichier ou ce dossier (copie) →"),
    ],
)
def test_what_the_system_refuses_is_a_french_sentence(tmp_path, capsys, error, said):
    assert building.report_failure(error(tmp_path), tmp_path) == 1
    out, err = capsys.readouterr()
    assert (out, err.startswith(said), err.count("\n")) == ("", True, 1)


def test_a_build_that_the_system_refuses_ends_with_that_sentence(site):
    done = site(f"raise PermissionError(13, 'x', '{site.output.as_posix()}/a.html')")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("output/a.html : l’accès est refusé, parce que")
    assert done.stderr.count("\n") == 1


def test_a_content_that_is_not_there_is_a_french_sentence(site):
    (site.root / "content").rename(site.root / "contenu")
    said = "content : ce dossier ou ce fichier n’est plus à sa place → remettez-le là, sous ce nom.\n"
    done = site()
    assert (done.returncode, done.stderr) == (1, said)


def test_a_wrong_build_date_is_told_in_french(site):
    done = site(date="23/11/2026")
    assert done.returncode == 1
    assert done.stderr == (
        "BUILD_DATE : « 23/11/2026 » n’est pas une date → écrivez année-mois-jour, par exemple 2026-11-23.\n"
    )


@each_row("text", ["2026-02-30", "20261123", "2026-W48-1", "2026-1-2", "hier", "２０２６-11-23"])
def test_only_a_real_day_in_one_form_is_a_build_date(text):
    with pytest.raises(BuildDateMistake):
        build_date({"BUILD_DATE": text})


def test_a_worker_that_is_told_nothing_builds_nothing(site):
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tooling.preview.worker",
            *(str(site.root / name) for name in ("pelicanconf.py", "output", "kept")),
        ],
        input="",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not site.output.exists()
