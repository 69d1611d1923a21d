"""Git repositories for tests, without the settings of whoever runs them."""

import os
import subprocess


def git(folder, *command, **environment):
    """Run git in a folder, with more variables such as dates in its environment; return what it prints."""
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
    """Write Markdown files and commit them, dated at noon of a day; return the id of the commit.

    The keyword of a text is its path without ``.md``, with ``__`` for each slash.
    """
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
    """Make a new repository without a commit, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "--template=", "-b", "main")
    return folder
