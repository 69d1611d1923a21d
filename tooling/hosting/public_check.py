"""Checks after a publication whether the public address keeps the promises of the site, and says so in French.

A promise that the host cannot keep (deploy/README.md) is reported each time; nothing is refused or undone.
"""

import contextlib
import gzip
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

import brotli

from plugins.model.redirection import Redirection
from tooling.hosting import host_files, policy
from tooling.hosting.policy import file_at
from tooling.hosting.public_address import Answer, NoAnswer, ask

CHECK_TIMEOUT: Final = 30.0
"""The timeout of the whole check, in seconds."""
COMPARED: Final = ("/", "/sitemap.xml", "/sw.js")
"""The paths whose bytes are compared, to recognise the version of the site."""
UNKNOWN_ADDRESS: Final = "/adresse-qui-n-existe-pas/"
DECODERS: Final[Mapping[str, Callable[[bytes], bytes]]] = {"br": brotli.decompress, "gzip": gzip.decompress}
FOR_THE_HOST: Final = (
    "Les lignes « note » sont pour qui gère le serveur : le site marche sans cela. Transmettez-les-lui, avec "
    "deploy/README.md, qui dit ce que chaque hébergeur peut promettre."
)
KINDS: Final[Mapping[str, Callable[[Redirection], bool]]] = {
    "ancienne adresse": lambda redirection: redirection.exact,
    "famille d’anciennes adresses": lambda redirection: redirection.family and not redirection.query,
    "ancienne adresse avec une question": lambda redirection: bool(redirection.query),
}
"""The kinds of redirections, of which a host may support only some."""


@dataclass(frozen=True)
class Public:
    """The public address ``website``, without a slash at its end, and the ``folder`` that was published there."""

    website: str
    folder: Path
    redirections: tuple[Redirection, ...]

    def ask(self, address: str, method: str = "GET", accepted: str = "identity") -> Answer:
        """The answer at a percent-encoded path. Raises NoAnswer."""
        return ask(self.website, address, method, accepted)

    def published(self, path: str) -> bytes:
        """The bytes that were published at a path."""
        return file_at(self.folder, path).read_bytes()


