"""Edits content files as an officer does: some fields, or the text below them."""

import re

import yaml


def with_fields(source, fields, text=None):
    """Return the file ``source`` with ``fields``, rows of YAML, in place of those of the same names; also ``text``."""
    front, body = _parts(source)
    blocks = re.findall(r"^\S[^\n]*\n(?:^[ -][^\n]*\n)*", front, re.M)
    assert "".join(blocks) == front
    keys = set(re.findall(r"^(\w+):", fields, re.M))
    kept = "".join(block for block in blocks if block.partition(":")[0] not in keys)
    return f"---\n{kept}{fields.rstrip()}\n---\n{body if text is None else text}"


def fields_of(source):
    """The fields of the file ``source``; every scalar is text, as in the program."""
    return yaml.load(_parts(source)[0], yaml.CBaseLoader) or {}


def changed(source, change):
    """Return the file ``source`` with the fields as the function ``change`` leaves them; it gets them as a dict."""
    fields = fields_of(source)
    change(fields)
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)}---\n{_parts(source)[1]}"


def _parts(source):
    return re.fullmatch(r"---\n(.*?)^---\n?(.*)", source, re.S | re.M).groups()
