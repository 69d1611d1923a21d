"""Look at every page of a built site in every language with Chromium; print a table, a line for each kind of page.

    .venv/bin/python scripts/languages.py [FOLDER] [--language ar]

First paint and fonts are the heaviest of their kind. Then on how many pages something is wrong: what axe finds at 320
and 1280 pixels, in the light and in the dark; what the W3C's checker says; what scrolls sideways; a town before its
postcode. The exit code is 1 when there is any, or a page is too heavy.
"""

import argparse
import functools
import http.server
import sys
import threading
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from plugins.base.identity import IDENTITY  # noqa: E402 - found only once the path is set
from plugins.languages.language import Language  # noqa: E402
from tests.browser.axe import assert_no_barrier  # noqa: E402
from tests.browser.conftest import CHROMIUM, FLAGS, Quiet  # noqa: E402
from tests.browser.postcodes import towns_before_postcodes  # noqa: E402
from tooling.hosting.policy import address  # noqa: E402
from tooling.release import budget, nu_checker  # noqa: E402
from tooling.release.built_pages import read_page  # noqa: E402

FONTS = {"ltr": budget.FONTS, "rtl": 60 * budget.KILO}
ROW = "{:<4}{:<20}{:>6}{:>14}{:>9}{:>6}{:>6}{:>10}{:>10}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "output")
    parser.add_argument("--language", choices=(*IDENTITY.languages[1:], *IDENTITY.languages_in_preview))
    asked = parser.parse_args()
    assert nu_checker.is_installed(), "the W3C's checker is missing: .ci/run installs it"
    codes = [asked.language] if asked.language else IDENTITY.languages[1:]
    said = nu_checker.messages(asked.folder)
    told = [f"{address(path)} Nu: {message}" for path, message in said if path.split("/")[0] in codes]
    print(ROW.format("", "page", "count", "first paint", "fonts", "axe", "Nu", "sideways", "postcode"))
    handler = functools.partial(Quiet, directory=str(asked.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        tab = browser.new_page(base_url=f"http://127.0.0.1:{server.server_port}", reduced_motion="reduce")
        for code in codes:
            told += look(asked.folder, code, tab, {path.removesuffix("index.html") for path, _ in said})
        browser.close()
        server.shutdown()
    print("\n".join(told) or "Nothing is wrong.")
    return int(bool(told))


def look(folder: Path, code: str, tab: Page, refused: set[str]) -> list[str]:
    """Print the table of a language; return the faults of its pages. ``refused``: paths that the checker refuses."""
    scales, fonts = budget.Scales(folder), FONTS[Language(code).direction]
    kinds = defaultdict(list)
    for file in sorted((folder / code).rglob("*.html")):
        page = read_page(address(file.relative_to(folder).as_posix()), file.read_text("utf-8"))
        if not page.redirects:
            kinds[page.kind].append(scales.weigh(page))
    told = []
    for kind, weights in kinds.items():
        faults = {weight.address: faults_of(tab, weight.address) for weight in weights}
        heavy = [w.address for w in weights if w.first_paint > budget.FIRST_PAINT or w.fonts > fonts]
        counts = [sum(bool(found.get(what)) for found in faults.values()) for what in ("axe", "sideways", "postcode")]
        nu = sum(weight.address[1:] in refused for weight in weights)
        heaviest = [max(getattr(weight, name) for weight in weights) for name in ("first_paint", "fonts")]
        print(
            ROW.format(code, kind, len(weights), *map(budget.kilos, heaviest), counts[0], nu, *counts[1:]), flush=True
        )
        told += [f"{at} {what}: {why}" for at, found in faults.items() for what, why in found.items()]
        told += [f"{at} is too heavy" for at in heavy]
    return told


def faults_of(tab: Page, at: str) -> dict[str, str]:
    """The faults of a page in the browser, by the name of the check."""
    found = {}
    tab.set_viewport_size({"width": 320, "height": 740})
    tab.goto(at)
    if wrong := towns_before_postcodes(tab):
        found["postcode"] = ", ".join(wrong)
    try:
        assert_no_barrier(tab, widths=(320, 1280))
    except AssertionError as fault:
        found["sideways" if "pixels wide" in str(fault) else "axe"] = str(fault)
    return found


if __name__ == "__main__":
    sys.exit(main())
