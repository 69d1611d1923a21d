"""The versions of the program, the templates and the theme: which changes give another version."""

import datetime as dt
import os
from dataclasses import replace

import pytest

from plugins.base.identity import IDENTITY
from plugins.source import version


def program():
    """Return the version, computed as in a new process."""
    return version.of_program.__wrapped__()


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with two files."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins/code.py").write_text("one")
    (tmp_path / "places.json").write_text("{}")
    monkeypatch.setattr(version, "ROOT", tmp_path)
    monkeypatch.setattr(
        version, "IDENTITY", replace(IDENTITY, province=replace(IDENTITY.province, places=tmp_path / "places.json"))
    )
    return tmp_path


def test_the_same_program_has_the_same_version(project):
    assert program() == program()
    os.utime(project / "plugins/code.py", (1, 1))
    (project / "plugins/__pycache__").mkdir()
    (project / "plugins/__pycache__/code.pyc").write_bytes(b"x")
    before = program()
    (project / "plugins/__pycache__/code.pyc").write_bytes(b"y")
    assert program() == before


def other_code(project, monkeypatch):
    (project / "plugins/code.py").write_text("two")


def more_code(project, monkeypatch):
    (project / "plugins/more.py").write_text("")


def other_name(project, monkeypatch):
    (project / "plugins/code.py").rename(project / "plugins/other.py")


def other_python(project, monkeypatch):
    monkeypatch.setattr(version.sys, "version", "4.0")


def other_package(project, monkeypatch):
    (project / "jinja2-9.9.dist-info").mkdir()
    monkeypatch.setattr(version.sysconfig, "get_path", lambda name: project)


def other_identity(project, monkeypatch):
    """Replace the identity, as a variable of the environment can."""
    monkeypatch.setattr(version, "IDENTITY", replace(version.IDENTITY, the="l’autre"))


def other_places(project, monkeypatch):
    (project / "places.json").write_text("{ }")


OTHERS = (other_code, more_code, other_name, other_python, other_package, other_identity, other_places)


@pytest.mark.parametrize("change", OTHERS)
def test_another_program_has_another_version(project, monkeypatch, change):
    before = program()
    change(project, monkeypatch)
    assert program() != before


def test_the_pages_are_of_a_theme_with_settings(tmp_path):
    theme = tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "templates/a.html").write_text("one")
    jinja = {"trim_blocks": True, "undefined": object()}
    settings = {
        "JINJA_ENVIRONMENT": jinja,
        "SITENAME": "Essai",
        "DRAFTS": False,
        "BUILD_DATE": dt.date(2026, 11, 23),
        "OBJECT": object(),
    }
    before = version.of_pages(settings, theme)
    assert version.of_pages(dict(reversed(settings.items())), theme) == before
    assert version.of_pages(settings | {"BUILD_DATE": dt.date(2026, 11, 24), "OBJECT": object()}, theme) == before
    assert version.of_pages(settings | {"DRAFTS": True}, theme) != before
    assert version.of_pages(settings | {"JINJA_ENVIRONMENT": {"trim_blocks": False}}, theme) != before
    (theme / "templates/a.html").write_text("two")
    assert version.of_pages(settings, theme) != before


def test_a_template_may_be_a_link(tmp_path):
    theme, elsewhere = tmp_path / "theme", tmp_path / "elsewhere.html"
    theme.mkdir()
    elsewhere.write_text("one")
    (theme / "a.html").symlink_to(elsewhere)
    before = version.of_pages({"JINJA_ENVIRONMENT": {}}, theme)
    elsewhere.write_text("two")
    assert version.of_pages({"JINJA_ENVIRONMENT": {}}, theme) != before
