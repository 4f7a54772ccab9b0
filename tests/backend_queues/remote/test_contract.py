"""The services keep the contract, in their own environment, against their fakes."""

import inspect
from collections.abc import Callable, Iterator

import pytest

from backend_queues.registry import registry
from tests.backend_queues import test_contract as contract
from tests.backend_queues.remote.conftest import KEY
from tests.backend_queues.remote.fakes import FakeAzure, FakeElevenLabs, FakeOpenAI
from tests.backend_queues.rendering import Rendered, render

FAKES = {"openai": FakeOpenAI, "elevenlabs": FakeElevenLabs, "azure": FakeAzure}
CLASSES = {"openai": "OpenAI", "elevenlabs": "ElevenLabs", "azure": "Azure"}
ENTRY = """
default: {name}
backends:
  {name}:
    adapter: backend_queues.remote.adapter:{kind}
    environment: remote
    options: {{url: "{url}", key_variable: A_KEY}}
"""

Check = Callable[[Rendered], None]
CHECKS = [
    check
    for name, check in vars(contract).items()
    if name.startswith("test_") and list(inspect.signature(check).parameters) == ["rendered"]
]


@pytest.fixture(scope="module", params=FAKES)
def rendered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rendered]:
    name, folder = request.param, tmp_path_factory.mktemp(request.param)
    with FAKES[name]() as fake, pytest.MonkeyPatch.context() as patch:
        url = f"{fake.url}/v1" if name == "openai" else fake.url
        file = folder / "backends.yaml"
        file.write_text(ENTRY.format(name=name, kind=CLASSES[name], url=url))
        patch.setenv("VOICE_SERVER_BACKENDS", str(file))
        patch.setenv("NO_PROXY", "127.0.0.1")
        registry.cache_clear()
        yield render(name, contract.REQUESTS, folder, A_KEY=KEY)
    registry.cache_clear()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_service_keeps_the_contract(
    check: Check, rendered: Rendered, request: pytest.FixtureRequest
) -> None:
    slow = rendered.result(contract.FAST)["message"].startswith("speed must be from 0.7 to 1.2")
    if slow and check is contract.test_speed_makes_speech_shorter_where_there_is_such_an_option:
        pytest.skip("ElevenLabs goes no faster than 1.2, and the contract asks for 2")
    check(rendered)
