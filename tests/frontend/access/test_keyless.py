"""Where the Wyoming port, which asks for no keys, may be opened."""

from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration
from frontend.access.client import Scope
from frontend.access.key import new_key, utc_now
from frontend.access.key_file import KeyFile
from frontend.access.keyless import check_wyoming
from frontend.settings import Settings


def kept(folder: Path, *scopes: Scope, expired: bool = False) -> Settings:
    """Return the settings of a server with one key, whose rights the port has."""
    expires = utc_now() if expired else None
    record = new_key("home", frozenset(scopes), expires)[1]
    KeyFile(folder / "keys.json").add(record)
    return Settings(keys=str(folder / "keys.json"), wyoming_key=record.id)


def test_loopback_and_an_open_server_need_no_key() -> None:
    check_wyoming(Settings(), "127.0.0.1")
    check_wyoming(Settings(open=True), "0.0.0.0")


def test_an_address_that_others_reach_needs_a_word() -> None:
    with pytest.raises(InvalidConfiguration, match=r"0\.0\.0\.0 .* --open .* --wyoming-key"):
        check_wyoming(Settings(), "0.0.0.0")


def test_where_keys_are_asked_for_one_has_to_be_named(tmp_path: Path) -> None:
    settings = Settings(keys=str(tmp_path / "keys.json"))
    with pytest.raises(InvalidConfiguration, match="say whose rights .* voice-server keys add"):
        check_wyoming(settings, "127.0.0.1")


def test_a_key_means_nothing_where_none_are_asked_for() -> None:
    with pytest.raises(InvalidConfiguration, match="No API keys are asked for"):
        check_wyoming(Settings(wyoming_key="0123456789ab"), "127.0.0.1")


def test_the_key_has_to_be_there_and_to_speak(tmp_path: Path) -> None:
    check_wyoming(kept(tmp_path / "a", "speak"), "0.0.0.0")
    with pytest.raises(InvalidConfiguration, match="lacks the scope speak"):
        check_wyoming(kept(tmp_path / "b", "jobs"), "0.0.0.0")
    with pytest.raises(InvalidConfiguration, match="no such API key .* or it has expired"):
        check_wyoming(kept(tmp_path / "c", "speak", expired=True), "0.0.0.0")
    with pytest.raises(InvalidConfiguration, match="no such API key"):
        check_wyoming(Settings(keys=str(tmp_path / "none"), wyoming_key="abc"), "127.0.0.1")
