"""Where in a file a chapter begins."""

import msgspec


class Mark(msgspec.Struct, frozen=True):
    """Where a chapter begins."""

    title: str
    first_sample: int
