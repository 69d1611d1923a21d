"""The parts of the time of a build, read from a profile."""

from types import SimpleNamespace

from bench import parts


def test_a_profile_is_written_of_the_command(tmp_path):
    """The command ``build`` itself ends its process before a profiler can write."""
    file = tmp_path / "site/tooling/commands/last_build.py"
    file.parent.mkdir(parents=True)
    file.write_text("class LastBuild:\n    def __init__(self, root): pass\n    def renew(self): return 0\n", "utf-8")
    ours = SimpleNamespace(folder=tmp_path / "site", variables={"PYTHONSAFEPATH": ""})
    told = dict(parts.of_build(ours))
    assert {"imports", "the rest"} <= told.keys()
