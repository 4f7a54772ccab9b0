"""Pocket TTS by upstream's own loader, on tiny random weights: what it says is noise."""

import json
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

PROBE = Path(__file__).with_name("probe.py")
RATE_HZ = 24_000
FRAME = 1920
TEXT = "Hello there, this is a test."
LATER = {"eos_threshold": 20.0}

(
    PLAIN,
    AGAIN,
    OTHER_SEED,
    STILL,
    STILL_OTHER_SEED,
    CLAMPED,
    MORE_STEPS,
    OTHER_VOICE,
    CLONED,
    CLONED_AGAIN,
    TO_THE_LIMIT,
    CANCELLED,
    LONG_ENDS,
    NOTHING,
    FRENCH,
) = range(15)
REQUESTS: Requests = [
    {"text": TEXT, "seed": 7},
    {"text": TEXT, "seed": 7},
    {"text": TEXT, "seed": 8},
    {"text": TEXT, "seed": 7, "options": {"temp": 0.0, "noise_clamp": 1.0}},
    {"text": TEXT, "seed": 8, "options": {"temp": 0.0, "noise_clamp": 1.0}},
    {"text": TEXT, "seed": 7, "options": {"noise_clamp": 0.1}},
    {"text": TEXT, "seed": 7, "options": {"sampler_decode_steps": 4}},
    {"text": TEXT, "seed": 7, "voice": "marius"},
    {"text": TEXT, "seed": 7, "cloned": True},
    {"text": TEXT, "seed": 7, "cloned": True},
    {"text": TEXT, "options": LATER},
    {"text": " ".join([TEXT] * 9), "options": LATER, "cancel_after_parts": 1},
    {"text": TEXT, "options": {"frames_after_eos": 12}},
    {"text": "— ... !"},
    {"text": TEXT, "language": "fr"},
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def rendered(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    models, folder = tiny_models("pocket"), tmp_path_factory.mktemp("pocket")
    environ = {"VOICE_SERVER_MODELS": str(models), "VOICE_SERVER_CACHE": str(cache)}
    return render("pocket", REQUESTS, folder, **environ)


def probe(models: Path, cache: Path, folder: Path) -> dict[str, Any]:
    environ = {"VOICE_SERVER_MODELS": str(models), "VOICE_SERVER_CACHE": str(cache)}
    run_in_environment("pocket", PROBE, str(folder), **environ)
    findings: dict[str, Any] = json.loads((folder / "probe.json").read_text())
    return findings


def conditionings(cache: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in cache.glob("conditioning/**/*.bin")}


def test_the_voices_are_those_whose_files_are_there(rendered: Rendered) -> None:
    assert [voice["name"] for voice in rendered.report["voices"]] == ["alba", "marius"]
    assert {voice["language"] for voice in rendered.report["voices"]} == {"en"}


def test_parts_grow_from_one_frame_to_four(rendered: Rendered) -> None:
    frames = [len(part) / FRAME for part in rendered.parts(TO_THE_LIMIT)]
    assert frames[:5] == [1, 2, 4, 4, 4]
    assert set(frames[5:-1]) == {4}


def test_a_speech_that_finds_no_end_is_ended(rendered: Rendered) -> None:
    # Upstream's limit: a third of a second for each of some thirty tokens, and two seconds.
    assert 5 < len(rendered.speech(TO_THE_LIMIT)) / RATE_HZ < 15


def test_frames_after_the_end_are_as_many_as_asked_for(rendered: Rendered) -> None:
    # Random weights see the end at the first frame that upstream lets it be, which is the sixth.
    assert len(rendered.speech(LONG_ENDS)) == (6 + 12) * FRAME


def test_the_seed_decides(rendered: Rendered) -> None:
    assert rendered.speech(PLAIN).tobytes() == rendered.speech(AGAIN).tobytes()
    assert rendered.speech(PLAIN).tobytes() != rendered.speech(OTHER_SEED).tobytes()


def test_without_temperature_there_is_no_chance(rendered: Rendered) -> None:
    assert rendered.speech(STILL).tobytes() == rendered.speech(STILL_OTHER_SEED).tobytes()


@pytest.mark.parametrize("number", [STILL, CLAMPED, MORE_STEPS, OTHER_VOICE, CLONED])
def test_options_and_voices_change_the_speech(rendered: Rendered, number: int) -> None:
    assert rendered.speech(PLAIN).tobytes() != rendered.speech(number).tobytes()


def test_settings_of_one_speech_do_not_stay_for_the_next(rendered: Rendered) -> None:
    assert rendered.speech(CLONED).tobytes() == rendered.speech(CLONED_AGAIN).tobytes()


def test_nothing_more_comes_once_cancelled(rendered: Rendered) -> None:
    assert rendered.result(CANCELLED)["parts"] == 1
    # It would be half a minute of speech.
    assert rendered.result(CANCELLED)["cancelled_s"] < rendered.result(TO_THE_LIMIT)["seconds"] / 2


def test_what_cannot_be_said_is_refused(rendered: Rendered) -> None:
    assert rendered.result(NOTHING)["error"] == "nothing_to_speak"
    assert rendered.result(FRENCH)["error"] == "unknown_voice"


def test_a_voice_is_cloned_once_also_for_other_workers(
    rendered: Rendered, cache: Path, tmp_path: Path
) -> None:
    made = conditionings(cache)
    assert len(made) == 1
    findings = probe(tiny_models("pocket"), cache, tmp_path)
    assert findings["cloning"] is True
    assert findings["cloned"] == ""
    assert findings["cloned in French"].startswith("unknown_voice: ")
    assert conditionings(cache) == made
    # Upstream's threads would run for seconds more, and not end with speech that follows.
    assert findings["seconds until a closed speech has ended"] < 5
    assert findings["not as in upstream's configurations"] == []


def test_without_the_gated_weights_no_voice_is_cloned_and_the_error_says_how_to_get_them(
    cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "pocket").mkdir()
    (tmp_path / "pocket" / "english").symlink_to(tiny_models("pocket") / "pocket" / "english")
    findings = probe(tmp_path, cache, tmp_path)
    assert findings["cloning"] is False
    assert findings["cloned"].startswith("asset_unavailable: These weights clone no voices.")
    assert "accept the terms on the page of kyutai/pocket-tts" in findings["cloned"]
    assert "pocket/english-cloning" in findings["cloned"]
