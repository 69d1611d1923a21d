"""Adds pictures and documents that a form sends to the content, once they are known to be publishable."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

from plugins.base.mistakes import Mistake
from plugins.base.typography import slugify
from plugins.desk.forms.shapes import control_at
from plugins.desk.forms.values import steps_of, written
from plugins.desk.forms.workshop import BODY, Typed
from plugins.pictures.documents import check_document
from plugins.pictures.inspection import check_name_and_size, inspect_picture

FOLDERS: Final = {"picture": "images", "document": "documents"}
"""The folder for the files of a field, by its control."""


def deposit(content: Path, control: str, name: str, data: bytes) -> str:
    """Write a file under a name made from its own, and return that name; the same file is kept once.

    Raises ValueError, in French, if it cannot be published.
    """
    stem, _, suffix = re.split(r"[/\\]", name)[-1].rpartition(".")
    folder, stem, suffix = FOLDERS[control], slugify(stem) or "fichier", slugify(suffix)
    asset = f"{folder}/{stem}.{suffix}"
    if control == "picture":
        check_name_and_size(asset, len(data))
        inspect_picture(asset, data)
    else:
        check_document(asset, len(data))
    (content / folder).mkdir(exist_ok=True)
    for number in count(1):
        file = content / folder / (f"{stem}-{number}.{suffix}" if number > 1 else f"{stem}.{suffix}")
        try:
            with file.open("xb") as new:
                new.write(data)
        except FileExistsError:
            if file.is_symlink() or not file.is_file() or file.read_bytes() != data:
                continue
        return file.name
    raise AssertionError


def with_files(
    content: Path, typed: Typed, files: Mapping[str, tuple[str, bytes]], shows: str
) -> tuple[Typed, list[Mistake]]:
    """Add the files that were sent; return what is typed with their names, and the mistakes.

    A picture for the text itself, not for a field, has ``shows`` as its alternative text.
    """
    refused = []
    for field, (name, data) in files.items():
        field = field.removeprefix("depot.")
        in_text, steps = field == BODY, steps_of(field)
        control = "picture" if in_text else control_at(typed.shapes, steps)
        if control not in FOLDERS:
            continue
        try:
            if in_text and not shows:
                raise ValueError("dites aussi ce que cette image montre, puis déposez-la de nouveau")
            kept = deposit(content, control, name, data)
        except ValueError as reason:
            location = (BODY,) if in_text else tuple(steps)
            refused.append(Mistake(typed.cls.word(), 1, f"« {name} » : {reason}", location=location))
            continue
        if in_text:
            alternative = re.sub(r"([\[\]\\])", r"\\\1", shows)
            typed = replace(typed, body=f"{typed.body.rstrip()}\n\n![{alternative}](/images/{kept})\n".lstrip("\n"))
        else:
            typed = replace(typed, values=written(field, kept, typed.values))
    return typed, refused
