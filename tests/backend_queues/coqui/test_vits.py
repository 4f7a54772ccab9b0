"""VITS with tiny random weights, whose phonemes the library espeak-ng makes."""

import pytest

from tests.backend_queues.rendering import Rendered, Requests, render, tiny_models

pytestmark = pytest.mark.weights

TEXT = "Hello there, this is a test."
LONG = " ".join([TEXT] * 20)
SEVERAL = """
default: coqui-vits
backends:
  coqui-vits:
    adapter: backend_queues.coqui.adapter:Vits
    environment: coqui
    weights: vctk-vits
    options: {language: en-GB}
"""

PLAIN, AGAIN, OTHER_SEED, FAST, STILL, LONG_TEXT, CANCELLED, NOTHING, GERMAN, SECOND = range(10)
REQUESTS: Requests = [
    {"text": TEXT, "seed": 7},
    {"text": TEXT, "seed": 7},
    {"text": TEXT, "seed": 8},
    {"text": TEXT, "seed": 7, "options": {"speed": 2.0}},
    {"text": TEXT, "seed": 7, "options": {"noise_scale": 0.0}},
    {"text": LONG, "seed": 7},
    {"text": LONG, "cancel_after_parts": 1},
    {"text": "... !"},
    {"text": TEXT, "language": "de"},
    {"text": TEXT, "seed": 7, "voice": "p226"},
]


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """A model of one speaker."""
    folder = tmp_path_factory.mktemp("vits")
    models = str(tiny_models("coqui-vits"))
    return render("coqui-vits", REQUESTS, folder, VOICE_SERVER_MODELS=models)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """A model of two speakers, served by a registry of the user's own."""
    folder = tmp_path_factory.mktemp("vits")
    (folder / "backends.yaml").write_text(SEVERAL)
    return render(
        "coqui-vits",
        REQUESTS,
        folder,
        VOICE_SERVER_MODELS=str(tiny_models("coqui-vits")),
        VOICE_SERVER_BACKENDS=str(folder / "backends.yaml"),
    )


def voices(rendered: Rendered) -> list[tuple[str, str]]:
    return [(voice["name"], voice["language"]) for voice in rendered.report["voices"]]


def test_a_model_of_one_speaker_has_a_voice_named_after_it(single: Rendered) -> None:
    assert voices(single) == [("ljspeech", "en-US")]
    assert single.report["sample_rate_hz"] == 22_050
    assert single.result(SECOND)["error"] == "unknown_voice"


def test_a_model_of_several_speakers_has_a_voice_for_each(several: Rendered) -> None:
    assert voices(several) == [("p225", "en-GB"), ("p226", "en-GB")]
    assert several.speech(SECOND).tobytes() != several.speech(PLAIN).tobytes()


def test_the_seed_and_the_noise_make_the_speech(single: Rendered) -> None:
    assert single.speech(AGAIN).tobytes() == single.speech(PLAIN).tobytes()
    speech = {single.speech(number).tobytes() for number in (PLAIN, OTHER_SEED, STILL)}
    assert len(speech) == 3


def test_phonemes_last_as_long_as_the_model_says(single: Rendered) -> None:
    # The tiny model gives each of the phonemes, and the blanks around them, exp(1.5) frames of 256
    # samples, rounded up.
    phonemes = "həlˈoʊ ðˈɛɹ, ðɪs ɪz ɐ tˈɛst."
    assert len(single.speech(PLAIN)) == (2 * len(phonemes) + 1) * 5 * 256
    assert len(single.speech(FAST)) == (2 * len(phonemes) + 1) * 3 * 256


def test_a_long_text_is_spoken_in_parts_and_can_be_cancelled_between_them(
    single: Rendered,
) -> None:
    assert len(single.parts(LONG_TEXT)) == 3
    assert len(single.speech(LONG_TEXT)) == pytest.approx(20 * len(single.speech(PLAIN)), rel=0.05)
    assert single.result(CANCELLED)["parts"] == 1


def test_a_text_of_punctuation_alone_is_refused(single: Rendered) -> None:
    assert single.result(NOTHING)["error"] == "nothing_to_speak"


def test_a_language_the_model_does_not_speak_is_refused(single: Rendered) -> None:
    assert single.result(GERMAN)["error"] == "unknown_voice"
    assert "speaks en-US, not 'de'" in single.result(GERMAN)["message"]
