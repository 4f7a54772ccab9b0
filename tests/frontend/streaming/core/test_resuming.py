"""A stream that is resumed is, with what came before, the whole one to the sample."""

import asyncio
import logging
import zlib

import msgspec
import pytest

from backend_queues.errors import Overloaded, UnknownUtterance
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Event, Opened, SegmentBegan
from frontend.streaming.journal.resume_recorder import ResumeRecorder
from frontend.streaming.position import Position
from frontend.streaming.resume_records import ResumeRight, ResumeRoom, packed
from frontend.streaming.resumption import Resumable
from tasks.keys import REPLAY_TTL_S
from tests.support.core import RIGHT, TEXT, VOICE, Core, audio_of, collected
from tests.support.memory_cluster import RATE_HZ, MemoryCluster
from tests.support.virtual_time import now

PCM = Encoding("pcm", RATE_HZ)
START = Position()


def kept(**odd: object) -> bytes:
    fields = msgspec.to_builtins(Resumable.of(TEXT, VOICE, PCM, 1, None))
    return msgspec.json.encode({**fields, **odd})


ODD_RECORDS = [
    kept(text="abc").replace(b"abc", b"\xff\xfe"),
    kept(options="[" * 100_000),
    kept().replace(b'"options":{}', b'"options":' + b"[" * 100_000),
    zlib.compress(kept())[:-9],
    zlib.compress(b"no JSON"),
    zlib.compress(bytes(100_000_000)),
    kept(encoding={"format": "pcm", "sample_rate_hz": 0}),
    kept(encoding={"format": "mp3", "sample_rate_hz": 24_000}),
    kept(encoding={"format": "invented later", "sample_rate_hz": 24_000}),
]


@pytest.mark.parametrize("chunks", [0, 1, 3, 6, 10])
async def test_it_goes_on_from_the_next_sample(core: Core, chunks: int) -> None:
    events = core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE, RIGHT)
    heard: list[Event] = [await anext(events)]
    position = START
    while sum(isinstance(event, Audio) for event in heard) < chunks:
        event = await anext(events)
        heard.append(event)
        position = after(position, event)
    await asyncio.sleep(0)
    _, resumed = await core.service.resume(RIGHT, position, Endpoint.SSE)
    await events.aclose()
    rest = await collected(resumed)
    assert isinstance(rest[-1], Done)
    whole = await core.hear()
    assert audio_of(heard) + audio_of(rest) == audio_of(whole)


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


async def test_it_can_be_resumed_for_as_long_as_it_is_spoken(core: Core) -> None:
    text = "A sentence that is spoken for about three seconds or so, with nothing else. " * 30
    events = core.service.speak_resumably(text, VOICE, PCM, Endpoint.SSE, RIGHT)
    opened = await anext(events)
    assert isinstance(opened, Opened)
    async for _ in events:
        pass
    assert now() > 5
    await core.service.resume(RIGHT, START, Endpoint.SSE)


@pytest.mark.parametrize(("remember_s", "is_known"), [(0.05, True), (30.0, False)])
async def test_it_can_be_resumed_as_soon_as_it_is_heard(
    core: Core, cluster: MemoryCluster, remember_s: float, is_known: bool
) -> None:
    """Its frontend may be gone in the next moment; nobody waits long for a Redis that is slow."""
    cluster.remember_s = remember_s
    events = core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE, RIGHT)
    async for event in events:
        if isinstance(event, Audio):
            break
    assert now() < 1
    assert bool(cluster.records) == is_known
    await events.aclose()


async def test_what_is_not_known_cannot_be_resumed(core: Core) -> None:
    with pytest.raises(UnknownUtterance, match="Send the text again"):
        await core.service.resume(RIGHT, START, Endpoint.SSE)


@pytest.mark.parametrize(
    "record",
    [b"", b"{", b'{"text": 1}', b'{"of": "a later version"}', b"\xff", *ODD_RECORDS],
)
async def test_what_another_version_kept_is_as_if_it_were_not_known(
    core: Core, record: bytes
) -> None:
    await core.cluster.remember(RIGHT.name, record, 60, generation="u", owner="")
    with pytest.raises(UnknownUtterance):
        await core.service.resume(RIGHT, START, Endpoint.SSE)


