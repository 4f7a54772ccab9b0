"""Streams share few encoder threads, and none of them waits for its end."""

import asyncio
import threading

from frontend.audio.encoder_threads import MOST_THREADS, encode_away, free_away


async def test_many_streams_use_few_threads() -> None:
    used: set[str] = set()

    def encode() -> bytes:
        used.add(threading.current_thread().name)
        return b"mp3"

    assert await asyncio.gather(*(encode_away(encode) for _ in range(100))) == [b"mp3"] * 100
    assert 1 <= len(used) <= MOST_THREADS
    assert all(name.startswith("encoders") for name in used)


async def test_an_encoder_is_freed_beside_the_loop() -> None:
    may_end, ended = threading.Event(), threading.Event()

    def close() -> None:
        may_end.wait(10)
        ended.set()

    free_away(close)
    assert not ended.is_set()
    may_end.set()
    assert await asyncio.to_thread(ended.wait, 10)
