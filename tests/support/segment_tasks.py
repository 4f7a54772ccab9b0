"""A segment's task as a frontend sends it."""

from tasks.messages import SegmentTask

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
