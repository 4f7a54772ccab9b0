"""Text becomes lines as they are needed, bounded, each in the style of its time."""

import time
from dataclasses import replace

import pytest

from backend_queues.errors import TextTooLong
from backend_queues.registry import registry
from frontend.protocol.events import nothing_to_speak
from frontend.protocol.text_options import TextOptions
from frontend.streaming.diction.planned_segment import PlannedSegment
from frontend.streaming.scheduling.phrases import KnownPhrases
from frontend.streaming.scheduling.text_buffer import TextBuffer
from frontend.streaming.scheduling.writing import Waiting
from frontend.streaming.scheduling.written_text import CUT_AT_ONCE_CHARS
from frontend.text import PhraseLimits
from frontend.voices.voice_settings import VoiceSettings

PLAIN = VoiceSettings(registry().get("tone"), "sine", "", {}, tags=())
LAUGHING = VoiceSettings(registry().get("tone"), "sine", "", {}, tags=("laugh",))


def lines_of(text_buffer: TextBuffer, now: float = 0.0) -> list[PlannedSegment]:
    planned: list[PlannedSegment] = []
    while True:
        while text_buffer.cut(now):
            pass
        if not text_buffer.has_segments:
            return planned
        planned.append(text_buffer.pop())


def spoken(text: str, voice_settings: VoiceSettings = PLAIN) -> list[str]:
    text_buffer = TextBuffer(voice_settings, 10_000)
    text_buffer.write(text, now=0)
    text_buffer.end()
    return [planned.segment.text for planned in lines_of(text_buffer)]


def test_a_text_becomes_its_sentences() -> None:
    text = "This is the first sentence. And this is the second one."
    assert spoken(text) == ["This is the first sentence.", "And this is the second one."]


def test_no_pause_follows_the_last_line() -> None:
    text_buffer = TextBuffer(PLAIN, 1000)
    text_buffer.write("This is the first sentence. And this is the second one.", now=0)
    text_buffer.end()
    first, last = lines_of(text_buffer)
    assert first.segment.pause_s > 0
    assert last.segment.pause_s == 0


def test_a_pause_that_was_asked_for_stays_at_the_end() -> None:
    text_buffer = TextBuffer(PLAIN, 1000)
    text_buffer.write("This is a sentence. [pause 2]", now=0)
    text_buffer.end()
    assert lines_of(text_buffer)[-1].segment.pause_s == 2


def test_tags_are_kept_only_where_the_backend_has_them() -> None:
    text = "That is very funny [laugh] indeed."
    assert spoken(text) == ["That is very funny indeed."]
    assert spoken(text, LAUGHING) == [text]
    assert spoken("[laugh]") == []
    assert spoken("[laugh]", LAUGHING) == ["[laugh]"]


def test_what_is_left_of_a_dropped_tag_is_not_spoken() -> None:
    assert spoken("[laugh] ... [pause 1]") == [""]
    assert spoken("[pause 0.01ms]") == []


def test_a_sentence_begun_before_a_change_of_style_is_spoken_in_the_new_one() -> None:
    text_buffer = TextBuffer(PLAIN, 1000)
    text_buffer.write("This is the first sentence.\nThis is", now=0)
    text_buffer.written.voice_settings = LAUGHING
    text_buffer.write(" the second one.\n", now=0)
    first, second = lines_of(text_buffer)
    assert (first.voice_settings, second.voice_settings) == (PLAIN, LAUGHING)
    assert second.segment.text == "This is the second one."


def test_a_change_of_language_ends_the_sentence() -> None:
    text_buffer = TextBuffer(PLAIN, 1000)
    text_buffer.write("This is some English", now=0)
    text_buffer.written.voice_settings = VoiceSettings(
        registry().get("tone"), "sine", "de", {}, tags=()
    )
    text_buffer.write("und das ist Deutsch.\n", now=0)
    assert [planned.segment.text for planned in lines_of(text_buffer)] == [
        "This is some English",
        "und das ist Deutsch.",
    ]


