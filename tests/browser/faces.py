"""A page whose faces come late."""

PAINTED = """new Promise(resolve => {
  new PerformanceObserver(list => list.getEntriesByName("first-contentful-paint").forEach(() => resolve(true)))
    .observe({ type: "paint", buffered: true });
})"""
SHIFTS = """new Promise(resolve => {
  let shift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { shift += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(shift), 300);
})"""
ASKED_AT_ONCE = "links => links.map(link => link.href)"


def assert_nothing_moves(page, path):
    """Though the faces come after the first paint; also, each upright one is asked for at once: else a first visit does
    without.
    """
    asked, held = set(), []

    def hold(route):
        asked.add(route.request.url)
        held.append(route)

    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        page.route("**/*.woff2", hold)
        page.goto(path, wait_until="domcontentloaded")
        page.evaluate(PAINTED)
        assert held
        while held:
            held.pop().continue_()
        page.unroute_all()
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SHIFTS) == 0, width
    at_once = page.locator("link[rel=preload][as=font]").evaluate_all(ASKED_AT_ONCE)
    assert {url for url in asked if "italic" not in url} == set(at_once)
