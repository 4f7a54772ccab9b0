"""A request that comes again with its key is not spoken again, and heard from its start."""

import asyncio

import pytest

from backend_queues.request_errors import KeyReused, StillBeginning
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Done, Event, Failure, Opened, SegmentBegan
from frontend.settings import Settings
from frontend.streaming.background import Background
from frontend.streaming.once.spoken import Spoken
from frontend.streaming.once.standing import Request
from frontend.streaming.resume_records import ResumeRight
from tasks.keys import RESUME_TTL_S
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import TEXT, VOICE, Core, audio_of, collected
from tests.support.memory_cluster import RATE_HZ, MemoryCluster, pcm_of

SPOKEN = Spoken(TEXT, VOICE, Encoding("pcm", RATE_HZ), Endpoint.TTS)
REQUEST = Request.of("a key", "me", "/tts", TEXT)


async def begin(core: Core, request: Request = REQUEST) -> "asyncio.Future[list[Event]]":
    """Ask, and return what will have been heard."""
    events = await core.service.once.speak(request, ResumeRight.new("me"), SPOKEN)
    return asyncio.ensure_future(collected(events))


async def heard(core: Core, request: Request = REQUEST) -> list[Event]:
    events = await (await begin(core, request))
    await asyncio.sleep(0.1)
    return events


def whole(core: Core) -> bytes:
    """Return the pcm of the segments that the first generation was sent."""
    first = core.cluster.sent[0][0].utterance
    return pcm_of([task for task, _ in core.cluster.sent if task.utterance == first])


async def test_what_was_spoken_is_heard_again_from_the_log(core: Core) -> None:
    first = await heard(core)
    sent = len(core.cluster.sent)
    for frontend in (core, core.another_frontend(), core):
        again = await heard(frontend)
        assert isinstance(again[-1], Done)
        assert audio_of(again) == audio_of(first) == whole(core)
    assert len(core.cluster.sent) == sent


async def test_what_redis_has_lost_is_spoken_again(core: Core) -> None:
    first = await heard(core)
    core.cluster.log.clear()
    again = await heard(core.another_frontend())
    assert audio_of(again) == audio_of(first)


async def test_what_was_begun_is_joined(core: Core) -> None:
    """The older connection is told, and only what was not spoken yet is sent to workers."""
    other = core.another_frontend()
    events = await core.service.once.speak(REQUEST, ResumeRight.new("me"), SPOKEN)
    async for event in events:
        if isinstance(event, SegmentBegan) and event.segment_index == 1:
            break
    again = await heard(other)
    left = await collected(events)
    assert isinstance(left[-1], Failure)
    assert left[-1].code == "taken_over"
    assert isinstance(again[-1], Done)
    assert audio_of(again) == pcm_of([task for task, _ in core.cluster.sent])
    generations = {task.utterance for task, _ in core.cluster.sent if task.segment_index == 0}
    assert len(generations) == 1


async def test_who_was_taken_over_keeps_nothing_any_more_though_its_client_reads_nothing(
    core: Core,
) -> None:
    """Else two of them could go on under one name, and count as one."""
    old = ResumeRight.new("me")
    events = await core.service.once.speak(REQUEST, old, SPOKEN)
    async for event in events:
        if isinstance(event, SegmentBegan) and event.segment_index == 1:
            break
    again = await begin(core.another_frontend())
    await asyncio.sleep(RESUME_TTL_S)
    assert old.name not in core.cluster.records
    await collected(events)
    await asyncio.sleep(0.1)
    assert old.name not in core.cluster.records
    assert isinstance((await again)[-1], Done)


async def test_what_was_spoken_before_a_client_left_is_not_spoken_again(core: Core) -> None:
    """It leaves twice: in the second segment, and when it has come again, in the third."""

    def sent() -> list[tuple[int, str]]:
        tasks = [task for task, _ in core.cluster.sent if task.segment_index < 2]
        return [(task.segment_index, task.utterance) for task in tasks]

    for segment_index in (1, 2):
        events = await core.service.once.speak(REQUEST, ResumeRight.new("me"), SPOKEN)
        async for event in events:
            if isinstance(event, SegmentBegan) and event.segment_index == segment_index:
                break
        await events.aclose()
        await asyncio.sleep(0.1)
    before = sent()
    assert [index for index, _ in before] == [0, 1, 1]
    again = await heard(core)
    assert isinstance(again[-1], Done)
    assert sent() == before


async def test_another_request_with_its_key_is_refused(core: Core) -> None:
    await heard(core)
    with pytest.raises(KeyReused, match="draw a new one"):
        await heard(core, Request.of("a key", "me", "/tts", "Another text."))


async def test_the_same_key_of_another_is_another_key(core: Core) -> None:
    await heard(core)
    sent = len(core.cluster.sent)
    await heard(core, Request.of("a key", "you", "/tts", TEXT))
    assert len(core.cluster.sent) == 2 * sent


async def test_whoever_comes_before_it_is_spoken_is_told_to_wait(core: Core) -> None:
    core.cluster.lose_all_workers()
    events = await core.service.once.speak(REQUEST, ResumeRight.new("me"), SPOKEN)
    with pytest.raises(StillBeginning, match="ask again soon"):
        await begin(core)
    await events.aclose()


async def test_the_key_of_one_that_waits_in_line_counts_as_long_as_it_may_wait(
    cluster: MemoryCluster,
) -> None:
    core = make_core(cluster, Settings(max_start_delay_s=200.0), Background(), "f")
    cluster.lose_all_workers()
    lives_s: list[int] = []
    swap_standing = cluster.swap_standing

    async def noted(name: str, expected: str, standing: str, ttl_s: int) -> str:
        lives_s.append(ttl_s)
        return await swap_standing(name, expected, standing, ttl_s)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "swap_standing", noted)
        events = await core.service.once.speak(REQUEST, ResumeRight.new("me"), SPOKEN)
    await events.aclose()
    assert lives_s[0] > 200


async def test_of_many_at_once_each_is_heard_whole_or_told(core: Core) -> None:
    frontends = [core, core.another_frontend()]
    running = [await begin(core)]
    await asyncio.sleep(0.5)
    for number in range(6):
        try:
            running.append(await begin(frontends[number % 2]))
        except StillBeginning:
            await asyncio.sleep(0.2)
    answers = [await one for one in running]
    ends = [answer[-1] for answer in answers]
    assert all(end.code == "taken_over" for end in ends if isinstance(end, Failure))
    done = {audio_of(answer) for answer in answers if isinstance(answer[-1], Done)}
    assert done == {pcm_of([task for task, _ in core.cluster.sent])}


async def test_one_whose_client_left_before_it_was_spoken_may_come_again(core: Core) -> None:
    core.cluster.lose_all_workers()
    running = await begin(core)
    await asyncio.sleep(0.1)
    running.cancel()
    await asyncio.sleep(0.1)
    core.cluster.start_worker()
    again = await heard(core)
    assert isinstance(again[-1], Done)


async def test_it_begins_to_be_spoken_as_any_other(core: Core) -> None:
    events = await heard(core)
    assert isinstance(events[0], Opened)
    assert isinstance(events[-1], Done)
    assert audio_of(events) == core.expected
