"""English words that are short for others too, and full stops that end a sentence or none."""

import pytest

from tests.support.readings import readings
from tests.support.spoken_text import spoken

# A bar stands between segments.
TEXTS = """
Download the app. 5 million people use it. => Download the app. | five million people use it.
1) Open the app. 2) Tap => one) Open the app. | two) Tap
Wait a sec. 5 more minutes to go. => Wait a sec. five more minutes to go.
It's the max. 3 people can go. => It's the max. three people can go.
See app. 5, sec. 3, art. 3 and max. 5 (see fig. 2). => See appendix five, section three, article three and maximum five (see figure two).
"""  # noqa: E501 - a line is a text


@pytest.mark.parametrize(("written", "said"), readings(TEXTS))
def test_words_in_short_are_told_from_others(written: str, said: str) -> None:
    assert spoken(written, "en-US") == said
