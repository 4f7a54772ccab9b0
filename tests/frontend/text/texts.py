"""Texts and splits that the tests of this folder share."""

import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.text import Segment, TextCutter, drop_tags

DATA = Path(__file__).parents[2] / "data"


def load(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


LONG_TEXTS = [(text["language"], text["text"]) for text in load("long_texts.json")]

# How long the pushes are, over and over; few of them so that a failure shrinks well.
push_sizes = st.lists(st.integers(1, 9), min_size=1, max_size=8)


def pushes(text: str, sizes: list[int]) -> Iterator[str]:
    start = 0
    for size in itertools.cycle(sizes):
        if start >= len(text):
            return
        yield text[start : start + size]
        start += size


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def spoken(
    text: str, sizes: Sequence[int] = (4,), language: str = "en", options: TextOptions = AS_SET
) -> list[Segment]:
    """Return the segments of a text that comes in pieces of these sizes."""
    cutter = TextCutter(language, options)
    segments = [s for push in pushes(text, list(sizes)) for s in cutter.push(push)]
    return segments + cutter.flush()


def words(text: str, language: str = "en", options: TextOptions = AS_SET) -> str:
    """Return what is said of a text, which must not depend on how it comes."""
    whole = spoken(text, (len(text) + 1,), language, options)
    for size in (1, 2, 3, 7):
        assert spoken(text, (size,), language, options) == whole, f"in pieces of {size}"
    return " ".join(drop_tags(segment.text, ()) for segment in whole if segment.text)
