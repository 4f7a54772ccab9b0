"""The name of a segment in the cache: all that its speech depends on. Pure."""

import hashlib

import msgspec

from tasks.messages import SegmentTask

FORM = 2  # of the names; what is kept under those of another form is not found


def segment_name(
    task: SegmentTask, backend: str, model: str, owner: str, *, numbered: bool = False
) -> str:
    """Return the name, 64 hex digits.

    `owner` is whose voice it is, "" for everybody's: what one client has said by a voice of its own
    is found by no other, even if that has the same recording. `numbered` says that the backend's
    speech depends on the segment's number. The pause behind it is no part of what is kept.
    """
    sample = task.voice_sample
    cloned = (sample.digest, sample.language, sample.transcript, owner) if sample else None
    depends_on = (
        FORM,
        backend,
        model,
        task.text,
        task.voice,
        task.language,
        sorted(task.options.items()),
        task.seed,
        cloned,
        task.segment_index if numbered else None,
    )
    return hashlib.sha256(msgspec.msgpack.encode(depends_on)).hexdigest()
