"""A text that crashes two workers is refused, and workers that serve others are left alone."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.processes import wait_until
from tests.support.scraping import Growth
from tests.support.server import BACKENDS_FILE, Server, running_server, workers_of

CRASHING = {
    "text": "This text crashes whoever speaks it.",
    "backend": "faulty",
    "options": {"fault": "segfault"},
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server("faulty:2", registry=BACKENDS_FILE) as server:
        yield server


def test_a_text_that_crashed_two_workers_is_refused_at_once(server: Server) -> None:
    growth = Growth(server.url)
    first = httpx.post(f"{server.url}/tts", json=CRASHING, timeout=120)
    wait_until(lambda: workers_of(server) == 2, 60)
    again = httpx.post(f"{server.url}/tts", json=CRASHING, timeout=30)
    for answer in (first, again):
        assert answer.status_code == 422
        error = answer.json()["error"]
        assert error["code"] == "text_crashes_workers"
        assert "Two workers have crashed at this text" in error["message"]
    assert growth.looked_at().of("crashing_texts_total", backend="faulty") == 2
    assert growth.of("retries_total", backend="faulty") == 2
    other = {**CRASHING, "text": "This one does not.", "options": {}}
    assert httpx.post(f"{server.url}/tts", json=other, timeout=60).is_success
