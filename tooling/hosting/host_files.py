"""The policy in the words of each host: nginx, Apache, and those that read `_headers` and `_redirects` (Netlify)."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from plugins.model.redirection import Redirection
from plugins.text.identity import IDENTITY
from tooling.hosting import policy
from tooling.hosting.policy import (
    CSP,
    CSP_OF_PAGES,
    EVERYWHERE,
    EXEMPTIONS,
    FEEDS,
    FRAMED_BY_NONE,
    HSTS,
    OTHERS,
    TEXTS,
    headers,
    media_type,
)

NGINX_LIST: Final = ".redirections.nginx"
OWN: Final = frozenset({".htaccess", "_headers", "_redirects", NGINX_LIST})
"""Names of the files that this module writes, which are never served."""
COMPRESSED: Final = frozenset({".br", ".gz"})
TEMPLATES: Final = Path(__file__).resolve().parent / "templates"


def write(output: Path, redirections: Iterable[Redirection]) -> None:
    """Write the files of every host into a built site; a host ignores those of the others.

    For nginx only the list of redirections: its configuration is installed once, by hand (`deploy/`).
    """
    redirections = tuple(redirections)
    files = {
        ".htaccess": htaccess(redirections),
        "_headers": netlify_headers(paths(output)),
        "_redirects": netlify_redirects(redirections),
        NGINX_LIST: nginx_redirections(redirections),
    }
    for name, text in files.items():
        (output / name).write_text(text, "utf-8", newline="\n")


def nginx() -> str:
    """The nginx configuration of the site."""
    varying = tuple(dict.fromkeys(exemption.header for exemption in EXEMPTIONS))
    return _template("nginx.conf").render(
        _policy(),
        list_name=NGINX_LIST,
        varying=[(header, EVERYWHERE.get(header, "")) for header in varying],
        fixed=[item for item in EVERYWHERE.items() if item[0] not in (*varying, HSTS)],
        variable=lambda header: f"{IDENTITY.key}_{header.lower().replace('-', '_')}",
    )


def nginx_redirections(redirections: Iterable[Redirection]) -> str:
    """Lines for the map in the nginx configuration, from a whole address to its target."""
    return "".join(
        f'"~^{redirection.path_pattern}\\?{redirection.query_pattern}$" "{redirection.location}";\n'
        for redirection in redirections
    )


def htaccess(redirections: Iterable[Redirection] = ()) -> str:
    """The `.htaccess` at the root of the site."""
    compressed = sorted({*TEXTS, "json", "webmanifest"})
    return _template("htaccess").render(_policy(), redirections=tuple(redirections), compressed=compressed)


def netlify_headers(every_path: Iterable[str]) -> str:
    """The `_headers` for a site that has these paths.

    Values that several rules give to one header are joined by commas, so no rule may take back what another says.
    That one page may be framed is said by telling all others that they may not: of two policies the stricter holds.
    """
    every_path = frozenset(every_path)
    wanted = {path: _own_headers(path) for path in every_path}
    base = EVERYWHERE | {CSP: CSP_OF_PAGES}
    del base["Cache-Control"]  # such a host says as much by itself, and a value could not be taken back
    rules = [("/*", tuple(base.items()))]
    for item in sorted({item for own in wanted.values() for item in own.items()}):
        having = {path for path, own in wanted.items() if item in own.items()}
        rules += ((rule, (item,)) for rule in _covering(having, every_path))
    return "\n".join(f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in said) for path, said in rules)


def _own_headers(path: str) -> dict[str, str]:
    """What a path needs beside the rule for all."""
    said, own = headers(path), {}
    if FRAMED_BY_NONE in said[CSP]:
        own[CSP] = FRAMED_BY_NONE
    if policy.immutable(path):
        own["Cache-Control"] = said["Cache-Control"]
    if "Access-Control-Allow-Origin" in said:
        own["Access-Control-Allow-Origin"] = said["Access-Control-Allow-Origin"]
    if PurePosixPath(path).suffix in {".ics", ".vcf"} or PurePosixPath(path).name in FEEDS:
        own["Content-Type"] = media_type(path)
    return own


def _covering(having: set[str], every_path: Iterable[str], folder: str = "/") -> Iterator[str]:
    """Rules for exactly these paths out of all: `/folder/*` where all below are meant, else one by one."""
    below = {path for path in every_path if path.startswith(folder)}
    if folder != "/" and below <= having:
        yield f"{folder}*"
        return
    deeper = {folder + path[len(folder) :].partition("/")[0] + "/" for path in below if "/" in path[len(folder) :]}
    yield from sorted(path for path in below & having if not path.startswith(tuple(deeper)))
    for inner in sorted(deeper):
        yield from _covering(having, below, inner)


def netlify_redirects(redirections: Iterable[Redirection]) -> str:
    """The `_redirects`, without those that ask for a query: most of these hosts cannot tell one.

    « ! » puts the line before the page that stands at the old address for hosts without redirections. A colon would
    begin a placeholder.
    """
    return "".join(
        f"{path} {redirection.location} 301{'!' if redirection.exact else ''}\n".replace(":", "%3A")
        for redirection in redirections
        if not redirection.query
        for path in _netlify_paths(redirection.written)
    )


def _netlify_paths(written: str) -> tuple[str, ...]:
    """A star is known only at the end of a path, after a slash."""
    if written.endswith("*") and not written.endswith("/*"):
        return written[:-1], f"{written[:-1]}/*"
    return (written,)


def paths(output: Path) -> Iterator[str]:
    """The paths that a built site answers, each page by its folder, without files for hosts and compressed files."""
    for file in sorted(output.rglob("*")):
        name = file.relative_to(output).as_posix()
        if file.is_file() and name not in OWN and file.suffix not in COMPRESSED:
            yield f"/{name}".removesuffix("index.html") if file.name == "index.html" else f"/{name}"


def _policy() -> dict[str, object]:
    types = sorted([(e, media_type(f"x.{e}")) for e in (*TEXTS, *OTHERS)])
    return {
        "host": policy.HOST,
        "apex": policy.APEX,
        "everywhere": EVERYWHERE,
        "hsts": HSTS,
        "exemptions": EXEMPTIONS,
        "types": types,
        "unknown": policy.UNKNOWN,
        "feeds": [(name, media_type(name)) for name in FEEDS],
    }


def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # no HTML
    )
    return environment.get_template(name)
