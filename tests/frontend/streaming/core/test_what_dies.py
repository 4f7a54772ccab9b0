"""Rows of ARCHITECTURE's "What dies" that the core answers for: no sample is lost."""

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise

import msgspec
import pytest

from backend_queues.errors import TextCrashesWorkers
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, Opened
from frontend.settings import Settings
from frontend.streaming.delivery.decisions import HEDGE_SHARE
from frontend.streaming.position import Position
from tasks.farewell import Farewell
from tasks.messages import AnyNumberedMessage, SegmentTask
from tests.support.core import RIGHT, TEXT, VOICE, Core, audio_of, failure_of
from tests.support.memory_cluster import RATE_HZ, Fault, pcm_of
from tests.support.segment_tasks import TASK
from tests.support.virtual_time import now

LONG_SENTENCE = "This is a sentence of which there is a lot to say, today and tomorrow. "


async def assert_heard_to_the_sample(core: Core, text: str = TEXT) -> None:
    events = await core.hear(text)
    assert isinstance(events[-1], Done), events[-1]
    assert audio_of(events) == core.expected


async def longest_pause_s(core: Core, events: AsyncIterator[Event]) -> float:
    """Take a stream to its end, which must be exact; return how long the longest wait was."""
    times, heard = [], []
    async for event in events:
        heard.append(event)
        if isinstance(event, Audio):
            times.append(now())
    assert isinstance(heard[-1], Done)
    assert audio_of(heard) == core.expected
    return max(after - before for before, after in pairwise(times))


@pytest.fixture
def retries(core: Core) -> "Retries":
    return Retries(core)


class Retries:
    def __init__(self, core: Core) -> None:
        self._core = core

    def __getitem__(self, reason: str) -> float:
        return self._core.counted("retries_total", backend="tone", reason=reason)


async def test_a_worker_dies_with_a_segment(
    core: Core, retries: Retries, settings: Settings
) -> None:
    core.cluster.faults[1, 1] = Fault.DIES
    core.cluster.start_worker()
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    pause_s = await longest_pause_s(core, events)
    assert abs(pause_s - settings.silence_limit_s) < 0.5
    assert retries["worker_silent"] == 1
    resumed = [task.resume_sample for task, _ in core.cluster.sent if task.attempt == 2]
    assert resumed == [round(0.25 * RATE_HZ)]  # from the next sample on


async def test_a_dead_worker_is_waited_for_less_if_another_is_idle(
    core: Core, retries: Retries, settings: Settings
) -> None:
    core.cluster.faults[1, 1] = Fault.DIES
    for _ in range(4):
        core.cluster.start_worker()
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    assert await longest_pause_s(core, events) < HEDGE_SHARE * settings.silence_limit_s + 0.5
    assert retries["worker_silent"] == 1


async def test_a_worker_is_killed_and_its_supervisor_says_so(core: Core, retries: Retries) -> None:
    core.cluster.faults[1, 1] = Fault.KILLED
    core.cluster.start_worker()
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    assert await longest_pause_s(core, events) < 0.5
    assert retries["worker_ended"] == 1


async def test_two_workers_are_killed_one_after_the_other(core: Core, retries: Retries) -> None:
    """The third one waits only until it is known that the text has not crashed the second."""
    core.cluster.ends_are_known = True
    core.cluster.faults = {(1, attempt): Fault.KILLED for attempt in (1, 2)}
    for _ in range(2):
        core.cluster.start_worker()
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    assert await longest_pause_s(core, events) < 1
    assert retries["worker_ended"] == 2


async def test_redis_forgets_what_waits_for_a_worker(core: Core, retries: Retries) -> None:
    """The worker that gets the task says so at once; no attempt is used up."""

    def forget() -> None:
        core.cluster.lose_records()
        core.cluster.start_worker()

    asyncio.get_running_loop().call_later(0.3, forget)
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    assert await longest_pause_s(core, events) < 0.5
    assert retries["task_lost"]
    assert not retries["attempt_failed"]


