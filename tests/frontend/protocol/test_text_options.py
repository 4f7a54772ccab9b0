"""What a request leaves open is as the server is set; only what is said is sent."""

from frontend.protocol.text_options import AS_SET, TextOptions
from frontend.settings import Settings


def test_what_a_request_says_goes_before_what_is_set() -> None:
    asked = TextOptions(reasoning="speak", emoji="skip")
    server = TextOptions.of(Settings(code="announce", emoji="name"))
    assert asked.over(server) == TextOptions(reasoning="speak", code="announce", emoji="skip")
    assert AS_SET.over(server) == server


def test_only_what_is_said_is_sent_to_a_server_that_may_not_know_it() -> None:
    assert TextOptions(code="speak").given() == {"code": "speak"}
    assert AS_SET.given() == {}
