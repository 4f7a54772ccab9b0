"""Which bytes of a file a request asks for: RFC 9110's Range and If-Range, of one range."""

import re

import msgspec

from backend_queues.errors import RangeNotSatisfiable, shown

ONE_RANGE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE | re.ASCII)
MAX_DIGITS = 18  # of a position; a longer one is of no file


class Span(msgspec.Struct, frozen=True):
    """The bytes of a file from `start` up to `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def content_range(self, size: int) -> str:
        return f"bytes {self.start}-{self.end - 1}/{size}"


def asked_span(wanted: str, size: int) -> Span | None:
    """Return what a Range header asks for, of a file of `size` bytes; None is the whole file.

    As the RFC has it, what is no range of bytes is ignored, and so are several: their answer would
    be of another form.

    Raises:
        RangeNotSatisfiable: the file has no such bytes.
    """
    match = ONE_RANGE.fullmatch(wanted.strip())
    first, last = map(_position, match.groups()) if match else (None, None)
    if first is not None and last is not None and last < first:
        return None
    if first is not None:
        span = Span(first, size if last is None else min(size, last + 1))
    elif last is not None:
        span = Span(max(0, size - last), size)
    else:
        return None
    if span.length <= 0:
        raise RangeNotSatisfiable(f"The file has {size:,} bytes, and none of {shown(wanted)}.")
    return span


def _position(digits: str) -> int | None:
    return int(digits[:MAX_DIGITS]) if digits else None
