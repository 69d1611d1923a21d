"""A cache of compiled Jinja templates for all processes of a test run, since compiling takes half of a small build."""

import atexit
import hashlib
import os
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

VARIABLE = "COMPILED_TEMPLATES"


@cache
def folder():
    """The folder with the compiled templates, shared with child processes; the process that made it removes it."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = tempfile.mkdtemp(prefix="compiled-templates-")
        atexit.register(shutil.rmtree, os.environ[VARIABLE])
    return Path(os.environ[VARIABLE])


def compile_once_in(project):
    """Change the settings of a copy of the project, so that its builds share the compiled templates."""
    (project / "tests").symlink_to(Path(__file__).parent, target_is_directory=True)
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("from tests.compiled_templates import compiled_once\ncompiled_once(globals())\n")


def in_two_languages(project):
    """Let a copy of the project make its site in French and English only; further languages are made like English."""
    identity = project / "identity.toml"
    text = identity.read_text("utf-8")
    identity.write_text(re.sub(r"^languages = .*", 'languages = ["fr", "en"]', text, flags=re.MULTILINE), "utf-8")


class CompiledTemplates(FileSystemBytecodeCache):
    """A bytecode cache keyed by the name and text of a template, not its path, so that copies of the theme share it.

    Each process reads a compiled template from the disk once.
    """

    def __init__(self, place):
        super().__init__(place)
        self.read = {}

    def get_bucket(self, environment, name, filename, source):
        key = self.get_source_checksum(f"{name}\n{source}")
        if key not in self.read:
            bucket = Bucket(environment, key, self.get_source_checksum(source))
            self.load_bytecode(bucket)
            if not bucket.code:
                return bucket
            self.read[key] = bucket
        return self.read[key]


_kept_in = cache(CompiledTemplates)


def kept_for(options, language="fr"):
    """Return the cache of the templates that are compiled with these options of Jinja.

    Jinja evaluates constants while it compiles, in the first language, so that each ``language`` has its own cache.
    """
    told = {"language": language} | {name: value for name, value in options.items() if name != "loader"}
    made_by = repr(sorted((name, repr(value)) for name, value in told.items()))
    place = folder() / hashlib.sha256(made_by.encode()).hexdigest()
    place.mkdir(exist_ok=True)
    return _kept_in(str(place))


def compiled_once(settings):
    """Change Pelican's ``settings`` so that builds use the cache of compiled templates; return them."""
    options = settings["JINJA_ENVIRONMENT"]
    settings["JINJA_ENVIRONMENT"] = options | {"bytecode_cache": kept_for(options, settings["LANGUAGES"][0])}
    return settings
