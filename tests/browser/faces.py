"""Checks that the layout of a page does not shift when its fonts load after the first paint."""

from tests.browser.conftest import becomes

PAINTED = """() => new Promise(resolve => {
  new PerformanceObserver(list => list.getEntriesByName("first-contentful-paint").forEach(() => resolve(true)))
    .observe({ type: "paint", buffered: true });
})"""
SHIFTS = """async () => {
  await new Promise(loaded => document.readyState === "complete" ? loaded() : addEventListener("load", loaded));
  await document.fonts.ready;
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);  // what moved is told once its frame is drawn
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: "layout-shift", buffered: true });
  return observer.takeRecords().reduce((sum, entry) => sum + entry.value, 0);
}"""
ASKED_AT_ONCE = "links => links.map(link => link.href)"


FACES = "**/*.woff2"


def assert_nothing_moves(page, path):
    """Check at two widths that late fonts shift nothing; return the URLs of upright fonts loaded without preload.

    The page stays as a phone shows it.
    """
    return assert_nothing_moves_at(1440, page, path) | assert_nothing_moves_at(360, page, path)


def assert_nothing_moves_at(width, page, path):
    held, asked = [], set()

    def hold(route):
        asked.add(route.request.url)
        held.append(route)

    def let_go(route):
        asked.add(route.request.url)
        route.continue_()

    page.set_viewport_size({"width": width, "height": 740})
    page.route(FACES, hold)
    page.goto(path, wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    at_once = set(page.locator("link[rel=preload][as=font]").evaluate_all(ASKED_AT_ONCE))
    assert at_once
    assert becomes(True, lambda _: at_once <= asked, page)
    page.route(FACES, let_go)
    for route in held:
        route.continue_()
    assert page.evaluate(SHIFTS) == 0, width
    return {url for url in asked if "italic" not in url} - at_once
