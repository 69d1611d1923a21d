"""Finds postcodes with their towns (« 5500 Dinant ») on a page, to check their order in right-to-left text too."""

PLACES = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const match = /(\\d{4}) (\\p{Lu}[\\p{L}-]+)/u.exec(node.data);
    if (!match || !node.parentElement.checkVisibility() || node.parentElement.closest("script, style")) continue;
    const left = (start, end) => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      const { left, top } = range.getBoundingClientRect();
      return { left, top };
    };
    const after = match.index + 5;
    const [postcode, town] = [left(match.index, match.index + 4), left(after, after + match[2].length)];
    if (postcode.top === town.top) found.push([match[0], postcode.left < town.left]);
  }
  return found;
}"""


def postcodes_and_towns(page):
    """Each postcode with its town, if both are on one line, and whether the postcode is on the left."""
    return [(text, holds) for text, holds in page.evaluate(PLACES)]


def towns_before_postcodes(page):
    return [text for text, holds in postcodes_and_towns(page) if not holds]
