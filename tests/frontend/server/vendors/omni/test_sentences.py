"""A text's events as messages of sentences: their words, their files, and how they break off."""

import pytest

from backend_queues.base import Word
from backend_queues.errors import TextTooLong
from frontend.audio.formats import Encoding
from frontend.protocol.events import Audio, Event, FellBack, SegmentBegan, SpokenWords
from frontend.protocol.outcomes import FallbackReason
from frontend.server.connections.held import HELD
from frontend.server.vendors.omni import sentences
from frontend.server.vendors.omni.messages import (
    AudioChunk,
    AudioDone,
    AudioStart,
    Config,
    TimedWord,
)
from frontend.server.vendors.omni.sentences import Sent, Sentences, encoded_file

TIMED = Config(stream_audio=True, word_timestamps=True, split_granularity="sentence")
SECOND_PCM = bytes(48_000)


def audio(index: int, pcm: bytes = SECOND_PCM) -> Audio:
    return Audio(index, len(pcm) // 2, pcm, 24_000)


async def sent(config: Config, *events: Event) -> list[Sent]:
    made = Sentences(config, "s", 0)
    told = [message for event in events async for message in made.take(event)]
    return told + [message async for message in made.end()]


async def test_words_are_timed_from_the_start_of_their_sentence() -> None:
    messages = await sent(
        TIMED,
        SegmentBegan(0, "One.", 0.0),
        audio(0),
        SpokenWords(0, (Word("One.", 0.1, 0.9),)),
        SegmentBegan(1, "And two.", 1.0),
        SpokenWords(1, (Word("And", 1.1, 1.25), Word("two.", 1.5, 1.75))),
        audio(1),
    )
    lasts = [one for one in messages if isinstance(one, AudioChunk) and not one.audio_b64]
    assert [last.timestamps for last in lasts] == [
        (TimedWord("One.", 100, 900),),
        (TimedWord("And", 100, 250), TimedWord("two.", 500, 750)),
    ]
    assert {(last.chunk_start_ms, last.chunk_end_ms) for last in lasts} == {(0, 1000)}


async def test_words_that_a_fallback_tells_again_are_told_once() -> None:
    messages = await sent(
        TIMED,
        SegmentBegan(0, "One two.", 0.0),
        SpokenWords(0, (Word("One", 0.1, 0.4), Word("two.", 0.5, 0.9))),
        audio(0),
        FellBack(0, 0.45, "kokoro", "piper", "joe", FallbackReason.NO_WORKER),
        SpokenWords(0, (Word("two.", 0.6, 0.8),)),
    )
    [last] = [one for one in messages if isinstance(one, AudioChunk) and not one.audio_b64]
    assert last.timestamps == (TimedWord("One", 100, 400), TimedWord("two.", 600, 800))


async def test_a_sentence_without_audio_is_announced_all_the_same() -> None:
    config = Config(stream_audio=True)
    start, done = await sent(config, SegmentBegan(0, "One.", 0.0))
    assert isinstance(start, AudioStart) and isinstance(done, AudioDone)
    assert (done.total_bytes, done.error) == (0, False)


async def test_a_sentence_that_breaks_off_ends_with_an_error() -> None:
    for config in (TIMED, Config()):
        made = Sentences(config, "s", 3)
        for event in (SegmentBegan(0, "One.", 0.0), audio(0)):
            _ = [message async for message in made.take(event)]
        *_, done = made.broken()
        assert isinstance(done, AudioDone) and done.error
        assert (done.utterance_index, done.sentence_index) == (3, 0)
        assert list(made.broken()) == []


async def test_what_is_kept_of_a_file_is_counted_and_given_back() -> None:
    before = HELD.count
    made = Sentences(Config(), "s", 0)
    for event in (SegmentBegan(0, "One.", 0.0), audio(0), audio(0)):
        _ = [message async for message in made.take(event)]
    assert HELD.count == before + 2 * len(SECOND_PCM)
    made.close()
    assert HELD.count == before


async def test_a_file_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "MOST_BYTES", 50_000)
    with pytest.raises(TextTooLong, match="stream_audio"):
        await sent(Config(), SegmentBegan(0, "One.", 0.0), audio(0), audio(0))


@pytest.mark.parametrize("format", ["wav", "pcm", "mp3", "flac", "aac", "opus"])
def test_each_format_makes_a_file(format: str) -> None:
    data = encoded_file(SECOND_PCM, Encoding(format, 24_000))
    assert data
    if format == "wav":
        assert int.from_bytes(data[40:44], "little") == len(SECOND_PCM) == len(data) - 44
