"""The messages of a segment that was spoken to its end: 11 samples, 8 of them silent."""

from typing import Any

from backend_queues.base import Word
from tasks.messages import AnyNumberedMessage, Chunk, Finished, Started, Words

HEAD: dict[str, Any] = {"utterance": "u", "segment_index": 0, "attempt": 1}
ONE, TWO = Word("one", 0.0, 0.1), Word("two", 0.1, 0.2)


def chunk(sequence: int, index: int, first: int, pcm: bytes, silence: int = 0) -> Chunk:
    return Chunk(
        **HEAD,
        sequence=sequence,
        chunk_index=index,
        first_sample=first,
        pcm=pcm,
        sample_rate_hz=8_000,
        silence=silence,
    )


MESSAGES: list[AnyNumberedMessage] = [
    Started(**HEAD, sequence=0, worker="w"),
    Words(**HEAD, sequence=1, words=(ONE,)),
    chunk(2, 0, 0, b"\1\2\3\4"),
    chunk(3, 1, 2, b"\5\6", silence=3),
    chunk(4, 2, 6, b"", silence=5),
    Words(**HEAD, sequence=5, words=(TWO,)),
    Finished(**HEAD, sequence=6, samples=11, synthesis_s=0.5),
]
