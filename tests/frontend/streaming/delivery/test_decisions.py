"""What a delivery waits for, and how long, follows from the settings."""

from frontend.settings import Settings
from frontend.streaming.delivery.decisions import RetryPolicy


def test_what_a_listener_waits_for_again_is_most_urgent() -> None:
    policy = RetryPolicy.for_listener(Settings(), keep_alive_s=20)
    assert policy.again_priority == 0
