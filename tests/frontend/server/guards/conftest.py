"""A server that asks for API keys."""

from collections.abc import Iterator

import pytest

from tests.support.keys import Keys
from tests.support.server import BACKENDS_FILE, Server, running_server

FRIEND = "https://app.example"  # whose pages may use it


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="module")
def locked(
    no_cover: None, keys: Keys, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with a worker of the tone, which logs all it can."""
    log = tmp_path_factory.mktemp("log") / "log"
    folder = tmp_path_factory.mktemp("voice_samples")
    with (
        log.open("wb") as stderr,
        running_server(
            "tone",
            registry=BACKENDS_FILE,
            stderr=stderr,
            keys=keys.file.path,
            voice_samples=folder,
            log_level="DEBUG",
            log_format="json",
            origins=FRIEND,
        ) as server,
    ):
        server.log = log
        yield server
