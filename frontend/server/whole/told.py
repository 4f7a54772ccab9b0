"""Headers that say what an answer is: the utterance's id, as in the log, who speaks, the rate."""

from urllib.parse import quote

from frontend.audio.formats import Encoding
from frontend.protocol.events import Opened
from frontend.server.http.buffered_stream import BufferedStream
from frontend.streaming.resume_records import utterance_of

REQUEST_ID, BACKEND, VOICE = "X-Request-ID", "X-Backend", "X-Voice"
SAMPLE_RATE = "X-Sample-Rate"
TOLD = (REQUEST_ID, BACKEND, VOICE, SAMPLE_RATE)


def rate_of(encoding: Encoding) -> dict[str, str]:
    return {SAMPLE_RATE: str(encoding.sample_rate_hz)}


def told_of(stream: BufferedStream) -> dict[str, str]:
    """Return what is known of a stream as soon as it sounds; OpenAI names a request like that.

    A name that is not ASCII, as a recording's may be, is percent-encoded.
    """
    for event in stream.buffered:
        if isinstance(event, Opened):
            return {
                REQUEST_ID: utterance_of(event.utterance),
                BACKEND: event.backend,
                VOICE: quote(event.voice, safe=" ,:;+()[]'"),
            }
    return {}
