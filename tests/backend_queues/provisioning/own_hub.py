"""A backend's folder whose weights a hub of our own has, for the hub's own client."""

import hashlib
import http.server
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backend_queues.errors import AssetUnavailable
from backend_queues.provisioning.weights import fetch_weights

NOWHERE = "http://127.0.0.1:9"  # the discard port
PYTHON = Path(sys.executable)  # its environment has the hub's client, for the speech recogniser
COMMIT = "a" * 40
FILES = {"config.json": b"{}", "voices/anna.pt": b"a" * 1000, "voices/bert.pt": b"b" * 1000}
WEIGHTS = {
    "small": {
        "repository": "someone/model",
        "revision": COMMIT,
        "files": ["config.json", "voices/*.pt"],
    },
    "handed": {"files": ["model.bin"], "how": "Ask its makers for it."},
}


class Hub(http.server.BaseHTTPRequestHandler):
    """The paths that the client asks for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        name = path.removeprefix(f"/someone/model/resolve/{COMMIT}/")
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
