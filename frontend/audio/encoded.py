"""A stream's events, with its audio in the form that the client asked for."""

from collections.abc import AsyncGenerator, AsyncIterable, Callable

import msgspec

from backend_queues.base import SAMPLE_BYTES
from frontend.audio.encoder import Encoder, open_encoder
from frontend.audio.encoder_threads import encode_away, free_away
from frontend.audio.formats import Encoding
from frontend.audio.libav import EncodingFailed
from frontend.protocol.events import (
    Audio,
    Done,
    Event,
    Failure,
    FellBack,
    Flushed,
    InLine,
    Marked,
    Opened,
    Queued,
    SegmentBegan,
    SpokenWords,
)


class EncodedAudio(msgspec.Struct, frozen=True):
    """The next bytes of the stream's one container, with its audio up to that sample.

    A codec looks ahead, so the last tenth of a second of it may come with the bytes after these.
    """

    segment_index: int
    end_sample: int  # within the segment, at the backend's rate
    data: bytes
    samples: int = 0  # of the stream so far, at the encoding's rate


EncodedEvent = (
    InLine
    | Opened
    | Queued
    | SegmentBegan
    | SpokenWords
    | Marked
    | FellBack
    | Flushed
    | EncodedAudio
    | Done
    | Failure
)


async def encoded(events: AsyncIterable[Event], encoding: Encoding) -> AsyncGenerator[EncodedEvent]:
    """Yield the events with EncodedAudio in place of Audio, whose rate must be the encoding's.

    The container ends before Done and before Failure, so that all that was spoken is heard. A codec
    that fails is a Failure too. Closing this frees the encoder, and leaves `events` open.
    """
    translator = _Translator(encoding)
    try:
        async for event in events:
            for translated in await translator.translate(event):
                yield translated
                if isinstance(translated, Failure):
                    return
    finally:
        translator.close()


class _Translator:
    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._encoder: Encoder | None = None  # until there is audio
        self._position = 0, 0
        self._samples = 0

    async def translate(self, event: Event) -> list[EncodedEvent]:
        """Return what takes the event's place."""
        try:
            if isinstance(event, Audio):
                return await self._audio(event)
            if isinstance(event, Done | Failure):
                return [*await self._rest(), event]
        except EncodingFailed as error:
            return [Failure.of(error)]
        return [event]

    def close(self) -> None:
        """Free the encoder. A thread that encodes now may hold it, and is not waited for here."""
        encoder, self._encoder = self._encoder, None
        if encoder and encoder.slow:
            free_away(encoder.close)
        elif encoder:
            encoder.close()

    async def _audio(self, event: Audio) -> list[EncodedEvent]:
        self._position = event.segment_index, event.end_sample
        self._samples += len(event.pcm) // SAMPLE_BYTES
        encoder = self._encoder = self._encoder or open_encoder(self._encoding)
        return self._part(await _away(encoder, lambda: encoder.push(event.pcm)))

    async def _rest(self) -> list[EncodedEvent]:
        if self._encoder is None:
            return []
        return self._part(await _away(self._encoder, self._encoder.finish))

    def _part(self, data: bytes) -> list[EncodedEvent]:
        return [EncodedAudio(*self._position, data, self._samples)] if data else []


async def _away(encoder: Encoder, work: Callable[[], bytes]) -> bytes:
    """Do what takes milliseconds in a thread, where the codec lets go of the interpreter."""
    return await encode_away(work) if encoder.slow else work()
