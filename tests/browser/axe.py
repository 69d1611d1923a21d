"""Accessibility checks of a page with axe-core (https://github.com/dequelabs/axe-core)."""

from functools import cache

from tests.built_site import ROOT

FAULTS = """rules => axe.run({ resultTypes: ["violations"], ...(rules && { runOnly: rules }) })
  .then(result => result.violations.map(rule => [rule.id, rule.nodes.map(node => node.html)]))"""
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that depend on colours: only these are checked again in the dark scheme."""
OPEN_ALL = """() => document.querySelectorAll("details:not([open]) > summary")
  .forEach(summary => summary.checkVisibility() && summary.click())"""


@cache
def script():
    return (ROOT / "tests/tools/node_modules/axe-core/axe.min.js").read_text("utf-8")


def assert_no_barrier(page, widths=(), opened=False):
    """Check with axe, in the light and the dark scheme, that the page has no violation, and does not scroll sideways.

    At its present width, or at ``widths`` (CSS pixels). ``opened`` opens every ``details`` element first.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(script())
    for width in widths or (page.viewport_size["width"],):
        page.set_viewport_size({"width": width, "height": 740})
        if opened:
            page.evaluate(OPEN_ALL)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{wide} pixels wide at {width}"
        for scheme, rules in (("light", None), ("dark", OF_COLOURS)):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(FAULTS, rules)
            assert not found, (width, scheme, found)
