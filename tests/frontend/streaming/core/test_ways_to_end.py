"""Every row of ARCHITECTURE's "How a stream ends": one of Done, Failure, or cancelled."""

import asyncio
import contextlib
from dataclasses import replace

import pytest

from backend_queues.errors import Overloaded, ShuttingDown, TextTooLong
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Opened, Queued, SegmentBegan
from frontend.settings import Settings
from frontend.streaming.position import Position
from frontend.text import TextCutter
from tests.support.core import RIGHT, TEXT, VOICE, Core, audio_of, collected, failure_of
from tests.support.memory_cluster import RATE_HZ, Fault, MemoryCluster
from tests.support.virtual_time import now


async def test_finished_everything_was_sent(core: Core) -> None:
    events = await core.hear()
    assert isinstance(events[0], Opened)
    assert isinstance(events[-1], Done)
    assert audio_of(events) == core.expected
    await asyncio.sleep(0.1)  # that is done in the background
    assert core.cluster.closed == [events[0].utterance]
    assert core.counted("utterances_total", door="/tts", outcome="done") == 1


async def test_a_client_is_told_of_a_segment_before_it_hears_it(core: Core) -> None:
    announced: set[int] = set()
    for event in await core.hear():
        if isinstance(event, Queued):
            announced.add(event.segment_index)
        if isinstance(event, SegmentBegan | Audio):
            assert event.segment_index in announced


async def test_failed_a_worker_says_so_for_good(core: Core) -> None:
    core.cluster.faults[1, 1] = Fault.FAILS_FOR_GOOD
    events = await core.hear()
    failure = failure_of(events)
    assert (failure.code, failure.retryable, failure.segment_index) == ("segment_failed", False, 1)
    assert "Segment 2 (" in failure.message and "It broke" in failure.message
    assert audio_of(events) == core.expected[: len(audio_of(events))]  # what precedes it
    assert core.counted("segments_total", backend="tone", outcome="spoken") >= 1


async def test_failed_three_attempts_at_one_segment(core: Core) -> None:
    core.cluster.faults = {(0, attempt): Fault.FAILS for attempt in (1, 2, 3)}
    failure = failure_of(await core.hear())
    assert failure.message.endswith("It broke (attempt 3 of 3)")
    assert core.counted("attempts_total", backend="tone") >= 3
    assert core.counted("retries_total", backend="tone", reason="attempt_failed") == 2


async def test_failed_there_is_no_worker_for_long(core: Core, settings: Settings) -> None:
    core.cluster.lose_all_workers()
    failure = failure_of(await core.hear())
    assert (failure.code, failure.retryable) == ("no_worker", True)
    assert settings.worker_wait_s < now() < settings.worker_wait_s + 2


async def test_failed_there_is_no_redis_for_long(core: Core, settings: Settings) -> None:
    core.cluster.redis_is_up = False
    failure = failure_of(await core.hear())
    assert (failure.code, failure.retryable) == ("redis_unavailable", True)
    assert "Redis does not answer: it is down" in failure.message
    assert settings.redis_wait_s < now() < settings.redis_wait_s + 2


async def test_failed_the_broker_takes_nothing_and_the_attempt_is_counted_once(core: Core) -> None:
    core.cluster.broker_is_up = False
    assert failure_of(await core.hear("One.")).code == "redis_unavailable"
    assert core.counted("attempts_total", backend="tone") == 1


@pytest.mark.parametrize("text", ["", " \n", "-- * --"])
async def test_failed_there_is_nothing_to_speak(core: Core, text: str) -> None:
    assert failure_of(await core.hear(text)).code == "nothing_to_speak"
    assert not core.cluster.sent


