"""POST /v1/audio/encode: samples that a client has, as a file in another format.

The page saves what was heard with it: to have a text spoken once more would take as long again, and
where a model draws its voice by chance it would be another take.
"""

from collections.abc import AsyncGenerator

from starlette.requests import Request
from starlette.responses import Response

from backend_queues.base import SAMPLE_BYTES
from backend_queues.errors import BodyTooLarge, InvalidRequest, Overloaded
from frontend.audio.encoded import encoded
from frontend.audio.formats import Encoding, check_encoding
from frontend.protocol.events import Audio, Done, Event
from frontend.server.http.audio_body import HEADERS
from frontend.server.http.body import limited
from frontend.server.http.buffered_stream import BufferedStream
from frontend.server.http.errors import error_response
from frontend.server.http.headers import check_pcm
from frontend.server.http.state import state_of
from frontend.server.http.typed import read_query
from frontend.server.messages.speak import EncodeQuery
from frontend.server.whole.answers import AudioAnswer
from frontend.server.whole.gathering import gather

MAX_BYTES = 700_000_000  # 4 hours at 24 kHz, more than the longest text has
MOST_ENCODED_BYTES = 128_000_000
TOO_LARGE = f"The audio has more than {MAX_BYTES / 1e6:.0f} MB; send it in parts."
NO_AUDIO = "The body holds no samples; send them as mono little-endian int16, without a header."
CUT = "The body has an odd number of bytes, and a sample has two; send mono little-endian int16."
TOO_MUCH = (
    f"In this format it would have more than {MOST_ENCODED_BYTES / 1e6:.0f} MB, or the server has "
    "no memory for it now; ask for mp3 or opus, or send it later."
)


async def encode(request: Request) -> Response:
    check_pcm(request)
    query, state = read_query(request, EncodeQuery), state_of(request)
    encoding = check_encoding(query.format, query.sample_rate)
    async with state.uploads.turn(request):
        pcm = limited(request, MAX_BYTES, BodyTooLarge(TOO_LARGE))
        stream = BufferedStream([], encoded(_events(pcm, encoding), encoding))
        gathered = await gather(stream, None, MOST_ENCODED_BYTES)
    await gathered.close()
    if gathered.failure:
        return error_response(gathered.failure)
    audio = await gathered.whole(encoding)
    if audio is None:
        raise Overloaded(TOO_MUCH, retry_after_s=10.0)
    return AudioAnswer(request, encoding, 0, whole=True).body(audio, dict(HEADERS))


async def _events(pcm: AsyncGenerator[bytes], encoding: Encoding) -> AsyncGenerator[Event]:
    """Yield the samples as those of a stream of one segment; raises InvalidRequest."""
    rest, samples = b"", 0
    async for part in pcm:
        whole = rest + part
        rest = whole[len(whole) // SAMPLE_BYTES * SAMPLE_BYTES :]
        if whole := whole[: len(whole) - len(rest)]:
            samples += len(whole) // SAMPLE_BYTES
            yield Audio(0, samples, whole, encoding.sample_rate_hz)
    if rest or not samples:
        raise InvalidRequest(CUT if rest else NO_AUDIO)
    yield Done(1, samples / encoding.sample_rate_hz)
