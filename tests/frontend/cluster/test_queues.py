"""What waits in the lists of a real Redis, whoever put it there."""

import redis

from frontend.cluster.bus import FrontendBus
from frontend.cluster.queues import RedisQueues, Unlisted, queue_keys

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


def test_a_task_may_be_among_those_of_which_only_the_number_is_known() -> None:
    assert "u:0:1" in Unlisted(1)
    assert "u:0:1" not in Unlisted(0)
