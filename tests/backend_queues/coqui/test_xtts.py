"""XTTS with tiny random weights: it says noise, never stops by itself, and is bounded."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.backend_queues.rendering import (
    Rendered,
    Requests,
    render,
    run_in_environment,
    tiny_models,
)

pytestmark = pytest.mark.weights

SCRIPT = Path(__file__).with_name("against_upstream.py")
TEXT = "Hello there, this is a test."
LONG = " ".join([TEXT] * 20)  # 579 characters, of which English takes 250 at a time
TOKEN_S = 1024 / 22_050
LANGUAGES = "ar cs de en es fr hi hu it ja ko nl pl pt ru tr zh-CN"

(
    PLAIN,
    AGAIN,
    OTHER_SEED,
    OTHER_VOICE,
    CLONED,
    COLD_IN_SMALL_PARTS,
    LONG_TEXT,
    SHORT,
    CHINESE,
    SWEDISH,
    CANCELLED,
    NOTHING,
) = range(12)
REQUESTS: Requests = [
    {"text": TEXT, "seed": 7},
    {"text": TEXT, "seed": 7},
    {"text": TEXT, "seed": 8},
    {"text": TEXT, "seed": 7, "voice": "Damien Black"},
    {"text": TEXT, "seed": 7, "cloned": True},
    {"text": TEXT, "seed": 7, "options": {"stream_chunk_size": 10, "temperature": 0.05}},
    {"text": LONG},
    {"text": "Hi."},
    {"text": "你好。", "language": "zh"},
    {"text": "Hej.", "language": "sv"},
    {"text": LONG, "cancel_after_parts": 1},
    {"text": "— ... !"},
]


@pytest.fixture(scope="module")
def models() -> Path:
    return tiny_models("coqui")


@pytest.fixture(scope="module")
def rendered(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    cache = str(tmp_path_factory.mktemp("cache"))
    folder = tmp_path_factory.mktemp("coqui")
    environ = {"VOICE_SERVER_MODELS": str(models), "VOICE_SERVER_CACHE": cache}
    return render("coqui", REQUESTS, folder, **environ)


def seconds(rendered: Rendered, number: int) -> float:
    return len(rendered.speech(number)) / 24_000


def test_the_built_in_voices_speak_all_17_languages(rendered: Rendered) -> None:
    voices = [(voice["name"], voice["language"]) for voice in rendered.report["voices"]]
    assert voices == [("Claribel Dervla", ""), ("Damien Black", "")]
    assert set(rendered.report["capabilities"]["languages"]) == set(LANGUAGES.split())


def test_parts_come_while_the_rest_is_made(rendered: Rendered) -> None:
    sizes = [len(part) / 24_000 for part in rendered.parts(PLAIN)]
    assert len(sizes) == 3
    # The first keeps back what will be cross-faded; 20 tokens are 0.93 s.
    assert sizes[0] < 20 * TOKEN_S < sizes[0] + 0.06
    assert len(rendered.parts(COLD_IN_SMALL_PARTS)) == 6
    assert seconds(rendered, COLD_IN_SMALL_PARTS) == seconds(rendered, PLAIN)


def test_the_seed_the_voice_and_the_options_make_the_speech(rendered: Rendered) -> None:
    different = (PLAIN, OTHER_SEED, OTHER_VOICE, CLONED, COLD_IN_SMALL_PARTS)
    assert len({rendered.speech(number).tobytes() for number in different}) == 5
    assert rendered.speech(AGAIN).tobytes() == rendered.speech(PLAIN).tobytes()


def test_a_text_over_the_limit_is_spoken_piece_by_piece(rendered: Rendered) -> None:
    # Each of the three pieces, as the plain text, runs to the most tokens the model can make.
    assert seconds(rendered, LONG_TEXT) == pytest.approx(3 * seconds(rendered, PLAIN))


def test_a_model_that_does_not_stop_is_stopped_by_the_length_of_its_text(
    rendered: Rendered,
) -> None:
    assert seconds(rendered, SHORT) == pytest.approx((43 + 4 * len("hi.")) * TOKEN_S, abs=0.02)


def test_a_language_without_its_region_will_do_and_an_unknown_one_will_not(
    rendered: Rendered,
) -> None:
    assert seconds(rendered, CHINESE) > 1
    assert rendered.result(SWEDISH)["error"] == "unknown_voice"
    assert "'sv'" in rendered.result(SWEDISH)["message"]


def test_a_cancelled_speech_ends_between_two_parts(rendered: Rendered) -> None:
    assert rendered.result(CANCELLED)["parts"] == 1
    assert rendered.result(CANCELLED)["error"] is None


def test_a_text_of_punctuation_alone_is_refused(rendered: Rendered) -> None:
    assert rendered.result(NOTHING)["error"] == "nothing_to_speak"


def test_a_worker_only_reads_the_weights(models: Path, rendered: Rendered) -> None:
    # Upstream rewrites a file such as Coqui's, which holds its config as an object.
    with zipfile.ZipFile(models / "coqui" / "xtts-v2" / "model.pth") as file:
        contents = next(name for name in file.namelist() if name.endswith("data.pkl"))
        assert b"XttsArgs" in file.read(contents)


@pytest.fixture(scope="module")
def compared(models: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What against_upstream.py reports."""
    folder = tmp_path_factory.mktemp("compared")
    environ = {"VOICE_SERVER_MODELS": str(models), "VOICE_SERVER_CACHE": str(folder)}
    run_in_environment("coqui", SCRIPT, str(folder / "report.json"), **environ)
    report: dict[str, Any] = json.loads((folder / "report.json").read_text())
    return report


def test_the_samples_are_those_of_upstreams_own_stream(compared: dict[str, Any]) -> None:
    assert max(compared["differences"]) < 1e-5


def test_every_piece_of_a_long_text_is_read_in_its_order(compared: dict[str, Any]) -> None:
    assert compared["read"] == compared["pieces"]
    assert " ".join(compared["read"]) == LONG.lower()


def test_a_text_that_spelled_out_is_over_the_limit_is_cut_again(compared: dict[str, Any]) -> None:
    assert len(compared["spelled_out"]) > 2
    assert max(compared["spelled_out"]) < 402


def test_a_sentence_that_ends_with_a_number_can_be_read(compared: dict[str, Any]) -> None:
    assert compared["numbers"] == dict.fromkeys(LANGUAGES.split(), 1)


def test_a_recording_is_looked_at_once(compared: dict[str, Any]) -> None:
    assert compared["conditioned"] == 1
