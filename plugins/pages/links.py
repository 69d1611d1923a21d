"""The links of a page in another language: to the page in that language, else to the French one, marked as such."""

import re
from collections.abc import Callable
from typing import Final

from plugins.languages.language import OF_CONTENT

_TAG: Final = re.compile(r"<(?:a|form) [^>]*>")
_TARGET: Final = re.compile(r'(?<= )(href|action)="(/[^"#?]*)')


def with_own_links(html: str, prefix: str, at: Callable[[str], str]) -> str:
    """The HTML with its links changed; ``prefix`` begins the addresses of the language, ``at`` is ``Site.at``.

    A link to a French page gets ``hreflang``. A link that has ``hreflang`` already stays as it is.
    """

    def led(target: re.Match[str]) -> str:
        name, address = target.groups()
        if address.startswith(f"{prefix}/"):
            return target[0]
        there = at(address)
        french = f'hreflang="{OF_CONTENT.code}" ' if name == "href" and there == address else ""
        return f'{french}{name}="{there}'

    return _TAG.sub(lambda tag: tag[0] if " hreflang=" in tag[0] else _TARGET.sub(led, tag[0]), html)
