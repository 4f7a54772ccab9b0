"""Every backend keeps the contract of backend_queues/base.py.

Those in TINY are loaded by upstream's own loaders from tiny random weights, so what they say is
noise; all else of the contract holds for it too. A backend in none of the sets is tested as it is
installed, among the quick tests.
"""

from typing import Any

import pytest

from backend_queues.registry import registry
from backend_queues.suggestions import MOST_LISTED
from tests.backend_queues.kokoro.rendering import kokoro_models
from tests.backend_queues.rendering import Rendered, Requests, render, tiny_models
from tests.backend_queues.vibevoice_realtime import upstream

REAL = {"kokoro", "piper"}
TINY = {"chatterbox", "chatterbox-multilingual", "chatterbox-turbo", "vibevoice", "pocket"}
# In environments with a PyTorch of their own.
TINY_ELSEWHERE = {"vibevoice-realtime", "coqui", "coqui-vits"}
REBUILT = {"kokoro-pytorch"}  # real weights, made of the ONNX file's
WEIGHTED = REAL | TINY | TINY_ELSEWHERE | REBUILT
IN_ONE_PART = {"kokoro", "kokoro-pytorch"}
SERVICES = {"openai", "elevenlabs", "azure"}  # tests/backend_queues/remote has servers for them

TEXT = "Hello there, this is a test. It has two sentences."
SHORT_TEXT = "Yes. No."  # random weights never end a text, and are slow enough with this

(
    PLAIN,
    AGAIN,
    FAST,
    UNKNOWN_OPTION,
    TOO_MUCH,
    UNKNOWN_VOICE,
    OTHER_LANGUAGE,
    CANCELLED,
    AFTER_CANCEL,
    CLONED,
    CLONED_AGAIN,
) = range(11)


# A backend that does not stream is cancelled in the middle of its first part, which is long.
SOON = {"cancel_after_s": 0.5}
AFTER_A_PART = {"cancel_after_parts": 1}


def _requests(text: str, cancel: dict[str, Any]) -> Requests:
    return [
        {"text": text, "seed": 7},
        {"text": text, "seed": 7},
        {"text": text, "seed": 7, "options": {"speed": 2.0}},
        {"text": text, "options": {"sped": 2.0}},
        {"text": text, "too_much": True},
        {"text": text, "voice": "nobody"},
        {"text": text, "language": "xx-YY"},
        {"text": " ".join([TEXT] * 12), **cancel},
        {"text": text, "seed": 7},
        {"text": text, "seed": 7, "cloned": True},
        {"text": text, "seed": 7, "cloned": True},
    ]


REQUESTS = _requests(TEXT, AFTER_A_PART)


