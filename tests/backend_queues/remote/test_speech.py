"""Bytes cut anywhere become the same samples, in parts of which the first is short."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from backend_queues.base import Word
from backend_queues.errors import InvalidConfiguration, SynthesisFailed
from backend_queues.remote.kinds import file_kind, is_text
from backend_queues.remote.speech import speech

RATE_HZ = 100  # parts of 8 samples, then of 25
FIRST_BYTES = 16
SPEECH_HZ = 24_000
# Frames of 24 kHz and 48 kbit/s, as edge-tts sends them, of MPEG 1 and 2.5, and of AAC.
MP3 = (b"\xff\xf3\x64\xc4" + bytes(140)) * 30
MP3_44 = (b"\xff\xfb\x90\xc4" + bytes(413)) * 9
MP3_8 = (b"\xff\xe3\x28\xc4" + bytes(140)) * 30
AAC = (b"\xff\xf1\x58\x40\x10\x1f\xfc" + bytes(121)) * 30


@given(st.lists(st.binary(max_size=70), min_size=1).filter(any))
def test_no_byte_is_lost_wherever_the_network_cuts(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    assume(not file_kind(whole[:FIRST_BYTES]) and not is_text(whole[:FIRST_BYTES]))
    if len(whole) % 2:
        pieces.append(b"\0")
        whole += b"\0"
    parts = list(speech(((piece, ()) for piece in pieces), RATE_HZ))
    expected = np.frombuffer(whole, "<i2").astype(np.float32) / 32768
    assert np.array_equal(np.concatenate([part.samples for part in parts]), expected)
    assert all(part.samples.dtype == np.float32 and len(part.samples) for part in parts)
    assert [len(part.samples) for part in parts[:-1]] == [8, *[25] * (len(parts) - 2)][
        : len(parts) - 1
    ]


def test_half_a_sample_at_the_end_is_an_answer_that_broke_off() -> None:
    with pytest.raises(SynthesisFailed, match="in the middle of a sample"):
        list(speech([(b"\1\2\3", ())], RATE_HZ))


def test_an_answer_without_a_byte_is_an_error() -> None:
    with pytest.raises(SynthesisFailed, match="without any speech"):
        list(speech([(b"", ())], RATE_HZ))


@pytest.mark.parametrize(
    ("begin", "kind"),
    [
        (b"RIFF\x24\0\0\0WAVEfmt ", "WAV"),
        (b"ID3\4\0\0\0\0\0\x23", "MP3"),
        (MP3, "MP3"),
        (MP3_44, "MP3"),
        (MP3_8, "MP3"),
        (AAC, "AAC"),
        (b"\0\0\0\x20ftypM4A ", "MP4"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\1B", "WebM"),
    ],
)
def test_a_file_is_not_heard_as_noise(begin: bytes, kind: str) -> None:
    with pytest.raises(InvalidConfiguration, match=f"of the kind {kind}"):
        list(speech([(begin, ())], SPEECH_HZ))


@pytest.mark.parametrize("said", ['{"error": "Out of credits. é"} ', "\n<!DOCTYPE html><html> "])
def test_what_a_service_says_is_not_heard_as_noise(said: str) -> None:
    with pytest.raises(SynthesisFailed, match="with text instead of speech"):
        list(speech([(said.encode(), ())], SPEECH_HZ))


@pytest.mark.parametrize("begin", [b"\xff\xf3\x64\xc4", b"\xff\xf1\x58\x40\x10\x1f", b'{"'])
def test_samples_may_begin_as_a_file_does(begin: bytes) -> None:
    whole = begin + bytes(5_000)
    [first, *_] = speech([(whole, ())], SPEECH_HZ)
    assert first.samples[0] == np.frombuffer(begin[:2], "<i2")[0] / 32768


def test_speech_may_hold_what_a_file_begins_with() -> None:
    parts = list(speech([(bytes(16) + b"RIFF", ())], RATE_HZ))
    assert len(parts) == 2


def test_words_come_with_the_samples_they_end_in_and_end_with_the_last() -> None:
    words = [Word("one", 0.0, 0.05), Word("two", 0.06, 0.12), Word("three", 0.2, 0.5)]
    late = Word("never", 0.5, 0.6)
    parts = list(speech([(bytes(20), words), (bytes(60), [late])], RATE_HZ))
    assert [[word.text for word in part.words] for part in parts] == [["one"], ["two"], ["three"]]
    assert parts[-1].words == (Word("three", 0.2, 0.4),)
