"""The extensions of files in the content."""

from pathlib import PurePosixPath
from typing import Final

PICTURES: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}
"""Those of pictures, with Pillow's name for what must be inside."""


def extension_of(name: str) -> str:
    """« jpg » for « Forum.JPG »."""
    return PurePosixPath(name).suffix.lower().lstrip(".")