async def test_a_task_that_a_killed_worker_took_along_is_missed_soon(
    core: Core, retries: Retries
) -> None:
    """Nobody knows that it had the task, but it is looked for at once."""
    core.cluster.faults[1, 1] = Fault.TASK_LOST
    core.cluster.start_worker()
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    asyncio.get_running_loop().call_later(0.2, core.cluster.tell_of_end, "w9")
    assert await longest_pause_s(core, events) < 1.2
    assert retries["task_lost"] == 1


async def test_the_only_worker_dies_and_another_is_started(core: Core, retries: Retries) -> None:
    core.cluster.faults[0, 1] = Fault.DIES

    async def start_again() -> None:
        await asyncio.sleep(10)
        core.cluster.start_worker()

    await asyncio.gather(assert_heard_to_the_sample(core), start_again())
    assert retries["worker_silent"] == 1


async def test_three_workers_die_of_one_segment(core: Core) -> None:
    core.cluster.faults = {(0, attempt): Fault.DIES for attempt in (1, 2, 3)}
    for _ in range(3):
        core.cluster.start_worker()
    failure = failure_of(await core.hear("A single sentence for three of them."))
    assert failure.message.endswith("its worker fell silent (attempt 3 of 3)")


async def test_a_backend_hangs_while_it_speaks(
    core: Core, retries: Retries, settings: Settings
) -> None:
    core.cluster.faults[0, 1] = Fault.HANGS
    core.cluster.start_worker()
    await assert_heard_to_the_sample(core)
    assert retries["worker_stalled"] == 1
    assert now() > settings.stall_limit_s


async def test_a_worker_dies_before_it_claims(core: Core, retries: Retries) -> None:
    core.cluster.faults[0, 1] = Fault.TASK_LOST
    await assert_heard_to_the_sample(core)
    assert retries["task_lost"] == 1


async def test_a_task_that_waits_in_its_queue_is_not_tried_again(core: Core) -> None:
    long = "A long sentence that keeps the only worker busy for quite some seconds now. " * 20
    other = asyncio.create_task(core.hear(long))
    await asyncio.sleep(0.5)
    await core.hear("A short one.")
    await other
    assert all(task.attempt == 1 for task, _ in core.cluster.sent)


async def test_a_message_does_not_come_and_the_log_has_it(core: Core, retries: Retries) -> None:
    core.cluster.faults[0, 1] = Fault.CHUNK_NOT_PUBLISHED
    await assert_heard_to_the_sample(core)
    assert all(task.attempt == 1 for task, _ in core.cluster.sent)


async def test_a_message_is_nowhere(core: Core, retries: Retries) -> None:
    core.cluster.faults[0, 1] = Fault.CHUNK_LOST
    await assert_heard_to_the_sample(core)
    assert retries["audio_lost"] == 1


async def test_the_result_connection_is_lost_and_comes_back(core: Core) -> None:
    core.cluster.subscribed = False

    async def subscribe_again() -> None:
        await asyncio.sleep(0.4)
        core.cluster.subscribe_again()

    await asyncio.gather(assert_heard_to_the_sample(core), subscribe_again())
    assert all(task.attempt == 1 for task, _ in core.cluster.sent)


async def test_the_result_connection_stays_lost_and_the_log_is_read(core: Core) -> None:
    core.cluster.subscribed = False
    await assert_heard_to_the_sample(core)
    assert all(task.attempt == 1 for task, _ in core.cluster.sent)


@pytest.mark.parametrize("away_s", [0.3, 5, 25])
async def test_redis_goes_away_in_mid_stream(core: Core, away_s: float) -> None:
    async def come_back() -> None:
        await asyncio.sleep(0.1)
        core.cluster.redis_is_up = False
        await asyncio.sleep(away_s)
        core.cluster.redis_is_up = True

    await asyncio.gather(assert_heard_to_the_sample(core, TEXT * 3), come_back())


