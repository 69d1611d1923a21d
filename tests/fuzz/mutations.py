"""Ways to damage a content folder, as people, editors, programs and attackers do, drawn from a random generator.

Each function of ``DAMAGES`` damages one file or entry and returns, in words, what it damaged.
"""

import os
import random
import socket
from collections.abc import Callable
from contextlib import chdir, suppress
from pathlib import Path

from tests.drawn import JPEG, encoded, flat

CHARACTERS = (
    "\0", "\x07", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\u00a0", "\u2009", "\t", "\r", "\v", "\ufffe",
    "é", "e\u0301", "œ", "🙂", "👩\u200d👩", "\U0010ffff", "《", "،", "℀", "ﬁ", "İ", "ß",
)  # fmt: skip
TOKENS = (
    "---", "\n---\n", "...", "[", "]", "{", "}", "[[", "](", "![", "`", "``", "*", "**", "_", "<", ">", "<!--", "&", "&a ", "*a", "!!python/x ",
    "|", ">-", "%", "@", "#", " #", ": ", ":", "- ", "? ", "'", '"', "\\", "=", "===", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> a\n", "http://[",
    "->", "→", "/", "//", "../", "%00", "%ff", "{{ x }}", "{% raw %}", "$", "\n", "\n\n", "    ", "\r\n",
)  # fmt: skip
VALUES = (
    "", "~", "null", "[]", "{}", "[[]]", "{a: b}", "[a, b]", "[a, [b, [c]]]", "{le: 2026-12-24}", "- a", "|\n  a\n  b", ">\n  a", "'", '"', '"a',
    "'a: b'", '"\\x1b[2J"', '"\\u202e"', "&a b", "*a", "!!int 3", "!!python/object:os.system x", "<<: *a", "0", "-1", "1e9", "0x1f", "9" * 400, "1_000",
    "yes", "non", "oui", "brouillon", "Publié", "publié ", "2026", "2026-02-30", "0000-00-00", "9999-12-31", "99999-01-01", "2026-12", "24/12/2026",
    "2026-12-24 25:99", "2026-11-23T10:00", "demain", "http://[bad", "http://a℀b/", "http://[::1]:99999/", "https://", "www.x.be", "javascript:alert(1)",
    "mailto:", "tel:+", "081/00 00 18", "+32 81 00 00 18", "5000", "1000", "a@b", "a@b.be", "../../etc/passwd", "/", "ana-essai", "Ana-Essai", "essai", "essais",
    "2e et 4e jeudi du mois", "tous les jours", "5e lundi du mois 9h-8h", "chaque semaine", "sur rendez-vous", "lundi" * 300, "9h-12h", "25h-26h",
    "photo.jpg", "programme.pdf", "a" * 900, "mot " * 1_200, "«" * 200, "é" * 200, "\u202e", "[" * 60, "{a: " * 40, "# a", "a # b", "a: b", "a:b", "@cai",
)  # fmt: skip
MARKDOWN: tuple[Callable[[int], str], ...] = (
    lambda n: "[" * n,
    lambda n: "![" * n,
    lambda n: "[a](" * n,
    lambda n: "[a][" * n,
    lambda n: "[[en: " * n,
    lambda n: "[a](/nulle-part/) " * n,
    lambda n: f"[a](/{'x' * n}/)",
    lambda n: "[a](http://[bad) [b](http://a℀b/) [c](//[x)",
    lambda n: "[a](javascript:alert(1)) <javascript:x> [b](data:text/html;base64,AAAA)",
    lambda n: f"![a](data:image/png;base64,{'A' * n})",
    lambda n: "![](/images/photo.jpg) ![a](/images/absente.jpg) ![b](https://x.be/y.png)",
    lambda n: '![a](/images/photo.jpg "l\nb")',
    lambda n: "[a](../../../../etc/passwd) [b](/documents/) [c](%00.md) [d](a.md#x) [e](?x) [f](#)",
    lambda n: "`" * n,
    lambda n: "`a " * n,
    lambda n: "*a " * n,
    lambda n: "**a_" * n,
    lambda n: "_*" * n,
    lambda n: "> " * n + "a",
    lambda n: "- " * n + "a",
    lambda n: "1. " * n + "a",
    lambda n: "\n".join(f"{' ' * 4 * level}- a" for level in range(min(n, 400))),
    lambda n: "\n".join(f"{' ' * level}> a" for level in range(min(n, 400))),
    lambda n: "\n".join(f"{'#' * (level % 9)} a" for level in range(n)),
    lambda n: "a\n-\n" * n,
    lambda n: "a\n: b\n\n" * n,
    lambda n: "*[A]: b\n" * n + "A",
    lambda n: "[a]: /b/\n" * n + "[a]",
    lambda n: "[^a]: b[^a]\n\n" * min(n, 40) + "x[^a]",
    lambda n: "x[^b] " * n + "\n\n[^b]: c[^d]\n\n[^d]: e[^b]",
    lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * n,
    lambda n: "|" * n + "\n" + "-|" * n,
    lambda n: "<script>alert(1)</script> <b onclick=x> <!-- a",
    lambda n: "<" * n + "a@b.be>",
    lambda n: "a.b" * n + "@" + "c.d" * n,
    lambda n: "&#" * n + ";",
    lambda n: "\\" * n,
    lambda n: "\\*" * n,
    lambda n: "A" * min(n, 900) + " MENA CPAS le lundi 3 mars 2026, mardi 30 février 2026, mercredi 99/99/9999",
    lambda n: "https://x.be/" + "a/" * n,
    lambda n: "{{ site }} {% include 'x' %}",
    lambda n: "a" * n,
    lambda n: "mot " * n,
    lambda n: "mot\n" * n,
    lambda n: "Phrase courte. " * n,
    lambda n: "é\u0301" * n,
    lambda n: "\t" * n + "a",
    lambda n: "\n" * n,
)
NAMES: tuple[bytes, ...] = (
    b"~x.md", b".x.md", b"x.md~", b"x.bak", b"x.MD", b"X.md", b"x y.md", "é.md".encode(), "e\u0301.md".encode(), b"\xff\xfe.md", b"a\x1b[2J.md", b"a\nb.md",
    "a\u202eb.md".encode(), b"index.md", b"x.markdown", b"x.txt", b"x.html", b"x", b"x.md.md", b"-x.md", b"--.md", b"_x.md", b"x--y.md", b"2026.md",
    b"page.md", b"a" * 96 + b".md", b"a" * 101 + b".md", b"a" * 252 + b".md", "é".encode() * 120 + b".md", b"Thumbs.db", b".DS_Store", b"desktop.ini",
    b"#x#", b"~$x.docx", b".#x.md", b"CON.md", b"x.0123456789.jpg", b"x.jpg", b"x.svg", b"x.heic", b"x.pdf", b"x.exe", b"sitemap.xml", b"redirections.txt",
    b"abreviations.txt", b"mots-connus.txt", b"synonymes.txt", b"Redirections.txt", b"icon\r", b"?.md", b"*.md", b"a&b<c>.md", b"'.md", b'".md', b"%2e%2e.md", b"\\.md",
)  # fmt: skip
LINES = (
    "/vieille/ → /contact/", "/a/ → /a/", "/a/ → /b/\n/b/ → /a/", "/a* → /agenda/", "* → /", "/a/ -> http://x.be/", "a → b", "/a/ → ", "→", "/a/?p=* → /agenda/",
    "/%00/ → /", "/[/ → /", "/(/ → /", "/../ → /", "/.git → /", "/_headers → /", "/a/#b → /", "/é/ → /agenda/", "/%ff → /agenda/", "https://www.cainamur.be/x → /",
    "/a/ → /b/ → /c/", "PPLI: Plan", ":", "a:b:c", "mot", "# rien", "//x → /", "/a/x.ics → /agenda/",
)  # fmt: skip


