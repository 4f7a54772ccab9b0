"""Every backend keeps the contract of backend_queues/base.py."""

import pytest

from backend_queues.registry import registry
from tests.backend_queues.rendering import Rendered, Requests, render

REAL_MODELS = {"kokoro-onnx", "piper"}
TEXT = "Hello there, this is a test. It has two sentences."

PLAIN, AGAIN, FAST, UNKNOWN_OPTION, WRONG_VALUE, UNKNOWN_VOICE, OTHER_LANGUAGE, CANCELLED = range(8)
REQUESTS: Requests = [
    {"text": TEXT, "seed": 7},
    {"text": TEXT, "seed": 7},
    {"text": TEXT, "seed": 7, "options": {"speed": 2.0}},
    {"text": TEXT, "options": {"sped": 2.0}},
    {"text": TEXT, "options": {"speed": 99.0}},
    {"text": TEXT, "voice": "nobody"},
    {"text": TEXT, "language": "xx-YY"},
    {"text": " ".join([TEXT] * 12), "cancel_after_parts": 1},
]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=[pytest.mark.model] if name in REAL_MODELS else [])
        for name in registry().specs
    ],
)
def rendered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return render(request.param, REQUESTS, tmp_path_factory.mktemp(request.param))


def test_speech_is_mono_float32_within_range(rendered: Rendered) -> None:
    parts = rendered.parts(PLAIN)
    assert parts
    for part in parts:
        assert part.dtype == "float32"
        assert part.ndim == 1
        assert abs(part).max() <= 1
    assert abs(rendered.speech(PLAIN)).max() > 0.05
    assert rendered.report["sample_rate_hz"] in range(8_000, 48_001)


def test_speech_is_about_as_long_as_it_takes_to_say_the_text(rendered: Rendered) -> None:
    seconds = len(rendered.speech(PLAIN)) / rendered.report["sample_rate_hz"]
    assert 2 < seconds < 6


def test_speed_makes_speech_shorter(rendered: Rendered) -> None:
    ratio = len(rendered.speech(FAST)) / len(rendered.speech(PLAIN))
    assert 0.4 < ratio < 0.75


def test_voices_are_unique_and_speak_the_languages_that_are_declared(rendered: Rendered) -> None:
    voices = rendered.report["voices"]
    assert voices
    assert len({voice["name"] for voice in voices}) == len(voices)
    languages = {voice["language"] for voice in voices}
    assert languages == set(rendered.report["capabilities"]["languages"])


def test_an_unknown_option_is_refused_by_its_name(rendered: Rendered) -> None:
    assert rendered.result(UNKNOWN_OPTION)["error"] == "invalid_option"
    assert "'sped'" in rendered.result(UNKNOWN_OPTION)["message"]


def test_a_value_out_of_range_is_refused(rendered: Rendered) -> None:
    assert rendered.result(WRONG_VALUE)["error"] == "invalid_option"
    assert "speed must be from" in rendered.result(WRONG_VALUE)["message"]


def test_an_unknown_voice_is_refused_and_the_known_ones_are_named(rendered: Rendered) -> None:
    assert rendered.result(UNKNOWN_VOICE)["error"] == "unknown_voice"
    assert rendered.report["voices"][0]["name"] in rendered.result(UNKNOWN_VOICE)["message"]


def test_a_language_the_voice_does_not_speak_is_refused(rendered: Rendered) -> None:
    assert rendered.result(OTHER_LANGUAGE)["error"] == "unknown_voice"
    assert "xx-YY" in rendered.result(OTHER_LANGUAGE)["message"]


def test_nothing_more_comes_once_cancelled(rendered: Rendered) -> None:
    assert rendered.result(CANCELLED)["error"] is None
    assert rendered.result(CANCELLED)["parts"] == 1


def test_the_same_request_gives_the_same_samples_where_declared(rendered: Rendered) -> None:
    same = rendered.speech(PLAIN).tobytes() == rendered.speech(AGAIN).tobytes()
    assert same == rendered.report["capabilities"]["deterministic"]


def test_words_are_in_order_and_within_the_speech_where_declared(rendered: Rendered) -> None:
    words = rendered.result(PLAIN)["words"]
    if not rendered.report["capabilities"]["words"]:
        assert words == []
        return
    seconds = len(rendered.speech(PLAIN)) / rendered.report["sample_rate_hz"]
    assert [text for text, _, _ in words] == TEXT.replace(",", "").replace(".", "").split()
    times = [time for _, start_s, end_s in words for time in (start_s, end_s)]
    assert times == sorted(times)
    assert times[0] >= 0 and times[-1] <= seconds
    assert all(start_s < end_s for _, start_s, end_s in words)
