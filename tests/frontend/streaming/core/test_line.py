"""As many are spoken to as the workers can sustain; the others wait in line, in their order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import pytest

from backend_queues.errors import InvalidRequest, Overloaded, ShuttingDown
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Done, InLine, Opened
from frontend.settings import Settings
from frontend.streaming.admission.capacity import UNTRIED
from frontend.streaming.background import Background
from frontend.streaming.utterance import Utterance
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import VOICE, Core, failure_of
from tests.support.listeners import (
    LONG,
    SENTENCE,
    SENTENCE_S,
    TWO,
    Listener,
    heard_all,
    listen_all,
)
from tests.support.memory_cluster import RATE_HZ, Fault, MemoryCluster
from tests.support.virtual_time import now

SHORT = "This is a sentence of the text that takes some time. "


@pytest.fixture
async def core(core: Core) -> Core:
    """The workers have measured their speed."""
    core.cluster.speed, core.cluster.segment_s = TWO, SENTENCE_S / TWO
    return core


async def two_listeners(core: Core) -> list[asyncio.Task[None]]:
    """Return as many as the workers can serve, who listen for some time."""
    listeners = [Listener(core, SENTENCE * 4) for _ in range(2)]
    running = [asyncio.create_task(listener.listen()) for listener in listeners]
    await asyncio.sleep(1)
    return running


@asynccontextmanager
async def stalled(core: Core) -> AsyncIterator[Utterance]:
    """Open the stream of a client that reads nothing."""
    async with core.service.utterance(VOICE, Endpoint.TTS, RATE_HZ) as utterance:
        utterance.write(LONG)
        utterance.end_text()
        yield utterance


async def test_up_to_the_limit_nobody_waits_or_hears_a_gap(core: Core) -> None:
    listeners = [Listener(core) for _ in range(2)]
    await listen_all(*listeners)
    assert heard_all(*listeners)
    assert not any(listener.waits for listener in listeners)
    assert core.counted("gaps_total", backend="tone", door="/tts") == 0


async def test_a_segment_that_waits_for_long_becomes_urgent(
    cluster: MemoryCluster, settings: Settings
) -> None:
    """Those who come from the line have less lead for long, but those before must not run dry."""
    cluster.speed = 4.0
    patient = msgspec.structs.replace(settings, max_start_delay_s=100.0)
    core = make_core(cluster, patient, Background(), "f")
    listeners = [Listener(core, SHORT * 8) for _ in range(8)]
    await listen_all(*listeners, apart_s=0)
    assert heard_all(*listeners)
    asked_again = len(cluster.sent) - len({task.task_id for task, _ in cluster.sent})
    assert asked_again > 0


async def test_without_a_limit_the_same_listeners_and_one_more_hear_gaps(
    cluster: MemoryCluster, settings: Settings
) -> None:
    """What the line is good for: the workers are too slow for three."""
    cluster.speed = TWO
    unlimited = msgspec.structs.replace(settings, overload="off")
    core = make_core(cluster, unlimited, Background(), "f")
    listeners = [Listener(core) for _ in range(3)]
    await listen_all(*listeners)
    assert not any(listener.waits for listener in listeners)
    assert sum(listener.gap_s for listener in listeners) > 1


async def test_the_next_waits_until_somebody_has_what_he_needs(core: Core) -> None:
    one, two, three, four = [Listener(core) for _ in range(4)]
    await listen_all(one, two, three, four)
    assert not one.waits and not two.waits
    assert three.began_at and four.began_at and three.began_at < four.began_at
    assert three.waited_s > 1 and four.waited_s > 1
    assert heard_all(one, two, three, four)
    assert (four.waits[0].position, four.waits[-1].position) == (2, 1)
    opened = next(event for event in three.events if isinstance(event, Opened))
    assert {wait.utterance for wait in three.waits} == {opened.utterance}


async def test_the_wait_that_is_told_is_about_the_wait_that_comes(core: Core) -> None:
    listeners = [Listener(core) for _ in range(3)]
    await listen_all(*listeners)
    [*_, last] = listeners
    first_told = last.waits[0].eta_s
    assert first_told == pytest.approx(last.waited_s, rel=0.4)
    told = [wait.eta_s for wait in last.waits]
    assert told == sorted(told, reverse=True)
    assert len(told) >= 3
    steps = [after - before for before, after in zip(last.told_at, last.told_at[1:], strict=False)]
    assert all(step > 0.99 for step in steps)  # not more often than once a second


async def test_what_is_synthesised_to_its_end_needs_nothing_though_it_is_still_heard(
    core: Core,
) -> None:
    core.cluster.speed = 50.0
    first = Listener(core)
    await first.listen()
    assert first.dry_at > now() + 10  # it is heard for long
    assert core.admission.capacity.listeners("tone") == 0


async def test_one_listener_is_served_however_slow_the_workers_are(core: Core) -> None:
    core.cluster.speed = 0.5
    one, two = Listener(core, SENTENCE), Listener(core, SENTENCE)
    await listen_all(one, two)
    assert isinstance(one.events[-1], Done) and isinstance(two.events[-1], Done)
    assert not one.waits and two.waits


async def test_workers_that_have_measured_nothing_admit_a_few_and_then_by_their_speed(
    core: Core,
) -> None:
    """Whoever comes first is not believed to be served however many there are."""
    core.cluster.speed_is_known = False
    core.cluster.speed = 50.0  # all are served in time, once that is known
    at_once = UNTRIED * len(core.cluster.workers("tone"))
    listeners = [Listener(core) for _ in range(at_once + 6)]

    async def measure() -> None:
        await asyncio.sleep(1)
        assert core.admission.waiting("tone") == 6
        core.cluster.speed_is_known = True

    await asyncio.gather(listen_all(*listeners, apart_s=0), measure())
    assert sum(not listener.waits for listener in listeners) == at_once
    assert all(isinstance(listener.events[-1], Done) for listener in listeners)


async def test_more_workers_let_in_those_who_wait(core: Core) -> None:
    listeners = [Listener(core) for _ in range(4)]

    async def help_out() -> None:
        await asyncio.sleep(7)
        assert core.admission.waiting("tone") == 2
        core.cluster.start_worker()
        await asyncio.sleep(1.5)
        assert core.admission.waiting("tone") == 0

    await asyncio.gather(listen_all(*listeners), help_out())
    assert all(isinstance(listener.events[-1], Done) for listener in listeners)


async def test_the_line_is_a_metric(core: Core) -> None:
    listeners = [Listener(core) for _ in range(4)]

    async def look() -> None:
        await asyncio.sleep(7)
        assert core.counted("waiting_listeners", backend="tone") == 2

    await asyncio.gather(listen_all(*listeners), look())
    assert core.counted("waiting_listeners", backend="tone") == 0
    assert core.counted("refused_total", backend="tone") == 0


async def test_who_leaves_the_line_makes_room_in_it(core: Core) -> None:
    one, two, three, four = [Listener(core) for _ in range(4)]
    running = [asyncio.create_task(listener.listen()) for listener in (one, two)]
    await asyncio.sleep(1)
    third = asyncio.create_task(three.listen())
    await asyncio.sleep(1)
    running.append(asyncio.create_task(four.listen()))
    await asyncio.sleep(1)
    third.cancel()
    await asyncio.sleep(1.5)
    assert core.admission.waiting("tone") == 1
    assert four.waits[-1].position == 1
    await asyncio.gather(*running)
    assert isinstance(four.events[-1], Done)
    assert not any(task.text in three.text and three.began_at for task, _ in core.cluster.sent)


async def test_who_leaves_makes_room_at_once(core: Core) -> None:
    one, two, three = [Listener(core) for _ in range(3)]
    first = asyncio.create_task(one.listen())
    others = [asyncio.create_task(listener.listen()) for listener in (two, three)]
    await asyncio.sleep(1)
    assert three.waits
    first.cancel()
    left_at = now()
    await asyncio.gather(*others)
    assert three.began_at is not None and three.began_at < left_at + 0.1


async def test_who_would_wait_too_long_is_refused_at_once_and_told_when_to_return(
    core: Core, settings: Settings
) -> None:
    listeners = [Listener(core, SENTENCE * 30) for _ in range(2)]
    running = [asyncio.create_task(listener.listen()) for listener in listeners]
    await asyncio.sleep(1)
    with pytest.raises(Overloaded, match="VOICE_SERVER_MAX_START_DELAY_S") as refused:
        await Listener(core).listen()
    assert refused.value.retry_after_s is not None
    assert refused.value.retry_after_s > settings.max_start_delay_s
    assert core.counted("refused_total", backend="tone") == 1
    for task in running:
        task.cancel()


async def test_a_wait_that_lasts_longer_than_expected_ends(core: Core, settings: Settings) -> None:
    listeners = [Listener(core, SENTENCE * 4) for _ in range(2)]
    running = [asyncio.create_task(listener.listen()) for listener in listeners]
    await asyncio.sleep(1)
    third = Listener(core)
    waiting = asyncio.create_task(third.listen())
    await asyncio.sleep(1)
    core.cluster.lose_all_workers()
    await waiting
    failure = failure_of(third.events)
    assert (failure.code, failure.retryable) == ("overloaded", True)
    assert failure.retry_after_s
    assert now() - third.asked_at == pytest.approx(settings.max_start_delay_s, abs=0.1)
    for task in running:
        task.cancel()


async def test_who_was_refused_in_line_holds_nobody_up_though_its_client_stays(
    core: Core, settings: Settings
) -> None:
    running = await two_listeners(core)
    async with stalled(core):
        core.cluster.speed = 0.2
        await asyncio.sleep(settings.max_start_delay_s + 1)
        assert core.admission.waiting("tone") == 0
        for task in running:
            task.cancel()
        core.cluster.speed = 50.0
        await asyncio.sleep(60)  # until that speed is known
        next_one = Listener(core)
        await next_one.listen()
        assert not next_one.waits


async def test_what_has_failed_in_line_is_never_let_in(core: Core) -> None:
    running = await two_listeners(core)
    async with stalled(core) as failed:
        await asyncio.sleep(0.5)
        assert core.admission.waiting("tone") == 1
        failed.fail(InvalidRequest("It is not as it should be."))
        await asyncio.sleep(0.1)
        assert core.admission.waiting("tone") == 0
        for task in running:
            task.cancel()
        await asyncio.sleep(5)
        assert core.admission.capacity.listeners("tone") == 0
        assert failed.id not in {task.utterance for task, _ in core.cluster.sent}


async def test_what_follows_a_segment_that_failed_needs_no_worker(core: Core) -> None:
    core.cluster.faults[0, 1] = Fault.FAILS_FOR_GOOD
    async with stalled(core):
        await asyncio.sleep(2)
        assert core.admission.capacity.listeners("tone") == 0


async def test_a_server_that_shuts_down_sends_the_line_away(core: Core) -> None:
    listeners = [Listener(core) for _ in range(3)]
    running = [asyncio.create_task(listener.listen()) for listener in listeners]
    await asyncio.sleep(1)
    core.service.refuse()
    await asyncio.gather(*running)
    *served, sent_away = listeners
    assert all(isinstance(listener.events[-1], Done) for listener in served)
    failure = failure_of(sent_away.events)
    assert (failure.code, failure.retryable) == ("shutting_down", True)


async def test_whoever_is_on_the_way_in_as_the_server_ends_is_sent_away(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else nobody would end its stream: it is not under way yet, and was let in."""
    asked = asyncio.Event()

    async def slow(*_: object) -> bool:
        asked.set()
        await asyncio.sleep(0.1)
        return True

    monkeypatch.setattr(core.admission.capacity, "take", slow)
    coming = asyncio.create_task(Listener(core).listen())
    await asked.wait()
    await core.service.end()
    with pytest.raises(ShuttingDown):
        await coming


