"""The steps of the forges' workflows, run one after the other in a clean clone with an empty environment."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.release.repository import git
from tests.unit.test_workflows import GITHUB, GITLAB, ROOT

pytestmark = pytest.mark.endurance
FORGES = {"github": ("push", "pull_request"), "gitlab": ("push", "merge_request_event")}


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone of what is committed here, whose last commit changed the content alone; its packages are installed."""
    folder = tmp_path_factory.mktemp("clone")
    git(folder, "clone", "-q", "--bare", str(ROOT), "remote.git")
    git(folder, "clone", "-q", "remote.git", "work")
    root = folder / "work"
    git(root, "checkout", "-q", "-B", "main")
    known = root / "content/mots-connus.txt"
    known.write_text(f"{known.read_text('utf-8')}xyzzy\n", "utf-8")
    git(root, "commit", "-qam", "x")
    git(root, "push", "-q", "origin", "main")
    shutil.copytree(ROOT / ".venv", root / ".venv", symlinks=True, copy_function=os.link)
    return root


def holds(condition, event, host):
    """Whether an expression of GitHub's is true: comparisons joined by && and ||, as the workflow has them."""
    known = {"github.event_name": event, "github.ref": "refs/heads/main", "needs.build.outputs.host": host}
    for name, value in known.items():
        condition = condition.replace(name, f"'{value}'")
    assert re.fullmatch(r"('[\w/]*'|[=!]=|&&|\|\||\s)+", condition), condition
    return eval(condition.replace("&&", "and").replace("||", "or"), {})


def steps_of(forge, event):
    """The scripts of each job that runs at an event, by the name of the job."""
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
    """Runs a script as a runner does, the same one of two forges once; what it wrote where the forge reads it."""
    home = tmp_path_factory.mktemp("home")
    done = {}

    def ran(forge, script):
        if script in done:
            return done[script]
        shutil.rmtree(clone / "public", ignore_errors=True)
        shutil.rmtree(clone / "apercu", ignore_errors=True)
        summary, output = home / "summary.md", home / "output"
        env = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(home), "CI": "true"}
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
