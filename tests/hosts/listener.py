"""A client that hears a stream in a thread of its own, and notes when its audio came."""

import itertools
import json
import time
from concurrent.futures import Future, ThreadPoolExecutor

import httpx
from httpx_sse import connect_sse

from tests.support.clients import ServerEvent, pcm_of

SAMPLE_RATE_HZ = 24_000
TIMEOUT_S = 120


class Listener:
    """Speaks a text through POST /sse, from the host that the creating thread is on."""

    def __init__(self, url: str, **body: object) -> None:
        self.events: list[ServerEvent] = []
        self._came: list[tuple[float, int]] = []  # when each audio event came, its samples
        executor = ThreadPoolExecutor(1)
        self._ended: Future[None] = executor.submit(self._hear, url, body)
        executor.shutdown(wait=False)

    @property
    def utterance(self) -> str:
        """The id of the utterance, "" before its first event."""
        return str(self.events[0].data["utterance"]) if self.events else ""

    @property
    def pcm(self) -> bytes:
        return pcm_of(self.events)

    def hear_out(self) -> str:
        """Wait for the end of the stream and return the name of its last event."""
        self._ended.result(TIMEOUT_S)
        return self.events[-1].event

    def longest_wait_s(self) -> float:
        """Return the longest time in which nothing came, from the first audio on."""
        times = [when for when, _ in self._came]
        return max(later - earlier for earlier, later in itertools.pairwise(times))

    def silence_s(self) -> float:
        """Return the longest silence of one who plays the audio as it comes."""
        ends_at, silence_s = self._came[0][0], 0.0
        for when, samples in self._came:
            silence_s = max(silence_s, when - ends_at)
            ends_at = max(ends_at, when) + samples / SAMPLE_RATE_HZ
        return silence_s

    def _hear(self, url: str, body: dict[str, object]) -> None:
        with (
            httpx.Client(timeout=TIMEOUT_S, trust_env=False) as client,
            connect_sse(client, "POST", f"{url}/sse", json=body) as source,
        ):
            source.response.raise_for_status()
            for event in source.iter_sse():
                if event.data:
                    self._take(ServerEvent(event.id, event.event, json.loads(event.data)))

    def _take(self, event: ServerEvent) -> None:
        self.events.append(event)
        if event.event == "audio":
            self._came.append((time.monotonic(), len(pcm_of([event])) // 2))
