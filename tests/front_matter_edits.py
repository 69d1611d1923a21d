"""Editing content files as an officer does: some fields, or the text under them."""

import re

import yaml


def with_fields(source, fields, text=None):
    """A file in which some fields, given as they are typed, and perhaps the text are others."""
    front, body = _parts(source)
    blocks = re.findall(r"^\S[^\n]*\n(?:^[ -][^\n]*\n)*", front, re.M)
    assert "".join(blocks) == front
    keys = set(re.findall(r"^(\w+):", fields, re.M))
    kept = "".join(block for block in blocks if block.partition(":")[0] not in keys)
    return f"---\n{kept}{fields.rstrip()}\n---\n{body if text is None else text}"


def fields_of(source):
    """The fields of a file: as in the program, every scalar is text."""
    return yaml.load(_parts(source)[0], yaml.CBaseLoader) or {}


def changed(source, change):
    """A file after ``change`` was called with its fields, which it may alter."""
    fields = fields_of(source)
    change(fields)
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)}---\n{_parts(source)[1]}"


def _parts(source):
    return re.fullmatch(r"---\n(.*?)^---\n?(.*)", source, re.S | re.M).groups()
