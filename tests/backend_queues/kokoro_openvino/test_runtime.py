"""The graphs with real weights: all ways to a sentence give the same samples."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend_queues.provisioning.install import prepare
from tests.backend_queues.rendering import run_in_environment

pytestmark = pytest.mark.weights


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    prepare("kokoro", print)
    report = tmp_path_factory.mktemp("probe") / "report.json"
    run_in_environment("kokoro", Path(__file__).with_name("probe.py"), str(report))
    result: dict[str, Any] = json.loads(report.read_text())
    return result


def test_windows_with_the_sentences_own_statistics_are_the_whole(found: dict[str, Any]) -> None:
    assert found["windows"] > 50


def test_padding_changes_nothing(found: dict[str, Any]) -> None:
    assert found["same durations"]
    assert found["padded hidden"] > 80 and found["padded pitch"] > 80
    assert found["padded whole"] > 80


@pytest.mark.parametrize("step", ["sentence", "window", "whole", "run"])
def test_a_cancelled_step_gives_nothing(found: dict[str, Any], step: str) -> None:
    assert found[f"cancelled {step}"]


def test_after_a_cancelled_run_the_next_one_is_as_ever(found: dict[str, Any]) -> None:
    assert found["after a cancelled run"]


def test_graphs_of_whole_sentences_are_compiled_when_asked_for_or_soon(
    found: dict[str, Any],
) -> None:
    assert found["no whole sentence at first"]
    assert found["one that is asked for"]
    assert found["all of them soon"]
