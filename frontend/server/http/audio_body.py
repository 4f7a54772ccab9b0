"""A stream's audio as one response body, in any format, sent as it is made.

If a stream fails, its body ends without the closing chunk, so that the client sees that it is
incomplete. Before the first audio it is an error response: `frontend.server.http.buffered_stream`.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding
from frontend.protocol.events import Failure, Opened
from frontend.server.http.sending import BrokenOff, SendTimeout, TimedBody
from tasks.process.logs import bind_contextvars, get_logger

log = get_logger(__name__)

# Speech is made for one client, which plays it while it is made: no proxy may cache or buffer it.
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def audio_body(
    events: AsyncGenerator[EncodedEvent], encoding: Encoding, send_timeout: SendTimeout
) -> TimedBody:
    """Return the response that sends the audio of a stream and closes its events."""
    return TimedBody(
        _audio_of(events), send_timeout, headers=HEADERS, media_type=encoding.media_type
    )


async def _audio_of(events: AsyncGenerator[EncodedEvent]) -> AsyncGenerator[bytes]:
    async with aclosing(events):
        async for event in events:
            if isinstance(event, EncodedAudio):
                yield event.data
            elif isinstance(event, Opened):
                bind_contextvars(utterance=event.utterance)  # it may be made in another task
            elif isinstance(event, Failure):
                log.error("An audio body was broken off.", code=event.code)
                raise BrokenOff
