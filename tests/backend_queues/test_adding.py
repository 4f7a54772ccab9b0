"""The page on adding a backend is true, and so is what the example says of itself."""

import re
import textwrap
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np

from backend_queues.base import Backend, SpeechRequest
from backend_queues.tone import adapter
from backend_queues.tone.adapter import Tone
from tests.backend_queues import contract

PAGE = Path(adapter.__file__).with_name("README.md")
INDENTED_BLOCK = re.compile(r"^   ```python\n(.*?)^   ```$", re.MULTILINE | re.DOTALL)


def of_the_page() -> Backend:
    (block,) = INDENTED_BLOCK.findall(PAGE.read_text())
    names: dict[str, Any] = {}
    exec(compile(textwrap.dedent(block), str(PAGE), "exec"), names)
    hum: Backend = names["Hum"]()
    hum.load()
    return hum


def test_the_backend_of_the_page_is_complete() -> None:
    hum = of_the_page()
    assert set(get_type_hints(hum.synthesize)) == {"request", "cancelled", "return"}
    speech = list(hum.synthesize(SpeechRequest("Two words.", "hum", "", {}, 0, 0), lambda: False))
    assert [len(part.samples) for part in speech] == [4000, 4000]


def test_the_contracts_script_needs_no_option_with_a_maximum() -> None:
    result = contract.speak(of_the_page(), {"text": "Hello.", "too_much": True}, {}, 0)
    assert (result["parts"], result["error"]) == (0, None)


def test_every_segment_of_a_long_text_is_heard() -> None:
    """A pitch of half the sample rate would be silence."""
    for number in (0, 99, 118, 119, 120, 239, 5_000):
        request = SpeechRequest("Hello.", "sine", "", {"speed": 1.0}, number, 0)
        parts = [part.samples for part in Tone().synthesize(request, lambda: False)]
        assert abs(np.concatenate(parts)).max() > 0.4, number
