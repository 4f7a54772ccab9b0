"""Piper's own folder of voices, made of the installed voice under other names."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from backend_queues.provisioning import assets
from backend_queues.provisioning.environments import python_of
from backend_queues.provisioning.install import prepare
from backend_queues.registry import registry
from backend_queues.threads import BURST_VARIABLE
from tests.backend_queues.rendering import Rendered, Requests, render

pytestmark = pytest.mark.weights

STILL = {"noise_scale": 0.0, "noise_w_scale": 0.0}
TEXT = "Hello there, this is a test."

SHOW_SESSION = """
import json
from backend_queues.piper.adapter import Piper
piper = Piper()
piper.load()
file = piper._files["joe"]
options = piper._model(file.model, file.config).session._session.get_session_options()
spins = options.get_session_config_entry("session.intra_op.allow_spinning")
print(json.dumps({"threads": options.intra_op_num_threads, "spins": spins}))
"""

JOE, SLOW_RATE, SPEAKER, AGAIN, QUIET, NOTHING, STOPPED = range(7)
REQUESTS: Requests = [
    {"text": TEXT, "options": STILL},
    {"text": TEXT, "voice": "en_GB-slow-low", "options": STILL},
    {"text": TEXT, "voice": "de_DE-many-medium/zoe", "options": STILL, "language": "de"},
    {"text": TEXT, "options": STILL},
    {"text": TEXT, "options": {**STILL, "volume": 0.5}},
    {"text": "..."},
    {"text": "and so on " * 40, "cancel_after_looks": 1},
]


def add_voice(folder: Path, name: str, **changes: object) -> None:
    spec = registry().get("piper")
    model = assets.asset("piper", spec.folder, "en_US-joe-medium.onnx")
    config = json.loads(Path(f"{model}.json").read_text()) | changes
    shutil.copy(model, folder / f"{name}.onnx")
    (folder / f"{name}.onnx.json").write_text(json.dumps(config))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    prepare("piper", print)
    voices = tmp_path_factory.mktemp("voices")
    british, german = {"code": "en_GB"}, {"code": "de_DE"}
    add_voice(voices, "en_GB-slow-low", audio={"sample_rate": 16_000}, language=british)
    add_voice(voices, "de_DE-many-medium", speaker_id_map={"zoe": 0}, language=german)
    add_voice(voices, "th_TH-other-medium", phoneme_type="thai")
    (voices / "no-config.onnx").write_bytes(b"")
    folder = tmp_path_factory.mktemp("piper")
    return render("piper", REQUESTS, folder, VOICE_SERVER_PIPER_VOICES=str(voices))


def test_the_users_voices_are_listed_with_their_speakers(rendered: Rendered) -> None:
    voices = {voice["name"]: voice["language"] for voice in rendered.report["voices"]}
    assert voices == {
        "joe": "en-US",
        "de_DE-many-medium": "de-DE",
        "de_DE-many-medium/zoe": "de-DE",
        "en_GB-slow-low": "en-GB",
    }
    assert set(rendered.report["capabilities"]["languages"]) == set(voices.values())


def test_a_voice_of_another_rate_is_brought_to_the_backends(rendered: Rendered) -> None:
    # The same samples, declared to be of 16 kHz, last that much longer.
    longer = len(rendered.speech(SLOW_RATE)) / len(rendered.speech(JOE))
    assert longer == pytest.approx(22_050 / 16_000, rel=1e-3)


def test_a_speaker_of_a_voice_can_be_named(rendered: Rendered) -> None:
    assert len(rendered.speech(SPEAKER)) > 10_000


def test_without_noise_the_same_request_gives_the_same_samples(rendered: Rendered) -> None:
    assert rendered.speech(JOE).tobytes() == rendered.speech(AGAIN).tobytes()


def test_volume_is_a_factor(rendered: Rendered) -> None:
    assert abs(rendered.speech(JOE)).max() == pytest.approx(1.0, abs=1e-3)
    assert abs(rendered.speech(QUIET)).max() == pytest.approx(0.5, abs=1e-3)


def test_a_text_of_punctuation_alone_is_refused(rendered: Rendered) -> None:
    assert rendered.result(NOTHING)["error"] == "nothing_to_speak"


def test_a_sentence_that_is_being_made_is_left(rendered: Rendered) -> None:
    """It is cancelled when that is asked for the second time, which is while the model runs."""
    stopped = rendered.result(STOPPED)
    assert (stopped["error"], stopped["parts"]) == (None, 0)
    assert stopped["cancelled_s"] is not None


def test_a_run_uses_as_many_cores_as_the_worker_may_and_none_while_it_waits() -> None:
    spec = registry().get("piper")
    prepare("piper", print)
    command = [str(python_of(spec)), "-c", SHOW_SESSION]
    shown = subprocess.run(
        command, env={**os.environ, BURST_VARIABLE: "1"}, capture_output=True, text=True, check=True
    )
    assert json.loads(shown.stdout) == {"threads": 1, "spins": "0"}
