import datetime as dt

import pytest

from plugins.desk.advice import advise
from plugins.source.loading import load

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def advice(apart):
    """A function that lists the advice about some files, as « file:line: rule: message ».

    Its spelling checker knows every word but those of ``wrong``.
    """

    def give(files, wrong=(), only=""):
        folder = apart(files)

        def speller(words):
            return {word: "juste" for word in words if word in wrong}

        report = advise(load(folder, TODAY, with_drafts=True), folder, speller, only)
        return [f"{item.path}:{item.line}: {item.rule}: {item.message}" for item in report.advice]

    return give


@pytest.fixture
def of_rule(advice):
    """A function that lists the advice of one rule about some files, without the name of the rule."""
    return lambda rule, files, **more: [
        row.replace(f" {rule}:", "") for row in advice(files, **more) if f": {rule}: " in row
    ]
