"""Kokoro by windows on ONNX Runtime, with its real weights: probe.py has built and run it."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.backend_queues.kokoro_onnx.with_onnx import run_with_onnx

pytestmark = pytest.mark.weights

PROBE = Path(__file__).with_name("probe.py")
VOICES = ("af_heart", "bm_george")
SAMPLES_PER_FRAME, STEPS_PER_FRAME = 300, 60
CHANNELS = 9216
EDGE = 10  # samples that the int8 file divides by almost nothing
BAND_EDGES_HZ = np.geomspace(80, 11_000, 41)


class Probed:
    def __init__(self, folder: Path) -> None:
        self.report: dict[str, Any] = json.loads((folder / "report.json").read_text())
        with np.load(folder / "arrays.npz") as stored:
            self._arrays = dict(stored)

    def __getitem__(self, name: str) -> NDArray[Any]:
        array: NDArray[Any] = self._arrays[name]
        return array


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> Probed:
    folder = tmp_path_factory.mktemp("kokoro-runtime")
    run_with_onnx(PROBE, folder)
    return Probed(folder)


def signal_to_noise_db(wanted: NDArray[Any], found: NDArray[Any]) -> float:
    return float(20 * np.log10(np.std(wanted) / np.std(wanted - found)))


def distance_db(one: NDArray[Any], other: NDArray[Any]) -> float:
    """How far the levels of 40 bands are apart where anything is heard, as a mean over time."""
    levels = [band_levels_db(samples) for samples in (one, other)]
    loudness = levels[0].mean(axis=1)
    heard = loudness > loudness.max() - 45
    return float(np.sqrt(((levels[0] - levels[1]) ** 2).mean(axis=1))[heard].mean())


def band_levels_db(samples: NDArray[Any]) -> NDArray[Any]:
    frames = np.lib.stride_tricks.sliding_window_view(samples, 1024)[::240]
    magnitudes = np.abs(np.fft.rfft(frames * np.hanning(1024)))
    bins = np.searchsorted(np.fft.rfftfreq(1024, 1 / 24_000), BAND_EDGES_HZ)
    bands = [magnitudes[:, a : max(b, a + 1)].mean(axis=1) for a, b in pairwise(bins)]
    levels: NDArray[Any] = 20 * np.log10(np.maximum(np.stack(bands, axis=1), 1e-3))
    return levels


def test_the_files_are_the_same_each_time_and_hold_each_weight_once(probed: Probed) -> None:
    first, second = probed.report["files"]
    assert first == second
    assert len(first) == 5
    assert probed.report["bytes"] < 1.05 * probed.report["source bytes"]
    assert probed.report["steps"][0] == "reading kokoro-v1.0.int8.onnx"


@pytest.mark.parametrize("voice", VOICES)
def test_a_sentence_has_the_shapes_that_its_durations_give(probed: Probed, voice: str) -> None:
    sentence = {name: probed[f"{voice}/int8/{name}"] for name in ("hidden", "source", "f0_hz")}
    durations = probed[f"{voice}/int8/durations"]
    frames = 2 * durations.sum()
    assert durations.dtype == np.int64 and durations.min() >= 1
    assert sentence["hidden"].shape == (1, 512, frames)
    assert sentence["source"].shape == (1, 22, STEPS_PER_FRAME * frames + 1)
    assert sentence["f0_hz"].shape == probed[f"{voice}/int8/energy"].shape == (frames,)
    assert probed[f"{voice}/int8/exact"].shape == (SAMPLES_PER_FRAME * frames,)


@pytest.mark.parametrize("voice", VOICES)
def test_the_source_has_no_angles_where_it_has_nothing(probed: Probed, voice: str) -> None:
    magnitudes, angles = np.split(probed[f"{voice}/int8/source"][0], 2)
    nothing = magnitudes < 1e-6
    assert 0.05 < nothing.mean() < 0.5
    assert np.all(angles[nothing] == 0)
    assert np.count_nonzero(angles[~nothing]) > 0.9 * np.count_nonzero(~nothing)
    silent = nothing[2:].all(axis=0)
    assert np.allclose(angles[0, silent], np.pi)  # of the offset, which is negative


@pytest.mark.parametrize("voice", VOICES)
def test_the_whole_sentence_sounds_as_the_int8_file(probed: Probed, voice: str) -> None:
    file, own = (probed[f"{voice}/{name}"][EDGE:] for name in ("file", "int8/exact"))
    assert len(file) == len(own)
    assert abs(20 * np.log10(np.std(own) / np.std(file))) < 0.3
    assert distance_db(file, own) < 2.5


@pytest.mark.parametrize("voice", VOICES)
def test_the_own_statistics_given_from_outside_change_nothing(probed: Probed, voice: str) -> None:
    exact, given = (probed[f"{voice}/real/{name}"] for name in ("exact", "given"))
    assert signal_to_noise_db(exact, given) > 80
    exact, given = (probed[f"{voice}/int8/{name}"] for name in ("exact", "given"))
    assert distance_db(exact, given) < 2.5


@pytest.mark.parametrize("voice", VOICES)
def test_a_window_with_100_ms_on_each_side_is_as_the_whole(probed: Probed, voice: str) -> None:
    part, window = (probed[f"{voice}/real/{name}"] for name in ("window's part", "window"))
    assert signal_to_noise_db(part, window) > 60
    part, window = (probed[f"{voice}/int8/{name}"] for name in ("window's part", "window"))
    assert distance_db(part, window) < 2.5


@pytest.mark.parametrize("voice", VOICES)
def test_statistics_that_are_off_are_heard(probed: Probed, voice: str) -> None:
    exact, strange = (probed[f"{voice}/int8/{name}"] for name in ("exact", "strange"))
    assert distance_db(exact, strange) > 5


@pytest.mark.parametrize("voice", VOICES)
def test_statistics_are_in_the_order_of_upstreams_modules(probed: Probed, voice: str) -> None:
    """Three blocks normalise the same tensor first, and the blocks lie 6 norms apart."""
    for name in ("mean", "log_deviation"):
        values = probed[f"{voice}/int8/{name}"]
        assert values.shape == (CHANNELS,) and values.dtype == np.float32
        first_stage, second_stage = values[: 4 * 6 * 256], values[4 * 6 * 256 :]
        for stage, channels in ((first_stage, 256), (second_stage, 128)):
            blocks = stage.reshape(4, 6, channels)
            assert np.array_equal(blocks[1, 0], blocks[2, 0])
            assert np.array_equal(blocks[1, 0], blocks[3, 0])
            assert not np.allclose(blocks[0], blocks[1])
            assert not np.allclose(blocks[1, 1:], blocks[2, 1:])


def test_a_run_can_be_cancelled_before_it_begins_and_while_it_goes_on(probed: Probed) -> None:
    for name, was_cancelled in probed.report["cancelled"].items():
        assert was_cancelled == (not name.endswith(" not")), name


def test_a_failed_run_raises_model_failed_and_the_next_one_works(probed: Probed) -> None:
    assert len(probed.report["failures"]) == 1
    assert "onnxruntime" in probed.report["failures"][0]


def test_processors_that_need_unsigned_weights_get_the_same_speech(probed: Probed) -> None:
    if probed.report["same unsigned"] is None:
        pytest.skip("this processor has no exact products with signed weights to compare with")
    assert probed.report["same unsigned"]
