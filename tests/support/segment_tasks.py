"""A segment's task as a frontend sends it, and what a worker sends of it."""

from tasks.messages import Chunk, SegmentTask, Started

QUEUE = "tts.tone"
TASK = SegmentTask(
    utterance="u",
    segment_index=0,
    attempt=1,
    frontend="f",
    text="Hello.",
    voice="sine",
    language="",
    options={},
    seed=1,
    pause_s=0.0,
)


def first_second(segment_index: int, rate_hz: int) -> tuple[Started, Chunk]:
    """Return what a worker sends until the first second of a segment has come."""
    started = Started(utterance="u", segment_index=segment_index, attempt=1, sequence=0, worker="w")
    chunk = Chunk(
        utterance="u",
        segment_index=segment_index,
        attempt=1,
        sequence=1,
        chunk_index=0,
        first_sample=0,
        pcm=bytes(2 * rate_hz),
        sample_rate_hz=rate_hz,
    )
    return started, chunk