@pytest.mark.parametrize("text", ["-- * --", "\U0001f60a", " ... "])
async def test_done_after_a_short_silence_where_an_error_would_end_the_client(
    core: Core, text: str
) -> None:
    speech = core.service.speak(text, VOICE, Endpoint.OPENAI_SPEECH, RATE_HZ)
    audio, done = await collected(speech)
    assert isinstance(audio, Audio) and audio.pcm == bytes(round(0.1 * RATE_HZ) * 2)
    assert done == Done(0, 0.1)
    assert not core.cluster.sent


@pytest.mark.parametrize("text", ["", " \n", "<think>Hm."])
async def test_an_empty_text_and_reasoning_alone_are_no_silence(core: Core, text: str) -> None:
    speech = core.service.speak(text, VOICE, Endpoint.OPENAI_SPEECH, RATE_HZ)
    assert failure_of(await collected(speech)).code == "nothing_to_speak"


async def test_a_text_that_is_too_long_is_refused_at_once(core: Core, settings: Settings) -> None:
    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ) as utterance:
        with pytest.raises(TextTooLong):
            utterance.write("a" * (settings.max_text_chars + 1))


async def test_failed_the_server_shuts_down(core: Core) -> None:
    async def end_soon() -> None:
        await asyncio.sleep(0.05)
        await core.service.end()

    events, _ = await asyncio.gather(core.hear(), end_soon())
    assert (failure_of(events).code, failure_of(events).retryable) == ("shutting_down", True)
    with pytest.raises(ShuttingDown):
        await core.hear()


async def test_failed_the_client_resumes_over_another_connection(core: Core) -> None:
    encoding = Encoding("pcm", RATE_HZ)
    events = core.service.speak_resumably(TEXT, VOICE, encoding, Endpoint.SSE, RIGHT)
    heard = [await anext(events) for _ in range(4)]
    assert isinstance(heard[0], Opened)
    await asyncio.sleep(0)
    _, resumed = await core.service.resume(RIGHT, Position(), Endpoint.SSE)
    rest = [*heard, *[event async for event in events]]
    assert failure_of(rest).code == "taken_over"
    again = await collected(resumed)
    assert isinstance(again[-1], Done)
    assert isinstance(again[0], Opened) and again[0].utterance == f"{heard[0].utterance}.1"


async def test_cancelled_the_client_leaves(core: Core) -> None:
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    opened = await anext(events)
    assert isinstance(opened, Opened)
    await events.aclose()
    await asyncio.sleep(1)
    assert core.cluster.cancelled == {opened.utterance}
    assert not any(core.service.streams().values())
    assert core.counted("utterances_total", door="/tts", outcome="cancelled") == 1
    assert core.load.idle_workers("tone") == 1


async def test_cancelled_while_redis_is_away_ends_all_the_same(core: Core) -> None:
    events = core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)
    await anext(events)
    core.cluster.redis_is_up = False
    await events.aclose()
    assert await core.service.drained(timeout_s=1)


async def test_failed_a_fault_of_our_own(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(self: object, text: str) -> None:
        raise ValueError("a secret text")

    monkeypatch.setattr(TextCutter, "push", break_down)
    failure = failure_of(await core.hear())
    assert failure.code == "internal_error"
    assert "secret" not in failure.message


async def test_a_stream_that_has_failed_sends_nothing_more_to_workers(core: Core) -> None:
    async with core.service.utterance(VOICE, Endpoint.WS, RATE_HZ) as utterance:
        utterance.write(TEXT * 10)
        await asyncio.sleep(0.1)
        utterance.fail(ShuttingDown("The server shuts down."))
        sent = len(core.cluster.sent)
        await asyncio.sleep(20)
        assert 0 < sent == len(core.cluster.sent)


async def test_after_a_segment_that_fails_no_other_is_sent_to_workers(core: Core) -> None:
    core.cluster.faults[0, 1] = Fault.FAILS_FOR_GOOD
    async with core.service.utterance(VOICE, Endpoint.WS, RATE_HZ) as utterance:
        utterance.write(TEXT * 10)
        await asyncio.sleep(20)
        assert {task.segment_index for task, _ in core.cluster.sent} <= {0, 1, 2}


async def test_the_first_segment_is_the_most_urgent_and_later_ones_by_what_is_left(
    core: Core,
) -> None:
    await core.hear(TEXT * 10)
    first, *later = [priority for _, priority in core.cluster.sent]
    assert first == 0 < max(later)


async def test_tokens_are_spoken_as_they_come_in_any_voice(core: Core) -> None:
    other = replace(VOICE, voice="square")
    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ) as utterance:
        hearing = asyncio.create_task(collected(utterance.events()))
        first, rest = TEXT[:45], TEXT[45:]
        for token in first:
            utterance.write(token)
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        utterance.change_voice(other)
        utterance.write(rest)
        utterance.end_text()
        events = await hearing
    assert audio_of(events) == core.expected
    assert {task.voice for task, _ in core.cluster.sent} == {"sine", "square"}
    assert utterance.backend == "tone"
    assert core.service.first_audio_s() and core.service.first_audio_s()[0] > 0


