"""The steps of the workflows and the command line of the nightly publication, run in clean clones with an almost empty
environment."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.base import identity
from tests.compiled_templates import in_two_languages
from tests.serving.loopback import MISSING, loopback
from tests.unit.release.repository import git
from tests.unit.test_workflows import GITHUB, GITLAB, ROOT, SERVICE
from tooling.setup.hosts import CRON

pytestmark = pytest.mark.endurance
FORGES = {"github": ("push", "pull_request"), "gitlab": ("push", "merge_request_event")}
IN_ALL_LANGUAGES = ".ci/report python3 tasks.py publier --oui --en-ligne"
"""The step that publishes the whole site, in all languages; the other steps run with two."""


def clean_clone(folder, kept=ROOT):
    """Clone the last commit of this repository, in two languages, with a remote of its own; return the working tree.

    It has the packages and the caches of ``kept``, as the forges and the server keep them.
    """
    git(folder, "clone", "-q", "--bare", str(ROOT), "remote.git")
    git(folder, "clone", "-q", "remote.git", "work")
    root = folder / "work"
    git(root, "checkout", "-q", "-B", "main")
    for name in (".venv", ".cache/made", ".cache/mypy"):
        if (kept / name).exists():
            (root / name).parent.mkdir(exist_ok=True)
            subprocess.run(["cp", "-rl", kept / name, root / name], check=True)
    in_two_languages(root)
    send(root)
    return root


def send(root):
    """Commit and push what changed."""
    git(root, "commit", "-qam", "x")
    git(root, "push", "-q", "-u", "origin", "main")


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clean clone whose last commit changed the content alone."""
    root = clean_clone(tmp_path_factory.mktemp("clone"))
    with (root / "content/mots-connus.txt").open("a", encoding="utf-8") as words:
        words.write("xyzzy\n")
    send(root)
    return root


def holds(condition, event, host):
    """Evaluate a condition of GitHub's workflow syntax: comparisons joined by && and ||."""
    known = {"github.event_name": event, "github.ref": "refs/heads/main", "needs.build.outputs.host": host}
    for name, value in known.items():
        condition = condition.replace(name, f"'{value}'")
    assert re.fullmatch(r"('[\w/]*'|[=!]=|&&|\|\||\s)+", condition), condition
    return eval(condition.replace("&&", "and").replace("||", "or"), {})


def steps_of(forge, event):
    """Yield the name and the scripts of each job that a workflow runs at an event."""
    if forge == "github":
        ran = set[str]()
        for name, job in GITHUB["jobs"].items():
            needed = job.get("needs", [])
            needed = {needed} if isinstance(needed, str) else set(needed)
            if needed <= ran and holds(job.get("if", "'x' == 'x'"), event, ""):
                ran.add(name)
                wanted = [step for step in job["steps"] if holds(step.get("if", "'x' == 'x'"), event, "")]
                yield name, [step["run"].strip() for step in wanted if "run" in step]
        return
    for name, job in GITLAB.items():
        rules = [rule["if"] for rule in job["rules"]] if isinstance(job, dict) and "script" in job else []
        if any(event in rule or ("COMMIT_BRANCH" in rule and event == "push") for rule in rules):
            yield name, ["\n".join(job["script"])]


@pytest.fixture(scope="module")
def run(clone, tmp_path_factory):
    """A function that runs a script as the runner of a forge does, and returns the report that it wrote.

    A script that both forges have runs once.
    """
    home = tmp_path_factory.mktemp("home")
    done = {}

    def ran(forge, script):
        if script in done:
            return done[script]
        shutil.rmtree(clone / "public", ignore_errors=True)
        shutil.rmtree(clone / "apercu", ignore_errors=True)
        summary, output = home / "summary.md", home / "output"
        env = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(home), "CI": "true"}
        env["PYTEST_ADDOPTS"] = "-k the_list_has_every_sort"  # all tests of the content are in this suite already
        if script == IN_ALL_LANGUAGES:
            env[identity.VARIABLE] = str(ROOT / "identity.toml")
        if forge == "github":
            env |= {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output), "BEFORE": "HEAD^1"}
            env |= {"GITHUB_WORKSPACE": str(clone), "RUNNER_TEMP": str(home)}
        else:
            env |= {"CI_COMMIT_BEFORE_SHA": "HEAD^1"}
        made = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script], cwd=clone, env=env, capture_output=True, text=True
        )
        assert made.returncode == 0, made.stdout + made.stderr
        report = summary if forge == "github" else clone / "rapport.txt"
        said = report.read_text("utf-8") if report.exists() else ""
        report.unlink(missing_ok=True)
        done[script] = said
        return said

    return ran


@pytest.mark.parametrize(("forge", "event"), [(forge, event) for forge, events in FORGES.items() for event in events])
def test_every_step_of_the_first_day_passes_and_says_in_french_what_it_found(run, clone, forge, event):
    assert IN_ALL_LANGUAGES in [script for _, scripts in steps_of("github", "push") for script in scripts]
    said = {}
    for job, scripts in steps_of(forge, event):
        said[job] = "".join(run(forge, script) for script in scripts)
    wanted = {"content", "test"} | {"github": {"build"}, "gitlab": {"pages" if event == "push" else "proposal"}}[forge]
    assert set(said) == wanted
    told = said.pop("test")
    assert told == ""
    assert all("Avant la mise en ligne" in each for each in said.values()), said
    assert not re.search(r"Traceback|error|warning", "".join(said.values()), re.IGNORECASE)
    assert git(clone, "status", "--porcelain", "publication") == ""


@pytest.mark.skipif(not os.environ.get("CI") and bool(MISSING), reason=f"pas sur cette machine : {', '.join(MISSING)}")
def test_the_line_of_the_night_receives_and_publishes_with_what_cron_and_systemd_give(clone, tmp_path):
    night = clean_clone(tmp_path, clone)
    git(tmp_path, "clone", "-q", "-b", "main", "remote.git", "officer")
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LOGNAME": "robot", "SHELL": "/bin/sh"}
    with loopback(tmp_path / "server") as server:
        settings = f'[site]\nlance = false\nhebergeur = "serveur"\n\n{server.toml.read_text("utf-8")}'
        (tmp_path / "officer/publication.toml").write_text(settings, "utf-8")
        send(tmp_path / "officer")
        line = CRON.split(maxsplit=5)[5].replace("DOSSIER", str(night))
        for command, said in (
            (line, "C’est publié"),
            (SERVICE["Service"]["ExecStart"], "Rien n’a changé : le serveur"),
        ):
            done = subprocess.run(["/bin/sh", "-c", command], cwd=night, env=env, capture_output=True, text=True)
            assert (done.returncode, said in done.stdout) == (0, True), done.stdout + done.stderr
        assert (server.site / "current/index.html").is_file()
    assert git(night, "status", "--porcelain") == ""
