"""The command « mise-en-route »: asks where the site will live, writes that into publication.toml, tries each thing."""

import json
import re
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from plugins.base.cache import write_whole
from tooling.commands.program import COMMAND
from tooling.release.launch import read_launch
from tooling.setup.hosts import Host, hosts
from tooling.setup.ssh_keys import PUBLISHED, Keys
from tooling.sharing.repository import Repository, SharingRefused
from tooling.targets.choice import SERVERS
from tooling.targets.server_settings import PATTERNS, read_server
from tooling.targets.target import TargetRefused

HEADING: Final = """\
# Avant le lancement, le site peut être mis en ligne à une adresse d’essai : les moteurs de recherche n’en montrent
# aucune page, et ce qui est « à compléter » n’empêche rien. Le jour du lancement, écrivez « lance = true ».
"""
SERVER: Final = """
# Le serveur sur lequel « publier » met le site en ligne. Aucun mot de passe ici : la connexion se fait avec une clé.
"""
Ask = Callable[[str], str]


def _shown(before: str) -> str:
    """The earlier answer, as it is shown beside a question."""
    return f" [{before}]" if before else ""


def _one_to(last: int) -> Callable[[str], bool]:
    """A test whether a number from 1 to ``last`` is typed."""
    return lambda typed: typed.isdecimal() and 1 <= int(typed) <= last


