"""Where the Wyoming port is."""

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.processes.address import read_address
from frontend.processes.wyoming import HOST, PORT, address_of, bind_wyoming, with_wyoming
from frontend.settings import Settings


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", (HOST, PORT)),
        ("10300", (HOST, 10_300)),
        (":10300", (HOST, 10_300)),
        ("0.0.0.0", ("0.0.0.0", PORT)),
        ("0.0.0.0:10300", ("0.0.0.0", 10_300)),
        ("homeassistant.local:0", ("homeassistant.local", 0)),
        ("::1", ("::1", PORT)),
        ("::", ("::", PORT)),
        ("[::1]", ("::1", PORT)),
        ("[::1]:10300", ("::1", 10_300)),
    ],
)
def test_an_address_may_have_a_host_and_a_port(text: str, address: tuple[str, int]) -> None:
    assert read_address(text, HOST, PORT) == address


@pytest.mark.parametrize("text", ["localhost:port", "localhost:70000", "localhost:-1"])
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(InvalidConfiguration, match="write HOST:PORT, such as 127"):
        read_address(text, HOST, PORT)


def test_the_port_is_bound_on_this_machine_unless_told_otherwise() -> None:
    with bind_wyoming(Settings(wyoming="0")) as listener:
        host, port = listener.getsockname()
        assert host == "127.0.0.1" and address_of(listener) == f"127.0.0.1:{port}"


def test_the_command_line_comes_before_the_settings() -> None:
    settings = Settings(wyoming="1", wyoming_key="a")
    assert with_wyoming(settings, None, None) == settings
    assert with_wyoming(settings, "2", "b") == Settings(wyoming="2", wyoming_key="b")
