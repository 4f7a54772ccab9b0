"""Alerts and dashboard ask for figures that there are."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from starlette.routing import WebSocketRoute

from frontend.protocol.endpoints import Endpoint
from frontend.protocol.outcomes import FallbackReason, RetryReason, SegmentOutcome, UtteranceOutcome
from frontend.server import composition
from frontend.server.app import ROUTES
from frontend.telemetry.metrics.cache_metrics import Keeping, Lookup
from tests.support.scraping import Scrape
from tests.support.server import Server

MONITORING = Path(__file__).parents[2] / "deploy" / "monitoring"
COMPOSITION = Path(composition.__file__)
NAME = re.compile(r"\b(?:voice_server|process)_\w+")
LABELS = re.compile(r"\bby \(([^)]*)\)")
MATCHED = re.compile(r"[{,]\s*(\w+)\s*(?:=~|!~|!=|=)")
# Those that Prometheus adds.
FROM_PROMETHEUS = {"instance", "job"}

promtool = pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not installed")


@pytest.fixture(scope="module")
def scrape(server: Server) -> Scrape:
    """What a frontend says once it has spoken; the buckets of histograms come with that."""
    text = "This is the first sentence of the text. Here comes another one!"
    answer = httpx.get(f"{server.url}/tts", params={"text": text}, timeout=30)
    assert answer.is_success
    return Scrape(server.url)


def alerts() -> Iterator[tuple[str, str]]:
    for group in yaml.safe_load((MONITORING / "alerts.yaml").read_text())["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule["expr"]


def panels() -> list[dict[str, Any]]:
    dashboard = json.loads((MONITORING / "dashboard.json").read_text())
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def shown() -> Iterator[tuple[str, str]]:
    for panel in panels():
        for target in panel["targets"]:
            yield f"{panel['title']} {target['refId']}", target["expr"]


EXPRESSIONS = [pytest.param(expr, id=name) for name, expr in [*alerts(), *shown()]]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_asks_for_what_there_is(scrape: Scrape, expression: str) -> None:
    names = set(NAME.findall(expression))
    assert names
    assert names <= scrape.names
    asked = {label.strip() for labels in LABELS.findall(expression) for label in labels.split(",")}
    asked |= set(MATCHED.findall(expression))
    assert asked <= set().union(*(scrape.labels_of(name) for name in names)) | FROM_PROMETHEUS


def test_who_is_still_writing_is_not_late() -> None:
    written = {route.path for route in ROUTES if isinstance(route, WebSocketRoute)}
    written -= {Endpoint.WS}  # its messages are whole texts
    left_out = re.search(r'door!~"([^"]*)"', dict(alerts())["VoiceServerFirstAudioLate"])
    assert left_out
    found = {endpoint for endpoint in Endpoint if re.fullmatch(left_out[1], endpoint)}
    assert found == written | {Endpoint.WYOMING}


def test_nothing_depends_on_what_the_job_is_called() -> None:
    """In Kubernetes Prometheus may find frontends by their annotations, in a job for all pods."""
    named = [name for name, expression in [*alerts(), *shown()] if "job=" in expression]
    assert named == []


def test_every_panel_has_a_place_of_its_own() -> None:
    places = [
        (panel["gridPos"]["x"] + x, panel["gridPos"]["y"] + y)
        for panel in panels()
        for x in range(panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["h"])
    ]
    assert len(set(places)) == len(places)


def test_the_page_of_the_figures_names_all_of_them(scrape: Scrape) -> None:
    page = (MONITORING / "README.md").read_text()
    told = set(re.findall(r"`(voice_server_\w+)`", page))
    assert told == {name for name in scrape.families if name.startswith("voice_server_")}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("retries_total", set(RetryReason)),
        ("fallbacks_total", set(FallbackReason)),
        ("segments_total", set(SegmentOutcome)),
        ("utterances_total", set(UtteranceOutcome)),
        ("segment_cache_lookups_total", set(Lookup)),
        ("segment_cache_kept_total", set(Keeping)),
        ("part_restarts_total", set(re.findall(r'parts\.keep\("(\w+)"', COMPOSITION.read_text()))),
    ],
    ids=lambda it: it if isinstance(it, str) else "",
)
def test_the_page_of_the_figures_names_what_a_label_may_be(name: str, values: set[str]) -> None:
    page = (MONITORING / "README.md").read_text()
    [row] = re.findall(rf"^\| `voice_server_{name}` \|[^|]*\|(.*)\|$", page, re.MULTILINE)
    assert values == set(re.findall(r"`(\w+)`", row))


@pytest.mark.tools
@promtool
@pytest.mark.parametrize(
    "command",
    [
        ["check", "config", MONITORING / "prometheus.yaml"],
        ["check", "rules", MONITORING / "alerts.yaml"],
        ["test", "rules", Path(__file__).with_name("alerts_test.yaml")],
    ],
    ids=lambda command: " ".join(map(str, command[:2])),
)
def test_promtool_finds_no_fault(command: list[str]) -> None:
    run_promtool(*command)


@pytest.mark.tools
@promtool
def test_promtool_reads_what_the_dashboard_shows(tmp_path: Path) -> None:
    rules = [
        {"record": f"shown:{number}", "expr": filled_in(expression)}
        for number, (_, expression) in enumerate(shown())
    ]
    file = tmp_path / "dashboard.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}))
    run_promtool("check", "rules", file)


def filled_in(expression: str) -> str:
    """Put in what Grafana does."""
    return expression.replace("$__rate_interval", "1m").replace("$backend", ".*")


@pytest.mark.tools
@promtool
def test_promtool_finds_no_fault_in_the_figures(scrape: Scrape, server: Server) -> None:
    run_promtool("check", "metrics", text=httpx.get(f"{server.url}/metrics").text)


def run_promtool(*command: str | Path, text: str = "") -> None:
    """Run it on a text; fail with what it says unless it finds no fault."""
    done = subprocess.run(
        ["promtool", *command], input=text, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
