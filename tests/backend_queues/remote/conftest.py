"""A fake of each service, and backends that were loaded from it."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol, TypeVar

import pytest

from backend_queues.remote.adapter import Azure, ElevenLabs, OpenAI
from backend_queues.remote.service import Service
from tests.backend_queues.remote.fake_server import Fake
from tests.backend_queues.remote.fakes import FakeAzure, FakeElevenLabs, FakeOpenAI

KEY = "sk-very-secret"
S = TypeVar("S", bound=Service)


class Load(Protocol):
    def __call__(self, backend: S) -> S: ...


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("OPENAI_API_KEY", "ELEVENLABS_API_KEY", "AZURE_SPEECH_KEY"):
        monkeypatch.setenv(variable, KEY)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def fake_openai() -> Iterator[Fake]:
    with FakeOpenAI() as fake:
        yield fake


@pytest.fixture
def fake_elevenlabs() -> Iterator[Fake]:
    with FakeElevenLabs() as fake:
        yield fake


@pytest.fixture
def fake_azure() -> Iterator[Fake]:
    with FakeAzure() as fake:
        yield fake


@pytest.fixture
def load() -> Iterator[Load]:
    """Loads backends, and closes them after the test."""
    with ExitStack() as stack:

        def loaded(backend: S) -> S:
            backend.load()
            stack.callback(backend.close)
            return backend

        yield loaded


@pytest.fixture
def openai(fake_openai: Fake, load: Load) -> OpenAI:
    return load(OpenAI(url=f"{fake_openai.url}/v1"))


@pytest.fixture
def elevenlabs(fake_elevenlabs: Fake, load: Load) -> ElevenLabs:
    return load(ElevenLabs(url=fake_elevenlabs.url))


@pytest.fixture
def azure(fake_azure: Fake, load: Load) -> Azure:
    return load(Azure(url=fake_azure.url))
