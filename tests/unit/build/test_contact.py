"""Contact details, as the macros of components/contact.html write them."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.model.fields import Phone
from plugins.model.visit import Reception
from tests.tables import each_row

TEMPLATES = Path(__file__).parents[3] / "theme/templates"
PHONE, MAIL = Phone.parse("081/00 00 18"), "a@example.be"


def shown(call, **values):
    """The text that a macro writes, with « / » for a line break."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    environment.filters["vcard_address"] = str
    environment.install_null_translations(newstyle=True)
    source = f'{{% from "components/contact.html" import answers, ways %}}{{{{ {call} }}}}'
    return re.sub(r"<[^>]*>", "", environment.from_string(source).render(**values).replace("<br>", " / ")).strip()


@each_row(
    ("phone", "email", "whose", "said"),
    [
        (PHONE, MAIL, "office", "/ 081/00 00 18"),
        (None, MAIL, "office", "/ a@example.be"),
        (PHONE, None, "person", "/ Ana Essai · 081/00 00 18"),
        (None, MAIL, "person", "/ Ana Essai · a@example.be"),
        (PHONE, MAIL, "organisation", "/ Ana Essai · 081/00 00 18"),
        (None, None, "office", ""),
    ],
)
def test_an_office_is_reached_by_its_number_else_by_its_mail(phone, email, whose, said):
    assert shown("answers(of)", of=Reception("Ana Essai", phone, email, whose)) == said


@each_row(
    ("phone", "email", "said"),
    [(PHONE, MAIL, "081/00 00 18 / a@example.be"), (PHONE, None, "081/00 00 18"), (None, MAIL, MAIL), (None, None, "")],
)
def test_all_ways_to_reach_somebody_are_told(phone, email, said):
    assert shown("ways(of)", of=Reception("Accueil", phone, email, "organisation")) == said
