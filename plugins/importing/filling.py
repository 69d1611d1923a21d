"""Fills the fields and the body of a text that comes in, with its links and pictures at their new addresses."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from html import unescape
from typing import Final
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from plugins.base.typography import inner_quotes, nested, slugify
from plugins.importing.body import Conversion, plain_body
from plugins.importing.events import Value, fields_of, said_state, without_state
from plugins.importing.mapping import Correspondences
from plugins.importing.media import Medium, Uploads, bare, is_name
from plugins.importing.shortcodes import Fillers, expanded, with_notes
from plugins.importing.texts import LOST, IncomingText, days_of, plain
from plugins.importing.wordpress_export import Export, Item
from plugins.model import Event, News, Page
from plugins.model.event_fields import CYCLE
from plugins.source.characters import tidy

SHORTEST_SUMMARY, LONGEST_SUMMARY = 30, 155
OF_PEOPLE: Final = "ce texte parle peut-être de personnes → vérifiez leur accord avant de le publier"
SEEMS_UNFINISHED: Final = "ce texte semble inachevé → complétez-le, ou supprimez le fichier"
FOR_EACH: Final = "Inscription à chaque séance → si l’on s’inscrit une fois pour toutes, retirez « formule: cycle »"
FOR_ALL: Final = (
    "Inscription une fois pour toutes les séances → si l’on s’inscrit à chacune, ajoutez « formule: cycle »"
)
UNFINISHED: Final = re.compile(
    r"lorem ipsum|ajouter (?:un |des |les |le |la )?(?:liens?|texte|photos?|images?)|"
    r"(?:texte|contenu|page) (?:à venir|en construction)|"
    r"en cours de (?:rédaction|construction)|à compléter|bientôt disponible|\bxxx+\b",
    re.I,
)
PERSONAL: Final = re.compile(
    r"\btémoignages?\b|\bje m[’']appelle\b|\brécits? de vie\b|\bfête privée\b|\banniversaire de [A-ZÉ]", re.I
)
CREDIT: Final = re.compile(r"(?:photos?|crédits?|dessin|illustration|source)\b[^:]*:|©", re.I)
"""Matches the beginning of a legend that credits the author of a picture, and does not say what it shows."""
HOUR: Final = re.compile(r"\b\d{1,2} ?(?:h|heures?)(?: ?\d\d)?\b", re.I)


class Converter:
    """Fills the fields and the bodies of texts, with links and pictures at their new addresses."""

    def __init__(
        self, export: Export, texts: Iterable[IncomingText], uploads: Uploads, pages: Mapping[str, str], today: date
    ) -> None:
        self.export, self.uploads, self.pages, self.today = export, uploads, pages, today
        self.texts = {text.item.id: text for text in texts}
        blocks = (b for b in export.of_type("wp_block") if b.status == "publish" and not b.protected)
        media = {item.id: uploads.address_of(item) for item in export.of_type("attachment") if item.files}
        self.fillers = Fillers({block.id: block.content for block in blocks}, media)
        self.by_path = {item.path.strip("/"): item for item in export.items.values() if item.path.strip("/")}
        for item in export.items.values():
            for old in item.meta.get("_wp_old_slug", ()):
                self.by_path.setdefault(unquote(old), item)

    def fill(self, text: IncomingText, meant: Correspondences) -> None:
        """Fill a text. Whether the site reads it without a mistake is tried later (``wordpress_import``)."""
        item = text.item
        if text.cls is Event and item.type == "tribe_events":
            fields, rows = fields_of(item, self.export, text.lose)
            if said_state(text.title):
                text.title = without_state(text.title)
        else:
            fields, rows = {}, []
        targets = _Targets(self, text)
        html = expanded(with_notes(item.content, item.one("footnotes")), self.fillers, text.lose)
        try:
            body = Conversion(html, targets, classic="<!-- wp:" not in item.content)
            for what in body.lost:
                text.lose(what)
            text.notes += body.asked
            markdown = body.markdown
        except RecursionError:
            markdown = plain_body(html)
            text.keep_as_draft("Ce texte n’a gardé que ses mots : trop d’éléments y sont les uns dans les autres")
        text.body = "\n\n".join(filter(None, (markdown, *rows)))
        if not text.title:
            text.title = "Sans titre"
            text.keep_as_draft("Ce texte n’a pas de titre → écrivez-le")
        text.values = self._values(text, fields, meant, targets)
        self._look(text)
        if text.cls is Event and text.body == text.values["resume"]:  # the page shows the summary above the body
            text.body = ""

    def _values(
        self, text: IncomingText, fields: Mapping[str, Value], meant: Correspondences, targets: "_Targets"
    ) -> dict[str, Value]:
        said = plain(text.item.excerpt) or _first_words(text.body) or text.title
        values: dict[str, Value] = {"resume": summary(said)}
        if text.cls is Event:
            values |= {"genre": text.category or Event.label}
            if text.sessions.lines:
                values["seances"] = list(text.sessions.lines)
                values |= {"formule": CYCLE} if text.sessions.repeated else {}
                text.notes.append(FOR_EACH if text.sessions.repeated else FOR_ALL)
            elif text.start:
                values["debut"] = text.start
            values |= {key: value for key, value in fields.items() if key != "fin" or not text.sessions.lines}
            if not text.start:
                text.keep_as_draft("La date de l’événement n’est pas connue → écrivez-la dans « debut »")
        elif text.cls is not Page:
            if text.day:
                values["date"] = text.day
            else:
                text.keep_as_draft("La date de ce texte n’est pas connue → écrivez-la dans « date »")
            values["categorie" if text.cls is News else "genre"] = text.category
        tags = [tag.replace(",", " /") for tag in meant.tags_of(text.item) if slugify(tag)]
        if text.cls is News and tags:
            values["etiquettes"] = tags
        if shown := targets.featured():
            (address, alternative), legend = shown, targets.legend()
            if text.cls is News:
                credit = {"credit": legend} if CREDIT.match(legend) else {}
                values["image"] = {"fichier": address.removeprefix("/images/"), "texte": alternative, **credit}
            else:  # the other types have no field for a picture
                below = f' "{quoted}"' if (quoted := legend.replace('"', "”")) else ""
                text.body = f"![{alternative}]({address}{below})\n\n{text.body}".rstrip()
        return values

    def _look(self, text: IncomingText) -> None:
        """Make a draft of a text that a person must decide about; mark news that look like an event."""
        words = f"{text.title}\n{text.body}"
        if not text.body and text.cls is not Event:
            text.keep_as_draft("Il ne reste rien de ce texte → écrivez-le, ou supprimez le fichier")
        if (found := UNFINISHED.search(words)) and len(words) < 600:
            text.keep_as_draft(f"« {found[0]} » : {SEEMS_UNFINISHED}")
        if found := PERSONAL.search(words):
            text.keep_as_draft(f"« {found[0]} » : {OF_PEOPLE}")
        if text.cls is News and (hour := HOUR.search(words)) and (days := days_of(words)):
            text.looks_like_event = f"{max(days)}, {hour[0]}"


class _Targets:
    """The new addresses of the links and pictures of one text: the ``Targets`` of plugins/importing/inline.py."""

    def __init__(self, converter: Converter, text: IncomingText) -> None:
        self.converter, self.text = converter, text

    def link(self, address: str) -> str | None:
        address = re.sub(r"^(?=www\.[\w-]+\.\w)", "https://", address.strip())
        if re.match(r"(?:mailto|tel|sms):", address, re.I):
            return self._of_a_person(address)
        converter, text = self.converter, self.text
        try:
            whole = urljoin(text.item.link or f"{converter.export.base}/", address)
            parts = urlsplit(whole)
            host = parts.hostname or ""
        except ValueError:
            host = ""
        if "." not in host or parts.scheme not in ("http", "https") or len(whole) > 900 or "@" in parts.netloc:
            return self._nowhere(address)
        if host.removeprefix("www.") != converter.export.host:
            return whole
        if path := converter.uploads.path(whole):
            return self._document(path)
        return self._page(unquote(parts.path), parse_qs(parts.query)) or self._nowhere(address)

    def picture(self, source: str, alternative: str, legend: str) -> tuple[str, str] | None:
        path = self.converter.uploads.path(urljoin(f"{self.converter.export.base}/", source))
        if not path:
            self._lose_medium(source, "cette image est sur un autre site")
            return None
        medium = self._medium(path)
        return (medium.address, self._alternative(medium, alternative, legend)) if medium else None

    def featured(self) -> tuple[str, str] | None:
        """The address and alternative text of the text's featured picture; None where the body shows it already."""
        item = self._thumbnail
        shown = self.picture(self.converter.uploads.address_of(item), "", "") if item and item.files else None
        return shown if shown and f"]({shown[0]}" not in self.text.body else None

    def legend(self) -> str:
        """The legend of the featured picture in WordPress's library."""
        return plain(self._thumbnail.excerpt) if self._thumbnail else ""

    @property
    def _thumbnail(self) -> Item | None:
        return self._item(self.text.item.one("_thumbnail_id"))

    def _item(self, number: str) -> Item | None:
        return self.converter.export.items.get(int(number)) if number.isdecimal() else None

    def _alternative(self, medium: Medium, alternative: str, legend: str) -> str:
        item = medium.item
        told = (alternative, item.one("_wp_attachment_image_alt") if item else "", legend, item.excerpt if item else "")
        for words in map(plain, told):
            if words and not is_name(words) and not CREDIT.match(words):
                return words
        self.text.no_alternative.append(medium.address)
        self.text.notes.append(f"L’image {medium.address} n’a pas de texte de remplacement → dites ce qu’elle montre")
        return f"Image de « {inner_quotes(self.text.title)} »"

    def _medium(self, path: str) -> Medium | None:
        medium = self.converter.uploads.use(path, self.text.slug)
        if medium:
            self.text.media.add(medium.key)
        else:
            self._lose_medium(path, self.converter.uploads.lost[bare(path)])
        return medium

    def _document(self, path: str) -> str | None:
        medium = self._medium(path)
        return medium.address if medium else None

    def _page(self, path: str, query: Mapping[str, list[str]]) -> str | None:
        """The address on this site for a path and query of the old one; None where there is none."""
        number = next((query[key][0] for key in ("p", "page_id", "attachment_id") if key in query), "")
        item = self._item(number) or self.converter.by_path.get(path.strip("/"))
        item = item or self.converter.by_path.get(path.strip("/").rpartition("/")[2]) if not query else item
        if item and item.type == "attachment" and item.files:
            return self._document(item.files[0])
        if item and (found := self.converter.texts.get(item.id)):
            return found.address if found.is_public(self.converter.today) else None
        return self.converter.pages.get(re.sub(r"/page/\d+$", "", path.rstrip("/")) + "/")

    def _of_a_person(self, address: str) -> str | None:
        kind, _, rest = address.partition(":")
        rest = unquote(rest).strip()
        if kind.lower() == "mailto":
            mail = rest.partition("?")[0].strip()
            return (
                f"mailto:{mail}" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", mail, re.I) else self._nowhere(address)
            )
        return f"{kind.lower()}:{re.sub(r'[^+0-9]', '', rest)}"

    def _nowhere(self, address: str) -> str | None:
        if address and not address.startswith("#"):
            self.text.lose(f"le lien vers {address[:120]}")
        return None

    def _lose_medium(self, path: str, why: str) -> None:
        self.text.lost_media.append(f"{path} : {why}")
        self.text.notes.append(f"{LOST} : le fichier {path.rpartition('/')[2][:80]} ({why.partition(' → ')[0]})")


