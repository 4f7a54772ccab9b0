"""Kokoro on PyTorch, with the weights of the ONNX file: understood, timed, seeded, cancelled."""

import pytest

from tests.backend_queues.kokoro.rendering import render_kokoro
from tests.backend_queues.rendering import Rendered, Requests
from tests.support.recognition import plain, transcribe, word_error_rate
from tests.support.sentences import SENTENCES

pytestmark = pytest.mark.weights

TEXT = " ".join(SENTENCES)
SPANISH = "Buenos días, ¿hoy vamos a caminar?"

HEART, EMMA, CANCELLED, SEED_ONE, SEED_TWO, IN_SPANISH, CHINESE, NOTHING = range(8)
REQUESTS: Requests = [
    {"text": TEXT, "voice": "af_heart"},
    {"text": TEXT, "voice": "bf_emma"},
    {"text": TEXT, "cancel_after_s": 0.5},
    {"text": "Hello there.", "seed": 1},
    {"text": "Hello there.", "seed": 2},
    {"text": SPANISH, "voice": "ef_dora", "language": "es-MX"},
    {"text": "今天天气很好。", "voice": "zf_xiaobei"},
    {"text": "— ... !"},
]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return render_kokoro("kokoro-pytorch", REQUESTS, tmp_path_factory.mktemp("kokoro-pytorch"))


def words(rendered: Rendered, number: int) -> str:
    return " ".join(text for text, _, _ in rendered.result(number)["words"])


def seconds(rendered: Rendered, number: int) -> float:
    return len(rendered.speech(number)) / 24_000


def test_all_voices_are_there_and_the_first_is_heart(rendered: Rendered) -> None:
    names = [voice["name"] for voice in rendered.report["voices"]]
    assert len(names) == 54
    assert names[0] == "af_heart"


@pytest.mark.parametrize("number", [HEART, EMMA])
def test_ten_sentences_are_understood(rendered: Rendered, number: int) -> None:
    heard = transcribe(rendered.speech(number))
    rate = word_error_rate(TEXT, heard)
    print(f"{REQUESTS[number]['voice']}: word error rate {rate:.3f}")
    assert rate <= 0.05, heard


@pytest.mark.parametrize("number", [HEART, EMMA])
def test_words_are_timed_where_they_can_be_heard(rendered: Rendered, number: int) -> None:
    """The text is spoken in two runs, each in windows; the words of the second go on."""
    assert len(rendered.parts(number)) > 4
    assert plain(words(rendered, number)) == plain(TEXT)
    times = [t for _, start_s, end_s in rendered.result(number)["words"] for t in (start_s, end_s)]
    assert times == sorted(times)
    assert times[-1] < seconds(rendered, number)
    loud = abs(rendered.speech(number)) > 0.01
    for _, start_s, end_s in rendered.result(number)["words"]:
        if (
            end_s - start_s < 0.1
        ):  # an "a" may be hardly more than the closure of the lips behind it
            continue
        assert loud[round(start_s * 24_000) : round(end_s * 24_000)].any()


def test_a_running_inference_is_aborted(rendered: Rendered) -> None:
    assert rendered.result(CANCELLED)["parts"] == 0
    assert rendered.result(CANCELLED)["error"] is None
    assert rendered.result(CANCELLED)["seconds"] < 0.5 * rendered.result(HEART)["seconds"]


def test_another_seed_is_another_noise_in_speech_of_the_same_length(rendered: Rendered) -> None:
    one, two = rendered.speech(SEED_ONE), rendered.speech(SEED_TWO)
    assert len(one) == len(two)
    assert 0 < abs(one - two).max() < 0.2


def test_other_languages_are_spoken(rendered: Rendered) -> None:
    assert words(rendered, IN_SPANISH) == "Buenos días hoy vamos a caminar"
    assert 1 < seconds(rendered, IN_SPANISH) < 6
    assert 1 < seconds(rendered, CHINESE) < 6


def test_a_text_of_punctuation_alone_is_refused(rendered: Rendered) -> None:
    assert rendered.result(NOTHING)["error"] == "nothing_to_speak"
