"""Reads forms as browsers send them, with files too (RFC 7578). Anything that no browser writes is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

PLAIN: Final = "application/x-www-form-urlencoded"
MOST_FIELDS: Final = 4000
_FILES = re.compile(r"multipart/form-data; ?boundary=([\w'()+,./:=?-]{1,70})", re.ASCII)
_HEAD = re.compile(
    rb'\r\nContent-Disposition: form-data; name="([^"\r\n]*)"(?:; filename="([^"\r\n]*)"\r\nContent-Type: [^\r\n]*)?',
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sent:
    """A form that was sent: its texts, and the name and the bytes of its files, by the names of the fields."""

    fields: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)


def reader_of(kind: str) -> re.Match[str] | str | None:
    """How ``read`` must read a form of the media type ``kind``; None where no form of the desk has that type."""
    plain = kind.lower() in (PLAIN, f"{PLAIN};charset=utf-8")  # a script sends the second one
    return PLAIN if plain else _FILES.fullmatch(kind)


def read(reader: re.Match[str] | str, data: bytes) -> Sent:
    """The form in ``data``; ``reader`` comes from ``reader_of``. Raises ValueError where no browser wrote it."""
    if isinstance(reader, str):
        text = data.decode("ascii")
        return Sent(dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)))
    first, *parts, last = (b"\r\n" + data).split(b"\r\n--" + reader[1].encode())
    if first or last not in (b"--\r\n", b"--") or len(parts) > MOST_FIELDS:
        raise ValueError("not a form as browsers send it")
    fields, files = {}, {}
    for part in parts:
        head, _, value = part.partition(b"\r\n\r\n")
        found = _HEAD.fullmatch(head)
        if not found:
            raise ValueError("a part without a name")
        if found[2] is None:
            fields[found[1].decode()] = value.decode()
        elif found[2]:
            files[found[1].decode()] = (found[2].decode(), value)
    return Sent(fields, files)
