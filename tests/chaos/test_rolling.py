"""Frontends and workers end, by SIGTERM or worse, and no resumable stream loses a sample."""

import asyncio
import itertools
import json
import signal
from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest
import websockets

from frontend.client import SpeakingFailed, resuming, speech
from frontend.protocol.voice_settings import VoiceSettingsRequest
from tests.support.clients import ServerEvent, hear, pcm_of, read_events
from tests.support.processes import is_alive, wait_until
from tests.support.programs import WORKERS, Cluster, Frontend, running_cluster
from tests.support.scraping import Growth
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

TEXT = "This is the first sentence of the text. Here comes another one! And is this the last?"
LONG = " ".join(f"This is sentence number {n} of a text that goes on." for n in range(6))
SLOWLY = {"part_s": 0.02, "speed": 4.0}  # about 0.7 s a sentence
SPEED = 4.0
TIMEOUT_S = 120
LISTENERS = 4
SOON_S = 0.3  # less than a stream takes
LATE_S = 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        yield client


async def until(condition: Callable[[], object]) -> None:
    await asyncio.to_thread(wait_until, condition, TIMEOUT_S)


def ready(frontend: Frontend) -> int:
    return httpx.get(f"{frontend.url}/ready").status_code


async def begun(events: AsyncIterator[ServerEvent]) -> list[ServerEvent]:
    """Return the events up to some audio."""
    heard = []
    async for event in events:
        heard.append(event)
        if pcm_of(heard):
            break
    return heard


