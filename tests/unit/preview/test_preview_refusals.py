"""The requests that the preview refuses: with another host name, from another site, odd or malformed."""

import re
import socket

import pytest

from tests.unit.preview.small_site import get


def answer_to(server, *lines, end="\r\n\r\n"):
    """Send the lines of a request, with the port of the server for PORT; return all that the server answers."""
    with socket.create_connection(server.server_address, timeout=10) as page:
        page.sendall(("\r\n".join(lines) + end).replace("PORT", str(server.server_port)).encode("latin-1"))
        return b"".join(iter(lambda: page.recv(10_000), b"")).decode()


ADDRESSES = ["/", "/rien", "/bureaux/dinant", "/css/main.css", "/_preview/", "/_preview/events", "/_preview/reload.js"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "localhost:1",
        "localhost.:PORT",
        "127.0.0.2:PORT",
        "[::2]:PORT",
        "",
    ],
)
def test_under_another_name_nothing_is_answered(server, host):
    for path in ADDRESSES:
        answer = answer_to(server, f"GET {path} HTTP/1.1", f"Host: {host}")
        assert answer.startswith("HTTP/1.0 421 "), path
        assert "Dinant" not in answer
        assert server.state.version not in answer


def test_the_three_names_of_this_machine_are_answered(server):
    for host in ("127.0.0.1:PORT", "localhost:PORT", "LOCALHOST:PORT", "[::1]:PORT"):
        assert answer_to(server, "GET / HTTP/1.1", f"Host: {host}").startswith("HTTP/1.0 200 "), host


@pytest.mark.parametrize("hosts", [[], ["Host: 127.0.0.1:PORT"] * 2, ["Host: 127.0.0.1:PORT", "Host: evil.example"]])
def test_a_request_names_exactly_one_host(server, hosts):
    for path in ADDRESSES:
        for version in ("1.0", "1.1"):
            answer = answer_to(server, f"GET {path} HTTP/{version}", *hosts)
            assert answer.startswith("HTTP/1.0 400 "), (path, version)


def test_the_name_in_a_whole_address_counts_as_well(server):
    own = "Host: 127.0.0.1:PORT"
    assert answer_to(server, "GET http://localhost:PORT/ HTTP/1.1", own).startswith("HTTP/1.0 200 ")
    assert answer_to(server, "GET http://evil.example:PORT/ HTTP/1.1", own).startswith("HTTP/1.0 421 ")
    assert answer_to(server, "GET http://localhost:PORT/ HTTP/1.1", "Host: evil.example").startswith("HTTP/1.0 421 ")


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:1", "null", "http://127.0.0.1:PORT", ""])
def test_a_script_of_another_site_is_refused(server, origin):
    for path in ADDRESSES:
        answer = answer_to(server, f"GET {path} HTTP/1.1", "Host: localhost:PORT", f"Origin: {origin}")
        assert answer.startswith("HTTP/1.0 403 "), path


def test_a_script_of_the_preview_itself_is_answered(server):
    lines = ("GET / HTTP/1.1", "Host: localhost:PORT", "Origin: http://localhost:PORT")
    assert answer_to(server, *lines).startswith("HTTP/1.0 200 ")


def test_no_other_site_can_use_what_is_answered(server):
    for path in (*ADDRESSES, "/[%zz", "*"):
        headers = get(server, path, "HEAD")[3]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Access-Control-Allow-Origin"] is None


ODD = [
    "/_preview/%00",
    "/_preview/events%00",
    "/_preview/..%2f..%2ftasks.py",
    "/%00",
    "http://[/x",
    "//[/x",
    "/[x",
    "/" + "x" * 300,
    "/" + "x" * 6000,
    "/" + "x/" * 3000,
    "/_preview/" + "x" * 300,
    "/%",
    "/%zz",
    "/%ff%fe",
    "/%ed%a0%80",
    "*",
    "localhost:80",
    "/\xe9",
    "/\x00",
    "/\x7f\x1b[31m",
    "?",
    "x" * 70_000,
]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_odd_address_is_refused_without_a_word_in_the_window(server, capfd, method):
    for target in ODD:
        answer = answer_to(server, f"{method} {target} HTTP/1.1", "Host: localhost:PORT")
        assert re.match(r"HTTP/1\.0 4(00|04|14) ", answer), target[:30]
        assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("GET", 400),
        ("GET / HTTP/x", 400),
        ("GET / HTTP/1.1 x", 400),
        ("GET / HTTP/9.9", 505),
        ("BREW / HTTP/1.1", 501),
        ("POST / HTTP/1.1", 501),
        ("OPTIONS / HTTP/1.1", 501),
        ("CONNECT localhost:PORT HTTP/1.1", 400),
        ("\x16\x03\x01\x02", 400),
    ],
)
def test_an_odd_request_is_refused_in_french(server, capfd, request_line, status):
    answer = answer_to(server, request_line, "Host: localhost:PORT")
    assert answer.startswith(f"HTTP/1.0 {status} ")
    assert "Demande refusée" in answer
    assert "Error" not in answer
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("header", ["no colon", "X: " + "x" * 70_000, "\r\n".join(f"X-{n}: 1" for n in range(200))])
def test_odd_headers_are_no_fault_of_the_preview(server, capfd, header):
    assert re.match(r"HTTP/1\.0 (200|4\d\d) ", answer_to(server, "GET / HTTP/1.1", "Host: localhost:PORT", header))
    assert capfd.readouterr() == ("", "")
