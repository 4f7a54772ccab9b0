"""What waits in the lists of a real Redis, whoever put it there."""

import redis

from frontend.cluster.bus import FrontendBus
from frontend.cluster.queues import MOST_LOOKED_AT, RedisQueues, Unlisted
from tasks.connection.broker import queue_keys

QUEUE = "tts.tone"


async def test_tasks_are_counted_by_priority_and_found_by_their_ids(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    queues = RedisQueues(bus.connection)
    urgent, *_, least = queue_keys(QUEUE)
    keys.rpush(urgent, '{"headers": {"id": "u:0:1"}}', '{"id":"u:1:1"}')
    keys.rpush(least, '{"id": "u:2:1"}')
    assert await queues.depths([QUEUE, "tts.other"]) == [[2, *[0] * 8, 1], [0] * 10]
    assert await queues.tasks(QUEUE) == {"u:0:1", "u:1:1", "u:2:1"}
    assert await queues.tasks("tts.other") == set()


async def test_what_is_no_task_is_counted_and_has_no_id(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    queues = RedisQueues(bus.connection)
    keys.rpush(QUEUE, b"", b"\xff\x00", b'{"id": "', b'{"id": "\xff"}', b'{"id": "u:0:1"}')
    assert sum((await queues.depths([QUEUE]))[0]) == 5
    assert "u:0:1" in await queues.tasks(QUEUE)


async def test_tasks_that_nobody_waits_for_leave_the_queue_and_the_others_keep_their_order(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    queues = RedisQueues(bus.connection)
    urgent, *_, least = queue_keys(QUEUE)
    tasks = [f'{{"headers": {{"id": "{name}"}}}}' for name in "abcdef"]
    keys.rpush(urgent, *tasks, b"\xff\x00", tasks[0])
    keys.rpush(least, *tasks)
    await queues.withdraw(QUEUE, ["a", "c", "e", "unknown"])
    left = [task.encode() for task in tasks[1::2]]
    assert keys.lrange(urgent, 0, -1) == [*left, b"\xff\x00"]
    assert keys.lrange(least, 0, -1) == left
    await queues.withdraw(QUEUE, ["b", "d", "f"])
    assert keys.keys("tts.*") == [urgent.encode()]


async def test_no_more_tasks_are_looked_at_than_redis_has_time_for(
    bus: FrontendBus, keys: redis.Redis
) -> None:
    """The first to be taken is the last of its list."""
    urgent, second, *_ = queue_keys(QUEUE)
    keys.rpush(second, '{"id": "a"}')
    keys.rpush(urgent, *['{"id": "a"}'] * MOST_LOOKED_AT, '{"id": "b"}')
    await RedisQueues(bus.connection).withdraw(QUEUE, ["a"])
    assert keys.lrange(urgent, 0, -1) == [b'{"id": "a"}', b'{"id": "b"}']
    assert keys.llen(second) == 1


def test_a_task_may_be_among_those_of_which_only_the_number_is_known() -> None:
    assert "u:0:1" in Unlisted(1)
    assert "u:0:1" not in Unlisted(0)
