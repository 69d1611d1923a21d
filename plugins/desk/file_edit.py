"""Changes one file of the content for a command, unless the change makes a mistake."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from plugins.base.cache import write_whole
from plugins.base.mistakes import ContentMistakes
from plugins.model import Record
from plugins.model.site import Site
from plugins.source.loading import load

Edited = TypeVar("Edited", bound=Record)
Change = Callable[[Site, Edited, bytes], bytes]
"""Turns the bytes of the file of a record into others. Raises ValueError with a French message."""


def edit_file(
    content: Path,
    today: dt.date,
    find: Callable[[Site], Edited],
    change: Change[Edited],
    show: Callable[[Site, Edited], None],
) -> int:
    """Change the file of the record that ``find`` finds, unless that makes a mistake, and ``show`` the result.

    Returns the exit code: 1 when nothing was written.
    """
    try:
        site = load(content, today)
        record = find(site)
        file = content / record.source.path
        before = file.read_bytes()
        after = change(site, record, before)
    except (ContentMistakes, ValueError) as error:
        print(error.report() if isinstance(error, ContentMistakes) else error)
        return 1
    try:
        changed = load(content, today, instead={record.source.path: after})
    except ContentMistakes as mistakes:
        print(f"{mistakes}\nRien n’a été changé.")
        return 1
    write_whole(file, after)
    old = set(before.decode("utf-8").splitlines())
    for number, row in enumerate(after.decode("utf-8").splitlines(), 1):
        if row not in old:
            print(f"{file.as_posix()}:{number}: {row}")
    show(changed, find(changed))
    return 0
