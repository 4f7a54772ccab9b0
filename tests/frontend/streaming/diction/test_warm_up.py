"""What the first text needs is there before it comes."""

import subprocess
import sys

CODE = """
import asyncio, sys
from frontend.streaming.diction.warm_up import warm_up
from frontend.text.normalisation import normalise
asyncio.run(warm_up())
known = set(sys.modules)
assert normalise("On May 3 it was 5 km.", "en-US").text == "On May third it was five kilometers."
print(sorted(set(sys.modules) - known))
"""


def test_reading_english_loads_nothing_more() -> None:
    ended = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True)
    assert ended.stdout == "[]\n", ended.stderr
