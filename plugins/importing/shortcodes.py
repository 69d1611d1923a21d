"""Expands what WordPress fills in when it shows a text: shortcodes, reusable blocks, blocks without text of their own.

A shortcode with content of its own becomes plain HTML, the shells of page builders are removed, and what a plugin would
show is reported as lost.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final
from urllib.parse import unquote

Lose = Callable[[str], None]
DEEPEST: Final = 5
"""How deep reusable blocks may be nested."""
SHELLS: Final = re.compile(r"(?:vc|et_pb|fusion|av|fl|su|mk|tatsu|cs)_\w+|row|column|section|one_\w+|two_\w+|div|span")
"""Matches the shortcodes of page builders that only lay out what stands between them."""
SOURCES: Final = ("src", "mp4", "mp3", "m4a", "ogg", "webm", "audio")
HEADINGS: Final = re.compile(r"vc_custom_heading|vc_tta_section|vc_toggle|et_pb_(?:blurb|toggle|accordion_item|tab)")
OF_WORDPRESS: Final = frozenset({"gallery", "embed", "video", "audio", "playlist"})
FILLED_ELSEWHERE: Final = re.compile(
    r"tribe/.*|core/(?:spacer|nextpage|more|separator|site-\w+|post-\w+|footnotes)|footnotes|spacer"
)
"""Matches the blocks that show nothing, or whose content the new page has anyway."""

_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_SHORTCODE = re.compile(
    r"""\[(/?)([a-z][\w-]*)((?:\s+(?:[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'\]]+)|"[^"]*"))*)\s*/?\]""", re.I
)
_CAPTION = re.compile(r"\[(?:wp_)?caption[^\]]*\](.*?)\[/(?:wp_)?caption\]", re.S)
_EMBED = re.compile(r"\[(embed|youtube|vimeo|dailymotion)[^\]]*\]\s*(\S+?)\s*\[/\1\]")
_FUSION_IMAGE = re.compile(r"\[fusion_imageframe[^\]]*\]\s*(\S+?)\s*\[/fusion_imageframe\]")
_FUSION_TITLE = re.compile(r"\[fusion_title[^\]]*\](.*?)\[/fusion_title\]", re.S)
_NOTE_MARK = re.compile(r'<sup[^>]*\bdata-fn="([^"]+)"[^>]*>.*?</sup>', re.S)
_SELF_CLOSING_BLOCK = re.compile(r"<!--\s+wp:([\w/-]+)(\s+\{(?:(?!<!--|-->).)*\})?\s+/-->", re.S)
_BLOCK_MARK = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.S)


@dataclass(frozen=True)
class Fillers:
    """What shortcodes and blocks refer to, by id: the texts of reusable blocks, and the addresses of media."""

    blocks: Mapping[int, str] = field(default_factory=dict)
    media: Mapping[int, str] = field(default_factory=dict)


def with_notes(content: str, kept: str) -> str:
    """The text with its footnotes as Word writes them; WordPress has ``kept`` them beside the text, as JSON."""
    try:
        notes = {str(note["id"]): str(note["content"]) for note in json.loads(kept or "[]")}
    except (ValueError, TypeError, KeyError):
        return content
    called: dict[str, int] = {}

    def mark(found: re.Match[str]) -> str:
        number = called.setdefault(found[1], len(called) + 1)
        return f'<a href="#_ftn{number}">{number}</a>' if found[1] in notes else found[0]

    content = _NOTE_MARK.sub(mark, content)
    for key, words in notes.items():
        back = f'<a href="#_ftnref{called[key]}">{called[key]}</a> ' if key in called else ""
        content += f"\n<p>{back}{words}</p>"
    return content


def expanded(content: str, fillers: Fillers, lose: Lose, depth: int = 0) -> str:
    """The text as HTML without shortcodes and block marks; what cannot be shown is told to ``lose``, in French."""
    content = _SELF_CLOSING_BLOCK.sub(lambda found: _block(found, fillers, lose, depth), content)
    content = _BLOCK_MARK.sub("", content)
    content = _CAPTION.sub(_figure, content)
    content = _EMBED.sub(lambda found: f"\n\n{unescape(found[2])}\n\n", content)
    content = _FUSION_IMAGE.sub(r'\n\n<img src="\1">\n\n', content)
    content = _FUSION_TITLE.sub(r"\n\n<h2>\1</h2>\n\n", content)
    closed = {name.lower() for slash, name, _ in _SHORTCODE.findall(content) if slash}
    return _SHORTCODE.sub(lambda found: _shortcode(found, closed, fillers, lose), content)


def _block(found: re.Match[str], fillers: Fillers, lose: Lose, depth: int) -> str:
    """What a block without a text of its own shows: for a reusable one, the text of the item it refers to."""
    name = found[1]
    if name != "block":
        if not FILLED_ELSEWHERE.fullmatch(name):
            lose(f"un bloc qui se remplit seul ({name})")
        return ""
    number = re.search(r'"ref"\s*:\s*(\d+)', found[2] or "")
    inner = fillers.blocks.get(int(number[1])) if number else None
    if inner is None or depth >= DEEPEST:
        lose("un bloc réutilisable")
        return ""
    return expanded(inner, fillers, lose, depth + 1)


def _figure(found: re.Match[str]) -> str:
    """A « caption » shortcode as a figure: the picture, with the words behind it as legend."""
    image, _, words = found[1].partition("<img")
    tag, end, words = f"<img{words}".partition(">")
    if words.lstrip().startswith("</a>"):
        end, words = f"{end}</a>", words.lstrip().removeprefix("</a>")
    return f"\n\n<figure>{image}{tag}{end}<figcaption>{words.strip()}</figcaption></figure>\n\n"


def _shortcode(found: re.Match[str], closed: set[str], fillers: Fillers, lose: Lose) -> str:
    """The replacement of a shortcode, or of its closing tag; ordinary words in brackets stay."""
    name = found[2].lower()
    given = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(found[3])}
    if name == "gallery" and (gone := sum(number not in fillers.media for number in _pictures(given))):
        lose(f"{gone} image{'s' if gone > 1 else ''} d’une galerie")
    if shown := _shown(name, given, fillers):
        return f"\n\n{shown}\n\n"
    is_code = bool(given) or name in closed or "_" in name
    if SHELLS.fullmatch(name) and (is_code or found[1]):
        return "\n\n"
    if not (is_code or name in OF_WORDPRESS or "-" in name):
        return found[0]
    if not found[1]:
        lose(f"ce que montrait « {found[2]} », une extension de WordPress")
    return "\n\n"


def _shown(name: str, given: Mapping[str, str], fillers: Fillers) -> str:
    """The HTML of a shortcode whose attributes say what it shows; "" for any other."""
    if name == "gallery":
        return "".join(_image(fillers, str(number)) for number in _pictures(given))
    if name in ("video", "audio", "et_pb_video", "et_pb_audio"):
        source = next((given[key] for key in SOURCES if given.get(key)), "")
        return f'<a href="{escape(source)}">{"Vidéo" if "video" in name else "Son"}</a>' if source else ""
    if name in ("vc_single_image", "av_image") and (number := given.get("image", given.get("attachment", ""))):
        return _image(fillers, number)
    if name in ("et_pb_image", "fusion_imageframe") and (source := given.get("src", "")):
        return f'<img src="{escape(source)}" alt="{escape(given.get("alt", ""))}">'
    if name in ("vc_btn", "vc_button", "vc_cta"):
        return _button(given.get("title", ""), _vc_link(given.get("link", "")))
    if name in ("et_pb_button", "su_button"):
        return _button(given.get("button_text", ""), given.get("button_url", given.get("url", "")))
    words = given.get("text", "") if name == "vc_custom_heading" else given.get("title", "")
    return f"<h3>{escape(words)}</h3>" if words and HEADINGS.fullmatch(name) else ""


def _pictures(gallery: Mapping[str, str]) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", gallery.get("ids", gallery.get("include", "")))]


def _image(fillers: Fillers, number: str) -> str:
    address = fillers.media.get(int(number)) if number.isdecimal() else None
    return f'<img src="{escape(address)}" class="wp-image-{number}">' if address else ""


def _button(words: str, address: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(words or address)}</a></p>' if address else ""


def _vc_link(packed: str) -> str:
    """The address in a packed link, « url:https%3A%2F%2F…|title:… »."""
    return next((unquote(part[4:]) for part in packed.split("|") if part.startswith("url:")), "")
