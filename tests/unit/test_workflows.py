"""The workflows of the forges and the units of systemd: their commands, options, permissions and order are right."""

import configparser
import fnmatch
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

import tasks
from tooling.commands.program import FrenchProgram
from tooling.release import published
from tooling.setup.hosts import CRON

ROOT = Path(__file__).parents[2]


def unit(kind):
    """Return the parsed systemd unit of the nightly publication of a kind, « service » or « timer »."""
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str
    read.read(ROOT / f"deploy/publication.{kind}", "utf-8")
    return read


GITHUB = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
NIGHTLY = yaml.safe_load((ROOT / ".github/workflows/nightly.yml").read_text("utf-8"))
SERVICE, TIMER = (unit(kind) for kind in ("service", "timer"))
HOST_OF_GITHUB = """'s/^hebergeur = "\\(.*\\)"$/host=\\1/p'"""
PROPOSAL = [".ci/report python3 tasks.py publier --essai", "cp -r .cache/publication/site apercu"]
ON = GITHUB[True]  # YAML 1.1 reads « on » as true
STEPS = [step for job in GITHUB["jobs"].values() for step in job["steps"]]
COMMANDS = {
    "github": [line for step in STEPS for line in step.get("run", "").splitlines()],
    "gitlab": [
        line
        for job in GITLAB.values()
        if isinstance(job, dict)
        for step in job.get("script", ())
        for line in step.splitlines()
    ],
}


@pytest.mark.parametrize("forge", COMMANDS)
def test_a_workflow_calls_commands_and_options_that_there_are(forge):
    lines = [line.strip().removeprefix(".ci/report ") for line in COMMANDS[forge]]
    called = [line.split()[2:] for line in lines if line.startswith("python3 tasks.py ")]
    assert ["publier", "--oui", "--en-ligne"] in called  # without it, no published address is remembered
    for name, *options in called:
        options = options[: options.index("--")] if "--" in options else options  # what follows goes to pytest
        known = FrenchProgram.of(tasks.ns)
        known.create_config()
        known.parse_core(["tasks.py", "--list"])
        known.parse_collection()
        assert set(options) <= set(
            known.collection.to_contexts()[list(tasks.ns.tasks).index(tasks.ns[name].name)].flags
        )


def test_the_recipe_of_a_night_on_a_server_calls_commands_and_options_that_there_are(monkeypatch):
    text = (ROOT / "docs/publishing.md").read_text("utf-8")
    (line,) = re.findall(r"`20 0 \* \* \* cd \S+ && python3 (tasks\.py .*?)`", text)
    ran = []
    known = FrenchProgram.of(tasks.ns)
    monkeypatch.setattr(known, "execute", lambda: ran.extend(known.tasks))
    known.run(line.split(), exit=False)
    assert [called.name for called in ran] == ["receive", "publish", "send"]
    assert (ran[1].args["oui"].value, ran[1].args["vers"].value) == (True, "")  # to the target of publication.toml
    assert f"20 0 * * * cd DOSSIER && python3 {line}" == CRON
    assert SERVICE["Service"]["ExecStart"] == f"/usr/bin/python3 {line}"


