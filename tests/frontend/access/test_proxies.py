"""Whose X-Forwarded-For is believed."""

import pytest
import uvicorn

from backend_queues.errors import InvalidConfiguration
from frontend.access.proxies import trusted_proxies
from frontend.server.app import make_app
from frontend.server.connections.limits import limits_for
from frontend.server.serve import Server
from frontend.settings import Settings

NAMED = b"203.0.113.9, 198.51.100.7"


@pytest.mark.parametrize(
    ("proxies", "peer", "client"),
    [
        ("127.0.0.1,::1", "127.0.0.1", "198.51.100.7"),
        ("127.0.0.1, ::1", "::1", "198.51.100.7"),
        ("10.0.0.0/8", "10.1.2.3", "198.51.100.7"),
        ("10.0.0.0/8,198.51.100.0/24", "10.1.2.3", "203.0.113.9"),
        ("10.0.0.0/8", "127.0.0.1", "127.0.0.1"),
        ("127.0.0.1,::1", "192.0.2.1", "192.0.2.1"),
        ("", "127.0.0.1", "127.0.0.1"),
    ],
)
async def test_only_a_trusted_proxy_names_the_client(proxies: str, peer: str, client: str) -> None:
    seen: list[str] = []

    async def app(scope: uvicorn._types.Scope, *_: object) -> None:
        seen.append(scope["client"][0])  # type: ignore[index,typeddict-item]

    settings = Settings(trusted_proxies=proxies)
    config = Server(make_app(), settings, limits_for(settings, 100)).config
    config.app = app
    config.load()
    headers = [(b"x-forwarded-for", NAMED)]
    scope = {"type": "http", "client": (peer, 1), "scheme": "http", "headers": headers}
    await config.loaded_app(scope, None, None)
    assert seen == [client]


@pytest.mark.parametrize("text", ["*", "proxy.example", "10.0.0.0/33", "10.0.0.1/8"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidConfiguration, match="VOICE_SERVER_TRUSTED_PROXIES"):
        trusted_proxies(text)
