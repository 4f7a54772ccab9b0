"""Where a stream goes on after so many samples, and what of its events is new."""

import msgspec
import pytest

from backend_queues.base import Word
from backend_queues.errors import UnknownUtterance
from frontend.protocol.events import (
    Done,
    Event,
    FellBack,
    InLine,
    Marked,
    Opened,
    Queued,
    SegmentBegan,
    SpokenWords,
)
from frontend.streaming.journal.continuation import Continuation, News, position_of, take_over
from frontend.streaming.journal.entries import (
    Asked,
    Began,
    Continued,
    Entry,
    Launched,
    Took,
    Voice,
    decode_entries,
    encode_entry,
)
from frontend.streaming.journal.heard import Heard
from frontend.streaming.position import Position
from frontend.streaming.resume_records import ResumeRight, ResumeRoom
from tests.support.memory_cluster import MemoryCluster

HZ = 1_000
OPENING = b'["opening",7,{"format":"pcm","sample_rate_hz":24000}]'
VOICE = b'["voice","tone","sine","en",{},[],null,{"backend":"tone","voice":"","options":{}}]'
ENTRIES: list[Entry] = [
    Launched(0.0, 1),
    Began(1, 3_000_000),
    Launched(0.0, 2),
    Began(2, 7_000_000),
]
WORDS = (Word("one", 3.0, 3.4), Word("two", 3.5, 3.9), Word("three", 4.0, 4.5))


@pytest.mark.parametrize(
    ("samples", "segment_index"),
    [(0, 0), (1, 0), (3_999, 0), (4_000, 1), (7_999, 1), (8_000, 2), (2**53, 2)],
)
def test_a_segment_is_made_again_that_began_long_enough_before(
    samples: int, segment_index: int
) -> None:
    starts = [0, 3_000_000, 7_000_000]
    expected = Position(segment_index, 0, starts[segment_index], samples)
    assert position_of(ENTRIES, samples, HZ) == expected


def new(heard: Heard, *events: Event) -> list[Event]:
    news = News(ENTRIES, heard, HZ)
    return [left for event in events if (left := news.of(event))]


SEGMENTS = [SegmentBegan(n, "text", float(n)) for n in range(4)]
QUEUED = [Queued(n, "text", 0) for n in range(4)]


@pytest.mark.parametrize(("samples", "segment_index"), [(3_600_999, 2), (3_601_000, 3)])
def test_after_an_hour_it_is_as_exact(samples: int, segment_index: int) -> None:
    entries = [*ENTRIES, Began(3, 3_600_000_000)]
    assert position_of(entries, samples, HZ).segment_index == segment_index


@pytest.mark.parametrize(
    ("heard", "first"),
    [
        (Heard(0), 0),
        (Heard(1), 1),
        (Heard(3_000), 1),
        (Heard(3_001), 2),
        (Heard(9_000), 3),
        (Heard(3_000, 1), 2),
        (Heard(3_001, 0), 1),
    ],
)
def test_a_segment_is_told_of_once(heard: Heard, first: int) -> None:
    assert new(heard, *SEGMENTS) == SEGMENTS[first:]
    assert new(heard, *QUEUED) == QUEUED[first:]


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        (Heard(3_001), WORDS[1:]),  # by their time, which is all there is to tell
        (Heard(3_500), WORDS[1:]),
        (Heard(3_501), WORDS[2:]),
        (Heard(9_000), ()),
        (Heard(3_900, 1, 1), WORDS[1:]),
        (Heard(3_900, 1, 0), WORDS),
        (Heard(3_900, 1, 3), ()),
        (Heard(3_900, 1, 99), ()),
        (Heard(3_000, 0, 7), WORDS),
        (Heard(3_000, 2, 0), ()),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_word_is_told_once(heard: Heard, words: tuple[Word, ...], at_once: bool) -> None:
    parts = [WORDS] if at_once else [(word,) for word in WORDS]
    told = new(heard, *(SpokenWords(1, part) for part in parts))
    assert tuple(w for one in told if isinstance(one, SpokenWords) for w in one.words) == words


def test_that_it_has_begun_is_known_and_its_end_is_not() -> None:
    opened, waits, done = Opened("u", "b", "v", HZ), InLine("u", 1, 1.0), Done(3, 9.0)
    assert new(Heard(0), waits, opened, done) == [done]


async def taken_over(journal: bytes) -> Continuation:
    """Take over a stream whose journal another version has written."""
    cluster, right = MemoryCluster(workers=0), ResumeRight("token")
    await cluster.append(right.name, journal, 0, generation="u", owner="")
    return await take_over(cluster, ResumeRoom(1_000), right, Heard(0))


async def test_what_a_newer_version_notes_of_a_voice_besides_is_passed_over() -> None:
    newer = VOICE.replace(b'"voice":"",', b'"voice":"","mood":"merry",')
    continuation = await taken_over(OPENING + b"\n" + newer + b"\n")
    assert continuation.voices[-1].request().backend == "tone"


