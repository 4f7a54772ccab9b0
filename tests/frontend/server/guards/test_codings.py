"""Bodies that are compressed."""

import gzip

import pytest

from frontend.server.guards.codings import Codings
from tests.frontend.server.guards.guarded import client_behind, status

HOST = "localhost"


@pytest.mark.parametrize(
    "coding", ["gzip", "GZip", "x-gzip", "deflate", "br", "zstd", "identity, gzip"]
)
async def test_a_compressed_body_is_refused(coding: str) -> None:
    assert await status(Codings, HOST, "/tts", "POST", {"content-encoding": coding}) == 415


@pytest.mark.parametrize("coding", ["", "identity", "utf-8", "aws-chunked"])
async def test_what_compresses_nothing_is_taken(coding: str) -> None:
    assert await status(Codings, HOST, "/tts", "POST", {"content-encoding": coding}) == 200
    assert await status(Codings, HOST, "/ws", "WEBSOCKET", {"content-encoding": "gzip"}) == 101


@pytest.mark.parametrize(
    ("path", "field"),
    [("/tts", "error"), ("/v1/audio/speech", "error"), ("/v1/text-to-speech/sine", "detail")],
)
def test_it_is_said_what_to_do_in_the_form_of_the_route(path: str, field: str) -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    answer = client_behind(Codings, HOST).post(path, content=bomb, headers=headers)
    assert "without the header Content-Encoding" in answer.json()[field]["message"]