def verify(
    website: str, folder: Path, redirections: Iterable[Redirection], seconds: float = CHECK_TIMEOUT
) -> list[str]:
    """One line for each promise, whether it is kept at ``website``, where ``folder`` has just been published.

    Raises nothing, not even for Ctrl-C, and takes at most ``seconds``; a last line says when it did not finish.
    """
    lines: list[str] = []
    # A thread, because only that bounds name resolution and an answer sent byte by byte.
    thread = threading.Thread(target=_check, args=(Public(website, folder, tuple(redirections)), lines), daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    except KeyboardInterrupt:
        return [*lines, "Vérification arrêtée. Le site est publié."]
    late = [f"L’adresse {website}/ répond trop lentement : le reste n’a pas été vérifié."] if thread.is_alive() else []
    return [*lines, *late]


def _check(public: Public, lines: list[str]) -> None:
    """Check one promise after the other, and add its line to ``lines`` at once, so that a late one loses no other."""
    try:
        home = public.ask("/")
    except NoAnswer as silent:
        lines.append(
            f"L’adresse {public.website}/ n’a pas pu être vérifiée : {silent} → ouvrez-la plus tard dans un navigateur."
        )
        return
    lines.append(f"Ce qui tient à l’adresse {public.website}/ :")
    for name, promise in PROMISES.items():
        fault = "NON " if promise is version else "note"
        try:
            lines.extend(f"  {'oui ' if holds else fault}  {line}" for holds, line in promise(public, home))
        except NoAnswer as silent:
            lines.append(f"  {fault}  {name} : pas vérifié, {silent}")
        except Exception:  # the site is public already: a fault here must not look like a failed publication
            lines.append(f"  {fault}  {name} : pas vérifié, la réponse ne se comprend pas")
    if any(line.startswith("  note") for line in lines):
        lines.append(FOR_THE_HOST)


def version(public: Public, home: Answer) -> Iterator[tuple[bool, str]]:
    """Whether the bytes served are those just published."""
    if home.status != 200:
        yield False, f"version : la page d’accueil répond {home.status} → ouvrez-la dans un navigateur"
        return
    known = [path for path in COMPARED if path == "/" or (public.folder / path[1:]).is_file()]
    old = [path for path in known if (home if path == "/" else public.ask(path)).body != public.published(path)]
    if old:
        yield (
            False,
            f"version : {' et '.join(old)} ne montre{'nt' * (len(old) > 1)} pas ce qui vient d’être publié "
            "→ un hébergeur et ses copies (cache) peuvent demander quelques minutes : rechargez la page plus tard",
        )
    else:
        yield True, "version : celle qui vient d’être publiée ; le site est en ligne, entier"


def sent_headers(public: Public, home: Answer) -> Iterator[tuple[bool, str]]:
    """Whether files are served with the headers of the policy; one file is tried for each set of headers."""
    absent: dict[str, str] = {}
    other: dict[str, str] = {}
    for path in _paths_to_try(public.folder):
        answer = home if path == "/" else public.ask(quote(path), "HEAD")
        wanted = policy.headers(path) | {"Content-Type": policy.media_type(path)}
        if urlsplit(public.website).scheme != "https":
            del wanted[policy.HSTS]
        for name, value in wanted.items():
            sent = answer.headers.get_all(name)
            if not sent:
                absent.setdefault(name, path)
            elif _directives(name, ", ".join(sent)) != _directives(name, value):
                other.setdefault(name, path)
    if not absent and not other:
        yield True, "en-têtes : tous ceux du site"
        return
    faults = [f"manque {_places(absent)}"] if absent else []
    faults += [f"autre valeur pour {_places(other)}"] if other else []
    in_pages = " ; les pages disent elles-mêmes ce qu’elles peuvent" if policy.CSP in absent else ""
    yield False, f"en-têtes : {' ; '.join(faults)}{in_pages}"


def compression(public: Public, home: Answer) -> Iterator[tuple[bool, str]]:
    """Whether the home page is compressed on request, and decompresses to the same bytes."""
    found = []
    for encoding, decode in DECODERS.items():
        answer = public.ask("/", accepted=encoding)
        with contextlib.suppress(OSError, EOFError, brotli.error):
            if answer.headers["Content-Encoding"] == encoding and decode(answer.body) == home.body:
                found.append(encoding)
    lacking = [encoding for encoding in DECODERS if encoding not in found]
    if not lacking:
        yield True, f"compression : {' et '.join(found)}"
    else:
        but = f"{' et '.join(found)} seulement, pas {' ni '.join(lacking)}" if found else "aucune"
        yield False, f"compression : {but}"


def unknown_address(public: Public, _: Answer) -> Iterator[tuple[bool, str]]:
    """Whether an unknown address answers 404 with the site's own page."""
    answer = public.ask(UNKNOWN_ADDRESS)
    if answer.status != 404:
        yield False, f"adresse inconnue : répond {answer.status} au lieu de 404"
    elif answer.body != public.published("/404.html"):
        yield False, "adresse inconnue : répond 404, mais sans la page du site"
    else:
        yield True, "adresse inconnue : répond 404, avec la page du site"


def moved(public: Public, _: Answer) -> Iterator[tuple[bool, str]]:
    """Whether one old address of each kind leads to the new one."""
    for name, is_one in KINDS.items():
        redirection, address = _example(public.redirections, is_one)
        if redirection:
            holds, how = _leads(public, redirection, address)
            yield holds, f"{name} : {unquote(address)} {how}"


PROMISES: Final[Mapping[str, Callable[[Public, Answer], Iterator[tuple[bool, str]]]]] = {
    "version": version,
    "en-têtes": sent_headers,
    "compression": compression,
    "adresse inconnue": unknown_address,
    "anciennes adresses": moved,
}
"""The name of each promise → the function that checks it and yields (holds, line)."""


def _paths_to_try(folder: Path) -> tuple[str, ...]:
    """One path for each set of headers of the policy, the home page first."""
    found: dict[tuple[tuple[str, str], ...], str] = {}
    for path in ("/", *host_files.paths(folder)):
        found.setdefault(tuple(policy.headers(path).items()), path)
    return tuple(found.values())


def _directives(name: str, value: str) -> frozenset[str]:
    """The directives of a header, the same for each way in which a host may write one value."""
    said = frozenset(part.strip().lower() for part in value.replace(";", ",").split(","))
    if name == "Cache-Control":  # what Netlify sends for no-cache
        return frozenset({"no-cache"}) if {"max-age=0", "must-revalidate"} <= said else said
    return said - {"frame-ancestors *"}  # a policy without it means the same


def _places(names: Mapping[str, str]) -> str:
    """The names of headers, each with its path unless that is the home page."""
    return ", ".join(f"{name}{'' if path == '/' else f' ({path})'}" for name, path in names.items())


def _example(
    redirections: tuple[Redirection, ...], is_one: Callable[[Redirection], bool]
) -> tuple[Redirection | None, str]:
    """The first redirection of a kind, and an old address to which it applies."""
    for redirection in filter(is_one, redirections):
        address = redirection.written.removesuffix("*") + "essai" * redirection.family
        if next((each for each in redirections if each.matches(address)), None) is redirection:
            return redirection, address
    return None, ""


def _leads(public: Public, redirection: Redirection, address: str) -> tuple[bool, str]:
    """Whether the old ``address`` leads to the target of its redirection, and how, in French."""
    answer, target = public.ask(address), redirection.target
    if location := answer.headers["Location"]:
        led = unquote(urljoin(public.website + address, location)) == f"{public.website}{target}"
        if led and answer.status in {301, 308}:
            return True, f"mène à {target}"
        return False, f"mène à {target}, mais pas pour de bon ({answer.status})" if led else f"ne mène pas à {target}"
    file = public.folder / redirection.file if redirection.file else None
    if answer.status == 200 and file and file.is_file() and answer.body == file.read_bytes():
        return True, f"mène à {target}, par le fichier qui se trouve là"
    return False, f"répond {answer.status} au lieu de mener à {target}"
