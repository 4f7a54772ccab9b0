"""A stream that another backend has gone on with is resumed in that one's voice."""

from collections.abc import AsyncIterator, Iterable

import msgspec
import pytest

from backend_queues.registry import Registry
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, FellBack, Opened, SegmentBegan, SpokenWords
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.server.routes.tokens.token_text import TokenText
from frontend.settings import Settings
from frontend.streaming.background import Background
from frontend.streaming.contexts.context import Context
from frontend.streaming.journal.entries import Voice
from frontend.streaming.journal.heard import Heard
from frontend.streaming.position import Position
from frontend.streaming.resume_records import ResumeRight
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import RIGHT, Core, audio_of, collected
from tests.support.memory_cluster import RATE_HZ, MemoryCluster
from tests.support.spelled import (
    ASKED,
    REGISTRY,
    SECOND,
    TEXT,
    assert_no_word_is_lost,
    spelled,
    spelling_cluster,
)

PCM = Encoding("pcm", RATE_HZ)


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


def told(events: Iterable[Event]) -> list[FellBack]:
    return [event for event in events if isinstance(event, FellBack)]


def words_of(events: Iterable[Event]) -> list[str]:
    """Return the words as a client has them in the end."""
    words: list[tuple[str, float]] = []
    for event in events:
        if isinstance(event, FellBack):
            words = [word for word in words if word[1] < event.start_s]
        if isinstance(event, SpokenWords):
            words += [(word.text, word.start_s) for word in event.words]
    assert [start_s for _, start_s in words] == sorted(start_s for _, start_s in words)
    return [text for text, _ in words]


def assert_words_are_told(events: Iterable[Event]) -> None:
    """See that all were told, and no more of them again than were heard again."""
    words = words_of(events)
    assert set(TEXT.split()) <= set(words)
    assert len(words) <= len(TEXT.split()) + 3


def kill_and_revive(core: Core, event: Event, events: list[Event]) -> None:
    """Kill the first backend in its first segment; it is back as soon as another has gone on."""
    if isinstance(event, Audio) and event.segment_index == 0 and not told(events):
        core.cluster.lose_all_workers("first")
    if isinstance(event, FellBack):
        core.cluster.start_worker("first")  # to which it is not gone back


async def resumed_after(core: Core, events: list[Event], position: Position) -> list[Event]:
    _, rest = await core.service.resume(RIGHT, position, Endpoint.SSE)
    return [*events, *await collected(rest)]


@pytest.mark.parametrize("lost_after", range(2, 40, 3))
async def test_a_listener_who_is_lost_at_any_event_resumes_in_the_fallback_s_voice(
    core: Core, lost_after: int
) -> None:
    """Before it, in its first segment, or later: the voice stays, and no word is lost."""
    events: list[Event] = []
    seen: list[Event] = []
    position = Position()
    async for event in core.service.speak_resumably(TEXT, ASKED, PCM, Endpoint.SSE, RIGHT):
        if len(events) < lost_after:
            events.append(event)
            position = after(position, event)
        seen.append(event)
        kill_and_revive(core, event, seen)
        if isinstance(event, Audio) and event.segment_index == 2:
            break
    whole = await resumed_after(core, events, position)
    assert isinstance(whole[-1], Done)
    assert_no_word_is_lost(TEXT, spelled(whole), repeated=2)
    assert spelled(whole)[-1][0] == SECOND
    assert_words_are_told(whole)
    [opened] = [event for event in whole[len(events) :] if isinstance(event, Opened)]
    assert (opened.backend, opened.voice) == ("second", "bf_second")


def after(position: Position, event: Event) -> Position:
    if isinstance(event, SegmentBegan) and event.segment_index != position.segment_index:
        start_us = round(event.start_s * 1_000_000)
        return Position(event.segment_index, 0, start_us, position.sent_samples)
    if isinstance(event, Audio):
        sent = position.sent_samples + len(event.pcm) // 2
        return msgspec.structs.replace(position, sample=event.end_sample, sent_samples=sent)
    if isinstance(event, SpokenWords):
        return msgspec.structs.replace(position, words=position.words + len(event.words))
    return position


async def tokens_until(core: Core, text: TokenText, most: int) -> list[Event]:
    """Return the first events of a stream of tokens whose first backend is killed."""
    journal = text.keep(core.service.journal("me"))
    journal.note(Voice.of(ASKED, VoiceSettingsRequest()))
    events: list[Event] = []
    seen: list[Event] = []
    async with core.service.writing(ASKED, Endpoint.STREAM_TOKENS, PCM, journal) as utterance:
        utterance.write(TEXT)
        utterance.end_text()
        async for event in text.events(utterance, Context(utterance)):
            seen.append(event)
            if len(events) < most:
                events.append(event)
            kill_and_revive(core, event, seen)
            if isinstance(event, Audio) and event.segment_index == 2:
                break
        await journal.written()
    return events


@pytest.mark.parametrize("most", range(2, 40, 3))
@pytest.mark.parametrize("tells_all", [True, False])
async def test_tokens_are_gone_on_with_in_the_fallback_s_voice(
    core: Core, most: int, tells_all: bool
) -> None:
    text = TokenText()
    events = await tokens_until(core, text, most)
    segments = [event.segment_index for event in events if isinstance(event, SegmentBegan)]
    heard = Heard(len(audio_of(events)) // 2)
    if tells_all and segments:
        words = sum(
            len(event.words)
            for event in events
            if isinstance(event, SpokenWords) and event.segment_index == segments[-1]
        )
        heard = Heard(heard.samples, segments[-1], words)
    right = ResumeRight(text.token or "", "me")
    continuation = await core.service.take_over(right, heard)
    again = TokenText.of(continuation)
    async with core.service.writing(
        ASKED, Endpoint.STREAM_TOKENS, PCM, continuation.journal, continuation
    ) as utterance:
        rest = await collected(again.events(utterance, Context(utterance)))
    whole = [*events, *rest]
    assert isinstance(whole[-1], Done)
    assert_no_word_is_lost(TEXT, spelled(whole), repeated=2)
    assert spelled(whole)[-1][0] == SECOND
    if tells_all:  # else words are told again that were told ahead of the audio
        assert_words_are_told(whole)
