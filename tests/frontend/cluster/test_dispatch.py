"""A segment becomes a Celery task, by name, on its backend's queue, and can be found there."""

import os
import subprocess
import sys

CODE = """
import asyncio, json
import redis
from tasks.connection.broker import redis_url
from frontend.cluster.bus import FrontendBus
from frontend.cluster.dispatch import dispatcher_of
from tasks.connection.broker import queue_keys
from tests.support.segment_tasks import TASK

async def main():
    bus = FrontendBus(redis_url(), "f")
    dispatcher = dispatcher_of(bus.connection)
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


BOTH = """
import asyncio, base64, json
import redis
from msgspec.structs import replace
from frontend.cluster.bus import FrontendBus
from frontend.cluster.dispatch import CeleryDispatcher, RedisDispatcher
from tasks.connection.broker import queue_keys, redis_url
from tests.support.segment_tasks import TASK

OWN = {"reply_to", "delivery_tag"}  # of each message, or of a process that waits for results

def read(raw):
    message = json.loads(raw)
    body = json.loads(base64.b64decode(message.pop("body")))
    headers, properties = message.pop("headers"), message.pop("properties")
    assert headers.pop("origin").startswith("gen")
    tag = properties["delivery_tag"]
    # Celery repeats there what the headers show.
    left_out = {*OWN, "argsrepr", "kwargsrepr"}
    rest = {name: value for name, value in properties.items() if name not in left_out}
    return tag, (body, headers, rest, message)

async def main():
    bus = FrontendBus(redis_url(), "f")
    text = 'Drei \u201eGr\u00fc\u00dfe\u201c, \u4f60\u597d'
    task = replace(TASK, text=text, options={"speed": 1.5}, server="r")
    celery = CeleryDispatcher()
    for dispatcher in (celery, RedisDispatcher(bus.connection), RedisDispatcher(bus.connection)):
        await dispatcher.send(task, "tts.tone", 4)
    raw = redis.Redis.from_url(redis_url()).lrange(queue_keys("tts.tone")[4], 0, -1)
    tags, messages = zip(*map(read, raw))
    assert messages[0] == messages[1] == messages[2], messages
    assert len(set(tags)) == 3
    await bus.close()
    celery.close()

asyncio.run(main())
"""


CLOSED = """
import asyncio
from backend_queues.errors import RedisUnavailable
from frontend.cluster.dispatch import CeleryDispatcher
from tasks.app import app
from tests.support.segment_tasks import TASK

async def main():
    dispatcher = CeleryDispatcher()
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


def test_a_task_is_written_as_celery_writes_it(redis_url: str) -> None:
    environ = {**os.environ, "REDIS_URL": redis_url}
    subprocess.run([sys.executable, "-c", BOTH], env=environ, check=True, timeout=60)
