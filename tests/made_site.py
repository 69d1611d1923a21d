"""Makes the files of a site in the process of the tests; built_site.py makes whole builds."""

import contextlib
import datetime as dt
import os
from functools import cache
from unittest import mock

from pelican.settings import read_settings

from plugins.build import generator
from plugins.build.files import files_of
from plugins.build.generator import SiteGenerator
from plugins.languages import catalogue
from plugins.pages import nearby
from plugins.places import communes
from tests.built_site import BUILD_DATE, ROOT, Built
from tests.compiled_templates import compiled_once


@cache
def _catalogue_of(path, code, data):
    return catalogue.read_catalogue(path, code)


def read_catalogue(path, code):
    """The translations of a language; a file with the same bytes is read only once, since that takes a fifth of a small
    build."""
    return _catalogue_of(path, code, path.read_bytes() if path.is_file() else None)


generator.read_catalogue = read_catalogue


@contextlib.contextmanager
def few_communes():
    """Make the pages of four communes only, since those of all communes are alike."""
    with mock.patch.object(nearby, "communes", return_value=communes()[:4]):
        yield


@contextlib.contextmanager
def on_one_core():
    """Do not fork: for these small sites, a fork of a process of the tests costs more time than it saves."""
    with mock.patch.object(os, "sched_getaffinity", return_value={0}, create=True):
        yield


def generator_of(content, settings="pelicanconf.py", date=BUILD_DATE, **changed):
    """The generator of a site, once it has read the content, with some settings ``changed``."""
    override = {"PATH": str(content), "BUILD_DATE": dt.date.fromisoformat(date), **changed}
    values = compiled_once(read_settings(str(ROOT / settings), override=override))
    generator = SiteGenerator(values.copy(), values, values["PATH"], values["THEME"], values["OUTPUT_PATH"])
    generator.generate_context()
    return generator


def files_made(content, settings="pelicanconf.py", date=BUILD_DATE, **changed):
    """The bytes of every file of a site, by path, with some settings ``changed``: four times faster than a build.

    Raises ContentMistakes.
    """
    with on_one_core():
        generator = generator_of(content, settings, date, **changed)
        return {path: file.read() for path, file in files_of(generator.sites).items()}


def site_made(content, output, settings="pelicanconf.py"):
    """Make a site in this process with the pages of few communes, write it into ``output``, and return it as ``Built``.

    It is in French and English only, since further languages are made like English.
    """
    with few_communes():
        files = files_made(content, settings, LANGUAGES=("fr", "en"))
    for path, data in files.items():
        file = output / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return Built(output)
