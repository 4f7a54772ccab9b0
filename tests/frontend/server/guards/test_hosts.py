"""Which names the server answers to."""

import pytest

from frontend.server.guards.hosts import Hosts, is_local, name_of, server_names
from tests.frontend.server.guards.guarded import client_behind, status

FOREIGN = "attacker.example"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:8000", "localhost"),
        ("localhost:", "localhost"),
        ("[::1]:", "::1"),
        (":", ":"),
        ("LocalHost", "localhost"),
        ("tts.example.org.:443", "tts.example.org"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:8000", "::1"),
        ("[fe80::1]", "fe80::1"),
        ("[::1]attacker.example", "[::1]attacker.example"),
        ("[::1]:80.attacker.example", "[::1]:80.attacker.example"),
        ("", ""),
        (":80", ":80"),
        ("a.example:b", "a.example:b"),
    ],
)
def test_a_host_is_its_name_without_the_port(host: str, name: str) -> None:
    assert name_of(host) == name


@pytest.mark.parametrize(
    "name",
    [
        "localhost",
        "127.0.0.1",
        "::1",
        "192.168.1.5",
        "frontend",
        "box.local",
        "frontend.tts.svc.cluster.local",
        "a.localhost",
        "nas.home.arpa",
    ],
)
def test_a_name_that_nobody_far_away_can_own_is_local(name: str) -> None:
    assert is_local(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        FOREIGN,
        "local.example",
        "127.0.0.1.example",
        "127.0.0.1.nip.io",
        "0x7f.1",
        "localhost.example",
        "xlocal.com",
        "attacker\u3002example",
        "[::1].attacker.example",
        "[::1",
        "a b",
        ":80",
    ],
)
def test_a_name_that_a_site_can_own_is_not_local(name: str) -> None:
    assert not is_local(name)


def test_the_server_has_the_names_of_its_address_and_of_the_setting() -> None:
    names = server_names("tts.example", " one.example, .two.example,")
    assert {"tts.example", "one.example", ".two.example"} <= set(names)


@pytest.mark.parametrize("path", ["/", "/tts", "/v1/models", "/setvoice", "/static/page.js"])
def test_a_foreign_name_is_misdirected(path: str) -> None:
    client = client_behind(lambda app: Hosts(app, []), FOREIGN)
    answer = client.get(path)
    assert answer.status_code == 421
    assert FOREIGN in answer.text and "VOICE_SERVER_HOSTS" in answer.text


async def test_a_websocket_to_a_foreign_name_is_not_accepted() -> None:
    assert await status(lambda app: Hosts(app, []), FOREIGN, "/ws", "WEBSOCKET", {}) == 421
    assert await status(lambda app: Hosts(app, []), "localhost", "/ws", "WEBSOCKET", {}) == 101


@pytest.mark.parametrize(
    ("names", "host", "code"),
    [
        (["tts.example"], "tts.example", 200),
        (["tts.example"], "TTS.example:8443", 200),
        (["TTS.Example"], "tts.example", 200),
        (["tts.example"], "www.tts.example", 421),
        ([".example.org"], "a.b.example.org", 200),
        ([".example.org"], "example.org", 421),
        ([".example.org"], "badexample.org", 421),
        (["*"], FOREIGN, 200),
    ],
)
async def test_a_name_that_the_server_is_told_of_is_its_own(
    names: list[str], host: str, code: int
) -> None:
    assert await status(lambda app: Hosts(app, names), host, "/tts", "GET", {}) == code


def test_two_hosts_are_refused() -> None:
    client = client_behind(lambda app: Hosts(app, []), "localhost")
    answer = client.get("/tts", headers=[("host", "localhost"), ("host", FOREIGN)])
    assert answer.status_code == 421


@pytest.mark.parametrize("path", ["/health", "/ready"])
async def test_probes_may_use_any_name(path: str) -> None:
    assert await status(lambda app: Hosts(app, []), FOREIGN, path, "GET", {}) == 200
