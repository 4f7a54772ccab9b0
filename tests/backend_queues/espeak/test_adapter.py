"""espeak with its real library: languages, words of odd texts, options, cancelling."""

from typing import Any

import numpy as np
import pytest

from tests.backend_queues.rendering import Rendered, Requests, render
from tests.support.recognition import transcribe, word_error_rate

RATE_HZ = 22_050
TEXT = "Hello there, this is a test."
LONG = " ".join(["The quick brown fox, number 42, jumps over the lazy dog of the town."] * 200)
SENTENCES = (
    "The train to the north leaves at nine in the morning.",
    "Please bring your own umbrella, because it will rain.",
    "She sold her old house and moved to a small village by the sea.",
    "The quick brown fox jumps over the lazy dog.",
    "It takes about twenty minutes to walk to the station.",
)
REQUESTS: dict[str, dict[str, Any]] = {
    "plain": {"text": TEXT},
    "odd": {"text": "I paid $3.50 for a well-known book -- “quoted” (really!). It's 1,234."},
    "emoji": {"text": "😀 Hello, 😀 smile"},
    "markup": {"text": "<b>bold</b> [[h@l'oU]] &amp; \x01900S fast"},
    "german": {"text": "Schöne Grüße, Müller! Über öde Äcker.", "voice": "de"},
    "russian": {"text": "Привет, как дела?", "voice": "ru", "language": "ru-RU"},
    "mandarin": {"text": "今天天气很好", "voice": "cmn", "language": "zh-CN"},
    "cantonese as mandarin": {"text": "今天", "voice": "yue", "language": "zh-CN"},
    "fast": {"text": TEXT, "options": {"speed": 4.0}},
    "slow": {"text": TEXT, "options": {"speed": 0.5}},
    "gaps": {"text": TEXT, "options": {"word_gap": 0.3}},
    "quiet": {"text": TEXT, "options": {"volume": 0.3}},
    "high": {"text": TEXT, "options": {"pitch": 90}},
    "female": {"text": TEXT, "options": {"variant": "f3"}},
    "no such variant": {"text": TEXT, "options": {"variant": "x9"}},
    "noisy": {"text": TEXT, "options": {"variant": "Reed"}, "seed": 3},
    "noisy again": {"text": TEXT, "options": {"variant": "Reed"}, "seed": 3},
    "noisy otherwise": {"text": TEXT, "options": {"variant": "Reed"}, "seed": 4},
    "punctuation": {"text": "— ... !"},
    "invisible": {"text": "\ufe0f"},
    "long": {"text": LONG},
    "aborted": {"text": LONG, "cancel_after_parts": 1},
    "plain again": {"text": TEXT},
    **{sentence: {"text": sentence} for sentence in SENTENCES},
}


class Speeches:
    """What was rendered, by the request's name."""

    def __init__(self, rendered: Rendered) -> None:
        self.report = rendered.report
        self._rendered = rendered
        self._numbers = {name: number for number, name in enumerate(REQUESTS)}

    def samples(self, name: str) -> Any:
        return self._rendered.speech(self._numbers[name])

    def seconds(self, name: str) -> float:
        return len(self.samples(name)) / RATE_HZ

    def parts(self, name: str) -> list[Any]:
        return self._rendered.parts(self._numbers[name])

    def result(self, name: str) -> dict[str, Any]:
        return self._rendered.result(self._numbers[name])

    def words(self, name: str) -> list[str]:
        return [text for text, _, _ in self.result(name)["words"]]


@pytest.fixture(scope="module")
def speeches(tmp_path_factory: pytest.TempPathFactory) -> Speeches:
    requests: Requests = list(REQUESTS.values())
    return Speeches(render("espeak", requests, tmp_path_factory.mktemp("espeak")))


def test_there_are_more_than_a_hundred_languages_and_american_english_is_first(
    speeches: Speeches,
) -> None:
    voices = {voice["name"]: voice["language"] for voice in speeches.report["voices"]}
    assert len(voices) > 100
    assert next(iter(voices)) == "en-us"
    expected = {"en-us": "en-US", "en-gb": "en-GB", "de": "de", "cmn": "zh", "es-419": "es-419"}
    assert expected.items() <= voices.items()
    assert "fo" not in voices  # its dictionary is missing


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("odd", "I paid $3.50 for a well-known book quoted really It's 1,234"),
        ("emoji", "😀 Hello 😀 smile"),
        ("german", "Schöne Grüße Müller Über öde Äcker"),
        ("russian", "Привет как дела"),
        ("mandarin", "今天天气很好"),
    ],
)
def test_words_are_as_written_in_any_script(speeches: Speeches, name: str, expected: str) -> None:
    assert speeches.words(name) == expected.split()


