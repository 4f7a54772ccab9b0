"""Answer with a stream's audio as one body, in any format, that begins to flow at once.

A stream that fails is broken off without the closing chunk, so that the client sees it is not
whole; before it has sounded it is an error answer, see `frontend.server.http.buffered_stream`.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from frontend.audio.encoded import EncodedAudio, EncodedEvent
from frontend.audio.formats import Encoding
from frontend.protocol.events import Failure
from frontend.server.http.sending import BrokenOff, SendTimeout, TimedBody
from tasks.process.logs import get_logger

log = get_logger(__name__)

# Speech is made for one client, who hears it while it is made: no proxy may keep it.
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def audio_body(
    events: AsyncGenerator[EncodedEvent], encoding: Encoding, send_timeout: SendTimeout
) -> TimedBody:
    """Return the answer that sends the audio of a stream and closes its events."""
    return TimedBody(
        _audio_of(events), send_timeout, headers=HEADERS, media_type=encoding.media_type
    )


async def _audio_of(events: AsyncGenerator[EncodedEvent]) -> AsyncGenerator[bytes]:
    async with aclosing(events):
        async for event in events:
            if isinstance(event, EncodedAudio):
                yield event.data
            elif isinstance(event, Failure):
                log.error("An audio body was broken off.", code=event.code)
                raise BrokenOff
