"""A stream's audio with its characters, which both the routes and the sockets send."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, NamedTuple

from frontend.audio.encoded import EncodedAudio, encoded
from frontend.protocol.events import (
    Audio,
    Done,
    Failure,
    FellBack,
    Flushed,
    SegmentBegan,
    SpokenWords,
)
from frontend.server.http.sending import BrokenOff
from frontend.server.vendors.elevenlabs.characters import Characters
from tasks.process.logs import get_logger

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from frontend.audio.formats import Encoding
    from frontend.protocol.events import Event
    from frontend.server.vendors.elevenlabs.characters import TimedCharacter

log = get_logger(__name__)


class Timed(NamedTuple):
    """The next bytes of a stream, and the characters that have begun by their end."""

    data: bytes
    characters: list[TimedCharacter]
    end_s: float  # seconds from the start of the stream


async def timed(
    events: AsyncGenerator[Event], encoding: Encoding
) -> AsyncGenerator[Timed | Failure]:
    """Yield a stream's audio and characters; a Failure is the last. Closing this closes `events`.

    Audio comes at once, whether or not its characters are known.
    """
    clock, characters = _Clock(), Characters()
    async with (
        aclosing(events),
        aclosing(clock.heard(events)) as heard,
        aclosing(encoded(heard, encoding)) as sent,
    ):
        async for event in sent:
            match event:
                case SegmentBegan():
                    characters.begin(event.text, event.start_s)
                case SpokenWords():
                    characters.tell(event.words)
                case FellBack():
                    characters.forget()
                case EncodedAudio():
                    known = characters.take(clock.heard_s)
                    yield Timed(event.data, known, clock.heard_s)
                case Flushed() | Done():
                    if rest := characters.rest(clock.heard_s):
                        yield Timed(b"", rest, clock.heard_s)
                case Failure():
                    yield event


async def whole(parts: AsyncGenerator[Timed | Failure]) -> AsyncGenerator[Timed]:
    """Yield the parts. Raises BrokenOff if the stream fails: the body ends without its end."""
    async with aclosing(parts):
        async for part in parts:
            if isinstance(part, Failure):
                log.error("An audio body was broken off.", code=part.code)
                raise BrokenOff
            yield part


class _Clock:
    """How much audio of a stream has come: encoded, it does not tell."""

    def __init__(self) -> None:
        self.heard_s = 0.0

    async def heard(self, events: AsyncGenerator[Event]) -> AsyncGenerator[Event]:
        async for event in events:
            if isinstance(event, Audio):
                self.heard_s += event.seconds
            yield event