@pytest.mark.parametrize("name", ["fast", "slow", "long", "odd"])
def test_words_are_in_order_and_within_the_speech(speeches: Speeches, name: str) -> None:
    times = [
        time for _, start_s, end_s in speeches.result(name)["words"] for time in (start_s, end_s)
    ]
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] <= speeches.seconds(name)


def test_the_pause_at_a_comma_belongs_to_no_word(speeches: Speeches) -> None:
    words = speeches.result("plain")["words"]
    (_, _, there_ends_s), (_, this_starts_s, _) = words[1:3]
    pause = speeches.samples("plain")[
        round(there_ends_s * RATE_HZ) : round(this_starts_s * RATE_HZ)
    ]
    assert len(pause) > 0.05 * RATE_HZ
    assert abs(pause).max() <= 0.01


def test_markup_and_commands_are_read_as_text(speeches: Speeches) -> None:
    assert speeches.words("markup") == ["<b>bold</b>", "h@l'oU", "amp", "900S", "fast"]


def test_a_voice_speaks_its_own_language_alone(speeches: Speeches) -> None:
    assert speeches.result("cantonese as mandarin")["error"] == "unknown_voice"


@pytest.mark.parametrize(("name", "shortest", "longest"), [("fast", 0.2, 0.3), ("slow", 1.8, 2.2)])
def test_speed_is_as_asked_for(
    speeches: Speeches, name: str, shortest: float, longest: float
) -> None:
    assert shortest < speeches.seconds(name) / speeches.seconds("plain") < longest


def test_gaps_come_between_words(speeches: Speeches) -> None:
    assert 1.0 < speeches.seconds("gaps") - speeches.seconds("plain") < 2.5


def test_volume_makes_speech_quieter(speeches: Speeches) -> None:
    loudest = abs(speeches.samples("plain")).max()
    assert 0.1 * loudest < abs(speeches.samples("quiet")).max() < 0.5 * loudest


def test_pitch_makes_the_voice_higher(speeches: Speeches) -> None:
    assert pitch_hz(speeches.samples("high")) > 1.3 * pitch_hz(speeches.samples("plain"))


def test_a_variant_is_another_throat(speeches: Speeches) -> None:
    # The same text always sounds the same, so this is not by chance.
    assert speeches.samples("female").tobytes() != speeches.samples("plain").tobytes()
    assert 0.9 < speeches.seconds("female") / speeches.seconds("plain") < 1.1


def pitch_hz(samples: Any) -> float:
    """The best match of the speech with itself moved by a period of 60 to 400 Hz."""
    power = abs(np.fft.rfft(samples, 2 * len(samples))) ** 2
    shortest, longest = RATE_HZ // 400, RATE_HZ // 60
    match = np.fft.irfft(power)[shortest:longest]
    return RATE_HZ / float(shortest + match.argmax())


def test_an_unknown_variant_is_refused_and_the_known_ones_are_named(speeches: Speeches) -> None:
    result = speeches.result("no such variant")
    assert result["error"] == "invalid_option"
    assert "f3" in result["message"]


def test_what_is_spoken_in_between_changes_nothing(speeches: Speeches) -> None:
    assert speeches.samples("plain").tobytes() == speeches.samples("plain again").tobytes()


def test_the_noise_of_a_variant_follows_the_seed(speeches: Speeches) -> None:
    noisy = speeches.samples("noisy").tobytes()
    assert noisy == speeches.samples("noisy again").tobytes()
    assert noisy != speeches.samples("noisy otherwise").tobytes()


@pytest.mark.parametrize("name", ["punctuation", "invisible"])
def test_what_has_no_sound_is_refused(speeches: Speeches, name: str) -> None:
    assert speeches.result(name)["error"] == "nothing_to_speak"


def test_a_long_text_comes_in_parts_of_which_the_first_is_short(speeches: Speeches) -> None:
    first, *others = speeches.parts("long")
    assert len(first) < 0.3 * RATE_HZ
    assert all(0.4 * RATE_HZ < len(part) < 0.8 * RATE_HZ for part in others[:-1])
    assert speeches.words("long")[-2:] == ["the", "town"]


def test_cancelling_ends_a_long_text_at_once(speeches: Speeches) -> None:
    assert len(speeches.parts("aborted")) == 1
    assert speeches.result("aborted")["cancelled_s"] < 0.25 * speeches.result("long")["seconds"]


@pytest.mark.weights
def test_what_is_said_can_be_understood(speeches: Speeches) -> None:
    errors = [word_error_rate(s, transcribe(speeches.samples(s), RATE_HZ)) for s in SENTENCES]
    # It was 0.12 for these, and 0.06 for ten.
    assert sum(errors) / len(errors) <= 0.25
