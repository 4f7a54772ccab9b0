"""Captions: nothing of the text is lost, none overlap, and they break where a reader would."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_queues.base import Word
from frontend.jobs.assembling.caption_file import CaptionFile
from frontend.jobs.assembling.captions import LINE_COLUMNS, LONGEST_S, Cue, cues_of, lasting
from frontend.jobs.assembling.timed import columns, tokens_of
from frontend.jobs.job import SpokenSegment
from tests.frontend.jobs.assembling.spoken import bound, captions_in, item, spoken

CHARS_A_SECOND = 15


def segment_of(
    text: str, words: tuple[Word, ...] = (), speech_s: float | None = None, pause_s: float = 0.3
) -> SpokenSegment:
    """Return a silent segment; without another length, as long as the text takes to say."""
    samples = round(24_000 * (len(text) / CHARS_A_SECOND if speech_s is None else speech_s))
    return spoken(bytes(2 * samples), text=text, words=words, pause_s=pause_s)


def lines_of(text: str) -> list[tuple[str, ...]]:
    return [cue.lines for cue in cues_of(segment_of(text), 0.0)]


texts = st.text(
    st.one_of(
        st.sampled_from("abc de fg. hi, jk! \u0301\u0e31 "),
        st.sampled_from("猫である。「ニャー」、名 前"),
        st.characters(),
    ),
    max_size=400,
)
seconds = st.floats(0, 60)
words = st.lists(st.builds(Word, st.text("abcde猫で", max_size=4), seconds, seconds), max_size=40)


@given(text=texts, words=words, speech_s=seconds, start_s=st.floats(0, 90_000))
def test_nothing_is_lost_nothing_overlaps_and_the_limits_hold(
    text: str, words: list[Word], speech_s: float, start_s: float
) -> None:
    segment = segment_of(text, tuple(words), speech_s)
    cues = cues_of(segment, start_s)
    assert without_spaces("".join(line for cue in cues for line in cue.lines)) == (
        without_spaces(text)
    )
    tokens = {token.text for token in tokens_of(segment, LINE_COLUMNS)}
    for cue in cues:
        assert start_s <= cue.start_s <= cue.end_s <= start_s + speech_s + 0.001
        assert 1 <= len(cue.lines) <= 2
        assert all(0 <= columns(line) <= LINE_COLUMNS for line in cue.lines)
        assert cue.end_s - cue.start_s <= LONGEST_S + 0.001 or "".join(cue.lines) in tokens
    assert all(cue.end_s <= after.start_s for cue, after in pairwise(cues))


def without_spaces(text: str) -> str:
    return "".join(text.split())


def test_a_short_sentence_is_one_line() -> None:
    assert lines_of("It was a bright cold day in April.") == [
        ("It was a bright cold day in April.",)
    ]


def test_two_lines_are_parted_at_a_clause() -> None:
    text = "It was a bright cold day in April, and the clocks were striking thirteen."
    assert lines_of(text) == [
        ("It was a bright cold day in April,", "and the clocks were striking thirteen.")
    ]


def test_a_long_sentence_is_broken_at_its_clauses() -> None:
    first = "The hallway, which had not been swept for years, smelt of boiled cabbage,"
    second = "and at one end of it a coloured poster, too large for indoors, was on the wall."
    found = [" ".join(lines) for lines in lines_of(f"{first} {second}")]
    assert found == [first, second]


def test_without_a_clause_the_parts_are_about_equal() -> None:
    text = "The hallway smelt of boiled cabbage and old rag mats and of something nobody could name"
    (first, second) = lines_of(text)
    assert abs(len(" ".join(first)) - len(" ".join(second))) < 10


def test_sentences_of_one_segment_are_parted_rather_than_broken() -> None:
    text = "No, he said. Nobody in this whole town has ever seen it rain as it has rained today."
    assert lines_of(f"{text} Yes.")[0] == ("No, he said.",)


def test_a_name_is_not_parted_from_its_title() -> None:
    text = "On that day the whole town was told of it by old Mr. Smith, who keeps the shop at port."
    assert [lines for lines in lines_of(text) if lines[-1].endswith("Mr.")] == []


def test_scripts_without_spaces_have_half_the_characters() -> None:
    text = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
    assert lines_of(text) == [
        ("吾輩は猫である。名前はまだ無い。", "どこで生れたかとんと見当がつかぬ。")
    ]


def test_a_word_that_is_too_long_for_a_line_is_cut() -> None:
    url = "https://example.org/" + "a/very/long/path/" * 8
    assert "".join("".join(lines) for lines in lines_of(url)) == url


def test_a_caption_is_shown_for_7_seconds_at_most() -> None:
    slow = segment_of("One two three four five six.", speech_s=30.0)
    assert all(cue.end_s - cue.start_s <= LONGEST_S for cue in cues_of(slow, 0.0))


def test_punctuation_is_the_texts_and_times_are_the_words() -> None:
    words = (Word("well", 0.1, 0.5), Word("he", 0.7, 0.8), Word("said", 0.8, 1.2))
    (cue,) = cues_of(segment_of("“Well,” he said.", words, speech_s=1.25), 10.0)
    assert cue == Cue(10.1, 11.2, ("“Well,” he said.",))
    tokens = tokens_of(segment_of("“Well,” he said.", words, speech_s=1.25), LINE_COLUMNS)
    assert [token.start_s for token in tokens[1:]] == pytest.approx([0.7, 0.8])
    assert tokens[0].end_s <= 0.7


def test_words_that_are_not_in_the_text_do_not_mislead_for_long() -> None:
    """Numbers may be told of as they are spoken, here in a word that is written later."""
    told = ["it", "is", "five", "dollars", "five", "for", "a", "pair"]
    words = tuple(Word(text, n * 0.5, n * 0.5 + 0.4) for n, text in enumerate(told))
    segment = segment_of("It is $5: five for a pair.", words, speech_s=4.0)
    tokens = {token.text: token for token in tokens_of(segment, LINE_COLUMNS)}
    assert tokens["is"].end_s <= tokens["$5:"].start_s <= tokens["five"].start_s
    assert tokens["a"].start_s == pytest.approx(3.0)
    assert tokens["pair."].start_s == pytest.approx(3.5)


def test_without_words_the_time_is_shared_by_characters() -> None:
    first, second = tokens_of(segment_of("aaaaa bbbb", speech_s=10.0, pause_s=0.5), LINE_COLUMNS)
    assert (first.start_s, first.end_s) == (0.0, 5.0)
    assert (second.start_s, second.end_s) == (6.0, 10.0)


def test_a_short_caption_stays_for_a_second_if_there_is_time() -> None:
    cues = [Cue(0.0, 0.2, ("a",)), Cue(3.0, 3.2, ("b",)), Cue(3.5, 3.6, ("c",))]
    assert [(cue.start_s, cue.end_s) for cue in lasting(cues)] == [(0, 1), (3, 3.5), (3.5, 3.6)]


@pytest.mark.parametrize("kind", ["srt", "vtt"])
def test_a_file_of_captions_can_be_read(tmp_path: Path, kind: str) -> None:
    words = (Word("fish", 0.25, 0.5), Word("chips", 1.0, 1.75))
    segments = {
        "a": segment_of("Fish & <b>chips</b> --> now", words, speech_s=2.0, pause_s=0.5),
        "b": segment_of("2", speech_s=1.0, pause_s=0.0),
    }
    _, path = bound(tmp_path, segments, [item("a", "b"), item("b")], captions=(kind,))
    assert captions_in(path) == [
        (250, 2_000, "Fish & <b>chips</b> --> now"),
        (2_500, 3_500, "2"),
        (4_000, 5_000, "2"),
    ]


def test_hours_and_milliseconds_are_written_as_players_read_them(tmp_path: Path) -> None:
    cue = Cue(3_723.0456, 36_000.9999, ("First", "second"))
    files = [CaptionFile(tmp_path / "a.srt"), CaptionFile(tmp_path / "a.vtt")]
    for file in files:
        file.write(cue)
        file.write(Cue(36_000.9999, 36_000.9999, ("at once",)))
        file.close()
    assert (tmp_path / "a.srt").read_text() == (
        "1\n01:02:03,046 --> 10:00:01,000\nFirst\nsecond\n\n"
        "2\n10:00:01,000 --> 10:00:01,001\nat once\n\n"
    )
    assert (tmp_path / "a.vtt").read_text() == (
        "WEBVTT\n\n01:02:03.046 --> 10:00:01.000\nFirst\nsecond\n\n"
        "10:00:01.000 --> 10:00:01.001\nat once\n\n"
    )


def test_pauses_and_silence_have_no_captions(tmp_path: Path) -> None:
    segments = {"a": segment_of("", speech_s=0.0, pause_s=2.0), "b": segment_of("After it.")}
    _, path = bound(tmp_path, segments, [item("a", "b")], captions=("srt",))
    ((start_ms, _, text),) = captions_in(path)
    assert (start_ms, text) == (2_000, "After it.")
