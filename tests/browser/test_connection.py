"""The page's connection when the server is not there, breaks, is full, is slow, or is newer."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import websockets
from playwright.async_api import Page

from tests.browser.harness import open_harness, serve_modules
from tests.support.server import free_port

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TEXT = "This is spoken to nobody."

START = {
    "type": "start",
    "utterance": "u",
    "backend": "b",
    "voice": "v",
    "sample_rate_hz": 24_000,
    "resume": "secret",
}
# A speech, and the sockets that it opens.
WATCHED = """
  const sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(url) {
      super(url);
      sockets.push(this);
    }
  };
  const speech = new Speech();
"""

Handler = Callable[[websockets.ServerConnection], Awaitable[None]]


@asynccontextmanager
async def counterpart(page: Page, handler: Handler) -> AsyncIterator[None]:
    """Open the harness below a path of a server that does what a healthy one would not do."""
    async with websockets.serve(handler, "localhost", 0, max_size=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        await serve_modules(page)
        await open_harness(page, f"http://localhost:{port}/behind/a/proxy")
        yield
        await page.context.close()  # which also ends the connections that it made in advance


async def test_a_server_that_is_not_there_is_reported_in_a_sentence(
    page: Page, problems: list[str]
) -> None:
    await serve_modules(page)
    await open_harness(page, f"http://localhost:{free_port()}")
    heard = await page.evaluate("(text) => hear(new Speech(), text)", TEXT)
    [error] = heard["told"].pop("error")
    assert error["code"] == "unreachable"
    assert "The server does not answer. Is it running?" in error["message"]
    assert error["retryable"] is True
    assert heard == {"pcm": "", "told": {}, "state": "failed"}
    assert all("ERR_CONNECTION_REFUSED" in problem for problem in problems)
    problems.clear()


async def test_a_connection_that_breaks_keeps_what_was_heard(page: Page) -> None:
    async def breaking(connection: websockets.ServerConnection) -> None:
        await connection.recv()
        await connection.send(b"\x01\x00")
        await connection.recv()
        connection.transport.abort()

    async with counterpart(page, breaking):
        heard = await page.evaluate("(text) => hear(new Speech(), text)", TEXT)
    [error] = heard["told"].pop("error")
    assert error["code"] == "connection_lost"
    assert error["retryable"] is True
    assert heard == {"pcm": "AQA=", "told": {}, "state": "failed"}


async def test_a_speech_goes_on_over_another_connection(page: Page) -> None:
    """With the next sample, and with the messages that the server does not have."""
    connections: list[list[Any]] = []

    async def losing(connection: websockets.ServerConnection) -> None:
        connections.append([json.loads(await connection.recv())])
        if len(connections) == 1:
            connections[0] += [json.loads(await connection.recv()) for _ in range(2)]
            await connection.send(json.dumps(START))
            segment = {"segment_index": 4, "text": "Text.", "start_s": 0}
            await connection.send(json.dumps({"type": "segment", **segment}))
            await connection.send(b"\x01\x00\x02\x00")
            words = {"segment_index": 4, "words": [["Text", 0, 1]]}
            await connection.send(json.dumps({"type": "words", **words}))
            await connection.send(json.dumps({"type": "taken", "messages": 2}))
            connection.transport.abort()
        else:
            await connection.send(json.dumps({"type": "resumed", "messages": 2}))
            connections[1].append(json.loads(await connection.recv()))
            await connection.send(b"\x03\x00")
            await connection.send(json.dumps({"type": "done", "segments": 5, "audio_s": 1}))

    async with counterpart(page, losing):
        heard = await page.evaluate("(text) => hear(new Speech(), text)", TEXT)
    first, second = connections
    assert first[1:] == [{"token": TEXT}, {"done": True}]
    assert second == [
        {"resume": "secret", "after": 2, "segment": 4, "words": 1},
        {"done": True},
    ]
    assert (heard["pcm"], heard["state"]) == ("AQACAAMA", "done")
    assert "error" not in heard["told"]


async def test_a_text_goes_on_after_a_connection_that_closes_in_its_middle(page: Page) -> None:
    """A writer comes while the socket closes, and the speech does not know of it yet."""
    connections: list[list[Any]] = []

    async def closing(connection: websockets.ServerConnection) -> None:
        connections.append([json.loads(await connection.recv())])
        if len(connections) == 1:
            await connection.send(json.dumps(START))
            await connection.wait_closed()
        else:
            await connection.send(json.dumps({"type": "resumed", "messages": 2}))
            connections[1] += [json.loads(await connection.recv()) for _ in range(2)]
            await connection.send(json.dumps({"type": "done", "segments": 1, "audio_s": 1}))

    async with counterpart(page, closing):
        written = await page.evaluate(
            f"""async () => {{
              {WATCHED}
              async function* text() {{
                await new Promise((resolve) => speech.addEventListener("opened", resolve));
                yield "One, ";
                sockets[0].close();
                yield "two.";
              }}
              speech.open();
              const all = await writeLikeAnLlm(speech, text(), {{ tokensPerS: 1000 }});
              if (all) speech.end();
              await until(() => speech.over);
              return [all, speech.state];
            }}"""
        )
    assert written == [True, "done"]
    resume = {"resume": "secret", "after": 0, "words": 0}
    assert connections[1] == [resume, {"token": "two."}, {"done": True}]


async def test_a_stop_closes_a_connection_that_resumes(page: Page) -> None:
    connections = 0

    async def slow(connection: websockets.ServerConnection) -> None:
        nonlocal connections
        connections += 1
        await connection.recv()
        if connections == 1:
            await connection.send(json.dumps(START))
            await connection.recv()
            connection.transport.abort()
        await connection.wait_closed()  # the second one never says that it has resumed

    async with counterpart(page, slow):
        states = await page.evaluate(
            f"""async (text) => {{
              {WATCHED}
              speech.open();
              speech.write(text);
              await until(() => sockets[1]?.readyState === WebSocket.OPEN);
              const before = speech.state;
              speech.stop();
              return [before, speech.state, sockets[1].readyState === WebSocket.OPEN];
            }}""",
            TEXT,
        )
    assert states == ["resuming", "stopped", False]


async def test_a_server_that_is_full_asks_to_try_again(page: Page) -> None:
    said = {"code": "overloaded", "message": "Too many wait. Try again soon."}

    async def full(connection: websockets.ServerConnection) -> None:
        await connection.send(json.dumps({"type": "error", **said}))
        await connection.close(1013)

    async with counterpart(page, full):
        heard = await page.evaluate("(text) => hear(new Speech(), text)", TEXT)
    assert heard["told"] == {"error": [{**said, "retryable": True}]}


async def test_the_wait_in_line_is_told(page: Page) -> None:
    async def busy(connection: websockets.ServerConnection) -> None:
        for position in (2, 1):
            waits = {"utterance": "u", "position": position, "eta_s": 1.5 * position}
            await connection.send(json.dumps({"type": "queued", **waits}))
        await connection.send(json.dumps({"type": "done", "segments": 0, "audio_s": 0}))

    async with counterpart(page, busy):
        heard = await page.evaluate("(text) => hear(new Speech(), text)", TEXT)
    waiting = [{"position": 2, "etaS": 3}, {"position": 1, "etaS": 1.5}]
    assert heard["told"] == {"waiting": waiting, "done": [{"segments": 0, "audioS": 0}]}


async def test_messages_and_address_are_those_of_the_protocol(page: Page) -> None:
    """What a newer server says besides means nothing; the path that a proxy added is kept."""
    heard: list[Any] = []

    async def listening(connection: websockets.ServerConnection) -> None:
        assert connection.request
        heard.append(connection.request.path)
        await connection.send(json.dumps({"type": "weather", "celsius": 21}))
        async for message in connection:
            heard.append(json.loads(message))
            if "done" in heard[-1]:
                await connection.send(json.dumps({"type": "done", "segments": 0, "audio_s": 0}))
                return

    settings = {"backend": "tone", "voice": "", "options": {"speed": 2}}
    async with counterpart(page, listening):
        told = await page.evaluate(
            "([settings]) => hear(new Speech(settings), 'Hello.')", [settings]
        )
    assert heard == [
        "/behind/a/proxy/stream-tokens",
        {"backend": "tone", "opts": {"speed": 2}, "events": True},
        {"token": "Hello."},
        {"done": True},
    ]
    assert told["told"] == {"done": [{"segments": 0, "audioS": 0}]}


async def test_a_long_text_waits_for_a_connection_that_is_full(page: Page) -> None:
    reads, got = asyncio.Event(), 0

    async def slow(connection: websockets.ServerConnection) -> None:
        nonlocal got
        await reads.wait()
        async for message in connection:
            got += len(json.loads(message).get("token", ""))

    async with counterpart(page, slow):
        full = await page.evaluate(
            f"""async (length) => {{
              {WATCHED}
              speech.open();
              window.written = writeAll(speech, "x".repeat(length)).then((all) => {{
                speech.stop();
                return all;
              }});
              await until(() => sockets[0].bufferedAmount > 64 * 1024);
              return sockets[0].bufferedAmount;
            }}""",
            length := 16 * 1024 * 1024,
        )
        assert full < 80 * 1024
        reads.set()
        assert await page.evaluate("written")
    assert got == length
