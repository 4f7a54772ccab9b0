"""What is kept of a segment is what its worker has sent, and nothing else is taken for it."""

import random
import zlib

import pytest
from msgspec.structs import replace

from frontend.segment_cache.kept_speech import (
    CACHE,
    HEADER_BYTES,
    KeptSpeech,
    messages_of,
    packed,
    speech_of,
    unpacked,
)
from tasks.messages import AnyNumberedMessage, Chunk, Finished, Started, Words
from tests.support.segment_tasks import TASK
from tests.support.spoken_segment import MESSAGES, ONE, TWO


def kept(messages: list[AnyNumberedMessage] = MESSAGES) -> KeptSpeech:
    speech = speech_of(messages, TASK.pause_s)
    assert speech
    return speech


def test_the_messages_are_those_of_the_worker() -> None:
    found = unpacked(packed(kept()))
    assert found
    made = [replace(it, worker=CACHE) if isinstance(it, Started) else it for it in MESSAGES]
    made[-1] = replace(made[-1], synthesis_s=0.0)
    assert messages_of(found, TASK) == made


@pytest.mark.parametrize("had", range(12))
def test_who_has_the_beginning_gets_the_rest(had: int) -> None:
    messages = messages_of(kept(), replace(TASK, resume_sample=had, attempt=2))
    audio = b"".join(it.audio for it in messages if isinstance(it, Chunk))
    whole = b"".join(it.audio for it in MESSAGES if isinstance(it, Chunk))
    chunks = [it for it in messages if isinstance(it, Chunk)]
    assert audio == whole[2 * had :]
    assert [it.sequence for it in messages] == list(range(len(messages)))
    assert [it.chunk_index for it in chunks] == list(range(len(chunks)))
    assert [it.first_sample for it in chunks][:1] == ([had] if had < 11 else [])
    assert {it.attempt for it in messages} == {2}
    assert [it.words for it in messages if isinstance(it, Words)] == [(ONE,), (TWO,)]
    last = messages[-1]
    assert isinstance(last, Finished)
    assert last.samples == 11


PAUSES = (0.0, 1 / 8_000, 5 / 8_000, 8 / 8_000)  # of the 8 silent samples at the end


@pytest.mark.parametrize("before_s", PAUSES)
@pytest.mark.parametrize("after_s", [*PAUSES, 0.5])
@pytest.mark.parametrize("had", [0, 3])
def test_the_pause_is_that_of_the_task(before_s: float, after_s: float, had: int) -> None:
    speech = speech_of(MESSAGES, before_s)
    assert speech
    messages = messages_of(speech, replace(TASK, pause_s=after_s, resume_sample=had))
    audio = b"".join(it.audio for it in messages if isinstance(it, Chunk))
    whole = b"".join(it.audio for it in MESSAGES if isinstance(it, Chunk))
    spoken = whole[: len(whole) - 2 * round(8_000 * before_s)]
    assert audio == (spoken + bytes(2 * round(8_000 * after_s)))[2 * had :]
    assert [it.words for it in messages if isinstance(it, Words)] == [(ONE,), (TWO,)]
    last = messages[-1]
    assert isinstance(last, Finished)
    assert 2 * last.samples == len(audio) + 2 * had


def test_a_pause_may_have_come_as_samples() -> None:
    """Workers of before have sent zeros."""
    zeros = [replace(MESSAGES[4], pcm=bytes(10), silence=0)]
    assert speech_of([*MESSAGES[:4], *zeros, *MESSAGES[5:]], 5 / 8_000) == speech_of(
        MESSAGES, 5 / 8_000
    )


@pytest.mark.parametrize(
    "messages",
    [
        [],
        MESSAGES[:-1],
        [MESSAGES[0], *MESSAGES[3:]],
        [*MESSAGES[:3], *MESSAGES[4:]],
        [*MESSAGES[:-1], replace(MESSAGES[-1], samples=12)],
        [MESSAGES[0], replace(MESSAGES[-1], samples=0)],
        [*MESSAGES[:3], replace(MESSAGES[3], sample_rate_hz=16_000), *MESSAGES[4:]],
    ],
)
def test_what_is_not_whole_is_not_kept(messages: list[AnyNumberedMessage]) -> None:
    assert speech_of(messages, TASK.pause_s) is None


def test_a_pause_alone_is_not_kept() -> None:
    assert speech_of(MESSAGES, 11 / 8_000) is None


def test_no_damaged_byte_is_taken_for_speech() -> None:
    whole = packed(kept())
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 0x20
        assert unpacked(bytes(damaged)) is None, at
        assert unpacked(whole[:at]) is None, at


def test_what_others_have_written_is_no_speech() -> None:
    draw = random.Random(7)
    for _ in range(2_000):
        assert unpacked(draw.randbytes(draw.randrange(200))) is None
        assert unpacked(_signed(draw.randbytes(draw.randrange(200)))) is None
    assert unpacked(_signed(b"\xdd\xff\xff\xff\xff")) is None


def _signed(content: bytes) -> bytes:
    """Return it with the header that it would have if it were ours."""
    header = packed(kept())[: HEADER_BYTES - 4]
    return header + zlib.crc32(content).to_bytes(4, "big") + content