def test_the_timer_of_the_night_is_what_systemd_understands(tmp_path):
    assert TIMER["Timer"] == {"OnCalendar": "*-*-* 00:20:00 Europe/Brussels", "Persistent": "true"}
    assert TIMER["Install"]["WantedBy"] == "timers.target"
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze manque")
    files = [str(ROOT / f"deploy/publication.{kind}") for kind in ("timer", "service")]
    for words in (["calendar", TIMER["Timer"]["OnCalendar"]], ["--user", "verify", *files]):
        env = {"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
        done = subprocess.run(["systemd-analyze", *words], env=env, capture_output=True, text=True)
        # systemd may also print warnings about other services of this machine.
        told = [line for line in done.stderr.splitlines() if "publication" in line or words[0] == "calendar"]
        assert (done.returncode, told) == (0, []), done.stderr


def test_what_is_put_online_is_what_publish_makes():
    upload = next(step for step in STEPS if step.get("uses", "").startswith("actions/upload-pages-artifact@"))
    assert ROOT / upload["with"]["path"] == tasks.PUBLIC
    kept = ["rapport.txt", f"{tasks.PUBLIC.name}/", published.LIST.as_posix()]
    assert GITLAB["pages"]["artifacts"]["paths"] == kept


def test_a_pull_request_publishes_nothing():
    build = GITHUB["jobs"]["build"]["steps"]
    assert {tuple(step["run"].splitlines()): step.get("if") for step in build if "run" in step} == {
        (f'sed -n {HOST_OF_GITHUB} publication.toml >>"$GITHUB_OUTPUT"',): None,
        tuple(PROPOSAL): "github.event_name == 'pull_request'",
        (".ci/report python3 tasks.py publier --oui --en-ligne",): "github.event_name != 'pull_request'",
    }
    assert GITHUB["jobs"]["deploy"]["if"].startswith("github.event_name != 'pull_request' && ")
    assert "merge_request_event" not in str(GITLAB["pages"])
    assert GITLAB["proposal"]["script"] == PROPOSAL
    assert GITLAB["proposal"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]


def test_a_proposal_gives_its_findings_and_its_site_to_look_at():
    (preview,) = (step for step in GITHUB["jobs"]["build"]["steps"] if step.get("with", {}).get("name") == "apercu")
    assert (preview["with"]["path"], preview["if"]) == ("apercu", "github.event_name == 'pull_request'")
    assert GITLAB["proposal"]["artifacts"]["paths"] == ["rapport.txt", "apercu/"]
    assert GITLAB["content"]["artifacts"]["paths"] == ["rapport.txt"]
    assert {GITLAB[job]["artifacts"]["when"] for job in ("proposal", "content", "pages")} == {"always"}


@pytest.mark.parametrize(
    ("text", "host"), [("", ""), ('# hebergeur = "github"', ""), ('hebergeur = "github"', "github")]
)
def test_nothing_is_deployed_before_somebody_has_chosen_the_host(text, host):
    done = subprocess.run(
        ["bash", "-c", f"sed -n {HOST_OF_GITHUB}"], input=f"[site]\n{text}\n", capture_output=True, text=True
    )
    assert done.stdout == (f"host={host}\n" if host else "")
    assert GITHUB["jobs"]["build"]["outputs"]["host"] == "${{ steps.settings.outputs.host }}"
    assert GITHUB["jobs"]["deploy"]["if"].endswith(" && needs.build.outputs.host == 'github'")


@pytest.mark.parametrize("code", [0, 3])
@pytest.mark.parametrize("host", ["gitlab", "github", ""])
def test_gitlab_deploys_no_site_before_it_was_chosen_and_fails_only_where_the_gate_does(tmp_path, host, code):
    (tmp_path / "publication.toml").write_text(f'[site]\nlance = false\nhebergeur = "{host}"\n', "utf-8")
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/report").write_text(f"#!/bin/sh\nshift 2\necho $* >said\nexit {code}\n", "utf-8")
    (tmp_path / ".ci/report").chmod(0o755)
    shutil.copy(ROOT / ".ci/not-here.html", tmp_path / ".ci")
    (script,) = GITLAB["pages"]["script"]
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=tmp_path)  # as a runner starts it
    assert done.returncode == code
    command = "publier --oui --en-ligne" if host == "gitlab" else "publier --essai"
    assert (tmp_path / "said").read_text("utf-8") == f"{command}\n"
    page = tmp_path / "public/index.html"
    assert page.exists() is (host != "gitlab" and code == 0)
    assert not page.exists() or 'content="noindex"' in page.read_text("utf-8")


