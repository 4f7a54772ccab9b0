"""A client that does not read what it asked for costs no memory and no worker."""

import json
import socket
import time
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.server import Server
from tests.support.tones import expected_pcm, segments_of

pytestmark = pytest.mark.chaos

SENTENCE = "This sentence is one of very many that nobody takes. "
TEXT = SENTENCE * 3000


def enqueued(server: Server) -> int:
    """Return how many segments of the one utterance under way have been enqueued."""
    with server.redis() as redis:
        return sum(redis.hlen(key) - 1 for key in redis.scan_iter("vs:utt:*"))


def settled(server: Server) -> int:
    """Wait until no more segments are enqueued, and return how many were."""
    count = -1
    while count != (count := enqueued(server)) or count <= 0:
        time.sleep(1)
    return count


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/tts", {"text": TEXT}),
        ("/tts", {"text": TEXT, "format": "flac"}),
        ("/sse", {"text": TEXT}),
        ("/v1/audio/speech", {"input": TEXT, "response_format": "pcm"}),
        ("/v1/audio/speech", {"input": TEXT, "stream_format": "sse"}),
        ("/v1/audio/speech/captioned", {"input": TEXT, "response_format": "pcm"}),
    ],
)
def test_what_is_made_for_a_client_that_does_not_read_is_bounded(
    server: Server, path: str, asked: dict[str, str]
) -> None:
    body = json.dumps(asked).encode()
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        client.sendall(head.encode() + body)
        assert settled(server) < 300 < len(segments_of(TEXT))
        # Meanwhile others are served.
        answer = httpx.post(f"{server.url}/tts", json={"text": "Hello there."})
        assert answer.content[44:] == expected_pcm("Hello there.")