def mutate(content: Path, fortune: random.Random) -> list[str]:
    """Damage the folder ``content`` one to four times; return the damages, in words."""
    done = []
    for _ in range(fortune.choice((1, 1, 1, 2, 2, 3, 4))):
        damage = fortune.choices(list(DAMAGES), list(DAMAGES.values()))[0]
        with suppress(OSError, UnicodeError):  # a name that the disk refuses, a file that became a link
            done.append(f"{damage.__name__}: {damage(content, fortune)}")
    return done


def _files(content: Path) -> list[Path]:
    """The regular files below the folder, in order, without the links and pipes that earlier damages left."""
    found = [Path(where) / name for where, _, names in os.walk(content) for name in names]
    return sorted((file for file in found if _is_plain(file)), key=os.fsencode)


def _is_plain(file: Path) -> bool:
    """Whether the file can be opened safely: an earlier damage may have left a pipe, or a link to a device."""
    return not file.is_symlink() and file.is_file()


def _texts(content: Path) -> list[Path]:
    return [file for file in _files(content) if file.suffix == ".md"]


def bytes_changed(content: Path, fortune: random.Random) -> str:
    file = fortune.choice(_files(content))
    data = bytearray(file.read_bytes())
    for _ in range(fortune.choice((1, 1, 3, 20))):
        place = fortune.randrange(len(data) + 1)
        match fortune.randrange(6):
            case 0:
                data[place : place + 1] = fortune.randbytes(1)
            case 1:
                data[place:place] = fortune.randbytes(fortune.choice((1, 4, 40)))
            case 2:
                del data[place : place + fortune.choice((1, 5, 100))]
            case 3:
                data[place:place] = data[place : place + fortune.choice((3, 60))] * fortune.choice((1, 30))
            case 4:
                data[place:place] = fortune.choice(CHARACTERS).encode("utf-8", "surrogatepass")
            case _:
                del data[place:]
    file.write_bytes(bytes(data))
    return str(file)


