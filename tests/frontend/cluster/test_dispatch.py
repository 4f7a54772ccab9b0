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
from frontend.cluster.queues import queue_keys
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


def test_tasks_wait_in_the_list_of_their_priority(redis_url: str) -> None:
    """In a process of its own, because Celery reads its configuration once."""
    environ = {**os.environ, "REDIS_URL": redis_url}
    subprocess.run([sys.executable, "-c", CODE], env=environ, check=True, timeout=60)
