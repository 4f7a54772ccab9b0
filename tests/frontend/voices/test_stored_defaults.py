"""The defaults as Redis has them, whoever wrote them there."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import pytest
import redis

from backend_queues.errors import RedisUnavailable
from backend_queues.registry import Registry, registry
from frontend.cluster.bus import FrontendBus
from frontend.cluster.results import DefaultsWatch, ResultSubscriber
from frontend.protocol.voice_settings import VoiceSettingsRequest
from frontend.voices.defaults import KEPT_S, Choice, Defaults
from tasks.keys import DEFAULT_KEY
from tasks.process.cancellation import cancel_and_wait
from tests.support.processes import wait_until


@pytest.fixture
def backends() -> Registry:
    return registry()


@pytest.fixture
async def defaults(redis_url: str, backends: Registry) -> AsyncIterator[Defaults]:
    bus = FrontendBus(redis_url, "f")
    yield Defaults(bus.connection, backends, DefaultsWatch())
    await bus.close()


@asynccontextmanager
async def frontend(
    redis_url: str, backends: Registry, name: str, clock: Callable[[], float] = lambda: 0
) -> AsyncIterator[Defaults]:
    """The defaults of a frontend that hears of changes."""
    watch, bus = DefaultsWatch(), FrontendBus(redis_url, name)
    results = ResultSubscriber(redis_url, name, defaults=watch)
    listening = asyncio.create_task(results.listen())
    await until(lambda: watch.version is not None)
    yield Defaults(bus.connection, backends, watch, clock)
    await cancel_and_wait(listening)
    await results.close()
    await bus.close()


@pytest.fixture
def keys(redis_url: str) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_url, protocol=2) as client:
        yield client


@pytest.fixture
async def one(redis_url: str, backends: Registry) -> AsyncIterator[Defaults]:
    async with frontend(redis_url, backends, "one") as defaults:
        yield defaults


@pytest.fixture
async def another(redis_url: str, backends: Registry) -> AsyncIterator[Defaults]:
    async with frontend(redis_url, backends, "another") as defaults:
        yield defaults


async def until(condition: Callable[[], object]) -> None:
    await asyncio.to_thread(wait_until, condition)


async def becomes(defaults: Defaults, backend: str) -> None:
    for _ in range(500):
        if (await defaults.read()).backend == backend:
            return
        await asyncio.sleep(0.02)
    pytest.fail(f"The backend is {await defaults.read()}")


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
    defaults = Defaults(bus.connection, backends, DefaultsWatch())
    request = VoiceSettingsRequest(backend="tone", voice="sine")
    assert await defaults.read_for(request) == Choice("tone")
    for call in (defaults.read(), defaults.set_backend("tone"), defaults.set_voice("tone", "sine")):
        with pytest.raises(RedisUnavailable, match="^Redis does not answer: "):
            await call
    await bus.close()


async def test_what_was_read_is_kept_until_a_frontend_changes_it(
    one: Defaults, another: Defaults, backends: Registry, keys: redis.Redis
) -> None:
    assert (await one.read()).backend == (await another.read()).backend == backends.default
    keys.hset(DEFAULT_KEY, "backend", "espeak")  # nobody is told
    assert (await one.read()).backend == backends.default
    await another.set_backend("tone")
    assert (await another.read()).backend == "tone"
    await becomes(one, "tone")


async def test_its_own_change_counts_at_once(one: Defaults) -> None:
    for backend in ("tone", "espeak") * 20:
        await one.set_backend(backend)
        assert (await one.read()).backend == backend


async def test_what_an_older_frontend_changes_counts_before_long(
    redis_url: str, backends: Registry, keys: redis.Redis
) -> None:
    times = iter([0, KEPT_S - 1, KEPT_S])
    async with frontend(redis_url, backends, "one", lambda: next(times)) as one:
        assert (await one.read()).backend == backends.default
        keys.hset(DEFAULT_KEY, "backend", "tone")
        assert (await one.read()).backend == backends.default
        assert (await one.read()).backend == "tone"


async def test_while_it_would_not_hear_of_a_change_it_reads(
    redis_url: str, backends: Registry, keys: redis.Redis
) -> None:
    watch, bus = DefaultsWatch(), FrontendBus(redis_url, "one")
    results = ResultSubscriber(redis_url, "one", defaults=watch)
    listening = asyncio.create_task(results.listen())
    await until(lambda: watch.version is not None)
    defaults = Defaults(bus.connection, backends, watch)
    assert (await defaults.read()).backend == backends.default
    await cancel_and_wait(listening)
    for backend in ("tone", "espeak"):
        keys.hset(DEFAULT_KEY, "backend", backend)
        assert (await defaults.read()).backend == backend
    await results.close()
    await bus.close()


async def test_after_its_connection_was_cut_it_reads_again(
    one: Defaults, backends: Registry, keys: redis.Redis
) -> None:
    assert (await one.read()).backend == backends.default
    keys.hset(DEFAULT_KEY, "backend", "tone")  # nobody is told
    assert keys.client_kill_filter(_type="pubsub")
    await becomes(one, "tone")
