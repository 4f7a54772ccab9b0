"""A server that asks for keys, refuses unknown voices, and has a backend that tells its words."""

from collections.abc import Iterator

import pytest

from tests.support.keys import Keys
from tests.support.server import Server, running_server

REGISTRY = """
default: wordy
backends:
  tone:
    adapter: backend_queues.tone.adapter:Tone
  wordy:
    adapter: tests.frontend.server.routes.wordy_backend:Wordy
    environment: tone
  loading:
    adapter: backend_queues.tone.adapter:Tone
    environment: tone
vendors:
  voices:
    21m00Tcm4TlvDq8ikWAM: {backend: tone, voice: square}
  models:
    eleven_flash_v2_5: wordy
"""


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys") / "keys.json")


@pytest.fixture(scope="session")
def jobs_key(keys: Keys) -> str:
    """A key that may not speak."""
    return keys.add("jobs")


@pytest.fixture(scope="session")
def keyed_server(
    no_cover: None, keys: Keys, jobs_key: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    registry = tmp_path_factory.mktemp("registry") / "backends.yaml"
    registry.write_text(REGISTRY)
    with running_server(
        "tone",
        "wordy",
        registry=registry,
        keys=keys.file.path,
        unknown_voices="refuse",
        # So slow that nothing is cut or refused for want of time, however busy the machine.
        first_audio_s=60,
        max_start_delay_s=600,
    ) as server:
        yield server