@pytest.mark.parametrize("code", [0, 3])
@pytest.mark.parametrize("forge", COMMANDS)
def test_what_a_command_says_stands_where_whoever_proposed_reads_it(tmp_path, forge, code):
    summary = tmp_path / "summary.md"
    env = {"PATH": os.environ["PATH"]} | ({"GITHUB_STEP_SUMMARY": str(summary)} if forge == "github" else {})
    said = f"echo trouvé; echo '/a/ : perdu' >&2; exit {code}"
    done = subprocess.run(
        [ROOT / ".ci/report", "bash", "-c", said], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (code, "trouvé\n/a/ : perdu\n")
    told = summary.read_text("utf-8") if forge == "github" else (tmp_path / "rapport.txt").read_text("utf-8")
    assert "trouvé\n/a/ : perdu\n" in told
    assert [file.name for file in tmp_path.iterdir()] == ["summary.md" if forge == "github" else "rapport.txt"]


def test_the_content_is_checked_at_each_push_whatever_changed():
    wanted = [".ci/report python3 tasks.py verifier", "python3 tasks.py tester -- tests/content"]
    (step,) = (step for step in GITHUB["jobs"]["content"]["steps"] if "run" in step)
    assert step["run"].splitlines() == GITLAB["content"]["script"] == wanted
    assert step["if"] == "github.event_name == 'push' || github.event_name == 'pull_request'"
    assert GITLAB["content"]["rules"] == GITLAB["test"]["rules"]
    assert (ROOT / "tests/content").is_dir()


def git(folder, *command):
    author = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = os.environ | author | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *command], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("changed", "tested"),
    [
        (["content/pages/contact.md"], False),
        (["content/pages/contact.md", "publication/addresses.txt"], False),
        (["content/pages/contact.md", "theme/css/main.css"], True),
        (["tests/content/x.py"], True),
        ([".ci/run"], True),
        ([".github/workflows/publish.yml"], True),
    ],
)
@pytest.mark.parametrize("forge", COMMANDS)
def test_the_tests_run_when_something_else_than_the_content_changed(tmp_path, forge, changed, tested):
    (line,) = (line for line in COMMANDS[forge] if line.endswith(".ci/run"))
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "before")
    for name in changed:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "after")
    for before, expected in (("HEAD^1", tested), ("0" * 40, True)):  # a new branch has no commit before
        run = line.replace("$BEFORE", before).replace(".ci/run", "echo tested")
        assert (git(tmp_path, "-c", f"alias.run=!{run}", "run") == "tested\n") is expected


def test_nothing_goes_online_before_the_tests_that_ran_have_passed():
    assert GITHUB["jobs"]["deploy"]["needs"] == ["build", "content", "test"]
    for name in ("content", "test"):
        assert "if" not in GITHUB["jobs"][name]  # a job that is skipped would skip those that need it
        assert (GITLAB[name]["stage"], GITLAB["pages"]["stage"]) == ("test", "deploy")


def test_the_list_of_published_addresses_goes_back_into_the_repository_once_they_are_public():
    job = GITHUB["jobs"]["remember"]
    assert job["needs"] == "deploy"
    checkout, download, commit = job["steps"]
    assert checkout["with"] == {"ref": "main"}
    assert download["with"]["path"] == "${{ runner.temp }}"
    assert f'.ci/remember "$RUNNER_TEMP/{published.LIST.name}"' in commit["run"]


def test_lists_that_grew_at_the_same_time_are_joined(tmp_path):
    def listed(day, *addresses):
        return f"# Titre\n# Dernier ajout : {day}\n" + "".join(f"{a}\n" for a in addresses)

    origin, other, runner = (tmp_path / name for name in ("origin", "other", "runner"))
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(origin))
    git(tmp_path, "clone", "-q", str(origin), str(other))
    git(other, "checkout", "-q", "-b", "main")
    (other / published.LIST).parent.mkdir()

    def push(text):
        (other / published.LIST).write_text(text, "utf-8", newline="\n")
        git(other, "add", ".")
        git(other, "commit", "-q", "-m", "x")
        git(other, "push", "-q", "origin", "main")

    push(listed("2026-11-23", "/"))
    git(tmp_path, "clone", "-q", str(origin), str(runner))
    push(listed("2026-11-25", "/", "/élan/"))
    (tmp_path / "made.txt").write_text(listed("2026-11-24", "/", "/a/"), "utf-8", newline="\n")
    # Another push comes in before the first one, which is refused.
    (other / published.LIST).write_text(listed("2026-11-25", "/", "/b/", "/élan/"), "utf-8", newline="\n")
    git(other, "commit", "-q", "-a", "-m", "y")
    hook = runner / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nunset GIT_DIR\ngit -C '{other}' push -q origin main\n", "utf-8")
    hook.chmod(0o755)
    git(runner, "-c", f"alias.remember=!{ROOT / '.ci/remember'} {tmp_path / 'made.txt'}", "remember")
    assert git(origin, "show", f"main:{published.LIST.as_posix()}") == listed("2026-11-25", "/", "/a/", "/b/", "/élan/")
    before = git(origin, "rev-parse", "main")
    git(runner, "-c", f"alias.remember=!{ROOT / '.ci/remember'} {tmp_path / 'made.txt'}", "remember")
    assert git(origin, "rev-parse", "main") == before


