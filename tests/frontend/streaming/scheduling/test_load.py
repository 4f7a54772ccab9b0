"""What is asked of the workers already says when the next segment can start."""

from collections.abc import Sequence

import msgspec
import pytest

from frontend.streaming.scheduling.load import Load
from tasks.messages import Presence
from tests.support.memory_cluster import MemoryCluster
from tests.support.presences import WORKER


class Cluster(MemoryCluster):
    """Workers that take the given seconds for a segment, and queues of the given depths."""

    def __init__(self, *segment_s: float, depths: Sequence[int] = (0, 0)) -> None:
        super().__init__(workers=0)
        self._segment_s = segment_s
        self._depths = depths

    def workers(self, backend: str) -> Sequence[Presence]:
        return [msgspec.structs.replace(WORKER, segment_s=mean_s) for mean_s in self._segment_s]

    def queue_depths(self, backend: str) -> Sequence[int]:
        return self._depths


def test_workers_are_idle_but_for_the_segments_under_way() -> None:
    load = Load(Cluster(1.0, 1.0)).of("me")
    assert load.idle_workers("tone") == 2
    load.enqueued("tone", "a", first=True)
    assert load.idle_workers("tone") == 1
    for utterance in ("b", "c"):
        load.enqueued("tone", utterance, first=True)
    assert load.idle_workers("tone") == 0
    for utterance in ("a", "b", "c"):
        load.over("tone", utterance)
    assert load.idle_workers("tone") == 2


def test_no_worker_is_idle_while_a_task_waits() -> None:
    assert Load(Cluster(1.0, 1.0, 1.0, depths=(0, 1))).idle_workers("tone") == 0


@pytest.mark.parametrize(
    ("segment_s", "depths", "expected_s"),
    [
        ((2.0,), (3, 0), 6.0),
        ((2.0,), (0, 3), 0.0),  # those of listeners who hear something wait longer
        ((1.0, 3.0), (3, 0), 3.0),
        ((3.0, 0.0), (4, 0), 6.0),  # a new worker says nothing of its speed
        ((0.0,), (3, 0), 0.0),
        ((), (3, 0), 0.0),
    ],
)
def test_a_first_segment_starts_after_those_that_are_as_urgent(
    segment_s: tuple[float, ...], depths: tuple[int, int], expected_s: float
) -> None:
    assert Load(Cluster(*segment_s, depths=depths)).start_delay_s("tone", "me") == expected_s


def test_first_segments_just_sent_count_until_they_start_or_end() -> None:
    load = Load(Cluster(2.0, depths=(1, 0))).of("me")
    for utterance in ("a", "b", "c"):
        load.enqueued("tone", utterance, first=True)
    load.enqueued("tone", "d", first=False)
    assert load.start_delay_s("tone") == 6.0
    load.started("tone", "a")
    assert load.start_delay_s("tone") == 4.0
    load.over("tone", "b")
    load.over("tone", "c")
    assert load.start_delay_s("tone") == 2.0  # what Redis has counted


def test_as_many_of_one_client_go_first_as_workers_can_begin() -> None:
    load = Load(Cluster(1.0, 1.0))
    crowd, other = load.of("crowd"), load.of("other")
    for number in range(200):
        utterance = str(number)
        assert crowd.goes_first("tone", utterance) == (number < 2)
        crowd.enqueued("tone", utterance, first=True)
    assert [crowd.goes_first("tone", str(n)) for n in range(4)] == [True, True, False, False]
    assert other.goes_first("tone", "mine")
    assert (other.start_delay_s("tone"), crowd.start_delay_s("tone")) == (1.0, 100.0)
    crowd.started("tone", "0")
    assert crowd.goes_first("tone", "2")  # its turn has come


def test_without_a_worker_one_of_each_client_goes_first() -> None:
    load = Load(Cluster())
    crowd = load.of("crowd")
    for utterance in ("one", "two"):
        crowd.enqueued("tone", utterance, first=True)
    assert crowd.goes_first("tone", "one")
    assert not crowd.goes_first("tone", "two")
    assert load.of("other").goes_first("tone", "mine")


def test_all_segments_of_a_frontend_are_counted_whoever_speaks_them() -> None:
    load = Load(Cluster())
    load.of("one").enqueued("tone", "a", first=True)
    load.of("two").enqueued("other", "b", first=False)
    assert load.of("one").on_their_way == 2
    load.of("two").over("other", "b")
    assert load.of("two").on_their_way == 1


def test_what_has_ended_is_forgotten() -> None:
    load = Load(Cluster(1.0))
    for client in ("one", "two"):
        load.of(client).enqueued("tone", client, first=True)
        load.of(client).over("tone", client)
    assert load.start_delay_s("tone", "one") == 0.0
    assert load.of("one").goes_first("tone", "another")
