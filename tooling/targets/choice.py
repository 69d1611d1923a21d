"""Chooses the target of a publication: the one that is typed, else the one of publication.toml."""

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
"""The target class of each kind of server, by its name as « hebergeur » in publication.toml."""


def target_for(word: str, host: str, settings: Path, folder: FolderTarget) -> Target:
    """The target for the ``word`` typed after --vers or, where that is "", for the ``host`` of publication.toml.

    ``settings`` is the file that names the server, ``folder`` the target on this computer. Raises TargetRefused.
    """
    word = word or SERVERS.get(host, folder).word
    if word == folder.word:
        return folder
    for kind in SERVERS.values():
        if word == kind.word:
            return kind(read_server(settings))
    words = one_of([folder.word, *(kind.word for kind in SERVERS.values())])
    raise TargetRefused(f"--vers {word} : écrivez {words}.")
