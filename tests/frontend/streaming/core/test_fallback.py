"""Another backend goes on where one cannot: no word is lost, and the listener is told."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise

import pytest

from backend_queues.errors import Overloaded
from backend_queues.registry import Registry
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import (
    Audio,
    Done,
    Event,
    FellBack,
    Opened,
    SegmentBegan,
    SpokenWords,
)
from frontend.settings import Settings
from frontend.streaming.background import Background
from frontend.voices.voice_settings import VoiceSettings
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import Core, audio_of, collected, failure_of
from tests.support.memory_cluster import RATE_HZ, Fault, MemoryCluster
from tests.support.spelled import (
    ASKED,
    FIRST,
    REGISTRY,
    SECOND,
    SPECS,
    TEXT,
    THIRD,
    assert_no_word_is_lost,
    spelled,
    spelling_cluster,
)
from tests.support.virtual_time import now


@pytest.fixture
def specs() -> Registry:
    return REGISTRY


@pytest.fixture
async def cluster() -> AsyncIterator[MemoryCluster]:
    cluster = spelling_cluster()
    yield cluster
    await cluster.close()


@pytest.fixture
async def core(cluster: MemoryCluster, settings: Settings, specs: Registry) -> AsyncIterator[Core]:
    background = Background()
    yield make_core(cluster, settings, background, "f", specs)
    await background.finish(limit_s=5)


def silence_words(cluster: MemoryCluster) -> None:
    """Let nobody say when words are spoken."""
    cluster.kinds = {name: kind._replace(words=False) for name, kind in cluster.kinds.items()}


async def hear(core: Core, asked: VoiceSettings = ASKED, text: str = TEXT) -> list[Event]:
    return await collected(core.service.speak(text, asked, Endpoint.TTS, RATE_HZ))


async def hear_while_killed(
    core: Core, after_s: float, asked: VoiceSettings = ASKED
) -> list[Event]:
    """Hear the text, while all workers of the first backend are killed once so much is heard."""
    events: list[Event] = []
    heard_s, killed = 0.0, False
    async for event in core.service.speak(TEXT, asked, Endpoint.TTS, RATE_HZ):
        events.append(event)
        if isinstance(event, Audio):
            heard_s += len(event.pcm) / 2 / RATE_HZ
        if heard_s >= after_s and not killed:
            killed = True
            core.cluster.lose_all_workers("first")
    return events


def told(events: list[Event]) -> list[FellBack]:
    return [event for event in events if isinstance(event, FellBack)]


def words_told(events: list[Event]) -> list[tuple[str, float]]:
    """Return the words as a client has them, which a fallback tells again."""
    words: list[tuple[str, float]] = []
    for event in events:
        if isinstance(event, FellBack):
            words = [word for word in words if word[1] < event.start_s]
        if isinstance(event, SpokenWords):
            words += [(word.text, word.start_s) for word in event.words]
    return words


def fallbacks(core: Core, reason: str, to: str = "second") -> float:
    return core.counted("fallbacks_total", backend="first", to=to, reason=reason)


@pytest.mark.parametrize("after_s", [0.1, 0.6, 1.3, 2.2, 3.0, 4.1, 5.2, 6.0])
@pytest.mark.parametrize("with_words", [True, False])
async def test_all_workers_are_killed_in_mid_stream(
    core: Core, after_s: float, with_words: bool
) -> None:
    if not with_words:
        silence_words(core.cluster)
    events = await hear_while_killed(core, after_s)
    assert isinstance(events[-1], Done)
    heard = spelled(events)
    assert [who for who, _ in heard] == [FIRST, SECOND]
    # How fast they speak is not known before the first sentence.
    assert_no_word_is_lost(TEXT, heard, repeated=1 if with_words else 2 if after_s > 3 else 3)
    [fallback] = told(events)
    assert (fallback.left, fallback.backend, fallback.reason) == ("first", "second", "no_worker")
    assert fallback.start_s >= after_s
    assert fallbacks(core, "no_worker") == 1


async def test_word_times_go_on_in_the_stream(core: Core) -> None:
    events = await hear_while_killed(core, 3.0)
    times = [start_s for _, start_s in words_told(events)]
    assert times == sorted(times)
    assert [word for word, _ in words_told(events)] == TEXT.split() or len(
        words_told(events)
    ) == len(TEXT.split()) + 1
    [fallback] = told(events)
    pcm = audio_of(events[: events.index(fallback)])
    assert fallback.start_s == pytest.approx(len(pcm) / 2 / RATE_HZ, abs=0.01)


async def test_the_fallback_begins_within_its_wait(core: Core, settings: Settings) -> None:
    times: list[float] = []
    killed_at = 0.0
    async for event in core.service.speak(TEXT, ASKED, Endpoint.TTS, RATE_HZ):
        if isinstance(event, Audio):
            times.append(now())
            if len(times) == 2:
                core.cluster.lose_all_workers("first")
                killed_at = now()
    longest_s = max(after - before for before, after in pairwise(times))
    # silent for so long, looked for, and waited for
    assert longest_s < settings.silence_limit_s + settings.fallback_wait_s + 3
    assert killed_at


async def test_three_failed_attempts_at_a_segment(core: Core) -> None:
    core.cluster.faults = {(1, attempt): Fault.FAILS for attempt in (1, 2, 3)}
    events = await hear(core)
    assert isinstance(events[-1], Done)
    heard = spelled(events)
    assert [who for who, _ in heard] == [FIRST, SECOND]
    assert "".join(f"{part} " for _, part in heard).split() == TEXT.split()
    assert fallbacks(core, "attempts_failed") == 1


async def test_what_was_made_of_later_segments_is_spoken_again_by_the_fallback(core: Core) -> None:
    """Voices do not change to and fro."""
    core.cluster.start_worker("first")
    core.cluster.faults = {(0, attempt): Fault.HANGS for attempt in (1, 2, 3)}
    events = await hear(core)
    heard = spelled(events)
    assert [who for who, _ in heard] == [FIRST, SECOND]
    assert_no_word_is_lost(TEXT, heard)
    assert len(told(events)) == 1


async def test_a_text_that_crashes_workers(core: Core) -> None:
    core.cluster.deaths_are_crashes = True
    for _ in range(3):
        core.cluster.start_worker("first")
    core.cluster.faults = {(0, attempt): Fault.DIES for attempt in (1, 2, 3)}
    events = await hear(core)
    assert isinstance(events[-1], Done)
    assert_no_word_is_lost(TEXT, spelled(events))


async def test_an_error_of_the_text_or_the_request_stays_one(core: Core) -> None:
    core.cluster.faults[0, 1] = Fault.FAILS_FOR_GOOD
    assert failure_of(await hear(core)).code == "segment_failed"
    assert fallbacks(core, "attempts_failed") == 0


async def test_no_worker_at_the_start(core: Core) -> None:
    core.cluster.lose_all_workers("first")
    began = now()
    events = await hear(core)
    assert [who for who, _ in spelled(events)] == [SECOND]
    opened = events[0]
    assert isinstance(opened, Opened)
    assert (opened.backend, opened.voice) == ("second", "bf_second")
    [fallback] = told(events)
    assert (fallback.start_s, fallback.reason) == (0.0, "no_worker")
    assert events.index(fallback) < [isinstance(it, SegmentBegan) for it in events].index(True)
    first_audio = next(event for event in events if isinstance(event, Audio))
    assert first_audio and now() - began < 12


async def test_the_fallback_dies_too_and_the_next_one_goes_on(core: Core) -> None:
    events: list[Event] = []
    async for event in core.service.speak(TEXT, ASKED, Endpoint.TTS, RATE_HZ):
        events.append(event)
        if isinstance(event, Audio) and len(events) in range(8, 12):
            core.cluster.lose_all_workers("first")
        if told(events) and isinstance(event, Audio) and event.segment_index == 2:
            core.cluster.lose_all_workers("second")
    assert isinstance(events[-1], Done)
    assert [who for who, _ in spelled(events)] == [FIRST, SECOND, THIRD]
    assert_no_word_is_lost(TEXT, spelled(events))
    assert [(it.left, it.backend) for it in told(events)] == [
        ("first", "second"),
        ("second", "third"),
    ]


async def test_nobody_is_left_and_the_stream_fails_as_it_would_without(
    core: Core, settings: Settings
) -> None:
    for name in ("second", "third"):
        core.cluster.lose_all_workers(name)
    began = now()
    events = await hear_while_killed(core, 1.0)
    assert failure_of(events).code == "segment_failed" or failure_of(events).code == "no_worker"
    assert now() - began > settings.worker_wait_s


async def test_a_client_that_wants_no_other_voice_waits(core: Core) -> None:
    async def come_back() -> None:
        await asyncio.sleep(20)
        core.cluster.start_worker("first")

    asked = replace(ASKED, fallback=False)
    events, _ = await asyncio.gather(hear_while_killed(core, 1.0, asked), come_back())
    assert isinstance(events[-1], Done)
    assert [who for who, _ in spelled(events)] == [FIRST]
    assert not told(events)


async def test_what_nobody_listens_to_waits_longer_for_its_voice(
    core: Core, settings: Settings
) -> None:
    speech = core.service.speak(TEXT, ASKED, Endpoint.TTS, RATE_HZ, realtime=False)
    events = [await anext(speech) for _ in range(6)]
    core.cluster.lose_all_workers("first")
    killed_at = now()
    events += await collected(speech)
    assert now() - killed_at > settings.worker_wait_s
    assert_no_word_is_lost(TEXT, spelled(events), repeated=2)
    assert spelled(events)[-1][0] == SECOND


async def test_a_worker_that_comes_back_in_time_goes_on_itself(core: Core) -> None:
    async def come_back() -> None:
        await asyncio.sleep(4)
        core.cluster.start_worker("first")

    events, _ = await asyncio.gather(hear_while_killed(core, 0.6), come_back())
    assert [who for who, _ in spelled(events)] == [FIRST]


async def test_when_the_first_is_back_the_stream_stays_and_the_next_one_has_it(core: Core) -> None:
    async def come_back() -> None:
        await asyncio.sleep(12)
        assert fallbacks(core, "no_worker") == 1
        core.cluster.start_worker("first")

    events, _ = await asyncio.gather(hear_while_killed(core, 0.6), come_back())
    assert [who for who, _ in spelled(events)] == [FIRST, SECOND]
    assert [who for who, _ in spelled(await hear(core))] == [FIRST]


async def test_the_speed_is_kept_and_other_options_are_dropped(core: Core) -> None:
    await hear_while_killed(core, 1.0)
    options = {task.voice: task.options for task, _ in core.cluster.sent}
    assert options["af_one"] == {"speed": 1.5, "pitch": 3}
    assert options["bf_second"] == {"speed": 1.5}


async def test_another_sample_rate_is_brought_to_that_of_the_stream(core: Core) -> None:
    core.cluster.kinds["second"] = core.cluster.kinds["second"]._replace(rate_hz=2 * RATE_HZ)
    events = await hear_while_killed(core, 3.0)
    assert {event.sample_rate_hz for event in events if isinstance(event, Audio)} == {RATE_HZ}
    done, seconds = events[-1], len(audio_of(events)) / 2 / RATE_HZ
    assert isinstance(done, Done) and done.audio_s == pytest.approx(seconds, abs=0.05)


async def test_a_stream_over_the_delay_is_spoken_by_the_fallback(core: Core) -> None:
    core.cluster.segment_s = 6.0
    hearing = [asyncio.create_task(hear(core)) for _ in range(3)]
    await asyncio.sleep(0.01)
    events = await hear(core)
    assert [who for who, _ in spelled(events)] == [SECOND]
    assert told(events)[0].reason == "start_delay"
    assert fallbacks(core, "start_delay") >= 1
    await asyncio.gather(*hearing)


async def test_who_would_wait_long_in_line_goes_to_the_fallback(core: Core) -> None:
    core.cluster.speed = 1.2  # each backend has one worker, for one listener
    long = f"{TEXT} " * 8
    first = asyncio.create_task(hear(core, text=long))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(hear(core, text=long))
    await asyncio.sleep(0.1)
    third = await hear(core)
    assert {who for who, _ in spelled(await first)} == {FIRST}
    assert {who for who, _ in spelled(await second)} == {SECOND}
    assert {who for who, _ in spelled(third)} == {THIRD}
    assert fallbacks(core, "start_delay") == fallbacks(core, "start_delay", "third") == 1


async def test_who_does_wait_long_in_line_goes_to_the_fallback(core: Core) -> None:
    """It was to wait for a moment only, but whoever is before it writes on."""
    core.cluster.speed = 1.2
    async with core.service.utterance(ASKED, Endpoint.WS, RATE_HZ) as writing:
        hearing = asyncio.create_task(collected(writing.events()))
        writing.write("One sentence of a text. ")
        await asyncio.sleep(0.1)
        waiting = asyncio.create_task(hear(core))
        for _ in range(20):
            writing.write("And there is more of it. ")
            await asyncio.sleep(1)
        writing.end_text()
        assert {who for who, _ in spelled(await waiting)} == {SECOND}
        await hearing
    assert fallbacks(core, "start_delay") == 1
    assert core.admission.waiting("first") == 0


async def test_a_fallback_that_is_as_busy_is_not_gone_to(core: Core) -> None:
    core.cluster.segment_s = 100.0
    named = [replace(ASKED, backend=spec, voice=f"am_{name}") for name, spec in SPECS.items()]
    hearing = [asyncio.create_task(hear(core, asked)) for asked in named * 3]
    await asyncio.sleep(0.01)
    with pytest.raises(Overloaded, match="Speech would start in about"):
        await hear(core)
    await asyncio.gather(*hearing)