def _marks(backend: str) -> list[pytest.MarkDecorator]:
    if backend not in WEIGHTED:
        return []
    return [pytest.mark.weights, *([pytest.mark.smoke] if backend == "piper" else [])]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=_marks(name)) for name in registry().specs if name not in SERVICES
    ],
)
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def rendered(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    if backend == "vibevoice-realtime" and (reason := upstream.why_not()):
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp(backend)
    if backend not in WEIGHTED - REAL:
        return render(backend, _requests(TEXT, _cancel(backend)), folder)
    environ = {
        "VOICE_SERVER_MODELS": str(kokoro_models() if backend in REBUILT else tiny_models(backend)),
        "VOICE_SERVER_CACHE": str(tmp_path_factory.mktemp("cache")),
    }
    if backend.startswith("chatterbox"):
        environ["VOICE_SERVER_TEST_SHRINK"] = "yes"
    text = TEXT if backend in REBUILT else SHORT_TEXT
    return render(backend, _requests(text, _cancel(backend)), folder, **environ)


def _cancel(backend: str) -> dict[str, Any]:
    return SOON if backend in IN_ONE_PART else AFTER_A_PART


def test_each_name_in_the_sets_is_that_of_a_backend() -> None:
    assert set(registry().specs) >= WEIGHTED | IN_ONE_PART | SERVICES


def test_speech_is_mono_float32_within_range(rendered: Rendered) -> None:
    parts = rendered.parts(PLAIN)
    assert parts
    for part in parts:
        assert part.dtype == "float32"
        assert part.ndim == 1
        assert abs(part).max() <= 1  # false for NaN too
    assert abs(rendered.speech(PLAIN)).max() > 0.001
    assert rendered.report["sample_rate_hz"] in range(8_000, 48_001)


def test_speech_is_about_as_long_as_it_takes_to_say_the_text(
    backend: str, rendered: Rendered
) -> None:
    if backend in TINY | TINY_ELSEWHERE:
        pytest.skip("what random weights say has no length of its own")
    seconds = len(rendered.speech(PLAIN)) / rendered.report["sample_rate_hz"]
    assert 2 < seconds < 6


def test_speed_makes_speech_shorter_where_there_is_such_an_option(rendered: Rendered) -> None:
    options = {option["name"] for option in rendered.report["capabilities"]["options"]}
    if "speed" not in options:
        assert rendered.result(FAST)["error"] == "invalid_option"
        return
    ratio = len(rendered.speech(FAST)) / len(rendered.speech(PLAIN))
    assert 0.4 < ratio < 0.75


def test_voices_are_unique_and_speak_the_languages_that_are_declared(rendered: Rendered) -> None:
    voices = rendered.report["voices"]
    assert voices
    assert len({voice["name"] for voice in voices}) == len(voices)
    languages = {voice["language"] for voice in voices}
    declared = rendered.report["capabilities"]["languages"]
    assert declared and len(set(declared)) == len(declared)
    if "" in languages:  # a voice that speaks all of them
        assert languages - {""} <= set(declared)
    else:
        assert languages == set(declared)


def test_an_unknown_option_is_refused_by_its_name(rendered: Rendered) -> None:
    assert rendered.result(UNKNOWN_OPTION)["error"] == "invalid_option"
    assert "'sped'" in rendered.result(UNKNOWN_OPTION)["message"]


def test_a_value_out_of_range_is_refused(rendered: Rendered) -> None:
    options = rendered.report["capabilities"]["options"]
    names = [option["name"] for option in options if option["maximum"] is not None]
    if not names:
        pytest.skip("none of its options has a maximum")
    assert rendered.result(TOO_MUCH)["error"] == "invalid_option"
    assert any(
        rendered.result(TOO_MUCH)["message"].startswith(f"{name} must be from") for name in names
    )


def test_an_unknown_voice_is_refused_and_the_known_ones_are_named(rendered: Rendered) -> None:
    assert rendered.result(UNKNOWN_VOICE)["error"] == "unknown_voice"
    known = [voice["name"] for voice in rendered.report["voices"]]
    named = known[0] if len(known) <= MOST_LISTED else f"All {len(known)}"
    assert named in rendered.result(UNKNOWN_VOICE)["message"]


def test_a_language_the_voice_does_not_speak_is_refused(rendered: Rendered) -> None:
    assert rendered.result(OTHER_LANGUAGE)["error"] == "unknown_voice"
    assert "xx-YY" in rendered.result(OTHER_LANGUAGE)["message"]


def test_nothing_more_comes_once_cancelled(rendered: Rendered) -> None:
    cancelled = rendered.result(CANCELLED)
    assert cancelled["error"] is None
    assert cancelled["cancelled_s"] is not None  # it has asked, and got the answer
    assert cancelled["late"] == 0


def test_what_was_cancelled_leaves_no_trace_in_what_is_spoken_next(rendered: Rendered) -> None:
    after = rendered.speech(AFTER_CANCEL)
    if rendered.report["capabilities"]["deterministic"]:
        assert after.tobytes() == rendered.speech(PLAIN).tobytes()


def test_the_same_request_gives_the_same_samples_where_declared(rendered: Rendered) -> None:
    same = rendered.speech(PLAIN).tobytes() == rendered.speech(AGAIN).tobytes()
    assert same == rendered.report["capabilities"]["deterministic"]


def test_a_backend_that_streams_gives_several_parts(rendered: Rendered) -> None:
    if rendered.report["capabilities"]["streams"]:
        assert len(rendered.parts(PLAIN)) > 1


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


def test_a_cloned_voice_speaks_and_is_not_the_built_in_one(rendered: Rendered) -> None:
    if not rendered.report["capabilities"]["cloning"]:
        assert rendered.parts(CLONED) == []
        return
    cloned = rendered.speech(CLONED)
    assert abs(cloned).max() > 0.001
    assert cloned.tobytes() != rendered.speech(PLAIN).tobytes()
    if rendered.report["capabilities"]["deterministic"]:
        assert cloned.tobytes() == rendered.speech(CLONED_AGAIN).tobytes()
