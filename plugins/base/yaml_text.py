"""How a value is written in YAML: in messages that show what to write, and in files that the desk writes."""

import json
import re
from collections.abc import Iterable


def scalar(value: str) -> str:
    """A value as it may stand in a list or among sub-fields: between quotes where YAML would misread a sign in it."""
    plain = re.fullmatch(r"[\w…](?:[\w…/@.+’'() -]|:(?=\S))*(?<! )", value) and value not in ("null", "~")
    return value if plain else json.dumps(value, ensure_ascii=False)


def flow_list(items: Iterable[str]) -> str:
    """Several values in the short form of a list: « [un, deux] »."""
    return f"[{', '.join(map(scalar, items))}]"
