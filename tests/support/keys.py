"""API keys for tests, in a file that a server watches."""

from pathlib import Path

import httpx

from frontend.access.client import Scope
from frontend.access.key import new_key
from frontend.access.key_file import KeyFile
from tests.support.server import Server


class Keys:
    """The keys of a server that was started with `keys=path`."""

    def __init__(self, path: Path) -> None:
        self.file = KeyFile(path)
        self.operator = self.add("speak", "voices", "jobs", "operate")
        self.speaker = self.add("speak")

    def add(self, *scopes: Scope) -> str:
        key, record = new_key("a test's", frozenset(scopes))
        self.file.add(record)
        return key


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def lets_in(server: Server, key: str) -> bool:
    status = httpx.get(f"{server.url}/v1/models", headers=bearer(key)).status_code
    assert status in (200, 401)
    return status == 200
