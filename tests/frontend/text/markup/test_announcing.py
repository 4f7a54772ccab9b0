"""Blocks of code are skipped, announced or spoken; code within a line is always spoken."""

import pytest

from frontend.protocol.text_options import TextOptions
from tests.frontend.text.texts import words

TEXT = "Look:\n```py\nx = 1\n```\nUse `x` now."


@pytest.mark.parametrize(
    ("options", "language", "expected"),
    [
        (TextOptions(), "en", "Look: Use x now."),
        (TextOptions(code="skip"), "en", "Look: Use x now."),
        (TextOptions(code="announce"), "en-US", "Look: Code block: Python. Use x now."),
        (TextOptions(code="announce"), "de", "Look: Codeblock: Python. Use x now."),
        (TextOptions(code="announce"), "xx", "Look: Code block: Python. Use x now."),
        (TextOptions(code="speak"), "en", "Look: x = 1 Use x now."),
    ],
)
def test_a_block_of_code_is_dealt_with_as_asked(
    options: TextOptions, language: str, expected: str
) -> None:
    assert words(TEXT, language, options) == expected
