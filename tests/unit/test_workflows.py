"""The workflows of the forges: they read as YAML, and call commands and options that there are."""

import re
from pathlib import Path

import pytest
import yaml

import tasks
from tooling import published
from tooling.program import FrenchProgram

ROOT = Path(__file__).parents[2]
GITHUB = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
ON = GITHUB[True]  # YAML 1.1 reads « on » as true
STEPS = [step for job in GITHUB["jobs"].values() for step in job["steps"]]
COMMANDS = {
    "github": [step["run"] for step in STEPS if "run" in step],
    "gitlab": [line for job in GITLAB.values() if isinstance(job, dict) for line in job.get("script", ())],
}


@pytest.mark.parametrize("forge", COMMANDS)
def test_a_workflow_calls_commands_and_options_that_there_are(forge):
    called = [line.split()[2:] for line in COMMANDS[forge] if line.startswith("python3 tasks.py ")]
    assert ["publier", "--oui"] in called
    for name, *options in called:
        known = FrenchProgram.of(tasks.ns)
        known.create_config()
        known.parse_core(["tasks.py", "--list"])
        known.parse_collection()
        assert set(options) <= set(
            known.collection.to_contexts()[list(tasks.ns.tasks).index(tasks.ns[name].name)].flags
        )


def test_what_is_put_online_is_what_publish_makes():
    upload = next(step for step in STEPS if step.get("uses", "").startswith("actions/upload-pages-artifact@"))
    assert ROOT / upload["with"]["path"] == tasks.PUBLIC
    assert GITLAB["pages"]["artifacts"]["paths"] == [tasks.PUBLIC.name, published.LIST.as_posix()]


def test_a_pull_request_publishes_nothing():
    build = GITHUB["jobs"]["build"]["steps"]
    assert {step["run"]: step.get("if") for step in build if "run" in step} == {
        "python3 tasks.py publier --essai": "github.event_name == 'pull_request'",
        "python3 tasks.py publier --oui": "github.event_name != 'pull_request'",
    }
    assert GITHUB["jobs"]["deploy"]["if"].startswith("github.event_name != 'pull_request' && ")
    assert "merge_request_event" not in str(GITLAB["pages"])
    assert GITLAB["check"]["script"] == ["python3 tasks.py publier --essai"]


def test_the_list_of_published_addresses_goes_back_into_the_repository_once_they_are_public():
    job = GITHUB["jobs"]["remember"]
    assert job["needs"] == "deploy"
    (commit,) = (step["run"] for step in job["steps"] if "run" in step)
    assert f'git commit -m "Adresses publiées" {published.LIST.as_posix()}' in commit


def test_the_site_is_built_each_night_in_namur():
    ((minute, hour, *rest),) = (entry["cron"].split() for entry in ON["schedule"])
    assert (int(minute) in range(60), rest) == (True, ["*", "*", "*"])
    assert int(hour) == 23  # UTC: 0 h in winter, 1 h in summer
    assert ON["push"] == {"branches": ["main"]}


def test_no_more_is_permitted_than_needed_and_one_deployment_runs_at_a_time():
    assert GITHUB["permissions"] == {"contents": "read"}
    assert GITHUB["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert GITHUB["concurrency"]["cancel-in-progress"] is False


def test_every_action_is_one_of_the_forge_at_a_major_version():
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", each) for each in used)
