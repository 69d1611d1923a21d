"""The sheet on which a reader reviews a translation with a pen: each text beside its French, with a box to tick."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Final

from babel import Locale

from plugins.base.dates import day
from plugins.base.typography import counted, french
from plugins.languages.messages import Message
from plugins.languages.update import name_in_french

STYLE: Final = """
@page { size: A4; margin: 12mm }
body { font: 10pt/1.4 system-ui, sans-serif; margin: 1rem auto; max-width: 186mm; color: #000; background: #fff }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
thead { display: table-header-group }
tr { break-inside: avoid }
th, td { border: 1px solid #777; padding: 1.5mm; text-align: start; vertical-align: top; overflow-wrap: anywhere }
th:nth-child(1) { width: 14mm } th:nth-child(4) { width: 9mm }
code { font-size: 8pt } small { color: #444; display: block } del { color: #444 }
.words { font-size: 12pt } .words p { margin: 0 0 1mm } .box { font-size: 16pt; text-align: center }
"""

HOW: Final = (
    "Cochez ce qui est juste ; sinon, la correction s’écrit dans la case. Ce qui est comme <code>%(day)s</code>, "
    "<code>(/bureaux/)</code>, <code>**</code> ou entre <code>&lt;</code> et <code>&gt;</code> reste comme il est."
)


def sheet(messages: Sequence[Message], code: str, today: date, command: str) -> str:
    """The HTML page: every message with its words, in the order of the site."""
    name = name_in_french(code)
    rows = "\n".join(_row(message, code) for message in messages)
    return f"""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relecture : {name}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>Relecture : {name}</h1>
<p>{counted(len(messages), "texte")} à relire, {escape(day(today, Locale("fr")))}. Relu par : ____________________
Le : ____________________</p>
<p>{HOW}</p>
<table>
<thead><tr><th>Code</th><th>Français</th><th>{name.capitalize()}</th><th>Oui</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>Au retour de la feuille, les corrections se font dans <code>theme/translations/{code}/messages.po</code>. Puis :
<code>{escape(command)} traductions --reprendre theme/translations/{code}/messages.po --relu-par "Nom"</code>, avec
<code>--sauf "code code"</code> pour ce qui n’est ni coché, ni corrigé.</p>
</body>
</html>
"""


def _row(message: Message, code: str) -> str:
    words = "".join(f"<p>{_isolated(_text(text))}</p>" for text in message.words)
    direction = Locale.parse(code).text_direction
    return (
        f"<tr><td><code>{message.mark}</code></td><td>{''.join(_french(message))}</td>"
        f'<td class="words" lang="{code}" dir="{direction}">{words}</td><td class="box">☐</td></tr>'
    )


def _french(message: Message) -> Iterator[str]:
    yield "<br>".join(_text(french(text)) for text in message.french)
    if message.is_outdated and message.before:
        yield f"<small>Le français était : <del>{_text(message.before[-1])}</del></small>"
    where = ", ".join(message.files[:2]) + (", …" if len(message.files) > 2 else "")
    notes = f" ({', '.join(message.notes)})" if message.notes else ""
    yield f"<small>{_text(where + notes)}</small>"


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _isolated(html: str) -> str:
    """The HTML with link targets and placeholders isolated: they keep their order in a right-to-left text."""
    return re.sub(r"%\(\w+\)[sd]|(?<=\])\([^)]*\)", r'<bdi dir="ltr">\g<0></bdi>', html)
