"""Writes the policy and the redirections in the format of each host: nginx, Apache, GitLab Pages (``_redirects``)."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from plugins.base.identity import IDENTITY
from plugins.base.walk import paths_in
from plugins.model.redirection import OLD_ADDRESSES, Redirection
from tooling.hosting import policy
from tooling.hosting.policy import (
    EVERYWHERE,
    EXEMPTIONS,
    FEEDS,
    HSTS,
    OTHERS,
    TEXTS,
    address,
    media_type,
)
from tooling.hosting.precompression import ENCODINGS

NGINX_LIST: Final = ".redirections.nginx"
NGINX_OTHER_HOSTS: Final = ".other-hosts.nginx"
OWN: Final = frozenset({".htaccess", "_redirects", NGINX_LIST, NGINX_OTHER_HOSTS})
"""The names of the files that this module writes; no host serves them."""
MOST_RULES: Final = 400
"""The most redirections that Apache gets: it reads ``.htaccess`` at each request, and 5,000 rules would take 50 ms."""
TEMPLATES: Final = Path(__file__).resolve().parent / "templates"


def write_host_files(
    output: Path, redirections: Iterable[Redirection], other_hosts: Iterable[Redirection] = ()
) -> None:
    """Write the files of every host into the built site ``output``; a host ignores those of the others.

    nginx only gets lists of redirections: its configuration is installed once, by hand (``deploy/``). ``other_hosts``
    are the redirections from old host names, for a server that answers for these too.
    """
    redirections, others = tuple(redirections), tuple(other_hosts)
    languages = sorted(page.parent.name for page in output.glob("*/404.html"))
    files = {
        ".htaccess": htaccess(redirections, languages, others),
        "_redirects": gitlab_redirects((*others, *redirections)),
        NGINX_LIST: nginx_redirections(redirections),
        NGINX_OTHER_HOSTS: nginx_redirections(others),
    }
    for name, text in files.items():
        if text:
            (output / name).write_text(text, "utf-8", newline="\n")
        else:
            (output / name).unlink(missing_ok=True)


def nginx() -> str:
    """The nginx configuration of the site."""
    varying = tuple(dict.fromkeys(exemption.header for exemption in EXEMPTIONS))
    return _template("nginx.conf").render(
        _policy(),
        list_name=NGINX_LIST,
        other_hosts=NGINX_OTHER_HOSTS,
        varying=[(header, EVERYWHERE.get(header, "")) for header in varying],
        fixed=[item for item in EVERYWHERE.items() if item[0] not in (*varying, HSTS)],
        variable=lambda header: f"{IDENTITY.key}_{header.lower().replace('-', '_')}",
    )


def nginx_redirections(redirections: Iterable[Redirection]) -> str:
    """The lines of a map of the nginx configuration: a pattern for host, path and query → the target."""
    return "".join(
        f'"~^{re.escape(each.host)}{each.path_pattern}\\?{each.query_pattern}$" "{each.location}";\n'
        for each in redirections
    )


def htaccess(
    redirections: Iterable[Redirection] = (),
    languages: Iterable[str] = IDENTITY.languages[1:],
    other_hosts: tuple[Redirection, ...] = (),
) -> str:
    """The ``.htaccess`` at the root of the site; each of the ``languages`` has a 404 page of its own."""
    every = tuple(redirections)
    rules = _for_apache(every)
    return _template("htaccess").render(
        _policy(),
        redirections=rules,
        other_hosts=_for_apache(other_hosts),
        names="|".join(sorted({re.escape(found.host) for found in other_hosts})),
        shortened=rules != every,
        languages=tuple(languages),
        compressed=sorted({*TEXTS, "json"}),
    )


def _for_apache(redirections: tuple[Redirection, ...]) -> tuple[Redirection, ...]:
    """The redirections that Apache gets: all or, of more than MOST_RULES, fewer of those of the earlier site.

    Of these only the broadest families are left. Each single old address has a page in the built site, which redirects
    too, and which takes precedence over a family.
    """
    if len(redirections) <= MOST_RULES:
        return redirections
    families = [found for found in redirections if found.family and found.list_name == OLD_ADDRESSES]
    broad = set(sorted(families, key=lambda found: len(found.written))[: MOST_RULES // 2])
    return tuple(found for found in redirections if found in broad or found.list_name != OLD_ADDRESSES)


def gitlab_redirects(redirections: Iterable[Redirection]) -> str:
    """The ``_redirects`` of GitLab Pages and Netlify, without the redirections with a query, which GitLab cannot match.

    « ! » gives the line precedence over the page at the old address, on hosts that know this sign. A colon is escaped,
    since it would begin a placeholder.
    """
    return "".join(
        f"{start}{path.replace(':', '%3A')} {redirection.location} 301{'!' if redirection.exact else ''}\n"
        for redirection in redirections
        if not redirection.query
        for start in [f"https://{redirection.host}" if redirection.host else ""]
        for path in _gitlab_paths(redirection.written)
    )


def _gitlab_paths(written: str) -> tuple[str, ...]:
    """The patterns for a path: a star is only allowed at its end, after a slash."""
    if written.endswith("*") and not written.endswith("/*"):
        return written[:-1], f"{written[:-1]}/*"
    return (written,)


def paths(output: Path) -> Iterator[str]:
    """The addresses that a built site answers, without files for hosts and compressed forms."""
    for name in paths_in(output):
        if name not in OWN and not name.endswith(tuple(ENCODINGS)):
            yield address(name)


def _policy() -> dict[str, object]:
    types = sorted([(e, media_type(f"x.{e}")) for e in (*TEXTS, *OTHERS)])
    return {
        "host": policy.HOST,
        "apex": policy.APEX,
        "everywhere": EVERYWHERE,
        "hsts": HSTS,
        "exemptions": EXEMPTIONS,
        "types": types,
        "unknown": policy.UNKNOWN_TYPE,
        "feeds": [(name, media_type(name)) for name in FEEDS],
    }


def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # these files are not HTML
    )
    return environment.get_template(name)
