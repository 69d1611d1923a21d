"""The style sheets of single kinds (``css/kinds/``) are loaded by every page that uses their classes."""

import re

CLASS = re.compile(r"\.(-?[a-z_][\w-]*)")


def classes(style):
    """Return the classes in the selectors of a style sheet."""
    return {name for selector in re.findall(r"([^{};]+)\{", style) for name in CLASS.findall(selector)}


def test_a_page_loads_the_style_of_each_class_that_it_has(built):
    files = {f"/{file.relative_to(built.folder).as_posix()}": file for file in built.folder.rglob("*.css")}
    styles = {address: classes(file.read_text("utf-8")) for address, file in files.items()}
    of_kinds = set().union(*(named for address, named in styles.items() if "/kinds/" in address))
    missing = {}
    for address, page in built.pages.items():
        loaded = set().union(*(styles[link.get("href")] for link in page.tree.findall("head/link[@rel='stylesheet']")))
        used = {name for element in page.tree.iter() for name in (element.get("class") or "").split()}
        if lacking := used & of_kinds - loaded:
            missing[address] = lacking
    assert missing == {}