async def test_a_question_is_spoken_soon_after_it_was_typed(core: Core) -> None:
    async with core.service.utterance(VOICE, Endpoint.WS, RATE_HZ) as utterance:
        hearing = asyncio.create_task(collected(utterance.events()))
        utterance.write("Hello there my friend, how are you?")
        await asyncio.sleep(0.4)  # it is settled after 0.2
        assert "".join(task.text for task, _ in core.cluster.sent).endswith("how are you?")
        utterance.end_text()
        assert isinstance((await hearing)[-1], Done)


async def test_an_unfinished_sentence_is_spoken_after_a_pause_in_typing(core: Core) -> None:
    async with core.service.utterance(VOICE, Endpoint.WS, RATE_HZ) as utterance:
        hearing = asyncio.create_task(collected(utterance.events()))
        utterance.write("Hello there my friend, how")
        await asyncio.sleep(20)
        assert core.cluster.sent
        utterance.end_text()
        assert isinstance((await hearing)[-1], Done)


async def test_a_slow_listener_bounds_what_is_made_for_it(
    core: Core, cluster: MemoryCluster, settings: Settings
) -> None:
    text = "A sentence that is spoken for about three seconds or so, with nothing else. " * 60
    events = core.service.speak(text, VOICE, Endpoint.TTS, RATE_HZ)
    await anext(events)
    await asyncio.sleep(600)
    made_s = (
        sum(
            len(message.pcm)
            for log in cluster.log.values()
            for message in log
            if hasattr(message, "pcm")
        )
        / 2
        / RATE_HZ
    )
    assert made_s < settings.max_unsent_s + 10
    with contextlib.suppress(StopAsyncIteration):
        await events.aclose()


@pytest.mark.parametrize("realtime", [True, False])
async def test_refused_redis_is_full(core: Core, realtime: bool) -> None:
    core.cluster.redis_is_full = True
    with pytest.raises(Overloaded, match="^Redis is full") as refused:
        await core.hear(realtime=realtime)
    assert refused.value.retry_after_s == 5
    assert core.counted("refused_total", backend="tone") == 1


async def test_failed_redis_is_full_all_of_a_sudden(core: Core) -> None:
    """It hangs no longer than others take to end, and not as long as Redis may be away."""
    core.cluster.redis_refuses = True
    began = now()
    failure = failure_of(await core.hear())
    assert (failure.code, failure.retryable) == ("overloaded", True)
    assert "Redis is full" in failure.message
    assert now() - began < 8


async def test_a_stream_goes_on_when_a_full_redis_has_room_again(core: Core) -> None:
    async def fill_up() -> None:
        await asyncio.sleep(0.1)
        core.cluster.redis_refuses = True
        await asyncio.sleep(4)
        core.cluster.redis_refuses = False

    events, _ = await asyncio.gather(core.hear(TEXT * 3), fill_up())
    assert isinstance(events[-1], Done)
    assert audio_of(events) == core.expected