async def test_a_stream_is_spoken_though_it_cannot_be_made_resumable(core: Core) -> None:
    core.cluster.remember_fails = True
    events = await collected(core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE, RIGHT))
    assert audio_of(events) == core.expected


async def test_a_text_that_would_start_too_late_is_not_admitted(core: Core) -> None:
    core.cluster.segment_s = 20.0
    core.load.of("another").enqueued("tone", "another", first=True)
    with pytest.raises(Overloaded, match="about 20 s, later than the 15 s"):
        await core.hear()
    core.load.of("another").started("tone", "another")
    assert isinstance((await core.hear())[-1], Done)


async def test_a_text_that_would_start_just_in_time_is_admitted(core: Core) -> None:
    core.cluster.segment_s = 15.0
    core.load.of("another").enqueued("tone", "another", first=True)
    assert isinstance((await core.hear())[-1], Done)


async def test_a_resumed_stream_is_admitted_already(core: Core) -> None:
    events = core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE, RIGHT)
    opened = await anext(events)
    assert isinstance(opened, Opened)
    await asyncio.sleep(0)
    core.cluster.segment_s = 1_000.0
    _, resumed = await core.service.resume(RIGHT, START, Endpoint.SSE)
    assert isinstance((await collected(resumed))[-1], Done)
    await events.aclose()


async def test_only_the_key_that_began_a_stream_resumes_it(core: Core) -> None:
    mine = ResumeRight.new("one")
    events = core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE, mine)
    opened = await anext(events)
    await asyncio.sleep(0)
    for other in (ResumeRight(mine.token, "two"), ResumeRight(mine.token), ResumeRight.new("one")):
        with pytest.raises(UnknownUtterance):
            await core.service.resume(other, START, Endpoint.SSE)
    heard = [opened, *await collected(events)]
    assert isinstance(heard[-1], Done)  # it was not taken from its listener meanwhile


async def test_neither_redis_nor_a_log_line_has_what_resumes_a_stream(
    core: Core, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        right = ResumeRight.new()
        await collected(core.service.speak_resumably(TEXT, VOICE, PCM, Endpoint.SSE, right))
    [name] = core.cluster.records
    assert right.token not in caplog.text + name + str(core.cluster.records)
    assert right.token not in str([task.task_id for task, _ in core.cluster.sent])
    known = {task.utterance for task, _ in core.cluster.sent} | {name}
    for told in known:  # what flower, logs and Redis may tell
        with pytest.raises(UnknownUtterance):
            await core.service.resume(ResumeRight(told), START, Endpoint.SSE)


async def test_a_stream_that_an_older_version_began_is_resumed_by_its_id(core: Core) -> None:
    utterance = "c0ffee00" * 4
    record = msgspec.json.encode(Resumable.of(TEXT, VOICE, PCM, 1, None))
    await core.cluster.remember(utterance, record, 60, generation=utterance, owner="")
    right = ResumeRight(utterance)
    for _ in range(2):
        _, resumed = await core.service.resume(right, START, Endpoint.SSE)
        assert isinstance((await collected(resumed))[-1], Done)


async def test_a_long_text_is_kept_compressed(core: Core) -> None:
    text = "This is a sentence of a text that says the same again and again. " * 300
    events = core.service.speak_resumably(text, VOICE, PCM, Endpoint.SSE, RIGHT)
    await anext(events)
    await asyncio.sleep(0)
    [(kept, _)] = core.cluster.records.values()
    assert len(kept.record) < len(text) / 10
    _, resumed = await core.service.resume(RIGHT, START, Endpoint.SSE)
    await anext(resumed)
    await resumed.aclose()
    await events.aclose()


async def test_what_is_kept_in_all_is_bounded_until_it_has_run_out(core: Core) -> None:
    resumable = Resumable.of(TEXT, VOICE, PCM, 1, None)
    limit_bytes = len(packed(msgspec.json.encode(resumable))) * 3 // 2
    room = ResumeRoom(limit_bytes)

    def recorder() -> ResumeRecorder:
        right = ResumeRight.new()
        return ResumeRecorder(core.cluster, room, right, right.name)

    first, second = recorder(), recorder()
    first.start(resumable)
    second.start(resumable)
    await asyncio.sleep(0)
    assert len(core.cluster.records) == 1
    await first.end()
    await second.end()
    assert not room.take(limit_bytes)
    await asyncio.sleep(REPLAY_TTL_S + 1)
    assert room.take(limit_bytes)
