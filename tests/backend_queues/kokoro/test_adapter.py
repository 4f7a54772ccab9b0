"""Kokoro with its real weights: words of odd texts, long texts, languages, cancelling."""

from pathlib import Path

import pytest

from tests.backend_queues.rendering import Rendered, Requests, render

pytestmark = pytest.mark.weights

LONG = " ".join(["The quick brown fox jumps over the lazy dog, and then it rests."] * 11)
SPANISH = "Buenos días, ¿hoy vamos a caminar?"

ODD, LONG_TEXT, ABORTED, AFTERWARDS, NOTHING, ENGLISH_VOICE, IN_SPANISH, JAPANESE, CHINESE = range(
    9
)
REQUESTS: Requests = [
    {"text": "I paid $3.50 for a well-known book -- “quoted” (really!).", "voice": "bf_emma"},
    {"text": LONG},
    {"text": LONG, "cancel_after_s": 0.3},
    {"text": "Hello again."},
    {"text": "— ... !"},
    {"text": SPANISH, "language": "es-MX"},
    {"text": SPANISH, "voice": "ef_dora", "language": "es-MX"},
    {"text": "今日はいい天気です。", "voice": "jf_alpha"},
    {"text": "今天天气很好，我们用GPT吧。", "voice": "zf_xiaobei"},
]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return render("kokoro", REQUESTS, tmp_path_factory.mktemp("kokoro"))


def written(rendered: Rendered, number: int) -> list[str]:
    return [text for text, _, _ in rendered.result(number)["words"]]


def seconds(rendered: Rendered, number: int) -> float:
    return len(rendered.speech(number)) / 24_000


def test_all_voices_are_there_and_the_first_is_heart(rendered: Rendered) -> None:
    names = [voice["name"] for voice in rendered.report["voices"]]
    assert len(names) == 54
    assert names[0] == "af_heart"


def test_words_are_as_written(rendered: Rendered) -> None:
    expected = "I paid $3.50 for a well-known book quoted really"
    assert written(rendered, ODD) == expected.split()


def test_a_long_text_comes_in_parts_whose_words_go_on_in_time(rendered: Rendered) -> None:
    parts = rendered.parts(LONG_TEXT)
    assert len(parts) > 10
    assert written(rendered, LONG_TEXT) == LONG.replace(",", "").replace(".", "").split()
    starts = [start_s for _, start_s, _ in rendered.result(LONG_TEXT)["words"]]
    assert starts == sorted(starts)
    assert len(parts[0]) / 24_000 < starts[-1] < seconds(rendered, LONG_TEXT)


def test_a_running_inference_is_aborted_and_the_session_stays_usable(rendered: Rendered) -> None:
    assert rendered.result(ABORTED)["parts"] == 0
    assert rendered.result(ABORTED)["cancelled_s"] < 0.25
    assert 0.8 < seconds(rendered, AFTERWARDS) < 3


def test_a_text_of_punctuation_alone_is_refused(rendered: Rendered) -> None:
    assert rendered.result(NOTHING)["error"] == "nothing_to_speak"


def test_a_voice_speaks_another_language_by_that_languages_rules(rendered: Rendered) -> None:
    assert written(rendered, ENGLISH_VOICE) == written(rendered, IN_SPANISH)
    assert rendered.report["capabilities"]["any_language"]


def test_a_mix_speaks_any_of_the_languages(tmp_path: Path) -> None:
    mix = {"text": "今天天气很好。", "voice": "af_jessica,zf_xiaoxiao", "language": "zh"}
    english = {"text": "Hello there.", "voice": "jf_nezumi", "language": "en-US"}
    rendered = render("kokoro", [mix, english], tmp_path)
    assert 0.8 < seconds(rendered, 0) < 5
    assert written(rendered, 1) == ["Hello", "there"]


def test_words_of_other_languages_come_where_espeak_keeps_them_apart(rendered: Rendered) -> None:
    assert written(rendered, IN_SPANISH) == ["Buenos", "días", "hoy", "vamos", "a", "caminar"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(JAPANESE, "今日 は いい 天気 です"), (CHINESE, "今天天气 很 好 我们 用 GPT 吧")],
)
def test_japanese_and_chinese_are_spoken_word_by_word(
    rendered: Rendered, number: int, words: str
) -> None:
    assert 1 < seconds(rendered, number) < 8
    assert written(rendered, number) == words.split()
    starts = [start_s for _, start_s, _ in rendered.result(number)["words"]]
    assert starts == sorted(starts) and starts[-1] < seconds(rendered, number)


def test_other_languages_are_not_read_as_english(tmp_path: Path) -> None:
    # "Chinese letter", repeated, is what an English reader makes of each of these.
    text = "今日は天気がいい"
    both = [{"text": text, "voice": "jf_alpha"}, {"text": text, "voice": "af_heart"}]
    rendered = render("kokoro", both, tmp_path)
    assert seconds(rendered, 0) < 0.6 * seconds(rendered, 1)
