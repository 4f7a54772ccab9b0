"""The defaults as Redis has them, whoever wrote them there."""

from collections.abc import AsyncIterator

import pytest
import redis

from backend_queues.errors import RedisUnavailable
from backend_queues.registry import Registry, registry
from frontend.cluster.bus import FrontendBus
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.defaults import Choice, Defaults
from tasks.keys import DEFAULT_KEY


@pytest.fixture
def backends() -> Registry:
    return registry()


@pytest.fixture
async def defaults(redis_url: str, backends: Registry) -> AsyncIterator[Defaults]:
    bus = FrontendBus(redis_url, "f")
    yield Defaults(bus.connection, backends)
    await bus.close()


async def test_what_is_set_is_read(defaults: Defaults, backends: Registry) -> None:
    assert await defaults.read() == Choice(backends.default)
    await defaults.set_backend("tone")
    await defaults.set_voice("tone", "square")
    assert await defaults.read() == Choice("tone", {"tone": "square"})


async def test_a_former_name_is_read_as_todays_whose_own_voice_goes_first(
    defaults: Defaults,
) -> None:
    await defaults.set_backend("kokoro-onnx")
    await defaults.set_voice("kokoro-onnx", "am_echo")
    choice = await defaults.read()
    assert (choice.backend, choice.voices["kokoro"]) == ("kokoro", "am_echo")
    await defaults.set_voice("kokoro", "af_sky")
    assert (await defaults.read()).voices["kokoro"] == "af_sky"


@pytest.mark.parametrize("value", [b"", b"\xff\xfe", b"ton", b'{"backend": "tone"}'])
async def test_a_backend_that_is_not_one_gives_way_to_the_registrys(
    defaults: Defaults, backends: Registry, redis_url: str, value: bytes
) -> None:
    await defaults.set_voice("tone", "square")
    with redis.Redis.from_url(redis_url) as keys:
        keys.hset(DEFAULT_KEY, "backend", value)
        keys.hset(DEFAULT_KEY, "invented later", value)
        keys.hset(DEFAULT_KEY, b"\xff", value)
    assert await defaults.read() == Choice(backends.default, {"tone": "square"})


async def test_a_request_that_leaves_nothing_open_needs_no_redis(backends: Registry) -> None:
    bus = FrontendBus("unix:///nowhere.sock", "f")
    defaults = Defaults(bus.connection, backends)
    request = VoiceSettingsRequest(backend="tone", voice="sine")
    assert await defaults.read_for(request) == Choice("tone")
    for call in (defaults.read(), defaults.set_backend("tone"), defaults.set_voice("tone", "sine")):
        with pytest.raises(RedisUnavailable, match="^Redis does not answer: "):
            await call
    await bus.close()
