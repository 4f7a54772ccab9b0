"""What a door tells a listener as it comes."""

from collections.abc import AsyncGenerator, Callable

import msgspec

RATE_HZ = 24_000  # of the samples, where a door says nothing else


class Rate(msgspec.Struct):
    """The samples that come from now on have this rate; it comes before them."""

    hz: int


class Queued(msgspec.Struct):
    """It was told its position in line."""


class Refused(msgspec.Struct):
    """It is not served; `code` says why."""

    code: str


Answer = bytes | Rate | Queued | Refused
Door = Callable[[str, str, str], AsyncGenerator[Answer]]
