"""What a newcomer reads first is short and easy, measured on the text of the page; where it is not, the check says so.

A publication must not fail because an officer wrote a long sentence: the limits are advice. These tests measure in
another way than the check, and with a margin, so that no edit breaks them.
"""

import re

import pytest

from plugins.desk.advice import advise
from plugins.desk.advice.readability import countable_words, readability
from plugins.desk.advice.records import TASK_READABILITY, TASK_WORDS
from plugins.model import Task
from tests.content.conftest import CONTENT

WORDS, POINTS = 10, 8
"""How far two ways of counting may differ."""
BLOCK = re.compile(r"</?(?:p|li|h[2-6]|td|th|dd|dt|blockquote)\b[^>]*>")
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def sentences(html):
    """The sentences of a text: what ends with a mark, or with a paragraph or an item."""
    blocks = (" ".join(re.sub("<[^>]+>", "", block).split()) for block in BLOCK.split(html))
    return [sentence for block in blocks for sentence in SENTENCE_END.split(block) if countable_words(sentence)]


def measured(task):
    """The words of the page of a task, and how easy they are to read."""
    text = [*sentences(task.summary), *sentences(task.html)]
    return sum(map(len, map(countable_words, (task.title, *text)))), readability(text)


@pytest.fixture(scope="module")
def told(real):
    """The files of which the check says that they are long or hard to read."""
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
