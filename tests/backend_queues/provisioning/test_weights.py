"""Weights are found where they lie, and fetched by the hub's own client from a hub of our own."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend_queues.cache import locked
from backend_queues.errors import AssetUnavailable, InvalidConfiguration
from backend_queues.provisioning import hub as hub_module
from backend_queues.provisioning.manifest import read_weights
from backend_queues.provisioning.weights import BEING_FETCHED, fetch_weights, weights
from tests.backend_queues.provisioning.own_hub import (
    FILES,
    NOWHERE,
    PYTHON,
    WEIGHTS,
    cached,
    fill,
    refusal,
)
from tests.support.processes import wait_until


def test_missing_weights_name_the_files_the_places_and_the_command(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(AssetUnavailable) as raised:
        weights("mine", folder, "small")
    place = cached(tmp_path, "small")
    assert raised.value.message == (
        f"mine needs the files config.json, voices/*.pt in {place}, or config.json, voices/*.pt "
        "in my-backend/small below a folder that VOICE_SERVER_MODELS names. "
        "Run: voice-server backends install mine"
    )


def test_only_what_is_missing_is_named(folder: Path, tmp_path: Path) -> None:
    (fill(cached(tmp_path, "small")) / "config.json").unlink()
    with pytest.raises(AssetUnavailable, match=r"^mine needs the files config\.json in /"):
        weights("mine", folder, "small")


def test_the_users_own_folder_is_used_where_it_lies(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICE_SERVER_MODELS", str(tmp_path / "own"))
    fill(cached(tmp_path, "small"))
    own = fill(tmp_path / "own" / "my-backend" / "small")
    assert weights("mine", folder, "small") == own
    (own / "config.json").unlink()
    assert weights("mine", folder, "small") == cached(tmp_path, "small")


def test_what_is_there_needs_no_hub(folder: Path, tmp_path: Path) -> None:
    fill(cached(tmp_path, "small"))
    fetch_weights("mine", folder, "small", Path("/nowhere/python"), pytest.fail)


def test_a_model_that_is_not_listed_names_those_that_are(folder: Path) -> None:
    with pytest.raises(InvalidConfiguration, match="no model 'large'; there are: small, handed"):
        weights("mine", folder, "large")


def test_a_wrong_list_names_the_key(folder: Path) -> None:
    (folder / "weights.yaml").write_text("small: {repository: someone/model}")
    with pytest.raises(InvalidConfiguration, match="weights.yaml: .*`files`"):
        read_weights(folder)


def test_no_hub_in_reach_is_reported_at_once(folder: Path) -> None:
    started = time.monotonic()
    message = refusal(folder)
    assert time.monotonic() - started < 8  # PROBE_S, if it waited for an answer
    assert f"{NOWHERE} cannot be reached: [Errno 111] Connection refused" in message
    assert "Run: voice-server backends install mine" in message


def test_a_hub_that_never_answers_is_waited_for_as_long_as_it_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "PROBE_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setenv("HF_ENDPOINT", url)
        started = time.monotonic()
        assert f"{url} cannot be reached: " in refusal(folder)
        assert 0.5 <= time.monotonic() - started < 8  # which it would by itself


def test_the_users_wish_to_be_offline_is_kept(folder: Path, hub: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        assert "HF_HUB_OFFLINE is set" in refusal(folder)


def test_weights_that_are_on_no_hub_say_where_they_come_from(folder: Path) -> None:
    message = refusal(folder, "handed")
    assert "Ask its makers for it. Run: voice-server backends install mine" in message


def test_the_hubs_client_fetches_what_the_list_names(
    folder: Path, hub: str, tmp_path: Path
) -> None:
    lines: list[str] = []
    fetch_weights("mine", folder, "small", PYTHON, lines.append)
    place = weights("mine", folder, "small")
    assert place == cached(tmp_path, "small")
    assert {name: (place / name).read_bytes() for name in FILES} == FILES
    assert "fetching someone/model" in lines


def test_a_cache_that_is_a_file_is_a_wrong_setting(folder: Path, hub: str, tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    with pytest.raises(InvalidConfiguration, match="VOICE_SERVER_CACHE"):
        fetch_weights("mine", folder, "small", PYTHON, print)


def test_an_interrupted_fetch_is_taken_up_again(folder: Path, hub: str, tmp_path: Path) -> None:
    """One voice of two is there, which the pattern alone cannot distinguish from both."""
    place = fill(cached(tmp_path, "small"))
    (place / "voices/bert.pt").unlink()
    (place / BEING_FETCHED).touch()
    with pytest.raises(AssetUnavailable, match=r"needs the files voices/\*\.pt in"):
        weights("mine", folder, "small")
    fetch_weights("mine", folder, "small", PYTHON, print)
    assert (weights("mine", folder, "small") / "voices/bert.pt").exists()


def test_what_another_install_is_fetching_is_left_to_it(
    folder: Path, hub: str, tmp_path: Path
) -> None:
    fetch_weights("mine", folder, "small", PYTHON, print)
    half = cached(tmp_path, "small") / "config.json"
    whole = half.read_bytes()
    lines: list[str] = []
    half.write_bytes(whole[:1])
    with ThreadPoolExecutor() as threads:
        with locked(half.with_name("fetch.lock"), pytest.fail):
            fetched = threads.submit(fetch_weights, "mine", folder, "small", PYTHON, lines.append)
            wait_until(lambda: "waiting for it" in "".join(lines))
            assert half.read_bytes() == whole[:1]
            half.write_bytes(whole)
        fetched.result(timeout=10)
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"repository": "someone/else"}, "404 Not Found"),
        ({"files": ["config.json", "more/*.pt"]}, "someone/model has no more/*.pt"),
    ],
)
def test_what_the_hub_does_not_have_is_reported(
    folder: Path, hub: str, changed: dict[str, object], sentence: str
) -> None:
    listed = {"small": {**WEIGHTS["small"], **changed}}
    (folder / "weights.yaml").write_text(json.dumps(listed))
    message = refusal(folder)
    assert "The hub does not give them: " in message
    assert sentence in message
    assert "The hub does not give them: " in refusal(folder), "the next try fails as well"
