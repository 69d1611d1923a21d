"""Take the pictures of the guide and of README: the site and its desk, over the invented content, in Chromium.

    .venv/bin/python scripts/guide_pictures.py            # takes all of them
    .venv/bin/python scripts/guide_pictures.py --check    # exit code 1 where the words on a screen have changed

docs/guide/images/words.json keeps a digest of the words that each picture shows. A screen that only looks different
needs no new picture.
"""

import datetime as dt
import hashlib
import io
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402 - found only once the path is set

from plugins.desk.forms.workshop import Workshop  # noqa: E402
from tests.built_site import BUILD_DATE, INVENTED, build  # noqa: E402
from tooling.preview.atelier import Atelier  # noqa: E402
from tooling.preview.multipart import Sent  # noqa: E402
from tooling.preview.server import PreviewServer  # noqa: E402
from tooling.preview.state import PreviewState  # noqa: E402
from tooling.preview.typed_page import TypedPage  # noqa: E402

IMAGES: Final = ROOT / "docs/guide/images"
WORDS: Final = IMAGES / "words.json"
LARGEST: Final = 60_000
"""The most bytes that a picture may have."""


@dataclass(frozen=True)
class Screen:
    """The screen that a picture shows: an address of the preview, the fields ``typed`` and sent there, and the window.

    ``part`` is the selector of the element at the top of the window, ``size`` that of the window in pixels.
    """

    address: str
    typed: Mapping[str, str] = field(default_factory=dict)
    part: str = "body"
    size: tuple[int, int] = (1280, 800)


SCREENS: Final = {
    "site": Screen("/"),
    "atelier": Screen("/_atelier/"),
    "formulaire": Screen("/_atelier/modifier/bureaux/yvoir", part="[id='champ.permanences']"),
    "geste": Screen(
        "/_atelier/geste/annuler",
        {"champ.bureau": "yvoir", "champ.jour": "24 décembre 2026", "champ.raison": "congés"},
        size=(880, 800),
    ),
}


def desk(content: Path, kept: Path, state: PreviewState) -> Atelier:
    """The desk over the folder ``content``, on the day of the tests; ``kept`` is the folder for its cache."""
    workshop = Workshop(content, lambda: dt.date.fromisoformat(BUILD_DATE), kept, "pictures", ROOT / "theme")
    return Atelier(workshop, TypedPage(ROOT / "pelicanconf.py", state))


def shown(site: Path) -> PreviewState:
    """The state of a preview that shows a built site."""
    state = PreviewState(live=True)
    state.show(site)
    return state


def digests(atelier: Atelier, site: Path) -> dict[str, str]:
    """A digest of the words on each screen, by its name."""
    found = {}
    for name, screen in SCREENS.items():
        if screen.typed:
            answer = atelier.post(screen.address, Sent({"jeton": atelier.token, **screen.typed}, {}))
        else:
            answer = atelier.get(screen.address)
        html = (
            answer.content.decode() if answer else (site / screen.address.lstrip("/") / "index.html").read_text("utf-8")
        )
        found[name] = hashlib.sha256(_words(html).encode()).hexdigest()[:16]
    return found


def _words(html: str) -> str:
    seen = re.sub(r"<(script|style|head|template)\b.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(seen).split())


def take(server: PreviewServer, told: Callable[[str], object]) -> None:
    """Take every picture, and write it into IMAGES."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, FLAGS, NOON

    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, screen in SCREENS.items():
            width, height = screen.size
            page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.clock.set_fixed_time(NOON)
            page.goto(server.address.rstrip("/") + screen.address)
            for field, text in screen.typed.items():
                control = page.locator(f"[name='{field}']")
                control.select_option(text) if field == "champ.bureau" else control.fill(text)
            if screen.typed:
                page.get_by_role("button", name="Voir ce qui va changer").click()
                page.get_by_role("heading", name="Ce qui va changer").wait_for()
            page.locator(screen.part).first.evaluate("part => part.scrollIntoView()")
            page.evaluate("document.fonts.ready")
            with Image.open(io.BytesIO(page.screenshot())) as shown:
                shown.convert("RGB").save(IMAGES / f"{name}.webp", quality=80, method=6)
            told(f"{name}: {(IMAGES / f'{name}.webp').stat().st_size} bytes")
            page.close()
        browser.close()


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        content, site = Path(folder, "content"), Path(folder, "site")
        shutil.copytree(INVENTED, content)
        if (done := build(content, site)).returncode:
            print(done.stderr)
            return 1
        state = shown(site)
        atelier = desk(content, Path(folder, "kept"), state)
        now = digests(atelier, site)
        if arguments == ["--check"]:
            return int(now != json.loads(WORDS.read_text("utf-8")))
        server = PreviewServer(state, 0)
        server.atelier = atelier
        server.start()
        try:
            take(server, print)
        finally:
            server.stop()
    WORDS.write_text(json.dumps(now, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
