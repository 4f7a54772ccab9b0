import pytest

from frontend.client import SpeakingFailed, speak
from frontend.client.address import Address
from frontend.client.server import served_voices, server_answers
from tests.support.server import Server
from tests.support.tones import expected_pcm

TEXTS: tuple[str | list[str], ...] = ("Hello there.", ["Hello ", "there."])


@pytest.mark.parametrize(
    "url",
    ["http://localhost:99999", "http://localhost:port", "http://[::1", "http://a..b:80"],
)
async def test_what_is_no_url_is_said_in_the_same_words_everywhere(url: str) -> None:
    said = "is not a URL such as http://localhost:8000"
    for text in TEXTS:
        with pytest.raises(SpeakingFailed, match=said):
            async for _ in speak(text, url=url):
                pass
    with pytest.raises(SpeakingFailed, match=said):
        await server_answers(url)
    with pytest.raises(SpeakingFailed, match=said):
        await served_voices(Address(url))


@pytest.mark.parametrize("key", ["schlüssel", "key\r", "“key”"])
async def test_a_key_that_no_header_can_have_is_reported(server: Server, key: str) -> None:
    for text in TEXTS:
        with pytest.raises(SpeakingFailed, match="The API key has a character"):
            async for _ in speak(text, url=server.url, key=key):
                pass
    with pytest.raises(SpeakingFailed, match="The API key has a character"):
        await served_voices(Address(server.url, key))


PROXIES = ["socks5://127.0.0.1:9", "socks://127.0.0.1:9", "nonsense"]


@pytest.mark.parametrize("proxy", PROXIES)
async def test_no_proxy_is_needed_for_a_server_here(
    server: Server, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    for text in TEXTS:
        heard = b"".join([pcm async for pcm in speak(text, url=server.url)])
        assert heard == expected_pcm("Hello there.")
    assert await server_answers(server.url)


@pytest.mark.parametrize("proxy", PROXIES[:2])
async def test_a_proxy_that_cannot_be_used_is_reported(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(SpeakingFailed, match="by the proxy that the environment names"):
        await served_voices(Address("http://elsewhere.test:8000"))
    with pytest.raises(SpeakingFailed, match="by the proxy that the environment names"):
        await server_answers("http://elsewhere.test:8000")