async def test_a_wait_for_redis_begins_anew_each_time(core: Core, settings: Settings) -> None:
    async def come_and_go() -> None:
        for _ in range(2):
            core.cluster.redis_is_up = False
            await asyncio.sleep(settings.redis_wait_s - 5)
            core.cluster.redis_is_up = True
            await asyncio.sleep(1)

    text = "A sentence that is spoken for about three seconds or so, with nothing else. " * 30
    await asyncio.gather(assert_heard_to_the_sample(core, text), come_and_go())


async def test_an_utterance_that_waits_for_a_worker_is_kept_alive(core: Core) -> None:
    core.cluster.lose_all_workers()

    async def start_late() -> None:
        await asyncio.sleep(25)
        core.cluster.start_worker()

    await asyncio.gather(assert_heard_to_the_sample(core), start_late())
    assert core.cluster.kept_alive


async def test_an_attempt_that_was_only_thought_dead_is_not_heard_twice(core: Core) -> None:
    core.cluster.faults[0, 1] = Fault.HANGS
    core.cluster.faults[0, 2] = Fault.FAILS
    core.cluster.start_worker()
    await assert_heard_to_the_sample(core)
    assert {task.attempt for task, _ in core.cluster.sent} == {1, 2, 3}


async def test_attempts_after_the_first_are_urgent(core: Core) -> None:
    core.cluster.faults[2, 1] = Fault.FAILS
    await assert_heard_to_the_sample(core)
    assert [priority for task, priority in core.cluster.sent if task.attempt == 2] == [0]


async def test_a_machine_dies_with_all_its_workers(core: Core, retries: Retries) -> None:
    core.cluster.start_worker()
    text = TEXT * 4

    async def replace_the_machine() -> None:
        await asyncio.sleep(0.1)
        core.cluster.lose_all_workers()
        await asyncio.sleep(5)
        core.cluster.start_worker()

    await asyncio.gather(assert_heard_to_the_sample(core, text), replace_the_machine())
    assert retries["worker_silent"] >= 1


async def test_the_network_holds_messages_up_for_a_while(core: Core) -> None:
    async def hold_up() -> None:
        await asyncio.sleep(0.1)
        core.cluster.hold_messages()
        await asyncio.sleep(2)
        core.cluster.release_messages()

    await asyncio.gather(assert_heard_to_the_sample(core), hold_up())
    assert all(task.attempt == 1 for task, _ in core.cluster.sent)


async def test_a_frontend_dies_and_its_client_goes_to_another(core: Core) -> None:
    """The dead one says nothing to anybody: its stream is just not taken any further."""
    encoding = Encoding("pcm", RATE_HZ)
    events = core.service.speak_resumably(TEXT, VOICE, encoding, Endpoint.SSE, RIGHT)
    opened = await anext(events)
    assert isinstance(opened, Opened)
    await asyncio.sleep(0)
    other = core.another_frontend().service
    _, resumed = await other.resume(RIGHT, Position(), Endpoint.SSE)
    heard = [event async for event in resumed]
    assert isinstance(heard[-1], Done)
    resumed_tasks = [task for task, _ in core.cluster.sent if task.utterance.endswith(".1")]
    assert audio_of(heard) == pcm_of(resumed_tasks)
    assert opened.utterance in core.cluster.cancelled  # workers do not speak for the dead
    await events.aclose()


CRASHES = {(0, 1): Fault.DIES, (0, 2): Fault.DIES, (0, 3): Fault.DIES}


async def test_a_text_that_crashed_two_workers_gets_no_third(core: Core) -> None:
    """Nor do the streams that ask for it again, until some minutes have passed."""
    core.cluster.deaths_are_crashes = True
    core.cluster.faults = CRASHES
    for _ in range(3):
        core.cluster.start_worker()
    failure = failure_of(await core.hear())
    assert (failure.code, failure.retryable) == ("text_crashes_workers", False)
    assert len(core.cluster.dead) == 2
    assert failure_of(await core.hear()).code == "text_crashes_workers"
    assert len(core.cluster.dead) == 2
    assert core.counted("crashing_texts_total", backend="tone") == 2
    core.cluster.faults = {}
    assert isinstance((await core.hear("Another text is spoken."))[-1], Done)


