import socket

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.processes.address import bind, bound, url_at, with_address
from frontend.settings import Settings


def test_a_port_in_use_is_reported() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(InvalidConfiguration, match=f"Port {port} is in use .* --port"):
            bind("127.0.0.1", port)


def test_a_host_that_is_not_here_is_reported() -> None:
    with pytest.raises(InvalidConfiguration, match="Cannot listen on 192.0.2.1"):
        bind("192.0.2.1", 8000)


def test_nobody_waits_in_line_before_the_server_listens() -> None:
    with bind("127.0.0.1", 0) as listener, pytest.raises(ConnectionRefusedError):
        socket.create_connection(listener.getsockname(), timeout=2).close()


def test_localhost_is_listened_on_by_both_its_addresses() -> None:
    """Which of them a client tries is up to the client."""
    with bound("localhost", 0) as listeners:
        [port] = {listener.getsockname()[1] for listener in listeners}
        assert [listener.getsockname()[0] for listener in listeners] == ["127.0.0.1", "::1"]
        for listener in listeners:
            listener.listen()
        for address in ("127.0.0.1", "::1"):
            socket.create_connection((address, port), timeout=30).close()


def test_an_address_is_listened_on_alone() -> None:
    with bound("127.0.0.1", 0) as listeners:
        assert [listener.getsockname()[0] for listener in listeners] == ["127.0.0.1"]


def test_a_port_that_is_in_use_on_one_of_them_is_reported() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as other:
        port = other.getsockname()[1]
        with (
            pytest.raises(InvalidConfiguration, match=f"Port {port} is in use on localhost"),
            bound("localhost", port),
        ):
            pass
        with socket.create_server(("127.0.0.1", port)):
            pass  # it has been given back


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://localhost:80"),
        ("localhost", "http://localhost:80"),
        ("0.0.0.0", "http://localhost:80"),
        ("::", "http://localhost:80"),
        ("fe80::1", "http://[fe80::1]:80"),
        ("example.org", "http://example.org:80"),
    ],
)
def test_the_url_is_one_that_can_be_opened(host: str, url: str) -> None:
    assert url_at(host, 80) == url


def test_the_command_line_comes_before_the_settings() -> None:
    settings = with_address(Settings(host="0.0.0.0", port=1), None, 2)
    assert (settings.host, settings.port) == ("0.0.0.0", 2)
