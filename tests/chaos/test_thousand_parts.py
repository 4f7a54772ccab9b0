"""The parts of the chaos suite see what they are to see: a check that cannot fail shows nothing."""

import asyncio
import random
from typing import cast

import pytest

from tests.chaos.thousand import listeners
from tests.chaos.thousand.cluster import ChaosCluster
from tests.chaos.thousand.counts import Counts, Fault
from tests.chaos.thousand.hearing import SAMPLE_BYTES, Hearing, Pause, pcm_of_text
from tests.chaos.thousand.proxy import frames_of

TEXT = "It is short. Here comes another one."
PART = 4_800 * SAMPLE_BYTES


def heard(*parts: bytes) -> tuple[Hearing, Counts]:
    hearing, counts = Hearing(pcm_of_text(TEXT, 1.0), 0.0), Counts(seed=1)
    for number, part in enumerate(parts):
        hearing.take(part, number / 10)
    counts.ended("/sse", "done", hearing, whole=True)
    return hearing, counts


def test_the_whole_speech_is_right() -> None:
    pcm = pcm_of_text(TEXT, 1.0)
    _, counts = heard(pcm[:PART], pcm[PART:])
    assert counts.is_right()
    assert counts.samples == len(pcm) // SAMPLE_BYTES


def test_a_lost_part_a_doubled_one_and_a_wrong_sample_are_seen() -> None:
    pcm = pcm_of_text(TEXT, 1.0)
    assert heard(pcm[:-PART])[1].lost == PART // SAMPLE_BYTES
    assert heard(pcm, pcm[-PART:])[1].doubled == PART // SAMPLE_BYTES
    without_a_part = heard(pcm[:PART], pcm[2 * PART :])[1]
    assert without_a_part.lost == PART // SAMPLE_BYTES
    assert without_a_part.wrong
    spoilt = pcm[:PART] + bytes([pcm[PART] ^ 1]) + pcm[PART + 1 :]
    assert heard(spoilt)[1].wrong == 1
    for counts in (heard(pcm[:-PART])[1], heard(spoilt)[1]):
        assert not counts.is_right()


def test_a_pause_is_what_who_plays_the_speech_hears() -> None:
    pcm = pcm_of_text(TEXT, 1.0)
    hearing = Hearing(pcm, 0.0)
    hearing.take(pcm[:PART], 5.0)  # 0.2 s of audio; the wait before it is no pause
    hearing.take(pcm[PART : 2 * PART], 5.1)
    assert hearing.pauses == []
    hearing.take(pcm[2 * PART :], 6.4)
    assert [round(pause.seconds, 3) for pause in hearing.pauses] == [1.0]


def test_a_listener_who_stands_still_hears_no_pause_of_the_servers() -> None:
    pcm = pcm_of_text(TEXT, 1.0)
    hearing = Hearing(pcm, 0.0)
    hearing.take(pcm[:PART], 5.0)
    hearing.stand_still(3.0)
    hearing.take(pcm[PART:], 8.2)
    assert hearing.pauses == []


def test_an_end_that_nobody_promised_is_complained_of() -> None:
    counts = Counts(seed=1)
    counts.ended("/sse", "internal_error", Hearing(b"", 0.0), whole=False)
    assert not counts.is_right()


def test_a_pause_is_told_without_the_time_in_which_redis_was_away() -> None:
    away = [("Redis paused", 1.0, 3.0), ("Redis stopped", 2.0, 3.5), ("worker stopped", 4.0, 6.0)]
    counts = Counts(seed=1, faults=[Fault(*it) for it in away])
    assert counts.besides_redis_s(Pause(0.0, 5.0)) == 2.5
    assert counts.besides_redis_s(Pause(2.5, 3.0)) == 0.0
    assert counts.besides_redis_s(Pause(4.0, 5.0)) == 1.0


def test_messages_are_told_apart_wherever_a_part_ends() -> None:
    message = b"*3\r\n$7\r\nmessage\r\n$6\r\nvs:end\r\n$4\r\na\r\nb\r\n"
    for cut in range(len(message) * 2):
        *frames, rest = frames_of((message * 2)[:cut])
        assert b"".join(frames) + rest == (message * 2)[:cut]
        assert len(frames) == cut // len(message)
    assert list(frames_of(b"+OK\r\n:1\r\n$-1\r\n")) == [b"+OK\r\n", b":1\r\n", b"$-1\r\n", b""]


async def ends_after(seconds: float) -> str:
    await asyncio.sleep(seconds)
    return "done"


async def test_a_slow_stream_is_one_that_ends_once_nothing_goes_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listeners, "PATIENCE_S", 0.1)
    counts, over = Counts(seed=1), asyncio.Event()
    listener = listeners.Listener(cast(ChaosCluster, None), counts, random.Random(1))
    assert await listener._heard_out(ends_after(0), over) == "done"
    assert counts.slow == 0
    assert await listener._heard_out(ends_after(0.3), over) == "done"
    assert counts.slow == 1
    over.set()
    with pytest.raises(TimeoutError):
        await listener._heard_out(ends_after(3600), over)
