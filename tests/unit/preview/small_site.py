"""The files of a small built site, and a client for the server that shows it."""

import http.client

PAGE = "<!doctype html><html lang=fr><title>Dinant</title><body><h1>Dinant</h1></BODY></html>"
FILES = {
    "index.html": PAGE,
    "bureaux/dinant/index.html": PAGE,
    "404.html": "<title>Page introuvable</title><body>404</body>",
    "css/main.css": "/* </body> */",
    "js/main.js": "0",
    "dinant.ics": "BEGIN:VCALENDAR",
    "actualites/atom.xml": "<feed/>",
    "actualites/rss.xml": "<rss/>",
    "sitemap.xml": "<urlset/>",
    "images/forum.avif": "avif",
    "images/forum.webp": "webp",
    "vide/x.txt": "",
}


def get(server, path, method="GET"):
    """Return the status, media type, body and headers of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Content-Type"), answer.read().decode(), answer.headers
    finally:
        connection.close()
