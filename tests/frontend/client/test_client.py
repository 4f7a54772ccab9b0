import asyncio
import http.server
import threading
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from typing import Any

import httpx
import pytest
import websockets

from frontend.client import (
    SAMPLE_RATE_HZ,
    SpeakingFailed,
    SpeechEvent,
    resuming,
    speak,
    speech,
)
from frontend.client.server import server_answers
from frontend.protocol.events import Done, Opened, SegmentBegan
from tests.support.processes import wait_until
from tests.support.server import Server
from tests.support.tones import expected_pcm

GREETING = "Hello there, and welcome. "
NO_SERVER = "http://localhost:9"  # the discard port


@pytest.fixture
def other_server() -> Iterator[str]:
    """A web server that is not ours: it knows no POST."""
    handler = http.server.SimpleHTTPRequestHandler
    handler.log_message = lambda *_: None  # type: ignore[method-assign]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


async def spoken(text: str, url: str, **voice_settings: Any) -> bytes:
    return b"".join([pcm async for pcm in speak(text, url=url, **voice_settings)])


async def test_speech_comes_in_parts(server: Server) -> None:
    text = "Hello there, and welcome to a sentence that is longer than a second."
    parts = [pcm async for pcm in speak(text, url=server.url + "/", backend="tone")]
    assert len(parts) > 1
    assert 2 < len(b"".join(parts)) / 2 / SAMPLE_RATE_HZ < 6


async def test_line_separators_in_a_text_do_no_harm(server: Server) -> None:
    assert await spoken("One\u2028two\x85three\x0bfour.", server.url, backend="tone")


async def test_the_servers_sentence_is_passed_on(server: Server) -> None:
    with pytest.raises(SpeakingFailed, match="There is no voice 'nobody'"):
        await spoken("Hello there.", server.url, backend="tone", voice="nobody")


async def test_a_server_that_is_missing_is_reported() -> None:
    assert not await server_answers(NO_SERVER)
    with pytest.raises(SpeakingFailed, match=f"{NO_SERVER} cannot be reached"):
        await spoken("Hello there.", NO_SERVER)


async def test_a_server_that_is_not_ours_is_reported(other_server: str) -> None:
    assert await server_answers(other_server)
    with pytest.raises(SpeakingFailed, match="status 501 and is not Voice Server's"):
        await spoken("Hello there.", other_server)


@pytest.mark.parametrize("url", ["http://", "ftp://localhost"])
async def test_a_url_that_is_invalid_is_reported(url: str) -> None:
    with pytest.raises(SpeakingFailed):
        await spoken("Hello there.", url)
    with pytest.raises(SpeakingFailed, match="is not a URL such as http://localhost:8000"):
        await server_answers(url)


async def test_a_text_tells_its_segments_and_when_they_are_heard(server: Server) -> None:
    text = "Hello there, and welcome. How are you?"
    told = [event async for event in speech(text, url=server.url)]
    check_told(told, text)


async def test_tokens_are_spoken_while_they_are_written(server: Server) -> None:
    """The second sentence is written only once the first one is heard."""
    heard = asyncio.Event()

    async def tokens() -> AsyncGenerator[str]:
        for token in ("Hello ", "there, ", "and welcome. "):
            yield token
        await heard.wait()
        yield "How are you?"

    told: list[SpeechEvent] = []
    async for event in speech(tokens(), url=server.url):
        told.append(event)
        if isinstance(event, bytes):
            heard.set()
    check_told(told, "Hello there, and welcome. How are you?")


def check_told(told: list[SpeechEvent], text: str) -> None:
    opened, *between, done = told
    assert isinstance(opened, Opened) and isinstance(done, Done)
    assert (opened.backend, opened.voice, opened.sample_rate_hz) == ("tone", "sine", 24_000)
    pcm = b"".join(event for event in between if isinstance(event, bytes))
    segments = [event for event in between if isinstance(event, SegmentBegan)]
    assert pcm == expected_pcm(text)
    assert " ".join(segment.text for segment in segments) == text
    assert [segment.segment_index for segment in segments] == [0, 1]
    assert segments[0].start_s == 0 < segments[1].start_s < done.audio_s
    assert done.segments == 2
    assert done.audio_s == pytest.approx(len(pcm) / 48_000, abs=0.001)


class Breaking:
    """A server that breaks off after the first event of each connection, or lets none in."""

    def __init__(self, connections: int) -> None:
        self._left = connections
        self.last_ids: list[str] = []

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        self.last_ids += [line[15:] for line in head.split("\r\n") if line.startswith("last-event")]
        if self._left:
            self._left -= 1
            event = f'id: u:{self._left}\r\nevent: audio\r\ndata: {{"pcm": "AAA="}}\r\n\r\n'
            writer.write(f"HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{event}".encode())
            await writer.drain()
        writer.close()


