"""A request whose frontend is killed comes again at another, and is heard whole."""

import signal
from collections.abc import Iterator

import httpx
import pytest

from tests.support.programs import Cluster, running_cluster
from tests.support.scraping import Growth
from tests.support.tones import expected_pcm

pytestmark = pytest.mark.chaos

LONG = " ".join(f"This is sentence number {n} of a text that goes on." for n in range(6))
SLOWLY = {"part_s": 0.02, "speed": 4.0}  # about 0.7 s a sentence
SPEED = 4.0
SOON_S = 0.3
TIMEOUT_S = 120
SENTENCE_BYTES = len(expected_pcm(LONG, speed=SPEED)) // 6
KEYED = {"Idempotency-Key": "0d6f7a52"}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


async def test_what_was_spoken_before_the_end_is_not_spoken_again(cluster: Cluster) -> None:
    cluster.revive(SOON_S)
    gone, other = cluster.frontends
    growth = Growth(other.url)
    body = {"text": LONG, "options": SLOWLY, "format": "pcm"}
    heard = b""
    async with httpx.AsyncClient(timeout=TIMEOUT_S, headers=KEYED) as client:
        with pytest.raises(httpx.TransportError):
            async with client.stream("POST", f"{gone.url}/tts", json=body) as answer:
                async for part in answer.aiter_raw():
                    heard += part
                    if len(heard) > 3 * SENTENCE_BYTES and gone.runs:
                        gone.tell(signal.SIGKILL)
        gone.wait()
        again = await client.post(f"{other.url}/tts", json=body)
        whole = expected_pcm(LONG, speed=SPEED)
        assert again.content == whole
        assert whole.startswith(heard)
        assert growth.looked_at().of("attempts_total", backend="faulty") <= 4  # of six
        gone.start()
        gone.until_ready()
        assert (await client.post(f"{gone.url}/tts", json=body)).content == whole
    assert growth.looked_at().of("attempts_total", backend="faulty") <= 4