def test_the_site_is_built_each_night_in_namur():
    ((minute, hour, *rest),) = (entry["cron"].split() for entry in NIGHTLY[True]["schedule"])
    assert (int(minute) in range(60), rest) == (True, ["*", "*", "*"])
    assert int(hour) == 23  # UTC: 0 h in winter, 1 h in summer
    assert NIGHTLY["jobs"]["publish"]["uses"] == "./.github/workflows/publish.yml"
    assert ON["push"] == {"branches": ["main"]}
    assert {"workflow_call", "workflow_dispatch"} < set(ON)


def test_a_schedule_that_the_forge_disables_takes_nothing_else_with_it():
    assert "schedule" not in ON


def test_the_nightly_workflow_permits_what_the_jobs_ask_for():
    wanted = {item for job in GITHUB["jobs"].values() for item in job["permissions"].items()}
    permitted = set(NIGHTLY["jobs"]["publish"]["permissions"].items())
    assert wanted == permitted | {("contents", "read")}  # who may write may read


def test_each_job_is_permitted_what_it_needs_and_no_more_and_one_deployment_runs_at_a_time():
    assert GITHUB["permissions"] == NIGHTLY["permissions"] == {}
    assert {name: job["permissions"] for name, job in GITHUB["jobs"].items()} == {
        "build": {"contents": "read"},
        "content": {"contents": "read"},
        "test": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "remember": {"contents": "write"},
    }
    assert GITHUB["concurrency"]["cancel-in-progress"] is False


def test_every_action_is_one_of_the_forge_pinned_by_digest_with_its_version_told():
    files = [path.read_text("utf-8") for path in (ROOT / ".github/workflows").iterdir()]
    used = [line for text in files for line in re.findall(r"^[ -]*uses: *(.*)$", text, re.MULTILINE)]
    assert NIGHTLY["jobs"]["publish"]["uses"] in used  # the workflow of this repository, at the same commit
    pinned = re.compile(r"(actions/[a-z-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    actions = {line: pinned.fullmatch(line) for line in used if not line.startswith("./")}
    assert len(actions) > 1
    assert all(actions.values())
    assert len(actions) == len({match[1] for match in actions.values()})  # one version of each


def test_only_the_job_that_pushes_keeps_the_key_of_the_repository():
    checkouts = {
        name: step.get("with", {}).get("persist-credentials", True)
        for name, job in GITHUB["jobs"].items()
        for step in job["steps"]
        if step.get("uses", "").startswith("actions/checkout@")
    }
    assert checkouts == {"build": False, "content": False, "test": False, "remember": True}


def test_continuous_integration_without_root_says_what_is_to_be_installed(tmp_path):
    for name in ("bash", "dirname", "python3"):
        (tmp_path / name).symlink_to(shutil.which(name))
    fake = tmp_path / "id"
    fake.write_text("#!/bin/sh\necho 1000\n", "utf-8")
    fake.chmod(0o755)
    # .ci/run also looks into /usr/sbin, so programs there may be found.
    done = subprocess.run([ROOT / ".ci/run"], env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "sudo apt-get install git chromium-headless-shell default-jre-headless npm zbar-tools" in done.stderr
    assert " hunspell-fr" in done.stderr
    packages = done.stderr.split()
    assert len(packages) == len(set(packages))


def test_pytest_looks_into_every_folder_of_tests(pytestconfig):
    """By default, pytest leaves out folders named « build »."""
    tests = ROOT / "tests"
    files = [file.relative_to(tests) for file in tests.rglob("test_*.py") if "node_modules" not in file.parts]
    folders = {part for file in files for part in file.parts[:-1]}
    assert [name for name in pytestconfig.getini("norecursedirs") if fnmatch.filter(folders, name)] == []
