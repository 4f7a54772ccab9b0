"""GET /metrics: its formats, its labels."""

import httpx
import pytest

from frontend.protocol.endpoints import Endpoint
from frontend.telemetry.metrics.instruments import Metrics
from tests.support.processes import wait_until
from tests.support.scraping import WAIT_S, Scrape
from tests.support.server import Server


def test_labels_are_registered_backends_and_doors(server: Server) -> None:
    """Whatever clients ask for."""
    httpx.get(f"{server.url}/tts", params={"text": "Hi.", "backend": "nonsense"})
    httpx.get(f"{server.url}/tts", params={"text": "Hi.", "voice": "nonsense"})
    scrape = Scrape(server.url)
    assert scrape.labels("backend") == {"tone", "faulty", "absent", "cloning"}
    assert scrape.labels("door") == set(Endpoint)


def test_the_event_loop_is_watched_and_the_build_named(server: Server) -> None:
    before = Scrape(server.url).value("event_loop_lag_seconds_count")
    wait_until(lambda: Scrape(server.url).value("event_loop_lag_seconds_count") > before, WAIT_S)
    assert Scrape(server.url).value("build_info") == 1


@pytest.mark.parametrize(
    ("accept", "media_type", "last_line"),
    [
        ("", "text/plain", ""),
        ("application/openmetrics-text;version=1.0.0", "application/openmetrics-text", "# EOF"),
    ],
)
def test_the_format_is_what_the_scraper_asks_for(
    server: Server, accept: str, media_type: str, last_line: str
) -> None:
    answer = httpx.get(f"{server.url}/metrics", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(media_type)
    assert "voice_server_active_streams" in answer.text
    assert answer.text.splitlines()[-1].startswith(last_line)


def test_two_of_one_process_count_apart() -> None:
    one, two = Metrics(["tone"]), Metrics(["tone"])
    one.enqueued("tone")
    name, labels = "voice_server_attempts_total", {"backend": "tone"}
    assert one.registry.get_sample_value(name, labels) == 1
    assert two.registry.get_sample_value(name, labels) == 0
