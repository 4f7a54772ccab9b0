"""A text that was spoken before is heard again, to the sample and the word, without a worker."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, replace

import msgspec
import pytest

from backend_queues.base import Capabilities, VoiceSample
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, SegmentBegan, SpokenWords
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.segment_cache.cache import SegmentCache
from frontend.settings import Settings
from frontend.streaming.assembly import SHARED_SEED
from frontend.streaming.background import Background
from frontend.streaming.journal.entries import Voice
from frontend.streaming.journal.heard import Heard
from frontend.streaming.position import Position
from frontend.streaming.resume_records import ResumeRight
from frontend.telemetry.metrics.instruments import Metrics
from frontend.voices.voice_settings import VoiceSettings
from tasks.process.cancellation import cancel_and_wait
from tests.frontend.streaming.core.conftest import make_core
from tests.support.core import RIGHT, TEXT, VOICE, Core, audio_of, collected, failure_of
from tests.support.memory_cluster import RATE_HZ, Fault, Kind, MemoryCluster
from tests.support.memory_store import MemoryStore

STEADY = Capabilities(languages=("en",), deterministic=True, numbered=True, words=True)
PCM = Encoding("pcm", RATE_HZ)
SEGMENTS = 3  # of TEXT
SAMPLE = VoiceSample("anna", "d" * 64, 5.0)


@dataclass
class Frontend:
    """A frontend with a cache, over a store that others may have too."""

    core: Core
    cluster: MemoryCluster
    store: MemoryStore
    metrics: Metrics

    async def hear(self, voice: VoiceSettings = VOICE, text: str = TEXT) -> list[Event]:
        return await collected(self.core.service.speak(text, voice, Endpoint.TTS, RATE_HZ))

    async def has_kept(self, segments: int) -> None:
        """Wait until that many were kept, or were not to be."""
        until = time.monotonic() + 30
        while self.counted("kept") + self.counted("dropped") < segments:
            assert time.monotonic() < until
            await asyncio.sleep(0.001)

    def counted(self, outcome: str) -> float:
        found = self.metrics.registry.get_sample_value(
            "voice_server_segment_cache_kept_total", {"outcome": outcome}
        )
        return found or 0.0

    @property
    def hits(self) -> int:
        return self.metrics.segment_cache.hits

    @property
    def asked(self) -> int:
        """How many segments workers were asked for."""
        return len(self.cluster.sent)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def frontends(
    cluster: MemoryCluster, settings: Settings, store: MemoryStore
) -> AsyncIterator[tuple[Frontend, Frontend]]:
    """Two of them, with one store and one cluster."""
    cluster.kinds["tone"] = Kind(words=True, capabilities=STEADY, model="m")
    cluster.start_worker()
    background, made, running = Background(), [], []
    for name in ("f", "g"):
        metrics = Metrics(["tone"])
        cache = SegmentCache(store, cluster, metrics.segment_cache, 0.05)
        running.append(asyncio.create_task(cache.run()))
        core = make_core(cluster, settings, background, name, cache=cache)
        made.append(Frontend(core, cluster, store, metrics))
    yield made[0], made[1]
    await cancel_and_wait(*running)
    await background.finish(limit_s=5)


@pytest.fixture
def frontend(frontends: tuple[Frontend, Frontend]) -> Frontend:
    return frontends[0]


def told(events: list[Event]) -> tuple[bytes, list[Event]]:
    """Return the audio, in pieces of whatever size, and what else tells of it."""
    rest: list[Event] = [it for it in events if isinstance(it, SegmentBegan | SpokenWords)]
    return audio_of(events), rest


async def test_it_is_heard_as_it_was_and_no_worker_is_asked(frontend: Frontend) -> None:
    first = await frontend.hear()
    assert frontend.asked == SEGMENTS
    await frontend.has_kept(SEGMENTS)
    again = await frontend.hear()
    assert isinstance(again[-1], Done)
    assert told(again) == told(first)
    assert any(isinstance(event, SpokenWords) for event in again)
    assert (frontend.asked, frontend.hits) == (SEGMENTS, SEGMENTS)


async def test_another_frontend_hears_it_too(frontends: tuple[Frontend, Frontend]) -> None:
    first = await frontends[0].hear()
    await frontends[0].has_kept(SEGMENTS)
    assert told(await frontends[1].hear()) == told(first)
    assert (frontends[1].hits, frontends[1].asked) == (SEGMENTS, SEGMENTS)


async def test_it_is_heard_without_any_worker(frontend: Frontend) -> None:
    first = await frontend.hear()
    await frontend.has_kept(SEGMENTS)
    frontend.cluster.lose_all_workers()
    assert told(await frontend.hear()) == told(first)
    unknown = failure_of(await frontend.hear(text="Nobody has said this."))
    assert unknown.code == "no_worker"


async def test_a_new_sentence_among_known_ones_is_spoken_in_its_place(frontend: Frontend) -> None:
    await frontend.hear()
    await frontend.has_kept(SEGMENTS)
    text = "This is the first sentence. Nobody has said this. And now the third of them."
    events = await frontend.hear(text=text)
    assert frontend.asked == SEGMENTS + 1
    segments = [event.segment_index for event in events if isinstance(event, Audio)]
    assert segments == sorted(segments)
    assert isinstance(events[-1], Done)


@pytest.mark.parametrize(
    "other",
    [
        replace(VOICE, voice="square"),
        replace(VOICE, language="de"),
        replace(VOICE, options={"speed": 2.0}),
        replace(VOICE, voice_sample=SAMPLE),
    ],
)
async def test_another_voice_is_spoken_anew(frontend: Frontend, other: VoiceSettings) -> None:
    await frontend.hear()
    await frontend.has_kept(SEGMENTS)
    await frontend.hear(other)
    assert (frontend.asked, frontend.hits) == (2 * SEGMENTS, 0)


async def test_a_private_voice_is_its_owners_alone(frontend: Frontend) -> None:
    own = replace(VOICE, voice_sample=msgspec.structs.replace(SAMPLE, owner="anna's"))
    others = replace(VOICE, voice_sample=msgspec.structs.replace(SAMPLE, owner="max's"))
    await frontend.hear(own)
    await frontend.has_kept(SEGMENTS)
    await frontend.hear(others)
    assert (frontend.asked, frontend.hits) == (2 * SEGMENTS, 0)
    await frontend.hear(own)
    assert (frontend.asked, frontend.hits) == (2 * SEGMENTS, SEGMENTS)
    sent = [task.voice_sample for task, _ in frontend.cluster.sent]
    assert {sample.owner for sample in sent if sample} == {""}


async def test_who_does_not_want_it_is_spoken_to_and_leaves_nothing(frontend: Frontend) -> None:
    unkept = replace(VOICE, cache=False)
    await frontend.hear(unkept)
    await frontend.hear(unkept)
    assert frontend.asked == 2 * SEGMENTS
    assert len({task.seed for task, _ in frontend.cluster.sent}) == 2
    await frontend.hear()
    assert (frontend.asked, frontend.hits) == (3 * SEGMENTS, 0)
    assert frontend.cluster.sent[-1][0].seed == SHARED_SEED
    await frontend.has_kept(SEGMENTS)
    assert len(frontend.store.kept) == SEGMENTS


async def test_a_backend_that_is_not_steady_is_never_kept(frontend: Frontend) -> None:
    loose = msgspec.structs.replace(STEADY, deterministic=False)
    frontend.cluster.kinds["tone"] = Kind(words=True, capabilities=loose, model="m")
    await frontend.hear()
    await frontend.hear()
    assert (frontend.asked, frontend.store.asked) == (2 * SEGMENTS, 0)
    assert len({task.seed for task, _ in frontend.cluster.sent}) == 2


async def test_what_has_failed_is_not_kept(frontend: Frontend) -> None:
    frontend.cluster.faults[1, 1] = Fault.FAILS_FOR_GOOD
    failure_of(await frontend.hear())
    await frontend.has_kept(1)
    frontend.cluster.faults.clear()
    await frontend.hear()
    await frontend.has_kept(SEGMENTS)
    assert len(frontend.store.kept) == SEGMENTS


@pytest.mark.parametrize("fault", [Fault.FAILS, Fault.TASK_LOST, Fault.CHUNK_NOT_PUBLISHED])
async def test_what_an_attempt_has_spoken_whole_is_kept(frontend: Frontend, fault: Fault) -> None:
    frontend.cluster.start_worker()
    frontend.cluster.faults[1, 1] = fault
    first = await frontend.hear()
    await frontend.has_kept(SEGMENTS)
    assert audio_of(await frontend.hear()) == audio_of(first)
    assert frontend.hits == SEGMENTS


async def test_what_two_attempts_have_spoken_together_is_not_kept(frontend: Frontend) -> None:
    frontend.cluster.start_worker()
    frontend.cluster.faults[1, 1] = Fault.DIES
    first = await frontend.hear()
    await frontend.has_kept(SEGMENTS - 1)
    assert audio_of(await frontend.hear()) == audio_of(first)
    assert frontend.hits == SEGMENTS - 1


async def test_who_leaves_leaves_nothing_half_kept(frontend: Frontend) -> None:
    async with aclosing(frontend.core.service.speak(TEXT, VOICE, Endpoint.TTS, RATE_HZ)) as events:
        async for event in events:
            if isinstance(event, Audio):
                break
    first = await frontend.hear()
    await frontend.has_kept(SEGMENTS)
    assert told(await frontend.hear()) == told(first)
    assert len(frontend.store.kept) == SEGMENTS


@pytest.mark.parametrize("samples", [0, 1, 1_000, 2_500, 3_500])
async def test_a_stream_that_is_resumed_goes_on_from_the_next_sample(
    frontends: tuple[Frontend, Frontend], samples: int
) -> None:
    whole = await frontends[0].hear()
    await frontends[0].has_kept(SEGMENTS)
    speech = frontends[0].core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE, RIGHT)
    position, heard = Position(), [await anext(speech)]
    while len(audio_of(heard)) < 2 * samples:
        event = await anext(speech)
        heard.append(event)
        position = after(position, event)
    await asyncio.sleep(0)
    _, resumed = await frontends[1].core.service.resume(RIGHT, position, Endpoint.SSE)
    await speech.aclose()
    rest = await collected(resumed)
    assert isinstance(rest[-1], Done)
    assert audio_of(heard) + audio_of(rest) == audio_of(whole)
    assert frontends[0].asked == SEGMENTS


async def test_a_store_that_is_away_costs_nobody_a_word(frontend: Frontend) -> None:
    frontend.store.answers.clear()
    first = await frontend.hear()
    assert audio_of(first) == frontend.core.expected
    frontend.store.answers.set()


async def test_what_is_damaged_is_spoken_again(frontend: Frontend) -> None:
    first = await frontend.hear()
    await frontend.has_kept(SEGMENTS)
    frontend.store.kept = {name: kept[:-9] for name, kept in frontend.store.kept.items()}
    assert told(await frontend.hear()) == told(first)
    assert frontend.asked == 2 * SEGMENTS
    await frontend.has_kept(2 * SEGMENTS)
    assert told(await frontend.hear()) == told(first)
    assert frontend.asked == 2 * SEGMENTS


async def test_what_was_not_made_now_does_not_count_as_the_workers_speed(
    frontend: Frontend,
) -> None:
    await frontend.hear()
    await frontend.has_kept(SEGMENTS)
    made_s = frontend.core.counted("audio_seconds_total", backend="tone")
    await frontend.hear()
    assert frontend.core.counted("audio_seconds_total", backend="tone") == made_s
    spoken = frontend.core.counted("segments_total", backend="tone", outcome="spoken")
    assert spoken == 2 * SEGMENTS


def after(position: Position, event: Event) -> Position:
    """Return the position as the id of an event of /sse has it."""
    match event:
        case SegmentBegan() if event.segment_index != position.segment_index:
            start_us = round(event.start_s * 1_000_000)
            return Position(event.segment_index, 0, start_us, position.sent_samples)
        case Audio():
            sent = position.sent_samples + len(event.pcm) // 2
            return msgspec.structs.replace(position, sample=event.end_sample, sent_samples=sent)
    return position


@pytest.mark.parametrize("samples", [0, 1, 300, 1_500, 3_000])
async def test_a_text_that_is_being_written_goes_on_at_another_frontend(
    frontends: tuple[Frontend, Frontend], samples: int
) -> None:
    whole = await frontends[0].hear()
    await frontends[0].has_kept(SEGMENTS)
    service = frontends[0].core.service
    journal, heard = service.journal("me"), b""
    journal.note(Voice.of(VOICE, VoiceSettingsRequest()))
    async with service.writing(VOICE, Endpoint.STREAM_TOKENS, PCM, journal) as utterance:
        utterance.write(TEXT)
        utterance.end_text()
        async for event in utterance.events():
            heard += event.pcm if isinstance(event, Audio) else b""
            if len(heard) >= 2 * samples:
                break
        await journal.written()
    service = frontends[1].core.service
    right, had = ResumeRight(journal.token, "me"), Heard(len(heard) // 2)
    continuation = await service.take_over(right, had)
    way = Endpoint.STREAM_TOKENS, PCM, continuation.journal, continuation
    async with service.writing(VOICE, *way) as utterance:
        rest = await collected(utterance.events())
    assert isinstance(rest[-1], Done)
    assert heard + audio_of(rest) == audio_of(whole)
    assert frontends[0].asked == SEGMENTS
