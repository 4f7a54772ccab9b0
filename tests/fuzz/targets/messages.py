"""Bytes as a worker of another version, or another program, could send them."""

from random import Random
from typing import Any

import msgspec

from backend_queues.base import Word
from frontend.streaming.once.made import made_segments
from tasks.messages import (
    AnySegmentMessage,
    Chunk,
    Failed,
    Finished,
    Heartbeat,
    Started,
    Words,
    decode_message,
    encode_message,
)
from tasks.process.decoding import UNDECODABLE
from tests.fuzz.mutating import mutated, mutated_value
from tests.fuzz.target import Target

HEAD: dict[str, Any] = {"utterance": "u", "segment_index": 0, "attempt": 1}
SAMPLES: tuple[AnySegmentMessage, ...] = (
    Started(**HEAD, sequence=0, worker="tone-1"),
    Chunk(**HEAD, sequence=1, chunk_index=0, first_sample=0, pcm=b"ab" * 20, sample_rate_hz=24_000),
    Chunk(**HEAD, sequence=2, chunk_index=1, first_sample=20, pcm=b"", sample_rate_hz=8, silence=9),
    Words(**HEAD, sequence=3, words=(Word("Hello", 0.0, 0.5), Word("you", 0.5, 0.9))),
    Finished(**HEAD, sequence=4, samples=29, synthesis_s=0.1),
    Failed(**HEAD, sequence=1, code="synthesis_failed", message="It broke", retryable=True),
    Heartbeat(**HEAD),
)
ENCODED = [encode_message(message) for message in SAMPLES]
VALUES = [msgspec.msgpack.decode(encoded) for encoded in ENCODED]


class Messages(Target):
    """Decodes; what is a message after all must have the measures of one."""

    name = "messages"
    share = 450

    def make(self, random: Random) -> bytes:
        if random.random() < 0.5:
            return mutated(random, random.choice(ENCODED), ENCODED)
        return _packed(mutated_value(random, random.choice(VALUES)))

    def feed(self, given: bytes) -> None:
        try:
            message = decode_message(given)
        except UNDECODABLE:
            return
        assert decode_message(encode_message(message)) == message or b"\xcb" in given  # NaN
        if isinstance(message, Chunk):
            assert message.seconds >= 0 and len(message.audio) == 2 * message.samples
        if not isinstance(message, Heartbeat):
            made_segments([message], "u.1")


def _packed(value: Any) -> bytes:
    try:
        return msgspec.msgpack.encode(value)
    except (OverflowError, UnicodeEncodeError):  # more than msgpack holds
        return b""
