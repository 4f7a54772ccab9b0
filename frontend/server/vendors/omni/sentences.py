"""One text's stream as messages: the audio of its sentences, each as a file or as it is made."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backend_queues.errors import TextTooLong
from frontend.audio.encoder import open_encoder
from frontend.audio.formats import SPEECH_HZ, Encoding
from frontend.audio.wav import wav_header
from frontend.protocol.events import Audio, Event, FellBack, SegmentBegan, SpokenWords
from frontend.server.connections.held import HELD
from frontend.server.vendors.omni.messages import (
    AudioChunk,
    AudioDone,
    AudioStart,
    Config,
    ServerMessage,
    TimedWord,
)

if TYPE_CHECKING:
    from backend_queues.base import Word

MOST_BYTES = 30_000_000  # of pcm in one file: ten minutes
BYTES_PER_MS = SPEECH_HZ * 2 // 1000

Sent = ServerMessage | bytes


@dataclass
class Sentence:
    """What is under way of one sentence, or of a whole text."""

    index: int
    texts: list[str]
    start_s: float
    pcm: list[bytes] = field(default_factory=list)  # of a file
    held: int = 0
    sent: int = 0
    chunks: int = 0
    words: list[Word] | None = None
    begun: bool = False


class Sentences:
    """Makes messages of a text's events; `close` gives back what it holds."""

    def __init__(self, config: Config, session_id: str, utterance_index: int) -> None:
        self._config = config
        self._session_id = session_id
        self._utterance = utterance_index
        self._current: Sentence | None = None
        self.total = 0

    async def take(self, event: Event) -> AsyncGenerator[Sent]:
        """Yield what an event tells the client. Raises TextTooLong, EncodingFailed."""
        match event:
            case SegmentBegan():
                async for sent in self._begin(event):
                    yield sent
            case Audio() if event.pcm and self._current:  # silence for marks alone is no sentence
                for sent in self._audio(self._current, event.pcm):
                    yield sent
            case SpokenWords() if self._current:
                self._current.words = [*(self._current.words or ()), *event.words]
            case FellBack() if self._current and self._current.words:
                kept = [word for word in self._current.words if word.start_s < event.start_s]
                self._current.words = kept

    async def end(self) -> AsyncGenerator[Sent]:
        """Yield what completes the sentence under way. Raises EncodingFailed."""
        if self._current is None:
            return
        if self._config.stream_audio:
            for last in self._last_words(self._current):
                yield last
        else:
            pcm = b"".join(self._current.pcm)
            data = await asyncio.to_thread(encoded_file, pcm, self._config.encoding)
            yield self._start(self._current)
            yield data
            self._current.sent = len(data)
        yield self._done(self._current)

    def broken(self) -> Iterator[Sent]:
        """Yield what ends the sentence under way, which cannot be completed."""
        current = self._current
        if current is None:
            return
        if not current.begun:
            yield self._start(current)
        yield self._done(current, error=True)

    def close(self) -> None:
        if self._current:
            HELD.give(self._current.held)
        self._current = None

    async def _begin(self, began: SegmentBegan) -> AsyncGenerator[Sent]:
        if self._current and not self._config.by_sentence:
            self._current.texts.append(began.text)
            return
        async for sent in self.end():
            yield sent
        self._current = Sentence(self.total, [began.text], began.start_s)
        self.total += 1

    def _audio(self, current: Sentence, pcm: bytes) -> Iterator[Sent]:
        if not self._config.stream_audio:
            self._keep(current, pcm)
            return
        if not current.begun:
            yield self._start(current)
        if self._config.word_timestamps:
            yield self._chunk(current, pcm)
        else:
            yield pcm
        current.sent += len(pcm)

    def _keep(self, current: Sentence, pcm: bytes) -> None:
        if current.held + len(pcm) > MOST_BYTES:
            raise TextTooLong(
                "The audio is too long for one file: ask for stream_audio, or for one a sentence "
                "by split_granularity."
            )
        HELD.take(len(pcm))
        current.held += len(pcm)
        current.pcm.append(pcm)

    def _start(self, current: Sentence) -> AudioStart:
        current.begun = True
        return AudioStart(
            self._id(current),
            self._utterance,
            current.index,
            " ".join(current.texts),
            self._config.encoding.format,
        )

    def _chunk(
        self, current: Sentence, pcm: bytes, words: tuple[TimedWord, ...] | None = None
    ) -> AudioChunk:
        number, current.chunks = current.chunks, current.chunks + 1
        start_ms = current.sent // BYTES_PER_MS if pcm else 0
        end_ms = (current.sent + len(pcm)) // BYTES_PER_MS
        return AudioChunk(
            self._utterance, current.index, number, start_ms, end_ms, pcm, timestamps=words
        )

    def _last_words(self, current: Sentence) -> Iterator[Sent]:
        if not current.begun:
            yield self._start(current)
        if self._config.word_timestamps:
            words = None if current.words is None else tuple(_timed(current))
            yield self._chunk(current, b"", words)

    def _done(self, current: Sentence, *, error: bool = False) -> AudioDone:
        self.close()
        place = self._utterance, current.index
        return AudioDone(self._id(current), *place, current.sent, error)

    def _id(self, current: Sentence) -> str:
        return f"{self._session_id}-{self._utterance}-{current.index}"


def _timed(current: Sentence) -> Iterator[TimedWord]:
    for word in current.words or ():
        start_s, end_s = word.start_s - current.start_s, word.end_s - current.start_s
        yield TimedWord(word.text, max(0, round(start_s * 1000)), max(0, round(end_s * 1000)))


def encoded_file(pcm: bytes, encoding: Encoding) -> bytes:
    """Return a whole file of the audio. Blocks. Raises EncodingFailed."""
    if encoding.format == "wav":
        return wav_header(encoding.sample_rate_hz, len(pcm)) + pcm
    encoder = open_encoder(encoding)
    try:
        return encoder.push(pcm) + encoder.finish()
    finally:
        encoder.close()
