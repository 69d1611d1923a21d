"""The pages of « Je cherche… » (tasks) are short and easy to read, or ``check`` gives advice about them.

The limits are advice, since a long sentence must not stop a publication. These tests count in another way than the
advice does, with a margin, so that no edit breaks them.
"""

import re

import pytest

from plugins.desk.advice import advise
from plugins.desk.advice.readability import countable_words, readability
from plugins.desk.advice.records import TASK_READABILITY, TASK_WORDS
from plugins.model import Task
from tests.content.conftest import CONTENT

WORDS, POINTS = 10, 8
"""The margins: words of a page, points of readability."""
BLOCK = re.compile(r"</?(?:p|li|h[2-6]|td|th|dd|dt|blockquote)\b[^>]*>")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def sentences(html):
    """The sentences of a text: each ends with a punctuation mark, or with its paragraph or list item."""
    blocks = (" ".join(re.sub("<[^>]+>", "", block).split()) for block in BLOCK.split(html))
    return [sentence for block in blocks for sentence in SENTENCE_END.split(block) if countable_words(sentence)]


def measured(task):
    """The number of words on the page of a task, and its readability (0 to 100, or None)."""
    text = [*sentences(task.summary), *sentences(task.html)]
    return sum(map(len, map(countable_words, (task.title, *text)))), readability(text)


@pytest.fixture(scope="module")
def told(real):
    """The paths of the tasks that the advice calls too long or too hard to read."""
    report = advise(real, CONTENT, lambda words: {})
    return {advice.path for advice in report.advice if advice.rule == "task"}


def test_a_task_is_short_and_easy_or_the_check_says_so(real, told):
    for task in real.of(Task):
        words, figure = measured(task)
        too_long = not TASK_WORDS[0] - WORDS <= words <= TASK_WORDS[1] + WORDS
        too_hard = figure is not None and figure < TASK_READABILITY - POINTS
        assert not (too_long or too_hard) or task.source.path.as_posix() in told, (task.slug, words, figure)


def test_a_hard_text_is_measured_as_such():
    assert sentences("<p>Un mot. Deux mots ?</p><ul><li>Trois</li></ul>") == ["Un mot.", "Deux mots ?", "Trois"]
