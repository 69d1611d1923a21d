"""Puts a picture or a document beside the content, once it is known that it may be published."""

import re
from itertools import count
from pathlib import Path
from typing import Final

from plugins.base.typography import slugify
from plugins.pictures.documents import check_document
from plugins.pictures.inspection import check_name_and_size, inspect_picture

FOLDERS: Final = {"picture": "images", "document": "documents"}
"""Where the files of a field go, by how it is typed."""


def deposit(content: Path, control: str, name: str, data: bytes) -> str:
    """Keep a file under a name made of its own, which is returned; the same file is kept once.

    Raises ValueError, in French, where it cannot be published.
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
