"""A server that Cartesia's clients find, with a backend that tells of its words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.keys import Keys
from tests.support.server import Server, running_server

REGISTRY = """
default: wordy
backends:
  wordy:
    adapter: tests.frontend.server.routes.wordy_backend:Wordy
    environment: tone
vendors:
  voices:
    a0e99841-438c-4a64-b679-ae501e7d6091: {voice: square}
  models:
    sonic-3: wordy
"""


@pytest.fixture(scope="package")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="package")
def served(
    no_cover: None, keys: Keys, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("cartesia")
    registry = Path(folder) / "backends.yaml"
    registry.write_text(REGISTRY)
    # So slow that on a busy machine a first sentence is still not cut for want of time.
    with running_server(
        "wordy:2", registry=registry, keys=keys.file.path, first_audio_s=60, max_start_delay_s=600
    ) as server:
        yield server
