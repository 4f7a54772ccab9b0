"""What befalls messages and answers of Redis on their way: they get lost, come twice, or late."""

import asyncio
import random

from tests.chaos.thousand.cluster import ChaosCluster

MOST = 6
LATEST_S = 1.0


async def lose_messages(cluster: ChaosCluster, rng: random.Random) -> None:
    """Lose some of what frontends are subscribed to."""
    cluster.proxy.messages_to_lose += rng.randint(1, MOST)
    await asyncio.sleep(0)


async def double_messages(cluster: ChaosCluster, rng: random.Random) -> None:
    cluster.proxy.messages_to_double += rng.randint(1, MOST)
    await asyncio.sleep(0)


async def delay_messages(cluster: ChaosCluster, rng: random.Random) -> None:
    """Hold some messages up, and so all that come behind them."""
    cluster.proxy.message_delay_s = rng.uniform(0.01, LATEST_S)
    await asyncio.sleep(rng.uniform(0.05, LATEST_S))
    cluster.proxy.message_delay_s = 0.0


async def lose_answers(cluster: ChaosCluster, rng: random.Random) -> None:
    """Cut connections between what Redis has done and its answer: it is asked once more."""
    cluster.proxy.answers_to_lose += rng.randint(1, MOST)
    await asyncio.sleep(0)
