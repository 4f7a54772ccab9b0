"""Weights are found where they lie, and fetched by the hub's own client from a hub of our own."""

import hashlib
import http.server
import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backend_queues.errors import AssetUnavailable, InvalidConfiguration
from backend_queues.provisioning.weights import BEING_FETCHED, fetch_weights, read_weights, weights

NOWHERE = "http://127.0.0.1:9"  # the discard port
PYTHON = Path(sys.executable)  # its environment has the hub's client, for the speech recogniser
COMMIT = "a" * 40
FILES = {"config.json": b"{}", "voices/anna.pt": b"a" * 1000, "voices/bert.pt": b"b" * 1000}
WEIGHTS = {
    "small": {"repository": "someone/model", "files": ["config.json", "voices/*.pt"]},
    "handed": {"files": ["model.bin"], "how": "Ask its makers for it."},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a backend, with an empty cache and no hub in reach."""
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_ENDPOINT", NOWHERE)
    for name in ("VOICE_SERVER_MODELS", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "my_backend"
    folder.mkdir()
    (folder / "weights.yaml").write_text(json.dumps(WEIGHTS))  # JSON is YAML too
    return folder


class Hub(http.server.BaseHTTPRequestHandler):
    """The paths that the client asks for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        name = path.removeprefix(f"/someone/model/resolve/{COMMIT}/")
        name = name.removeprefix("/someone/model/resolve/main/")
        if "/tree/" in path:
            tree = [
                {"type": "file", "path": n, "size": len(c), "oid": ""} for n, c in FILES.items()
            ]
            self._answer(json.dumps(tree).encode())
        elif path.startswith("/api/models/someone/model"):
            siblings = [{"rfilename": name} for name in FILES]
            model = {"id": "someone/model", "sha": COMMIT, "siblings": siblings}
            self._answer(json.dumps(model).encode())
        elif name in FILES:
            self._answer(FILES[name])
        else:
            self._answer(b"there is nothing", 404)

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """pytest shows what is printed; requests are not worth it."""

    def _answer(self, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.sha1(body).hexdigest()}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)


@pytest.fixture
def hub(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("HF_ENDPOINT", url)
        yield url
        server.shutdown()


def cached(tmp_path: Path, model: str) -> Path:
    return tmp_path / "cache" / "models" / "my-backend" / model


def fill(place: Path) -> Path:
    for name, content in FILES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def refusal(folder: Path, model: str = "small") -> str:
    """Have the model fetched in vain, and return what is said of that."""
    with pytest.raises(AssetUnavailable) as raised:
        fetch_weights("mine", folder, model, PYTHON, print)
    return raised.value.message


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
    assert time.monotonic() - started < 2
    assert f"{NOWHERE} cannot be reached: [Errno 111] Connection refused" in message
    assert "Run: voice-server backends install mine" in message


def test_a_hub_that_never_answers_is_reported_within_ten_seconds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setenv("HF_ENDPOINT", url)
        started = time.monotonic()
        assert f"{url} cannot be reached: " in refusal(folder)
        assert time.monotonic() - started < 10


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


def test_an_interrupted_fetch_is_taken_up_again(folder: Path, hub: str, tmp_path: Path) -> None:
    """One voice of two is there, which the pattern alone cannot distinguish from both."""
    place = fill(cached(tmp_path, "small"))
    (place / "voices/bert.pt").unlink()
    (place / BEING_FETCHED).touch()
    with pytest.raises(AssetUnavailable, match=r"needs the files voices/\*\.pt in"):
        weights("mine", folder, "small")
    fetch_weights("mine", folder, "small", PYTHON, print)
    assert (weights("mine", folder, "small") / "voices/bert.pt").exists()


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
