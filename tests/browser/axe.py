"""What axe finds on a page: what keeps somebody from using it."""

from tests.built_site import ROOT

SCRIPT = (ROOT / "tests/tools/node_modules/axe-core/axe.min.js").read_text("utf-8")
FAULTS = """rules => axe.run({ resultTypes: ["violations"], ...(rules && { runOnly: rules }) })
  .then(result => result.violations.map(rule => [rule.id, rule.nodes.map(node => node.html)]))"""
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe whose answer is another one in the dark, where only colours change."""
OPEN_ALL = """() => document.querySelectorAll("details:not([open]) > summary")
  .forEach(summary => summary.checkVisibility() && summary.click())"""


def assert_no_barrier(page, widths=(), opened=False):
    """Of a page as it stands, or at some widths, where it must not scroll sideways; in the light and in the dark.

    With what can be ``opened`` open.
    """
    page.evaluate(SCRIPT)
    for width in widths or (page.viewport_size["width"],):
        page.set_viewport_size({"width": width, "height": 740})
        if opened:
            page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme, rules in (("light", None), ("dark", OF_COLOURS)):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(FAULTS, rules)
            assert (width, scheme, found) == (width, scheme, [])
