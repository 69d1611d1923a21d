"""Invariants: what holds of the content whatever an officer writes. Each is a function that yields its violations.

No invariant depends on what the content says today, so that no edit that the program accepts breaks one. A violation
is a fault of the program, or something that ``check`` should have told the officer.
"""

import json
import re
from functools import cache

from babel import Locale
from jsonschema import Draft202012Validator, FormatChecker

from plugins.files.open_data.envelope import as_json
from plugins.files.open_data.offices import offices
from plugins.files.open_data.permanences import permanences
from plugins.files.open_data.schemas import schema_bytes
from plugins.files.social_cards.cards import Brand, social_card_of
from plugins.files.social_cards.drawing import Painter
from plugins.files.social_cards.fitting import drawable
from plugins.files.social_cards.layout import lay_out
from tests.built_site import ROOT

FRENCH = Locale.parse("fr")
DATA = {"bureaux.schema.json": offices, "permanences.schema.json": permanences}


def an_office_has_a_next_date_or_says_why_not(site):
    """Good reasons: no permanence, one by appointment, one with a first or a last day, or only struck out dates."""
    for office in site.offices:
        rules = [permanence.rule for permanence in office.permanences]
        why = not rules or any(rule.by_appointment or rule.since or rule.until for rule in rules)
        struck = [date.occurrence.reason for date in site.visit(office).dates if not date.held]
        if not why and not any(date.held for date in site.visit(office).dates) and not all((struck, *struck)):
            yield office.address


def a_struck_out_date_has_its_reason(site):
    yield from (
        (office.address, date.day)
        for office in site.offices
        for date in site.visit(office).dates
        if not date.held and not date.occurrence.reason
    )


def no_card_is_cut_without_a_sign(site):
    """The social card of a record shows its whole title, or ends it with « … »."""
    brand = Brand(site.organisation.short_name, site.organisation.name) if site.organisation else Brand("", "Essai")
    for record in site.records:
        card = social_card_of(record, site, brand)
        if card and is_cut(card):
            yield record.address


@cache
def painter():
    return Painter(ROOT / "theme")


@cache
def is_cut(card):
    """Whether a social card lacks a part of its title without « … »; cached, since few edits change a card."""
    title, text = painter().title, painter().text
    shown = [each.fitted.lines for each in lay_out(card, title, text).texts]
    whole = letters(drawable(card.title, title.writes))
    return not any(whole == letters("".join(lines)) or lines[-1].endswith("…") for lines in shown if lines)


def letters(text):
    """Return a text without spaces and hyphens, which the breaks between lines change."""
    return re.sub(r"[\s-]", "", text)


def the_open_data_keep_to_their_schemas(site):
    for schema, make in DATA.items():
        yield from against_schema(schema, as_json(make(site, "https://example.be")))


@cache
def against_schema(schema, data):
    """Return the violations of the schema; cached, since few edits change the data."""
    validator = Draft202012Validator(json.loads(schema_bytes(schema)), format_checker=FormatChecker())
    return tuple(error.message for error in validator.iter_errors(json.loads(data)))


INVARIANTS = (
    an_office_has_a_next_date_or_says_why_not,
    a_struck_out_date_has_its_reason,
    no_card_is_cut_without_a_sign,
    the_open_data_keep_to_their_schemas,
)
