"""A segment becomes a Celery task, by name, on its backend's queue, and can be found there."""

import os
import subprocess
import sys

CODE = """
import asyncio, json
import redis
from tasks.connection.broker import redis_url
from frontend.cluster.bus import FrontendBus
from frontend.cluster.dispatch import Dispatcher
from tasks.connection.broker import queue_keys
from tests.support.segment_tasks import TASK

async def main():
    dispatcher, bus = Dispatcher(), FrontendBus(redis_url(), "f")
    for priority in (0, 3, 6):
        await dispatcher.send(TASK, "tts.tone", priority)
    [depths] = await bus.queues.depths(["tts.tone"])
    assert [n for n, depth in enumerate(depths) if depth] == [0, 3, 6], depths
    assert await bus.queues.tasks("tts.tone") == {TASK.task_id}
    assert await bus.record_attempt(TASK, "tts.tone", 9) == 3
    assert await bus.record_attempt(TASK, "tts.tone", 3) == 2  # those served before it
    raw = redis.Redis.from_url(redis_url()).lindex(queue_keys("tts.tone")[0], 0)
    message = json.loads(raw)
    assert message["headers"]["task"] == "tts.synthesize", message["headers"]
    assert message["content-type"] == "application/json"
    await bus.close()
    dispatcher.close()

asyncio.run(main())
"""


CLOSED = """
import asyncio
from backend_queues.errors import RedisUnavailable
from frontend.cluster.dispatch import Dispatcher
from tasks.app import app
from tests.support.segment_tasks import TASK

async def main():
    dispatcher = Dispatcher()
    await dispatcher.send(TASK, "tts.tone", 0)
    with app.producer_or_acquire() as producer:
        producer.channel.connection = None  # as kombu leaves it where closing has failed
        producer.channel.__dict__.pop("pool", None)
        producer.channel._pool = None
    try:
        await dispatcher.send(TASK, "tts.tone", 0)
    except RedisUnavailable as error:
        print(error)
    await dispatcher.send(TASK, "tts.tone", 0)
    dispatcher.close()

asyncio.run(main())
"""


def test_a_channel_that_kombu_has_closed_is_an_outage_and_is_not_used_again(
    redis_url: str,
) -> None:
    environ = {**os.environ, "REDIS_URL": redis_url}
    done = subprocess.run(
        [sys.executable, "-c", CLOSED], env=environ, check=True, timeout=60, stdout=subprocess.PIPE
    )
    assert b"its connection was closed" in done.stdout


def test_tasks_wait_in_the_list_of_their_priority(redis_url: str) -> None:
    """In a process of its own, because Celery reads its configuration once."""
    environ = {**os.environ, "REDIS_URL": redis_url}
    subprocess.run([sys.executable, "-c", CODE], env=environ, check=True, timeout=60)
