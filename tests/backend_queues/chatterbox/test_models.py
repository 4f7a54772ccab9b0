"""The three models with tiny random weights, looked into by probe.py in their own environment."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from backend_queues.registry import registry
from tests.backend_queues.rendering import prepare_environment, run_in_environment, tiny_models

pytestmark = pytest.mark.weights

PROBE = Path(__file__).with_name("probe.py")
BACKENDS = ("chatterbox", "chatterbox-multilingual", "chatterbox-turbo")
FADE_SAMPLES = 240


class Probed:
    """What probe.py has found out about a backend."""

    def __init__(self, backend: str, folder: Path) -> None:
        self.weights = registry().get(backend).entry.weights
        self.report: dict[str, Any] = json.loads((folder / "report.json").read_text())
        with np.load(folder / "samples.npz") as stored:
            self._samples = dict(stored)

    def samples(self, name: str) -> NDArray[np.float32]:
        samples: NDArray[np.float32] = self._samples[name]
        return samples

    @property
    def seams(self) -> list[int]:
        """Where in the samples of all parts the second and each following one begins."""
        return [int(seam) for seam in np.cumsum(self.report["parts"])[:-1]]


@pytest.fixture(scope="module", params=BACKENDS)
def probed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Probed:
    backend, folder = request.param, tmp_path_factory.mktemp(request.param)
    prepare_environment(backend)
    environ = {
        "VOICE_SERVER_MODELS": str(tiny_models(backend)),
        "VOICE_SERVER_CACHE": str(folder / "cache"),
    }
    run_in_environment(backend, PROBE, backend, str(folder), **environ)
    return Probed(backend, folder)


def decibels(difference: NDArray[np.float32], samples: NDArray[np.float32]) -> float:
    return float(20 * np.log10(difference.std() / samples.std()))


def test_the_same_seed_gives_the_tokens_of_upstreams_own_loop(probed: Probed) -> None:
    for compared in probed.report["tokens"]:
        assert compared["own"] == compared["upstream"]
        assert len(set(compared["own"])) > 20
    assert len({tuple(compared["own"]) for compared in probed.report["tokens"]}) >= 3


def test_speech_leaves_no_hooks_behind(probed: Probed) -> None:
    assert len(set(probed.report["hooks"])) == 1


def test_speech_in_parts_is_as_in_one_go(probed: Probed) -> None:
    whole, parts = probed.samples("whole"), probed.samples("parts")
    assert len(probed.seams) >= 4
    assert len(parts) == len(whole)
    assert decibels(parts - whole, whole) < -30


def test_no_seam_is_louder_or_rougher_than_the_speech_around_it(probed: Probed) -> None:
    whole, parts = probed.samples("whole"), probed.samples("parts")
    steps = np.abs(np.diff(parts))
    for seam in probed.seams:
        around = slice(seam - FADE_SAMPLES, seam + FADE_SAMPLES)
        assert steps[around].max() <= 1.05 * np.abs(np.diff(whole)).max()
        assert decibels((parts - whole)[around], whole[around]) < -20


def test_the_source_goes_on_in_phase_as_upstreams_does_in_one_go(probed: Probed) -> None:
    assert probed.report["source_difference"] < 1e-3


def test_the_watermark_is_found_in_streamed_speech(probed: Probed) -> None:
    assert probed.report["watermark"]["parts"] < 0.5
    assert probed.report["watermark"]["marked"] > 0.95


def test_the_watermark_is_the_same_as_on_the_whole_speech(probed: Probed) -> None:
    marked, whole = probed.samples("marked"), probed.samples("marked_whole")
    assert len(marked) == len(whole)
    assert decibels(marked - whole, whole) < -50


def test_nothing_is_spoken_without_the_watermarker(probed: Probed) -> None:
    assert "setuptools" in probed.report["unmarked"]


def test_the_first_part_leaves_after_half_a_second_of_tokens(probed: Probed) -> None:
    assert probed.report["polls_to_first_part"] <= 20


def test_speech_ends_with_the_token_at_which_it_is_cancelled(probed: Probed) -> None:
    assert probed.report["polls_after_cancel"] == 0


def test_a_request_is_repeated_to_the_sample_and_its_seed_matters(probed: Probed) -> None:
    digests = probed.report["digests"]
    assert digests["again"] == digests["plain"] != digests["seed"]


def test_options_and_the_language_matter_where_the_model_has_them(probed: Probed) -> None:
    digests = probed.report["digests"]
    changed = {name for name, digest in digests.items() if digest != digests["plain"]}
    expected = {
        "original": {"seed", "exaggeration", "cfg_weight"},
        "multilingual": {"seed", "exaggeration", "cfg_weight", "language"},
        "turbo": {"seed"},
    }
    assert changed == expected[probed.weights]


def test_a_sample_is_computed_once_whatever_the_exaggeration(probed: Probed) -> None:
    cloning = probed.report["cloning"]
    first, again, lively = cloning["digests"]
    assert cloning["made"] == 1
    assert first == again != cloning["default"]
    assert (lively == first) == (probed.weights == "turbo")
    assert cloning["default"] == probed.report["digests"]["plain"]


def test_what_cannot_be_spoken_is_refused(probed: Probed) -> None:
    expected = {
        "nothing": "nothing_to_speak",
        "language": "unknown_voice",
        "too_long": "text_too_long",
    }
    assert probed.report["errors"] == expected


def test_only_the_multilingual_model_speaks_the_language_of_a_sample(probed: Probed) -> None:
    several = ["en", "en", "de", "fr"]
    expected = several if probed.weights == "multilingual" else ["en", "en", "en", "unknown_voice"]
    assert probed.report["languages"] == expected


def test_each_tag_is_one_token_where_the_model_has_tags(probed: Probed) -> None:
    tags = probed.report["tags"]
    assert bool(tags) == (probed.weights == "turbo")
    for ids in tags.values():
        assert len(ids) == 2  # the tag, and the full stop that upstream puts behind every text
        assert ids[0] >= 50257  # no part of a word
    assert tags.pop("LAUGH", None) == tags.get("laugh")
    assert tags.pop("throat", None) == tags.get("clear throat")
    assert len({tuple(ids) for ids in tags.values()}) == len(tags)


def test_chinese_is_read_by_the_table_beside_the_weights(probed: Probed) -> None:
    expected = ["[START]", "[zh]", "[cj_o]", "[cj_n]", "[cj_f]", "[cj_.]", ".", "[STOP]"]
    assert probed.report["chinese"] == (expected if probed.weights == "multilingual" else [])
