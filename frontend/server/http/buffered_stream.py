"""A stream, buffered up to its first audio: until then, a failure is still an error response."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from starlette.requests import Request

from frontend.audio.encoded import EncodedAudio, EncodedEvent, encoded
from frontend.audio.formats import Encoding
from frontend.protocol.events import Event, Failure, nothing_to_speak
from frontend.server.http.disconnect import cancel_on_disconnect


@dataclass(frozen=True)
class BufferedStream:
    """The events up to the first audio, and those that follow."""

    buffered: list[EncodedEvent]
    following: AsyncGenerator[EncodedEvent]

    async def events(self) -> AsyncGenerator[EncodedEvent]:
        """Yield all events, once; closing this before its end cancels the utterance."""
        async with aclosing(self.following):
            for event in self.buffered:
                yield event
            async for event in self.following:
                yield event


async def buffer_until_audio(
    request: Request, speech: AsyncGenerator[Event], encoding: Encoding
) -> BufferedStream | Failure:
    """Wait for the first encoded audio of a stream; a stream that fails before that is closed.

    Raises:
        TTSError: the speech cannot begin; the message says why.
        ClientDisconnect: the client left while waiting. The request's body must have been read.
    """
    following = _encoded(speech, encoding)
    buffered = await cancel_on_disconnect(request, _until_audio(following))
    if isinstance(buffered[-1], Failure):
        await following.aclose()
        return buffered[-1]
    return BufferedStream(buffered, following)


async def _encoded(
    speech: AsyncGenerator[Event], encoding: Encoding
) -> AsyncGenerator[EncodedEvent]:
    """Yield the speech encoded; closing this closes both generators."""
    async with aclosing(speech), aclosing(encoded(speech, encoding)) as events:
        async for event in events:
            yield event


async def _until_audio(events: AsyncGenerator[EncodedEvent]) -> list[EncodedEvent]:
    """Return the events up to the first audio or the failure, which is the last of them."""
    buffered: list[EncodedEvent] = []
    async for event in events:
        buffered.append(event)
        if isinstance(event, EncodedAudio | Failure):
            return buffered
    return [nothing_to_speak()]  # all of it was too short for a sample
