"""The files for hosts say what the policy says; tests/serving runs nginx and Apache with them."""

import re
from dataclasses import replace
from pathlib import Path
from runpy import run_path

from plugins.model.redirection import Redirection
from tooling.hosting import host_files, policy

ROOT = Path(__file__).parents[3]


def to(path, query="", family=False):
    return Redirection(1, path, query, family, "/contact/")


def test_redirects_for_gitlab_come_with_the_most_precise_first():
    redirections = (
        to("/a b/"),
        to("/12:foo/"),
        to("/x", "p=1"),
        to("/wp-content/", family=True),
        to("/index.php", family=True),
    )
    assert host_files.gitlab_redirects(redirections).splitlines() == [
        "/a%20b/ /contact/ 301!",
        "/12%3Afoo/ /contact/ 301!",
        "/wp-content/* /contact/ 301",
        "/index.php /contact/ 301",
        "/index.php/* /contact/ 301",
    ]


def test_without_a_rule_there_is_no_file(tmp_path):
    """An empty file would be a finding against the release."""
    (tmp_path / "_redirects").touch()
    host_files.write_host_files(tmp_path, ())
    assert [file.name for file in tmp_path.iterdir()] == [".htaccess"]


def test_another_host_has_rules_of_its_own(tmp_path):
    others = (replace(to("/a/"), host="ancien.example"), replace(to("/", family=True), host="ancien.example"))
    host_files.write_host_files(tmp_path, (to("/old/"),), others)
    home = f"https://{policy.HOST}/contact/"
    assert (tmp_path / host_files.NGINX_OTHER_HOSTS).read_text("utf-8").splitlines() == [
        rf'"~^ancien\.example/a/?\?.*$" "{home}";',
        rf'"~^ancien\.example/.*\?.*$" "{home}";',
    ]
    assert (tmp_path / "_redirects").read_text("utf-8").splitlines() == [
        f"https://ancien.example/a/ {home} 301!",
        f"https://ancien.example/* {home} 301",
        "/old/ /contact/ 301!",
    ]


def test_no_header_or_pattern_can_end_a_line_of_a_server_early():
    for text in (*policy.EVERYWHERE.values(), *(part for e in policy.EXEMPTIONS for part in (e.value, e.pattern))):
        assert not re.search(r'["$#\n]|\\$', text)


def test_the_files_of_all_hosts_are_written_into_the_site(tmp_path):
    (tmp_path / "index.html").write_text("x", "utf-8")
    for _ in range(2):
        host_files.write_host_files(tmp_path, (to("/old/"),), (replace(to("/a/"), host="ancien.example"),))
    assert {file.name for file in tmp_path.iterdir()} == {*host_files.OWN, "index.html"}
    assert "/old/ /contact/ 301!" in (tmp_path / "_redirects").read_text("utf-8")
    assert 'RewriteRule "^old/?$" "/contact/"' in (tmp_path / ".htaccess").read_text("utf-8")
    assert (tmp_path / host_files.NGINX_LIST).read_text("utf-8") == '"~^/old/?\\?.*$" "/contact/";\n'
    assert tuple(host_files.paths(tmp_path)) == ("/",)


def test_what_is_in_deploy_is_what_the_policy_makes(capsys):
    assert run_path(str(ROOT / "scripts/deploy_files.py"))["main"](["--check"]) == 0, capsys.readouterr().out


def test_no_list_is_empty(tmp_path):
    """A check of the release takes an empty file for a failed copy; the web servers do without a missing list."""
    host_files.write_host_files(tmp_path, (to("/old/"),), (replace(to("/a/"), host="ancien.example"),))
    host_files.write_host_files(tmp_path, ())
    assert [file.name for file in tmp_path.iterdir() if not file.stat().st_size] == []