def tokens_inserted(content: Path, fortune: random.Random) -> str:
    file = fortune.choice(_texts(content))
    text = file.read_text("utf-8", "surrogateescape")
    for _ in range(fortune.choice((1, 1, 2, 8))):
        place = fortune.randrange(len(text) + 1)
        times = fortune.choice((1, 1, 1, 2, 30))
        text = text[:place] + fortune.choice(TOKENS + CHARACTERS) * times + text[place:]
    file.write_text(text, "utf-8", "surrogateescape", newline="")
    return str(file)


def lines_changed(content: Path, fortune: random.Random) -> str:
    file = fortune.choice(_texts(content))
    rows = file.read_text("utf-8", "replace").split("\n")
    for _ in range(fortune.choice((1, 1, 2, 5))):
        place = fortune.randrange(len(rows))
        match fortune.randrange(7):
            case 0:
                rows.insert(fortune.randrange(len(rows)), rows[place])
            case 1:
                rows = rows[:place] + rows[place + 1 :] or [""]
            case 2:
                rows[place] = fortune.choice((" ", "  ", "    ", "\t", "- ", "# ", "> ")) + rows[place]
            case 3:
                other = fortune.choice(_texts(content)).read_text("utf-8", "replace").split("\n")
                rows[place:place] = other[: fortune.randrange(1, 30)]
            case 4:
                rows[place : place + 2] = ["".join(rows[place : place + 2])]
            case 5:
                fortune.shuffle(rows)
            case _:
                rows[place : place + 1] = [rows[place]] * fortune.choice((2, 50, 4_000))
    file.write_text("\n".join(rows), "utf-8", newline="")
    return str(file)


def value_replaced(content: Path, fortune: random.Random) -> str:
    file = fortune.choice(_texts(content))
    rows = file.read_text("utf-8", "replace").split("\n")
    fields = [number for number, row in enumerate(rows) if ":" in row] or [0]
    for _ in range(fortune.choice((1, 1, 2, 6))):
        place = fortune.choice(fields)
        key, _, value = rows[place].partition(":")
        match fortune.randrange(6):
            case 0 | 1 | 2:
                rows[place] = f"{key}: {fortune.choice(VALUES)}"
            case 3:
                rows[place] = f"{fortune.choice(KEYS)}:{value}"
            case 4:
                rows[place] = f"{rows[place]}\n{fortune.choice(KEYS)}: {fortune.choice(VALUES)}"
            case _:
                rows[place] = f"{key}:\n  - {value}\n  - {fortune.choice(VALUES)}"
    file.write_text("\n".join(rows), "utf-8", newline="")
    return str(file)


KEYS = (
    "titre", "statut", "date", "debut", "fin", "etat", "etiquettes", "verifie_le", "a_verifier", "permanences", "annulations", "ajouts", "quand", "qui", "adresse",
    "initialement_le", "inscription", "en_ligne", "rediffusion", "image", "documents", "telephone", "courriel", "lieu", "nom", "genre", "niveau", "categorie",
    "evenement", "telefone", "Titre", "<<", "?", "a b", "", "1", "programme", "site", "comparaisons", "annees", "fermetures", "prenom", "equipe", "ordre",
)  # fmt: skip


def markdown_added(content: Path, fortune: random.Random) -> str:
    file = fortune.choice(_texts(content))
    many = fortune.choice((1, 3, 12, 60, 400, 5_000))
    pieces = [fortune.choice(MARKDOWN)(many) for _ in range(fortune.choice((1, 1, 2)))]
    text = file.read_text("utf-8", "replace") + fortune.choice(("\n", "\n\n", "")).join(["", *pieces])
    file.write_text(text, "utf-8", newline="")
    return f"{file} × {many}"


def renamed(content: Path, fortune: random.Random) -> str:
    file = fortune.choice(_files(content))
    name = os.fsdecode(fortune.choice(NAMES))
    folder = fortune.choice((file.parent, file.parent, content, *(p for p in sorted(content.iterdir()) if p.is_dir())))
    target = folder / name
    if fortune.random() < 0.2:
        target = folder / fortune.choice(("sous", "zz.md", ".cache", "vieux.bak", "a\x1bb", "é")) / name
        target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_symlink() or (target.exists() and not target.is_file()):
        return f"{target!r} is there"
    (file.rename if fortune.random() < 0.5 else lambda new: new.write_bytes(file.read_bytes()))(target)
    return f"{file} → {target!r}"


