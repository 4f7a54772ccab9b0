"""What befalls Redis: it stands still, it is full, it comes back empty, its connections are cut."""

import asyncio
import os
import random
import signal
from contextlib import suppress
from typing import Any

import redis

from tests.chaos.thousand.cluster import ChaosCluster

LONGEST_S = 2.5  # it is away


async def restart_empty(cluster: ChaosCluster, rng: random.Random) -> None:
    async with cluster.redis_lock:
        _note_loss(cluster)
        await asyncio.to_thread(cluster.redis.kill)
        await asyncio.sleep(rng.uniform(0, 1.5))
        await asyncio.to_thread(cluster.redis.start)


async def stop(cluster: ChaosCluster, rng: random.Random) -> None:
    async with cluster.redis_lock:
        os.kill(cluster.redis.pid, signal.SIGSTOP)
        await asyncio.sleep(rng.uniform(0.1, LONGEST_S))
        os.kill(cluster.redis.pid, signal.SIGCONT)


async def pause(cluster: ChaosCluster, rng: random.Random) -> None:
    """Have it answer nobody for a while."""
    async with cluster.redis_lock:
        seconds = rng.uniform(0.1, LONGEST_S)
        await _command(cluster, "CLIENT", "PAUSE", round(seconds * 1000))
        await asyncio.sleep(seconds)


async def fill_memory(cluster: ChaosCluster, rng: random.Random) -> None:
    """Have it refuse to take more data."""
    async with cluster.redis_lock:
        _note_loss(cluster)
        await _command(cluster, "CONFIG", "SET", "maxmemory", 1)
        await asyncio.sleep(rng.uniform(0.1, LONGEST_S))
        await _command(cluster, "CONFIG", "SET", "maxmemory", 0)


async def cut_subscriptions(cluster: ChaosCluster, rng: random.Random) -> None:
    await _command(cluster, "CLIENT", "KILL", "TYPE", "pubsub")


async def cut_connections(cluster: ChaosCluster, rng: random.Random) -> None:
    """Cut all connections but those that are subscribed."""
    await _command(cluster, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")


async def cut_one(cluster: ChaosCluster, rng: random.Random) -> None:
    async with cluster.redis.admin() as admin:
        with suppress(redis.RedisError, OSError):
            clients = await admin.client_list()
            own = await admin.client_id()
            ids = [client["id"] for client in clients if int(client["id"]) != own]
            await admin.execute_command("CLIENT", "KILL", "ID", rng.choice(ids))


async def cut_network(cluster: ChaosCluster, rng: random.Random) -> None:
    """Cut every connection on its way, and refuse none."""
    cluster.proxy.cut()


def _note_loss(cluster: ChaosCluster) -> None:
    cluster.redis_lost_data_at.append(asyncio.get_running_loop().time())


async def _command(cluster: ChaosCluster, *words: Any) -> None:
    """Give Redis a command, until it takes it: another fault may have it stand still."""
    while True:
        with suppress(redis.RedisError, OSError):
            async with cluster.redis.admin() as admin:
                await admin.execute_command(*words)
                return
        await asyncio.sleep(0.1)
