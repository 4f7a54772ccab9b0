"""How far a listener is, as an event's id says it."""

import pytest

from backend_queues.base import Word
from backend_queues.errors import InvalidRequest
from frontend.audio.encoded import EncodedAudio
from frontend.audio.formats import Encoding
from frontend.protocol.events import Done, Opened, SegmentBegan, SpokenWords
from frontend.streaming.position import START, Position, end_id

PCM, MULAW, ALAW = (
    Encoding("pcm", 24_000),
    Encoding("mulaw", 8_000),
    Encoding("alaw", 8_000),
)
POSITION = Position(3, 4_800, 1_234_567, 34_429, 2)


def test_an_id_says_it_all() -> None:
    assert POSITION.id("abc") == "abc:3:4800:1234567:34429:2"
    assert Position.parse(POSITION.id("abc")) == ("abc", POSITION)


def test_nothing_is_left_after_the_last_event() -> None:
    assert Position.parse(end_id("abc")) == ("abc", None)


@pytest.mark.parametrize(
    "text",
    ["", "5", "abc", "abc:1:2", ":1:2:3:4:5", ":end", "abc:1:2:3:4:-5", "abc:1:2:3:4:x", "a:b:end"]
    + ["abc:1:2:3:4:" + "9" * 5_000, "abc:1:2:3:4:\u00b2"],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequest, match="is no id of an event"):
        Position.parse(text)


def test_the_longest_number_of_an_id_has_eighteen_digits() -> None:
    longest = 10**18 - 1
    assert Position.parse(f"abc:{longest}:0:0:0:0") == ("abc", Position(longest))
    with pytest.raises(InvalidRequest):
        Position.parse(f"abc:{longest + 1}:0:0:0:0")


def test_a_place_that_no_stream_has_is_refused() -> None:
    Position(1, 0, 2_000_000, 24_000).check(24_000)  # a resampler may be a second behind
    for start_us in (2_000_001, 10**15):
        with pytest.raises(InvalidRequest):
            Position(1, 0, start_us, 24_000).check(24_000)


def test_audio_moves_the_sample_and_counts_what_the_client_got() -> None:
    assert START.after(EncodedAudio(0, 2_400, bytes(4_800)), PCM) == Position(0, 2_400, 0, 2_400)
    for encoding in (MULAW, ALAW):
        audio = EncodedAudio(0, 2_400, bytes(700))
        assert START.after(audio, encoding) == Position(0, 2_400, 0, 700)


def test_a_segment_begins_at_its_first_sample_and_word() -> None:
    began = SegmentBegan(4, "Four.", 2.5)
    assert POSITION.after(began, PCM) == Position(4, 0, 2_500_000, 34_429, 0)


def test_a_segment_that_is_told_of_again_moves_nothing() -> None:
    assert POSITION.after(SegmentBegan(3, "Three.", 1.234567), PCM) == POSITION


def test_words_are_counted_and_the_rest_is_not() -> None:
    words = SpokenWords(3, (Word("a", 0, 1), Word("b", 1, 2)))
    assert POSITION.after(words, PCM).words == 4
    for event in (Opened("abc", "tone", "sine", 24_000), Done(1, 1.0)):
        assert POSITION.after(event, PCM) == POSITION


def test_a_little_is_spoken_again_for_the_resampler() -> None:
    assert POSITION.resume_sample == 0
    assert Position(0, 4_807).resume_sample == 7
