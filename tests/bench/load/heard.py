"""What became of one listener, as the processes of listeners tell it."""

import msgspec


class Heard(msgspec.Struct, kw_only=True):
    """Times are seconds since it asked, None for what did not come."""

    at_s: float  # when it was to come, since the beginning
    late_s: float  # how much later it did
    outcome: str = "failed"  # or "spoken", "refused", or an error's code
    queued: bool = False  # it was told its position in line
    first_byte_s: float | None = None
    playable_s: float | None = None
    audible_s: float | None = None
    received_s: float = 0.0  # when the last of it had come
    heard_s: float = 0.0  # when all has been played
    audio_s: float = 0.0
    gaps_s: list[float] = []


class Crowd(msgspec.Struct):
    """What one process of listeners tells: them, and how late its own clock ran."""

    heard: list[Heard]
    lags_s: list[float]


class Orders(msgspec.Struct):
    """What one process of listeners is told: who comes when, to which door."""

    door: str
    url: str
    backend: str
    begins_at: float  # of time.monotonic, which all processes of a machine share
    patience_s: float  # that a listener has, from its arrival on
    arrivals: list[tuple[float, str]]
