"""The files for hosts say what the policy says. nginx and Apache themselves are tried in tests/serving."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.model.redirection import Redirection
from tooling.hosting import host_files, policy

ROOT = Path(__file__).parents[3]
PATHS = (
    "/",
    "/contact/",
    "/agenda/2020/forum/",
    "/agenda/2020/forum/forum.ics",
    "/actualites/atom.xml",
    "/bureaux/",
    "/bureaux/dinant/",
    "/bureaux/dinant/carte/",
    "/bureaux/dinant/dinant.vcf",
    "/bureaux/dinant/fiche/",
    "/bureaux/lieux.json",
    "/donnees/",
    "/donnees/hsds.json",
    "/images/a.0123456789.avif",
    "/images/a.jpg",
    "/sw.js",
    "/theme/css/main.0123456789.css",
    "/theme/css/embed.0123456789.css",
)


def to(path, query="", family=False):
    return Redirection(1, path, query, family, "/contact/")


def parsed(text):
    """Rules of a `_headers` file: each path with its headers."""
    rules = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line, []))
        elif line:
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def answer(rules, path):
    """The headers that such a host sends: those of all rules that match, joined by commas."""
    said = {}
    for rule, pairs in rules:
        if path == rule or (rule.endswith("/*") and path.startswith(rule[:-1])):
            for name, value in pairs:
                said.setdefault(name, []).append(value)
    return said


def strictest(policies):
    """The directives of several policies, each of which must be kept to."""
    return {directive for each in policies for directive in each.split("; ")}


@pytest.mark.parametrize("path", PATHS)
def test_a_netlify_host_sends_what_the_policy_says(path):
    said, wanted = answer(parsed(host_files.netlify_headers(PATHS)), path), policy.headers(path)
    csp = strictest(said.pop(policy.CSP))
    assert csp | {"frame-ancestors *"} == strictest([wanted.pop(policy.CSP)]) | {"frame-ancestors *"}
    if wanted["Cache-Control"] == "no-cache":
        del wanted["Cache-Control"]  # what such a host does anyway
    assert said.pop("Content-Type", [policy.media_type(path)]) == [policy.media_type(path)]
    assert said == {name: [value] for name, value in wanted.items()}


def test_folders_of_one_sort_need_one_rule():
    rules = [rule for rule, _ in parsed(host_files.netlify_headers(PATHS))]
    assert {"/*", "/theme/*", "/agenda/*", "/bureaux/dinant/fiche/*"} <= set(rules)
    assert "/bureaux/*" not in rules
    assert len(rules) < len(PATHS) * 2


def test_netlify_redirections_come_with_the_most_precise_first():
    redirections = (
        to("/a b/"),
        to("/12:foo/"),
        to("/x", "p=1"),
        to("/wp-content/", family=True),
        to("/index.php", family=True),
    )
    assert host_files.netlify_redirects(redirections).splitlines() == [
        "/a%20b/ /contact/ 301!",
        "/12%3Afoo/ /contact/ 301!",
        "/wp-content/* /contact/ 301",
        "/index.php /contact/ 301",
        "/index.php/* /contact/ 301",
    ]


def test_no_header_or_pattern_can_end_a_line_of_a_server_early():
    for text in (*policy.EVERYWHERE.values(), *(part for e in policy.EXEMPTIONS for part in (e.value, e.pattern))):
        assert not re.search(r'["$#\n]|\\$', text)


def test_the_files_of_all_hosts_are_written_into_the_site(tmp_path):
    (tmp_path / "index.html").write_text("x", "utf-8")
    host_files.write(tmp_path, (to("/old/"),))
    host_files.write(tmp_path, (to("/old/"),))
    assert {file.name for file in tmp_path.iterdir()} == {*host_files.OWN, "index.html"}
    assert "/old/ /contact/ 301!" in (tmp_path / "_redirects").read_text("utf-8")
    assert 'RewriteRule "^old/?$" "/contact/"' in (tmp_path / ".htaccess").read_text("utf-8")
    assert (tmp_path / host_files.NGINX_LIST).read_text("utf-8") == '"~^/old/?\\?.*$" "/contact/";\n'
    assert tuple(host_files.paths(tmp_path)) == ("/",)


def test_what_is_in_deploy_is_what_the_policy_makes():
    command = [sys.executable, "scripts/deploy_files.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
