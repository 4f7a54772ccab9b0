import pytest

from frontend.protocol.urls import is_local, server_url, tokens_url


@pytest.mark.parametrize(
    ("url", "server", "tokens"),
    [
        ("http://localhost:8000", "http://localhost:8000", "ws://localhost:8000/stream-tokens"),
        ("http://h:1/", "http://h:1", "ws://h:1/stream-tokens"),
        ("ws://h:1/stream-tokens", "http://h:1", "ws://h:1/stream-tokens"),
        ("wss://h/voice/stream-tokens/", "https://h/voice", "wss://h/voice/stream-tokens"),
        (
            "https://httpbin.example",
            "https://httpbin.example",
            "wss://httpbin.example/stream-tokens",
        ),
    ],
)
def test_a_server_is_found_by_any_of_its_urls(url: str, server: str, tokens: str) -> None:
    assert server_url(url) == server
    assert tokens_url(url) == tokens


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("ws://localhost:8000", True),
        ("ws://127.0.0.2", True),
        ("ws://[::1]:80", True),
        ("ws://tts.example", False),
        ("ws://192.0.2.1", False),
        ("localhost", False),
    ],
)
def test_this_machine_is_known(url: str, local: bool) -> None:
    assert is_local(url) == local
