"""The templates as Jinja compiles them, kept for all processes of a run: compiling takes half of a small build."""

import atexit
import hashlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

VARIABLE = "COMPILED_TEMPLATES"


@cache
def folder():
    """The folder of this process and of those that it starts; whoever made it removes it."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = tempfile.mkdtemp(prefix="compiled-templates-")
        atexit.register(shutil.rmtree, os.environ[VARIABLE])
    return Path(os.environ[VARIABLE])


def compile_once_in(project):
    """Let the builds of a copy of the project compile its templates once: they take half of a small build."""
    (project / "tests").symlink_to(Path(__file__).parent, target_is_directory=True)
    with (project / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("from tests.compiled_templates import compiled_once\ncompiled_once(globals())\n")


class CompiledTemplates(FileSystemBytecodeCache):
    """Knows a template by its text, in whatever copy of the theme it stands."""

    def get_bucket(self, environment, name, filename, source):
        bucket = Bucket(environment, self.get_source_checksum(f"{name}\n{source}"), self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket


def compiled_once(settings):
    """Settings whose templates are compiled once: to what, follows from their text, the languages, Jinja's options."""
    options = settings["JINJA_ENVIRONMENT"]
    told = {"languages": settings["LANGUAGES"], "base": settings["SITEURL"]} | options
    made_by = repr(sorted((name, repr(value)) for name, value in told.items()))
    place = folder() / hashlib.sha256(made_by.encode()).hexdigest()
    place.mkdir(exist_ok=True)
    settings["JINJA_ENVIRONMENT"] = options | {"bytecode_cache": CompiledTemplates(str(place))}
    return settings
