"""A conversation with the server that is published to: one ssh connection, holding the server's lock while it lives."""

import contextlib
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from tooling.targets.server_settings import Server
from tooling.targets.target import Lost, TargetRefused

SCRIPT: Final = Path(__file__).with_name("server_session.sh").read_text("utf-8")
LONGEST: Final = 7200
"""Seconds after which the server lets go of a connection whose other end is lost; no upload takes as long."""
UNREACHABLE: Final = 255  # what ssh itself ends with


class Session:
    """Opened, it is the only one on that server and folder. Raises TargetRefused, then and at each demand."""

    def __init__(self, server: Server, who: str) -> None:
        self.server = server
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the session
        words = ("timeout", "-k", "10", str(LONGEST), "sh", "-c", SCRIPT, "publier", server.folder, who)
        self._ssh = subprocess.Popen(
            [*server.ssh, server.address, "exec " + shlex.join(words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
        )
        try:
            self._answer()
        except BaseException:
            self.close()
            raise

    def ask(self, *words: str) -> list[str]:
        """What the server answers to one line for its script, line by line."""
        assert self._ssh.stdin
        try:
            self._ssh.stdin.write(" ".join(words) + "\n")
            self._ssh.stdin.flush()
        except BrokenPipeError:
            raise self._lost() from None
        return self._answer()

    def close(self) -> None:
        """Hang up: the server lets go of its lock."""
        assert self._ssh.stdin
        assert self._ssh.stdout
        with contextlib.suppress(BrokenPipeError):
            self._ssh.stdin.close()
        self._ssh.stdout.close()
        try:
            self._ssh.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._ssh.kill()
            self._ssh.wait()
        self._errors.close()

    def _answer(self) -> list[str]:
        assert self._ssh.stdout
        lines = []
        for line in self._ssh.stdout:
            if line == "ok\n":
                return lines
            lines.append(line.rstrip("\n"))
        raise self._refusal(lines[0] if lines else "")

    def _refusal(self, said: str) -> TargetRefused:
        """Why the server would not begin, or went away."""
        server, (reason, _, detail) = self.server, said.partition(" ")
        if reason == "busy":
            return TargetRefused(
                f"Une autre publication est en cours sur {server.host} : {detail}.\n"
                "Rien n’a changé. Attendez qu’elle finisse, puis recommencez."
            )
        if reason == "absent":
            return TargetRefused(
                f"Le programme « {detail} » manque sur {server.host} → installez-le (docs/publishing.md)."
            )
        if reason == "forbidden":
            return TargetRefused(
                f"{server.address} ne peut pas écrire dans le dossier {server.folder} → créez-le et donnez-le-lui "
                "(docs/publishing.md)."
            )
        return self._lost()

    def _lost(self) -> Lost:
        code = self._ssh.wait()
        self._errors.seek(0)
        told = self._errors.read().decode("utf-8", "replace").strip()
        if code == UNREACHABLE:
            said = f"La connexion à {self.server.address} (port {self.server.port}) ne s’établit pas ou s’est coupée."
        else:
            said = f"Le serveur {self.server.host} s’est arrêté en chemin (code {code})."
        return Lost(f"{said}\n{told}\nLe site en ligne est entier : l’ancien ou le nouveau. Recommencez.")
