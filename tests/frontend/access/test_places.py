"""When a server asks for keys, and where it has them."""

from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.access.key import new_key, utc_now
from frontend.access.key_file import KeyFile
from frontend.access.places import check_some_key, is_loopback, place_of_keys, widest
from frontend.settings import Settings


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("/run/voice-server.sock", True),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
        ("192.168.1.5", False),
        ("voice.example", False),
    ],
)
def test_only_loopback_needs_no_keys(address: str, loopback: bool) -> None:
    assert is_loopback(address) is loopback
    assert place_of_keys(Settings(), address) == ("" if loopback else "redis")


def test_a_place_that_is_named_counts_everywhere() -> None:
    for address in ("127.0.0.1", "0.0.0.0"):
        assert place_of_keys(Settings(keys="a.json"), address) == "a.json"


def test_an_open_server_asks_nobody_and_names_no_keys() -> None:
    assert place_of_keys(Settings(open=True), "0.0.0.0") == ""
    with pytest.raises(InvalidConfiguration, match="VOICE_SERVER_OPEN"):
        place_of_keys(Settings(open=True, keys="redis"), "0.0.0.0")


def test_a_server_that_nobody_could_use_does_not_start(tmp_path: Path) -> None:
    place = tmp_path / "keys.json"
    expired, good = new_key("old", expires=utc_now())[1], new_key("new")[1]
    with pytest.raises(InvalidConfiguration, match="voice-server keys add NAME .* --open"):
        check_some_key(str(place), "0.0.0.0")
    KeyFile(place).add(expired)
    with pytest.raises(InvalidConfiguration):
        check_some_key(str(place), "0.0.0.0")
    KeyFile(place).add(good)
    check_some_key(str(place), "0.0.0.0")


def test_a_server_of_several_addresses_is_as_open_as_the_widest() -> None:
    assert widest(["127.0.0.1", "192.168.1.5", "::1"]) == "192.168.1.5"
    assert widest(["127.0.0.1", "::1"]) == "127.0.0.1"