def entry_planted(content: Path, fortune: random.Random) -> str:
    """Put a link, a pipe, a socket or a folder in the place of a file or under a new name."""
    folders = [
        content,
        *(path for path in sorted(content.iterdir(), key=os.fsencode) if path.is_dir() and not path.is_symlink()),
    ]
    place = fortune.choice(
        (
            *_files(content),
            *(folder / os.fsdecode(fortune.choice(NAMES)) for folder in folders),
            *(content / n for n in ("images", "pages", "bureaux")),
        )
    )
    if place.is_file() or place.is_symlink():
        place.unlink()
    kind = fortune.randrange(6)
    if kind < 3:
        outside = content.parent / "dehors"
        outside.mkdir(exist_ok=True)
        (outside / "secret.md").write_text("---\ntitre: T\nresume: r\n---\n")
        targets = (
            outside,
            outside / "secret.md",
            "/dev/zero",
            "absent",
            ".",
            "..",
            place.name,
            "a-venir.md",
            "../pages",
            "x" * 300,
        )
        place.symlink_to(fortune.choice(targets))
    elif kind == 3:
        os.mkfifo(place)
    elif kind == 4:
        with chdir(place.parent), socket.socket(socket.AF_UNIX) as heard:
            heard.bind(os.fsencode(place.name))
    else:
        place.mkdir()
        (place / fortune.choice(("a.md", ".a", "b.jpg"))).write_text("a") if fortune.random() < 0.5 else None
    return f"{kind} {place!r}"


def size_changed(content: Path, fortune: random.Random) -> str:
    file = fortune.choice(_files(content))
    match fortune.randrange(6):
        case 0:
            file.write_bytes(b"")
        case 1:
            with file.open("ab") as sparse:
                sparse.truncate(fortune.choice((200_000, 5_000_000, 200_000_000)))
        case 2:
            text = file.read_bytes()
            file.write_bytes(
                (text * (10_000_000 // max(len(text), 1) + 1))[: fortune.choice((150_000, 199_999, 10_000_000))]
            )
        case 3:
            body = fortune.choice(MARKDOWN)(fortune.choice((100, 1_000)))
            file.write_bytes(
                file.read_bytes() + (f"\n\n{body}" * (180_000 // len(body) + 1)).encode("utf-8", "replace")[:180_000]
            )
        case 4:
            for number in range(fortune.choice((20, 150))):
                (file.parent / f"copie-{number}{file.suffix}").write_bytes(file.read_bytes())
        case _:
            rows = file.read_text("utf-8", "replace").split("\n")
            rows[fortune.randrange(len(rows))] += fortune.choice((" a", "x", "[", "é ")) * fortune.choice(
                (490, 990, 2_400, 100_000)
            )
            file.write_text("\n".join(rows), "utf-8")
    return str(file)


def list_changed(content: Path, fortune: random.Random) -> str:
    file = content / fortune.choice(("redirections.txt", "synonymes.txt", "abreviations.txt", "mots-connus.txt"))
    if not _is_plain(file):
        return f"{file} is none"
    rows = file.read_text("utf-8", "replace").split("\n")
    for _ in range(fortune.choice((1, 3, 10))):
        rows.insert(fortune.randrange(len(rows) + 1), fortune.choice(LINES) + fortune.choice(("", "", *CHARACTERS)))
    if fortune.random() < 0.1:
        rows += [f"/a{number}/ → /a{number + 1}/" for number in range(fortune.choice((100, 2_900)))]
    file.write_text("\n".join(rows), "utf-8", newline="")
    return str(file)


def picture_changed(content: Path, fortune: random.Random) -> str:
    file = content / "images/photo.jpg"
    if not _is_plain(file):
        return f"{file} is none"
    picture = (
        lambda: JPEG[: fortune.randrange(len(JPEG))],
        lambda: fortune.randbytes(3_000),
        lambda: encoded(flat(20_000, 100), "PNG"),
        lambda: encoded(flat(7_000, 7_000), "PNG"),
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        lambda: encoded(flat(3, 3), "GIF"),
        lambda: JPEG[:20] + fortune.randbytes(200) + JPEG[220:],
    )
    file.write_bytes(fortune.choice(picture)())
    return str(file)


DAMAGES: dict[Callable[[Path, random.Random], str], int] = {
    bytes_changed: 20, tokens_inserted: 15, lines_changed: 12, value_replaced: 25, markdown_added: 12, renamed: 8, entry_planted: 6, size_changed: 3,
    list_changed: 5, picture_changed: 2,
}  # fmt: skip
"""The damages, each with its weight in the draw."""
