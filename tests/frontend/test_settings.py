"""Settings are read from the environment, typed, and named when wrong."""

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.settings import read_settings


def test_what_is_not_set_has_its_default() -> None:
    settings = read_settings({})
    assert (settings.port, settings.max_text_chars) == (8000, 200_000)


def test_values_are_read_as_their_type() -> None:
    settings = read_settings({"VOICE_SERVER_PORT": "9000", "VOICE_SERVER_TARGET_LEAD_S": "2.5"})
    assert (settings.port, settings.target_lead_s) == (9000, 2.5)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "http"), ("PORT", "70000"), ("MAX_TEXT_CHARS", "0"), ("REDIS_WAIT_S", "-1")],
)
def test_a_wrong_value_names_its_key(name: str, value: str) -> None:
    with pytest.raises(InvalidConfiguration, match=f"VOICE_SERVER_{name}={value}"):
        read_settings({f"VOICE_SERVER_{name}": value})
