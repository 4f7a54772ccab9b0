"""A backend whose weights a hub of our own has."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backend_queues.provisioning.own_hub import NOWHERE, WEIGHTS, Hub


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


@pytest.fixture
def hub(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setenv("HF_ENDPOINT", url)
        yield url
        server.shutdown()