@pytest.mark.no_cover
async def test_a_line_without_end_is_not_formed(core: Core) -> None:
    core.cluster.speed = 20.0
    listeners = [Listener(core, SENTENCE) for _ in range(200)]
    results = await asyncio.gather(
        *(listener.listen() for listener in listeners), return_exceptions=True
    )
    refused = [result for result in results if isinstance(result, Overloaded)]
    assert len(refused) == core.counted("refused_total", backend="tone") > 0
    served = [listener for listener in listeners if listener.events]
    assert all(isinstance(listener.events[-1], Done) for listener in served)


async def test_text_that_is_written_while_its_listener_waits_is_spoken_in_its_turn(
    core: Core,
) -> None:
    running = [asyncio.create_task(Listener(core).listen()) for _ in range(2)]
    await asyncio.sleep(1)
    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ) as utterance:
        for word in SENTENCE.split():
            utterance.write(f"{word} ")
        utterance.end_text()
        events = [event async for event in utterance.events()]
    assert isinstance(events[0], InLine)
    assert isinstance(events[-1], Done)
    await asyncio.gather(*running)


class TestRefusing:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(overload="refuse")

    async def test_over_the_limit_a_listener_is_refused_at_once(self, core: Core) -> None:
        running = [asyncio.create_task(Listener(core).listen())]
        await asyncio.sleep(2)
        running.append(asyncio.create_task(Listener(core).listen()))
        await asyncio.sleep(1)
        with pytest.raises(Overloaded, match="as many listeners as they can without gaps") as told:
            await Listener(core).listen()
        assert told.value.retry_after_s is not None
        await asyncio.sleep(told.value.retry_after_s)
        again = Listener(core)
        await again.listen()
        assert isinstance(again.events[-1], Done) and not again.waits
        await asyncio.gather(*running)
