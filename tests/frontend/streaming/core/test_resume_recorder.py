"""What resumes a stream is kept while it is spoken, as it is now, and for some time after."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest

from frontend.audio.formats import Encoding
from frontend.streaming.journal.resume_recorder import LATEST_AGAIN_S, ResumeRecorder
from frontend.streaming.resume_records import ResumeRoom, packed
from frontend.streaming.resumption import Resumable
from tests.support.core import RIGHT, TEXT, VOICE
from tests.support.memory_cluster import RATE_HZ, MemoryCluster
from tests.support.virtual_time import now

RESUMABLE = Resumable.of(TEXT, VOICE, Encoding("pcm", RATE_HZ), 7, None)
LONGER = msgspec.structs.replace(RESUMABLE, text=f"{TEXT} And more.")
KEPT_S = 60  # that it can be resumed after its end


def size(resumable: Resumable) -> int:
    return len(packed(msgspec.json.encode(resumable)))


def kept(cluster: MemoryCluster) -> Resumable | None:
    if RIGHT.name not in cluster.records:
        return None
    return msgspec.json.decode(cluster.records[RIGHT.name][0].record, type=Resumable)


@pytest.fixture
def room() -> ResumeRoom:
    return ResumeRoom(size(LONGER))


@pytest.fixture
async def recorder(cluster: MemoryCluster, room: ResumeRoom) -> AsyncIterator[ResumeRecorder]:
    recorder = ResumeRecorder(cluster, room, RIGHT, "u")
    yield recorder
    await recorder.end()


async def test_a_redis_that_was_started_empty_has_it_again_soon(
    cluster: MemoryCluster, recorder: ResumeRecorder
) -> None:
    """Three times in as long as it can be resumed."""
    recorder.start(RESUMABLE)
    await recorder.written()
    assert (now(), kept(cluster)) == (0.0, RESUMABLE)
    for _ in range(3):
        cluster.records.clear()
        await asyncio.sleep(KEPT_S / 3 - 1)
        assert kept(cluster) is None
        await asyncio.sleep(1)
        assert kept(cluster) == RESUMABLE


async def test_what_redis_did_not_take_it_has_soon_after_it_is_back(
    cluster: MemoryCluster, recorder: ResumeRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    cluster.remember_fails = True
    recorder.start(RESUMABLE)
    await asyncio.sleep(10)
    assert kept(cluster) is None
    cluster.remember_fails = False
    await asyncio.sleep(LATEST_AGAIN_S)
    assert kept(cluster) == RESUMABLE
    assert caplog.text.count("cannot be resumed") == 1


async def test_nobody_waits_long_or_twice_for_a_redis_that_does_not_answer(
    cluster: MemoryCluster, recorder: ResumeRecorder
) -> None:
    cluster.remember_s = 60
    await asyncio.sleep(1)
    recorder.start(RESUMABLE)
    await recorder.written()
    assert now() == pytest.approx(1.1)
    await recorder.written()
    assert now() == pytest.approx(1.1)


async def test_what_changes_is_kept_at_once_where_there_is_room_for_what_is_more(
    cluster: MemoryCluster, recorder: ResumeRecorder
) -> None:
    recorder.change(RESUMABLE)
    await recorder.written()
    assert kept(cluster) == RESUMABLE
    recorder.change(LONGER)
    await recorder.written()
    assert (now(), kept(cluster)) == (0.0, LONGER)
    recorder.change(msgspec.structs.replace(LONGER, text=f"{LONGER.text}!"))
    await asyncio.sleep(KEPT_S)
    assert kept(cluster) == LONGER


async def test_it_waits_for_what_has_changed_while_it_was_written(
    cluster: MemoryCluster, recorder: ResumeRecorder
) -> None:
    cluster.remember_s = 0.04
    recorder.start(RESUMABLE)
    await asyncio.sleep(0.02)
    recorder.change(LONGER)
    await recorder.written()
    assert kept(cluster) == LONGER


async def test_its_room_is_free_again_once_it_cannot_be_resumed_any_more(
    cluster: MemoryCluster, room: ResumeRoom
) -> None:
    recorder = ResumeRecorder(cluster, room, RIGHT, "u")
    recorder.start(LONGER)
    await recorder.end()
    assert kept(cluster) == LONGER
    await asyncio.sleep(KEPT_S - 1)
    assert not room.take(1)
    await asyncio.sleep(2)
    assert room.take(size(LONGER))


def test_what_an_older_version_kept_is_heard_as_it_is_made_by_whoever_can_speak_it() -> None:
    names = ("text", "backend", "voice", "language", "options", "tags", "sample", "seed")
    whole = msgspec.to_builtins(RESUMABLE)
    older = {name: whole[name] for name in (*names, "encoding") if name in whole}
    resumable = msgspec.convert(older, Resumable)
    assert (resumable.realtime, resumable.fallback, resumable.cache) == (True, True, True)
    assert not resumable.phonemes
