"""What a client has of a stream that it resumes."""

import msgspec


class Heard(msgspec.Struct, frozen=True):
    """All audio up to a sample, and perhaps more of the events."""

    samples: int  # at its own rate
    segment_index: int | None = None  # of the last segment that it was told of
    words: int | None = None  # of that segment
