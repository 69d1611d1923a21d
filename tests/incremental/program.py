"""Random edits of the theme, the translations, the settings, the version of the program and the day."""

import datetime as dt
import re
from dataclasses import replace

from plugins.languages.messages import Message
from plugins.languages.po import parse_po, po_text
from plugins.source.loading import load
from plugins.source.prose import messages, words_of
from tests.built_site import BUILD_DATE
from tests.front_matter_edits import fields_of

FIRST_DAY = dt.date.fromisoformat(BUILD_DATE)
QUESTIONS = (
    "site.news|length",
    "site.people|map(attribute='title')|join",
    "site.today",
    "site.coming_events|map(attribute='summary')|join",
    "lists.every|length",
    "lists.archive('actualites').count",
    "menu()|length",
    "base_url",
    "SITENAME",
    "1234567|number",
    "asset('css/main.css')",
    "record.title",
    "(record|related)|length if record.kind is defined and record.kind in ('news', 'event') else ''",
)
"""Expressions that an edit may add to the template of every page, each with another dependency."""
PARAGRAPHS = ("La porte est bleue.", "La porte est bleue, à droite.", "La porte est bleue, à gauche.")
"""A French paragraph and two later forms of it; only the first has a translation."""
FRAME = ("Aller au contenu",)


def a_template(workshop):
    file = workshop.dice.choice(sorted(workshop.templates))
    text = file.read_text("utf-8")
    if text != workshop.templates[file]:
        file.write_text(workshop.templates[file], "utf-8")
        return f"{workshop.name(file)} as it was"
    edited = re.sub(r"<(p|li|h1|h2|ul|main|footer|header)(?=[ >])", rf'<\1 data-n="{workshop.number()}"', text, count=1)
    file.write_text(edited, "utf-8")
    return workshop.name(file) if edited != text else ""


def a_question(workshop):
    """Make every page show another value of the site: a dependency that it did not have before."""
    file, question = workshop.theme / "templates/layouts/base.html", workshop.dice.choice(QUESTIONS)
    file.write_text(workshop.templates[file].replace("</body>", f"<!-- {{{{ {question} }}}} --></body>"), "utf-8")
    return question


def a_style(workshop):
    file = workshop.dice.choice(sorted((workshop.theme / "static").rglob("*.css")))
    with file.open("a", encoding="utf-8") as style:
        style.write(f"\n.n{workshop.number()} {{ color: red; }}\n")
    return workshop.name(file)


def a_script(workshop):
    file = workshop.theme / "static/js" / workshop.dice.choice(("main.js", "search.js", "share.js"))
    with file.open("a", encoding="utf-8") as script:
        script.write(f"\nvoid {workshop.number()};\n")
    return workshop.name(file)


def a_translation(workshop):
    """Translate a word of the frame and nine of ten texts into English; half of the time, change the languages too.

    The Spanish catalogue gets the English words.
    """
    if workshop.dice.random() < 0.5:
        workshop.settings["LANGUAGES"] = workshop.dice.choice((("fr",), ("fr", "en"), ("fr", "en", "es")))
    file = workshop.theme / "translations/en/messages.po"
    known = parse_po(file.read_text("utf-8"))
    site = load(workshop.content, workshop.day)
    files = {}
    for record in site.records:
        path = f"content/{record.source.path}"
        source = workshop.folder / path
        body = source.read_text("utf-8").partition("\n---\n")[2] if source.is_file() else ""
        for text in (*(text for _, text in words_of(record)), *messages(body)):
            if workshop.dice.random() < 0.9:
                files.setdefault(text, []).append(path)
    told = [
        replace(each, words=(f"Skip {workshop.number()}",)) if each.french == FRAME else each for each in known.messages
    ]
    told += [
        Message((text,), (f"In English: {text}",), files=tuple(files[text]))
        for text in sorted(files.keys() - set(PARAGRAPHS[1:]) - {each.french[0] for each in told})
    ]
    for code in ("en", "es"):
        other = workshop.theme / f"translations/{code}/messages.po"
        other.write_text(po_text(replace(known, messages=tuple(told))), "utf-8", newline="\n")
    return workshop.settings.get("LANGUAGES", ("fr",))


