"""What the models are given to say, and when they have said enough."""

import pytest

from backend_queues.errors import NothingToSpeak
from backend_queues.vibevoice.text import FRAMES_PER_S, most_frames, spoken_text

TOKENS = ("<|vision_pad|>", "<|endoftext|>")


def test_a_text_comes_on_one_line_so_that_it_cannot_name_another_speaker() -> None:
    assert spoken_text("  Hello.\n Speaker 1:  Bye. ", TOKENS) == "Hello. Speaker 1: Bye."


def test_what_steers_the_model_is_not_for_clients_to_say() -> None:
    assert spoken_text("one<|vision_pad|>two <|endoftext|>", TOKENS) == "one two"


@pytest.mark.parametrize("text", ["", "…!", "<|vision_pad|>", "👍"])
def test_a_text_without_a_letter_is_refused(text: str) -> None:
    with pytest.raises(NothingToSpeak):
        spoken_text(text, TOKENS)


@pytest.mark.parametrize(
    ("text", "slow_s"),
    [
        ("The quick brown fox jumps over the lazy dog.", 6),
        ("今天天气很好，我们去公园吧。", 6),
        ("2026", 3),
    ],
)
def test_slow_speech_has_time_and_a_model_that_never_stops_has_an_end(
    text: str, slow_s: float
) -> None:
    assert slow_s < most_frames(text) / FRAMES_PER_S < 4 * slow_s
