"""What is spoken first, and when, by how fast the workers are and the text is written."""

import asyncio
from collections.abc import Sequence
from itertools import accumulate

import msgspec
import pytest

from frontend.audio.formats import Encoding
from frontend.protocol.endpoints import Endpoint
from frontend.protocol.events import Audio, Done, Opened
from frontend.streaming.position import START
from frontend.streaming.resumption import Resumable
from frontend.streaming.scheduling.lead import LeadClock
from frontend.streaming.scheduling.phrases import PATIENCE_S
from frontend.text import DEFAULT_LIMITS
from tests.support.core import RIGHT, VOICE, Core, audio_of, collected
from tests.support.memory_cluster import CHUNK_S, RATE_HZ, MemoryCluster
from tests.support.virtual_time import now

SENTENCE = "Once upon a time, in a village by the sea, there was a clock that never stopped."
STORY = (
    f"{SENTENCE} It was old, but it ran, and the people of the village, who were proud of it, came "
    "every morning to hear it strike. Nobody knew who had built it, nor when."
)
LONG_SENTENCE = f"It was old {'and the people were proud of it ' * 6}all the same."
TOKENS = [f"{word} " if n else word for n, word in enumerate(STORY.split(" "))]
LATEST_S = DEFAULT_LIMITS.hurried_s + 0.002  # and the step of a clock


def segments(core: Core) -> list[str]:
    return [task.text for task, _ in core.cluster.sent]


def know_the_speed(cluster: MemoryCluster) -> None:
    """Let the workers have measured what they are: a tenth of real time, in parts."""
    cluster.first_audio_s, cluster.segment_s = 0.03, 0.4


def tokens_of(text: str, chars: int = 4) -> list[str]:
    return [text[start : start + chars] for start in range(0, len(text), chars)]


async def write(core: Core, tokens: Sequence[str], interval_s: float) -> tuple[list[float], float]:
    """Return when each token was written, and how long the listener had nothing to hear."""
    written, lead, dry_s = [], LeadClock(), 0.0

    async def listen() -> None:
        nonlocal dry_s
        async for event in utterance.events():
            if isinstance(event, Audio):
                dry_s += lead.dry_s(0.0, now())
                lead.add(len(event.pcm) / 2 / RATE_HZ, now())

    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ) as utterance:
        listening = asyncio.create_task(listen())
        for token in tokens:
            written.append(now())
            utterance.write(token)
            await asyncio.sleep(interval_s)
        utterance.end_text()
        await listening
    return written, dry_s


async def test_a_sentence_that_starts_in_time_is_spoken_whole(core: Core) -> None:
    know_the_speed(core.cluster)
    await core.hear(SENTENCE)
    assert segments(core) == [SENTENCE]


async def test_of_one_that_would_start_late_the_first_phrase_is_spoken_first(core: Core) -> None:
    core.cluster.first_audio_s, core.cluster.segment_s = 0.5, 1.0
    await core.hear(SENTENCE)
    assert segments(core)[0] == "Once upon a time, in a village by the sea,"
    assert " ".join(segments(core)) == SENTENCE


async def test_nothing_known_counts_as_slow(core: Core) -> None:
    await core.hear(SENTENCE)
    assert segments(core)[0] == "Once upon a time, in a village by the sea,"


async def test_only_the_first_sentence_is_cut(core: Core) -> None:
    await core.hear(f"{SENTENCE} {SENTENCE}")
    assert len(segments(core)) == 3
    assert segments(core)[2] == SENTENCE


@pytest.mark.parametrize("tokens_per_s", [5, 20, 100])
@pytest.mark.parametrize("is_known", [True, False])
async def test_a_segment_is_enqueued_with_the_token_that_completes_it(
    core: Core, tokens_per_s: int, is_known: bool
) -> None:
    if is_known:
        know_the_speed(core.cluster)
    tokens = tokens_of(STORY)
    written, _ = await write(core, tokens, 1 / tokens_per_s)
    lengths = list(accumulate(len(token) for token in tokens))
    first = segments(core)[0]
    completed_at = written[next(n for n, length in enumerate(lengths) if length >= len(first))]
    decided_at = written[next(n for n, length in enumerate(lengths) if length > len(first) + 1)]
    patience_s = PATIENCE_S - core.cluster.first_audio_s if is_known else 0.0
    assert core.cluster.sent_at[0] <= completed_at + max(LATEST_S, patience_s) + 0.002
    assert core.cluster.sent_at[0] <= max(decided_at, completed_at + patience_s) + 0.001


async def test_a_quick_writer_is_spoken_by_whole_sentences(core: Core) -> None:
    know_the_speed(core.cluster)
    await write(core, tokens_of(STORY), 0.003)
    assert segments(core)[0] == SENTENCE


async def test_a_slow_writer_is_spoken_in_phrases_without_a_pause_between_them(core: Core) -> None:
    know_the_speed(core.cluster)
    _, dry_s = await write(core, tokens_of(STORY), 0.15)  # a little faster than it is spoken
    assert len(segments(core)) > 3
    assert dry_s < 0.01
    assert "".join(segments(core)).replace(" ", "") == STORY.replace(" ", "")