def summary(words: str) -> str:
    """A summary: the text up to the first end of a sentence that makes it long enough, or cut where it is too long."""
    words = re.sub(r"[\s\u00a0]+", " ", words).strip()
    ends = (found.end() for found in re.finditer(r"[.!?…](?=\s)", words[: LONGEST_SUMMARY + 1]))
    if end := next((end for end in ends if end >= SHORTEST_SUMMARY), None):
        return words[:end]
    if len(words) <= LONGEST_SUMMARY:
        return words
    return words[:LONGEST_SUMMARY].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def _first_words(markdown: str) -> str:
    """The first paragraphs of a text without Markdown; where it has none, its first lists and quotations."""
    blocks = [block for block in markdown.split("\n\n") if not re.match(r"#|!\[|\||\[\^|---$", block)]
    alone = re.compile(r"- |\d+\. |> |:   |    |(?:\[[^\]]*\]\([^)]*\)|\*\*[^*]*\*\*|\*[^*]*\*)$|.*:$", re.S)
    chosen = [block for block in blocks if not alone.match(block)] or blocks
    text = " ".join(chosen[:3]).replace("  \n", " ")
    text = re.sub(r"(?<!\\)!?\[([^\]^]*)\]\([^)]*\)|\[\^[^\]]*\]", r"\1", text)
    text = re.sub(r"^(?:>|- |\d+\. |:   )\s*", "", text, flags=re.M)
    return nested(tidy(unescape(re.sub(r"\\(.)|\*+|`", r"\1", text))))
