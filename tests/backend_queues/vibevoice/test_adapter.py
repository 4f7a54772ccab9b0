"""VibeVoice from tiny random weights: the adapter says what upstream's own `generate` says."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.backend_queues.rendering import prepare_environment, run_in_environment, tiny_models

pytestmark = pytest.mark.weights

SCRIPT = Path(__file__).with_name("in_environment.py")
FRAME = 3200


class Told:
    def __init__(self, folder: Path) -> None:
        self.report: dict[str, Any] = json.loads((folder / "report.json").read_text())
        self._samples = np.load(folder / "samples.npz")

    def speech(self, name: str) -> Any:
        return self._samples[name]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("vibevoice")
    prepare_environment("vibevoice")
    run_in_environment(
        "vibevoice",
        SCRIPT,
        str(folder),
        VOICE_SERVER_MODELS=str(tiny_models("vibevoice")),
        VOICE_SERVER_CACHE=str(tmp_path_factory.mktemp("cache")),
    )
    return Told(folder)


def test_the_parts_joined_are_what_upstream_makes_of_the_text(told: Told) -> None:
    np.testing.assert_array_equal(told.speech("spoken"), told.speech("upstream"))


def test_a_cloned_voice_is_what_upstream_makes_of_the_recording(told: Told) -> None:
    np.testing.assert_array_equal(told.speech("cloned"), told.speech("upstream_cloned"))
    assert not np.array_equal(told.speech("cloned"), told.speech("spoken"))


def test_a_voice_sample_is_encoded_once_for_all_workers(told: Told) -> None:
    np.testing.assert_array_equal(told.speech("cloned"), told.speech("cloned_again"))
    assert told.report["encodings"] == 1
    assert told.report["encodings_of_another_worker"] == 0


def test_an_option_reaches_the_model(told: Told) -> None:
    assert not np.array_equal(told.speech("finer"), told.speech("spoken"))


def test_a_model_that_never_stops_is_stopped(told: Told) -> None:
    assert len(told.speech("spoken")) == told.report["most_frames"] * FRAME


def test_no_thread_is_left_when_nobody_listens(told: Told) -> None:
    assert told.report["threads_after_cancel"] == []
    assert told.report["threads_after_close"] == []


def test_a_failure_inside_generate_is_raised_with_its_cause_and_leaves_no_trace(told: Told) -> None:
    assert "CUDA out of memory" in told.report["failure"]
    np.testing.assert_array_equal(told.speech("spoken_after_failure"), told.speech("spoken"))
