"""A segment's speech as it is kept: the samples, words and chunks of a worker, bit by bit.

    3 bytes "VS1", 4 bytes CRC-32 of what follows, msgpack of KeptSpeech

The samples are those of the messages, int16 at the backend's rate, not compressed: a hit costs no
more than a copy. The pause behind them is not kept, as it depends on what follows. Another version
may have written them, or a disk may have damaged them: what cannot be read is no speech.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from backend_queues.base import SAMPLE_BYTES, Word
from tasks.messages import (
    AnyNumberedMessage,
    Chunk,
    Finished,
    Rate,
    SegmentTask,
    SilentSamples,
    Started,
    Words,
)
from tasks.process.decoding import UNDECODABLE

MAGIC = b"VS1"
HEADER_BYTES = len(MAGIC) + 4
MOST_BYTES = 8_000_000  # of a segment: some three minutes at 24 kHz
CACHE = "cache"  # where a worker's name would be


class KeptChunk(msgspec.Struct, frozen=True, array_like=True):
    """A chunk, and the words that were told before it; one without samples has the last words."""

    pcm: Annotated[bytes, Meta(max_length=MOST_BYTES)]
    silence: SilentSamples = 0
    words: tuple[Word, ...] = ()

    def __post_init__(self) -> None:
        if len(self.pcm) % SAMPLE_BYTES:
            raise ValueError("A chunk ends within a sample.")

    @property
    def samples(self) -> int:
        return len(self.pcm) // SAMPLE_BYTES + self.silence


class KeptSpeech(msgspec.Struct, frozen=True, array_like=True):
    """All of a segment's speech, without the pause behind it."""

    sample_rate_hz: Rate
    chunks: tuple[KeptChunk, ...]

    @property
    def samples(self) -> int:
        return sum(chunk.samples for chunk in self.chunks)


def speech_of(messages: Sequence[AnyNumberedMessage], pause_s: float) -> KeptSpeech | None:
    """Return an attempt's speech without its pause, or None if that is not the whole segment."""
    if not messages or not isinstance(messages[-1], Finished):
        return None
    rate_hz, samples, chunks = 0, 0, []
    words: tuple[Word, ...] = ()
    for message in messages:
        if isinstance(message, Words):
            words += message.words
        elif isinstance(message, Chunk):
            rate_hz = rate_hz or message.sample_rate_hz
            if (message.first_sample, message.sample_rate_hz) != (samples, rate_hz):
                return None
            samples += message.samples
            chunks.append(KeptChunk(message.pcm, message.silence, words))
            words = ()
    if words:
        chunks.append(KeptChunk(b"", 0, words))
    spoken = samples - round(pause_s * rate_hz)
    whole = spoken > 0 and samples == messages[-1].samples
    return KeptSpeech(rate_hz, tuple(_first(chunks, spoken))) if whole else None


def packed(speech: KeptSpeech) -> bytes:
    """Return the speech as it is kept."""
    content = msgspec.msgpack.encode(speech)
    return MAGIC + zlib.crc32(content).to_bytes(4, "big") + content


def unpacked(kept: bytes) -> KeptSpeech | None:
    """Return what is kept, or None if it cannot be read."""
    content = memoryview(kept)[HEADER_BYTES:]
    checksum = int.from_bytes(kept[len(MAGIC) : HEADER_BYTES], "big")
    if len(kept) > MOST_BYTES or kept[: len(MAGIC)] != MAGIC or zlib.crc32(content) != checksum:
        return None
    try:
        speech = _decode(content)
    except UNDECODABLE:
        return None
    return speech if speech.samples else None


def messages_of(speech: KeptSpeech, task: SegmentTask) -> list[AnyNumberedMessage]:
    """Return what a worker would send for the task, after the samples there are already."""
    return list(_messages(speech, task))


def _messages(speech: KeptSpeech, task: SegmentTask) -> Iterator[AnyNumberedMessage]:
    numbers, chunks = count(), count()

    def header() -> dict[str, Any]:
        return {**task.message_fields, "sequence": next(numbers)}

    yield Started(**header(), worker=CACHE)
    start = 0
    pause = KeptChunk(b"", round(task.pause_s * speech.sample_rate_hz))
    for chunk in (*speech.chunks, pause):
        if chunk.words:
            yield Words(**header(), words=chunk.words)
        if start + chunk.samples > max(start, task.resume_sample):
            whole = Chunk(
                **header(),
                chunk_index=next(chunks),
                first_sample=start,
                pcm=chunk.pcm,
                sample_rate_hz=speech.sample_rate_hz,
                silence=chunk.silence,
            )
            yield whole.after(task.resume_sample)
        start += chunk.samples
    yield Finished(**header(), samples=start, synthesis_s=0.0)


def _first(chunks: Iterable[KeptChunk], samples: int) -> Iterator[KeptChunk]:
    """Yield the chunks up to so many samples, and the words of all."""
    for chunk in chunks:
        pcm = chunk.pcm[: SAMPLE_BYTES * samples]
        silence = min(chunk.silence, samples - len(pcm) // SAMPLE_BYTES)
        samples -= len(pcm) // SAMPLE_BYTES + silence
        if pcm or silence or chunk.words:
            yield KeptChunk(pcm, silence, chunk.words)


_decode = msgspec.msgpack.Decoder(KeptSpeech).decode
