"""Text becomes lines as they are needed, bounded, each in the style of its time."""

import pytest

from backend_queues.registry import registry
from frontend.script import CUT_AT_ONCE_CHARS, Line, Script
from frontend.style import Style
from tasks.errors import TextTooLong

PLAIN = Style(registry().get("tone"), "sine", "", {}, tags=())
LAUGHING = Style(registry().get("tone"), "sine", "", {}, tags=("laugh",))


def lines_of(script: Script, now: float = 0.0) -> list[Line]:
    lines = []
    while True:
        while script.cut(now):
            pass
        if not script.has_lines:
            return lines
        lines.append(script.pop())


def spoken(text: str, style: Style = PLAIN) -> list[str]:
    script = Script(style, 10_000)
    script.write(text, now=0)
    script.end()
    return [line.segment.text for line in lines_of(script)]


def test_a_text_becomes_its_sentences() -> None:
    text = "This is the first sentence. And this is the second one."
    assert spoken(text) == ["This is the first sentence.", "And this is the second one."]


def test_no_pause_follows_the_last_line() -> None:
    script = Script(PLAIN, 1000)
    script.write("This is the first sentence. And this is the second one.", now=0)
    script.end()
    first, last = lines_of(script)
    assert first.segment.pause_s > 0
    assert last.segment.pause_s == 0


def test_a_pause_that_was_asked_for_stays_at_the_end() -> None:
    script = Script(PLAIN, 1000)
    script.write("This is a sentence. [pause 2]", now=0)
    script.end()
    assert lines_of(script)[-1].segment.pause_s == 2


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
    script = Script(PLAIN, 1000)
    script.write("This is the first sentence.\nThis is", now=0)
    script.style = LAUGHING
    script.write(" the second one.\n", now=0)
    first, second = lines_of(script)
    assert (first.style, second.style) == (PLAIN, LAUGHING)
    assert second.segment.text == "This is the second one."


def test_a_change_of_language_ends_the_sentence() -> None:
    script = Script(PLAIN, 1000)
    script.write("This is some English", now=0)
    script.style = Style(registry().get("tone"), "sine", "de", {}, tags=())
    script.write("und das ist Deutsch.\n", now=0)
    assert [line.segment.text for line in lines_of(script)] == [
        "This is some English",
        "und das ist Deutsch.",
    ]


def test_lines_keep_the_style_of_their_time() -> None:
    script = Script(PLAIN, 1000)
    script.write("This is the first sentence.\n", now=0)
    [first] = lines_of(script)
    script.style = LAUGHING
    script.write("And this is the second one.\n", now=0)
    [second] = lines_of(script)
    assert (first.style, second.style) == (PLAIN, LAUGHING)


def test_text_that_waits_is_bounded() -> None:
    script = Script(PLAIN, max_text_chars=100)
    script.write("a" * 60, now=0)
    with pytest.raises(TextTooLong, match="limit is 100"):
        script.write("b" * 60, now=0)


def test_text_that_was_spoken_makes_room() -> None:
    script = Script(PLAIN, max_text_chars=100)
    for _ in range(50):
        script.write("This sentence has some fifty characters, or not.\n", now=0)
        assert lines_of(script)


def test_a_long_text_is_cut_a_little_at_a_time() -> None:
    script = Script(PLAIN, 1_000_000)
    script.write("👋" * 10 * CUT_AT_ONCE_CHARS, now=0)
    script.end()
    calls = 0
    while script.cut(0):
        calls += 1
    assert calls == 9  # the tenth ends it
    assert script.exhausted


def test_the_writers_silence_ends_a_sentence() -> None:
    script = Script(PLAIN, 1000)
    script.write("This is the whole of what I have to say.", now=10)
    assert lines_of(script, now=10.05) == []
    assert script.mid_sentence
    [line] = lines_of(script, now=10.5)
    assert line.segment.text == "This is the whole of what I have to say."
