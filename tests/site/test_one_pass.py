"""A publication reads the content and each page once, and gives the same site with and without its cache."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.built_site import BUILD_DATE, ROOT
from tests.compiled_templates import compile_once_in, in_two_languages

# Prints what `SitePublication` finds, and how often contents and pages were read for it.
PUBLISH = """
import json, sys
from collections import Counter
from pathlib import Path
import brotli
from plugins.pages import nearby
from plugins.places import communes
from plugins.source.loading import Loader
from tooling.hosting import precompression
from tooling.release import built_pages, nu_checker
from tooling.release import release as releases
count = Counter()
def counted(holder, name):
    real = getattr(holder, name)
    def call(*given, **named):
        count[name] += 1
        return real(*given, **named)
    setattr(holder, name, call)
counted(Loader, "load")
counted(releases, "read_page")
nearby.communes = lambda: communes()[:4]  # all their pages are alike
releases.on_all_cores = map  # a copy of this process would count for itself
nu_checker.is_installed = lambda: False
precompression.ENCODINGS |= {".br": (lambda data: brotli.compress(data, quality=4), brotli.decompress)}
from tooling.release.site_publication import SitePublication
steps = SitePublication(Path("publishconf.py"), Path(sys.argv[1])).steps
assert steps.build(Path("site").resolve()) == 0
found = steps.check(Path("site").resolve())
# Compressed quicker, a page may be too heavy, and is not as it is published (tests/site/test_release.py).
print(json.dumps({"count": count, "found": [str(each) for each in found if " Ko au lieu de " not in each.what]}))
"""


@pytest.fixture(scope="module")
def project(few_texts, tmp_path_factory):
    """A project in which the numbers of the organisation are known, so that it may be published."""
    root = tmp_path_factory.mktemp("project")
    for name in ("pelicanconf.py", "publishconf.py", "identity.toml"):
        shutil.copy(ROOT / name, root)
    compile_once_in(root)
    in_two_languages(root)
    for name in ("plugins", "tooling", "theme"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(few_texts, root / "content")
    (root / "publication").mkdir()
    organisation = root / "content/organisation/maison.md"
    organisation.write_text(re.sub(": à compléter$", ": connu", organisation.read_text("utf-8"), flags=re.M), "utf-8")
    return root


def publish(project, cache):
    """Publish with a cache, in a new process; return what ``PUBLISH`` printed, and the files of the site by path."""
    shutil.rmtree(project / "site", ignore_errors=True)
    run = subprocess.run(
        [sys.executable, "-c", PUBLISH, str(cache)],
        cwd=project,
        env=os.environ | {"BUILD_DATE": BUILD_DATE, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout.splitlines()[-1])
    files = [file for file in sorted((project / "site").rglob("*")) if file.is_file()]
    return said, {file.relative_to(project / "site").as_posix(): file.read_bytes() for file in files}


def test_the_content_and_each_page_are_read_once_and_the_site_is_the_same_with_a_damaged_cache(project):
    cache = project / ".cache/compressed"
    said, first = publish(project, cache)
    assert said["found"] == []
    assert said["count"] == {"load": 1, "read_page": sum(path.endswith(".html") for path in first)}
    kept = [file for file in sorted(cache.rglob("*")) if file.is_file()]
    for number, file in enumerate(kept):
        data = file.read_bytes()
        file.write_bytes((data, data[:-1], b"", kept[number - 1].read_bytes())[number % 4])
    said, second = publish(project, cache)
    assert said["found"] == []
    assert second == first
