"""A sentence is cut early only for a listener who would wait, and no shorter than is needed."""

from collections.abc import Sequence

import msgspec
import pytest

from frontend.streaming.scheduling.load import Load
from frontend.streaming.scheduling.phrases import KnownPhrases, MeasuredPhrases
from frontend.streaming.scheduling.writing import Waiting
from frontend.text import PhraseLimits
from tasks.messages import Presence
from tests.support.memory_cluster import MemoryCluster
from tests.support.presences import WORKER

WINDOWS = msgspec.structs.replace(
    WORKER, segment_s=0.4, real_time_factor=0.1, first_audio_s=0.1, first_audio_growth=0.0
)
PIPER = msgspec.structs.replace(
    WORKER, segment_s=0.2, real_time_factor=0.05, first_audio_s=0.2, first_audio_growth=0.05
)
WHOLE = msgspec.structs.replace(
    WORKER, segment_s=2.4, real_time_factor=0.6, first_audio_s=2.4, first_audio_growth=0.6
)
TODAY = PhraseLimits()


class Cluster(MemoryCluster):
    def __init__(self, *workers: Presence, waiting: int = 0) -> None:
        super().__init__(workers=0)
        self._presences = workers
        self._waiting = waiting

    def workers(self, backend: str) -> Sequence[Presence]:
        return self._presences

    def queue_depths(self, backend: str) -> Sequence[int]:
        return [self._waiting]


def phrases(*workers: Presence, waiting: int = 0, target_s: float = 0.3) -> MeasuredPhrases:
    cluster = Cluster(*workers, waiting=waiting)
    return MeasuredPhrases(cluster, Load(cluster).of(""), target_s)


@pytest.mark.parametrize(
    ("worker", "chars", "is_whole"),
    [
        (WINDOWS, 30, True),
        (WINDOWS, 400, True),
        (PIPER, 60, True),
        (PIPER, 89, True),
        (PIPER, 91, False),  # 6.1 s at a twentieth of real time
        (WHOLE, 30, False),
        (WHOLE, 7, True),
        (WORKER, 30, False),  # nothing is known of it
    ],
)
def test_a_sentence_stays_whole_if_it_starts_in_time(
    worker: Presence, chars: float, is_whole: bool
) -> None:
    assert (phrases(worker).of_sentence("engine", chars) is None) == is_whole


def test_who_starts_just_in_time_starts_in_time() -> None:
    assert phrases(WINDOWS, target_s=0.1).of_sentence("engine", 100) is None


def test_a_target_makes_it_sooner_or_later() -> None:
    assert phrases(WHOLE, target_s=5.0).of_sentence("engine", 100) is None
    assert phrases(WINDOWS, target_s=0.05).of_sentence("engine", 100) == TODAY


def test_a_phrase_is_as_long_as_the_rest_takes_and_at_least_what_sounds_well() -> None:
    limits = phrases(WHOLE).of_sentence("engine", 160)
    assert limits and limits.min_chars == pytest.approx(60)
    assert phrases(WHOLE).of_sentence("engine", 40) == TODAY
    assert phrases(WORKER).of_sentence("engine", 160) == TODAY


def test_idle_workers_make_the_rest_at_the_same_time() -> None:
    limits = phrases(WHOLE, WHOLE).of_sentence("engine", 160)
    assert limits and 40 < limits.min_chars < 60


def test_those_who_wait_before_it_make_a_sentence_late() -> None:
    assert phrases(WINDOWS, waiting=1).of_sentence("engine", 100) == TODAY


def test_a_writer_may_go_on_until_the_target_or_until_the_lead_is_used_up() -> None:
    decides = phrases(WINDOWS)
    assert decides.spare_s("engine", 10, Waiting(0.0, 0.0, 0.0)) == pytest.approx(-0.02)
    assert decides.spare_s("engine", 10, Waiting(0.0, 0.28, 0.0)) == pytest.approx(-0.08)
    assert decides.spare_s("engine", 10, Waiting(0.0, 1.0, 0.0)) < 0
    assert decides.spare_s("engine", 10, Waiting(2.0, 1.0, 1.0)) == pytest.approx(1.8)


def test_a_writer_may_go_on_for_a_moment_after_a_phrase_could_be_spoken() -> None:
    decides = phrases(msgspec.structs.replace(WINDOWS, first_audio_s=0.03))
    assert decides.spare_s("engine", 10, Waiting(0.0, 0.1, 0.03)) == pytest.approx(0.02)
    assert decides.spare_s("engine", 10, Waiting(0.0, 0.1, 0.06)) < 0


def test_a_slow_worker_leaves_a_writer_no_time() -> None:
    decides = phrases(WHOLE)
    assert decides.spare_s("engine", 10, Waiting(0.0, 0.0, 0.0)) < 0
    limits = decides.of_writing("engine", 10)
    assert limits.min_chars == pytest.approx(30)  # of a sentence of typical length


@pytest.mark.parametrize("limits", [None, PhraseLimits(min_chars=33)])
def test_what_is_known_is_done_again(limits: PhraseLimits | None) -> None:
    known = KnownPhrases(limits)
    assert known.of_sentence("engine", 300) == limits
    assert known.of_writing("engine", 300) is None
    assert known.spare_s("engine", 300, Waiting(2.0, 0.0, 0.0)) == 0.0
