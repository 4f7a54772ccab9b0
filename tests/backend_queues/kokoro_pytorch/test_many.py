"""A batch with the weights of the ONNX file: the same words at the same times, and understood."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.backend_queues.kokoro.rendering import kokoro_models
from tests.backend_queues.rendering import prepare_environment, run_in_environment
from tests.support.recognition import transcribe, word_error_rate

pytestmark = pytest.mark.weights

SCRIPT = Path(__file__).with_name("speaking_many.py")
# Short enough together to be decoded whole on a CPU, as they are alone.
TEXTS = (("Yes, please come in.", "af_heart"), ("Hello there.", "am_michael"))
NUMBERS = range(len(TEXTS))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many")
    prepare_environment("kokoro-pytorch")
    models = str(kokoro_models())
    (made / "texts.json").write_text(json.dumps(TEXTS))
    run_in_environment("kokoro-pytorch", SCRIPT, str(made), VOICE_SERVER_MODELS=models)
    return made


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return found


@pytest.fixture(scope="module")
def samples(folder: Path) -> dict[str, Any]:
    with np.load(folder / "samples.npz") as stored:
        return dict(stored)


def test_each_item_ends_once_and_last(report: dict[str, Any]) -> None:
    for number in NUMBERS:
        ends = [is_end for item, is_end in report["events"] if item == number]
        assert ends[-1] and ends.count(True) == 1 and len(ends) > 1


@pytest.mark.parametrize("number", NUMBERS)
def test_a_batch_says_the_same_words_at_the_same_times(report: dict[str, Any], number: int) -> None:
    together, alone = (report["words"][f"{way} {number}"] for way in ("together", "alone"))
    assert together == alone and len(together) >= 2


@pytest.mark.parametrize("number", NUMBERS)
def test_a_batch_sounds_as_each_text_alone(samples: dict[str, Any], number: int) -> None:
    """Another seed's noise would be 21 dB below the speech; this is the noise of rounding."""
    together, alone = samples[f"together {number}"], samples[f"alone {number}"]
    assert len(together) == len(alone)
    error = np.square(together - alone).sum() / np.square(alone).sum()
    assert 10 * np.log10(error) < -35


def test_a_batch_is_understood(samples: dict[str, Any]) -> None:
    heard = [transcribe(samples[f"together {number}"]) for number in NUMBERS]
    wanted = [text for text, _ in TEXTS]
    assert word_error_rate(" ".join(wanted), " ".join(heard)) <= 0.2, heard


def test_rounding_is_not_promised_to_be_the_same_in_batches(report: dict[str, Any]) -> None:
    assert report["batch_size"] == 4 and not report["deterministic"]
