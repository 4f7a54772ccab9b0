"""The workers' speed is what they have measured, and a new worker is like the others."""

import math
from collections.abc import Sequence

import msgspec
import pytest

from frontend.streaming.admission.speeds import RELEASE_S, Speeds
from tasks.messages import Presence
from tests.support.memory_cluster import MemoryCluster
from tests.support.presences import WORKER


class Cluster(MemoryCluster):
    """Workers with these real-time factors."""

    def __init__(self, *factors: float) -> None:
        super().__init__(workers=0)
        self.factors = factors
        self.presences: list[Presence] = []

    def workers(self, backend: str) -> Sequence[Presence]:
        return self.presences or [
            msgspec.structs.replace(WORKER, real_time_factor=one) for one in self.factors
        ]


def at_no_time() -> float:
    return 0.0


@pytest.mark.parametrize(
    ("factors", "speech_per_s"),
    [
        ((0.5,), 2.0),
        ((0.5, 0.25), 6.0),
        ((0.5, 0.0), 4.0),  # one has not spoken yet
        ((0.5, 0.25, 0.0), 9.0),
        ((2.0,), 0.5),
        ((0.0, 0.0), None),
        ((), None),
        ((-1.0,), None),  # what another version might write
    ],
)
def test_the_speeds_add_up(factors: tuple[float, ...], speech_per_s: float | None) -> None:
    assert Speeds(Cluster(*factors), at_no_time).speech_per_s("engine") == speech_per_s


def test_workers_that_start_again_are_as_fast_as_they_were() -> None:
    cluster = Cluster(0.5)
    speeds = Speeds(cluster, at_no_time)
    assert speeds.speech_per_s("engine") == 2.0
    cluster.factors = (0.0, 0.0)
    assert speeds.speech_per_s("engine") == 4.0
    cluster.factors = ()
    assert speeds.speech_per_s("engine") == 0.0
    assert speeds.speech_per_s("another") is None


def test_a_speed_that_falls_counts_at_once_and_one_that_rises_by_and_by() -> None:
    clock = iter([0.0, 1.0, 1.0, 1.0 + RELEASE_S, 1.0 + 10 * RELEASE_S])
    cluster = Cluster(0.25, 0.25)
    speeds = Speeds(cluster, lambda: next(clock))
    assert speeds.speech_per_s("engine") == 8.0
    cluster.factors = (0.5, 0.5)
    assert speeds.speech_per_s("engine") == 4.0
    cluster.factors = (0.25, 0.25)
    assert speeds.speech_per_s("engine") == 4.0
    assert speeds.speech_per_s("engine") == pytest.approx(8.0 - 4.0 / math.e)
    assert speeds.speech_per_s("engine") == pytest.approx(8.0, rel=0.001)


def test_another_worker_as_fast_as_the_others_counts_at_once() -> None:
    cluster = Cluster(0.5)
    speeds = Speeds(cluster, at_no_time)
    assert speeds.speech_per_s("engine") == 2.0
    cluster.factors = (0.5, 0.5, 0.5)
    assert speeds.speech_per_s("engine") == 6.0


@pytest.mark.parametrize("strange", [math.nan, math.inf, -math.inf])
def test_what_is_no_speed_does_not_count(strange: float) -> None:
    cluster = Cluster(0.5)
    speeds = Speeds(cluster, at_no_time)
    usual = cluster.workers("engine")[0]
    cluster.presences = [usual, msgspec.structs.replace(WORKER, speech_per_s=strange)]
    assert speeds.speech_per_s("engine") == 4.0


@pytest.mark.parametrize(("batch_sizes", "at_once"), [((), 0), ((1,), 1), ((1, 8), 9), ((0, 4), 5)])
def test_a_worker_speaks_as_many_segments_at_once_as_it_says_and_one_at_least(
    batch_sizes: tuple[int, ...], at_once: int
) -> None:
    cluster = Cluster()
    cluster.presences = [msgspec.structs.replace(WORKER, batch_size=it) for it in batch_sizes]
    assert Speeds(cluster, at_no_time).at_once("engine") == at_once


@pytest.mark.parametrize(
    ("measured", "segment_s"),
    [
        ((), 0.0),
        (((0.0, 0.0),), 0.0),
        (((1.0, 0.5),), 2.0),
        (((1.0, 0.5), (1.0, 0.25), (1.0, 0.0)), 3.0),  # one says how long, not how fast
    ],
)
def test_a_segment_sounds_as_long_as_they_take_by_how_fast_they_are(
    measured: tuple[tuple[float, float], ...], segment_s: float
) -> None:
    cluster = Cluster()
    cluster.presences = [
        msgspec.structs.replace(WORKER, segment_s=takes_s, real_time_factor=factor)
        for takes_s, factor in measured
    ]
    assert Speeds(cluster, at_no_time).segment_s("engine") == segment_s
