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
from tests.site.test_failed_builds import bytes_of

# Makes the site twice, in the folders « first » and « second », and prints for each what `SitePublication` finds, and how
# often contents and pages were read for it. Damages in between all that is kept of the compressed forms.
PUBLISH = """
import json
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
cache, said = Path(".cache/compressed").resolve(), []
for name in ("first", "second"):
    count.clear()
    steps = SitePublication(Path("publishconf.py"), cache).steps
    assert steps.build(Path(name).resolve()) == 0
    found = steps.check(Path(name).resolve())
    # Compressed quicker, a page may be too heavy, and is not as it is published (tests/site/test_release.py).
    found = [str(each) for each in found if " Ko au lieu de " not in each.what]
    said.append({"count": dict(count), "found": found})
    kept = [file for file in sorted(cache.rglob("*")) if file.is_file()]
    for number, file in enumerate(kept):
        data = file.read_bytes()
        file.write_bytes((data, data[:-1], b"", kept[number - 1].read_bytes())[number % 4])
print(json.dumps(said))
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


def test_the_content_and_each_page_are_read_once_and_the_site_is_the_same_with_a_damaged_cache(project):
    run = subprocess.run(
        [sys.executable, "-c", PUBLISH],
        cwd=project,
        env=os.environ | {"BUILD_DATE": BUILD_DATE, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    first, second = bytes_of(project / "first"), bytes_of(project / "second")
    read = {"load": 1, "read_page": sum(path.suffix == ".html" for path in first)}
    assert json.loads(run.stdout.splitlines()[-1]) == [{"count": read, "found": []}] * 2
    assert second == first