async def test_a_text_that_breaks_off_is_gone_on_with_a_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Attempts that bring events do not count; at the end the reason is raised."""
    monkeypatch.setattr(resuming, "WAITS_S", (0.0, 0.0))
    breaking = Breaking(connections=3)
    heard = b""
    async with await asyncio.start_server(breaking.answer, "127.0.0.1", 0) as listening:
        url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        with pytest.raises(SpeakingFailed, match="broke off"):
            async for pcm in speak("Hello.", url=url):
                heard += pcm
    assert heard == bytes(6)
    assert breaking.last_ids == ["u:2", "u:1", "u:0", "u:0"]


async def test_a_style_holds_for_tokens(server: Server) -> None:
    parts = speak(["Hello."], url=server.url, voice="square", options={"speed": 2})
    assert b"".join([pcm async for pcm in parts]) == expected_pcm("Hello.", 2.0, "square")


async def test_a_plain_iterator_may_block(server: Server) -> None:
    """The loop runs meanwhile, so the audio of the first sentence is what wakes it."""
    heard = threading.Event()

    def tokens() -> Iterator[str]:
        yield GREETING
        assert heard.wait(60)
        yield "How are you?"

    pcm = b""
    async for part in speak(tokens(), url=server.url):
        heard.set()
        pcm += part
    assert pcm == expected_pcm(GREETING + "How are you?")


async def endless(closed: asyncio.Event, per_token_s: float = 0) -> AsyncGenerator[str]:
    try:
        while True:
            yield "A sentence of many. "
            await asyncio.sleep(per_token_s)
    finally:
        closed.set()


async def test_leaving_closes_the_iterator_and_ends_the_utterance(server: Server) -> None:
    closed = asyncio.Event()
    async with aclosing(speak(endless(closed, 0.01), url=server.url, backend="faulty")) as parts:
        await anext(parts)
    assert closed.is_set()
    await asyncio.to_thread(wait_until, lambda: not faulty_is_busy(server), 30)


def faulty_is_busy(server: Server) -> bool:
    backends = httpx.get(f"{server.url}/v1/backends").json()["backends"]
    faulty = next(backend for backend in backends if backend["name"] == "faulty")
    return bool(faulty["busy_workers"] or faulty["queue_depth"])


async def test_leaving_does_not_wait_for_an_iterator_that_blocks(server: Server) -> None:
    free, closed = threading.Event(), threading.Event()

    def tokens() -> Iterator[str]:
        try:
            yield "Hello there. "
            free.wait()
            yield "How are you?"
        finally:
            closed.set()

    async with aclosing(speak(tokens(), url=server.url)) as parts:
        await anext(parts)
    assert not closed.is_set()
    free.set()
    assert await asyncio.to_thread(closed.wait, 60)


async def test_tokens_are_read_no_faster_than_the_server_takes_them() -> None:
    """Of a writer without end, no more is read than the way to a server that takes none holds."""
    read, over = 0, asyncio.Event()

    async def tokens() -> AsyncGenerator[str]:
        nonlocal read
        while True:
            read += 1
            yield "word " * 1000

    async def take_none(_: websockets.ServerConnection) -> None:
        await over.wait()

    async with websockets.serve(take_none, "127.0.0.1", 0, close_timeout=0.1) as busy:
        port = busy.sockets[0].getsockname()[1]
        parts = speak(tokens(), url=f"http://127.0.0.1:{port}")
        hearing = asyncio.ensure_future(anext(parts))
        before = -1
        while read != before or not read:
            before = read
            await asyncio.sleep(0.5)
            assert read < 10_000
        hearing.cancel()
        await asyncio.wait({hearing})
        over.set()


async def test_an_exception_of_the_iterator_reaches_the_caller(server: Server) -> None:
    class Broken(Exception):
        pass

    async def tokens() -> AsyncGenerator[str]:
        yield "Hello there. "
        raise Broken

    def plain_tokens() -> Iterator[str]:
        yield "Hello there. "
        raise Broken

    for source in (tokens(), plain_tokens()):
        with pytest.raises(Broken):
            async for _ in speak(source, url=server.url):
                pass


async def test_the_servers_sentence_is_passed_on_of_tokens_too(server: Server) -> None:
    closed = asyncio.Event()
    with pytest.raises(SpeakingFailed, match="There is no voice 'nobody'"):
        async for _ in speak(endless(closed), url=server.url, voice="nobody"):
            pass
    assert closed.is_set()


async def test_a_segment_that_fails_ends_the_tokens_with_its_sentence(server: Server) -> None:
    options = {"fault": "final", "fault_at": 1}
    parts = speak([GREETING, "This fails."], url=server.url, backend="faulty", options=options)
    heard = b""
    with pytest.raises(SpeakingFailed, match="the tone is beyond repair"):
        async for pcm in parts:
            heard += pcm
    assert heard


@pytest.mark.parametrize("url", [NO_SERVER, "localhost:9", "http://", "ftp://localhost"])
async def test_tokens_without_a_server_say_so(url: str) -> None:
    with pytest.raises(SpeakingFailed, match="cannot be reached"):
        async for _ in speak(["Hello."], url=url):
            pass


async def test_tokens_for_a_server_that_is_not_ours_say_so(other_server: str) -> None:
    with pytest.raises(SpeakingFailed, match=f"{other_server} cannot be reached: "):
        async for _ in speak(["Hello."], url=other_server):
            pass
