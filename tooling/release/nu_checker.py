"""Runs the W3C's HTML checker (Nu) where it is installed: Java, and `npm ci --prefix tooling/release/checker`."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

JAR: Final = Path(__file__).parent / "checker/node_modules/vnu-jar/build/dist/vnu.jar"
# Without this role Safari does not announce a list without bullets as a list; the checker calls it unnecessary.
_LIST_ROLE: Final = "The .list. role is unnecessary"
# The checker reads files, for which « 'self' » allows nothing: it reports the site's own styles and scripts.
_OWN: Final = r"violates Content Security Policy \(meta tag\): [\w ]+ “/[^/]"
_NOT_MEANT: Final = re.compile(f"{_LIST_ROLE}|{_OWN}")
# It takes data for a script, which a browser does not (HTML Living Standard, 4.12.1.1, « data block »).
_INLINE_SCRIPT: Final = "Inline script violates Content Security Policy (meta tag)"
_DATA: Final = '<script type="application/ld+json">'


def is_installed() -> bool:
    """Whether the checker can run here."""
    return bool(shutil.which("java")) and JAR.is_file()


def messages(folder: Path) -> list[tuple[str, str]]:
    """The checker's messages about the pages of ``folder``: the path of the page, a sentence in English.

    None where the checker is not installed.
    """
    if not is_installed():
        return []
    command = ["java", "-Xss4m", "-jar", str(JAR), "--skip-non-html", "--format", "json", "--exit-zero-always"]
    printed = subprocess.run([*command, str(folder)], capture_output=True, text=True, encoding="utf-8", check=True)
    return [
        (
            message["url"].partition(f"{folder.as_posix()}/")[2],
            f"ligne {message.get('lastLine')} : {message['message']}",
        )
        for message in json.loads(printed.stderr)["messages"]
        if not _NOT_MEANT.search(message["message"])
        and not (message["message"].startswith(_INLINE_SCRIPT) and _DATA in message["extract"])
    ]
