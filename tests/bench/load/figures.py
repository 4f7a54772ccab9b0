"""What was heard -> the figures of a run. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from tests.bench.load.gpu import GpuUse
from tests.bench.load.heard import Crowd, Heard

TOO_LATE_S = 0.02  # a generator later than this makes gaps of its own
WARM_UP = 1 / 3  # of a run, until as many listen as will
STEP_S = 0.1


class Spread(msgspec.Struct, frozen=True):
    """Seconds."""

    median: float
    p90: float
    p99: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float | None]) -> "Spread | None":
        known = [value for value in values if value is not None]
        if not known:
            return None
        return cls(*(round(float(np.percentile(known, q)), 4) for q in (50, 90, 99, 100)))


class Run(msgspec.Struct, kw_only=True):
    """One load, from the first listener to the last."""

    share: float  # of the limit, that came
    rate_per_s: float
    seconds: float
    came: int
    spoken: int
    queued: int  # of all, were told a position in line
    refused: int
    failed: dict[str, int]
    first_byte_s: Spread | None
    playable_s: Spread | None
    audible_s: Spread | None
    audible_at_once_s: Spread | None  # of those who were admitted at once
    listeners_with_gaps: float  # share of those who were spoken to
    time_in_gaps: float  # share of the time that they listened
    longest_gap_s: float
    at_once: float  # who listened, on the average after the warm-up
    without_gaps_at_once: float  # and of these, those who never heard a gap
    real_time_factor: float
    cores: dict[str, float]
    gpu: GpuUse | None
    arrival_late_s: Spread | None  # of the generator
    clock_late_s: Spread | None
    is_valid: bool


class Load(msgspec.Struct, frozen=True):
    """What was asked of a run."""

    share: float
    rate_per_s: float
    seconds: float


class Use(msgspec.Struct, frozen=True):
    """What the server was seen to do meanwhile."""

    real_time_factor: float
    cores: dict[str, float]
    gpu: GpuUse | None


def figures(load: Load, crowd: Crowd, use: Use) -> Run:
    heard = crowd.heard
    spoken = [one for one in heard if one.outcome == "spoken"]
    gapless = [one for one in spoken if not one.gaps_s]
    outcomes = Counter(one.outcome for one in heard)
    gaps_s = [gap for one in spoken for gap in one.gaps_s]
    arrival_late_s = Spread.of(one.late_s for one in heard)
    clock_late_s = Spread.of(crowd.lags_s)
    return Run(
        share=load.share,
        rate_per_s=round(load.rate_per_s, 3),
        seconds=load.seconds,
        came=len(heard),
        spoken=len(spoken),
        queued=sum(one.queued for one in heard),
        refused=outcomes.pop("refused", 0),
        failed={code: count for code, count in outcomes.items() if code != "spoken"},
        first_byte_s=Spread.of(one.first_byte_s for one in spoken),
        playable_s=Spread.of(one.playable_s for one in spoken),
        audible_s=Spread.of(one.audible_s for one in spoken),
        audible_at_once_s=Spread.of(one.audible_s for one in spoken if not one.queued),
        listeners_with_gaps=_share(len(spoken) - len(gapless), len(spoken)),
        time_in_gaps=_share(sum(gaps_s), sum(gaps_s) + sum(one.audio_s for one in spoken)),
        longest_gap_s=round(max(gaps_s, default=0.0), 3),
        at_once=_at_once(spoken, load.seconds),
        without_gaps_at_once=_at_once(gapless, load.seconds),
        real_time_factor=round(use.real_time_factor, 4),
        cores=use.cores,
        gpu=use.gpu,
        arrival_late_s=arrival_late_s,
        clock_late_s=clock_late_s,
        is_valid=all(it and it.p99 <= TOO_LATE_S for it in (arrival_late_s, clock_late_s)),
    )


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0


def _at_once(heard: Sequence[Heard], seconds: float) -> float:
    """Return how many played at once, on the average from the warm-up to the last arrivals."""
    looks = np.arange(seconds * WARM_UP, seconds, STEP_S)
    playing = np.zeros(len(looks))
    for one in heard:
        came_at = one.at_s + one.late_s
        playing += (looks >= came_at + (one.playable_s or 0.0)) & (looks < came_at + one.heard_s)
    return round(float(playing.mean()), 2) if len(looks) else 0.0