async def test_a_text_whose_workers_were_killed_is_not_to_blame(core: Core) -> None:
    core.cluster.faults = {(0, 1): Fault.DIES, (0, 2): Fault.DIES}
    for _ in range(3):
        core.cluster.start_worker()
    for _ in range(2):
        events = await core.hear()
        assert isinstance(events[-1], Done)
        core.cluster.faults = {}
    assert not any(core.cluster.crashes.values())


async def test_who_leaves_before_the_crash_is_known_does_not_hide_it(core: Core) -> None:
    core.cluster.deaths_are_crashes = True
    core.cluster.faults = {(0, 1): Fault.DIES}
    crashes = core.crashes
    for _ in range(2):
        core.cluster.start_worker()
        events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
        async for event in events:
            if isinstance(event, Audio):
                break
        await asyncio.sleep(0.5)
        await events.aclose()
        await crashes.settle()
    assert failure_of(await core.hear()).code == "text_crashes_workers"


async def test_a_segment_may_end_while_the_crash_of_another_is_counted(core: Core) -> None:
    """Its worker was not dead: what it had sent comes as Redis is asked."""
    cluster = core.cluster
    cluster.deaths_are_crashes, cluster.speed = True, 2.5
    cluster.dead.add("gone")
    count_crash, logged_messages = cluster.count_crash, cluster.logged_messages

    async def counted_late(task: SegmentTask, queue: str, worker: str) -> None:
        cluster.release_messages()
        await asyncio.sleep(0.005)
        await count_crash(task, queue, worker)

    async def logged_late(utterance: str) -> list[AnyNumberedMessage]:
        return [it for it in await logged_messages(utterance) if it not in cluster.held]

    async def cut_off() -> None:
        await asyncio.sleep(1)
        cluster.hold_messages()
        await asyncio.sleep(0.3)
        core.crashes.suspect(msgspec.structs.replace(TASK, text="Another."), "tts.tone", "gone")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "count_crash", counted_late)
        patch.setattr(cluster, "logged_messages", logged_late)
        events, _ = await asyncio.gather(core.hear(LONG_SENTENCE * 13), cut_off())
    assert isinstance(events[-1], Done), events[-1]


async def test_a_text_that_crashes_workers_may_have_been_left_meanwhile(
    core: Core, caplog: pytest.LogCaptureFixture
) -> None:
    recorded = asyncio.Event()

    async def refused(*_: object) -> int:
        recorded.set()
        await asyncio.sleep(0.1)
        raise TextCrashesWorkers("Two workers have crashed at this text")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core.cluster, "record_attempt", refused)
        async with core.service.utterance(VOICE, Endpoint.SSE, RATE_HZ) as utterance:
            utterance.write(TEXT)
            utterance.end_text()
            await recorded.wait()
            await core.cluster.end([Farewell(utterance.id, cancelled=True)])  # by who resumes it
            events = [event async for event in utterance.events()]
            await asyncio.sleep(0.2)
    assert failure_of(events).code == "taken_over"
    assert "broke" not in caplog.text


async def test_a_third_worker_is_not_risked_before_the_second_ones_end_is_explained(
    core: Core,
) -> None:
    """A supervisor's report may come a little after the silence was noticed."""
    core.cluster.faults = CRASHES
    for _ in range(3):
        core.cluster.start_worker()

    async def explain() -> None:
        silent = {"backend": "tone", "reason": "worker_silent"}
        while core.counted("retries_total", **silent) < 2:  # noqa: ASYNC110 - by the loop's clock
            await asyncio.sleep(0.01)
        await asyncio.sleep(1.5)
        core.cluster.deaths_are_crashes = True
        await core.crashes.settle()

    await asyncio.gather(core.hear(), explain())
    assert len(core.cluster.dead) == 2
