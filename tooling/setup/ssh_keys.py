"""The ssh key of this computer and the host keys of servers: made, shown and compared without a prompt of ssh."""

import platform
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tooling.commands.lock import user_name

WAIT: Final = 20
"""The timeout of each program, in seconds."""
PUBLISHED: Final = {
    "github.com": "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
    "gitlab.com": "SHA256:eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8",
}
"""The fingerprints (Ed25519) that these hosts publish: « GitHub's SSH key fingerprints » (docs.github.com), « SSH host
keys fingerprints » of docs.gitlab.com/user/gitlab_com."""


def run(command: Sequence[str], text: str = "") -> tuple[bool, str]:
    """Run a program; return whether it succeeded, and its output."""
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, encoding="utf-8", timeout=WAIT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False, ""
    return done.returncode == 0, done.stdout + done.stderr


class Keys:
    """The keys in an ssh folder, by default ``~/.ssh``."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path.home() / ".ssh"
        self.known_hosts = self.folder / "known_hosts"

    def public(self) -> str:
        """The public key of this computer; "" where there is none yet."""
        files = (self.folder / f"id_{kind}.pub" for kind in ("ed25519", "ecdsa", "rsa"))
        return next((file.read_text("utf-8").strip() for file in files if file.is_file()), "")

    def make(self) -> str:
        """Make a key without a passphrase; return its public part, "" where ssh is missing."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{user_name()}@{platform.node() or 'ordinateur'}"
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(self.folder / "id_ed25519")])
        return self.public()

    def knows(self, host: str, port: int) -> bool:
        """Whether known_hosts has a key of the server."""
        name = host if port == 22 else f"[{host}]:{port}"
        return run(["ssh-keygen", "-F", name, "-f", str(self.known_hosts)])[0]

    def offered(self, host: str, port: int) -> tuple[str, str]:
        """The line for known_hosts that the server offers, and its fingerprint; both "" where it does not answer."""
        _, said = run(["ssh-keyscan", "-t", "ed25519", "-p", str(port), host])
        lines = [line for line in said.splitlines() if " ssh-ed25519 " in line and not line.startswith("#")]
        if not lines:
            return "", ""
        _, told = run(["ssh-keygen", "-l", "-f", "-"], f"{lines[0]}\n")
        found = re.search(r"SHA256:\S+", told)
        return lines[0], found[0] if found else ""

    def remember(self, line: str) -> None:
        """Add the line of a server to known_hosts."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.known_hosts.open("a", encoding="utf-8", newline="\n") as known:
            known.write(f"{line}\n")
