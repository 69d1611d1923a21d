"""A clone for tests: git without what the person at the keyboard has set."""

import os
import subprocess


def git(folder, *command, **environment):
    """What git prints; ``environment`` adds to its own, a date for instance."""
    author = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = own | author | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | environment
    done = subprocess.run(
        ["git", "-c", "maintenance.auto=false", *command],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit(folder, day="2026-11-20", **texts):
    """Save the files of those names, a double underscore for a slash, at noon of that day; the commit."""
    for name, text in texts.items():
        file = folder / f"{name.replace('__', '/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    git(folder, "add", "--all")
    moment = f"{day}T12:00:00+01:00"
    dated = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    git(folder, "commit", "-q", "--allow-empty", "-m", "x", **dated)
    branch = (folder / ".git/HEAD").read_text("utf-8").removeprefix("ref: ").strip()
    return (folder / ".git" / branch).read_text("utf-8").strip()


def repository(folder):
    """A new one, without a commit."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "--template=", "-b", "main")
    return folder
