"""How much a store may keep, and for how long."""

from typing import Self

import msgspec

MB = 1_000_000
HOUR_S = 3_600


class StoreLimits(msgspec.Struct, frozen=True):
    most_bytes: int
    unused_s: float  # what nobody has asked for that long is removed

    @classmethod
    def of(cls, mb: float, hours: float) -> Self:
        return cls(round(mb * MB), hours * HOUR_S)
