"""One of several Redis servers goes away in mid-stream: its attempts are made again elsewhere."""

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done
from tests.support.core import TEXT, VOICE, Core, audio_of
from tests.support.memory_cluster import RATE_HZ


async def test_attempts_on_a_lost_server_are_made_again_and_no_sample_is_lost(core: Core) -> None:
    core.cluster.server = "a"
    events = []
    async for event in core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ):
        events.append(event)
        if isinstance(event, Audio) and core.cluster.server == "a":
            core.cluster.server = "b"
            core.cluster.lost_servers = frozenset({"a"})
    assert isinstance(events[-1], Done)
    assert audio_of(events) == core.expected
    assert core.counted("retries_total", backend="tone", reason="redis_lost") >= 1
    assert {task.server for task, _ in core.cluster.sent} == {"a", "b"}


async def test_nothing_is_made_again_while_the_servers_answer(core: Core) -> None:
    core.cluster.server = "a"
    core.cluster.lost_servers = frozenset({"b"})
    assert audio_of(await core.hear()) == core.expected
    assert core.counted("retries_total", backend="tone", reason="redis_lost") == 0
