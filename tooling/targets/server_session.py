"""The session of a publication with its server: one ssh connection, which holds the server's lock while it is open."""

import contextlib
import shlex
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Final

from tooling.commands.program import COMMAND
from tooling.targets.server_settings import Server
from tooling.targets.target import ConnectionLost, TargetRefused

SCRIPT: Final = Path(__file__).with_name("server_session.sh").read_text("utf-8")
LONGEST_SESSION: Final = 7200
"""Seconds after which the server ends any session; no upload takes as long."""
INPUT_TIMEOUT: Final = 45
"""Seconds without input after which the server ends the session and releases the lock."""
HEARTBEAT_INTERVAL: Final = 10
"""Seconds between two heartbeats."""
WHOLE: Final = "Le site en ligne est entier : l’ancien ou le nouveau. Recommencez."
UNREACHABLE: Final = 255  # the exit code of a failure of ssh itself


class ServerSession:
    """The only session with that server and folder; anybody else who tries to publish is told ``who`` holds it.

    Opening the session and each request may raise TargetRefused.
    """

    def __init__(self, server: Server, who: str) -> None:
        self.server = server
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the session
        script = ("sh", "-c", SCRIPT, "publier", server.folder, who, str(INPUT_TIMEOUT))
        words = ("timeout", "-k", "10", str(LONGEST_SESSION), *script)
        self._ssh = subprocess.Popen(
            [*server.ssh, server.address, "exec " + shlex.join(words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            encoding="utf-8",
        )
        assert self._ssh.stdin
        assert self._ssh.stdout
        self._input, self._output = self._ssh.stdin, self._ssh.stdout
        self._line, self._ended = threading.Lock(), threading.Event()
        threading.Thread(target=self._live, daemon=True).start()
        try:
            self._answer()
        except BaseException:
            self.close()
            raise

    def ask(self, *words: str) -> list[str]:
        """Send one line to the script on the server; return the lines of its answer."""
        with contextlib.suppress(BrokenPipeError):  # the answer says why
            self._say(*words)
        return self._answer()

    def _say(self, *words: str) -> None:
        with self._line:
            self._input.write(" ".join(words) + "\n")
            self._input.flush()

    def _live(self) -> None:
        """Send heartbeats, also while nothing is asked, as during an upload."""
        with contextlib.suppress(BrokenPipeError, ValueError):  # ValueError: closed
            while not self._ended.wait(HEARTBEAT_INTERVAL):
                self._say("alive")

    def close(self) -> None:
        """Close the connection: the server releases its lock."""
        self._ended.set()
        with contextlib.suppress(BrokenPipeError), self._line:
            self._input.close()
        self._output.close()
        try:
            self._ssh.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._ssh.kill()
            self._ssh.wait()
        self._errors.close()

    def _answer(self) -> list[str]:
        lines: list[str] = []
        for line in self._output:
            if line == "ok\n":
                return lines
            lines.append(line.rstrip("\n"))
        raise self._refusal(lines[0] if lines else "")

    def _refusal(self, said: str) -> TargetRefused:
        """The error for the reason that the server gave, or for a lost connection."""
        server, (reason, _, detail) = self.server, said.partition(" ")
        if reason == "busy":
            return TargetRefused(
                f"Une autre publication est en cours sur {server.host} : {detail}.\n"
                "Rien n’a changé. Si c’est la vôtre, arrêtée en chemin (connexion coupée, ordinateur en veille), elle "
                "finit d’elle-même en une minute au plus.\nSinon, attendez qu’elle finisse : quelques minutes, deux "
                "heures au plus. Puis recommencez."
            )
        if reason == "silent":
            return ConnectionLost(
                f"Le serveur {server.host} n’a plus rien entendu de cet ordinateur pendant {INPUT_TIMEOUT} secondes "
                "(connexion coupée, ordinateur en veille).\n"
                f"{WHOLE}"
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

    def _lost(self) -> ConnectionLost:
        code = self._ssh.wait()
        self._errors.seek(0)
        printed = self._errors.read().decode("utf-8", "replace").strip()
        if code == UNREACHABLE:
            return ConnectionLost(unreachable(self.server, printed), printed)
        return ConnectionLost(f"Le serveur {self.server.host} s’est arrêté en chemin (code {code}).\n{WHOLE}", printed)


def unreachable(server: Server, printed: str) -> str:
    """The cause of a failed ssh connection, in French, from what ssh ``printed`` to stderr."""
    if "REMOTE HOST IDENTIFICATION HAS CHANGED" in printed:
        return (
            f"Le serveur {server.host} n’a plus la clé que cet ordinateur lui connaît : il a été réinstallé, ou un "
            "autre se fait passer pour lui. Rien n’a été envoyé.\n"
            "→ Demandez à l’hébergeur si la clé a changé. Si oui, oubliez l’ancienne : "
            f"ssh-keygen -R {_known_as(server)}\nSi non, ne publiez pas."
        )
    if "host key is known for" in printed or "Host key verification failed" in printed:
        return (
            f"Cet ordinateur ne connaît pas encore la clé du serveur {server.host}. Rien n’a été envoyé.\n"
            f"→ Connectez-vous une fois à la main : ssh -p {server.port} {server.address}\n"
            "Comparez l’empreinte qu’il montre à celle que donne l’hébergeur ; si c’est la même, répondez « yes »."
        )
    if "Permission denied" in printed:
        return (
            f"Le serveur {server.host} ne laisse pas entrer {server.user} depuis cet ordinateur : il n’a pas "
            f"encore votre clé. Rien n’a changé.\n→ Envoyez-la à l’hébergeur : « {COMMAND} mise-en-route » la montre. "
            "Quand il l’a ajoutée, relancez cette commande."
        )
    return f"La connexion à {server.address} (port {server.port}) ne s’établit pas ou s’est coupée.\n{WHOLE}"


def _known_as(server: Server) -> str:
    """The name of the server in known_hosts, quoted for a shell."""
    return server.host if server.port == 22 else f'"[{server.host}]:{server.port}"'