def a_translated_word(workshop):
    """Change one English message: other words, marked unsure (fuzzy), reviewed, or emptied."""
    file = workshop.theme / "translations/en/messages.po"
    known = parse_po(file.read_text("utf-8"))
    said = [each for each in known.messages if each.has_words]
    of_content = [each for each in said if any(file.startswith("content/") for file in each.files)]
    dice = workshop.dice
    message = dice.choice(of_content if of_content and dice.random() < 0.6 else said)
    how = dice.choice(("other words", "other words", "not sure", "reviewed", "no words"))
    match how:
        case "other words":  # which keep the placeholders and marks of the French
            changed = replace(message, words=tuple(f"{words} {workshop.number()}" for words in message.words))
        case "not sure":
            changed = replace(message, flags=tuple(sorted({*message.flags, "fuzzy"})))
        case "reviewed":
            changed = replace(message, flags=tuple({*message.flags} - {"fuzzy"})).reviewed("Amina", "2026-01-02")
        case _:
            changed = replace(message, words=tuple("" for _ in message.words))
    told = tuple(changed if each is message else each for each in known.messages)
    file.write_text(po_text(replace(known, messages=told)), "utf-8", newline="\n")
    return f"{message.french[0]}: {how}"


def a_paragraph(workshop):
    """Give a text one of ``PARAGRAPHS`` in place of the one it had, so that its translation may become outdated."""
    file = workshop.dice.choice([*workshop.texts("bureaux"), *workshop.texts("besoins")])
    text = file.read_text("utf-8")
    for paragraph in PARAGRAPHS:
        text = text.replace(f"\n\n{paragraph}\n", "\n")
    said = workshop.dice.choice(PARAGRAPHS)
    file.write_text(f"{text}\n\n{said}\n", "utf-8")
    return f"{workshop.name(file)}: {said}"


def a_setting(workshop):
    values = {
        "SITENAME": ("Maison", "Autre nom"),
        "SITEURL": ("", "https://www.example.be", "https://autre.example.be"),
        "DRAFTS": (False, True),
        "SERVICE_WORKER": (False, True),
        "CSP_OF_PAGES": ("default-src 'self'", "default-src 'none'"),
    }
    name = workshop.dice.choice(sorted(values))
    workshop.settings[name] = workshop.dice.choice(values[name])
    return f"{name}={workshop.settings[name]}"


def a_setting_of_the_templates(workshop):
    workshop.jinja = {"trim_blocks": workshop.dice.random() < 0.5}
    return str(workshop.jinja)


def a_published_address(workshop):
    addresses = (
        "/actualites/2026/ancienne/",
        "/vieille-page/",
        "/actualites/mots-cles/essai/",
        "/es/sw.js",
        "/en/sw.js",
    )
    workshop.published.write_text("".join(f"{each}\n" for each in workshop.dice.sample(addresses, 2)), "utf-8")
    return "the list of published addresses"


def the_program(workshop):
    workshop.program = workshop.dice.choice(("one", "two"))
    return workshop.program


def the_day(workshop):
    coming = [
        dt.date.fromisoformat(str(fields_of(file.read_text("utf-8"))["debut"])[:10])
        for file in workshop.texts("agenda", "debut")
        if re.match(r"\d{4}-\d{2}-\d{2}", str(fields_of(file.read_text("utf-8"))["debut"]))
    ]
    near = [day for day in coming if abs((day - FIRST_DAY).days) < 90] or [FIRST_DAY]
    event = workshop.dice.choice(near)
    workshop.day = workshop.dice.choice(
        (
            workshop.day + dt.timedelta(1),
            workshop.day + dt.timedelta(1),
            workshop.day + dt.timedelta(8),
            FIRST_DAY,
            dt.date(FIRST_DAY.year, 12, 31),
            dt.date(FIRST_DAY.year + 1, 1, 1),
            event,
            event + dt.timedelta(1),
        )
    )
    return str(workshop.day)