class Wizard:
    """The dialogue in the project folder ``root``; ``ask`` puts a question and returns the answer, ``log`` is git's."""

    def __init__(self, root: Path, log: Path, ask: Ask = input, keys: Keys | None = None) -> None:
        self.root, self.log, self._ask, self.keys = root, log, ask, keys or Keys()
        self.settings = root / "publication.toml"

    def run(self) -> int:
        """Ask, write the answers, explain, try everything; return the exit code."""
        trial = self._trial()
        host = self._host(trial)
        server = self._server() if host.key in SERVERS else {}
        self._write(host.key, trial, server)
        print(f"\nC’est écrit dans {self.settings.name}.")
        self._explain(host)
        tried = self._tries(host.key, server)
        print("\nCe qui marche :")
        works = [self._told(what, fault) for what, fault in tried]
        if not all(works):
            print(f"\nEnsuite : faites ce que dit chaque « NON », puis relancez {COMMAND} mise-en-route.")
            return 1
        print(f"\nEnsuite : {COMMAND} envoyer, puis {COMMAND} publier.")
        return 0

    # questions

    def _asked(self, question: str, before: str, fits: Callable[[str], object], wrong: str) -> str:
        """Ask until an answer fits, and print what is ``wrong`` with others; an empty answer means ``before``."""
        while not fits(typed := self._ask(question).strip() or before):
            print(wrong.format(typed))
        return typed

    def _trial(self) -> str:
        known = read_launch(self.settings)
        if known.launched:
            return ""
        hint = f"[{known.trial}]" if known.trial else "(Entrée : aucune pour l’instant)"
        print("Avant le lancement, le site peut vivre à une adresse d’essai, comme https://essai.exemple.be.")
        address = re.compile(r"(?:https?://[\w.-]+(?::\d+)?/*)?")
        wrong = "« {} » : écrivez une adresse comme https://essai.exemple.be, sans rien derrière."
        return self._asked(f"Laquelle ? {hint} ", known.trial, address.fullmatch, wrong).rstrip("/")

    def _host(self, trial: str) -> Host:
        found = hosts(urlsplit(trial).hostname or "")
        print("\nOù le site vivra-t-il ?")
        print("\n".join(f"  {number}. {host.label}" for number, host in enumerate(found, 1)))
        known = read_launch(self.settings).host
        before = next((str(number) for number, host in enumerate(found, 1) if host.key == known), "")
        question = f"Votre choix, de 1 à {len(found)}{_shown(before)} : "
        typed = self._asked(question, before, _one_to(len(found)), f"Écrivez un nombre de 1 à {len(found)}.")
        return found[int(typed) - 1]

    def _server(self) -> dict[str, str | int]:
        questions = {"hote": "Le nom du serveur", "utilisateur": "L’utilisateur", "dossier": "Le dossier du site"}
        known = self._known().get("serveur", {})
        given: dict[str, str | int] = {}
        for key, question in questions.items():
            pattern, hint = PATTERNS[key]
            before = known.get(key, "")
            fits = partial(re.fullmatch, pattern)
            given[key] = self._asked(f"{question}{_shown(before)} : ", before, fits, f"« {{}} » : écrivez {hint}.")
        port = str(known.get("port", 22))
        print("Le port est un numéro que l’hébergeur donne avec le nom du serveur, souvent 22.")
        wrong = "« {} » : écrivez un nombre de 1 à 65535."
        return given | {"port": int(self._asked(f"Le port{_shown(port)} : ", port, _one_to(65535), wrong))}

    # settings

    def _known(self) -> dict[str, dict[str, str]]:
        return tomllib.loads(self.settings.read_text("utf-8")) if self.settings.is_file() else {}

    def _write(self, host: str, trial: str, server: dict[str, str | int]) -> None:
        known = self._known()
        launched = read_launch(self.settings).launched
        rows = [f"{HEADING}[site]", f"lance = {str(launched).lower()}", f"hebergeur = {json.dumps(host)}"]
        rows += [f"adresse_essai = {json.dumps(trial)}"] if trial else []
        if kept := known.get("serveur", {}) | server:
            rows += [f"{SERVER}[serveur]", *(f"{key} = {json.dumps(value)}" for key, value in kept.items())]
        write_whole(self.settings, ("\n".join(rows) + "\n").encode())

    # instructions and trials

    def _explain(self, host: Host) -> None:
        parts = {
            f"À faire une fois ({host.label})": host.once,
            "À demander à qui gère le nom de domaine (CNAME, A, AAAA, TXT : des sortes de lignes, qu’il connaît)": (
                host.domain
            ),
            "La nuit": host.night,
            "La liste des adresses publiées": host.addresses,
        }
        for title, lines in parts.items():
            print(f"\n{title} :")
            print("\n".join(f"  {line}" for line in lines))

    def _tries(self, host: str, server: dict[str, str | int]) -> list[tuple[str, str]]:
        """Try the keys, the repository and the server; return each with its fault in French, "" for none."""
        found = []
        try:
            repository = Repository(self.root, self.log)
            address = repository.url
            if not address:
                found.append(("le dépôt", "ce dossier n’est relié à aucun autre → le guide, « Le premier jour »"))
            elif repository.host and "://" not in address:
                found += self._ssh(repository.host, 22)
            if address:
                repository.fetch()
                found.append((f"le dépôt {address}", ""))
        except SharingRefused as refused:
            found.append(("le dépôt", str(refused)))
        if target := SERVERS.get(host):
            found += self._ssh(str(server["hote"]), int(server["port"]))
            try:
                with target(read_server(self.settings)) as held:
                    notes = "\n".join(each for each in (held.remark(), held.doubt()) if each)
                    found.append((f"le serveur {server['hote']}\n{notes}".strip(), ""))
            except TargetRefused as refused:
                found.append((f"le serveur {server['hote']}", str(refused)))
        return found

    def _ssh(self, host: str, port: int) -> list[tuple[str, str]]:
        """Try the keys for a server: make that of this computer, compare and remember the server's, where missing."""
        key = self.keys.public() or self.keys.make()
        found = [("la clé de cet ordinateur", "" if key else "le programme ssh manque → installez OpenSSH")]
        if key:
            print(f"\nLa clé de cet ordinateur, à donner à {host} (elle n’est pas secrète) :\n  {key}")
        if not self.keys.knows(host, port):
            line, fingerprint = self.keys.offered(host, port)
            if not line:
                return [*found, (f"{host}", "il ne répond pas → vérifiez son nom et votre connexion")]
            if PUBLISHED.get(host) == fingerprint:
                self.keys.remember(line)
            elif host in PUBLISHED:
                return [*found, (host, "son empreinte n’est pas celle qu’il publie → n’envoyez rien, et prévenez")]
            else:
                print(f"\nL’empreinte de {host} est {fingerprint}.")
                answer = self._ask("Est-ce bien celle que l’hébergeur vous a donnée ? [o/N] ").strip().lower()
                if answer not in {"o", "oui"}:
                    return [*found, (host, "son empreinte n’est pas confirmée → demandez-la à l’hébergeur")]
                self.keys.remember(line)
        return found

    def _told(self, what: str, fault: str) -> bool:
        """Print a result; return whether there is no fault."""
        told = f"NON  {what} : {fault}" if fault else f"oui  {what}"
        print("  " + told.replace("\n", "\n       "))
        return not fault
