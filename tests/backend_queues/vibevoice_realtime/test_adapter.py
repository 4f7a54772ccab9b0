"""VibeVoice Realtime from tiny random weights: the adapter says what upstream's `generate` says."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.backend_queues.rendering import prepare_environment, run_in_environment, tiny_models
from tests.backend_queues.vibevoice_realtime.upstream import why_not

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
    if reason := why_not():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("vibevoice-realtime")
    prepare_environment("vibevoice-realtime")
    models = tiny_models("vibevoice-realtime")
    run_in_environment("vibevoice-realtime", SCRIPT, str(folder), VOICE_SERVER_MODELS=str(models))
    return Told(folder)


def test_the_parts_joined_are_what_upstream_makes_of_the_text(told: Told) -> None:
    np.testing.assert_array_equal(told.speech("spoken"), told.speech("upstream"))


def test_voices_differ(told: Told) -> None:
    assert not np.array_equal(told.speech("other_voice"), told.speech("spoken"))


def test_an_option_reaches_the_model(told: Told) -> None:
    assert not np.array_equal(told.speech("finer"), told.speech("spoken"))


def test_a_model_that_never_stops_is_stopped(told: Told) -> None:
    # Upstream notices with the frame that is one too many.
    assert len(told.speech("spoken")) == (told.report["most_frames"] + 1) * FRAME


def test_no_thread_is_left_when_nobody_listens(told: Told) -> None:
    assert told.report["threads_after_cancel"] == []
    assert told.report["threads_after_close"] == []


def test_a_failure_inside_generate_is_raised_with_its_cause_and_leaves_no_trace(told: Told) -> None:
    assert "CUDA out of memory" in told.report["failure"]
    np.testing.assert_array_equal(told.speech("spoken_after_failure"), told.speech("spoken"))


def test_a_voice_that_would_run_something_is_refused_and_does_not(told: Told) -> None:
    assert "en-Wicked_man.pt is not a voice" in told.report["wicked_voice"]["refused"]
    assert told.report["wicked_voice"]["ran"] is False
    assert told.report["wicked_voice"]["would_have_run"] is True
