"""What was heard of a stream when so much of it was played."""

import pytest

from backend_queues.base import Word
from frontend.protocol.events import (
    Audio,
    Done,
    Event,
    FellBack,
    Flushed,
    Queued,
    SegmentBegan,
    SpokenWords,
)
from frontend.streaming.contexts.transcript import KEPT_SEGMENTS, Transcript

RATE_HZ = 1_000
FIRST, SECOND = 'He said: "Go home, now!"', "And so they went."


def audio(index: int, seconds: float) -> Audio:
    return Audio(index, 0, bytes(2 * round(seconds * RATE_HZ)), RATE_HZ)


def two_segments(*words: Word) -> Transcript:
    """Return the transcript of two segments of 2 s, of which the second is sent by half."""
    events: list[Event] = [Queued(0, FIRST, 0), Queued(1, SECOND, 0), SegmentBegan(0, FIRST, 0.0)]
    events += [SpokenWords(0, words)] if words else []
    events += [audio(0, 2.0), SegmentBegan(1, SECOND, 2.0), audio(1, 1.0)]
    transcript = Transcript()
    for event in events:
        transcript.take(event)
    return transcript


WORDS = (
    Word("He", 0.0, 0.2),
    Word("said", 0.2, 0.6),
    Word("Go", 0.8, 1.0),
    Word("home", 1.0, 1.4),
    Word("now", 1.5, 1.9),
)


@pytest.mark.parametrize(
    ("played_s", "heard"),
    [
        (0.0, ""),
        (0.15, "He"),
        (0.39, "He"),
        (0.4, "He said:"),
        (0.95, 'He said: "Go'),
        (1.25, 'He said: "Go home,'),
        (1.75, FIRST),
        (2.0, FIRST),
    ],
)
def test_a_word_is_heard_from_its_middle_on_with_its_punctuation(
    played_s: float, heard: str
) -> None:
    spoken, rest = two_segments(*WORDS).heard(played_s)
    assert spoken == heard
    assert f"{spoken} {rest}".strip() == f"{FIRST} {SECOND}"


@pytest.mark.parametrize(
    ("played_s", "heard"),
    [
        (0.0, ""),
        (0.1, ""),
        (0.9, "He said:"),
        (1.2, 'He said: "Go'),
        (1.99, FIRST),
        (2.1, FIRST),
        (3.0, f"{FIRST} And so they"),
        (9.0, f"{FIRST} {SECOND}"),
    ],
)
def test_without_times_of_words_it_is_their_share(played_s: float, heard: str) -> None:
    spoken, rest = two_segments().heard(played_s)
    assert spoken == heard
    assert f"{spoken} {rest}".strip() == f"{FIRST} {SECOND}"


def test_a_script_without_spaces_is_cut_between_letters() -> None:
    transcript, text = Transcript(), "今日は天気がいい"
    for event in (Queued(0, text, 0), SegmentBegan(0, text, 0.0), audio(0, 4.0), Flushed(1)):
        transcript.take(event)
    assert transcript.heard(2.0) == (text[:4], text[4:])


def test_words_that_another_backend_tells_again_count_once() -> None:
    transcript, text = Transcript(), "one one two"
    for event in (
        Queued(0, text, 0),
        SegmentBegan(0, text, 0.0),
        SpokenWords(0, (Word("one", 0.0, 0.5), Word("one", 0.5, 1.0), Word("two", 1.0, 1.5))),
        FellBack(0, 0.5, "first", "second", "voice", "no_worker"),
        SpokenWords(0, (Word("one", 0.5, 1.2), Word("two", 1.2, 2.0))),
        audio(0, 2.0),
    ):
        transcript.take(event)
    assert transcript.heard(1.1) == ("one one", "two")


def test_of_what_is_still_being_sent_the_rest_was_not_heard() -> None:
    """Words are told with their audio, so those that follow are not known yet."""
    transcript, text = Transcript(), "one two three four"
    for event in (
        Queued(0, text, 0),
        SegmentBegan(0, text, 0.0),
        SpokenWords(0, (Word("one", 0.0, 0.5), Word("two", 0.5, 1.0))),
        audio(0, 1.0),
    ):
        transcript.take(event)
    assert transcript.heard(5.0) == ("one two", "three four")
    rest: list[Event] = [SpokenWords(0, (Word("three", 1.0, 1.5),)), audio(0, 1.0), Done(1, 2.0)]
    for later in rest:
        transcript.take(later)
    assert transcript.heard(5.0) == (text, "")


def taken(*events: Event, had_s: float = 0.0) -> Transcript:
    transcript = Transcript(had_s)
    for event in events:
        transcript.take(event)
    return transcript


def segment(index: int, text: str, start_s: float, seconds: float) -> list[Event]:
    return [Queued(index, text, 0), SegmentBegan(index, text, start_s), audio(index, seconds)]


def test_until_a_segment_has_ended_one_is_taken_to_have_fifteen_characters_a_second() -> None:
    text = "今" * 30
    assert taken(*segment(0, text, 0.0, 0.5)).heard(1.0) == (text[:15], text[15:])


def test_a_segment_that_is_still_sent_is_taken_to_be_as_fast_as_those_before() -> None:
    """Ten characters in half a second, and ten in a second and a half."""
    first, second, third = "今" * 10, "日" * 10, "は" * 20
    transcript = taken(
        *segment(0, first, 0.0, 0.5), *segment(1, second, 0.5, 1.5), *segment(2, third, 2.0, 0.5)
    )
    assert transcript.heard(2.7) == (f"{first} {second} {third[:7]}", third[7:])


def test_a_short_segment_says_how_fast_a_voice_is_as_well() -> None:
    text = "今" * 10
    transcript = taken(*segment(0, "好", 0.0, 0.5), *segment(1, text, 0.5, 0.5))
    assert transcript.heard(1.5) == (f"好 {text[:2]}", text[2:])


def test_at_its_end_all_of_a_segment_was_heard_though_not_all_words_were_told() -> None:
    told = SpokenWords(0, WORDS[:2])
    transcript = taken(*segment(0, FIRST, 0.0, 2.0), told, Flushed(1))
    assert transcript.heard(1.99)[0] == "He said:"
    assert transcript.heard(2.0) == (FIRST, "")


def test_of_a_segment_that_was_had_before_a_stream_was_resumed_the_speed_is_known() -> None:
    """Seven seconds were had, and nothing of the first segment is sent again."""
    had, text = "今" * 20, "日" * 10
    transcript = taken(
        Queued(4, had, 0), SegmentBegan(4, had, 3.0), *segment(5, text, 7.0, 0.5), had_s=7.0
    )
    assert transcript.heard(8.0) == (f"{had} {text[:5]}", text[5:])


def test_only_so_many_segments_are_kept() -> None:
    transcript, more = Transcript(), 5
    assert KEPT_SEGMENTS == 1_000  # an hour of speech, and more
    for index in range(KEPT_SEGMENTS + more):
        for event in (
            Queued(index, f"number {index}", 0),
            SegmentBegan(index, f"number {index}", index * 0.5),
            audio(index, 0.5),
        ):
            transcript.take(event)
    spoken, rest = transcript.heard((KEPT_SEGMENTS + more - 1) * 0.5)
    assert spoken.startswith(f"number {more} ")
    assert rest == f"number {KEPT_SEGMENTS + more - 1}"


def test_a_silence_that_is_no_segment_is_heard_as_nothing() -> None:
    transcript = Transcript()
    transcript.take(Audio(0, 2_400, bytes(4_800), 24_000))
    assert transcript.heard(1.0) == ("", "")
    assert transcript.sent_s == pytest.approx(0.1)