def test_lines_keep_the_style_of_their_time() -> None:
    text_buffer = TextBuffer(PLAIN, 1000)
    text_buffer.write("This is the first sentence.\n", now=0)
    [first] = lines_of(text_buffer)
    text_buffer.written.voice_settings = LAUGHING
    text_buffer.write("And this is the second one.\n", now=0)
    [second] = lines_of(text_buffer)
    assert (first.voice_settings, second.voice_settings) == (PLAIN, LAUGHING)


def test_text_that_waits_is_bounded() -> None:
    text_buffer = TextBuffer(PLAIN, max_text_chars=100)
    text_buffer.write("a" * 60, now=0)
    with pytest.raises(TextTooLong, match="limit is 100"):
        text_buffer.write("b" * 60, now=0)


def test_as_many_characters_as_the_limit_may_wait_and_no_more() -> None:
    text_buffer = TextBuffer(PLAIN, max_text_chars=100)
    text_buffer.write("a" * 100, now=0)
    with pytest.raises(TextTooLong, match="101 characters wait"):
        text_buffer.write("b", now=0)


def test_the_beginning_of_a_sentence_waits_too() -> None:
    text_buffer = TextBuffer(PLAIN, max_text_chars=100)
    text_buffer.write("a" * 60, now=0)
    assert lines_of(text_buffer) == []
    with pytest.raises(TextTooLong, match="120 characters wait"):
        text_buffer.write("b" * 60, now=0)


def test_time_may_bring_a_line_only_while_a_sentence_is_open() -> None:
    text_buffer = TextBuffer(PLAIN, 1000)
    assert not text_buffer.mid_sentence
    text_buffer.write("a", now=0)
    lines_of(text_buffer)
    assert text_buffer.mid_sentence
    text_buffer.end()
    assert not text_buffer.mid_sentence


def test_nothing_is_cut_while_a_line_is_ready() -> None:
    text_buffer = TextBuffer(PLAIN, 10_000)
    text_buffer.write("One line.\n" * 300, now=0)
    for _ in range(5):
        assert not text_buffer.cut(0)
    ready = 0
    while text_buffer.has_segments:
        text_buffer.pop()
        ready += 1
    assert ready == CUT_AT_ONCE_CHARS / len("One line.\n")


def test_text_that_was_spoken_makes_room() -> None:
    text_buffer = TextBuffer(PLAIN, max_text_chars=100)
    for _ in range(50):
        text_buffer.write("This sentence has some fifty characters, or not.\n", now=0)
        assert lines_of(text_buffer)


def test_a_long_text_is_cut_a_little_at_a_time() -> None:
    text_buffer = TextBuffer(PLAIN, 1_000_000)
    text_buffer.write("👋" * 10 * CUT_AT_ONCE_CHARS, now=0)
    text_buffer.end()
    calls = 0
    while text_buffer.cut(0):
        calls += 1
    assert calls == 9  # the tenth ends it
    assert text_buffer.exhausted


def test_the_writers_silence_ends_a_sentence() -> None:
    text_buffer = TextBuffer(PLAIN, 1000)
    text_buffer.write("This is the whole of what I have to say.", now=10)
    assert lines_of(text_buffer, now=10.05) == []
    assert text_buffer.mid_sentence
    [planned] = lines_of(text_buffer, now=10.5)
    assert planned.segment.text == "This is the whole of what I have to say."


class Patient(KnownPhrases):
    """A first audio may take as long as it likes."""

    def of_writing(self, backend: str, chars: float) -> PhraseLimits:
        return PhraseLimits()

    def spare_s(self, backend: str, chars: float, waiting: Waiting) -> float:
        return 60.0


def test_a_writer_who_pauses_keeps_nobody_waiting_however_long_first_audio_may_take() -> None:
    text_buffer = TextBuffer(PLAIN, 1000, Patient())
    text_buffer.write("Once upon a time there was a king who", now=10)
    text_buffer.cut(10)
    for now in (10.0, 10.7):
        assert lines_of(text_buffer, now) == []
    assert text_buffer.look_in_s(10.7) == pytest.approx(0.1)
    text_buffer.cut(10.8, lead_s=1.0)  # its listener has something to hear
    assert not text_buffer.has_segments
    [planned] = lines_of(text_buffer, now=10.9)
    assert planned.segment.text == "Once upon a time there was a king"


