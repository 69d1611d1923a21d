"""Where each address of the old site leads now: to the text itself where it came in, else to the nearest list."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote

from plugins.base.identity import IDENTITY
from plugins.base.typography import slugify
from plugins.importing.mapping import Correspondences
from plugins.importing.media import bare
from plugins.importing.texts import IncomingText, Left
from plugins.importing.wordpress_export import Export, Item, Term
from plugins.model import Event, News, Page
from plugins.model.section import SECTIONS
from plugins.model.site import Site

HOME, SEARCH, PAGES = "/", "/recherche/", "/plan-du-site/"
NEWS, AGENDA = SECTIONS[News.folder].address, SECTIONS[Event.folder].address
PEOPLE, RESOURCES = SECTIONS["personnes"].address, SECTIONS["ressources"].address
FEED: Final = f"{NEWS}atom.xml"
FAMILIES: Final = {
    **dict.fromkeys(("/event/*", "/events/*", "/evenement/*", "/evenements/*", "/venue/*", "/organizer/*"), AGENDA),
    **dict.fromkeys(("/?eventDisplay=*", "/?post_type=tribe_events*", "/?tribe_events=*"), AGENDA),
    **dict.fromkeys(("/?p=*", "/?attachment_id=*", "/?cat=*", "/?tag=*", "/?m=*", "/category/*", "/tag/*"), NEWS),
    **dict.fromkeys(("/?author=*", "/author/*"), PEOPLE),
    **dict.fromkeys(("/?feed=*", "/feed/*", "/comments/feed/*"), FEED),
    **dict.fromkeys(("/?page_id=*", "/?option=com_content*", "/index.php*", "/component/*"), PAGES),
    "/?s=*": SEARCH,
    "/wp-content/*": RESOURCES,
}
"""The families of addresses that WordPress, The Events Calendar and Joomla answer on any site → their targets."""


_UPLOAD: Final = re.compile(r"/wp-content/uploads/([^\s\"'<>\\)\]?#]+)")


@dataclass
class OldAddresses:
    """The old addresses of an export: the target of each, and all those that people may still use.

    ``media`` are the new addresses of media, by key. A target need not exist yet: until then the page above it answers
    (plugins/source/redirections.py).
    """

    export: Export
    texts: list[IncomingText]
    left: list[Left]
    meant: Correspondences
    media: dict[str, str]
    leads: dict[str, str] = field(default_factory=dict)
    """The new address for each old address, or for each family of old addresses."""
    known: list[str] = field(default_factory=list)
    """The single old addresses that a family answers, as a browser sends them."""
    own: set[str] = field(default_factory=set)
    """The old addresses that lead to the text itself."""

    def __post_init__(self) -> None:
        self._start = f"https://{self.export.host}" if self.export.host.endswith(f".{IDENTITY.apex}") else ""
        self._by_id = {text.item.id: text for text in self.texts}
        self._instead = {left.item.id: left.instead for left in self.left if left.instead}
        self._secret = {left.item.id for left in self.left if left.secret}
        texts = sorted((text for text in self.texts if not text.draft), key=lambda text: text.address)
        self._named = {unquote(file) for text in texts for file in _UPLOAD.findall(text.item.content)}
        self._using = {key: text.address for text in reversed(texts) for key in text.media}
        for _, item in sorted(self.export.items.items()):
            if item.type == "attachment":
                self._of_medium(item)
            elif self._was_public(item):
                self._of_text(item)
        for _, term in sorted(self.export.terms.items()):
            self._of_term(term)
        for login in sorted(self.export.authors):
            self._list(f"/author/{login}/", self.meant.authors.get(slugify(login), PEOPLE))
        for year in sorted({text.day[:4] for text in self.texts if text.cls is News and text.day}):
            self._list(f"/{year}/", f"{NEWS}{year}/")
            self._lead(f"/?m={year}*", f"{NEWS}{year}/")
        for family, target in FAMILIES.items():
            self._lead(family, target)
        if self._start:  # the old site had that host for itself
            self.leads[self._written("/*")] = HOME

    def _was_public(self, item: Item) -> bool:
        inner = item.type.startswith(("wp_", "tribe_v", "tribe_o")) or item.type in ("nav_menu_item", "revision")
        return item.status == "publish" and item.id not in self._secret and not inner

    def _of_text(self, item: Item) -> None:
        """Lead the addresses of a text to the text, else to the page that takes its place, else to the nearest list."""
        text = self._by_id.get(item.id)
        target = text.address if text else self._instead.get(item.id) or self._nearest(item)
        self._lead(f"/?{'page_id' if item.type == 'page' else 'p'}={item.id}", target)
        above = item.path.rstrip("/").rpartition("/")[0]
        renamed = (f"{above}/{unquote(slug)}/" for slug in item.meta.get("_wp_old_slug", ()))
        for path in dict.fromkeys((item.path, *renamed)):
            self._lead(path, target)
            if text:
                self.own.add(self._written(path))

    def _of_medium(self, item: Item) -> None:
        """Lead the addresses of a document to the document, those of a picture to the first text that shows it.

        A medium that no public text uses is left out: its name may be secret.
        """
        key = bare(item.files[0]) if item.files else ""
        if key not in self._using:
            return
        address = self.media.get(key, "")
        if address.startswith("/documents/"):
            target = address
            self._lead(f"/wp-content/uploads/{item.files[0]}", address)
        else:
            target = self._using[key]
            self._lead(f"/wp-content/uploads/{key.rpartition('.')[0]}*", target)
            # A size that no text names was only used by lists: the family answers it, and it gets no page of its own.
            held = (file for file in item.files if file == item.files[0] or file in self._named)
            self.known += [self._written(f"/wp-content/uploads/{file}") for file in held]
        self._lead(f"/?attachment_id={item.id}", target)
        self._lead(item.path, target)

    def _nearest(self, item: Item) -> str:
        """The address of the list that is nearest to a text without a page here."""
        cls, category = self.meant.of(item)
        if cls is Page:
            return PAGES
        return AGENDA if cls is Event else f"{NEWS}rubrique/{slugify(category)}/"

    def _of_term(self, term: Term) -> None:
        if term.taxonomy == "category":
            category = self.meant.categories.get(term.slug, (News, term.name))[1]
            target = f"{NEWS}rubrique/{slugify(category)}/"
        elif term.taxonomy == "post_tag":
            target = f"{NEWS}mot-cle/{slugify(self.meant.tags.get(term.slug, term.name))}/"
        else:
            target = f"{AGENDA}genre/{slugify(term.name)}/"
        if path := _list_of(term, self.export):
            self._list(path, target)

    def _list(self, path: str, target: str) -> None:
        """Lead a list of the old site, its pages and its printed form to ``target``."""
        self._lead(f"{path}*", target)
        self.known += map(self._written, (path, f"{path}page/2/", f"{path}?print=print-search"))

    def _lead(self, old: str, target: str) -> None:
        if old.strip("/*"):
            self.leads.setdefault(self._written(old), target)

    def _written(self, old: str) -> str:
        """An old address as the list has it: percent-encoded, since its path was decoded.

        It names the host where the old site was on another name of this domain.
        """
        path, question, query = old.partition("?")
        return self._start + quote(path, safe="/*~!'(),:;@+=&-._") + question + query

    def rows(self) -> dict[str, str]:
        """The lines of the list of old addresses, by the old address in each."""
        led = {old: f"{old} → {new}" for old, new in self.leads.items()}
        return led | {old: old for old in self.known if old not in led}


def list_pages(export: Export, meant: Correspondences, site: Site) -> dict[str, str]:
    """The targets of links to lists of the old site, by path: only sections, which always exist.

    The addresses of this site are their own targets.
    """
    known = {record.address for record in site.with_pages}
    found = {"/events/": AGENDA, "/blog/": NEWS}
    found |= {f"/author/{login}/": meant.authors.get(slugify(login), PEOPLE) for login in export.authors}
    for term in export.terms.values():
        if path := _list_of(term, export):
            found[path] = AGENDA if term.taxonomy == "tribe_events_cat" else NEWS
    return {old: new for old, new in found.items() if new in known} | {address: address for address in known}


def _list_of(term: Term, export: Export) -> str:
    """The old path of the list of a term, "" where its taxonomy has none; it names the categories above a category."""
    if term.taxonomy == "category":
        return f"/category/{'/'.join(export.lineage(term))}/"
    start = {"post_tag": "/tag", "tribe_events_cat": "/events/category"}.get(term.taxonomy)
    return f"{start}/{term.slug}/" if start else ""
