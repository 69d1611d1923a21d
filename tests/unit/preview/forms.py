"""Helpers that fill in and send the forms of the desk as a browser does."""

import html.parser
import http.client
import urllib.parse

OFFICE = """---
# le bureau
titre: Dinant
adresse: {rue: "Rue Haute, 1-3", code_postal: 5500, localite: Dinant}
permanences:
  # relu en janvier
  - quand: 2e et 4e jeudi du mois
    qui: ana-essai
---
"""
CONTENT = {
    "bureaux/dinant.md": OFFICE,
    "personnes/ana-essai.md": "---\nprenom: Ana\nnom: Essai\nfonction: Accueil\nequipe: accueil\n---\n",
    "personnes/bo-essai.md": "---\nprenom: Bo\nnom: Essai\nfonction: Accueil\nequipe: accueil\n---\n",
    "equipes/accueil.md": "---\ntitre: Accueil\nresume: r\nordre: 1\n---\n",
    "pages/essai.md": "---\ntitre: Essai\nresume: r\n---\n\nUn **texte**.\n\nVoir [Dinant](/bureaux/dinant/).\n",
}


class _Controls(html.parser.HTMLParser):
    """Parser that collects the controls of a form, with the values that a browser sends."""

    def __init__(self):
        super().__init__()
        self.sent, self.buttons, self.files, self._area, self._select = {}, [], [], None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "button":
            self.buttons += [given["value"]] if "value" in given else []
        elif tag == "input" and given.get("type") == "file":
            self.files.append(given["name"])
        elif tag == "input":
            self.sent[given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._area, self.sent[given["name"]] = given["name"], ""
        elif tag == "select":
            self._select = given.get("name")
        elif tag == "option" and self._select and (self._select not in self.sent or "selected" in given):
            self.sent[self._select] = given["value"]

    def handle_data(self, data):
        if self._area:
            self.sent[self._area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            text = self.sent[self._area].replace("\r\n", "\n").removeprefix("\n")
            self.sent[self._area], self._area = text.replace("\n", "\r\n"), None
        elif tag == "select":
            self._select = None


def controls(page):
    """Return the values that the form of a page sends, by name, and the values of its buttons."""
    found = _Controls()
    found.feed(page)
    return found.sent, found.buttons


def with_files(sent, files):
    """Return the body and the headers of a form with files (multipart/form-data)."""
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in sent.items()
    ]
    for field, (name, data) in files.items():
        head = f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: a/b\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    return b"".join(parts) + b"--x--\r\n", {"Content_Type": "multipart/form-data; boundary=x"}


def ask(server, path, sent=None, **headers):
    """Return the status, body and headers of an answer to GET, or to POST where something is ``sent``."""
    own = {"Origin": f"http://127.0.0.1:{server.server_port}", "Content-Type": "application/x-www-form-urlencoded"}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = {name: value for name, value in {**(own if sent is not None else {}), **given}.items() if value is not None}
    body = urllib.parse.urlencode(sent) if isinstance(sent, dict) else sent
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request("GET" if sent is None else "POST", path, body, asked)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()
