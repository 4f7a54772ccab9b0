"""Files that are not what their names say are refused; upstream's loader would speak noise."""

import json
from pathlib import Path

import pytest

from tests.backend_queues.kokoro.rendering import kokoro_models
from tests.backend_queues.rendering import run_in_environment

pytestmark = pytest.mark.weights

SCRIPT = Path(__file__).with_name("broken_files.py")


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("broken")
    run_in_environment("kokoro-pytorch", SCRIPT, str(kokoro_models()), str(folder))
    said: dict[str, str] = json.loads((folder / "messages.json").read_text())
    return said


def test_weights_that_are_cut_short_are_refused(messages: dict[str, str]) -> None:
    assert messages["cut short"].startswith("asset_unavailable: The files in ")


def test_weights_without_all_tensors_are_refused_and_some_are_named(
    messages: dict[str, str],
) -> None:
    assert messages["lacking"].startswith("asset_unavailable: ")
    assert "it lacks bert.embeddings.word_embeddings.weight" in messages["lacking"]


def test_a_voice_of_another_shape_is_refused(messages: dict[str, str]) -> None:
    assert messages["voice"].startswith("asset_unavailable: ")
    assert "af_nobody.pt is not a voice of Kokoro" in messages["voice"]


def test_a_folder_without_a_voice_of_a_language_is_refused(messages: dict[str, str]) -> None:
    assert messages["no voice"].startswith("asset_unavailable: There is no voice in ")


def test_a_device_that_is_not_there_is_refused(messages: dict[str, str]) -> None:
    assert messages["device"].startswith("invalid_configuration: options.device: abacus")
