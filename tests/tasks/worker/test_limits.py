"""The limits of a worker's backend are read from the environment."""

import pytest

from backend_queues.errors import InvalidConfiguration
from tasks.worker.limits import LOAD_LIMIT_VARIABLE, STALL_LIMIT_S, load_limit_s, stall_limit_s


@pytest.mark.parametrize("text", ["soon", "0", "-1", "nan", "inf"])
def test_a_wrong_limit_names_its_setting(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOAD_LIMIT_VARIABLE, text)
    with pytest.raises(InvalidConfiguration, match=f"{LOAD_LIMIT_VARIABLE}={text}: "):
        load_limit_s()


def test_a_limit_that_is_not_set_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VOICE_SERVER_STALL_LIMIT_S", raising=False)
    assert stall_limit_s() == STALL_LIMIT_S
