"""A message of each common kind, and what a worker and its supervisor publish."""

from backend_queues.base import Capabilities, Voice
from tasks.messages import Chunk, Finished, Presence
from tasks.supervision.reports import ChildReport

CHUNK = Chunk(
    utterance="u",
    segment_index=0,
    attempt=1,
    sequence=1,
    chunk_index=0,
    first_sample=0,
    pcm=b"\x01\x02",
    sample_rate_hz=24_000,
)
FINISHED = Finished(
    utterance="u", segment_index=0, attempt=1, sequence=2, samples=10, synthesis_s=0.1
)
PRESENCE = Presence(
    worker="tone-1",
    backend="tone",
    host="h",
    pid=1,
    sample_rate_hz=24_000,
    voices=(Voice("sine", "en-US"),),
    capabilities=Capabilities(languages=("en-US",)),
    busy=False,
    segment_s=0.0,
    real_time_factor=0.0,
)
CHILD = ChildReport(
    name="tone-1", backend="tone", pid=1, ends=0, end="", crash_reason="", starts_in_s=0.0
)