async def test_a_writer_who_pauses_is_spoken_up_to_a_natural_place(core: Core) -> None:
    know_the_speed(core.cluster)
    start = "Once upon a time there was a vill"
    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ) as utterance:
        listening = asyncio.create_task(collected(utterance.events()))
        utterance.write(start)
        await asyncio.sleep(0.75)
        assert segments(core) == []
        await asyncio.sleep(0.2)
        assert segments(core) == ["Once upon a time there was a"]
        assert core.cluster.sent[0][0].pause_s == 0.0
        utterance.write("age by the sea.")
        utterance.end_text()
        assert isinstance((await listening)[-1], Done)
    assert segments(core)[1:] == ["village by the sea."]


async def test_a_pause_of_the_writer_cuts_nothing_while_its_listener_has_enough(core: Core) -> None:
    know_the_speed(core.cluster)
    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ) as utterance:
        listening = asyncio.create_task(collected(utterance.events()))
        utterance.write(f"{SENTENCE} It was rather old by then, and yet")
        await asyncio.sleep(2.0)
        assert segments(core) == [SENTENCE]  # of four seconds
        utterance.write(" it ran.")
        utterance.end_text()
        await listening
    assert segments(core)[1:] == ["It was rather old by then, and yet it ran."]


async def test_a_second_text_starts_like_the_first(core: Core) -> None:
    core.cluster.first_audio_s, core.cluster.segment_s = 0.5, 1.0
    async with core.service.utterance(VOICE, Endpoint.STREAM_TOKENS, RATE_HZ) as utterance:
        listening = asyncio.create_task(collected(utterance.events()))
        for _ in range(2):
            utterance.write(f"{SENTENCE}\n")
            await asyncio.sleep(20)
        utterance.end_text()
        await listening
    assert len(segments(core)) == 4
    assert segments(core)[:2] == segments(core)[2:]


@pytest.mark.parametrize(("before_s", "after_s"), [(0.03, 5.0), (5.0, 0.03)])
async def test_a_resumed_text_is_cut_as_it_was_whatever_the_speed_is_now(
    core: Core, before_s: float, after_s: float
) -> None:
    core.cluster.first_audio_s = before_s
    pcm = Encoding("pcm", RATE_HZ)
    events = core.service.speak_resumably(SENTENCE, VOICE, pcm, Endpoint.SSE, RIGHT)
    opened = await anext(events)
    assert isinstance(opened, Opened)
    await asyncio.sleep(0)
    whole = segments(core)
    core.cluster.first_audio_s = after_s
    core.cluster.sent.clear()
    _, resumed = await core.service.resume(RIGHT, START, Endpoint.SSE)
    await events.aclose()
    heard = await collected(resumed)
    assert segments(core)[: len(whole)] == whole
    assert audio_of(heard) == core.expected


async def test_what_an_older_version_has_begun_is_cut_as_it_did(core: Core) -> None:
    know_the_speed(core.cluster)
    pcm = Encoding("pcm", RATE_HZ)
    resumable = msgspec.to_builtins(Resumable.of(SENTENCE, VOICE, pcm, 1, None))
    del resumable["first_phrase"]
    record = msgspec.json.encode(resumable)
    await core.cluster.remember(RIGHT.name, record, 60, generation="u", owner="")
    _, resumed = await core.service.resume(RIGHT, START, Endpoint.SSE)
    await collected(resumed)
    assert segments(core)[0] == "Once upon a time, in a village by the sea,"


async def test_the_second_sentence_leaves_the_cores_to_the_first_until_that_is_heard(
    core: Core,
) -> None:
    know_the_speed(core.cluster)
    core.cluster.start_worker()  # which has nothing to do meanwhile
    events = await core.hear(f"{SENTENCE} {SENTENCE}")
    heard_at = core.cluster.sent_at[0] + CHUNK_S / core.cluster.speed
    assert core.cluster.sent_at[1] == pytest.approx(heard_at, abs=0.003)
    assert audio_of(events) == core.expected


async def test_nobody_listens_to_a_download_so_nothing_of_it_is_held_back(core: Core) -> None:
    know_the_speed(core.cluster)
    core.cluster.start_worker()
    await core.hear(f"{SENTENCE} {SENTENCE}", realtime=False)
    assert core.cluster.sent_at[1] == pytest.approx(core.cluster.sent_at[0], abs=0.003)


async def test_what_would_come_too_late_is_not_held_back(core: Core) -> None:
    """The first lasts two seconds, and a worker takes more than one to begin the second."""
    core.cluster.first_audio_s, core.cluster.segment_s = 0.5, 0.5
    core.cluster.first_audio_growth = 0.1
    core.cluster.start_worker()
    await core.hear(f"There was a clock by the sea. {LONG_SENTENCE}")
    assert len(segments(core)) == 2
    assert core.cluster.sent_at[1] == pytest.approx(core.cluster.sent_at[0], abs=0.003)


@pytest.mark.parametrize("first_audio_s", [0.0, 0.5])  # unknown, and slow
async def test_the_rest_of_a_first_phrase_is_begun_with_it(
    core: Core, first_audio_s: float
) -> None:
    core.cluster.first_audio_s, core.cluster.segment_s = first_audio_s, 2 * first_audio_s
    core.cluster.start_worker()
    await core.hear(SENTENCE)
    assert core.cluster.sent_at[1] == pytest.approx(core.cluster.sent_at[0], abs=0.003)