def pauses_of(text: str, max_pauses_s: float) -> list[float]:
    text_buffer = TextBuffer(PLAIN, 10_000, max_pauses_s=max_pauses_s)
    text_buffer.write(text, now=0)
    text_buffer.end()
    return [planned.segment.pause_s for planned in lines_of(text_buffer)]


def test_pauses_that_are_asked_for_are_bounded_in_all() -> None:
    assert pauses_of("[pause 10]" * 12, 25) == [10, 10, 5]
    assert pauses_of("One is said. [pause 10] Two is said. [pause 10] Three is said.", 12) == [
        10,
        2,
        0,
    ]


@pytest.mark.parametrize(
    ("text", "waits"), [(" ", False), ("\n \t", False), ("A", True), ("[pau", True), (" *", True)]
)
def test_only_text_that_may_be_spoken_is_looked_at_again(text: str, waits: bool) -> None:
    """White space alone would be looked at ten times a second, for ever."""
    text_buffer = TextBuffer(PLAIN, 1000)
    text_buffer.write("This is a sentence.", now=0)
    lines_of(text_buffer)
    text_buffer.write(text, now=1)
    lines_of(text_buffer, now=9)
    text_buffer.write(text, now=10)
    lines_of(text_buffer, now=10)
    assert text_buffer.mid_sentence is waits


@pytest.mark.no_cover
@pytest.mark.parametrize("unit", ["\u2003", "\u00a0", "A. ", "Dr. ", "、", "“a", "[ ", "a,"])
def test_no_text_holds_others_up_for_long(unit: str) -> None:
    """A piece takes about 2 ms at the most; a text that is looked at again and again took 4 s."""
    for chars in (1_000, 40_000):
        text_buffer = TextBuffer(PLAIN, 10**6)
        text_buffer.write((unit * chars)[:chars], now=0)
        text_buffer.end()
        longest_s = 0.0
        while not text_buffer.exhausted:
            began = time.thread_time()
            text_buffer.cut(0.0)
            longest_s = max(longest_s, time.thread_time() - began)
            while text_buffer.has_segments:
                text_buffer.pop()
        assert longest_s < 0.2


def test_words_in_brackets_are_spoken_without_them() -> None:
    assert spoken("He cast [Fireball] at it. [T]he end came.", LAUGHING) == [
        "He cast Fireball at it.",
        "The end came.",
    ]


def test_a_text_is_read_as_its_voice_settings_say() -> None:
    text = "<think>It is a greeting.</think>Hello there, all of you."
    assert spoken(text) == ["Hello there, all of you."]
    thinking = replace(PLAIN, text=TextOptions(reasoning="speak"))
    assert spoken(text, thinking) == ["It is a greeting.", "Hello there, all of you."]


def test_a_change_of_what_is_said_ends_a_sentence() -> None:
    text_buffer = TextBuffer(PLAIN, 1000)
    text_buffer.write("It begins 👍 ", now=0)
    text_buffer.written.voice_settings = replace(PLAIN, text=TextOptions(emoji="name"))
    text_buffer.write("and ends 👍", now=0)
    text_buffer.end()
    assert [planned.segment.text for planned in lines_of(text_buffer)] == [
        "It begins",
        "and ends thumbs up",
    ]


def test_reasoning_that_nothing_ends_is_known() -> None:
    text_buffer = TextBuffer(PLAIN, 1000)
    text_buffer.write("<think>It goes on.", now=0)
    text_buffer.end()
    assert lines_of(text_buffer) == []
    assert text_buffer.cutter.unclosed == "<think>"
    assert "<think> begins" in nothing_to_speak(text_buffer.cutter.unclosed).message


def test_a_sentence_is_begun_by_its_first_letter_and_not_by_the_blanks_before_it() -> None:
    waited: list[float] = []

    class Asked(Patient):
        def spare_s(self, backend: str, chars: float, waiting: Waiting) -> float:
            waited.append(waiting.begun_s)
            return 60.0

    text_buffer = TextBuffer(PLAIN, 1000, Asked())
    for now, token in ((9.0, " "), (10.0, "It"), (11.0, " was")):
        text_buffer.write(token, now)
        while text_buffer.cut(now):
            pass
    text_buffer.cut(11.5)
    assert waited[-1] == pytest.approx(1.5)
