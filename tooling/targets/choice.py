"""The target of a publication, by what is typed or by publication.toml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from plugins.base.mistakes import one_of
from tooling.targets.folder import FolderTarget
from tooling.targets.rsync import RsyncTarget
from tooling.targets.server_settings import read_server
from tooling.targets.sftp import SftpTarget
from tooling.targets.target import Target, TargetRefused

SERVERS: Final[Mapping[str, type[RsyncTarget] | type[SftpTarget]]] = {"serveur": RsyncTarget, "sftp": SftpTarget}
"""The hosts that are connected to, by their name in publication.toml, and how."""


def target_for(word: str, host: str, settings: Path, folder: FolderTarget) -> Target:
    """The target of the ``word`` typed after --vers; without one, that of the ``host``. Raises TargetRefused.

    ``settings`` is the file that names the server, ``folder`` the target on this computer.
    """
    word = word or SERVERS.get(host, folder).word
    if word == folder.word:
        return folder
    for kind in SERVERS.values():
        if word == kind.word:
            return kind(read_server(settings))
    words = one_of([folder.word, *(kind.word for kind in SERVERS.values())])
    raise TargetRefused(f"--vers {word} : écrivez {words}.")
