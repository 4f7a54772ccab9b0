"""What befalls the processes: they are killed, they stand still, they run out of memory or disk."""

import asyncio
import os
import random
import resource
import signal
from contextlib import suppress
from pathlib import Path

from tests.chaos.thousand.clock import Clock
from tests.chaos.thousand.cluster import ChaosCluster
from tests.support.processes import is_alive
from tests.support.programs import Frontend, Program

MEMORY_LEFT_BYTES = 256 << 10
SHOULD_END_S = 5.0
LOOKS, LOOK_S = 40, 0.05


async def kill_idle_worker(cluster: ChaosCluster, rng: random.Random) -> None:
    await _kill_worker(cluster, rng, busy=False)


async def kill_busy_worker(cluster: ChaosCluster, rng: random.Random) -> None:
    await _kill_worker(cluster, rng, busy=True)


async def _kill_worker(cluster: ChaosCluster, rng: random.Random, *, busy: bool) -> None:
    _tell(await _worker_pid(cluster, rng, busy=busy), signal.SIGKILL)


async def stop_worker(cluster: ChaosCluster, rng: random.Random) -> None:
    """Let a worker stand still, sometimes for longer than it is waited for, then go on."""
    pid = await _worker_pid(cluster, rng, busy=rng.random() < 0.8)
    await _stand_still(pid, rng.uniform(0.2, 6))


async def exhaust_memory(cluster: ChaosCluster, rng: random.Random) -> None:
    """Let a worker get hardly more memory than it has."""
    pid = await _worker_pid(cluster, rng, busy=True)
    with suppress(OSError):
        resource.prlimit(pid, resource.RLIMIT_AS, (_used_bytes(pid) + MEMORY_LEFT_BYTES, -1))
        await asyncio.sleep(SHOULD_END_S)
        resource.prlimit(pid, resource.RLIMIT_AS, (-1, -1))  # it lives on: it needed none


async def stop_frontend(cluster: ChaosCluster, rng: random.Random) -> None:
    async with cluster.frontend_lock:
        await _stand_still(rng.choice(cluster.frontends).pid, rng.uniform(0.2, 2.5))


async def kill_frontend(cluster: ChaosCluster, rng: random.Random) -> None:
    """Kill a frontend, which is started again as a service manager would."""
    async with cluster.frontend_lock:
        frontend: Frontend = rng.choice(cluster.frontends)
        cluster.frontend_killed_at.append(asyncio.get_running_loop().time())
        await _start_again(frontend, rng)
        await asyncio.to_thread(frontend.until_ready)


async def kill_supervisor(cluster: ChaosCluster, rng: random.Random) -> None:
    """Kill a supervisor, whose workers end with it; nobody tells of that."""
    async with cluster.group_lock:
        await _start_again(rng.choice(cluster.groups), rng)


async def fill_disk(cluster: ChaosCluster, rng: random.Random) -> None:
    """Leave no room for what frontends and workers log."""
    await asyncio.to_thread(cluster.disk.fill)
    await asyncio.sleep(rng.uniform(0.5, 3))
    cluster.disk.free()


async def set_clock(cluster: ChaosCluster, rng: random.Random) -> None:
    """Set the wall clock of a frontend and its workers by up to a day."""
    _set_off(cluster.clocks[rng.choice(("one", "two"))], rng)


async def set_clock_of_redis(cluster: ChaosCluster, rng: random.Random) -> None:
    """Set the wall clock of Redis, which then forgets what has a time to live, or keeps it."""
    cluster.redis_lost_data_at.append(asyncio.get_running_loop().time())
    _set_off(cluster.clocks["redis"], rng)


def _set_off(clock: Clock, rng: random.Random) -> None:
    clock.set_off(rng.choice((-1, 1)) * 10 ** rng.uniform(0, 5))


async def _start_again(program: Program, rng: random.Random) -> None:
    program.tell(signal.SIGKILL)
    await asyncio.to_thread(program.wait)
    await asyncio.sleep(rng.uniform(0, 0.5))
    program.start()


async def _stand_still(pid: int, seconds: float) -> None:
    try:
        _tell(pid, signal.SIGSTOP)
        await asyncio.sleep(seconds)
    finally:
        _tell(pid, signal.SIGCONT)


async def _worker_pid(cluster: ChaosCluster, rng: random.Random, *, busy: bool) -> int:
    """Return the process of such a worker, or of any if there is none for a while; 0 if none."""
    for _ in range(LOOKS):
        if worker := await cluster.worker(rng, busy=busy):
            return worker.pid
        await asyncio.sleep(LOOK_S)
    worker = await cluster.worker(rng)
    return worker.pid if worker else 0


def _used_bytes(pid: int) -> int:
    """Return how much address space a process has."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[0]) * resource.getpagesize()


def _tell(pid: int, number: signal.Signals) -> None:
    if pid and is_alive(pid):
        with suppress(ProcessLookupError):
            os.kill(pid, number)
