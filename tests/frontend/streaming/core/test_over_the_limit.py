"""More come than the workers can serve: those who were admitted hear no gap, the others wait."""

import asyncio
from random import Random

import pytest

from backend_queues.errors import Overloaded
from frontend.protocol.events import Done
from frontend.settings import Settings
from frontend.streaming.background import Background
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import VOICE, Core
from tests.support.listeners import SENTENCE, SENTENCE_S, Listener
from tests.support.memory_cluster import Kind, MemoryCluster
from tests.support.virtual_time import now

pytestmark = pytest.mark.no_cover

WORKERS, SPEED = 4, 3.3
SENTENCES = 4
COME_S = 40.0
QUICK = 5.0
CHANGES_S = 8.0


@pytest.fixture
async def core(settings: Settings, cluster: MemoryCluster) -> Core:
    """Four workers that can speak to some thirteen listeners at once."""
    for _ in range(WORKERS - 1):
        cluster.start_worker()
    cluster.speed, cluster.segment_s = SPEED, SENTENCE_S / SPEED
    cluster.first_audio_s = 0.1
    return make_core(cluster, settings, Background(), "f")


@pytest.fixture
async def uneven(settings: Settings, cluster: MemoryCluster) -> Core:
    """The same workers, which give a segment whole, some after three times as long as others."""
    for _ in range(WORKERS - 1):
        cluster.start_worker()
    random = Random(1)
    cluster.speed, cluster.segment_s = SPEED, SENTENCE_S / SPEED
    cluster.speed_of_a_segment = lambda: SPEED / random.uniform(0.5, 1.5)
    cluster.first_audio_s, cluster.first_audio_growth = cluster.segment_s, 1 / SPEED
    cluster.kinds[VOICE.backend.name] = Kind(in_one_piece=True)
    return make_core(cluster, settings, Background(), "f")


@pytest.fixture
async def shared(settings: Settings, cluster: MemoryCluster, seed: int) -> Core:
    """Half as many on a machine whose speed varies; they measure it over some segments."""
    for _ in range(WORKERS // 2 - 1):
        cluster.start_worker()
    machine = SharedMachine(seed)
    cluster.speed_of_a_segment = lambda: QUICK * machine.share()
    cluster.workers_measure = True
    return make_core(cluster, settings, Background(), "f")


class SharedMachine:
    """What others leave of it: another share every few seconds."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._until, self._share = 0.0, 1.0

    def share(self) -> float:
        while now() >= self._until:
            self._until += self._random.expovariate(1 / CHANGES_S)
            self._share = self._random.uniform(0.45, 1.0)
        return self._share


async def come(core: Core, load: float, seed: int, for_s: float = COME_S) -> list[Listener]:
    """Let listeners come at random times, so many that they need that share of the workers."""
    random, each_s = Random(seed), SENTENCES * SENTENCE_S
    listeners: list[Listener] = []
    tasks: list[asyncio.Task[None]] = []
    until = asyncio.get_running_loop().time() + for_s
    while asyncio.get_running_loop().time() < until:
        await asyncio.sleep(random.expovariate(load * WORKERS * SPEED / each_s))
        sentences = [SENTENCE * random.choice((1, 1, 2)) for _ in range(SENTENCES)]
        listeners.append(Listener(core, " ".join(sentences)))
        tasks.append(asyncio.create_task(listeners[-1].listen()))
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(it is None or isinstance(it, Overloaded) for it in results)
    return listeners


@pytest.mark.parametrize("seed", [1, 2])
async def test_nobody_who_was_admitted_hears_a_gap(core: Core, seed: int) -> None:
    listeners = await come(core, 1.25, seed)
    served = [it for it in listeners if it.events and isinstance(it.events[-1], Done)]
    queued = [it for it in listeners if it.waits]
    assert len(served) > 0.5 * len(listeners)
    assert queued and all(it.waits[0].position >= 1 for it in queued)
    assert [it.gap_s for it in served if it.gap_s > 0.02] == []


@pytest.mark.parametrize("seed", [1, 4])
async def test_nor_does_anybody_where_segments_come_whole_and_unevenly(
    uneven: Core, seed: int
) -> None:
    listeners = await come(uneven, 1.25, seed)
    served = [it for it in listeners if it.events and isinstance(it.events[-1], Done)]
    assert len(served) > 0.5 * len(listeners)
    assert [it.gap_s for it in served if it.gap_s > 0.02] == []


@pytest.mark.parametrize("seed", [11, 12])
async def test_nor_does_anybody_on_a_machine_whose_speed_varies(shared: Core, seed: int) -> None:
    watching = asyncio.create_task(shared.admission.watch())
    listeners = await come(shared, 0.7, seed, for_s=4 * COME_S)
    watching.cancel()
    served = [it for it in listeners if it.events and isinstance(it.events[-1], Done)]
    assert len(served) > 0.4 * len(listeners)
    assert [it.gap_s for it in served if it.gap_s > 0.02] == []


async def test_below_the_limit_most_are_spoken_to_at_once(core: Core) -> None:
    listeners = await come(core, 0.5, seed=3)
    assert all(isinstance(it.events[-1], Done) and it.gap_s == 0 for it in listeners)
    assert max(it.first_audio_s for it in listeners) < 1.0
