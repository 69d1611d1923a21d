"""Runs the W3C's HTML checker (Nu) where it is installed: Java, and `npm ci --prefix tooling/release/checker`."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from plugins.base.cache import Cache
from tooling.commands.temporary import temporary_folder

JAR: Final = Path(__file__).parent / "checker/node_modules/vnu-jar/build/dist/vnu.jar"
# Without this role Safari does not announce a list without bullets as a list; the checker calls it unnecessary.
_LIST_ROLE: Final = "The .list. role is unnecessary"
# The checker reads files, for which « 'self' » allows nothing, and so reports the site's own styles and scripts.
_OWN: Final = r"violates Content Security Policy \(meta tag\): [\w ]+ “/[^/]"
_NOT_MEANT: Final = re.compile(f"{_LIST_ROLE}|{_OWN}")
# The checker takes JSON-LD for an inline script; browsers do not (HTML Living Standard, 4.12.1.1, « data block »).
_INLINE_SCRIPT: Final = "Inline script violates Content Security Policy (meta tag)"
_DATA: Final = '<script type="application/ld+json">'


_KEPT: Final = "html/clean"


def is_installed() -> bool:
    return bool(shutil.which("java")) and JAR.is_file()


def messages(folder: Path, cache: Cache | None = None) -> list[tuple[str, str]]:
    """The checker's messages about the pages of ``folder``, each with the path of its page; the messages are English.

    Empty where the checker is not installed. The ``cache`` keeps a digest of each page without a message, of the
    checker and of this module: such a page is not checked again.
    """
    if not is_installed():
        return []
    checker = hashlib.sha256(JAR.read_bytes() + Path(__file__).read_bytes()).digest()
    digests = {
        file.relative_to(folder).as_posix(): hashlib.sha256(checker + file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*.html"))
    }
    clean = set((cache.read(_KEPT) or b"").decode("ascii", "replace").split()) if cache else set()
    found: list[tuple[str, str]] = []
    if asked := [path for path, digest in digests.items() if digest not in clean]:
        with temporary_folder() as aside:
            for path in asked:
                (aside / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / path, aside / path)
            found = _ask(aside)
        if cache:
            faulty = {digests[path] for path, _ in found if path in digests}
            cache.write(_KEPT, "\n".join(sorted({*digests.values()} - faulty)).encode())
    return found


def _ask(folder: Path) -> list[tuple[str, str]]:
    # Java's optimising compiler and parallel garbage collectors take half the time of so short a run.
    quick = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    command = ["java", *quick, "-jar", str(JAR), "--skip-non-html", "--format", "json", "--exit-zero-always"]
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
