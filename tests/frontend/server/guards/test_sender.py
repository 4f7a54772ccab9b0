"""What the header of a request tells of its sender."""

import pytest

from frontend.server.guards.sender import Sender, is_navigation, sender_of

HOST = "localhost:8000"
BROWSER = {"user-agent": "Mozilla/5.0 (X11)", "accept-language": "en"}
APP = "https://app.example"


def sender(headers: dict[str, str], host: str = HOST, allowed: tuple[str, ...] = ()) -> Sender:
    fields = {"host": host} | headers
    return sender_of({name.encode(): value for name, value in fields.items()}, allowed)


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_a_browser_marks_as_same_origin_is_the_servers_own(site: str) -> None:
    assert sender({"sec-fetch-site": site, **BROWSER}) is Sender.OWN_PAGE


@pytest.mark.parametrize("site", ["same-site", "cross-site", "something-new"])
def test_what_a_browser_marks_as_anything_else_is_foreign(site: str) -> None:
    assert sender({"sec-fetch-site": site}) is Sender.FOREIGN_PAGE


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8000", HOST),
        ("https://tts.example", "tts.example"),
        ("https://tts.example", "tts.example:443"),
        ("http://tts.example", "tts.example:80"),
        ("http://[::1]:8000", "[::1]:8000"),
        ("http://LOCALHOST:8000", HOST),
    ],
)
def test_an_origin_at_the_servers_address_is_its_own(origin: str, host: str) -> None:
    assert sender({"origin": origin}, host) is Sender.OWN_PAGE


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:3000", HOST),
        ("http://127.0.0.1:8000", HOST),
        ("http://evil.example", "192.168.1.5:8000"),
        ("null", HOST),
        ("http://localhost:8000.evil.example", HOST),
        ("http://localhost:8000@evil.example", HOST),
        ("http://[", HOST),
        ("http://a:b", "a:b"),
        ("null", "null"),
        ("http://", ""),
    ],
)
def test_any_other_origin_is_foreign(origin: str, host: str) -> None:
    assert sender({"origin": origin}, host) is Sender.FOREIGN_PAGE


def test_without_an_origin_the_referer_tells_the_page() -> None:
    assert sender({"referer": f"http://{HOST}/docs"}) is Sender.OWN_PAGE
    assert sender({"referer": "http://evil.example/"}) is Sender.FOREIGN_PAGE


def test_a_program_sends_nothing_of_that() -> None:
    assert sender({"user-agent": "curl/8"}) is Sender.PROGRAM
    assert sender({"user-agent": "Mozilla/5.0 PowerShell"}) is Sender.PROGRAM


def test_a_browser_that_tells_nothing_is_known_as_one() -> None:
    assert sender(BROWSER) is Sender.UNKNOWN_PAGE


@pytest.mark.parametrize(
    "told",
    [
        {"origin": APP},
        {"origin": APP, "sec-fetch-site": "cross-site"},
        {"referer": f"{APP}/", "sec-fetch-site": "cross-site"},  # <audio> and <img>
    ],
)
def test_a_page_of_an_allowed_origin_is_known(told: dict[str, str]) -> None:
    assert sender(told, allowed=(APP,)) is Sender.ALLOWED_PAGE
    assert sender(told, allowed=("*",)) is Sender.ALLOWED_PAGE
    assert sender(told, allowed=("https://other.example",)) is Sender.FOREIGN_PAGE


def test_the_start_of_an_allowed_origin_is_not_enough() -> None:
    assert sender({"origin": f"{APP}.evil.example"}, allowed=(APP,)) is Sender.FOREIGN_PAGE


def test_a_typed_address_is_a_navigation() -> None:
    assert is_navigation({b"upgrade-insecure-requests": "1"})
    assert not is_navigation({})