def lines(*entries: Entry) -> bytes:
    return b"".join(encode_entry(entry) + b"\n" for entry in entries)


async def test_it_goes_on_behind_the_last_segment_and_message_that_are_noted() -> None:
    begun = OPENING + b"\n" + VOICE + b"\n"
    continuation = await taken_over(begun)
    assert (continuation.last_segment, continuation.messages) == (0, 0)
    continuation = await taken_over(begun + lines(Took(3), *ENTRIES, Took(5)))
    assert (continuation.last_segment, continuation.messages) == (2, 5)


async def test_what_was_asked_for_last_is_not_what_the_text_has_named_since() -> None:
    asked = msgspec.structs.replace(OTHER, asked=Asked("espeak"))
    inline = msgspec.structs.replace(OTHER, is_inline=True)
    journal = OPENING + b"\n" + VOICE + b"\n" + lines(asked, inline)
    assert (await taken_over(journal)).asked == asked


@pytest.mark.parametrize(
    "journal",
    [
        OPENING,
        OPENING.replace(b"24000", b"0") + b"\n" + VOICE,
        OPENING.replace(b"24000", b"999999999999") + b"\n" + VOICE,
        OPENING.replace(b"pcm", b"mp3") + b"\n" + VOICE,
        OPENING + b"\n" + VOICE.replace(b'"voice":""', b'"voice":null'),
        OPENING + b"\n" + VOICE.replace(b'"options":{}', b'"options":{"a":' + b"[" * 5_000),
        OPENING + b"\n" + VOICE.replace(b"sine", b"\xff"),
    ],
)
async def test_a_journal_of_another_version_is_not_known(journal: bytes) -> None:
    with pytest.raises(UnknownUtterance):
        await taken_over(journal)


OTHER = Voice("espeak", "en-us", "en-US", {}, (), None, Asked())
# In the midst of the second segment, after two of its words.
CONTINUED = Continued(1, 9, 2.0, 2, "tone", "tone", "sine", OTHER)


@pytest.mark.parametrize(
    ("samples", "segment_index"),
    [(2_999, 0), (3_000, 1), (3_999, 1), (5_500, 1), (7_999, 1), (8_000, 2)],
)
def test_of_another_voice_no_more_is_made_again_than_its_own(
    samples: int, segment_index: int
) -> None:
    """What the first voice has said would not come out the same."""
    position = position_of([*ENTRIES, CONTINUED], samples, HZ)
    assert position.segment_index == segment_index


def news_of(heard: Heard, *events: Event) -> list[Event | None]:
    news = News([*ENTRIES, CONTINUED], heard, HZ)
    return [news.of(event) for event in events]


def test_words_of_the_voice_before_are_not_counted_again() -> None:
    """The client knows the two of the first voice, and one of the other."""
    told = SpokenWords(1, WORDS)
    [left] = news_of(Heard(5_500, 1, 3), told)
    assert left == SpokenWords(1, WORDS[1:])


def test_who_has_not_heard_all_of_the_first_voice_is_told_all_words_of_the_other() -> None:
    fell_back = FellBack(1, 4.0, "tone", "espeak", "en-us", "no_worker")
    told = SpokenWords(1, WORDS)
    assert news_of(Heard(4_000, 1, 3), fell_back, told) == [fell_back, told]


def test_all_words_are_told_of_a_voice_that_begins_only_now() -> None:
    """The client knows two words of the voice before, of which nothing is noted."""
    told = SpokenWords(1, WORDS)
    fell_back = FellBack(1, 4.0, "tone", "espeak", "en-us", "no_worker")
    assert new(Heard(4_000, 1, 2), fell_back, told) == [fell_back, told]


def test_an_entry_of_another_backend_is_read_as_it_was_written() -> None:
    assert list(decode_entries(encode_entry(CONTINUED) + b"\n")) == [CONTINUED]


MARKS = [
    Marked(0, "zero", 0.5),
    Marked(1, "early", 3.2),
    Marked(1, "late", 3.6),
    Marked(2, "two", 7),
]


def test_a_mark_may_be_told_again_but_none_is_left_out() -> None:
    assert new(Heard(0), *MARKS) == MARKS
    assert new(Heard(3_400), *MARKS) == MARKS[1:]
    assert new(Heard(3_400, 2), *MARKS) == MARKS[3:]


def test_a_mark_that_the_voice_before_has_reached_is_not_told_again() -> None:
    for samples, first in ((3_200, 1), (3_201, 2), (3_600, 2), (3_601, 3)):
        news = News([*ENTRIES, CONTINUED], Heard(samples, 1, 0), HZ)
        assert [mark for mark in MARKS if news.of(mark)] == MARKS[first:]


def test_one_word_of_the_voice_before_is_enough_to_have_reached_its_marks() -> None:
    entries = [*ENTRIES, msgspec.structs.replace(CONTINUED, words=1)]
    news = News(entries, Heard(3_400, 1, 0), HZ)
    assert [mark for mark in MARKS if news.of(mark)] == MARKS[2:]
