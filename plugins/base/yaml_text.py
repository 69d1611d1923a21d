"""Writes values as YAML, in messages that show what to write and in files that the desk writes."""

import json
import re


def scalar(value: str) -> str:
    """A value for a list or sub-fields on one line: between quotes where YAML would misread a sign in it."""
    plain = re.fullmatch(r"[\w…](?:[\w…/@.+’'() -]|:(?=\S))*(?<! )", value) and value not in ("null", "~")
    return value if plain else json.dumps(value, ensure_ascii=False)


def flow(value: object) -> str:
    """A text, a list or a group on one line: « [un, deux] », « {nom: Dinant} »; None is an empty text."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return scalar(str(value or ""))
