"""Every page passes the W3C's checker (Nu). Mandatory in CI; elsewhere only where Java and the checker are installed."""

import json
import os
import re
import shutil
import subprocess

import pytest

from tests.built_site import ROOT

# Safari takes the list from a list without bullets, unless the role says it: the checker finds the role needless.
LIST_ROLE = re.compile("The .list. role is unnecessary")
CHECKER = ROOT / "tests/tools/node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.mark.skipif(
    not os.environ.get("CI") and not (shutil.which("java") and CHECKER.is_file()),
    reason="Java ou le vérificateur du W3C manque : npm ci --prefix tests/tools",
)
def test_every_page_passes_the_nu_checker(built):
    command = ["java", "-Xss4m", "-jar", str(CHECKER), "--skip-non-html", "--format", "json", "--exit-zero-always"]
    printed = subprocess.run([*command, str(built.folder)], capture_output=True, text=True, check=True).stderr
    messages = json.loads(printed)["messages"]
    told = {f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages if not LIST_ROLE.search(m["message"])}
    assert told == set()
