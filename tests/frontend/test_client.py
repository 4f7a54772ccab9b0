import http.server
import threading
from collections.abc import Iterator

import pytest

from frontend.client import SAMPLE_RATE_HZ, SpeakingFailed, server_answers, speak
from tests.server import Server

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


async def spoken(text: str, url: str, **style: str) -> bytes:
    return b"".join([pcm async for pcm in speak(text, url=url, **style)])


async def test_speech_comes_in_parts(server: Server) -> None:
    parts = [pcm async for pcm in speak("Hello there.", url=server.url + "/", backend="tone")]
    assert len(parts) > 1
    assert 0.3 < len(b"".join(parts)) / 2 / SAMPLE_RATE_HZ < 2


async def test_line_separators_in_a_text_do_no_harm(server: Server) -> None:
    assert await spoken("One\u2028two\x85three\x0bfour.", server.url, backend="tone")


async def test_the_servers_sentence_is_passed_on(server: Server) -> None:
    with pytest.raises(SpeakingFailed, match="There is no voice 'nobody'"):
        await spoken("Hello there.", server.url, backend="tone", voice="nobody")


async def test_a_server_that_is_missing_is_told_of() -> None:
    assert not await server_answers(NO_SERVER)
    with pytest.raises(SpeakingFailed, match=f"{NO_SERVER} cannot be reached"):
        await spoken("Hello there.", NO_SERVER)


async def test_a_server_that_is_not_ours_is_told_of(other_server: str) -> None:
    assert await server_answers(other_server)
    with pytest.raises(SpeakingFailed, match="status 501, and is not Voice Server's"):
        await spoken("Hello there.", other_server)


@pytest.mark.parametrize("url", ["localhost:8000", "http://", "ftp://localhost"])
async def test_a_url_that_is_none_is_told_of(url: str) -> None:
    with pytest.raises(SpeakingFailed):
        await spoken("Hello there.", url)
    with pytest.raises(SpeakingFailed, match="is no URL such as http://localhost:8000"):
        await server_answers(url)
