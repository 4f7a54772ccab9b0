"""Mixes of voices, spoken by both ways of running Kokoro."""

import pytest

from tests.backend_queues.kokoro.rendering import render_kokoro
from tests.backend_queues.rendering import Rendered, Requests
from tests.support.recognition import transcribe, word_error_rate

pytestmark = pytest.mark.weights

SENTENCE = "She opened the window and listened to the birds in the garden."
SHORT = "Hello there."

(
    HEART,
    MICHAEL,
    EQUAL,
    WEIGHTED,
    ALL,
    FRENCH_FIRST,
    IN_FRENCH,
    IN_ENGLISH,
    NOBODY,
    NO_SHARE,
    SPOKEN,
) = range(11)
REQUESTS: Requests = [
    {"text": SHORT, "voice": "af_heart"},
    {"text": SHORT, "voice": "am_michael"},
    {"text": SHORT, "voice": "af_heart,am_michael"},
    {"text": SHORT, "voice": "af_heart:0.7, am_michael:0.3"},
    {"text": SHORT, "voice": "af_heart:3"},
    {"text": SHORT, "voice": "ff_siwis,af_heart"},
    {"text": SHORT, "voice": "ff_siwis,af_heart", "language": "fr-FR"},
    {"text": SHORT, "voice": "ff_siwis,af_heart", "language": "en-US"},
    {"text": SHORT, "voice": "af_heart:0.5,nobody:0.5"},
    {"text": SHORT, "voice": "af_heart:0.5,am_michael:-1"},
    {"text": SENTENCE, "voice": "af_heart:0.6,am_michael:0.4"},
]


@pytest.fixture(scope="module", params=["kokoro", "kokoro-pytorch"])
def rendered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return render_kokoro(request.param, REQUESTS, tmp_path_factory.mktemp(request.param))


def test_mixes_are_reported(rendered: Rendered) -> None:
    assert rendered.report["capabilities"]["mixes"]


def test_a_mix_is_neither_of_its_voices_and_its_shares_count(rendered: Rendered) -> None:
    spoken = [rendered.speech(n).tobytes() for n in (HEART, MICHAEL, EQUAL, WEIGHTED)]
    assert len(set(spoken)) == 4


def test_a_mix_of_one_voice_is_that_voice(rendered: Rendered) -> None:
    assert rendered.speech(ALL).tobytes() == rendered.speech(HEART).tobytes()


def test_a_mix_speaks_the_language_of_its_first_voice_unless_another_is_named(
    rendered: Rendered,
) -> None:
    by_itself, french, english = (
        rendered.speech(n).tobytes() for n in (FRENCH_FIRST, IN_FRENCH, IN_ENGLISH)
    )
    assert by_itself == french != english


def test_a_part_that_is_no_voice_is_refused_by_its_name(rendered: Rendered) -> None:
    assert rendered.result(NOBODY)["error"] == "unknown_voice"
    assert "There is no voice 'nobody'" in rendered.result(NOBODY)["message"]


def test_a_share_that_is_not_positive_is_refused(rendered: Rendered) -> None:
    assert rendered.result(NO_SHARE)["error"] == "unknown_voice"
    assert "'-1'" in rendered.result(NO_SHARE)["message"]


def test_a_mix_is_understood(rendered: Rendered) -> None:
    heard = transcribe(rendered.speech(SPOKEN))
    assert word_error_rate(SENTENCE, heard) <= 0.1, heard
