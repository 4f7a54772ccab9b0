"""Texts and splits that the tests of this folder share."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

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