async def test_a_worker_that_is_to_end_finishes_the_segment_in_hand(
    cluster: Cluster, client: httpx.AsyncClient
) -> None:
    """Its stream needs no second attempt, and it is not listed a moment longer."""
    frontend, group = cluster.frontends[0], cluster.groups[0]
    growth = Growth(frontend.url)
    body = {"text": LONG, "options": SLOWLY}
    streams = [client.stream("POST", f"{frontend.url}/sse", json=body) for _ in range(2)]
    async with streams[0] as one, streams[1] as two:
        events = [read_events(one), read_events(two)]
        heard = [await begun(it) for it in events]
        await until(lambda: growth.looked_at().of("segments_total", outcome="spoken"))
        group.tell(signal.SIGTERM)
        for said, coming in zip(heard, events, strict=True):
            said += [event async for event in coming]
    await asyncio.to_thread(group.wait)
    await until(lambda: len(frontend.status().workers) == WORKERS // 2)
    group.start()
    for said in heard:
        assert pcm_of(said) == expected_pcm(LONG, speed=SPEED)
    assert growth.looked_at().of("retries_total") == 0
    assert "Traceback" not in group.written


async def test_a_frontend_that_is_to_end_lets_streams_end_first(
    cluster: Cluster, client: httpx.AsyncClient
) -> None:
    """Meanwhile it takes no new ones, and says so; an idle connection holds nothing up."""
    cluster.revive(LATE_S)
    frontend = cluster.frontends[0]
    url, ws_url = frontend.url, frontend.url.replace("http", "ws")
    body = {"text": TEXT, "options": SLOWLY}
    async with (
        websockets.connect(f"{ws_url}/ws"),
        client.stream("POST", f"{url}/sse", json=body) as answer,
        client.stream("POST", f"{url}/tts", json={**body, "format": "pcm"}) as audio,
    ):
        events = read_events(answer)
        heard = await begun(events)
        frontend.tell(signal.SIGTERM)
        await until(lambda: ready(frontend) == 503)
        for path in ("/sse", "/tts"):
            refused = await client.post(url + path, json=body)
            assert refused.status_code == 503
            assert refused.json()["error"]["code"] == "shutting_down"
            assert refused.headers["Retry-After"] == "2"
        async with websockets.connect(f"{ws_url}/stream-tokens") as socket:
            await socket.send(json.dumps({"token": TEXT}))
            assert (await hear(socket)).close_code == 1013
        for path in ("/health", "/metrics", "/v1/status"):
            assert (await client.get(url + path)).status_code == 200
        heard += [event async for event in events]
        assert pcm_of(heard) == await audio.aread() == expected_pcm(TEXT, speed=SPEED)
        await asyncio.to_thread(frontend.wait)


async def test_a_second_signal_ends_a_frontend_at_once(
    cluster: Cluster, client: httpx.AsyncClient
) -> None:
    """The clients are told, each in its protocol's way, and the log has no complaint."""
    frontend = cluster.frontends[1]
    frontend.revive(LATE_S)
    frontend.until_ready(WORKERS)
    body = {"text": TEXT, "options": SLOWLY}
    async with (
        client.stream("POST", f"{frontend.url}/sse", json=body) as answer,
        client.stream("POST", f"{frontend.url}/tts", json=body) as audio,
    ):
        events = read_events(answer)
        heard = await begun(events)
        frontend.tell(signal.SIGTERM)
        await until(lambda: ready(frontend) == 503)
        frontend.tell(signal.SIGTERM)
        heard += [event async for event in events]
        with pytest.raises(httpx.RemoteProtocolError):
            await audio.aread()
    await asyncio.to_thread(frontend.wait)
    last = heard[-1].data
    assert (last["code"], last["retryable"]) == ("shutting_down", True)
    assert expected_pcm(TEXT, speed=SPEED).startswith(pcm_of(heard))
    assert "ASGI" not in frontend.written
    assert "Traceback" not in frontend.written


@pytest.mark.smoke
async def test_a_stream_of_a_frontend_that_was_killed_goes_on_at_another(
    cluster: Cluster, client: httpx.AsyncClient
) -> None:
    cluster.revive(SOON_S)
    gone, other = cluster.frontends
    heard: list[ServerEvent] = []
    body = {"text": LONG, "options": SLOWLY}
    async with client.stream("POST", f"{gone.url}/sse", json=body) as answer:
        events = read_events(answer)
        heard += await begun(events)
        gone.tell(signal.SIGKILL)
        with pytest.raises(httpx.RemoteProtocolError):
            async for event in events:
                heard.append(event)
    headers = {"Last-Event-ID": heard[-1].id}
    async with client.stream("GET", f"{other.url}/sse", headers=headers) as answer:
        rest = [event async for event in read_events(answer)]
    assert pcm_of(rest)
    assert rest[-1].event == "done"
    assert pcm_of(heard) + pcm_of(rest) == expected_pcm(LONG, speed=SPEED)
    gone.wait()


async def listen(urls: Iterator[str], text: str, over: asyncio.Event) -> list[bytes]:
    """Hear the text again and again; what cannot begin at one frontend begins at another."""
    streams = []
    voice_settings = VoiceSettingsRequest(options=SLOWLY)
    while not over.is_set():
        pcm = b""
        try:
            async for event in speech(text, url=next(urls), voice_settings=voice_settings):
                pcm += event if isinstance(event, bytes) else b""
        except SpeakingFailed:
            assert not pcm
            await asyncio.sleep(0.1)
        else:
            streams.append(pcm)
    return streams


async def test_everything_is_restarted_and_no_sample_is_lost(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other, under load; streams outlast a frontend's drain, and are resumed."""
    monkeypatch.setattr(resuming, "WAITS_S", (0.2,) * 500)
    cluster.revive(SOON_S)
    texts = [f"Listener {n} hears this. {LONG}" for n in range(LISTENERS)]
    urls = itertools.cycle(one.url for one in cluster.frontends)
    over = asyncio.Event()
    listening = asyncio.gather(*(listen(urls, text, over) for text in texts))
    before = [program.pid for program in cluster.programs]
    try:
        for group in cluster.groups:
            await until(cluster.frontends[0].streams)
            await asyncio.to_thread(group.end)
            group.start()
            await asyncio.to_thread(cluster.frontends[0].until_ready, WORKERS)
        for frontend in cluster.frontends:
            await until(frontend.streams)
            await asyncio.to_thread(frontend.end)
            frontend.start()
            await asyncio.to_thread(frontend.until_ready)
    finally:
        over.set()
    heard = await listening
    for text, streams in zip(texts, heard, strict=True):
        assert streams
        assert set(streams) == {expected_pcm(text, speed=SPEED)}
    assert not any(is_alive(pid) for pid in before)
