"""A text that is still being written goes on at another frontend, to the sample."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace

from backend_queues.errors import UnknownBackend, UnknownUtterance
from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Done, Event, Failure
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.streaming.journal.continuation import Continuation
from frontend.streaming.journal.entries import Voice
from frontend.streaming.journal.heard import Heard
from frontend.streaming.journal.journal import Journal
from frontend.streaming.resume_records import ResumeRight
from frontend.streaming.utterance import Utterance
from tests.support.core import TEXT, VOICE, Core, audio_of, collected
from tests.support.memory_cluster import RATE_HZ, pcm_of

PCM = Encoding("pcm", RATE_HZ)
OPEN = "Once upon a time there was a king who"  # in mid-sentence
REST = " lived in a castle by the sea. And he was old."


@asynccontextmanager
async def writing(core: Core, owner: str = "me") -> AsyncIterator[tuple[Utterance, Journal]]:
    journal = core.service.journal(owner)
    journal.note(Voice.of(VOICE, VoiceSettingsRequest()))
    async with core.service.writing(VOICE, Endpoint.STREAM_TOKENS, PCM, journal) as utterance:
        yield utterance, journal


def write(utterance: Utterance, journal: Journal, text: str) -> None:
    utterance.write(text)
    journal.took()


async def heard_until(utterance: Utterance, audio_bytes: int) -> list[Event]:
    events: list[Event] = []
    async for event in utterance.events():
        events.append(event)
        if len(audio_of(events)) >= audio_bytes:
            break
    return events


async def go_on(
    core: Core, journal: Journal, heard: list[Event], text: str, *, ended: bool = True
) -> tuple[list[Event], Continuation]:
    """Resume it after what was heard, write the rest, and return what follows."""
    right = ResumeRight(journal.token, "me")
    samples = Heard(len(audio_of(heard)) // 2)
    continuation = await core.service.take_over(right, samples)
    settings, journal = VOICE, continuation.journal
    async with core.service.writing(
        settings, Endpoint.STREAM_TOKENS, PCM, journal, continuation
    ) as utterance:
        if text:
            write(utterance, journal, text)
        if ended:
            utterance.end_text()
            journal.took()
        return await collected(utterance.events()), continuation


def launched(core: Core) -> dict[int, set[tuple[str, float]]]:
    """Return the texts and pauses of each segment; more than one if it was cut in two ways."""
    texts: dict[int, set[tuple[str, float]]] = {}
    for task, _ in core.cluster.sent:
        texts.setdefault(task.segment_index, set()).add((task.text, task.pause_s))
    return texts


@pytest.mark.parametrize("audio_bytes", [1, 600, 1_500, 3_000, 5_000])
async def test_it_goes_on_with_the_next_sample(core: Core, audio_bytes: int) -> None:
    other = core.another_frontend()
    async with writing(core) as (utterance, journal):
        write(utterance, journal, TEXT)
        utterance.end_text()
        journal.took()
        heard = await heard_until(utterance, audio_bytes)
        await journal.written()
    rest, continuation = await go_on(other, journal, heard, "", ended=False)
    assert continuation.messages == 2
    assert isinstance(rest[-1], Done)
    assert audio_of(heard) + audio_of(rest) == pcm_of([task for task, _ in core.cluster.sent])
    assert all(len(ways) == 1 for ways in launched(core).values())


async def test_a_sentence_that_was_cut_as_its_writer_paused_is_cut_there_again(core: Core) -> None:
    """Whoever reads the text at once would not cut it there."""
    other = core.another_frontend()
    async with writing(core) as (utterance, journal):
        write(utterance, journal, OPEN)
        heard = await heard_until(utterance, 500)
        await journal.written()
    rest, continuation = await go_on(other, journal, heard, REST)
    assert continuation.messages == 1
    assert isinstance(rest[-1], Done)
    texts = launched(core)
    assert all(len(ways) == 1 for ways in texts.values())
    assert " ".join(text for ways in texts.values() for text, _ in ways) == OPEN + REST
    first = next(iter(texts[0]))[0]
    assert OPEN.startswith(first)
    assert audio_of(heard) + audio_of(rest) == pcm_of([task for task, _ in core.cluster.sent])


async def test_the_pause_after_a_segment_stays_though_nothing_follows(core: Core) -> None:
    """That its text was complete was not known as it was spoken."""
    other = core.another_frontend()
    async with writing(core) as (utterance, journal):
        write(utterance, journal, "This is the only sentence. ")
        heard = await heard_until(utterance, 500)
        await journal.written()
    rest, _ = await go_on(other, journal, heard, "")
    assert isinstance(rest[-1], Done)
    assert {pause_s > 0 for ways in launched(core).values() for _, pause_s in ways} == {True}


async def test_a_redis_that_was_started_empty_has_it_again(core: Core) -> None:
    other = core.another_frontend()
    async with writing(core) as (utterance, journal):
        write(utterance, journal, TEXT)
        heard = await heard_until(utterance, 500)
        await journal.written()
        core.cluster.records.clear()
        core.cluster.texts.clear()
        write(utterance, journal, " Another sentence comes here.")
        await asyncio.sleep(1)
        rest, continuation = await go_on(other, journal, heard, "")
    assert continuation.messages == 2
    assert isinstance(rest[-1], Done)
    assert audio_of(heard) + audio_of(rest) == pcm_of([task for task, _ in core.cluster.sent])


async def test_what_is_taken_is_told_once_redis_has_it(core: Core) -> None:
    async with writing(core) as (utterance, journal):
        taken = journal.taken()
        core.cluster.remember_fails = True
        write(utterance, journal, TEXT)
        asking = asyncio.ensure_future(anext(taken))
        await asyncio.sleep(5)
        assert not asking.done()
        core.cluster.remember_fails = False
        assert await asking == 1
        write(utterance, journal, " More.")
        write(utterance, journal, " And more.")
        assert await anext(taken) == 3


async def test_whoever_was_taken_over_writes_and_tells_nothing_more(core: Core) -> None:
    other = core.another_frontend()
    async with writing(core) as (utterance, journal):
        write(utterance, journal, TEXT)
        heard = await heard_until(utterance, 500)
        await journal.written()
        rest, _ = await go_on(other, journal, heard, "")
        kept = dict(core.cluster.texts)
        write(utterance, journal, " Too late.")
        last = [event async for event in utterance.events()][-1]
        await asyncio.sleep(5)
        assert core.cluster.texts == kept
    assert isinstance(rest[-1], Done)
    assert isinstance(last, Failure)
    assert last.code == "taken_over"


async def test_nothing_is_left_of_what_this_frontend_cannot_go_on_with(core: Core) -> None:
    async with writing(core) as (utterance, journal):
        write(utterance, journal, TEXT)
        inline = Voice.of(VOICE, VoiceSettingsRequest(), is_inline=True)
        for voice in (replace(inline, backend="elsewhere"), inline):
            journal.note(voice)
            utterance.turn(VOICE)
            write(utterance, journal, "And more. ")
        heard = await heard_until(utterance, 500)
        await journal.written()
    other = core.another_frontend()
    with pytest.raises(UnknownBackend):
        await go_on(other, journal, heard, "")
    await asyncio.sleep(1)
    names = [task.get_name() for task in asyncio.all_tasks()]
    assert not [name for name in names if name.startswith("journal")]


@pytest.mark.parametrize("owner", ["", "you"])
async def test_another_cannot_resume_it(core: Core, owner: str) -> None:
    async with writing(core) as (utterance, journal):
        write(utterance, journal, TEXT)
        heard = await heard_until(utterance, 1)
        await journal.written()
        with pytest.raises(UnknownUtterance, match="nothing is known"):
            await core.service.take_over(ResumeRight(journal.token, owner), Heard(0))
        utterance.end_text()
        rest = await collected(utterance.events())
    assert isinstance(rest[-1], Done)
    assert audio_of(heard) + audio_of(rest) == core.expected


@pytest.mark.parametrize(
    "text", [b"", b"{", b'["invented", 1]', b'["wrote", 7]', b'["opening", 1, 2]', b"\xff\n"]
)
async def test_what_another_version_kept_is_as_if_it_were_not_known(
    core: Core, text: bytes
) -> None:
    right = ResumeRight("token", "me")
    await core.cluster.append(right.name, text, 0, generation="u", owner="me")
    with pytest.raises(UnknownUtterance):
        await core.service.take_over(right, Heard(0))


async def test_what_is_cut_in_another_way_now_fails_instead_of_sounding_wrong(core: Core) -> None:
    async with writing(core) as (utterance, journal):
        write(utterance, journal, TEXT)
        heard = await heard_until(utterance, 500)
        await journal.written()
    name = ResumeRight(journal.token).name
    changed = core.cluster.texts[name].replace(b"This is", b"That was")
    core.cluster.texts[name] = changed
    rest, _ = await go_on(core, journal, heard, "")
    assert isinstance(rest[-1], Failure)
    assert rest[-1].code == "unknown_utterance"
    assert not audio_of(rest)


async def test_a_stream_that_is_too_long_is_spoken_and_cannot_be_resumed(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontend.streaming.journal.journal.MAX_BYTES", 300)
    async with writing(core) as (utterance, journal):
        write(utterance, journal, TEXT * 5)
        utterance.end_text()
        events = await collected(utterance.events())
        await asyncio.sleep(1)
    assert isinstance(events[-1], Done)
    assert not core.cluster.texts
    with pytest.raises(UnknownUtterance):
        await core.service.take_over(ResumeRight(journal.token, "me"), Heard(0))
